/* The tagger of the plugin entities: what it computes with and without vector instructions, paths that can be, damaged
 * model files. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../plugins/entities/tagger_file.h"
#include "../../plugins/entities/tagger_kernels.h"

static uint32_t state = 1;

static int16_t any(int most) {
  state = state * 1664525u + 1013904223u;
  return (int16_t)((int)(state >> 8) % (2 * most + 1) - most);
}

/* ---- the same results on every machine -------------------------------------------- */

enum { ROWS = 256 };
static _Alignas(64) int16_t rows[ROWS][TAGGER_LANES];
static struct tagger_model model = {.rows = rows, .type_count = 6};

static void weights_make(int most) {
  for (int i = 0; i < ROWS; i++)
    for (int lane = 0; lane < TAGGER_LANES; lane++)
      rows[i][lane] = any(most);
  for (int i = 0; i < TAGGER_GROUP; i++)
    for (int j = 0; j < TAGGER_GROUP; j++)
      model.joins[i][j] = any(most);
}

Test(tagger, adds_the_same_with_and_without_vectors) {
  uint32_t numbers[TAGGER_FEATURES];
  weights_make(TAGGER_WEIGHT);
  for (int i = 0; i < TAGGER_FEATURES; i++)
    numbers[i] = (uint32_t)any(INT16_MAX) % ROWS;
  for (uint32_t count = 0; count <= TAGGER_FEATURES; count++) {
    int16_t fast[TAGGER_LANES] = {0}, plain[TAGGER_LANES] = {0}, best[TAGGER_GROUP], plain_best[TAGGER_GROUP];
    tagger_add(&model, numbers, count, fast);
    tagger_add_plain(&model, numbers, count, plain);
    tagger_add_row(fast, rows[count]);
    tagger_add_row_plain(plain, rows[count]);
    cr_assert_arr_eq(fast, plain, sizeof fast, "%u rows", count);
    tagger_best_places(fast, best);
    tagger_best_places_plain(plain, plain_best);
    cr_assert_arr_eq(best, plain_best, sizeof best, "%u rows", count);
  }
}

Test(tagger, steps_the_same_with_and_without_vectors) {
  static const int sizes[] = {3, 300, TAGGER_WEIGHT * TAGGER_FEATURES, INT16_MAX};
  static const struct tagger_bars bars = {
      {INT16_MIN, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MIN},
      {INT16_MIN, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MIN},
      {INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MIN}};
  for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
    struct tagger_front fast, plain;
    weights_make(sizes[size]);
    for (int type = 0; type < TAGGER_GROUP; type++)
      fast.open[type] = fast.inside[type] = fast.ended[type] = INT16_MIN;
    fast.ended[0] = 0;
    plain = fast;
    for (int word = 0; word < ROWS; word++) {
      uint8_t path[TAGGER_GROUP], plain_path[TAGGER_GROUP];
      tagger_step((const int16_t(*)[TAGGER_GROUP])model.joins, (int)model.type_count, rows[word], &bars, &fast, path);
      tagger_step_plain((const int16_t(*)[TAGGER_GROUP])model.joins, (int)model.type_count, rows[word], &bars, &plain,
                        plain_path);
      cr_assert_arr_eq(&fast, &plain, sizeof fast, "size %d, word %d", sizes[size], word);
      cr_assert_arr_eq(path, plain_path, sizeof path, "size %d, word %d", sizes[size], word);
    }
  }
}

/* ---- paths ------------------------------------------------------------------------------ */

static int place_of(uint8_t tag) {
  return tag / TAGGER_GROUP;
}

static int type_of(uint8_t tag) {
  return tag % TAGGER_GROUP;
}

Test(tagger, takes_only_tags_that_can_follow_one_another) {
  static uint8_t paths[ROWS][TAGGER_GROUP], tags[ROWS];
  for (int round = 0; round < 200; round++) {
    weights_make(round % 2 ? 900 : TAGGER_WEIGHT * TAGGER_FEATURES);
    const uint32_t count = 1 + (uint32_t)round % ROWS;
    tagger_decode(&model, (const int16_t(*)[TAGGER_LANES])rows, count, paths, tags);
    for (uint32_t i = 0; i < count; i++) {
      const bool goes_on = place_of(tags[i]) == PLACE_BEGIN || place_of(tags[i]) == PLACE_INSIDE;
      cr_assert(type_of(tags[i]) <= (int)model.type_count);
      cr_assert(type_of(tags[i]) > 0 || place_of(tags[i]) == PLACE_UNIT);
      if (!goes_on)
        continue;
      cr_assert_lt(i + 1, count, "round %d: word %u begins what does not end", round, i);
      cr_assert_eq(type_of(tags[i + 1]), type_of(tags[i]));
      cr_assert(place_of(tags[i + 1]) == PLACE_INSIDE || place_of(tags[i + 1]) == PLACE_LAST);
    }
  }
}

Test(tagger, takes_the_best_path) {
  static uint8_t paths[4][TAGGER_GROUP], tags[4];
  memset(rows, 0, sizeof rows);
  memset(model.joins, 0, sizeof model.joins);
  /* Word 1 would best be inside, but nothing begins before it: the whole is worth more. */
  rows[0][PLACE_UNIT * TAGGER_GROUP] = 5;
  rows[0][PLACE_BEGIN * TAGGER_GROUP + 2] = 1;
  rows[1][PLACE_INSIDE * TAGGER_GROUP + 2] = 9;
  rows[1][PLACE_UNIT * TAGGER_GROUP + 3] = 4;
  rows[2][PLACE_LAST * TAGGER_GROUP + 2] = 1;
  rows[3][PLACE_UNIT * TAGGER_GROUP] = 1;
  tagger_decode(&model, (const int16_t(*)[TAGGER_LANES])rows, 4, paths, tags);
  const uint8_t wanted[] = {PLACE_BEGIN * TAGGER_GROUP + 2, PLACE_INSIDE * TAGGER_GROUP + 2,
                            PLACE_LAST * TAGGER_GROUP + 2, PLACE_UNIT * TAGGER_GROUP};
  cr_assert_arr_eq(tags, wanted, sizeof wanted);
}

/* ---- the model file ------------------------------------------------------------------------ */

static void check_damaged(const char *bytes, size_t size, const char *message) {
  char path[] = "/tmp/textan-tagger-XXXXXX";
  struct tagger_model damaged;
  textan_error error = {0};
  const int file = mkstemp(path);
  cr_assert(file >= 0 && write(file, bytes, size) == (ssize_t)size && close(file) == 0);
  cr_expect_eq(tagger_model_open(path, &damaged, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, path) && strstr(error.message, message), "expected \"%s\", found \"%s\"", message,
            error.message);
  unlink(path);
}

Test(tagger, refuses_damaged_files) {
  char path[4200];
  const char *source = getenv("srcdir");
  struct tagger_model whole;
  textan_error error = {0};
  snprintf(path, sizeof path, "%s/plugins/entities/tagger.model", source ? source : ".");
  cr_assert_eq(tagger_model_open(path, &whole, &error), TEXTAN_OK, "%s", error.message);
  tagger_model_close(&whole);
  FILE *file = fopen(path, "rb");
  enum { ROOM = 8 << 20 };
  char *bytes = malloc(ROOM);
  cr_assert(file && bytes);
  const size_t size = fread(bytes, 1, ROOM, file);
  fclose(file);
  struct tagger_header *header = (struct tagger_header *)(void *)bytes;
  check_damaged(bytes, 0, "another kind of file");
  check_damaged("name\tGPE\n", 9, "another kind of file");
  check_damaged(bytes, size - 1, "bytes, found");
  bytes[size / 2] ^= 1;
  check_damaged(bytes, size, "is damaged: expected checksum");
  bytes[size / 2] ^= 1;
  header->version++;
  check_damaged(bytes, size, "expected a tagger model of version 1, found version 2");
  header->version--;
  header->bits = 30;
  check_damaged(bytes, size, "sizes out of range");
  free(bytes);
  cr_expect_eq(tagger_model_open("/nowhere/tagger.model", &whole, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "/nowhere/tagger.model"), "%s", error.message);
}

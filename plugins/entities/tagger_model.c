/* The model file: a header, the rows that are not all zero, and the classes of words.  MODEL.md describes it. */
#include "tagger_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

static uint64_t checksum(const unsigned char *bytes, size_t size, uint64_t sum) {
  size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    memcpy(&word, bytes + i, sizeof word);
    sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    sum ^= sum >> 32;
  }
  for (; i < size; i++)
    sum = (sum ^ bytes[i]) * UINT64_C(0x100000001B3);
  return sum;
}

uint64_t tagger_file_checksum(const struct tagger_header *header, const unsigned char *body, size_t size) {
  const size_t from = offsetof(struct tagger_header, types);
  return checksum(body, size, checksum((const unsigned char *)header + from, sizeof *header - from, size));
}

/* ---- lanes and the columns of the file ------------------------------------------------ */

uint32_t tagger_columns(uint32_t type_count) {
  return 1 + 4 * type_count;
}

uint32_t tagger_lane(uint32_t column, uint32_t type_count) {
  if (column == 0)
    return PLACE_UNIT * TAGGER_GROUP;
  return (column - 1) / type_count * TAGGER_GROUP + (column - 1) % type_count + 1;
}

size_t tagger_body_size(const struct tagger_header *h) {
  return ((size_t)1 << h->bits) / 8 + (size_t)h->row_count * tagger_columns(h->type_count) * sizeof(int16_t) +
         (size_t)h->cluster_count * (sizeof(uint32_t) + sizeof(uint16_t));
}

/* ---- memory ------------------------------------------------------------------------------- */

/* In large pages where the machine has them: both the weights and the sums of words are read here and there. */
void *tagger_memory_new(size_t size) {
  enum { LARGE_PAGE = 2 << 20 };
  const size_t whole = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  void *memory = aligned_alloc(LARGE_PAGE, whole);
  if (!memory)
    return NULL;
  madvise(memory, whole, MADV_HUGEPAGE); /* only advice: without it all works, but slower */
  return memset(memory, 0, size);
}

textan_status tagger_model_alloc(struct tagger_model *model, textan_error *error) {
  const size_t eights = ((size_t)1 << model->bits) / 8 * sizeof *model->eights;
  const size_t size = eights + model->cluster_count * (sizeof(uint32_t) + sizeof(uint16_t));
  model->memory = tagger_memory_new(size);
  if (!model->memory)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a tagger of %zu bytes", size);
  model->eights = model->memory;
  uint32_t *const words = (uint32_t *)(void *)((char *)model->memory + eights);
  model->cluster_words = words;
  model->clusters = (uint16_t *)(words + model->cluster_count);
  return TEXTAN_OK;
}

textan_status tagger_rows_alloc(struct tagger_model *model, uint32_t count, textan_error *error) {
  free(model->rows);
  model->row_count = count;
  /* One more: what is asked for ahead may be that behind the last. */
  model->rows = tagger_memory_new((count + 1) * sizeof *model->rows);
  return model->rows ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for %u rows of weights", count);
}

void tagger_model_index(struct tagger_model *model) {
  uint32_t i = 0;
  for (uint32_t bucket = 0; bucket <= 1u << TAGGER_BUCKET_BITS; bucket++) {
    while (i < model->cluster_count && model->cluster_words[i] >> (32 - TAGGER_BUCKET_BITS) < bucket)
      i++;
    model->buckets[bucket] = i;
  }
}

void tagger_model_close(struct tagger_model *model) {
  free(model->memory);
  free(model->rows);
  *model = (struct tagger_model){0};
}

/* ---- reading ------------------------------------------------------------------------------- */

static textan_status header_check(const char *path, const struct tagger_header *h, size_t size, textan_error *error) {
  if (size < sizeof *h || memcmp(h->magic, TAGGER_MAGIC, sizeof h->magic) != 0)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model, found another kind of file", path);
  if (h->version != TAGGER_VERSION)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model of version %d, found version %u", path,
                       TAGGER_VERSION, h->version);
  if (h->bits < TAGGER_BITS_LEAST || h->bits > TAGGER_BITS_MOST || h->type_count == 0 || h->type_count > TAGGER_TYPES ||
      h->row_count > TAGGER_ROWS || h->cluster_count > TAGGER_LARGEST || h->bin_size <= 0)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model, found sizes out of range", path);
  if (size != sizeof *h + tagger_body_size(h))
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model of %zu bytes, found %zu", path,
                       sizeof *h + tagger_body_size(h), size);
  const uint64_t sum = tagger_file_checksum(h, (const unsigned char *)(h + 1), tagger_body_size(h));
  if (sum != h->checksum)
    return textan_fail(error, TEXTAN_EDATA, "%s: the tagger model is damaged: expected checksum %016llx, found %016llx",
                       path, (unsigned long long)h->checksum, (unsigned long long)sum);
  for (uint32_t i = 0; i < TAGGER_GROUP; i++)
    if (!memchr(h->types[i], 0, TAGGER_NAME) || !memchr(h->languages[i], 0, TAGGER_NAME))
      return textan_fail(error, TEXTAN_EDATA, "%s: expected names in a tagger model, found a name without end", path);
  return TEXTAN_OK;
}

static textan_status eights_read(const char *path, const struct tagger_header *h, struct tagger_model *model,
                                 textan_error *error) {
  const unsigned char *present = (const unsigned char *)(h + 1);
  uint32_t rows = 0;
  for (uint32_t i = 0; i < 1u << h->bits >> 3; i++) {
    model->eights[i] = (struct tagger_eight){(uint16_t)rows, present[i]};
    for (uint32_t bits = present[i]; bits; bits &= bits - 1)
      rows++;
    if (rows > h->row_count)
      break;
  }
  return rows == h->row_count ? TEXTAN_OK
                              : textan_fail(error, TEXTAN_EDATA, "%s: expected %u rows of weights, found bits of %u",
                                            path, h->row_count, rows);
}

static textan_status rows_read(const char *path, const struct tagger_header *h, struct tagger_model *model,
                               textan_error *error) {
  const unsigned char *at = (const unsigned char *)(h + 1) + ((size_t)1 << h->bits) / 8;
  const uint32_t width = tagger_columns(h->type_count);
  int16_t weights[1 + 4 * TAGGER_TYPES];
  const textan_status status = tagger_rows_alloc(model, h->row_count, error);
  for (uint32_t row = 0; status == TEXTAN_OK && row < h->row_count; row++, at += width * sizeof *weights) {
    memcpy(weights, at, width * sizeof *weights);
    for (uint32_t column = 0; column < width; column++) {
      if (weights[column] > TAGGER_WEIGHT || weights[column] < -TAGGER_WEIGHT)
        return textan_fail(error, TEXTAN_EDATA, "%s: expected weights up to %d, found %d", path, TAGGER_WEIGHT,
                           weights[column]);
      model->rows[row][tagger_lane(column, h->type_count)] = weights[column];
    }
  }
  return status;
}

static textan_status model_fill(const char *path, const struct tagger_header *h, struct tagger_model *model,
                                textan_error *error) {
  *model = (struct tagger_model){
      .bits = h->bits, .type_count = h->type_count, .bin_size = h->bin_size, .cluster_count = h->cluster_count};
  memcpy(model->types, h->types, sizeof model->types);
  memcpy(model->languages, h->languages, sizeof model->languages);
  memcpy(model->joins, h->joins, sizeof model->joins);
  memcpy(model->bins, h->bins, sizeof model->bins);
  textan_status status = tagger_model_alloc(model, error);
  if (status != TEXTAN_OK)
    return status;
  const char *words = (const char *)(h + 1) + tagger_body_size(h) - h->cluster_count * 6u;
  memcpy(model->cluster_words, words, h->cluster_count * 6u);
  for (uint32_t i = 1; i < h->cluster_count; i++)
    if (model->cluster_words[i - 1] >= model->cluster_words[i])
      return textan_fail(error, TEXTAN_EDATA, "%s: expected words in ascending order, found others", path);
  tagger_model_index(model);
  status = eights_read(path, h, model, error);
  return status == TEXTAN_OK ? rows_read(path, h, model, error) : status;
}

/* The bytes of the file, to be freed; NULL: reported. */
static void *file_read(const char *path, size_t *size, textan_error *error) {
  FILE *file = fopen(path, "rbe");
  struct stat about;
  if (!file) {
    textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model, cannot open it: %s", path, strerror(errno));
    return NULL;
  }
  const bool fits = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= TAGGER_LARGEST;
  void *bytes = fits ? malloc((size_t)about.st_size + 1) : NULL;
  if (!fits)
    textan_fail(error, TEXTAN_EDATA, "%s: expected a tagger model, found no file of at most %d bytes", path,
                TAGGER_LARGEST);
  else if (!bytes)
    textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for a tagger model", path);
  *size = bytes ? fread(bytes, 1, (size_t)about.st_size, file) : 0;
  if (bytes && ferror(file)) {
    textan_fail(error, TEXTAN_EDATA, "%s: cannot read the tagger model: %s", path, strerror(errno));
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  return bytes;
}

textan_status tagger_model_open(const char *path, struct tagger_model *model, textan_error *error) {
  textan_error reason = {.status = TEXTAN_OK};
  size_t size;
  *model = (struct tagger_model){0};
  void *bytes = file_read(path, &size, &reason);
  if (bytes && header_check(path, bytes, size, &reason) == TEXTAN_OK)
    model_fill(path, bytes, model, &reason);
  free(bytes);
  if (reason.status == TEXTAN_OK)
    return TEXTAN_OK;
  tagger_model_close(model);
  return textan_fail(error, reason.status, "%s", reason.message);
}

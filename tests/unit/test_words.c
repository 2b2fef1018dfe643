/* Words: one splitting, whatever form a text comes in. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "code_points.h"
#include "utf8.h"
#include "word_split.h"

/* The folded words, parted by "/"; words glued to the one before them are parted by "+". */
static char *split(const char *text) {
  struct words words = {0};
  static char out[4096];
  size_t used = 0;
  characters_init();
  cr_assert(words_split(&words, text, strlen(text)));
  for (size_t i = 0; i < words.count; i++)
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s",
                             i == 0                                    ? ""
                             : words.list[i].flags & TEXTAN_WORD_GLUED ? "+"
                                                                       : "/",
                             (int)words.list[i].folded_size, words.folded.data + words.list[i].folded);
  out[used] = '\0';
  words_free(&words);
  return out;
}

Test(words, are_split_at_space_case_digits_and_punctuation) {
  static const struct {
    const char *text, *words;
  } cases[] = {
      {"", ""},
      {" \t\n ", ""},
      {"two-way trade", "two+-+way/trade"},
      {"MinskLi\u00EAn doanh", "minsk+li\u00EAn/doanh"},
      {"USD164m", "usd+164+m"},
      {"U.S. dollars", "u+.+s+./dollars"},
      {"3,425.6 t\u1EF7", "3+,+425+.+6/t\u1EF7"},
      {"H\u00C0 N\u1ED8I", "h\u00E0/n\u1ED9i"},
      {"a\u00A0b\u2003c", "a/b/c"},
      {"\u201Cso\u201D \u2014 \u2018it\u2019", "\"+so+\"/-/'+it+'"},
      {"co\u00ADopera\u200Btion", "cooperation"},
      {"\u00D0\u00E0 N\u1EB5ng", "\u0111\u00E0/n\u1EB5ng"},
      {"\u5317\u4EAC\u5E02", "\u5317+\u4EAC+\u5E02"},
      {"\u0301x", "\u0301x"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect_str_eq(split(cases[i].text), cases[i].words, "case %zu: %s", i, split(cases[i].text));
}

Test(words, are_alike_in_every_form_of_a_text) {
  const char *nfc = "Ch\u1EE7 t\u1ECBch n\u01B0\u1EDBc \u0111\u00E3 g\u1EB7p \u0111o\u00E0n ngo\u1EA1i giao";
  const char *upper = "CH\u1EE6 T\u1ECACH N\u01AF\u1EDAC \u0110\u00C3 G\u1EB6P \u0110O\u00C0N NGO\u1EA0I GIAO";
  char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)nfc);
  cr_assert_str_neq(nfd, nfc);
  char *want = strdup(split(nfc));
  cr_expect_str_eq(split(upper), want);
  cr_expect_str_eq(split(nfd), want);
  free(want);
  free(nfd);
}

Test(words, cover_their_marks_in_the_text) {
  struct words words = {0};
  characters_init();
  const char *text = "Vie\u0323\u0302t Nam"; /* decomposed, marks in canonical order */
  cr_assert(words_split(&words, text, strlen(text)));
  cr_assert_eq(words.count, 2);
  cr_assert_eq(words.list[0].begin, 0);
  cr_assert_eq(words.list[0].end, 8);
  cr_assert_eq(words.list[1].begin, 9);
  cr_assert(words.list[0].flags & TEXTAN_WORD_TITLE);
  words_free(&words);
}

Test(words, know_lines_paragraphs_and_case) {
  struct words words = {0};
  characters_init();
  const char *text = "ASEAN summit\nopens\n\nToday";
  cr_assert(words_split(&words, text, strlen(text)));
  cr_assert_eq(words.count, 4);
  const uint16_t *flags[4] = {&words.list[0].flags, &words.list[1].flags, &words.list[2].flags, &words.list[3].flags};
  cr_expect(*flags[0] & TEXTAN_WORD_UPPER && *flags[0] & TEXTAN_WORD_PARAGRAPH);
  cr_expect_not(*flags[1] & (TEXTAN_WORD_UPPER | TEXTAN_WORD_TITLE | TEXTAN_WORD_LINE));
  cr_expect(*flags[2] & TEXTAN_WORD_LINE && !(*flags[2] & TEXTAN_WORD_PARAGRAPH));
  cr_expect(*flags[3] & TEXTAN_WORD_PARAGRAPH && *flags[3] & TEXTAN_WORD_TITLE && !(*flags[3] & TEXTAN_WORD_UPPER));
  words_free(&words);
}

/* A small fixed generator, so that every run tests the same texts. */
static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static uint32_t random_code(uint32_t *state) {
  static const uint32_t ranges[][2] = {{0x20, 0x7E},     {0x20, 0x7E},      {0xC0, 0x24F},  {0x300, 0x36F},
                                       {0x1EA0, 0x1EFF}, {9, 13},           {0x400, 0x52F}, {0x2000, 0x206F},
                                       {0xAC00, 0xD7A3}, {0x1F300, 0x1F6FF}};
  const uint32_t *range = ranges[next_random(state) % 10];
  return range[0] + next_random(state) % (range[1] - range[0] + 1);
}

Test(words, hold_their_promises_on_random_text) {
  uint32_t state = 7;
  characters_init();
  for (int round = 0; round < 400; round++) {
    char text[1024];
    size_t size = 0;
    for (uint32_t i = 0, length = next_random(&state) % 200; i < length; i++)
      size += code_point_put(text + size, random_code(&state));
    text[size] = '\0';
    struct words words = {0};
    cr_assert(words_split(&words, text, size));
    uint32_t last = 0;
    for (size_t i = 0; i < words.count; i++) {
      const textan_word *word = &words.list[i];
      cr_assert(word->begin < word->end && word->end <= size);
      cr_assert(word->begin >= last || words.list[i - 1].begin == word->begin);
      cr_assert(utf8_boundary(text[word->begin]) && (word->end == size || utf8_boundary(text[word->end])));
      cr_assert_eq(word->hash, textan_word_hash(words.folded.data + word->folded, word->folded_size));
      last = word->end;
    }
    size_t bad;
    cr_assert(utf8_valid(words.folded.data, words.folded.size, &bad));
    words_free(&words);
  }
}

Test(words, normal_form_is_nfc) {
  uint32_t state = 11;
  characters_init();
  for (int round = 0; round < 400; round++) {
    char text[512];
    size_t size = 0;
    for (int i = 0; i < 60; i++)
      size += code_point_put(text + size, 0xC0 + next_random(&state) % 0x2B0);
    text[size] = '\0';
    struct buffer normal = {0}, again = {0};
    cr_assert(normal_form(text, size, &normal, NULL));
    char *nfc = (char *)utf8proc_NFC((const utf8proc_uint8_t *)normal.data);
    cr_assert_str_eq(nfc, normal.data);
    cr_assert(normal_is(normal.data, normal.size));
    cr_assert(normal_form(normal.data, normal.size, &again, NULL));
    cr_assert_str_eq(again.data, normal.data);
    free(nfc);
    buffer_free(&normal);
    buffer_free(&again);
  }
}

Test(utf8, finds_the_first_wrong_byte) {
  static const struct {
    const char *text;
    size_t size, bad;
  } wrong[] = {{"\x80", 1, 0},
               {"abcdefgh\xC0\xAF", 10, 8},
               {"a\xE0\x80\x80", 4, 1},
               {"\xED\xA0\x80", 3, 0},
               {"xy\xF4\x90\x80\x80", 6, 2},
               {"\xE2\x82", 2, 0},
               {"\xF5\x80\x80\x80", 4, 0}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    size_t bad = 99;
    cr_expect_not(utf8_valid(wrong[i].text, wrong[i].size, &bad));
    cr_expect_eq(bad, wrong[i].bad, "case %zu: %zu", i, bad);
  }
  size_t bad;
  cr_expect(utf8_valid("\xF0\x9F\x98\x80\xEF\xBF\xBF", 7, &bad));
  cr_expect_eq(utf8_count("a\xC3\xA9\xF0\x9F\x98\x80", 7), 3);
}

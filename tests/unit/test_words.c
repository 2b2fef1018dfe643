/* Words: one splitting and one folding, whatever form a text comes in. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "characters.h"
#include "document.h"
#include "services.h"
#include "utf8.h"
#include "words.h"

static struct words words;

static void set_up(void) {
  characters_init();
}

static void tear_down(void) {
  words_free(&words);
}

TestSuite(words, .init = set_up, .fini = tear_down);

/* The folded words, parted by "/"; words glued to the one before them are parted by "+". */
static const char *split(const char *text) {
  static char out[4096];
  size_t used = 0;
  cr_assert(words_split(&words, text, strlen(text)));
  out[0] = '\0';
  for (size_t i = 0; i < words.count; i++) {
    const textan_word *word = &words.list[i];
    const char *before = i == 0 ? "" : word->flags & TEXTAN_WORD_GLUED ? "+" : "/";
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s", before, (int)word->folded_size,
                             words.folded.data + word->folded);
  }
  return out;
}

struct sample {
  const char *text, *expected;
};

static void check_splits(const struct sample *samples, size_t count) {
  for (size_t i = 0; i < count; i++)
    cr_expect_str_eq(split(samples[i].text), samples[i].expected, "\"%s\" became %s", samples[i].text,
                     split(samples[i].text));
}

Test(words, have_a_hash_without_diacritics) {
  static const struct sample samples[] = {
      {"tr\u1EA7n", "tran"}, {"\u0111\u1EA1i", "dai"}, {"\u0142\u00F3d\u017A", "lodz"}, {"quang", "quang"}, {"", ""},
      {"\u0301", ""}};
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
    cr_expect_eq(words_api.bare_hash(samples[i].text, strlen(samples[i].text)),
                 textan_word_hash(samples[i].expected, strlen(samples[i].expected)), "%s", samples[i].text);
}

Test(words, are_split_at_space_case_digits_and_punctuation) {
  static const struct sample samples[] = {
      {"", ""},
      {" \t\r\n ", ""},
      {"two-way trade", "two+-+way/trade"},
      {"MinskLi\u00EAn doanh", "minsk+li\u00EAn/doanh"},
      {"tri\u1EC7uUSD", "tri\u1EC7u+usd"},
      {"th\u00E1ng\u0110o\u00E0n", "th\u00E1ng+\u0111o\u00E0n"},
      {"USDmillion", "usdmillion"},
      {"USD164m", "usd+164+m"},
      {"U.S. dollars", "u+.+s+./dollars"},
      {"TP.HCM", "tp+.+hcm"},
      {"3,425.6 t\u1EF7", "3+,+425+.+6/t\u1EF7"},
      {"H\u00C0 N\u1ED8I", "h\u00E0/n\u1ED9i"},
      {"it's 5%...", "it+'+s/5+%+.+.+."},
      {"\u0660\u0661 x\u0662", "\u0660\u0661/x+\u0662"},
      {"m\u00B2", "m+\u00B2"},
  };
  check_splits(samples, sizeof samples / sizeof samples[0]);
}

Test(words, have_one_form_of_spaces_dashes_and_quotes) {
  static const struct sample samples[] = {
      {"a\u00A0b\u2003c\u3000d\u2028e\xC2\x85"
       "f",
       "a/b/c/d/e/f"},
      {"\u201Cso\u201D \u2014 \u2018it\u2019 \u00ABis\u00BB", "\"+so+\"/-/'+it+'/\"+is+\""},
      {"2023\u20132024, 5\u22126, x\u2010y\u2011z", "2023+-+2024+,/5+-+6+,/x+-+y+-+z"},
      {"co\u00ADopera\u200Btion\uFEFF", "cooperation"},
      {"\uFEFFHead", "head"},
      {"\u00D0\u00E0 N\u1EB5ng, \u0110\u00E0", "\u0111\u00E0/n\u1EB5ng+,/\u0111\u00E0"},
      {"\u212B \u2126 \u0130", "\u00E5/\u03C9/i"},
      {"\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2", "\u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"},
  };
  check_splits(samples, sizeof samples / sizeof samples[0]);
}

Test(words, of_scripts_without_spaces_are_single_characters) {
  static const struct sample samples[] = {
      {"\u5317\u4EAC2\u5E02", "\u5317+\u4EAC+2+\u5E02"},
      {"\u30D3\u30AB\u3099\u306E", "\u30D3+\u30AC+\u306E"},
      {"\u1112\u1161\u11AB\u1100\u116E\u11A8 \uD55C\uAD6D", "\uD55C\uAD6D/\uD55C\uAD6D"},
      {"\U00020000\uF900x", "\U00020000+\u8C48+x"},
      {"\U0001F600\U0001F600", "\U0001F600+\U0001F600"},
  };
  check_splits(samples, sizeof samples / sizeof samples[0]);
}

Test(words, take_marks_to_the_character_before_them) {
  static const struct sample samples[] = {
      {"\u0301x", "\u0301x"},
      {"x \u0301y", "x/\u0301y"},
      {"5\u0301, =\u0338", "5\u0301+,/\u2260"},
      {"aA\u0302b", "a+\u00E2b"},
      {"e\u200D\u0301e\u00AD\u0301", "\u00E9\u00E9"},
      {"H\u0331a", "\u1E96a"},                          /* composes only in lower case */
      {"a\u0302\u0323 a\u0323\u0302", "\u1EAD/\u1EAD"}, /* in any order */
      {"\u00E2\u0323 \u1EA1\u0302", "\u1EAD/\u1EAD"},   /* half composed */
      {"\u0958\u093E", "\u0915\u093C\u093E"},           /* whose NFC is longer */
      {"\u0915\u0958", "\u0915\u0915\u093C"},
      {"\u2ADC!", "\u2ADD\u0338+!"},
  };
  check_splits(samples, sizeof samples / sizeof samples[0]);
}

Test(words, are_alike_in_every_form_of_a_text) {
  const char *nfc =
      "Ch\u1EE7 t\u1ECBch n\u01B0\u1EDBc \u0111\u00E3 g\u1EB7p \u0111o\u00E0n ngo\u1EA1i giao, h\u1EB9n th\u0103m "
      "l\u1EA1i";
  const char *upper =
      "CH\u1EE6 T\u1ECACH N\u01AF\u1EDAC \u0110\u00C3 G\u1EB6P \u0110O\u00C0N NGO\u1EA0I GIAO, H\u1EB8N TH\u0102M "
      "L\u1EA0I";
  char *nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)nfc);
  char *upper_nfd = (char *)utf8proc_NFD((const utf8proc_uint8_t *)upper);
  cr_assert_str_neq(nfd, nfc);
  char *expected = strdup(split(nfc));
  cr_expect(words.normal);
  cr_expect_str_eq(split(upper), expected);
  cr_expect_str_eq(split(nfd), expected);
  cr_expect_not(words.normal);
  cr_expect_str_eq(split(upper_nfd), expected);
  free(expected);
  free(nfd);
  free(upper_nfd);
}

Test(words, cover_their_marks_but_not_dropped_characters_around_them) {
  const char *text = "\u200BVie\u0323\u0302t\u00AD Nam\u200B!\uFE0F";
  cr_assert(words_split(&words, text, strlen(text)));
  cr_assert_eq(words.count, 3);
  cr_expect(words.list[0].begin == 3 && words.list[0].end == 11);
  cr_expect(words.list[1].begin == 14 && words.list[1].end == 17);
  cr_expect(words.list[2].begin == 20 && words.list[2].end == 21);
  cr_expect(words.list[2].flags & TEXTAN_WORD_GLUED);
  cr_expect_not(words.list[1].flags & TEXTAN_WORD_GLUED);
}

Test(words, have_flags) {
  enum {
    L = TEXTAN_WORD_LETTERS,
    D = TEXTAN_WORD_DIGITS,
    P = TEXTAN_WORD_PUNCTUATION,
    T = TEXTAN_WORD_TITLE,
    U = TEXTAN_WORD_UPPER,
    G = TEXTAN_WORD_GLUED,
    LINE = TEXTAN_WORD_LINE,
    NEW = TEXTAN_WORD_PARAGRAPH,
    N = TEXTAN_WORD_NON_ASCII
  };
  static const struct {
    const char *text;
    unsigned flags[6];
  } samples[] = {
      {"ASEAN Summit opens", {L | T | U | NEW, L | T, L}},
      {"a\nb\r\nc\rd", {L | NEW, L | LINE, L | LINE, L | LINE}},
      {"a\n\nb\r\n\r\nc\n \t\nd", {L | NEW, L | LINE | NEW, L | LINE | NEW, L | LINE | NEW}},
      {"\n\na\u2028b\u2029c", {L | LINE | NEW, L | LINE, L | LINE | NEW}},
      {"G7, B.", {L | T | U | NEW, D | G, P | G, L | T | U, P | G}},
      {"\u00C1 \u00E1 \u2014\u5317", {L | T | U | N | NEW, L | N, P | N, L | N | G}},
      {"E\u0301T e\u0301", {L | T | U | N | NEW, L | N}},
      {"\u01C5a \u0967", {L | T | N | NEW, D | N}},
      {"iPhone 5S", {L | NEW, L | T | G, D, L | T | U | G}},
  };
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    cr_assert(words_split(&words, samples[i].text, strlen(samples[i].text)));
    for (size_t word = 0; word < words.count; word++)
      cr_expect_eq(words.list[word].flags, samples[i].flags[word], "sample %zu, word %zu: 0x%x", i, word,
                   words.list[word].flags);
    cr_expect(words.count == 6 || !samples[i].flags[words.count], "sample %zu has %zu words", i, words.count);
  }
}

Test(words, of_endless_runs_are_cut) {
  static const char *const runs[] = {"a", "\u1EC7", "7", "\u023A", "e\u0323\u0302", "\u0323", "\u0301\u0958"};
  for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
    const size_t unit = strlen(runs[i]), count = 200000 / unit;
    char *text = malloc(count * unit + 1);
    for (size_t j = 0; j < count; j++)
      memcpy(text + j * unit, runs[i], unit);
    text[count * unit] = '\0';
    cr_assert(words_split(&words, text, count * unit));
    cr_assert(words.count > 1);
    uint32_t end = 0;
    for (size_t j = 0; j < words.count; j++) {
      cr_assert_eq(words.list[j].begin, end);
      cr_assert_eq(words.list[j].hash,
                   textan_word_hash(words.folded.data + words.list[j].folded, words.list[j].folded_size));
      cr_assert_eq(!(words.list[j].flags & TEXTAN_WORD_GLUED), j == 0);
      end = words.list[j].end;
    }
    cr_assert_eq(end, count * unit);
    cr_assert_eq(words.list[words.count - 1].folded + words.list[words.count - 1].folded_size, words.folded.size);
    free(text);
  }
}

/* ---- every code point ---- */

/* Folding of one code point by the library alone: simple case folding of its NFC, in NFC again. */
static void expected_fold(uint32_t code, char *out) {
  utf8proc_uint8_t bytes[5] = {0}, *nfc, *again;
  utf8proc_encode_char((utf8proc_int32_t)code, bytes);
  nfc = utf8proc_NFC(bytes);
  size_t used = 0;
  char folded[64];
  for (utf8proc_ssize_t at = 0; nfc[at];) {
    utf8proc_int32_t here, full[8];
    int boundary = 0;
    at += utf8proc_iterate(nfc + at, -1, &here);
    const utf8proc_ssize_t count = utf8proc_decompose_char(here, full, 8, UTF8PROC_CASEFOLD, &boundary);
    used +=
        (size_t)utf8proc_encode_char(count == 1 ? full[0] : utf8proc_tolower(here), (utf8proc_uint8_t *)folded + used);
  }
  folded[used] = '\0';
  again = utf8proc_NFC((const utf8proc_uint8_t *)folded);
  strcpy(out, (const char *)again);
  free(nfc);
  free(again);
}

/* Those that are meant to be folded in another way: one form of spaces, dashes and quotes; stroke letters; dropped. */
static bool has_one_form(uint32_t code) {
  const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
  static const uint32_t others[] = {0x85,   0xAB,   0xBB,   0xD0,   0xF0,   0x189,  0x256,  0x2BC,  0x2018,
                                    0x2019, 0x201A, 0x201B, 0x201C, 0x201D, 0x201E, 0x201F, 0x2028, 0x2029,
                                    0x2039, 0x203A, 0x2043, 0x2212, 0x301D, 0x301E, 0x301F, 0xFF02, 0xFF07};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (others[i] == code)
      return true;
  return property->ignorable || property->category == UTF8PROC_CATEGORY_PD ||
         property->category == UTF8PROC_CATEGORY_ZS;
}

Test(words, every_code_point_is_folded_as_the_library_does) {
  size_t compared = 0;
  for (uint32_t code = 1; code <= 0x10FFFF; code++) {
    if ((code >= 0xD800 && code <= 0xDFFF) || has_one_form(code))
      continue;
    char text[8] = "", expected[64];
    text[utf8_encode(code, (unsigned char *)text)] = '\0';
    expected_fold(code, expected);
    cr_assert(words_split(&words, text, strlen(text)));
    cr_assert_str_eq(words.folded.data, expected, "U+%04X became %s, not %s", code, words.folded.data, expected);
    compared++;
  }
  cr_assert_gt(compared, 1100000);
}

/* ---- random texts ---- */

/* A small fixed generator, so that every run tests the same texts. */
static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static uint32_t random_code(uint32_t *state) {
  static const uint32_t ranges[][2] = {
      {0x20, 0x7E},     {0x20, 0x7E},     {0xA0, 0x24F},     {0x300, 0x36F},     {0x1EA0, 0x1EFF}, {9, 13},
      {0x400, 0x52F},   {0x2000, 0x206F}, {0xAC00, 0xD7A3},  {0x1F300, 0x1F6FF}, {0x900, 0x9FF},   {0x1100, 0x11FF},
      {0x3040, 0x30FF}, {0x1, 0xD7FF},    {0xE000, 0x2FFFF}, {0x41, 0x5A}};
  const uint32_t *range = ranges[next_random(state) % 16];
  return range[0] + next_random(state) % (range[1] - range[0] + 1);
}

static size_t random_text(uint32_t *state, char *text, uint32_t most) {
  size_t size = 0;
  for (uint32_t i = 0, length = next_random(state) % most; i < length; i++)
    size += utf8_encode(random_code(state), (unsigned char *)text + size);
  text[size] = '\0';
  return size;
}

static void check_word(const char *text, size_t size, size_t i) {
  const textan_word *word = &words.list[i];
  const uint32_t before = i ? word[-1].end : 0, folded_before = i ? word[-1].folded + word[-1].folded_size : 0;
  cr_assert(word->begin >= before && word->begin < word->end && word->end <= size);
  cr_assert(utf8_boundary(text[word->begin]) && utf8_boundary(text[word->end]));
  cr_assert(word->folded >= folded_before && word->folded + word->folded_size <= words.folded.size);
  cr_assert_eq(word->hash, textan_word_hash(words.folded.data + word->folded, word->folded_size));
  const unsigned kind = word->flags & (TEXTAN_WORD_LETTERS | TEXTAN_WORD_DIGITS | TEXTAN_WORD_PUNCTUATION);
  cr_assert(kind && !(kind & (kind - 1)));
  bool ascii = true;
  for (uint32_t at = word->begin; at < word->end; at++)
    ascii = ascii && (unsigned char)text[at] < 0x80;
  cr_assert_eq(!ascii, !!(word->flags & TEXTAN_WORD_NON_ASCII));
}

Test(words, hold_their_promises_on_random_text) {
  uint32_t state = 7;
  size_t total = 0;
  for (int round = 0; round < 5000; round++) {
    char text[1024];
    const size_t size = random_text(&state, text, 200);
    cr_assert(words_split(&words, text, size));
    for (size_t i = 0; i < words.count; i++)
      check_word(text, size, i);
    total += words.count;
    cr_assert(utf8_valid(words.folded.data, words.folded.size, NULL));
    char *nfc = (char *)utf8proc_NFC((const utf8proc_uint8_t *)words.folded.data);
    cr_assert_str_eq(words.folded.data, nfc, "round %d", round);
    free(nfc);
  }
  cr_assert_gt(total, 100000);
}

/* ---- the service ---- */

static textan_document *document;

static void begin_document(void) {
  document = document_new();
  cr_assert(document);
}

static void end_document(void) {
  document_free(document);
}

TestSuite(words_service, .init = begin_document, .fini = end_document);

static void set_text(const char *text, size_t size) {
  textan_error error;
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, size, true, &error), TEXTAN_OK);
}

Test(words_service, normal_form_is_the_text_itself_where_it_is_normal) {
  static const char *const texts[] = {"",
                                      "Plain text.\r\n\tWith \"quotes\" - and tabs.",
                                      "Vi\u1EC7t Nam \u0111\u1EA5t n\u01B0\u1EDBc",
                                      "\u0915\u093C\u093E",
                                      "\u5317\u4EAC",
                                      "\U0001F600"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    set_text(texts[i], strlen(texts[i]));
    size_t size;
    const char *normal = words_api.normal(document, &size);
    cr_expect_eq(normal, document_text(document, &size), "text %zu is copied", i);
    cr_expect_eq(words_api.normal_to_text(document, 3), 3);
  }
}

Test(words_service, normal_form_keeps_the_case_and_knows_the_way_back) {
  const char *text = "Vie\u0323\u0302t\u00A0\u200BNam \u2014 \u201CH\u00C0\u201D\u00AD";
  set_text(text, strlen(text));
  size_t size;
  const char *normal = words_api.normal(document, &size);
  cr_assert_str_eq(normal, "Vi\u1EC7t Nam - \"H\u00C0\"");
  cr_assert_eq(size, strlen(normal));
  static const struct {
    const char *normal, *text;
  } places[] = {{"V", "V"},     {"\u1EC7", "e\u0323"}, {"t ", "t\u00A0"}, {" Nam", "\u00A0"},
                {"Nam", "Nam"}, {"- ", "\u2014"},      {"H", "H"}};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
    cr_expect_eq(words_api.normal_to_text(document, (uint32_t)(strstr(normal, places[i].normal) - normal)),
                 (uint32_t)(strstr(text, places[i].text) - text), "place %zu", i);
}

Test(words_service, normal_form_is_nfc_and_maps_to_boundaries) {
  uint32_t state = 11;
  size_t changed = 0;
  for (int round = 0; round < 2000; round++) {
    char text[1024];
    const size_t size = random_text(&state, text, 200);
    set_text(text, size);
    size_t normal_size;
    const char *normal = words_api.normal(document, &normal_size);
    cr_assert(normal && utf8_valid(normal, normal_size, NULL));
    changed += normal != document_text(document, &(size_t){0});
    char *copy = strndup(normal, normal_size);
    char *nfc = (char *)utf8proc_NFC((const utf8proc_uint8_t *)copy);
    cr_assert_str_eq(copy, nfc);
    uint32_t before = 0;
    for (uint32_t at = 0; at <= normal_size; at++) {
      const uint32_t place = words_api.normal_to_text(document, at);
      cr_assert(place >= before && place <= size);
      if (at == normal_size || utf8_boundary(normal[at]))
        cr_assert(utf8_boundary(text[place]));
      before = place;
    }
    set_text(copy, normal_size);
    cr_assert_eq(words_api.normal(document, &normal_size), document_text(document, &(size_t){0}), "round %d", round);
    free(copy);
    free(nfc);
  }
  cr_assert_gt(changed, 1000);
}

Test(words_service, follows_the_document) {
  size_t count;
  set_text("one two", 7);
  cr_assert(words_api.words(document, &count) && count == 2);
  set_text("one", 3);
  cr_assert(words_api.words(document, &count) && count == 1);
  const char *folded = words_api.folded(document, &count);
  cr_assert(folded && count == 3 && strcmp(folded, "one") == 0);
  set_text("", 0);
  cr_assert(words_api.words(document, &count) && count == 0);
}

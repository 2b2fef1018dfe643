/* The normal form against ICU, over all of Unicode: NFC, then one form of spaces, dashes and quotes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "characters.h"
#include "document.h"
#include "services.h"
#include "utf8.h"

enum { CODES_MAX = 200, UNITS_MAX = 2 * CODES_MAX * 8 };

static textan_document *document;
static const UNormalizer2 *nfc, *nfd;

static void set_up(void) {
  UErrorCode status = U_ZERO_ERROR;
  document = document_new();
  nfc = unorm2_getNFCInstance(&status);
  nfd = unorm2_getNFDInstance(&status);
  cr_assert(document && U_SUCCESS(status));
}

static void tear_down(void) {
  document_free(document);
}

TestSuite(normal, .init = set_up, .fini = tear_down);

/* A string of code points. */
struct codes {
  UChar32 list[CODES_MAX];
  size_t count;
};

static void normalise(const UNormalizer2 *form, const struct codes *codes, struct codes *out) {
  UChar units[UNITS_MAX], result[UNITS_MAX];
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = 0;
  for (size_t i = 0; i < codes->count; i++) {
    const UChar32 code = codes->list[i];
    U16_APPEND_UNSAFE(units, size, code);
  }
  const int32_t got = unorm2_normalize(form, units, size, result, UNITS_MAX, &status);
  cr_assert(U_SUCCESS(status));
  out->count = 0;
  for (int32_t i = 0; i < got;) {
    UChar32 code;
    U16_NEXT(result, i, got, code);
    out->list[out->count++] = code;
  }
}

static size_t encode(const struct codes *codes, bool mapped, char *out) {
  size_t size = 0;
  for (size_t i = 0; i < codes->count; i++) {
    const uint32_t form = mapped ? character_normal((uint32_t)codes->list[i]) : 0;
    size += utf8_encode(form ? form : (uint32_t)codes->list[i], (unsigned char *)out + size);
  }
  return size;
}

/* The form in words, for messages. */
static const char *show(const struct codes *codes) {
  static char out[CODES_MAX * 9];
  size_t size = 0;
  out[0] = '\0';
  for (size_t i = 0; i < codes->count; i++)
    size += (size_t)snprintf(out + size, sizeof out - size, " %04X", (unsigned)codes->list[i]);
  return out;
}

/* Whether the host's normal form is ICU's NFC with the host's forms of spaces, dashes and quotes; and whether the way
 * back leads to code points of the text, in order. */
static bool agrees(const struct codes *codes) {
  char text[CODES_MAX * 4 + 1], expected[CODES_MAX * 16 + 1];
  struct codes composed;
  textan_error error;
  const size_t size = encode(codes, false, text);
  text[size] = '\0';
  normalise(nfc, codes, &composed);
  const size_t expected_size = encode(&composed, true, expected);
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, size, true, &error), TEXTAN_OK);
  size_t found_size = 0;
  const char *found = words_api.normal(document, &found_size);
  if (!found || found_size != expected_size || memcmp(found, expected, found_size) != 0)
    return false;
  uint32_t last = 0;
  for (uint32_t i = 0; i <= found_size; i++) {
    if (i < found_size && !utf8_boundary(found[i]))
      continue;
    const uint32_t back = words_api.normal_to_text(document, i);
    if (back < last || back > size || (back < size && !utf8_boundary(text[back])))
      return false;
    last = back;
  }
  return last == size;
}

/* A character of Unicode 13, which all supported libraries know. */
static bool is_known(UChar32 code) {
  UVersionInfo age;
  u_charAge(code, age);
  return !U_IS_SURROGATE(code) && age[0] >= 1 && age[0] <= 13;
}

/* One that is not dropped. */
static bool is_plain(UChar32 code) {
  return is_known(code) && character_of((uint32_t)code).kind != CHARACTER_DROPPED;
}

enum { SHOWN_MAX = 10 };

static void check(const struct codes *codes, size_t *wrong) {
  if (!agrees(codes) && ++*wrong <= SHOWN_MAX)
    cr_log_error("wrong:%s", show(codes));
}

Test(normal, is_nfc_for_every_character) {
  size_t wrong = 0, checked = 0;
  for (UChar32 code = 1; code <= 0x10FFFF; code++) {
    if (!is_plain(code))
      continue;
    const struct codes forms[] = {{{code}, 1}, {{'a', code}, 2}, {{code, 0x0301}, 2}, {{code, 0x0323, 0x0301}, 3}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
      struct codes decomposed;
      normalise(nfd, &forms[i], &decomposed);
      check(&forms[i], &wrong);
      check(&decomposed, &wrong);
      checked++;
    }
  }
  cr_expect_eq(wrong, 0, "%zu of %zu differ", wrong, checked);
  cr_expect_gt(checked, 100000);
}

/* Characters that change or are changed by their neighbours. */
static size_t interesting(UChar32 *list, size_t most) {
  size_t count = 0;
  for (UChar32 code = 1; code <= 0x10FFFF && count < most; code++) {
    UErrorCode status = U_ZERO_ERROR;
    UChar units[8];
    if (is_plain(code) &&
        (u_getCombiningClass(code) || unorm2_getDecomposition(nfd, code, units, 8, &status) >= 0 ||
         !unorm2_hasBoundaryBefore(nfc, code)) &&
        (code < 0xAC00 || code > 0xD7A3 || code % 997 == 0) && (code < 0xF900 || code > 0x2FFFF || code % 31 == 0))
      list[count++] = code;
  }
  return count;
}

Test(normal, is_nfc_for_strings_of_marks_and_letters) {
  enum { STRINGS = 200000, LIST_MAX = 6000 };
  static UChar32 list[LIST_MAX];
  static const UChar32 letters[] = {'a',    'e',    'q',    0x00C5, 0x01A0, 0x1100,
                                    0x1161, 0x11A8, 0xAC00, 0x0915, 0x0B47, 0x1025};
  const size_t count = interesting(list, LIST_MAX);
  uint64_t random = 1;
  size_t wrong = 0;
  for (int i = 0; i < STRINGS; i++) {
    struct codes codes = {.count = 0};
    random = random * 6364136223846793005u + 1442695040888963407u;
    const size_t length = 1 + (random >> 60) % 12;
    while (codes.count < length) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      codes.list[codes.count++] = random >> 62 ? list[(random >> 33) % count] : letters[(random >> 33) % 12];
    }
    check(&codes, &wrong);
  }
  cr_expect_eq(wrong, 0, "%zu of %d differ", wrong, (int)STRINGS);
}

/* As the stream-safe text format of UAX #15 has it: no more marks in a row than 30. */
Test(normal, is_nfc_for_runs_of_marks) {
  size_t wrong = 0;
  for (size_t length = 1; length <= 30; length++) {
    struct codes codes = {{'a'}, 1};
    for (size_t i = 0; i < length; i++)
      codes.list[codes.count++] = i % 3 ? 0x0301 : 0x0323;
    check(&codes, &wrong);
  }
  cr_expect_eq(wrong, 0);
}

/* The folded words of a letter are its simple case folding in NFC. */
Test(normal, folds_every_letter_as_unicode_does) {
  size_t wrong = 0, checked = 0;
  for (UChar32 code = 'A'; code <= 0x10FFFF; code++) {
    /* The Turkish capital I with a dot has no simple folding; the host's is "i". */
    if (!is_known(code) || code == 0x0130 || character_of((uint32_t)code).kind != CHARACTER_LETTER)
      continue;
    const struct codes alone = {{code}, 1};
    struct codes composed, folded;
    normalise(nfc, &alone, &composed);
    for (size_t i = 0; i < composed.count; i++)
      composed.list[i] = u_foldCase(composed.list[i], U_FOLD_CASE_DEFAULT);
    normalise(nfc, &composed, &folded);
    char text[8], expected[64];
    const size_t size = encode(&alone, false, text), expected_size = encode(&folded, true, expected);
    textan_error error;
    size_t found_size = 0;
    text[size] = '\0';
    cr_assert(document_begin(document, "c", "d", "s"));
    cr_assert_eq(document_set_text(document, text, size, true, &error), TEXTAN_OK);
    const char *found = words_api.folded(document, &found_size);
    if ((found_size != expected_size || memcmp(found, expected, expected_size) != 0) && ++wrong <= SHOWN_MAX)
      cr_log_error("folded otherwise:%s", show(&alone));
    checked++;
  }
  cr_expect_eq(wrong, 0, "%zu of %zu differ", wrong, checked);
  cr_expect_gt(checked, 30000);
}

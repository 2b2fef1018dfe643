/* Unit tests of the language detector: model files, letters, segments and answers. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../plugins/langid/detect.h"
#include "../../plugins/langid/letters.h"
#include "../../plugins/langid/scan.h"

static const char *model_path(void) {
  static char path[4096];
  const char *source = getenv("srcdir");
  snprintf(path, sizeof path, "%s/plugins/langid/langid.model", source ? source : ".");
  return path;
}

static void model_load(langid_model *m) {
  textan_error error = {0};
  cr_assert_eq(langid_model_open(model_path(), m, &error), TEXTAN_OK, "%s", error.message);
}

/* A copy of the model's file with one byte changed (none: SIZE_MAX) and cut to `size`. */
static textan_status open_changed(size_t size, size_t changed, textan_error *error) {
  langid_model m;
  model_load(&m);
  if (size > m.size)
    size = m.size;
  if (changed < m.size)
    ((char *)m.header)[changed] ^= 1;
  char path[] = "/tmp/langid-test-XXXXXX";
  const int file = mkstemp(path);
  cr_assert_geq(file, 0);
  cr_assert_eq(write(file, m.header, size), (ssize_t)size);
  close(file);
  langid_model_close(&m);
  const textan_status status = langid_model_open(path, &m, error);
  unlink(path);
  langid_model_close(&m);
  return status;
}

Test(langid, damaged_models_are_refused) {
  langid_model m;
  model_load(&m);
  const size_t size = m.size;
  langid_model_close(&m);
  const struct {
    size_t size, changed;
    const char *message;
  } rows[] = {
      {SIZE_MAX, 0, "another kind of file"},
      {SIZE_MAX, offsetof(langid_header, version), "expected a language model of version 1, found version 0"},
      {SIZE_MAX, offsetof(langid_header, slot_count), "bytes, found"},
      {SIZE_MAX, offsetof(langid_header, checksum), "is damaged"},
      {SIZE_MAX, offsetof(langid_header, classes), "is damaged"},
      {SIZE_MAX, size - 1, "is damaged"},
      {SIZE_MAX, size / 2, "is damaged"},
      {size - 1, SIZE_MAX, "bytes, found"},
      {sizeof(langid_header) - 1, SIZE_MAX, "bytes, found"},
      {0, SIZE_MAX, "bytes, found 0"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    textan_error error = {0};
    cr_expect_eq(open_changed(rows[i].size, rows[i].changed, &error), TEXTAN_EDATA, "row %zu", i);
    cr_expect(strstr(error.message, rows[i].message), "row %zu: %s", i, error.message);
  }
  textan_error error = {0};
  cr_expect_eq(langid_model_open("/no/such/file", &m, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "/no/such/file"), "%s", error.message);
  cr_expect_eq(langid_model_open("/dev/null", &m, &error), TEXTAN_EDATA);
}

Test(langid, a_sound_checksum_does_not_excuse_bad_entries) {
  langid_model m;
  model_load(&m);
  langid_header *h = m.header;
  h->gram_class_count = 3;
  char path[] = "/tmp/langid-test-XXXXXX";
  const int file = mkstemp(path);
  cr_assert_eq(write(file, h, m.size), (ssize_t)m.size);
  close(file);
  langid_model_close(&m);
  textan_error error = {0};
  cr_expect_eq(langid_model_open(path, &m, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "out of range"), "%s", error.message);
  unlink(path);
}

Test(langid, letters_are_folded_and_composed) {
  cr_expect_eq(langid_letter('A'), (uint32_t)LANGID_LATIN << 12 | 'a');
  cr_expect_eq(langid_letter(0x110), (uint32_t)LANGID_LATIN << 12 | 0x111);
  cr_expect_eq(langid_letter(0x416), (uint32_t)LANGID_CYRILLIC << 12 | 0x436);
  cr_expect_eq(langid_letter(0x4E2D) >> 12, LANGID_HAN);
  cr_expect_eq(langid_letter(0x20000) >> 12, LANGID_HAN);
  cr_expect_eq(langid_letter('7'), 0);
  cr_expect_eq(langid_letter(0x1F600), 0);
  const uint32_t circumflex = langid_compose('e', 2), both = langid_letter(0x1EBF) & 0xFFF;
  cr_expect_eq(circumflex, 0xEA);
  cr_expect_eq(langid_compose(circumflex, 1), both);
  cr_expect_eq(langid_compose('q', 2), 'q', "no such letter");
}

struct seen {
  size_t words, letters, segments;
  langid_segment segment[16];
};

static void see_word(void *context, const uint16_t *letters, size_t count, uint64_t hash) {
  struct seen *s = context;
  (void)letters;
  (void)hash;
  s->words++;
  s->letters += count;
}

static void see_segment(void *context, const langid_segment *segment) {
  struct seen *s = context;
  if (s->segments < 16)
    s->segment[s->segments] = *segment;
  s->segments++;
}

static struct seen scan_text(const char *text) {
  struct seen s = {0};
  const langid_sink sink = {see_word, see_segment, &s};
  langid_scan(text, strlen(text), &sink);
  return s;
}

Test(langid, tokens_that_are_no_words_are_passed_over) {
  static const char *const none[] = {
      "",       " \n\t ",   "12.5", "10km",   "A4",           "a@b.org",  "ftp://x.y/z", "/etc/motd",       "max_size",
      "a1b2c3", "printf()", "x->y", "len(x)", "www.site.org", "std::map", "aBcDeFgHiJ",  "\xF0\x9F\x98\x80"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    cr_expect_eq(scan_text(none[i]).words, 0, "%s", none[i]);
  cr_expect_eq(scan_text("one, two-three (four)").words, 4);
  const struct seen mixed = scan_text("a1b2c3\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86");
  cr_assert_eq(mixed.segments, 1);
  cr_expect_eq(mixed.segment[0].scripts[LANGID_KANA], 6, "text without white space is kept");
  cr_expect_eq(scan_text("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz").letters, 52, "long words are cut");
}

Test(langid, segments_end_at_lines_sentences_and_scripts) {
  const struct seen lines = scan_text("  one two\n\n three ");
  cr_assert_eq(lines.segments, 2);
  cr_expect_eq(lines.segment[0].begin, 2);
  cr_expect_eq(lines.segment[0].end, 9);
  cr_expect_eq(lines.segment[1].begin, 12);
  cr_expect_eq(lines.segment[1].end, 17);
  cr_expect_eq(scan_text("One two. \"Three!\" Four").segments, 3);
  cr_expect_eq(scan_text("two \xD0\xB4\xD0\xB2\xD0\xB0").segments, 2, "another script");
  const struct seen han = scan_text("\xE4\xB8\xAD\xE3\x80\x82\xE4\xB8\xAD");
  cr_assert_eq(han.segments, 2, "no space between sentences");
  cr_expect_eq(han.segment[0].end, 6);
  cr_expect_eq(han.segment[1].begin, 6);
}

static const char *answer(langid_detector *d, const langid_languages *languages, const char *text) {
  langid_result r;
  cr_assert(langid_detect(d, text, strlen(text), true, &r));
  return r.language == LANGID_UNKNOWN ? "und" : languages->tags[r.language];
}

Test(langid, languages_can_be_left_out) {
  langid_model m;
  model_load(&m);
  langid_languages all, few = {0};
  langid_languages_all(&m, &all);
  cr_expect_geq(all.count, 75);
  cr_expect(langid_languages_allow(&m, &few, "vi"));
  cr_expect(langid_languages_allow(&m, &few, "de"));
  cr_expect(langid_languages_allow(&m, &few, "vi"), "twice");
  cr_expect_not(langid_languages_allow(&m, &few, "xx"));
  cr_expect_eq(few.count, 2);
  static const char text[] = "Rain fell on the harbour when the first ship came home.";
  langid_detector *any = langid_detector_new(&m, &all), *two = langid_detector_new(&m, &few);
  cr_assert(any && two);
  cr_expect_str_eq(answer(any, &all, text), "en");
  cr_expect_str_eq(answer(two, &few, text), "de");
  langid_detector_free(any);
  langid_detector_free(two);
  langid_model_close(&m);
}

/* Whatever was read before, also when it fills the cache, and whatever the bytes. */
Test(langid, answers_depend_on_the_text_only) {
  langid_model m;
  model_load(&m);
  langid_languages all;
  langid_languages_all(&m, &all);
  langid_detector *used = langid_detector_new(&m, &all);
  uint64_t random = 88172645463325252u;
  char text[400];
  for (int round = 0; round < 3000; round++) {
    size_t n = 0;
    while (n < sizeof text - 5) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      const uint32_t code = (uint32_t)(random % 3   ? 'a' + random / 3 % 26
                                       : random % 2 ? ' '
                                                    : 0xA0 + random / 6 % 0xC000);
      if (code < 0x80) {
        text[n++] = (char)code;
      } else if (code < 0x800) {
        text[n++] = (char)(0xC0 | code >> 6);
        text[n++] = (char)(0x80 | (code & 0x3F));
      } else {
        text[n++] = (char)(0xE0 | code >> 12);
        text[n++] = (char)(0x80 | (code >> 6 & 0x3F));
        text[n++] = (char)(0x80 | (code & 0x3F));
      }
    }
    text[n] = 0;
    langid_result one, other;
    cr_assert(langid_detect(used, text, n, true, &one));
    for (size_t i = 0; i < one.run_count; i++) {
      cr_assert_lt(one.runs[i].begin, one.runs[i].end);
      cr_assert_leq(one.runs[i].end, n);
      cr_assert_neq(text[one.runs[i].begin] & 0xC0, 0x80, "off a code point");
      cr_assert(i == 0 || one.runs[i - 1].end <= one.runs[i].begin);
    }
    if (round % 100 == 99) {
      langid_detector *fresh = langid_detector_new(&m, &all);
      cr_assert(langid_detect(fresh, text, n, true, &other));
      cr_expect_eq(one.language, other.language);
      cr_expect_eq(one.score, other.score);
      cr_expect_eq(one.run_count, other.run_count);
      langid_detector_free(fresh);
    }
  }
  langid_detector_free(used);
  langid_model_close(&m);
}

/* Tokens against ICU's word boundaries (UAX #29): the same, but for differences that are meant, each with its reason.
 */
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "document_add.h"
#include "plugin_host.h"
#include "utf8.h"

const textan_module *segment_LTX_textan_module(void);

/* What may stand on one side of a boundary. */
enum side { LETTER, DIGIT, MARK };

/* Between `before` and `after` textan has a boundary and ICU none, or the other way round. */
static struct difference {
  enum side before, after;
  bool boundary; /* textan's */
  const char *reason;
  size_t seen;
} differences[] = {
    {LETTER, DIGIT, true, "\"USD164\": a unit and its figure are matched each by itself", 0},
    {DIGIT, LETTER, true, "\"164USD\": likewise", 0},
    {LETTER, MARK, true, "\"talks.The\", \"it's\", \"a_b\": a mark is a word of its own, which lists can name", 0},
    {MARK, LETTER, true, "likewise, behind the mark", 0},
    {DIGIT, MARK, true, "\"1;2\", \"5'30\": only stop and comma are marks of a number", 0},
    {MARK, DIGIT, true, "likewise, behind the mark", 0},
    {MARK, MARK, true, "\"__\": likewise, between marks", 0},
    {LETTER, LETTER, true, "\"cityThe\": two sentences that lost the space between them", 0},
    {LETTER, MARK, false, "\"Mr.\": the stop of an abbreviation belongs to it", 0},
};

enum { TEXT_MAX = 1024 };

static struct lexicon_set *lexicons;
static textan_host *host;
static textan_document *document;
static void *model, *scratch;
static UBreakIterator *breaks;

static void set_up(void) {
  static char folder[4096];
  static const struct setting none[] = {{0}};
  const textan_parameters parameters = {none};
  const textan_module *module = segment_LTX_textan_module();
  textan_error error = {0};
  UErrorCode icu = U_ZERO_ERROR;
  const char *source = getenv("srcdir");
  char relative[4000];
  snprintf(relative, sizeof relative, "%s/plugins/segment", source ? source : ".");
  cr_assert(realpath(relative, folder), "no folder %s", relative);
  lexicons = lexicon_set_new();
  host = plugin_host_new(module, folder, lexicons, NULL);
  cr_assert_eq(module->analyser->model_new(host, &parameters, &model, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(lexicon_set_compile(lexicons, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(module->analyser->scratch_new(model, &scratch, &error), TEXTAN_OK);
  document = document_new();
  breaks = ubrk_open(UBRK_WORD, "en", NULL, 0, &icu);
  cr_assert(document && U_SUCCESS(icu));
}

static void tear_down(void) {
  const textan_analyser *analyser = segment_LTX_textan_module()->analyser;
  ubrk_close(breaks);
  document_free(document);
  analyser->scratch_free(scratch);
  analyser->model_free(model);
  host_free(host);
  lexicon_set_free(lexicons);
}

TestSuite(segment_icu, .init = set_up, .fini = tear_down);

/* Marks of the bytes where a token of textan begins or ends. */
static void find_tokens(const char *text, bool at[TEXT_MAX]) {
  textan_error error = {0};
  size_t count;
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
  document_begin_step(document, "segment", segment_LTX_textan_module()->analyser->produces);
  cr_assert_eq(segment_LTX_textan_module()->analyser->analyse(model, scratch, document, &error), TEXTAN_OK, "%s",
               error.message);
  document_end_step(document, false);
  memset(at, 0, TEXT_MAX * sizeof *at);
  const textan_token *tokens = views_api.tokens(document, &count);
  for (size_t i = 0; i < count; i++)
    at[tokens[i].begin] = at[tokens[i].end] = true;
}

static void find_breaks(const char *text, bool at[TEXT_MAX]) {
  UErrorCode status = U_ZERO_ERROR;
  UText *opened = utext_openUTF8(NULL, text, -1, &status);
  ubrk_setUText(breaks, opened, &status);
  cr_assert(U_SUCCESS(status));
  memset(at, 0, TEXT_MAX * sizeof *at);
  for (int32_t i = ubrk_first(breaks); i != UBRK_DONE; i = ubrk_next(breaks))
    at[i] = true;
  utext_close(opened);
}

/* The character that ends before, or begins at, the offset; marks above and below count as their letter. */
static enum side side_of(const char *text, size_t at, bool before) {
  size_t size;
  uint32_t code;
  do {
    while (before && !utf8_boundary(text[--at])) {
    }
    code = utf8_decode((const unsigned char *)text + at, &size);
  } while (before && at && u_getCombiningClass((UChar32)code));
  return u_isalpha((UChar32)code) ? LETTER : u_isdigit((UChar32)code) ? DIGIT : MARK;
}

static bool is_space(const char *text, size_t at) {
  return strchr(" \n", text[at]) != NULL; /* also the end */
}

static void compare(const char *text) {
  bool ours[TEXT_MAX], icu[TEXT_MAX];
  find_tokens(text, ours);
  find_breaks(text, icu);
  for (size_t i = 1; text[i]; i++) {
    if (ours[i] == icu[i] || is_space(text, i) || is_space(text, i - 1))
      continue;
    const enum side before = side_of(text, i, true), after = side_of(text, i, false);
    struct difference *known = NULL;
    for (size_t k = 0; !known && k < sizeof differences / sizeof differences[0]; k++)
      if (differences[k].before == before && differences[k].after == after && differences[k].boundary == ours[i])
        known = &differences[k];
    cr_expect(known, "\"%s\": %s boundary at byte %zu, but ICU has %s", text, ours[i] ? "a" : "no", i,
              ours[i] ? "none" : "one");
    if (known)
      known->seen++;
  }
}

Test(segment_icu, finds_the_same_words) {
  static const char *const pieces[] = {"Mr.",
                                       "e.g.",
                                       "U.S.",
                                       "talks",
                                       "The",
                                       "\u0110\u1ED3ng",
                                       "HAI",
                                       "a",
                                       "e\u0302\u0301",
                                       "12",
                                       "3",
                                       ".",
                                       ",",
                                       ";",
                                       "'",
                                       "\u2019",
                                       ":",
                                       "_",
                                       "-",
                                       "%",
                                       "\u20AC",
                                       "(",
                                       ")",
                                       "\"",
                                       "\u201C",
                                       "\u2013",
                                       " ",
                                       " ",
                                       " ",
                                       " ",
                                       "\n",
                                       "/",
                                       "@",
                                       "\u03B1\u03B2",
                                       "\u0436",
                                       "TP."};
  uint32_t random = 7;
  compare("New port at cityThe port opened.Both left the city. The end.");
  for (int round = 0; round < 3000; round++) {
    char text[TEXT_MAX] = "";
    for (int i = 0; i < 25; i++) {
      random = random * 1664525u + 1013904223u;
      strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
    }
    compare(text);
  }
  for (size_t k = 0; k < sizeof differences / sizeof differences[0]; k++)
    cr_expect(differences[k].seen, "never met: %s", differences[k].reason);
}

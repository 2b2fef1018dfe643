/* Regular expressions: groups, limits and messages. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "host.h"

static const textan_module module = {.struct_size = sizeof module, .name = "test", .version = "1.0.0"};
static const struct plugin plugin = {.module = &module, .path = "/test.so", .data_directory = "/"};
static const struct plugin_use use = {.id = "test", .plugin = &plugin};

static struct lexicon_set *lexicons;
static struct regex_set *patterns;
static textan_host *host;
static textan_document *document;

static void set_up(void) {
  lexicons = lexicon_set_new();
  patterns = regex_set_new();
  host = host_new(&use, lexicons, patterns);
  document = document_new();
  cr_assert(lexicons && patterns && host && document);
  cr_assert(document_begin(document, "c", "d", "s"));
}

static void tear_down(void) {
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
}

TestSuite(regex, .init = set_up, .fini = tear_down);

static textan_regex *compile(const char *name, const char *pattern, uint32_t flags) {
  textan_error error = {0};
  textan_regex *regex;
  cr_assert_eq(regex_api.compile(host, name, pattern, flags, &regex, &error), TEXTAN_OK, "%s", error.message);
  return regex;
}

static textan_status match(const textan_regex *regex, const char *text, size_t from, size_t *spans, size_t groups,
                           textan_error *error) {
  return regex_api.match(regex, document, text, strlen(text), from, spans, groups, error);
}

Test(regex, answers_groups) {
  const textan_regex *regex = compile("number", "(\\d+)(-)?(\\p{Lu})", 0);
  size_t spans[10];
  textan_error error = {0};
  cr_assert_eq(match(regex, "a 12X", 0, spans, 5, &error), TEXTAN_OK);
  static const size_t expected[10] = {2, 5, 2, 4, SIZE_MAX, SIZE_MAX, 4, 5, SIZE_MAX, SIZE_MAX};
  for (size_t i = 0; i < 10; i++)
    cr_expect_eq(spans[i], expected[i], "span %zu: %zu", i, spans[i]);
  cr_expect_eq(match(regex, "a 12X", 3, spans, 1, &error), TEXTAN_OK);
  cr_expect_eq(spans[0], 3);
  cr_expect_eq(match(regex, "a 12X", 4, spans, 1, &error), TEXTAN_END);
  cr_expect_eq(match(regex, "a 12X", 5, spans, 1, &error), TEXTAN_END);
  cr_expect_eq(match(regex, "", 0, spans, 1, &error), TEXTAN_END);
  cr_expect_eq(match(regex, "1A", 0, NULL, 0, &error), TEXTAN_OK);
}

Test(regex, has_room_for_all_groups) {
  char pattern[1024] = "";
  for (int i = 0; i < 200; i++)
    strcat(pattern, "(.)");
  char text[201];
  memset(text, 'x', 200);
  text[200] = '\0';
  size_t spans[402];
  textan_error error = {0};
  cr_assert_eq(match(compile("many", pattern, 0), text, 0, spans, 201, &error), TEXTAN_OK);
  cr_expect(spans[400] == 199 && spans[401] == 200);
  cr_assert_eq(match(compile("few", "(x)", 0), text, 0, spans, 201, &error), TEXTAN_OK);
  cr_expect(spans[2] == 0 && spans[4] == SIZE_MAX && spans[401] == SIZE_MAX);
}

Test(regex, knows_unicode) {
  size_t spans[2];
  textan_error error = {0};
  cr_expect_eq(match(compile("case", "\u0111\u1EA0i", TEXTAN_REGEX_CASELESS), "\u0110\u1EA1I", 0, spans, 1, &error),
               TEXTAN_OK);
  cr_expect_eq(match(compile("word", "^\\w+$", 0), "\u0110\u1EA1i", 0, spans, 1, &error), TEXTAN_OK);
  cr_expect_eq(match(compile("free", " a  # the letter\n \\s b ", TEXTAN_REGEX_EXTENDED), "a b", 0, spans, 1, &error),
               TEXTAN_OK);
  cr_expect_eq(match(compile("any", ".", 0), "\u1EA1", 0, spans, 1, &error), TEXTAN_OK);
  cr_expect_eq(spans[1], 3);
}

Test(regex, gives_up_in_time_and_names_the_pattern) {
  size_t spans[2];
  textan_error error = {0};
  char text[64];
  memset(text, 'a', 40);
  strcpy(text + 40, "b");
  cr_expect_eq(match(compile("slow", "(?:a+)+$", 0), text, 0, spans, 1, &error), TEXTAN_ELIMIT);
  cr_expect(strstr(error.message, "pattern \"slow\" gave up on document \"d\": match limit exceeded"), "says: %s",
            error.message);
  /* The run may set the limit. */
  regex_set_limits(patterns, &(struct regex_limits){.match = 100});
  cr_expect_eq(match(compile("short", "(?:a+)+$", 0), text + 28, 0, spans, 1, &error), TEXTAN_ELIMIT);
  regex_set_limits(patterns, &(struct regex_limits){.match = 0});
  cr_expect_eq(match(compile("short", "(?:a+)+$", 0), text + 28, 0, spans, 1, &error), TEXTAN_END);
  /* The next match is not the worse for it. */
  cr_expect_eq(match(compile("quick", "b", 0), text, 0, spans, 1, &error), TEXTAN_OK);
}

Test(regex, deep_nesting_ends_in_a_limit_or_a_match) {
  const size_t size = 4 * 1024 * 1024;
  char *text = malloc(size + 1);
  memset(text, '(', size);
  text[size] = '\0';
  size_t spans[2];
  textan_error error = {0};
  const textan_status status = match(compile("deep", "\\((?R)?\\)", 0), text, size - 100000, spans, 1, &error);
  cr_expect(status == TEXTAN_END || status == TEXTAN_ELIMIT, "%d: %s", status, error.message);
  /* Past the compiled matcher's stack the interpreter takes over. */
  cr_expect_eq(match(compile("pairs", "(?:(\\()|x)+y?", 0), text + size - 100000, 0, spans, 1, &error), TEXTAN_OK, "%s",
               error.message);
  cr_expect_eq(match(compile("pairs", "(?:(\\()|x)+y?", 0), text, 0, spans, 1, &error), TEXTAN_ELIMIT);
  free(text);
}

Test(regex, names_the_place_of_a_mistake) {
  static const struct {
    const char *pattern, *says;
  } wrong[] = {{"(ab", "pattern \"p\" is wrong at its byte 3: missing closing parenthesis"},
               {"a\\C", "pattern \"p\" is wrong at its byte 3: "},
               {"[b-a]", "pattern \"p\" is wrong at its byte 3: "},
               {"\xFF", "pattern \"p\" is wrong at its byte 0: UTF-8 error"}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    textan_error error = {0};
    textan_regex *regex;
    cr_expect_eq(regex_api.compile(host, "p", wrong[i].pattern, 0, &regex, &error), TEXTAN_EDATA);
    cr_expect_null(regex);
    cr_expect(strncmp(error.message, wrong[i].says, strlen(wrong[i].says)) == 0, "says: %s", error.message);
  }
}

Test(regex, refuses_to_begin_outside_or_inside_a_character) {
  const textan_regex *regex = compile("x", "x", 0);
  size_t spans[2];
  textan_error error = {0};
  cr_expect_eq(match(regex, "\u1EA1x", 1, spans, 1, &error), TEXTAN_EINTERNAL);
  cr_expect_eq(match(regex, "x", 2, spans, 1, &error), TEXTAN_EINTERNAL);
  cr_expect(strstr(error.message, "\"x\": byte 2 is no place in a text of 1 bytes"), "says: %s", error.message);
}

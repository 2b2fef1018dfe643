/* Word lists and patterns, as plugins use them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
}

static void tear_down(void) {
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
}

TestSuite(lexicon, .init = set_up, .fini = tear_down);
TestSuite(regex, .init = set_up, .fini = tear_down);

/* Loads a list with these contents. */
static textan_status load(const char *contents, size_t columns, uint32_t flags, textan_lexicon **lexicon,
                          textan_error *error) {
  char path[] = "/tmp/textan-lexicon-XXXXXX";
  const int descriptor = mkstemp(path);
  cr_assert(descriptor >= 0);
  cr_assert_eq(write(descriptor, contents, strlen(contents)), (ssize_t)strlen(contents));
  close(descriptor);
  const textan_status status = lexicon_api.load(host, path, columns, flags, lexicon, error);
  unlink(path);
  return status;
}

static void begin(const char *text) {
  textan_error error;
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
}

/* The matches as "text=second cell" parted by "; ". */
static const char *matches(const textan_lexicon *lexicon, const char *text) {
  static char out[2048];
  const textan_lexicon_match *list;
  size_t count, used = 0;
  textan_error error = {0};
  begin(text);
  cr_assert_eq(lexicon_api.match(lexicon, document, &list, &count, &error), TEXTAN_OK, "%s", error.message);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++)
    used +=
        (size_t)snprintf(out + used, sizeof out - used, "%s%.*s=%s", i ? "; " : "", (int)(list[i].end - list[i].begin),
                         text + list[i].begin, lexicon_api.cell(lexicon, list[i].entry, 1));
  return out;
}

static textan_lexicon *load_and_compile(const char *contents, uint32_t flags) {
  textan_lexicon *lexicon;
  textan_error error = {0};
  cr_assert_eq(load(contents, 2, flags, &lexicon, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(lexicon_set_compile(lexicons, &error), TEXTAN_OK);
  return lexicon;
}

Test(lexicon, finds_the_longest_entries) {
  const textan_lexicon *lexicon = load_and_compile(
      "# comment\n"
      "ngh\u1ECB \u0111\u1ECBnh\tdecree\n"
      "ngh\u1ECB \u0111\u1ECBnh th\u01B0\tprotocol\n\n"
      "th\u01B0 ng\u1ECF\tletter\n"
      "U.S.|USA\tUS\n"
      "VinFast\tcompany\n",
      0);
  static const struct {
    const char *text, *found;
  } cases[] = {
      {"Ngh\u1ECB \u0111\u1ECBnh th\u01B0 m\u1EDBi", "Ngh\u1ECB \u0111\u1ECBnh th\u01B0=protocol"},
      {"Ngh\u1ECB \u0111\u1ECBnh th\u01B0 ng\u1ECF", "Ngh\u1ECB \u0111\u1ECBnh th\u01B0=protocol"},
      {"NGH\u1ECA\n\u0110\u1ECANH 15", "NGH\u1ECA\n\u0110\u1ECANH=decree"},
      {"ngh\u1ECB s\u0129 \u0111\u1ECBnh", ""},
      {"the U.S. and the USA", "U.S.=US; USA=US"},
      {"the U. S. dollar", "U. S.=US"},
      {"VinFast, Vin Fast", "VinFast=company"},
      {"decree", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect_str_eq(matches(lexicon, cases[i].text), cases[i].found, "case %zu: %s", i,
                     matches(lexicon, cases[i].text));
}

Test(lexicon, keeps_the_case_where_asked) {
  const textan_lexicon *lexicon = load_and_compile("M\u1EF9\tUS\nAnh\tGB\n", TEXTAN_LEXICON_EXACT_CASE);
  cr_expect_str_eq(matches(lexicon, "Anh v\u00E0 M\u1EF9, c\u00F4 anh m\u1EF9 ANH"), "Anh=GB; M\u1EF9=US");
  /* The same in decomposed letters. */
  cr_expect_str_eq(matches(lexicon, "My\u0303"), "My\u0303=US");
}

Test(lexicon, finds_bare_spellings_where_asked) {
  const textan_lexicon *lexicon = load_and_compile("Vi\u1EC7t Nam\tVN\n\u0110\u1EE9c\tDE\n", TEXTAN_LEXICON_BARE);
  cr_expect_str_eq(matches(lexicon, "Viet Nam, Vi\u1EC7t Nam, Duc"), "Viet Nam=VN; Vi\u1EC7t Nam=VN; Duc=DE");
}

Test(lexicon, reports_all_where_asked_and_every_row_of_a_spelling) {
  const textan_lexicon *all =
      load_and_compile("free trade\ta\nfree trade agreement\tb\ntrade agreement\tc\n", TEXTAN_LEXICON_ALL);
  cr_expect_str_eq(matches(all, "free trade agreement"), "free trade=a; free trade agreement=b; trade agreement=c");
}

Test(lexicon, reports_every_row_of_a_spelling) {
  const textan_lexicon *rows = load_and_compile("Georgia\tGE\nGeorgia\tUS-GA\n", 0);
  const char *found = matches(rows, "in Georgia");
  cr_expect(strstr(found, "Georgia=GE") && strstr(found, "Georgia=US-GA"), "%s", found);
}

Test(lexicon, names_the_line_of_a_mistake) {
  static const struct {
    const char *contents, *says;
  } wrong[] = {{"a\tb\nc\n", ":2: 1 columns"},
               {"\tb\n", ":1: the first column is empty"},
               {"a\tb\n\nx|\ty\n", ":3: an empty spelling"},
               {"a\tb\n\xFF\tc\n", ":2: invalid UTF-8"}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    textan_lexicon *lexicon;
    textan_error error = {0};
    cr_expect_eq(load(wrong[i].contents, 2, 0, &lexicon, &error), TEXTAN_EDATA);
    cr_expect(strstr(error.message, wrong[i].says), "case %zu says: %s", i, error.message);
  }
  textan_lexicon *lexicon;
  textan_error error = {0};
  cr_expect_eq(lexicon_api.load(host, "no/such/list.tsv", 1, 0, &lexicon, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "no/such/list.tsv"), "says: %s", error.message);
}

Test(regex, matches_with_groups_and_gives_up_in_time) {
  textan_error error = {0};
  textan_regex *regex, *slow;
  cr_assert_eq(regex_api.compile(host, "number", "(\\d+)(-)?(\\p{Lu})", 0, &regex, &error), TEXTAN_OK);
  begin("a 12X");
  size_t spans[8];
  cr_assert_eq(regex_api.match(regex, document, "a 12X", 5, 0, spans, 4, &error), TEXTAN_OK);
  cr_expect(spans[0] == 2 && spans[1] == 5 && spans[3] == 4 && spans[4] == SIZE_MAX && spans[6] == 4);
  cr_expect_eq(regex_api.match(regex, document, "a 12X", 5, 4, spans, 1, &error), TEXTAN_END);
  cr_assert_eq(regex_api.compile(host, "slow", "(?:a+)+$", 0, &slow, &error), TEXTAN_OK);
  char text[64];
  memset(text, 'a', 40);
  strcpy(text + 40, "b");
  cr_expect_eq(regex_api.match(slow, document, text, 41, 0, spans, 1, &error), TEXTAN_ELIMIT);
  cr_expect(strstr(error.message, "\"slow\""), "says: %s", error.message);
}

Test(regex, names_the_place_of_a_mistake) {
  textan_error error = {0};
  textan_regex *regex;
  cr_expect_eq(regex_api.compile(host, "open", "(ab", 0, &regex, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "\"open\"") && strstr(error.message, "byte 3"), "says: %s", error.message);
}

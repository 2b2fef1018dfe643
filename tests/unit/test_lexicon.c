/* Word lists: how they are read, and what their entries match. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "document.h"
#include "host.h"

static const textan_module module = {.struct_size = sizeof module, .name = "test", .version = "1.0.0"};
static char folder[] = "/tmp/textan-lexicon-XXXXXX";
static struct plugin plugin = {.module = &module, .path = "/test.so", .data_directory = folder};
static const struct plugin_use use = {.id = "test", .plugin = &plugin};

static struct lexicon_set *lexicons;
static struct regex_set *patterns;
static textan_host *host;
static textan_document *document;

static void set_up(void) {
  cr_assert(mkdtemp(folder));
  lexicons = lexicon_set_new();
  patterns = regex_set_new();
  host = host_new(&use, lexicons, patterns);
  document = document_new();
  cr_assert(lexicons && patterns && host && document);
}

static void tear_down(void) {
  char command[100];
  snprintf(command, sizeof command, "rm -r %s", folder);
  cr_assert_eq(system(command), 0);
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
}

TestSuite(lexicon, .init = set_up, .fini = tear_down);

static void write_file(const char *name, const char *contents, size_t size) {
  char path[100];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  cr_assert(file && fwrite(contents, 1, size, file) == size && fclose(file) == 0);
}

/* Loads a list with these contents. */
static textan_status load(const char *name, const char *contents, size_t columns, uint32_t flags,
                          textan_lexicon **lexicon, textan_error *error) {
  write_file(name, contents, strlen(contents));
  return lexicon_api.load(host, name, columns, flags, lexicon, error);
}

static textan_lexicon *load_well(const char *name, const char *contents, uint32_t flags) {
  textan_lexicon *lexicon;
  textan_error error = {0};
  cr_assert_eq(load(name, contents, 2, flags, &lexicon, &error), TEXTAN_OK, "%s", error.message);
  return lexicon;
}

static void compile(void) {
  textan_error error = {0};
  cr_assert_eq(lexicon_set_compile(lexicons, &error), TEXTAN_OK);
}

static void set_text(const char *text) {
  textan_error error;
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
}

/* The matches as "text=second cell" parted by "; ". */
static const char *matches(const textan_lexicon *lexicon) {
  static char out[2048];
  const textan_lexicon_match *list;
  size_t count, used = 0, size, word_count;
  textan_error error = {0};
  const char *text = document_text(document, &size);
  cr_assert_eq(lexicon_api.match(lexicon, document, &list, &count, &error), TEXTAN_OK, "%s", error.message);
  const textan_word *words = words_api.words(document, &word_count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    cr_assert(list[i].first_word + list[i].word_count <= word_count);
    cr_assert_eq(list[i].begin, words[list[i].first_word].begin);
    cr_assert_eq(list[i].end, words[list[i].first_word + list[i].word_count - 1].end);
    used +=
        (size_t)snprintf(out + used, sizeof out - used, "%s%.*s=%s", i ? "; " : "", (int)(list[i].end - list[i].begin),
                         text + list[i].begin, lexicon_api.cell(lexicon, list[i].entry, 1));
  }
  return out;
}

struct sample {
  const char *text, *found;
};

static void check(const textan_lexicon *lexicon, const struct sample *samples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    set_text(samples[i].text);
    cr_expect_str_eq(matches(lexicon), samples[i].found, "\"%s\" has %s", samples[i].text, matches(lexicon));
  }
}

#define CHECK(lexicon_, samples_) check(lexicon_, samples_, sizeof(samples_) / sizeof(samples_)[0])

Test(lexicon, finds_the_longest_entries) {
  const textan_lexicon *lexicon = load_well("a.tsv",
                                            "# comment\n"
                                            "ngh\u1ECB \u0111\u1ECBnh\tdecree\n"
                                            "ngh\u1ECB \u0111\u1ECBnh th\u01B0\tprotocol\n\n"
                                            "th\u01B0 ng\u1ECF\tletter\n"
                                            "USA|States\tUS\n",
                                            0);
  compile();
  static const struct sample samples[] = {
      {"Ngh\u1ECB \u0111\u1ECBnh th\u01B0 m\u1EDBi", "Ngh\u1ECB \u0111\u1ECBnh th\u01B0=protocol"},
      {"Ngh\u1ECB \u0111\u1ECBnh th\u01B0 ng\u1ECF", "Ngh\u1ECB \u0111\u1ECBnh th\u01B0=protocol"},
      {"NGH\u1ECA\u00A0\u0110\u1ECANH 15", "NGH\u1ECA\u00A0\u0110\u1ECANH=decree"},
      {"ngh\u1ECB s\u0129 \u0111\u1ECBnh", ""},
      {"the USA, the States", "USA=US; States=US"},
      {"Statesman", ""},
      {"decree", ""},
      {"", ""},
  };
  CHECK(lexicon, samples);
}

/* Words with one hash: FNV-1a gives the same 32 bits to both of each pair. */
Test(lexicon, compares_words_and_not_their_hashes) {
  const textan_lexicon *lexicon = load_well("a.tsv",
                                            "liquid\tone\n"
                                            "declinate liquid\ttwo\n"
                                            "zinke macallums liquid gas\tfour\n"
                                            "costarring macallums\tother\n",
                                            TEXTAN_LEXICON_ALL);
  compile();
  static const struct sample samples[] = {
      {"costarring", ""},
      {"declinate costarring", ""},
      {"macallums liquid", "liquid=one"},
      {"altarage macallums liquid gas", "liquid=one"},
      {"zinke macallums liquid gas", "zinke macallums liquid gas=four; liquid=one"},
      {"costarring macallums liquid", "costarring macallums=other; liquid=one"},
  };
  CHECK(lexicon, samples);
}

/* A path may be longer than the words that are left, and the last word of a text is its end. */
Test(lexicon, ends_with_the_text) {
  char words[65 * 2 + 1] = "", row[200];
  for (int i = 0; i < 64; i++)
    strcat(words, i ? " a" : "a");
  snprintf(row, sizeof row, "%s\tlong\na a\ttwo\n", words);
  const textan_lexicon *lexicon = load_well("a.tsv", row, 0);
  compile();
  struct sample samples[] = {{words, row}, {words + 2, row}, {"a", ""}, {"a\n\na", ""}};
  char longest[200], pairs[64 * 10] = "";
  snprintf(longest, sizeof longest, "%s=long", words);
  for (int i = 0; i < 31; i++)
    strcat(pairs, i ? "; a a=two" : "a a=two");
  samples[0].found = longest;
  samples[1].found = pairs;
  CHECK(lexicon, samples);
}

Test(lexicon, takes_line_breaks_as_spaces_but_not_empty_lines) {
  const textan_lexicon *lexicon = load_well("a.tsv", "joint statement\tdeclaration\nU.S.\tUS\n", 0);
  compile();
  static const struct sample samples[] = {
      {"a joint\nstatement", "joint\nstatement=declaration"},
      {"a joint \r\n statement", "joint \r\n statement=declaration"},
      {"a joint\n\nstatement", ""},
      {"U.\n\nS.", ""},
  };
  CHECK(lexicon, samples);
}

Test(lexicon, knows_what_is_written_together) {
  const textan_lexicon *lexicon = load_well("a.tsv",
                                            "Vi\u1EC7t Nam\tVN\n"
                                            "Petro Oil\toil\n"
                                            "VinFast\tcar\n"
                                            "G20\tgroup\n"
                                            "U.S.\tUS\n"
                                            "TP. HCM\tcity\n"
                                            "two - way\ttrade\n"
                                            "th\u00E1ng 5\tMay\n"
                                            "\u4E2D\u56FD\tCN\n",
                                            0);
  compile();
  static const struct sample samples[] = {
      /* Entry with a space: space or a change of case in the text. */
      {"t\u1EA1iVi\u1EC7tNam", "Vi\u1EC7tNam=VN"},
      {"PetroOil, PETROOIL", "PetroOil=oil"},
      {"th\u00E1ng5", "th\u00E1ng5=May"},
      /* Entry without: none in the text either. */
      {"VinFast, Vin Fast", "VinFast=car"},
      {"G20, G 20", "G20=group"},
      {"\u5728\u4E2D\u56FD\u3001\u4E2D \u56FD", "\u4E2D\u56FD=CN"},
      /* An entry that a change of case cuts is also found where there is none. */
      {"VINFAST and vinfast and Vinfast", "VINFAST=car; vinfast=car; Vinfast=car"},
      /* Around punctuation there may be space. */
      {"the U.S. and U. S. and U . S .", "U.S.=US; U. S.=US; U . S .=US"},
      {"TP.HCM, TP. HCM, TP .HCM", "TP.HCM=city; TP. HCM=city; TP .HCM=city"},
      {"two-way, two\u2013way, two \u2014 way", "two-way=trade; two\u2013way=trade; two \u2014 way=trade"},
      {"US", ""},
  };
  CHECK(lexicon, samples);
}

Test(lexicon, matches_every_form_of_a_text) {
  /* The second entry is written in decomposed letters. */
  const textan_lexicon *lexicon = load_well("a.tsv", "\u0110\u00E0 N\u1EB5ng\tcity\nHue\u0302\u0301\tcity\n", 0);
  compile();
  static const struct sample samples[] = {
      {"\u00D0\u00E0 N\u1EB5ng", "\u00D0\u00E0 N\u1EB5ng=city"},
      {"\u0110a\u0300 Na\u0306\u0303ng", "\u0110a\u0300 Na\u0306\u0303ng=city"},
      {"Hu\u1EBF, HU\u1EBE", "Hu\u1EBF=city; HU\u1EBE=city"},
      {"\u0110\u00E0\u200B N\u00AD\u1EB5ng", "\u0110\u00E0\u200B N\u00AD\u1EB5ng=city"},
  };
  CHECK(lexicon, samples);
}

Test(lexicon, keeps_the_case_where_asked) {
  const textan_lexicon *lexicon =
      load_well("a.tsv", "M\u1EF9\tUS\nAnh\tGB\nWHO|iPhone\tx\nVinFast\tcar\nMay\tmonth\nmay\tverb\n",
                TEXTAN_LEXICON_EXACT_CASE | TEXTAN_LEXICON_BARE);
  compile();
  static const struct sample samples[] = {
      {"Anh v\u00E0 M\u1EF9, c\u00F4 anh m\u1EF9 ANH", "Anh=GB; M\u1EF9=US"},
      {"My\u0303, My, my", "My\u0303=US; My=US"}, /* decomposed, bare */
      {"who WHO Who iPhone IPhone iphone", "WHO=x; iPhone=x"},
      {"VinFast Vinfast", "VinFast=car"},
      {"May may MAY", "May=month; may=verb"},
  };
  CHECK(lexicon, samples);
}

Test(lexicon, finds_bare_spellings_where_asked) {
  const char *contents = "Vi\u1EC7t Nam\tVN\n\u0110\u1EE9c\tDE\nB\u00ECnh D\u01B0\u01A1ng\tprovince\n";
  const textan_lexicon *bare = load_well("a.tsv", contents, TEXTAN_LEXICON_BARE);
  const textan_lexicon *strict = load_well("a.tsv", contents, 0);
  compile();
  static const struct sample samples[] = {
      {"Viet Nam, Vi\u1EC7t Nam, Duc", "Viet Nam=VN; Vi\u1EC7t Nam=VN; Duc=DE"},
      {"BINH DUONG", "BINH DUONG=province"},
      {"VietNam", "VietNam=VN"},
      {"Vi\u1EBFt Nam, \u0111\u00FAc", ""}, /* other words, not bare */
  };
  CHECK(bare, samples);
  set_text("Viet Nam, Vi\u1EC7t Nam");
  cr_expect_str_eq(matches(strict), "Vi\u1EC7t Nam=VN");
}

Test(lexicon, reports_all_where_asked) {
  const textan_lexicon *all =
      load_well("a.tsv", "free trade\ta\nfree trade agreement\tb\ntrade agreement\tc\ntrade\td\n", TEXTAN_LEXICON_ALL);
  compile();
  static const struct sample samples[] = {
      {"free trade agreement", "free trade=a; free trade agreement=b; trade=d; trade agreement=c"},
      {"free trade free trade", "free trade=a; trade=d; free trade=a; trade=d"},
  };
  CHECK(all, samples);
}

Test(lexicon, reports_every_row_of_a_spelling_once) {
  const textan_lexicon *rows =
      load_well("a.tsv", "Georgia\tGE\nGeorgia|GEORGIA|Geo Rgia|GeoRgia\tUS-GA\nGeorgia State\tUS-GA\n", 0);
  const textan_lexicon *exact =
      load_well("b.tsv", "UN|U.N.|un\torganisation\nUN\tdepartment\n", TEXTAN_LEXICON_EXACT_CASE);
  compile();
  static const struct sample samples[] = {{"in Georgia", "Georgia=US-GA; Georgia=GE"},
                                          {"GeoRgia", "GeoRgia=US-GA"},
                                          {"Georgia State", "Georgia State=US-GA"}};
  CHECK(rows, samples);
  static const struct sample exact_samples[] = {
      {"UN, un, U.N.", "UN=department; UN=organisation; un=organisation; U.N.=organisation"}};
  CHECK(exact, exact_samples);
}

Test(lexicon, keeps_lists_apart) {
  const textan_lexicon *one = load_well("a.tsv", "trade pact\tone\npact\tone\n", 0);
  const textan_lexicon *two = load_well("b.tsv", "pact\ttwo\npact of trade\ttwo\n", TEXTAN_LEXICON_ALL);
  const textan_lexicon *empty = load_well("c.tsv", "# nothing\n", 0);
  compile();
  set_text("trade pact of trade");
  cr_expect_str_eq(matches(one), "trade pact=one");
  cr_expect_str_eq(matches(two), "pact=two; pact of trade=two");
  cr_expect_str_eq(matches(empty), "");
  set_text("pact");
  cr_expect_str_eq(matches(two), "pact=two");
}

Test(lexicon, expands_variants) {
  write_file("tones.tsv", "o\u00E0\t\u00F2a\nu\u1EF7\t\u1EE7y\n", strlen("o\u00E0\t\u00F2a\nu\u1EF7\t\u1EE7y\n"));
  const textan_lexicon *lexicon = load_well(
      "a.tsv", "#!variants tones.tsv\nc\u1ED9ng ho\u00E0\trepublic\n\u1EE7y ban h\u00F2a b\u00ECnh\tcommittee\n",
      TEXTAN_LEXICON_BARE);
  const textan_lexicon *plain = load_well("b.tsv", "ho\u00E0\told\n", 0);
  compile();
  static const struct sample samples[] = {
      {"C\u1ED9ng ho\u00E0, c\u1ED9ng h\u00F2a, CONG HOA",
       "C\u1ED9ng ho\u00E0=republic; c\u1ED9ng h\u00F2a=republic; CONG HOA=republic"},
      {"u\u1EF7 ban ho\u00E0 b\u00ECnh, u\u1EF7 ban h\u00F2a b\u00ECnh, \u1EE6y ban Ho\u00E0 b\u00ECnh",
       "u\u1EF7 ban ho\u00E0 b\u00ECnh=committee; u\u1EF7 ban h\u00F2a b\u00ECnh=committee; \u1EE6y ban Ho\u00E0 "
       "b\u00ECnh=committee"},
  };
  CHECK(lexicon, samples);
  set_text("h\u00F2a, ho\u00E0");
  cr_expect_str_eq(matches(plain), "ho\u00E0=old");
}

Test(lexicon, names_the_place_of_a_mistake) {
  write_file("bad.tsv", "a\tb\nx y\tz\n", strlen("a\tb\nx y\tz\n"));
  static const struct {
    const char *contents, *says;
  } wrong[] = {
      {"a\tb\nc\n", "/w.tsv:2: 1 column, but at least 2 are needed"},
      {"\tb\n", "/w.tsv:1: the first column is empty"},
      {"a\tb\n\nx|\ty\n", "/w.tsv:3: an empty spelling in the first column"},
      {"a\tb\n | \ty\n", "/w.tsv:2: an empty spelling in the first column"},
      {"a\tb\nc\t\xC3\n", "/w.tsv:2: invalid UTF-8 (byte 0xC3)"},
      {"a\tb\r\nc\td\n# e\na\tb\n", "/w.tsv:4: the row of line 1 once more"},
      {"#!other x\n", "/w.tsv:1: \"#!other x\" is no directive"},
      {"#!variants \n", "/w.tsv:1: \"#!variants \" is no directive"},
      {"a\tb\n#!variants bad.tsv\n", "/w.tsv:2: \"#!variants\" must stand once, before the first row"},
      {"#\n#!variants none.tsv\n", "/w.tsv:2: "},
      {"#!variants none.tsv\n", "/none.tsv: the list cannot be opened"},
      {"#!variants bad.tsv\n", "/bad.tsv:2: a variant must be a part of one word, found \"x y\""},
      {"a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a "
       "a "
       "a a a a a a a a a\tb\n",
       "/w.tsv:1: a spelling of 65 words; at most 64 are possible"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    textan_lexicon *lexicon;
    textan_error error = {0};
    cr_expect_eq(load("w.tsv", wrong[i].contents, 2, 0, &lexicon, &error), TEXTAN_EDATA, "case %zu", i);
    cr_expect_null(lexicon);
    cr_expect(strstr(error.message, wrong[i].says), "case %zu says: %s", i, error.message);
  }
  textan_lexicon *lexicon;
  textan_error error = {0};
  write_file("nul.tsv", "a\tb\nc\0d\te\n", 10);
  cr_expect_eq(lexicon_api.load(host, "nul.tsv", 1, 0, &lexicon, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "/nul.tsv:2: a NUL character"), "says: %s", error.message);
  cr_expect_eq(lexicon_api.load(host, "no/such/list.tsv", 1, 0, &lexicon, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "no/such/list.tsv"), "says: %s", error.message);
  cr_expect_eq(lexicon_api.load(host, folder, 1, 0, &lexicon, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "cannot be read"), "says: %s", error.message);
  /* What failed leaves nothing behind. */
  const textan_lexicon *good = load_well("good.tsv", "a\tfirst\n", 0);
  compile();
  set_text("a x c");
  cr_expect_str_eq(matches(good), "a=first");
}

Test(lexicon, refuses_too_many_variants) {
  write_file("v.tsv", "b\tc\n", 4);
  textan_lexicon *lexicon;
  textan_error error = {0};
  cr_expect_eq(load("w.tsv", "#!variants v.tsv\nb b b b b b b b b b\tten\n", 2, 0, &lexicon, &error), TEXTAN_OK);
  cr_expect_eq(load("w2.tsv", "#!variants v.tsv\nb b b b b b b b b b b\televen\n", 2, 0, &lexicon, &error),
               TEXTAN_EDATA);
  cr_expect(strstr(error.message, "/w2.tsv:2: a spelling with more than 1024 variants"), "says: %s", error.message);
}

Test(lexicon, is_a_table_reader_too) {
  textan_lexicon *table, *again;
  textan_error error = {0};
  cr_assert_eq(load("t.tsv",
                    "\xEF\xBB\xBF"
                    "k|1\tv\t\r\n# no\n.\t a b \tx\tmore\n\n|\ty\tz",
                    2, TEXTAN_LEXICON_TABLE, &table, &error),
               TEXTAN_OK, "%s", error.message);
  cr_expect_eq(lexicon_api.entry_count(table), 3);
  cr_expect_str_eq(lexicon_api.cell(table, 0, 0), "k|1");
  cr_expect_str_eq(lexicon_api.cell(table, 0, 2), "");
  cr_expect_str_eq(lexicon_api.cell(table, 0, 7), "");
  cr_expect_str_eq(lexicon_api.cell(table, 1, 1), " a b ");
  cr_expect_str_eq(lexicon_api.cell(table, 1, 3), "more");
  cr_expect_str_eq(lexicon_api.cell(table, 2, 2), "z");
  cr_expect_eq(lexicon_api.line(table, 1), 3);
  cr_expect_eq(lexicon_api.line(table, 2), 5);
  /* The same file is read once, but its columns are checked each time. */
  cr_expect_eq(lexicon_api.load(host, "t.tsv", 3, TEXTAN_LEXICON_TABLE, &again, &error), TEXTAN_OK);
  cr_expect_eq(table, again);
  cr_expect_eq(lexicon_api.load(host, "t.tsv", 4, TEXTAN_LEXICON_TABLE, &again, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "t.tsv:1: 3 columns"), "says: %s", error.message);
  compile();
  set_text("k");
  const textan_lexicon_match *list;
  size_t count;
  cr_expect_eq(lexicon_api.match(table, document, &list, &count, &error), TEXTAN_EINTERNAL);
}

Test(lexicon, has_its_time) {
  textan_lexicon *lexicon;
  textan_error error = {0};
  const textan_lexicon_match *list;
  size_t count;
  cr_assert_eq(load("a.tsv", "a\n", 1, 0, &lexicon, &error), TEXTAN_OK);
  set_text("a");
  cr_expect_eq(lexicon_api.match(lexicon, document, &list, &count, &error), TEXTAN_EINTERNAL);
  compile();
  cr_expect_eq(lexicon_api.match(lexicon, document, &list, &count, &error), TEXTAN_OK);
  cr_expect_eq(count, 1);
  cr_expect_eq(load("b.tsv", "a\n", 1, 0, &lexicon, &error), TEXTAN_EINTERNAL);
  cr_expect_eq(load("b.tsv", "a\n", 1, 1u << 20, &lexicon, &error), TEXTAN_EINTERNAL);
}

/* ---- many entries against a plain search ---- */

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Writes words of a small vocabulary, parted by spaces. */
static size_t random_words(uint32_t *state, uint32_t count, char *out) {
  size_t used = 0;
  for (uint32_t i = 0; i < count; i++)
    used += (size_t)sprintf(out + used, "%sw%c%s", i ? " " : "", (char)('a' + next_random(state) % 4),
                            next_random(state) % 8 ? "" : "ordthatislong");
  return used;
}

/* How often the entry stands in the text as whole words. */
static size_t count_plainly(const char *text, const char *entry) {
  size_t count = 0;
  const size_t size = strlen(entry);
  for (const char *at = text; (at = strstr(at, entry)); at++)
    count += (at == text || at[-1] == ' ') && (at[size] == ' ' || !at[size]);
  return count;
}

Test(lexicon, finds_what_a_plain_search_finds) {
  enum { ENTRIES = 3000 };
  uint32_t state = 5;
  static char contents[ENTRIES * 200], text[20000];
  static char entries[ENTRIES][160];
  size_t used = 0;
  for (int i = 0; i < ENTRIES; i++) {
    random_words(&state, 1 + next_random(&state) % 6, entries[i]);
    used += (size_t)sprintf(contents + used, "%s\t%d\n", entries[i], i);
  }
  const textan_lexicon *lexicon = load_well("a.tsv", contents, TEXTAN_LEXICON_ALL);
  compile();
  random_words(&state, 1000, text);
  set_text(text);
  const textan_lexicon_match *list;
  size_t count, total = 0;
  textan_error error;
  cr_assert_eq(lexicon_api.match(lexicon, document, &list, &count, &error), TEXTAN_OK);
  static size_t found[ENTRIES];
  for (size_t i = 0; i < count; i++) {
    const char *entry = entries[list[i].entry];
    cr_assert(strlen(entry) == list[i].end - list[i].begin && strncmp(text + list[i].begin, entry, strlen(entry)) == 0);
    cr_assert(!i || list[i - 1].begin <= list[i].begin);
    found[list[i].entry]++;
  }
  for (int i = 0; i < ENTRIES; i++) {
    const size_t expected = count_plainly(text, entries[i]);
    cr_assert_eq(found[i], expected, "entry \"%s\": %zu, not %zu", entries[i], found[i], expected);
    total += expected;
  }
  cr_assert_gt(total, 10000);
}

/* ---- the cache of large lists ---- */

enum { LARGE = 12000 };

/* A list that is kept in the cache; row 3 of each ten in another case, some of several words. */
static void write_large(const char *name) {
  struct buffer list = {0};
  for (int i = 0; i < LARGE; i++)
    cr_assert(buffer_format(&list, "%s%d%s\t%d\n", i % 10 == 3 ? "Name" : "name", i, i % 7 ? "" : " of Minsk", i));
  write_file(name, list.data, list.size);
  buffer_free(&list);
}

/* What a fresh set of lists finds with the file. */
static void find_with(const char *name, uint32_t flags, char out[2048]) {
  struct lexicon_set *set = lexicon_set_new();
  textan_host *own = host_new(&use, set, patterns);
  textan_lexicon *lexicon = NULL;
  textan_error error = {0};
  cr_assert(set && own);
  cr_assert_eq(lexicon_api.load(own, name, 2, flags, &lexicon, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(lexicon_set_compile(set, &error), TEXTAN_OK);
  set_text("name7 of Minsk, Name3 and name13, name0, NAME11999 of minsk, name14 of minsk");
  snprintf(out, 2048, "%s", matches(lexicon));
  host_free(own);
  lexicon_set_free(set);
}

/* The one file in the cache. */
static char *cached(size_t *size) {
  char command[200], path[300] = "";
  snprintf(command, sizeof command, "ls %s/cache/*.lexicon", folder);
  FILE *stream = popen(command, "r");
  cr_assert(stream && fgets(path, sizeof path, stream));
  cr_assert_eq(pclose(stream), 0);
  path[strcspn(path, "\n")] = '\0';
  FILE *file = fopen(path, "rb");
  cr_assert(file && fseek(file, 0, SEEK_END) == 0);
  *size = (size_t)ftell(file);
  fclose(file);
  return strdup(path);
}

Test(lexicon, keeps_large_lists_compiled) {
  char cold[2048], warm[2048], path[100];
  snprintf(path, sizeof path, "%s/cache", folder);
  setenv("TEXTAN_CACHE_DIR", path, 1);
  write_large("large.tsv");
  for (int exact = 0; exact < 2; exact++) {
    const uint32_t flags = exact ? TEXTAN_LEXICON_EXACT_CASE : 0;
    find_with("large.tsv", flags, cold);
    find_with("large.tsv", flags, warm);
    cr_expect_str_eq(cold, warm);
    cr_expect_str_eq(cold, exact ? "name7 of Minsk=7; Name3=3"
                                 : "name7 of Minsk=7; Name3=3; name13=13; NAME11999=11999; name14 of minsk=14");
  }
}

/* Whatever is in the file, the list finds what it must. */
Test(lexicon, makes_a_damaged_cache_anew) {
  char good[2048], found[2048], path[100];
  snprintf(path, sizeof path, "%s/cache", folder);
  setenv("TEXTAN_CACHE_DIR", path, 1);
  write_large("large.tsv");
  find_with("large.tsv", 0, good);
  size_t size;
  char *file = cached(&size);
  for (size_t i = 0; i < 40; i++) {
    const size_t at = i < 20 ? i * 8 : size / 20 * (i - 20);
    FILE *stream = fopen(file, "r+b");
    cr_assert(stream && fseek(stream, (long)at, SEEK_SET) == 0);
    const int byte = fgetc(stream);
    cr_assert(fseek(stream, (long)at, SEEK_SET) == 0 && fputc(byte ^ 0x41, stream) != EOF && fclose(stream) == 0);
    find_with("large.tsv", 0, found);
    cr_expect_str_eq(found, good, "byte %zu", at);
    cr_assert_eq(truncate(file, (off_t)at), 0);
    find_with("large.tsv", 0, found);
    cr_expect_str_eq(found, good, "%zu bytes", at);
  }
  cr_assert_eq(chmod(file, 0666), 0); /* others may have written it */
  cr_assert_eq(truncate(file, 0), 0);
  find_with("large.tsv", 0, found);
  cr_expect_str_eq(found, good);
  free(file);
}

Test(lexicon, needs_no_cache) {
  char found[2048];
  setenv("TEXTAN_CACHE_DIR", "", 1);
  write_large("large.tsv");
  find_with("large.tsv", 0, found);
  cr_expect_str_eq(found, "name7 of Minsk=7; Name3=3; name13=13; NAME11999=11999; name14 of minsk=14");
  setenv("TEXTAN_CACHE_DIR", "/dev/null/none", 1);
  find_with("large.tsv", 0, found);
  cr_expect_str_eq(found, "name7 of Minsk=7; Name3=3; name13=13; NAME11999=11999; name14 of minsk=14");
  write_file("twice.tsv", "a\t1\nb\t1\na\t1\n", 12);
  textan_lexicon *lexicon;
  textan_error error;
  cr_expect_eq(lexicon_api.load(host, "twice.tsv", 2, 0, &lexicon, &error), TEXTAN_EDATA);
}

/* Segmentation: sentences and tokens of texts, whatever stands in them, and data files that are wrong. */
#include <sys/stat.h>
#include <unistd.h>

#include "document_add.h"
#include "plugin_host.h"

const textan_module *segment_LTX_textan_module(void);

static struct lexicon_set *lexicons;
static textan_host *host;
static textan_document *document;
static void *model, *scratch;

/* Loads the model from a folder of data files. */
static textan_status load(const char *folder, textan_error *error) {
  static const struct setting none[] = {{0}};
  const textan_parameters parameters = {none};
  const textan_module *module = segment_LTX_textan_module();
  lexicons = lexicon_set_new();
  host = plugin_host_new(module, folder, lexicons, NULL);
  const textan_status status = module->analyser->model_new(host, &parameters, &model, error);
  return status == TEXTAN_OK ? lexicon_set_compile(lexicons, error) : status;
}

static void unload(void) {
  if (model)
    segment_LTX_textan_module()->analyser->model_free(model);
  host_free(host);
  lexicon_set_free(lexicons);
}

static void set_up(void) {
  static char folder[4096];
  textan_error error = {0};
  const char *source = getenv("srcdir");
  char relative[4000];
  snprintf(relative, sizeof relative, "%s/plugins/segment", source ? source : ".");
  cr_assert(realpath(relative, folder), "no folder %s", relative);
  cr_assert_eq(load(folder, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(segment_LTX_textan_module()->analyser->scratch_new(model, &scratch, &error), TEXTAN_OK);
  document = document_new();
}

static void tear_down(void) {
  document_free(document);
  segment_LTX_textan_module()->analyser->scratch_free(scratch);
  unload();
}

TestSuite(segment, .init = set_up, .fini = tear_down);

static void analyse(const char *text, const char *lang) {
  textan_error error = {0};
  const textan_analyser *analyser = segment_LTX_textan_module()->analyser;
  const textan_feature feature = {"lang", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {lang, strlen(lang)}}}};
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
  cr_assert_eq(document_keep_attribute(document, &feature, &error), TEXTAN_OK);
  document_begin_step(document, "segment", analyser->produces);
  cr_assert_eq(analyser->analyse(model, scratch, document, &error), TEXTAN_OK, "%s: %s", text, error.message);
  document_end_step(document, false);
}

/* Sentences or tokens parted by "|". */
static const char *parts(const char *text, const char *lang, bool tokens) {
  static char out[4096];
  size_t count, used = 0;
  analyse(text, lang);
  const textan_token *spans = tokens ? views_api.tokens(document, &count)
                                     : (const textan_token *)(const void *)views_api.sentences(document, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count; i++)
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s", i ? "|" : "",
                             (int)(spans[i].end - spans[i].begin), text + spans[i].begin);
  return out;
}

struct expected {
  const char *lang, *text, *parts;
};

static void check(const struct expected *cases, size_t count, bool tokens) {
  for (size_t i = 0; i < count; i++)
    cr_expect_str_eq(parts(cases[i].text, cases[i].lang, tokens), cases[i].parts);
}

#define CHECK(cases_, tokens_) check(cases_, sizeof(cases_) / sizeof(cases_)[0], tokens_)

Test(segment, knows_what_a_stop_means) {
  static const struct expected cases[] = {
      {"en", "One. Two! Three? Four", "One.|Two!|Three?|Four"},
      {"en", "Mr. Hill paid 2.5 million. It rose.", "Mr. Hill paid 2.5 million.|It rose."},
      {"en", "President J. F. Moss of Hill & Co. came. He left.", "President J. F. Moss of Hill & Co. came.|He left."},
      {"en", "It belongs to Hill & Co. The rest is ours.", "It belongs to Hill & Co.|The rest is ours."},
      {"en", "See No. 5. And No. The end.", "See No. 5.|And No.|The end."},
      {"en", "He is \"gone.\" She (too). \"Why?\" he asked.", "He is \"gone.\"|She (too).|\"Why?\" he asked."},
      {"en", "He waits\u2026 and waits. Then\u2026 Nothing.", "He waits\u2026 and waits.|Then\u2026|Nothing."},
      {"en", "Dated 5 May 2024. 17 ships came.", "Dated 5 May 2024.|17 ships came."},
      {"en", "Take route 18B. Turn left.", "Take route 18B.|Turn left."},
      {"en", "Article 4. The ships shall wait.", "Article 4. The ships shall wait."},
      {"en", "To do: 1. Wait 2. See 3. Go", "To do: 1. Wait 2. See 3. Go"},
      {"en", "IV. Results of the year", "IV. Results of the year"},
      {"en", "Art. 5. Entry into force", "Art. 5. Entry into force"},
      {"en", "It shut.[1] It is gone.\"[2][3] See list[4] A.", "It shut.[1]|It is gone.\"[2][3]|See list[4] A."},
      {"en", "It has saws. iTools made them.", "It has saws.|iTools made them."},
      {"en", "mr. hill of the w.x.y. office left. he is gone.", "mr. hill of the w.x.y. office left.|he is gone."},
      {"en", "Talks ended in Bonn. \u2014 HBN", "Talks ended in Bonn.|\u2014 HBN"},
      {"en", "LIMA, 5 May (HBN).- The talks ended.", "LIMA, 5 May (HBN).- The talks ended."},
      {"vi", "M\u01B0a \u1EDF ch\u00E2u \u00C1. Tr\u1EDDi l\u1EA1nh.",
       "M\u01B0a \u1EDF ch\u00E2u \u00C1.|Tr\u1EDDi l\u1EA1nh."},
      {"vi", "V\u1EC1 TP. H\u1EA3i T\u00E2n. \u00D4ng \u0111i.", "V\u1EC1 TP. H\u1EA3i T\u00E2n.|\u00D4ng \u0111i."},
  };
  CHECK(cases, false);
}

Test(segment, applies_lists_to_their_language) {
  static const struct expected cases[] = {
      {"en", "It came ca. Ten.", "It came ca. Ten."},
      {"vi", "L\u00E0m hai ca. R\u1EB1m t\u1EDBi.", "L\u00E0m hai ca.|R\u1EB1m t\u1EDBi."},
      {"und", "It came ca. Ten.", "It came ca. Ten."},
      {"fr", "Mr. Hill. Oui.", "Mr. Hill.|Oui."},
  };
  CHECK(cases, false);
}

Test(segment, parts_text_that_lost_its_spaces) {
  static const struct expected cases[] = {
      {"en", "The talks ended.Both left.", "The talks ended.|Both left."},
      {"en", "It rose 5%.\"Good,\" he said.A trader left.Q: Why?A: Go",
       "It rose 5%.|\"Good,\" he said.|A trader left.|Q: Why?|A: Go"},
      {"en", "1. Wait now.2. See it.7 No", "1. Wait now.|2. See it.7 No"},
      {"en", "LIMA (HBN).- He left.- He came.", "LIMA (HBN).- He left.|- He came."},
      {"en", "Go to www.example.org or x@Example.Com now.", "Go to www.example.org or x@Example.Com now."},
      {"en", "New port at HillsideThe port opened.Hillside is glad. The end.",
       "New port at Hillside|The port opened.|Hillside is glad.|The end."},
      {"en", "FinTrust rose.Trust fell. FinTrust again.", "FinTrust rose.|Trust fell.|FinTrust again."},
      {"en", "It rose in 2017.Prices fell.\u2013HBN", "It rose in 2017.|Prices fell.|\u2013HBN"},
  };
  CHECK(cases, false);
}

Test(segment, tells_wrapped_lines_from_headlines) {
  static const struct expected cases[] = {
      {"en", "Port opens\n\nThe port\nof Hillside opened\non Friday. It is\nthe first.",
       "Port opens|The port\nof Hillside opened\non Friday.|It is\nthe first."},
      {"en", "News\nPort opens gate\nPrices fall", "News|Port opens gate|Prices fall"},
      {"en", "Items:\n- one\n- two\n1. three", "Items:|- one|- two|1. three"},
      {"en", "No stop\r\n\r\nhere", "No stop|here"},
      {"en", "all small\nnew line here", "all small|new line here"},
  };
  CHECK(cases, false);
}

Test(segment, joins_words_to_tokens) {
  static const struct expected cases[] = {
      {"en", "It's 1,120.5 (USD164) at FinTrust.", "It|'|s|1,120.5|(|USD|164|)|at|FinTrust|."},
      {"en", "Mr. Hill, U.S. citizen.", "Mr.|Hill|,|U.S.|citizen|."},
      {"vi", "T\u0103ng 4,2% \u1EDF ch\u00E2u \u00C1.", "T\u0103ng|4,2|%|\u1EDF|ch\u00E2u|\u00C1|."},
      {"en", "", ""},
  };
  CHECK(cases, true);
}

/* Pieces that rules look at, in every order: each word lies in one token and one sentence. */
Test(segment, covers_every_word_once) {
  static const char *const pieces[] = {"Mr",   ".",      "..",     "?",      "\"", "\u201D", "(",     ")",
                                       "-",    "\u2022", "1",      "2",      "A",  "IV",     "The",   "the",
                                       "Hill", "\n",     "\n\n",   " ",      " ",  ",",      ":",     "TP",
                                       "Co",   "\u00C1", "\u2026", "\u3002", "*",  "x",      "\u0300"};
  uint32_t random = 1;
  for (int round = 0; round < 3000; round++) {
    char text[512] = "";
    for (int i = 0; i < 30; i++) {
      random = random * 1664525u + 1013904223u;
      strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
    }
    analyse(text, round % 2 ? "en" : "vi");
    size_t words, tokens, sentences, covered = 0;
    words_api.words(document, &words);
    const textan_token *token = views_api.tokens(document, &tokens);
    const textan_sentence *sentence = views_api.sentences(document, &sentences);
    for (size_t i = 0; i < tokens; covered += token[i++].word_count)
      cr_assert_eq(token[i].first_word, covered);
    cr_assert_eq(covered, words);
    covered = 0;
    for (size_t i = 0; i < sentences; covered += sentence[i++].word_count)
      cr_assert_eq(sentence[i].first_word, covered);
    cr_assert_eq(covered, words);
  }
}

Test(segment_data, is_checked) {
  char folder[] = "/tmp/textan-segment-XXXXXX", path[128];
  textan_error error = {0};
  cr_assert(mkdtemp(folder));
  cr_expect_eq(load(folder, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "lang"), "says: %s", error.message);
  unload();
  snprintf(path, sizeof path, "%s/lang", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/lang/en", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/lang/en/abbreviations.tsv", folder);
  FILE *file = fopen(path, "w");
  fputs("# comment\nMr.\ttitle\nMs.\ttitel\n", file);
  fclose(file);
  cr_expect_eq(load(folder, &error), TEXTAN_EDATA);
  cr_expect(strstr(error.message, "abbreviations.tsv:3: expected the kind") && strstr(error.message, "titel"),
            "says: %s", error.message);
  unload();
  unlink(path);
  snprintf(path, sizeof path, "%s/lang/en", folder);
  rmdir(path);
  snprintf(path, sizeof path, "%s/lang", folder);
  rmdir(path);
  rmdir(folder);
}

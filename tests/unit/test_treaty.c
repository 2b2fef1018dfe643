/* The plugin treaty: its tables, the names of instruments in a sentence, and what their cues say. */
#include "plugin_host.h"

#include <sys/stat.h>
#include <unistd.h>

#include "../../plugins/treaty/treaty.h"

static const textan_module module = {.struct_size = sizeof module, .name = "treaty", .version = "0.1.0"};
static struct lexicon_set *lexicons;
static struct regex_set *patterns;
static textan_host *host;
static textan_document *document;
static struct treaty_model model;
static struct treaty_scratch scratch;
static struct treaty_scene scene;
static const char *sentence_text;

static const char *source_folder(void) {
  const char *source = getenv("srcdir");
  return source ? source : ".";
}

static void set_up(void) {
  static char folder[4096];
  textan_error error = {0};
  snprintf(folder, sizeof folder, "%s/plugins/treaty", source_folder());
  lexicons = lexicon_set_new();
  patterns = regex_set_new();
  host = plugin_host_new(&module, folder, lexicons, patterns);
  document = document_new();
  model = (struct treaty_model){.words = host->extension(host, TEXTAN_WORDS),
                                .lexicon = host->extension(host, TEXTAN_LEXICON),
                                .views = host->extension(host, TEXTAN_VIEWS),
                                .document = host->document};
  cr_assert_eq(treaty_tables_load(&model, host, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(lexicon_set_compile(lexicons, &error), TEXTAN_OK, "%s", error.message);
}

static void tear_down(void) {
  free(scratch.items);
  free(scratch.marks);
  free(scratch.order);
  scratch = (struct treaty_scratch){0};
  treaty_tables_free(&model);
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
}

TestSuite(treaty, .init = set_up, .fini = tear_down);

/* Reads one sentence without entities; the number of its instruments. */
static size_t read_sentence(const char *language, const char *text) {
  textan_error error = {0};
  size_t size;
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK, "%s", error.message);
  sentence_text = text;
  scratch.item_count = scratch.alias_count = 0;
  scene = (struct treaty_scene){.model = &model, .document = document, .scratch = &scratch};
  scene.words = model.words->words(document, &scene.word_count);
  scene.folded = model.words->folded(document, &size);
  scene.language = treaty_language_find(&model, language);
  cr_assert(scene.language, "no tables of %s", language);
  scene.end = (uint32_t)scene.word_count;
  bool found = false;
  cr_assert_eq(treaty_marks_read(&scene, &found, &error), TEXTAN_OK, "%s", error.message);
  if (!found)
    return 0;
  cr_assert_eq(treaty_names_read(&scene, &error), TEXTAN_OK, "%s", error.message);
  treaty_statuses_read(&scene);
  return scratch.item_count;
}

/* The instrument whose mention is `mention`, or NULL. */
static const struct treaty_item *item_find(const char *mention) {
  for (size_t i = 0; i < scratch.item_count; i++) {
    const struct treaty_item *item = &scratch.items[i];
    const uint32_t begin = scene.words[item->first].begin, end = scene.words[item->end - 1].end;
    if (!(item->flags & ITEM_DROPPED) && strlen(mention) == end - begin &&
        memcmp(sentence_text + begin, mention, end - begin) == 0)
      return item;
  }
  return NULL;
}

struct expected {
  const char *language, *text, *mention, *kind, *status;
};

static void check(const struct expected *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    read_sentence(rows[i].language, rows[i].text);
    const struct treaty_item *item = item_find(rows[i].mention);
    cr_expect(item, "\"%s\" not found in \"%s\"", rows[i].mention, rows[i].text);
    if (!item)
      continue;
    cr_expect_str_eq(treaty_kind_name(item->kind), rows[i].kind, "%s", rows[i].text);
    cr_expect_str_eq(treaty_status_name(item->status), rows[i].status, "%s", rows[i].text);
  }
}

Test(treaty, names_reach_over_adjectives_and_topics) {
  static const struct expected rows[] = {
      {"en", "The ministers signed a double taxation agreement in spring.", "double taxation agreement", "agreement",
       "signed"},
      {"en", "They signed four cooperation documents today.", "four cooperation documents", "documents", "signed"},
      {"en", "They signed a protocol on the export of mangoes, lychees and dried fish, officials said.",
       "protocol on the export of mangoes, lychees and dried fish", "protocol", "signed"},
      {"en", "The envoys initialled a Memorandum of Understanding on bridge maintenance.",
       "Memorandum of Understanding on bridge maintenance", "memorandum_of_understanding", "initialled"},
      {"vi", "Hai bên ký Bản ghi nhớ về hợp tác đào tạo giáo viên.", "Bản ghi nhớ về hợp tác đào tạo giáo viên",
       "memorandum_of_understanding", "signed"},
      {"vi", "Hai nước ký nghị định thư về kiểm dịch chuối.", "nghị định thư về kiểm dịch chuối", "protocol", "signed"},
      {"vi", "Hai nước trao ba văn kiện hợp tác.", "ba văn kiện hợp tác", "documents", "signed"}};
  check(rows, sizeof rows / sizeof *rows);
}

Test(treaty, inner_instruments_have_their_own_status) {
  static const char text[] = "They signed a Protocol amending the Agreement on road transport.";
  static const struct expected rows[] = {
      {"en", text, "Protocol amending the Agreement on road transport", "protocol", "signed"},
      {"en", text, "Agreement on road transport", "agreement", "amended"},
      {"vi", "Hai bên ký Nghị định thư sửa đổi Hiệp định về vận tải đường bộ.", "Hiệp định về vận tải đường bộ",
       "agreement", "amended"}};
  check(rows, sizeof rows / sizeof *rows);
}

Test(treaty, modality_and_rank_decide_the_status) {
  static const struct expected rows[] = {
      {"en", "The ministers will sign a fisheries agreement.", "fisheries agreement", "agreement", "proposed"},
      {"en", "The customs treaty took effect in March.", "customs treaty", "treaty", "in_force"},
      {"en", "They pledged to implement the water treaty signed by their fathers.", "water treaty", "treaty",
       "implemented"},
      {"en", "The border accord was suspended by the new cabinet.", "border accord", "agreement", "suspended"},
      {"en", "Officials held talks on a visa waiver agreement.", "visa waiver agreement", "agreement", "negotiating"},
      {"vi", "Hai bên sẽ ký hiệp định dẫn độ.", "hiệp định dẫn độ", "agreement", "proposed"},
      {"vi", "Hiệp định hàng hải đã có hiệu lực.", "Hiệp định hàng hải", "agreement", "in_force"},
      {"vi", "Hai nước thực thi hiệp định thương mại biên giới.", "hiệp định thương mại biên giới", "agreement",
       "implemented"}};
  check(rows, sizeof rows / sizeof *rows);
}

Test(treaty, known_instruments_by_name_and_acronym) {
  read_sentence("en", "All sides respect the 1982 UNCLOS and the Paris Agreement.");
  const struct treaty_item *sea = item_find("1982 UNCLOS"), *climate = item_find("Paris Agreement");
  cr_assert(sea && climate);
  cr_expect_str_eq(sea->known->code, "UNCLOS");
  cr_expect_str_eq(climate->known->code, "PARIS-AGREEMENT");
  cr_expect_eq(read_sentence("en", "The unclos of the door was loud."), 0);
}

Test(treaty, counts_are_no_ordinals_and_no_years) {
  read_sentence("en", "They signed the 2011 agreements.");
  cr_assert_gt(scratch.item_count, 0);
  cr_expect_eq(scratch.items[0].count, 0);
  read_sentence("en", "They signed seventeen agreements.");
  cr_assert_gt(scratch.item_count, 0);
  cr_expect_eq(scratch.items[0].count, 17);
  read_sentence("vi", "Hai nước ký 12 văn kiện.");
  cr_assert_gt(scratch.item_count, 0);
  cr_expect_eq(scratch.items[0].count, 12);
}

Test(treaty, words_without_diacritics_count_only_in_texts_without) {
  read_sentence("vi", "Hai ben ky ban ghi nho ve hop tac giao duc.");
  cr_expect(item_find("ban ghi nho ve hop tac giao duc"));
  read_sentence("vi", "Ông Ban Ghi Nho ở Hà Nội.");
  cr_expect_eq(item_find("Ban Ghi Nho"), NULL);
}

Test(treaty, a_sentence_without_nouns_is_passed_over) {
  cr_expect_eq(read_sentence("en", "They agreed to meet again before the harvest."), 0);
  cr_expect_eq(read_sentence("en", "Experts will deal with the rest."), 0);
}

Test(treaty, unknown_languages_have_no_tables) {
  cr_expect_eq(treaty_language_find(&model, "und"), NULL);
  cr_expect(treaty_language_find(&model, "en-GB"));
}

/* ---- damaged tables ---------------------------------------------------------------------------------- */

static void write_file(const char *folder, const char *name, const char *content) {
  char path[4200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  cr_assert(file, "%s", path);
  fputs(content, file);
  fclose(file);
}

/* The message of loading tables of which one file holds `content`. */
static const char *damaged(const char *name, const char *content) {
  static textan_error error;
  static char folder[64];
  static const char *const empty[] = {
      "known.tsv",        "acronyms.tsv",       "blocs.tsv",         "status.tsv",          "lang/xx/nouns.tsv",
      "lang/xx/cues.tsv", "lang/xx/modals.tsv", "lang/xx/words.tsv", "lang/xx/numbers.tsv", "lang/xx/rejects.tsv"};
  char path[128];
  strcpy(folder, "/tmp/textan-treaty-XXXXXX");
  cr_assert(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/lang", folder);
  cr_assert_eq(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/lang/xx", folder);
  cr_assert_eq(mkdir(path, 0700), 0);
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
    write_file(folder, empty[i], "# empty\n");
  write_file(folder, "lang/xx/language.tsv", "modifiers\tbefore\n");
  write_file(folder, name, content);
  struct lexicon_set *set = lexicon_set_new();
  textan_host *other = plugin_host_new(&module, folder, set, patterns);
  struct treaty_model tables = {.words = model.words, .lexicon = model.lexicon};
  error = (textan_error){0};
  const textan_status status = treaty_tables_load(&tables, other, &error);
  cr_expect_eq(status, *error.message ? TEXTAN_EDATA : TEXTAN_OK);
  treaty_tables_free(&tables);
  host_free(other);
  lexicon_set_free(set);
  char command[160];
  snprintf(command, sizeof command, "rm -r %s", folder);
  cr_assert_eq(system(command), 0);
  return error.message;
}

Test(treaty, damaged_tables_are_named_with_their_line) {
  cr_expect_str_eq(damaged("lang/xx/nouns.tsv", "pakt\tagreement\n"), "");
  cr_expect_str_eq(damaged("lang/xx/nouns.tsv", "# note\npakt\tpakt\n"),
                   "lang/xx/nouns.tsv:2: expected a kind of instrument, found \"pakt\"");
  cr_expect_str_eq(damaged("lang/xx/nouns.tsv", "pakt\tagreement\tweek\n"),
                   "lang/xx/nouns.tsv:1: expected flags of the README's table, found \"week\"");
  cr_expect_str_eq(damaged("lang/xx/cues.tsv", "sign\tsigned\tact\n"),
                   "lang/xx/cues.tsv:1: expected \"before\", \"after\", \"always\" or \"relative\" among the flags, "
                   "found \"act\"");
  cr_expect_str_eq(damaged("lang/xx/cues.tsv", "sign\tsinged\tbefore\n"),
                   "lang/xx/cues.tsv:1: expected a status of instruments or nothing, found \"singed\"");
  cr_expect_str_eq(damaged("lang/xx/modals.tsv", "will\tsoon\n"),
                   "lang/xx/modals.tsv:1: expected plain, future, wish or negated, found \"soon\"");
  cr_expect_str_eq(damaged("lang/xx/words.tsv", "on\t\n"),
                   "lang/xx/words.tsv:1: expected classes of the README's table, found \"\"");
  cr_expect_str_eq(damaged("lang/xx/numbers.tsv", "two\t2x\n"),
                   "lang/xx/numbers.tsv:1: expected a number from 1 to 100000, found \"2x\"");
  cr_expect_str_eq(damaged("lang/xx/language.tsv", "modifiers\tbehind\n"),
                   "lang/xx/language.tsv:1: expected \"before\" or \"after\", found \"behind\"");
  cr_expect_str_eq(damaged("lang/xx/language.tsv", "# nothing\n"),
                   "lang/xx/language.tsv: expected the setting \"modifiers\", found none");
  cr_expect_str_eq(damaged("status.tsv", "signed\thigh\t\t\t\n"),
                   "status.tsv:1: expected a rank from 0 to 255, found \"high\"");
  cr_expect_str_eq(damaged("known.tsv", "Pakt\t\tagreement\n"),
                   "known.tsv:1: expected a code in the second column, found \"\"");
}

/* libtextan, linked as a program that embeds it is.  Runs in the build folder, with the plugins of tests/tree. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <textan/textan.h>
#include <textan/version.h>
#include <unistd.h>

static const char english[] = "Vietnam exported rice worth USD 500 million to Belarus in 2023.";

static char path[] = "/tmp/textan-library-XXXXXX";
static textan_run *run;
static textan_worker *worker;
static textan_error error;

/* What the callbacks heard. */
static struct {
  char diagnostics[4000];
  size_t errors, warnings;
  char log[1000];
} heard;

static void hear_diagnostic(void *context, const textan_diagnostic *diagnostic) {
  cr_assert_eq(context, &heard);
  cr_assert_eq(diagnostic->struct_size, sizeof *diagnostic);
  const size_t used = strlen(heard.diagnostics);
  snprintf(heard.diagnostics + used, sizeof heard.diagnostics - used, "%d %s\n%s", diagnostic->line,
           diagnostic->message, diagnostic->notes);
  *(diagnostic->error ? &heard.errors : &heard.warnings) += 1;
}

static void hear_log(void *context, int level, const char *instance, const char *message) {
  cr_assert_eq(context, &heard);
  snprintf(heard.log, sizeof heard.log, "%d %s: %s", level, instance, message);
}

static const textan_run_options options = {.struct_size = sizeof options,
                                           .plugin_folders = "tests/tree",
                                           .context = &heard,
                                           .diagnostic = hear_diagnostic,
                                           .log = hear_log};

/* ---- set-up ---- */

static textan_status load(const char *config) {
  FILE *file = fopen(path, "w");
  cr_assert(file);
  fputs("format = 1;\n", file);
  fputs(config, file);
  fclose(file);
  return textan_run_load(path, &options, &run, &error);
}

static void set_up(void) {
  const int file = mkstemp(path);
  cr_assert(file >= 0);
  close(file);
}

static void tear_down(void) {
  textan_worker_free(worker);
  textan_run_free(run);
  unlink(path);
}

TestSuite(library, .init = set_up, .fini = tear_down);

static void start(const char *config, const char *corpus) {
  cr_assert_eq(load(config), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(textan_worker_new(run, corpus, &worker, &error), TEXTAN_OK, "%s", error.message);
}

static textan_status analyse(const char *text) {
  return textan_worker_analyse(worker, "one", text, strlen(text), NULL, 0, &error);
}

static const textan_document_api *functions(void) {
  return textan_document_functions();
}

static size_t count(const char *layer) {
  textan_annotation_view view;
  size_t number = 0;
  for (size_t position = 0; functions()->next(textan_worker_document(worker), layer, &position, &view);)
    number++;
  return number;
}

#define STEPS "steps = ( { id = \"segment\"; use = \"segment\"; }, { id = \"entities\"; use = \"entities\"; } );\n"
#define MOODY "steps = ( { id = \"mood\"; use = \"moody\"; } );\n"

/* ---- texts ---- */

Test(library, walks_what_the_steps_found) {
  start("run = { id = \"trade\"; };" STEPS, NULL);
  cr_assert_str_eq(textan_run_corpus(run, 0), "trade");
  cr_assert_null(textan_run_corpus(run, 1));
  cr_assert_null(textan_run_output(run, 0));
  const textan_feature paid = {"paid", {.type = TEXTAN_BOOLEAN, .as = {.boolean = true}}};
  cr_assert_eq(textan_worker_analyse(worker, "one", english, strlen(english), &paid, 1, &error), TEXTAN_OK, "%s",
               error.message);
  const textan_document *document = textan_worker_document(worker);
  size_t size, tokens, sentences;
  cr_assert_str_eq(functions()->text(document, &size), english);
  cr_assert_eq(size, strlen(english));
  cr_assert_str_eq(functions()->id(document), "one");
  cr_assert_str_eq(functions()->corpus(document), "trade");
  cr_assert(functions()->attribute(document, "paid")->as.boolean);
  cr_assert(textan_worker_tokens(worker, &tokens));
  cr_assert(textan_worker_sentences(worker, &sentences));
  cr_assert_eq(tokens, 12);
  cr_assert_eq(sentences, 1);
  textan_annotation_view view;
  size_t position = 0;
  cr_assert(functions()->next(document, "entity", &position, &view));
  cr_assert_str_eq(view.by, "entities");
  cr_assert_eq(strncmp(english + view.begin, "Vietnam", view.end - view.begin), 0);
  cr_assert_str_eq(functions()->feature(document, view.id, "code")->as.string.data, "VN");
  cr_assert_eq(count("entity"), 4);
}

Test(library, holds_an_empty_document_before_the_first_text) {
  start(MOODY, NULL);
  const textan_document *document = textan_worker_document(worker);
  size_t size, tokens, sentences;
  cr_assert_str_eq(functions()->text(document, &size), "");
  cr_assert_str_eq(functions()->id(document), "");
  cr_assert_str_eq(functions()->source(document), "");
  textan_worker_tokens(worker, &tokens);
  textan_worker_sentences(worker, &sentences);
  cr_assert_eq(size + tokens + sentences + count(NULL), 0);
}

Test(library, copies_the_text) {
  start(MOODY, NULL);
  char text[] = "passing";
  cr_assert_eq(textan_worker_analyse(worker, NULL, text, 4, NULL, 0, &error), TEXTAN_OK);
  memset(text, 'x', sizeof text - 1);
  size_t size;
  cr_assert_str_eq(functions()->text(textan_worker_document(worker), &size), "pass");
  cr_assert_eq(size, 4);
  /* The plugin marks the first byte, and an empty text has none. */
  cr_assert_eq(textan_worker_analyse(worker, NULL, NULL, 0, NULL, 0, &error), TEXTAN_EINTERNAL);
}

Test(library, reads_relations_and_hears_the_log) {
  start(MOODY, NULL);
  cr_assert_eq(analyse("speak and relate"), TEXTAN_OK, "%s", error.message);
  cr_assert_str_eq(heard.log, "2 mood: the text speaks");
  textan_relation relation;
  cr_assert_eq(functions()->relation_count(textan_worker_document(worker)), 1);
  functions()->relation_at(textan_worker_document(worker), 0, &relation);
  cr_assert_str_eq(relation.type, "same");
  cr_assert_str_eq(relation.by, "mood");
}

Test(library, goes_on_behind_a_text_that_fails) {
  start(MOODY "outputs = ( { id = \"lines\"; use = \"jsonl\"; } );", NULL);
  const char *bytes, *step, *reason;
  size_t size;
  cr_assert_eq(analyse("fail"), TEXTAN_EINPUT);
  cr_assert_str_eq(error.message, "failed in \"mood\": the text says so");
  cr_assert_eq(count(NULL), 0);
  cr_assert(functions()->failure(textan_worker_document(worker), &step, &reason));
  cr_assert_str_eq(step, "mood");
  cr_assert_str_eq(reason, "the text says so");
  cr_assert_eq(textan_worker_render(worker, NULL, &bytes, &size, &error), TEXTAN_OK, "%s", error.message);
  cr_assert(strstr(bytes, "the text says so"));
  cr_assert_eq(analyse("\xFF"), TEXTAN_EINPUT);
  cr_assert(strstr(error.message, "failed in \"decode\": ") == error.message, "%s", error.message);
  cr_assert_eq(textan_worker_analyse(worker, "x", "fail", 4, NULL, 0, NULL), TEXTAN_EINPUT);
  const textan_feature misnamed = {"Not a name", {.type = TEXTAN_BOOLEAN, .as = {.boolean = true}}};
  cr_assert_eq(textan_worker_analyse(worker, "x", "good", 4, &misnamed, 1, &error), TEXTAN_EINTERNAL);
  cr_assert_eq(analyse("good"), TEXTAN_OK);
  cr_assert_eq(count("mark"), 1);
  cr_assert_not(functions()->failure(textan_worker_document(worker), &step, &reason));
}

Test(library, renders_by_the_outputs_of_the_run) {
  start(MOODY
        "outputs = ( { id = \"lines\"; use = \"jsonl\"; path = \"no/folder\"; params = { layers = [ \"mark\" ]; }; },\n"
        "            { id = \"more\"; use = \"jsonl\"; params = { text = false; }; } );",
        NULL);
  const char *lines, *more;
  size_t lines_size, more_size;
  cr_assert_str_eq(textan_run_output(run, 1), "more");
  cr_assert_eq(analyse("good"), TEXTAN_OK);
  cr_assert_eq(textan_worker_render(worker, "lines", &lines, &lines_size, &error), TEXTAN_OK);
  cr_assert_eq(textan_worker_render(worker, "more", &more, &more_size, &error), TEXTAN_OK);
  cr_assert(lines_size > more_size);
  cr_assert_eq(strlen(lines), lines_size);
  cr_assert(strstr(lines, "\"text\":\"good\"") && strstr(lines, "\"layer\":\"mark\""), "%s", lines);
  cr_assert_not(strstr(more, "\"text\":\"good\""), "%s", more);
  cr_assert_eq(textan_worker_render(worker, NULL, &more, &more_size, &error), TEXTAN_ECONFIG);
  cr_assert_str_eq(error.message, "the run has more than one output; name the one that is meant");
  cr_assert_eq(textan_worker_render(worker, "less", &more, &more_size, &error), TEXTAN_ECONFIG);
  cr_assert_str_eq(error.message, "the run has no output \"less\"");
  cr_assert_null(more);
}

/* ---- runs ---- */

Test(library, works_for_the_corpus_that_is_named) {
  start(MOODY
        "corpora = ( { id = \"plain\"; lang = \"vi\"; },\n"
        "            { id = \"bare\"; reader = \"files\"; paths = [ \"nowhere\" ];\n"
        "              patch = ( { step = \"mood\"; disable = true; } ); } );",
        "bare");
  cr_assert_eq(analyse("good"), TEXTAN_OK);
  cr_assert_eq(count("mark"), 0);
  textan_worker_free(worker);
  cr_assert_eq(textan_worker_new(run, "plain", &worker, &error), TEXTAN_OK);
  cr_assert_eq(analyse("good"), TEXTAN_OK);
  cr_assert_eq(count("mark"), 1);
  cr_assert_str_eq(functions()->attribute(textan_worker_document(worker), "lang")->as.string.data, "vi");
  textan_worker *none;
  cr_assert_eq(textan_worker_new(run, NULL, &none, &error), TEXTAN_ECONFIG);
  cr_assert_null(none);
  cr_assert_eq(textan_worker_new(run, "plan", &none, &error), TEXTAN_ECONFIG);
  cr_assert_str_eq(error.message, "the run has no corpus \"plan\"");
}

Test(library, keeps_runs_apart) {
  static const char *const settings[] = {"figures.currencies=[\"EUR\"]"};
  textan_run *other;
  textan_worker *other_worker;
  start(STEPS, NULL);
  textan_run_options changed = options;
  FILE *file = fopen(path, "w");
  cr_assert(file);
  fputs("format = 1; " MOODY, file);
  fclose(file);
  cr_assert_eq(textan_run_load(path, &changed, &other, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(textan_worker_new(other, NULL, &other_worker, &error), TEXTAN_OK);
  cr_assert_eq(analyse(english), TEXTAN_OK);
  cr_assert_eq(textan_worker_analyse(other_worker, "two", english, strlen(english), NULL, 0, &error), TEXTAN_OK);
  cr_assert_eq(count("entity"), 4);
  cr_assert_eq(count("mark"), 0);
  textan_worker_free(other_worker);
  textan_run_free(other);
  cr_assert_eq(count("entity"), 4);
  changed.settings = settings;
  changed.setting_count = 1;
  cr_assert_eq(textan_run_load(path, &changed, &other, &error), TEXTAN_ECONFIG);
  cr_assert_null(other);
  cr_assert(strstr(error.message, "there is no step \"figures\""), "%s", error.message);
}

Test(library, tells_every_mistake) {
  cr_assert_eq(load("steps = ( { id = \"mood\"; use = \"mody\"; },\n"
                    "          { id = \"segment\"; use = \"segment\"; parms = { }; } );\n"
                    "outputs = ( { id = \"lines\" } );\n"),
               TEXTAN_ECONFIG);
  cr_assert_null(run);
  cr_assert_eq(heard.errors, 3, "%s", heard.diagnostics);
  cr_assert(strstr(heard.diagnostics, "2 step \"mood\": there is no plugin \"mody\""), "%s", heard.diagnostics);
  cr_assert(strstr(heard.diagnostics, "did you mean \"moody\"?"), "%s", heard.diagnostics);
  cr_assert(strstr(heard.diagnostics, "3 step \"segment\": unknown setting \"parms\""), "%s", heard.diagnostics);
  cr_assert(strstr(error.message, ":2: step \"mood\": there is no plugin \"mody\""), "%s", error.message);
  cr_assert(strstr(error.message, " (the first of 3 errors)"), "%s", error.message);
}

Test(library, says_why_nothing_was_loaded) {
  cr_assert_eq(textan_run_load("no/such.cfg", NULL, &run, &error), TEXTAN_ECONFIG);
  cr_assert_str_eq(error.message, "no/such.cfg: cannot be read: No such file or directory");
  cr_assert_eq(textan_run_load("no/such.cfg", &options, &run, NULL), TEXTAN_ECONFIG);
  textan_run_options changed = options;
  changed.plugin_folders = "/no/such/folder";
  cr_assert_eq(textan_run_load(path, &changed, &run, &error), TEXTAN_ECONFIG);
  cr_assert(strstr(error.message, "/no/such/folder"), "%s", error.message);
  /* A struct that ends before the callbacks, as an older program's may. */
  heard.errors = 0;
  changed = options;
  changed.struct_size = offsetof(textan_run_options, context);
  cr_assert_eq(textan_run_load("no/such.cfg", &changed, &run, &error), TEXTAN_ECONFIG);
  cr_assert_eq(heard.errors, 0);
  cr_assert_str_eq(textan_version(), TEXTAN_VERSION);
}

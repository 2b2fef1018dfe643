/* Configurations: what a valid file becomes, and the exact words about wrong ones (config_mistakes.txt). */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "config.h"
#include "fake_registry.h"
#include "parameters.h"

/* Stands in files of the tests for a corpus and an output that are right. */
static const char rest[] =
    "corpora = ( { id = \"news\"; reader = \"lines\"; paths = [ \"*.txt\" ]; } ); "
    "outputs = ( { id = \"out\"; use = \"lines\"; path = \"-\"; } );\n";

/* ---- files of a test ---- */

static char folder[] = "config-XXXXXX"; /* in the folder that the tests run in */
static char start[PATH_MAX];

static void enter_folder(void) {
  cr_assert(getcwd(start, sizeof start));
  cr_assert(mkdtemp(folder));
  cr_assert_eq(chdir(folder), 0);
}

static void leave_folder(void) {
  char command[40];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  cr_assert_eq(chdir(start), 0);
  cr_assert_eq(system(command), 0);
}

static void write_file(const char *name, const char *text, size_t size) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", name);
  if (strchr(path, '/')) {
    *strchr(path, '/') = '\0';
    mkdir(path, 0700);
  }
  FILE *stream = fopen(name, "wb");
  cr_assert(stream, "%s cannot be written", name);
  cr_assert_eq(fwrite(text, 1, size, stream), size);
  fclose(stream);
}

/* Reads run.cfg; *messages gets what the user would see, "" when all is right. */
static struct config *read_run(const struct config_overrides *overrides, char **messages) {
  struct diagnostics *diagnostics = diagnostics_new();
  struct config *config = NULL;
  size_t size = 0;
  config_load("run.cfg", overrides, fake_registry(), diagnostics, &config);
  FILE *stream = open_memstream(messages, &size);
  if (diagnostics_errors(diagnostics) || diagnostics_warnings(diagnostics))
    diagnostics_print(diagnostics, stream);
  fclose(stream);
  diagnostics_free(diagnostics);
  return config;
}

/* A configuration that must be right. */
static struct config *read_good(const char *text, const struct config_overrides *overrides) {
  char *messages = NULL;
  write_file("run.cfg", text, strlen(text));
  struct config *config = read_run(overrides, &messages);
  cr_assert_str_eq(messages, "");
  cr_assert(config);
  free(messages);
  return config;
}

/* ---- the table of mistakes ---- */

/* One case of the table as it is collected. */
struct mistake_case {
  char name[200];
  const char *sets[8];
  size_t set_count;
  const char *corpus;
  struct buffer file;
  char file_name[100];
  bool expects; /* the lines belong to the expected messages */
  struct buffer expected;
};

static size_t cases_run;

static void end_file(struct mistake_case *one) {
  if (one->file_name[0])
    write_file(one->file_name, one->file.data ? one->file.data : "", one->file.size);
  one->file_name[0] = '\0';
  buffer_clear(&one->file);
}

static void end_case(struct mistake_case *one) {
  if (one->expects) {
    const struct config_overrides overrides = {.sets = one->sets, .set_count = one->set_count, .corpus = one->corpus};
    char *messages = NULL;
    struct config *config = read_run(&overrides, &messages);
    const char *expected = one->expected.data ? one->expected.data : "";
    cr_expect_str_eq(messages, expected, "case \"%s\" says\n%sand not\n%s", one->name, messages, expected);
    cr_expect_eq(config != NULL, strstr(expected, ": error: ") == NULL, "case \"%s\"", one->name);
    config_free(config);
    free(messages);
    cases_run++;
  }
  buffer_free(&one->file);
  buffer_free(&one->expected);
  *one = (struct mistake_case){0};
  cr_assert_eq(system("rm -rf ./*"), 0);
  write_file("list.tsv", "x\n", 2);
}

/* A line of the table: "== name", "-- file NAME", "-- set WORD", "-- corpus ID", "-- says", or of a file or message. */
static void take_line(struct mistake_case *one, char *line) {
  static char words[8][200];
  if (strncmp(line, "== ", 3) == 0 || strncmp(line, "-- ", 3) == 0)
    line[strcspn(line, "\n")] = '\0';
  if (strncmp(line, "== ", 3) == 0) {
    end_case(one);
    snprintf(one->name, sizeof one->name, "%s", line + 3);
  } else if (strncmp(line, "-- file ", 8) == 0) {
    end_file(one);
    snprintf(one->file_name, sizeof one->file_name, "%s", line + 8);
  } else if (strncmp(line, "-- set ", 7) == 0) {
    snprintf(words[one->set_count], sizeof words[0], "%s", line + 7);
    one->sets[one->set_count] = words[one->set_count];
    one->set_count++;
  } else if (strncmp(line, "-- corpus ", 10) == 0) {
    snprintf(words[7], sizeof words[7], "%s", line + 10);
    one->corpus = words[7];
  } else if (strcmp(line, "-- says") == 0) {
    end_file(one);
    one->expects = true;
  } else if (one->expects && line[0] != '\n')
    buffer_text(&one->expected, line);
  else if (one->file_name[0])
    buffer_text(&one->file, strcmp(line, "%rest\n") == 0 ? rest : line);
}

Test(config, says_what_is_wrong_and_where, .init = enter_folder, .fini = leave_folder) {
  char path[PATH_MAX + 64];
  const char *source = getenv("srcdir");
  if (source && source[0] == '/')
    snprintf(path, sizeof path, "%s/tests/unit/config_mistakes.txt", source);
  else
    snprintf(path, sizeof path, "%s/%s/tests/unit/config_mistakes.txt", start, source ? source : ".");
  FILE *stream = fopen(path, "rb");
  cr_assert(stream, "%s cannot be read", path);
  char *line = NULL;
  size_t size = 0;
  struct mistake_case one = {0};
  while (getline(&line, &size, stream) > 0)
    if (line[0] != '#' || one.expects || one.file_name[0])
      take_line(&one, line);
  end_case(&one);
  free(line);
  fclose(stream);
  cr_assert_geq(cases_run, 30);
}

/* ---- valid files ---- */

static const char good[] =
    "format = 1;\n"
    "run = { id = \"trade\"; };\n"
    "steps = ( { id = \"lang\"; use = \"langid@1\"; }, { id = \"tok\"; use = \"tokens\"; },\n"
    "  { id = \"ents\"; use = \"entities@1\"; params = { min_score = .250; types = ( \"GPE\" ); window = -0; }; },\n"
    "  { id = \"treaties\"; use = \"treaty\"; } );\n"
    "corpora = ( { id = \"a\"; reader = \"lines@2\"; paths = [ \"list.tsv\", \"-\" ]; lang = \"vi\"; \n"
    "    params = { limit = 5000000000; rename = { a = \"b\"; c = \"d\"; }; }; },\n"
    "  { id = \"b\"; reader = \"lines\"; paths = [ \"*.txt\" ]; decoder = \"brat\";\n"
    "    patch = ( { step = \"ents\"; set = { params = { mode = \"exact\"; }; }; },\n"
    "      { step = \"lang\"; disable = true; }, { step = \"tok\"; disable = false; },\n"
    "      { add = { id = \"dig\"; use = \"digest\"; }; after = \"treaties\"; },\n"
    "      { add = { id = \"first\"; use = \"rules\"; }; before = \"tok\"; } ); } );\n"
    "outputs = ( { id = \"l\"; use = \"lines\"; path = \"out/%{corpus}-%{run}.txt\"; } );\n";

Test(config, reads_a_valid_file, .init = enter_folder, .fini = leave_folder) {
  write_file("list.tsv", "x\n", 2);
  struct config *config = read_good(good, NULL);
  char *here = realpath(".", NULL), expected[PATH_MAX + 20];
  cr_assert_str_eq(config->run_id, "trade");
  cr_assert_eq(config->corpus_count, 2);
  cr_assert_eq(config->output_count, 1);
  cr_assert_str_eq(config->outputs[0].path, "out/%{corpus}-%{run}.txt");
  const struct corpus *corpus = &config->corpora[0];
  cr_assert_str_eq(corpus->lang, "vi");
  cr_assert_str_eq(corpus->reader.id, "a");
  cr_assert_not(corpus->decoder_named);
  cr_assert_str_eq(corpus->decoder.plugin->module->name, "plain");
  cr_assert_eq(corpus->path_count, 2);
  snprintf(expected, sizeof expected, "%s/list.tsv", here);
  cr_assert_str_eq(corpus->paths[0], expected);
  cr_assert_str_eq(corpus->paths[1], "-");
  cr_assert_eq(parameters_api.integer(corpus->reader.parameters, "limit"), 5000000000);
  cr_assert_eq(parameters_api.count(corpus->reader.parameters, "rename"), 2);
  cr_assert_str_eq(parameters_api.key_at(corpus->reader.parameters, "rename", 1), "c");
  cr_assert_str_eq(parameters_api.string_at(corpus->reader.parameters, "rename", 1), "d");
  cr_assert_eq(corpus->step_count, 4);
  cr_assert_str_eq(corpus->steps[2]->use.id, "ents");
  cr_assert_eq(corpus->steps[2]->use.origin.line, 4);
  cr_assert_str_eq(corpus->steps[2]->produces[0].name, "entity");
  const textan_decimal score = parameters_api.decimal(corpus->steps[2]->use.parameters, "min_score");
  cr_assert_eq(score.mantissa, 25);
  cr_assert_eq(score.exponent, -2);
  free(here);
  config_free(config);
}

Test(config, patches_one_corpus_only, .init = enter_folder, .fini = leave_folder) {
  write_file("list.tsv", "x\n", 2);
  struct config *config = read_good(good, NULL);
  const struct corpus *a = &config->corpora[0], *b = &config->corpora[1];
  const char *const ids[] = {"first", "tok", "ents", "treaties", "dig"};
  cr_assert_eq(b->step_count, 5);
  for (size_t i = 0; i < 5; i++)
    cr_assert_str_eq(b->steps[i]->use.id, ids[i]);
  cr_assert_eq(a->steps[1], b->steps[1], "an unpatched step is shared");
  cr_assert_neq(a->steps[2], b->steps[2]);
  cr_assert_str_eq(parameters_api.string(a->steps[2]->use.parameters, "mode"), "fast");
  cr_assert_str_eq(parameters_api.string(b->steps[2]->use.parameters, "mode"), "exact");
  cr_assert_eq(parameters_api.decimal(b->steps[2]->use.parameters, "min_score").mantissa, 25, "the rest is kept");
  cr_assert_eq(config->step_count, 7);
  config_free(config);
}

Test(config, asks_a_plugin_for_its_layers, .init = enter_folder, .fini = leave_folder) {
  char text[1000];
  snprintf(text, sizeof text,
           "format = 1; steps = ( { id = \"r\"; use = \"rules\"; params = { layer = \"treaty\"; }; }, "
           "{ id = \"d\"; use = \"digest\"; } );\n%s",
           rest);
  struct config *config = read_good(text, NULL);
  cr_assert_str_eq(config->steps[0]->produces[0].name, "treaty");
  cr_assert_str_eq(config->run_id, "run", "the file's name is the default");
  config_free(config);
}

Test(config, lays_files_on_those_they_extend, .init = enter_folder, .fini = leave_folder) {
  static const char base[] =
      "format = 1; run = { id = \"base\"; };\n"
      "steps = ( { id = \"t\"; use = \"tokens\"; }, { id = \"e\"; use = \"entities\"; params = { "
      "window = 7; list = \"words.tsv\"; }; },\n"
      "{ id = \"x\"; use = \"entities\"; params = { window = 8; }; } );\n";
  static const char second[] = "format = 1; steps = ( { id = \"e\"; params = { window = 9; }; } );\n";
  char text[2000];
  write_file("lib/base.cfg", base, sizeof base - 1);
  write_file("lib/words.tsv", "x\n", 2);
  write_file("lib/second.cfg", second, sizeof second - 1);
  snprintf(text, sizeof text,
           "format = 1; extends = [ \"lib/base.cfg\", \"lib/second.cfg\" ];\n"
           "steps = ( { id = \"x\"; use = \"my_entities\"; }, { id = \"e\"; params = { mode = \"exact\"; }; }, "
           "{ id = \"new\"; use = \"rules\"; } );\n%s",
           rest);
  struct config *config = read_good(text, NULL);
  const char *const ids[] = {"t", "e", "x", "new"};
  cr_assert_str_eq(config->run_id, "base");
  cr_assert_eq(config->step_count, 4);
  for (size_t i = 0; i < 4; i++)
    cr_assert_str_eq(config->steps[i]->use.id, ids[i]);
  const textan_parameters *entities = config->steps[1]->use.parameters;
  cr_assert_eq(parameters_api.integer(entities, "window"), 9);
  cr_assert_str_eq(parameters_api.string(entities, "mode"), "exact");
  cr_assert(strstr(parameters_api.string(entities, "list"), "/lib/words.tsv"), "relative to the file that names it");
  cr_assert_str_eq(config->steps[2]->use.plugin->module->name, "my_entities");
  config_free(config);
}

Test(config, takes_parameters_from_the_command_line, .init = enter_folder, .fini = leave_folder) {
  static const char *const sets[] = {"ents.types=GPE,PERSON", "ents.min_score=0.75", "ents.nested=true",
                                     "ents.weights=[1, 0.5]", "ents.patience=500ms", "ents.mode=\"exact\"",
                                     "ents.memory=10MB",      "ents.list=list.tsv",  "ents.window=0x10",
                                     "ents.window=3",         "ents.lists=list.tsv"};
  const struct config_overrides overrides = {.sets = sets, .set_count = sizeof sets / sizeof sets[0], .corpus = "a"};
  write_file("list.tsv", "x\n", 2);
  struct config *config = read_good(good, &overrides);
  cr_assert_eq(config->corpus_count, 1);
  cr_assert_eq(config->step_count, 4, "steps of other corpora are left out");
  const textan_parameters *parameters = config->steps[2]->use.parameters;
  cr_assert_eq(parameters_api.count(parameters, "types"), 2);
  cr_assert_str_eq(parameters_api.string_at(parameters, "types", 1), "PERSON");
  cr_assert_eq(parameters_api.decimal(parameters, "min_score").mantissa, 75);
  cr_assert(parameters_api.boolean(parameters, "nested"));
  cr_assert_eq(parameters_api.decimal_at(parameters, "weights", 1).mantissa, 5);
  cr_assert_eq(parameters_api.duration(parameters, "patience"), 500);
  cr_assert_eq(parameters_api.size(parameters, "memory"), 10000000);
  cr_assert_str_eq(parameters_api.string(parameters, "mode"), "exact");
  cr_assert_eq(parameters_api.integer(parameters, "window"), 3, "the last one counts");
  cr_assert(strstr(parameters_api.string(parameters, "list"), "/list.tsv"));
  config_free(config);
}

Test(config, reads_defaults, .init = enter_folder, .fini = leave_folder) {
  char text[1000];
  snprintf(text, sizeof text,
           "\xEF\xBB\xBF"
           "format = 1; steps = ( { id = \"t\"; use = \"tokens\"; }, { id = \"e\"; use = \"entities\"; } );;\n%s",
           rest);
  struct config *config = read_good(text, NULL);
  const textan_parameters *parameters = config->steps[1]->use.parameters;
  cr_assert_eq(parameters_api.decimal(parameters, "min_score").mantissa, 5);
  cr_assert_eq(parameters_api.count(parameters, "types"), 2);
  cr_assert_eq(parameters_api.duration(parameters, "patience"), 2000);
  cr_assert_eq(parameters_api.size(parameters, "memory"), 65536);
  cr_assert_not(parameters_api.is_set(parameters, "list"));
  cr_assert_null(parameters_api.string(parameters, "list"));
  cr_assert_eq(parameters_api.count(parameters, "weights"), 0);
  config_free(config);
}

Test(config, names_the_line_that_is_no_text, .init = enter_folder, .fini = leave_folder) {
  static const struct {
    const char *text;
    size_t size;
    const char *says;
  } rows[] = {
      {"format = 1;\n# \xC3(\n", 16,
       "run.cfg:2: error: byte 0xC3 is not UTF-8: save the file in that encoding\n1 error, 0 warnings; nothing was "
       "run\n"},
      {"format = 1;\n\n\0", 14,
       "run.cfg:3: error: a NUL byte stands here: this is not a text file\n1 error, 0 warnings; nothing was run\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char *messages = NULL;
    write_file("run.cfg", rows[i].text, rows[i].size);
    cr_assert_null(read_run(NULL, &messages));
    cr_assert_str_eq(messages, rows[i].says);
    free(messages);
  }
}

/* A file that was cut off anywhere gives messages or a configuration, never both, never neither. */
Test(config, survives_files_cut_short, .init = enter_folder, .fini = leave_folder, .timeout = 60) {
  write_file("list.tsv", "x\n", 2);
  for (size_t size = 0; size < sizeof good; size++) {
    char *messages = NULL;
    write_file("run.cfg", good, size);
    struct config *config = read_run(NULL, &messages);
    cr_assert_neq(config != NULL, messages[0] != '\0', "%zu bytes: %s", size, messages);
    config_free(config);
    free(messages);
  }
}

/* A file in which any byte was replaced does the same. */
Test(config, survives_damaged_files, .init = enter_folder, .fini = leave_folder, .timeout = 60) {
  static const char bytes[] = {'\0', '"', '{', ')', ',', '=', '\\', '\n', '0', '@', '\xC3'};
  write_file("list.tsv", "x\n", 2);
  char text[sizeof good];
  for (size_t i = 0; i + 1 < sizeof good; i++) {
    char *messages = NULL;
    memcpy(text, good, sizeof good);
    text[i] = bytes[i % sizeof bytes];
    write_file("run.cfg", text, sizeof good - 1);
    struct config *config = read_run(NULL, &messages);
    cr_assert_neq(config != NULL, strstr(messages, "error: ") != NULL, "byte %zu: %s", i, messages);
    cr_assert_null(strstr(messages, "libconfig: "), "byte %zu is not explained: %s", i, messages);
    config_free(config);
    free(messages);
  }
}

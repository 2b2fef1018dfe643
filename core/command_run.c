/* textan run: analyses the documents of a configuration's corpora. */
#include <errno.h>
#include <stdlib.h>

#include "commands.h"
#include "config.h"
#include "run.h"

static const struct option_row options[] = {
    {"config", 'c', "FILE", "the run's configuration"},
    {"set", 0, "STEP.PARAMETER=VALUE", "sets a parameter of a step; may be repeated"},
    {"corpus", 0, "ID", "runs this corpus only"},
    {"limit", 0, "N", "reads at most N documents of each corpus"},
    {"out", 0, "FOLDER", "writes outputs beneath FOLDER, not the working directory"},
    {"stats", 0, NULL, "prints the processor time that each step took"},
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

/* False, with a message, when the text is no count of documents. */
static bool read_limit(const char *text, uint64_t *limit) {
  char *end = NULL;
  errno = 0;
  const unsigned long long number = strtoull(text, &end, 10);
  if (text[0] < '0' || text[0] > '9' || *end || errno || !number) {
    fprintf(stderr, "textan run: error: --limit wants a whole number from 1, not \"%s\"\n", text);
    return false;
  }
  *limit = number;
  return true;
}

/* Reads the configuration, loads the models and runs them. */
static int run(const struct option_values *values, struct registry *registry, const struct run_options *run_options) {
  struct config_overrides overrides = {.corpus = option_value(values, "corpus")};
  overrides.set_count = option_list(values, "set", &overrides.sets);
  struct diagnostics *diagnostics = diagnostics_new();
  struct config *config = NULL;
  struct models *models = NULL;
  config_load(option_value(values, "config"), &overrides, registry, diagnostics, &config);
  if (config)
    models = models_new(config, diagnostics);
  int code = EXIT_CONFIGURATION;
  if (diagnostics_errors(diagnostics) || diagnostics_warnings(diagnostics))
    diagnostics_print(diagnostics, stderr);
  if (models)
    code = (int)run_execute(models, run_options);
  models_free(models);
  config_free(config);
  diagnostics_free(diagnostics);
  return code;
}

static int command(const struct option_values *values) {
  struct run_options run_options = {.output_folder = option_value(values, "out"),
                                    .statistics = option_given(values, "stats")};
  if (!option_value(values, "config")) {
    fprintf(stderr, "textan run: error: no configuration was named\n  usage: textan run %s\n",
            verb_run_documents.usage);
    return EXIT_CONFIGURATION;
  }
  if (option_value(values, "limit") && !read_limit(option_value(values, "limit"), &run_options.limit))
    return EXIT_CONFIGURATION;
  struct registry *registry = NULL;
  textan_error error;
  if (registry_new(option_value(values, "plugins"), &registry, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan run: error: %s\n", error.message);
    return EXIT_CONFIGURATION;
  }
  const int code = run(values, registry, &run_options);
  registry_free(registry);
  return code;
}

const struct verb verb_run_documents = {
    .name = "run",
    .usage = "-c FILE [options]",
    .summary = "Runs the steps of a configuration over its corpora and writes its outputs.",
    .options = options,
    .run = command,
};

/* textan check: every mistake of a configuration in one go, its data files included, without running it. */
#include <stdlib.h>

#include "commands.h"
#include "config.h"
#include "models.h"

static const struct option_row options[] = {
    {"config", 'c', "FILE", "the configuration to check"},
    {"set", 0, "STEP.PARAMETER=VALUE", "sets a parameter of a step; may be repeated"},
    {"corpus", 0, "ID", "checks the inputs of this corpus only"},
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

enum { CODE_GOOD = 0, CODE_WRONG = 2 };

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void print_good(const char *path, const struct config *config) {
  printf("%s: no mistakes: %zu corp%s, %zu step%s, %zu output%s\n", path, config->corpus_count,
         config->corpus_count == 1 ? "us" : "ora", config->step_count, plural(config->step_count), config->output_count,
         plural(config->output_count));
}

static int check(const struct option_values *values, struct registry *registry) {
  struct config_overrides overrides = {.corpus = option_value(values, "corpus")};
  overrides.set_count = option_list(values, "set", &overrides.sets);
  const char *path = option_value(values, "config");
  struct diagnostics *diagnostics = diagnostics_new();
  if (!diagnostics) {
    fprintf(stderr, "textan check: error: no memory\n");
    return CODE_WRONG;
  }
  struct config *config = NULL;
  config_load(path, &overrides, registry, diagnostics, &config);
  /* Word lists, patterns and models are read too, so that what is wrong in them shows here. */
  struct models *models = config ? models_new(config, diagnostics) : NULL;
  if (diagnostics_errors(diagnostics) || diagnostics_warnings(diagnostics))
    diagnostics_print(diagnostics, stderr);
  if (models)
    print_good(path, config);
  const int code = models ? CODE_GOOD : CODE_WRONG;
  models_free(models);
  config_free(config);
  diagnostics_free(diagnostics);
  return code;
}

static int command(const struct option_values *values) {
  if (!option_value(values, "config")) {
    fprintf(stderr, "textan check: error: no configuration was named\n  usage: textan check %s\n", verb_check.usage);
    return CODE_WRONG;
  }
  struct registry *registry = NULL;
  textan_error error = {.message = ""};
  if (registry_new(option_value(values, "plugins"), &registry, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan check: error: %s\n", error.message);
    return CODE_WRONG;
  }
  const int code = check(values, registry);
  registry_free(registry);
  return code;
}

const struct verb verb_check = {
    .name = "check",
    .usage = "-c FILE [options]",
    .summary = "Reports every mistake of a configuration, without running it.",
    .options = options,
    .run = command,
};

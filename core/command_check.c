/* textan check: every mistake of a configuration in one go, its data files included, without running it. */
#include <stdio.h>

#include "command_load.h"
#include "run.h"

static const struct option_row options[] = {
    CONFIG_OPTIONS,
    {"corpus", 0, "ID", "checks the inputs of this corpus only"},
    {0},
};

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void print_good(const char *path, const struct config *config) {
  printf("%s: no mistakes: %zu corp%s, %zu step%s, %zu output%s\n", path, config->corpus_count,
         config->corpus_count == 1 ? "us" : "ora", config->step_count, plural(config->step_count), config->output_count,
         plural(config->output_count));
}

static int command(const struct option_values *values) {
  struct loaded loaded;
  const struct config_overrides overrides = {.strict = false};
  if (!command_load(&verb_check, values, overrides, LOAD_CHECKED, &loaded))
    return EXIT_CONFIGURATION;
  print_good(loaded.path, loaded.config);
  command_unload(&loaded);
  return EXIT_DONE;
}

const struct verb verb_check = {
    .name = "check",
    .usage = "-c FILE [options]",
    .summary = "Reports every mistake of a configuration, without running it.",
    .options = options,
    .run = command,
};

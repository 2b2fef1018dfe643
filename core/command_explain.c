/* textan explain: the configuration as it takes effect, and where each of its values comes from. */
#include <stdio.h>

#include "command_load.h"
#include "config_explain.h"
#include "run.h"

static const struct option_row options[] = {
    CONFIG_OPTIONS,
    {"corpus", 0, "ID", "explains this corpus only"},
    {"dot", 0, NULL, "prints the steps and layers as a graph for Graphviz"},
    {0},
};

static int command(const struct option_values *values) {
  struct loaded loaded;
  const struct config_overrides overrides = {.without_inputs = true};
  if (!command_load(&verb_explain, values, overrides, LOAD_CONFIG, &loaded))
    return EXIT_CONFIGURATION;
  struct buffer text = {0};
  if (option_given(values, "dot"))
    explain_dot(loaded.config, &text);
  else {
    explain_print(loaded.config, loaded.path, &text);
    explain_corpora(loaded.config, &text);
  }
  const bool good = command_put(&verb_explain, &text);
  buffer_free(&text);
  command_unload(&loaded);
  return good ? EXIT_DONE : EXIT_CONFIGURATION;
}

const struct verb verb_explain = {
    .name = "explain",
    .usage = "-c FILE [options]",
    .summary = "Shows the effective configuration, where each value comes from, and what each corpus runs.",
    .options = options,
    .run = command,
};

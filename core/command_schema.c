/* textan schema: a JSON Schema of run files, with the parameters of every installed plugin. */
#include "commands.h"
#include "schema.h"

static const struct option_row options[] = {
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

/* The number of plugins that are not in the schema, each reported. */
static size_t report_failures(const struct registry *registry) {
  const struct plugin_failure *failures;
  const size_t count = registry_failures(registry, &failures);
  for (size_t i = 0; i < count; i++)
    fprintf(stderr, "textan schema: warning: %s is left out: %s\n", failures[i].path, failures[i].reason);
  return count;
}

static int command(const struct option_values *values) {
  struct registry *registry = NULL;
  struct buffer text = {0};
  textan_error error;
  if (registry_new(option_value(values, "plugins"), &registry, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan schema: error: %s\n", error.message);
    return 2;
  }
  const bool whole = registry_load_all(registry) && schema_write(registry, &text) == TEXTAN_OK;
  if (whole)
    fwrite(text.data, 1, text.size, stdout);
  else
    fprintf(stderr, "textan schema: error: no memory\n");
  const size_t failures = report_failures(registry);
  buffer_free(&text);
  registry_free(registry);
  return !whole ? 4 : failures ? 1 : 0;
}

const struct verb verb_schema = {
    .name = "schema",
    .usage = "[options]",
    .summary = "Prints a JSON Schema of run files, with the parameters of all installed plugins.",
    .options = options,
    .run = command,
};

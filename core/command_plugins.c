/* textan plugins: what is installed, where and in which version, and what failed to load and why. */
#include <string.h>

#include "buffer.h"
#include "commands.h"
#include "registry.h"

static const struct option_row options[] = {
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

/* "reader, writer" */
static const char *join_kinds(const struct plugin *plugin, struct buffer *out) {
  buffer_clear(out);
  for (enum plugin_kind kind = 0; kind < PLUGIN_KINDS; kind++)
    if (plugin_has(plugin, kind))
      buffer_format(out, "%s%s", out->size ? ", " : "", plugin_kind_names[kind]);
  return out->data ? out->data : "";
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/* False when memory ran out on the way. */
static bool print_plugins(const struct registry *registry) {
  const struct plugin *const *plugins;
  const size_t count = registry_plugins(registry, &plugins);
  size_t name = strlen("NAME"), kind = strlen("KINDS"), version = strlen("VERSION");
  struct buffer kinds = {0};
  for (size_t i = 0; i < count; i++) {
    name = larger(name, strlen(plugins[i]->module->name));
    kind = larger(kind, strlen(join_kinds(plugins[i], &kinds)));
    version = larger(version, strlen(plugins[i]->module->version));
  }
  if (count)
    printf("%-*s  %-*s  %-*s  PATH\n", (int)name, "NAME", (int)kind, "KINDS", (int)version, "VERSION");
  for (size_t i = 0; i < count; i++)
    printf("%-*s  %-*s  %-*s  %s\n", (int)name, plugins[i]->module->name, (int)kind, join_kinds(plugins[i], &kinds),
           (int)version, plugins[i]->module->version, plugins[i]->path);
  const bool good = !kinds.lost;
  buffer_free(&kinds);
  return good;
}

/* The number of plugins that failed. */
static size_t print_failures(const struct registry *registry) {
  const struct plugin_failure *failures;
  const char *const *hidden;
  const size_t count = registry_failures(registry, &failures);
  if (count)
    printf("\nNot loaded:\n");
  for (size_t i = 0; i < count; i++)
    printf("  %s\n    %s\n", failures[i].path, failures[i].reason);
  const size_t hidden_count = registry_hidden(registry, &hidden);
  if (hidden_count)
    printf("\nLeft out, as an earlier folder has a plugin of the same name:\n");
  for (size_t i = 0; i < hidden_count; i++)
    printf("  %s\n", hidden[i]);
  return count;
}

static int command(const struct option_values *values) {
  struct registry *registry = NULL;
  textan_error error;
  if (registry_new(option_value(values, "plugins"), &registry, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan plugins: error: %s\n", error.message);
    return 2;
  }
  const char *const *names;
  if (registry_names(registry, &names) == 0)
    fprintf(stderr, "textan plugins: no plugin was found; --plugins or TEXTAN_PLUGIN_PATH names folders of plugins\n");
  const bool good = registry_load_all(registry) && print_plugins(registry);
  const size_t failures = good ? print_failures(registry) : 0;
  if (!good)
    fprintf(stderr, "textan plugins: error: no memory for the list of plugins\n");
  registry_free(registry);
  return !good ? 2 : failures ? 1 : 0;
}

const struct verb verb_plugins = {
    .name = "plugins",
    .usage = "[options]",
    .summary = "Lists the plugins that are installed, and those that do not load with the reason.",
    .options = options,
    .run = command,
};

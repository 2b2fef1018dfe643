#include "describe_example.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "parameter_text.h"

/* ---- parameters ---- */

/* A comment that explains the parameter, and the setting.  One that need not be set and has no default is left out by a
 * "#" right before it, and so is a file of the plugin's, which is not where a run file would look for it. */
static void print_parameter(const textan_parameter *row, int indent, struct buffer *scratch) {
  const bool required = row->flags & TEXTAN_PARAMETER_REQUIRED, own_file = row->type == TEXTAN_PARAMETER_PATH;
  const char *note = required         ? "; must be set"
                     : !row->fallback ? "; an example, not set by default"
                     : own_file       ? "; by default among the plugin's data"
                                      : "";
  buffer_clear(scratch);
  parameter_append_type(row, scratch);
  printf("%*s# %s\n", indent, "", row->summary);
  printf("%*s# %s%s\n", indent, "", scratch->data ? scratch->data : "", note);
  buffer_clear(scratch);
  parameter_append_sample(row, scratch);
  printf("%*s%s%s = %s;\n", indent, "", required || (row->fallback && !own_file) ? "" : "#", row->name,
         scratch->data ? scratch->data : "");
}

/* "params = { ... };" behind what was printed, with all parameters that are not on their way out; nothing without any.
 */
static void print_parameters(const struct plugin *plugin, enum plugin_kind kind, const char *key, int indent,
                             struct buffer *scratch) {
  const textan_parameter *row;
  bool any = false;
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++) {
    if (row->flags & TEXTAN_PARAMETER_DEPRECATED)
      continue;
    if (!any)
      printf("\n%*s%s = {\n", indent, "", key);
    any = true;
    print_parameter(row, indent + 2, scratch);
  }
  if (any)
    printf("%*s};\n%*s}\n", indent, "", indent - 2, "");
  else
    printf(" }\n");
}

/* ---- what an analyser needs before it ---- */

enum { STEPS_MAX = 16, DEPTH_MAX = 8 };

struct chain {
  const struct plugin *const *plugins; /* all that are installed */
  size_t plugin_count;
  const struct plugin *steps[STEPS_MAX];
  size_t count;
};

static bool has_feature(const textan_layer *layer, const textan_feature_type *needed) {
  for (const textan_feature_type *feature = layer->features; feature && feature->name; feature++)
    if (strcmp(feature->name, needed->name) == 0)
      return feature->type == needed->type;
  return false;
}

/* Whether the plugin, under its defaults, makes the layer with all features that are needed. */
static bool makes(const struct plugin *plugin, const textan_layer *need) {
  const textan_analyser *analyser = plugin->module->analyser;
  const textan_layer *layer = analyser && !analyser->schema ? analyser->produces : NULL;
  while (layer && layer->name && strcmp(layer->name, need->name) != 0)
    layer++;
  if (!layer || !layer->name)
    return false;
  const textan_feature_type *feature = need->features;
  while (feature && feature->name && has_feature(layer, feature))
    feature++;
  return !feature || !feature->name;
}

static bool must_be_configured(const struct plugin *plugin) {
  const textan_parameter *row;
  for (size_t i = 0; (row = plugin_parameter(plugin, PLUGIN_ANALYSER, i)); i++)
    if (row->flags & TEXTAN_PARAMETER_REQUIRED)
      return true;
  return false;
}

/* Whether `plugin` reads something that `maker` makes; `flags` of the needs that count. */
static bool reads_from(const struct plugin *plugin, const struct plugin *maker, uint32_t flags) {
  for (const textan_layer *need = plugin->module->analyser->consumes; need && need->name; need++)
    if (need->flags == flags && makes(maker, need))
      return true;
  return false;
}

/* Puts the plugin behind what it needs, but before those that would like to have what it makes. */
static void insert(struct chain *chain, const struct plugin *plugin) {
  size_t at = chain->count;
  for (size_t i = chain->count; i > 0 && !reads_from(plugin, chain->steps[i - 1], 0); i--)
    if (reads_from(chain->steps[i - 1], plugin, TEXTAN_LAYER_OPTIONAL))
      at = i - 1;
  memmove(chain->steps + at + 1, chain->steps + at, (chain->count - at) * sizeof(const struct plugin *));
  chain->steps[at] = plugin;
  chain->count++;
}

static bool add_needs(struct chain *chain, const struct plugin *plugin, int depth);

/* Adds the first plugin that makes the layer, after what that one needs; false: none does. */
static bool add_producer(struct chain *chain, const textan_layer *need, const struct plugin *consumer, int depth) {
  for (size_t i = 0; i < chain->count; i++)
    if (makes(chain->steps[i], need))
      return true;
  for (size_t i = 0; i < chain->plugin_count; i++) {
    const struct plugin *plugin = chain->plugins[i];
    const size_t count = chain->count;
    if (plugin == consumer || !makes(plugin, need) || must_be_configured(plugin))
      continue;
    if (add_needs(chain, plugin, depth + 1) && chain->count < STEPS_MAX) {
      insert(chain, plugin);
      return true;
    }
    chain->count = count;
  }
  return false;
}

static bool add_needs(struct chain *chain, const struct plugin *plugin, int depth) {
  bool all = depth < DEPTH_MAX;
  for (const textan_layer *need = plugin->module->analyser->consumes; all && need && need->name; need++)
    all = (need->flags & TEXTAN_LAYER_OPTIONAL) || add_producer(chain, need, plugin, depth);
  return all;
}

static void print_steps(struct registry *registry, const struct plugin *plugin, struct buffer *scratch) {
  const char *name = plugin->module->name;
  struct chain chain = {0};
  scratch->lost = !registry_load_all(registry) || scratch->lost;
  chain.plugin_count = registry_plugins(registry, &chain.plugins);
  printf("    steps = (\n");
  if (!add_needs(&chain, plugin, 0))
    printf("      # steps go here that make what it needs; no installed analyser makes all of it by default\n");
  for (size_t i = 0; i < chain.count; i++) {
    const char *before = chain.steps[i]->module->name;
    printf("      { id = \"%s\"; use = \"%s@%ld\"; },\n", before, before,
           strtol(chain.steps[i]->module->version, NULL, 10));
  }
  printf("      { id = \"%s\"; use = \"%s@%ld\";", name, name, strtol(plugin->module->version, NULL, 10));
  print_parameters(plugin, PLUGIN_ANALYSER, "params", 8, scratch);
}

/* ---- the example ---- */

void describe_example(struct registry *registry, const struct plugin *plugin, enum plugin_kind kind,
                      struct buffer *scratch) {
  const char *name = plugin->module->name;
  const long major = strtol(plugin->module->version, NULL, 10);
  printf("  example\n");
  switch (kind) {
  case PLUGIN_READER:
    printf("    corpora = (\n      { id = \"corpus\"; reader = \"%s@%ld\"; paths = [ \"FILE\" ];", name, major);
    print_parameters(plugin, kind, "params", 8, scratch);
    break;
  case PLUGIN_DECODER:
    printf("    corpora = (\n      { id = \"corpus\"; reader = \"files\"; paths = [ \"FILE\" ]; decoder = \"%s@%ld\";",
           name, major);
    print_parameters(plugin, kind, "decoder_params", 8, scratch);
    break;
  case PLUGIN_ANALYSER:
    print_steps(registry, plugin, scratch);
    break;
  default:
    printf("    outputs = (\n      { id = \"%s\"; use = \"%s@%ld\"; path = \"-\";", name, name, major);
    print_parameters(plugin, kind, "params", 8, scratch);
  }
  printf("    );\n");
}

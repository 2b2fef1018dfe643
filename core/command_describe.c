/* textan describe: what a plugin does, what it can be told, what it needs and what it produces. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "describe_example.h"
#include "diagnostics.h"
#include "parameter_text.h"

static const struct option_row options[] = {
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

/* ---- parameters ---- */

/* "list of integer from 1 to 10 (documents), default 3" */
static void describe_parameter(const textan_parameter *row, struct buffer *out) {
  parameter_append_type(row, out);
  if (row->flags & TEXTAN_PARAMETER_REQUIRED)
    buffer_text(out, ", required");
  else if (row->fallback)
    buffer_format(out, ", default %s", row->fallback);
  if (row->flags & TEXTAN_PARAMETER_DEPRECATED)
    buffer_text(out, ", deprecated");
}

static void print_parameters(const struct plugin *plugin, enum plugin_kind kind, struct buffer *scratch) {
  const textan_parameter *parameter;
  for (size_t i = 0; (parameter = plugin_parameter(plugin, kind, i)); i++) {
    buffer_clear(scratch);
    describe_parameter(parameter, scratch);
    printf("%s    %s: %s\n      %s\n", i ? "" : "  parameters\n", parameter->name, scratch->data ? scratch->data : "",
           parameter->summary);
  }
}

/* ---- layers ---- */

static const char *const value_types[] = {
    [TEXTAN_STRING] = "string",   [TEXTAN_INTEGER] = "integer", [TEXTAN_DECIMAL] = "decimal",
    [TEXTAN_BOOLEAN] = "boolean", [TEXTAN_LIST] = "list",       [TEXTAN_REFERENCE] = "reference",
};

static void print_layers(const char *heading, const textan_layer *layers) {
  for (const textan_layer *layer = layers; layer && layer->name; layer++) {
    if (layer == layers)
      printf("  %s\n", heading);
    printf("    %s %s", strcmp(layer->name, "document") == 0 ? "attributes of the" : "layer", layer->name);
    if (layer->flags & TEXTAN_LAYER_OPTIONAL)
      printf(", if there is one");
    for (const char *const *type = layer->types; type && *type; type++)
      printf("%s%s", type == layer->types ? ", of type " : " | ", *type);
    printf("\n");
    for (const textan_feature_type *feature = layer->features; feature && feature->name; feature++)
      printf("      %s (%s)%s%s\n", feature->name, value_types[feature->type], feature->summary ? ": " : "",
             feature->summary ? feature->summary : "");
  }
}

static void print_all_layers(const struct plugin *plugin, enum plugin_kind kind) {
  if (kind == PLUGIN_DECODER)
    print_layers("may bring along", plugin->module->decoder->produces);
  if (kind != PLUGIN_ANALYSER)
    return;
  print_layers("needs", plugin->module->analyser->consumes);
  print_layers("produces", plugin->module->analyser->produces);
  if (plugin->module->analyser->schema)
    printf("  (which layers it needs and produces depends on its parameters)\n");
}

/* ---- the whole ---- */

static int compare_words(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* A plugin speaks the languages that have a folder in its lang/. */
static void print_languages(const struct plugin *plugin, struct buffer *scratch) {
  struct dirent **items = NULL;
  buffer_clear(scratch);
  if (!buffer_format(scratch, "%s/lang/", plugin->data_directory))
    return;
  const size_t folder = scratch->size;
  const int count = scandir(scratch->data, &items, NULL, NULL);
  const char **languages = calloc(count > 0 ? (size_t)count : 1, sizeof *languages);
  size_t found = 0;
  scratch->lost = scratch->lost || !languages || (count < 0 && errno == ENOMEM);
  for (int i = 0; languages && i < count; i++) {
    struct stat information;
    scratch->size = folder;
    if (items[i]->d_name[0] != '.' && buffer_text(scratch, items[i]->d_name) &&
        stat(scratch->data, &information) == 0 && S_ISDIR(information.st_mode))
      languages[found++] = items[i]->d_name;
  }
  if (found)
    qsort(languages, found, sizeof *languages, compare_words);
  for (size_t i = 0; i < found; i++)
    printf("%s%s", i ? ", " : "languages  ", languages[i]);
  printf("%s", found ? "\n" : "");
  for (int i = 0; i < count; i++)
    free(items[i]);
  free(items);
  free(languages);
}

/* False when memory ran out on the way. */
static bool print_plugin(struct registry *registry, const struct plugin *plugin) {
  struct buffer scratch = {0};
  const textan_module *module = plugin->module;
  printf("%s %s: %s\n", module->name, module->version, module->summary);
  printf("\nfile       %s\ndata       %s\nlicence    %s\n", plugin->path, plugin->data_directory, module->license);
  print_languages(plugin, &scratch);
  for (enum plugin_kind kind = 0; kind < PLUGIN_KINDS; kind++) {
    if (!plugin_has(plugin, kind))
      continue;
    printf("\n%s: %s\n", plugin_kind_names[kind], plugin_summary(plugin, kind));
    print_parameters(plugin, kind, &scratch);
    print_all_layers(plugin, kind);
    describe_example(registry, plugin, kind, &scratch);
  }
  const bool good = !scratch.lost;
  buffer_free(&scratch);
  return good;
}

static void complain(struct registry *registry, const char *name, const textan_error *error) {
  const char *const *names;
  const size_t count = registry_names(registry, &names);
  fprintf(stderr, "textan describe: error: %s", error->message);
  const char *suggestion = error->status == TEXTAN_ECONFIG ? diagnostics_suggest(name, names, count) : NULL;
  if (suggestion)
    fprintf(stderr, "; did you mean \"%s\"?", suggestion);
  fprintf(stderr, "\n  textan plugins lists what is installed\n");
}

static int command(const struct option_values *values) {
  const char *const *operands;
  option_operands(values, &operands);
  struct registry *registry = NULL;
  textan_error error;
  if (registry_new(option_value(values, "plugins"), &registry, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan describe: error: %s\n", error.message);
    return 2;
  }
  const struct plugin *plugin = registry_find(registry, operands[0], &error);
  const bool good = plugin && print_plugin(registry, plugin);
  if (!plugin)
    complain(registry, operands[0], &error);
  else if (!good)
    fprintf(stderr, "textan describe: error: no memory for the description\n");
  registry_free(registry);
  return good ? 0 : 2;
}

const struct verb verb_describe = {
    .name = "describe",
    .usage = "PLUGIN [options]",
    .summary = "Shows a plugin's parameters, layers, languages and an example of its use.",
    .options = options,
    .operands_min = 1,
    .operands_max = 1,
    .run = command,
};

#include "fake_registry.h"

#include <string.h>

/* ---- parameters ---- */

static const char *const modes[] = {"fast", "exact", NULL};

#define ROW(name_, type_, ...)                                                                                         \
  { .name = name_, .type = TEXTAN_PARAMETER_##type_, .summary = "for tests", __VA_ARGS__ }

static const textan_parameter lines_parameters[] = {
    ROW("text", STRING, .fallback = "\"text\""),
    ROW("limit", INTEGER, .minimum = "1", .maximum = "5000000000", .unit = "records"),
    ROW("rename", TABLE, .flags = 0),
    {0},
};

static const textan_parameter entities_parameters[] = {
    ROW("min_score", DECIMAL, .fallback = "0.50", .minimum = "0", .maximum = "1"),
    ROW("types", STRING, .flags = TEXTAN_PARAMETER_LIST, .fallback = "[ \"GPE\", \"ORG\" ]"),
    ROW("mode", CHOICE, .fallback = "\"fast\"", .choices = modes),
    ROW("lists", PATH, .flags = TEXTAN_PARAMETER_LIST),
    ROW("list", PATH, .flags = 0),
    ROW("patience", DURATION, .fallback = "\"2s\"", .minimum = "10ms", .maximum = "1h"),
    ROW("memory", SIZE, .fallback = "\"64KiB\"", .minimum = "512"),
    ROW("nested", BOOLEAN, .fallback = "false"),
    ROW("weights", DECIMAL, .flags = TEXTAN_PARAMETER_LIST),
    ROW("window", INTEGER, .fallback = "5"),
    ROW("old_name", STRING, .flags = TEXTAN_PARAMETER_DEPRECATED),
    {0},
};

static const textan_parameter needy_parameters[] = {
    ROW("model", STRING, .flags = TEXTAN_PARAMETER_REQUIRED),
    {0},
};

static const textan_parameter rules_parameters[] = {
    ROW("layer", STRING, .fallback = "\"rule\""),
    {0},
};

static const textan_parameter faulty_parameters[] = {
    ROW("size", INTEGER, .fallback = "\"many\""),
    ROW("share", DECIMAL, .fallback = "0.5", .maximum = "all"),
    {0},
};

/* ---- layers ---- */

static const textan_feature_type entity_features[] = {
    {"code", TEXTAN_STRING, "for tests"}, {"country", TEXTAN_STRING, "for tests"}, {0}};
static const textan_feature_type wrong_features[] = {{"code", TEXTAN_INTEGER, "for tests"}, {0}};
static const textan_feature_type lang_features[] = {{"lang", TEXTAN_STRING, "for tests"}, {0}};

static const textan_layer token_layers[] = {{.name = "token"}, {.name = "sentence"}, {0}};
static const textan_layer language_layers[] = {
    {.name = "language"}, {.name = "document", .features = lang_features}, {0}};
static const textan_layer needs_lang[] = {{.name = "document", .features = lang_features}, {0}};
static const textan_layer entity_layers[] = {{.name = "entity", .features = entity_features}, {0}};
static const textan_layer bare_entity_layers[] = {{.name = "entity", .features = wrong_features}, {0}};
static const textan_layer treaty_needs[] = {{.name = "sentence"},
                                            {.name = "entity", .features = entity_features},
                                            {.name = "boilerplate", .flags = TEXTAN_LAYER_OPTIONAL},
                                            {0}};
static const textan_layer treaty_layers[] = {{.name = "treaty"}, {0}};
static const textan_layer needs_treaty[] = {{.name = "treaty"}, {0}};
static const textan_layer rule_layers[] = {{.name = "rule"}, {0}};
static const textan_layer unmade_layers[] = {{.name = "syntax"}, {0}};

/* ---- calls ---- */

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)model, (void)scratch, (void)document, (void)error;
  return TEXTAN_OK;
}

/* Makes the layer that its parameter names: "treaty" or "rule". */
static textan_status rules_schema(const textan_host *host, const textan_parameters *parameters, textan_schema *schema,
                                  textan_error *error) {
  const char *layer = host->parameters->string(parameters, "layer");
  if (strcmp(layer, "treaty") == 0)
    schema->produces = treaty_layers;
  else if (strcmp(layer, "rule") == 0)
    schema->produces = rule_layers;
  else
    return textan_fail(error, TEXTAN_ECONFIG, "it makes no layer \"%s\"", layer);
  return TEXTAN_OK;
}

/* ---- plugins ---- */

#define PART(type_, parameters_)                                                                                       \
  .struct_size = sizeof(textan_##type_), .parameter_size = sizeof(textan_parameter), .summary = "for tests",           \
  .parameters = parameters_

static const textan_feature_type record_attributes[] = {{"paid", TEXTAN_BOOLEAN, "for tests"},
                                                        {"date", TEXTAN_STRING, "for tests"},
                                                        {"topics", TEXTAN_LIST, "for tests"},
                                                        {"words", TEXTAN_INTEGER, "for tests"},
                                                        {0}};

static textan_status lines_schema(const textan_host *host, const textan_parameters *parameters,
                                  textan_record_schema *schema, textan_error *error) {
  (void)host, (void)parameters, (void)error;
  schema->attributes = record_attributes;
  return TEXTAN_OK;
}

static const textan_reader lines_reader = {PART(reader, lines_parameters), .schema = lines_schema};
static const textan_decoder plain_decoder = {PART(decoder, NULL)};
static const textan_decoder brat_decoder = {PART(decoder, NULL), .produces = entity_layers};
static const textan_writer lines_writer = {PART(writer, NULL)};
static const textan_analyser tokens = {PART(analyser, NULL), .produces = token_layers, .analyse = analyse};
static const textan_analyser langid = {PART(analyser, NULL), .produces = language_layers, .analyse = analyse};
static const textan_analyser stops = {PART(analyser, NULL), .consumes = needs_lang, .analyse = analyse};
static const textan_analyser entities = {PART(analyser, entities_parameters), .consumes = token_layers,
                                         .produces = entity_layers, .analyse = analyse};
static const textan_analyser my_entities = {PART(analyser, NULL), .produces = bare_entity_layers, .analyse = analyse};
static const textan_analyser treaty = {PART(analyser, NULL), .consumes = treaty_needs, .produces = treaty_layers,
                                       .analyse = analyse};
static const textan_analyser digest = {PART(analyser, NULL), .consumes = needs_treaty, .analyse = analyse};
static const textan_analyser parse_needs = {PART(analyser, NULL), .consumes = unmade_layers, .analyse = analyse};
static const textan_analyser rules = {PART(analyser, rules_parameters), .schema = rules_schema, .analyse = analyse};
static const textan_analyser needy = {PART(analyser, needy_parameters), .analyse = analyse};
static const textan_analyser faulty = {PART(analyser, faulty_parameters), .analyse = analyse};

#define MODULE(name_, version_, ...)                                                                                   \
  {                                                                                                                    \
    .struct_size = sizeof(textan_module), .name = name_, .version = version_, .license = "Apache-2.0",                 \
    .summary = "for tests", __VA_ARGS__                                                                                \
  }

static const textan_module modules[] = {
    MODULE("brat", "1.0.0", .decoder = &brat_decoder),
    MODULE("digest", "1.0.0", .analyser = &digest),
    MODULE("entities", "1.0.0", .analyser = &entities),
    MODULE("faulty", "1.0.0", .analyser = &faulty),
    MODULE("langid", "1.0.0", .analyser = &langid),
    MODULE("lines", "2.1.0", .reader = &lines_reader, .writer = &lines_writer),
    MODULE("my_entities", "0.3.0", .analyser = &my_entities),
    MODULE("needy", "1.0.0", .analyser = &needy),
    MODULE("parse", "1.0.0", .analyser = &parse_needs),
    MODULE("plain", "1.0.0", .decoder = &plain_decoder),
    MODULE("rules", "1.0.0", .analyser = &rules),
    MODULE("stops", "1.0.0", .analyser = &stops),
    MODULE("tokens", "1.0.0", .analyser = &tokens),
    MODULE("treaty", "1.0.0", .analyser = &treaty),
};

enum { PLUGINS = sizeof modules / sizeof modules[0] };

struct registry {
  struct plugin plugins[PLUGINS];
  const struct plugin *pointers[PLUGINS];
  const char *names[PLUGINS + 1]; /* with the one that does not load */
};

struct registry *fake_registry(void) {
  static struct registry registry;
  registry.names[0] = "broken";
  for (size_t i = 0; i < PLUGINS; i++) {
    registry.plugins[i] = (struct plugin){&modules[i], "/plugins/fake.so", "/plugins/fake"};
    registry.pointers[i] = &registry.plugins[i];
    registry.names[i + 1] = modules[i].name;
  }
  return &registry;
}

/* ---- the registry's functions ---- */

const char *const plugin_kind_names[PLUGIN_KINDS] = {"reader", "decoder", "analyser", "writer"};

const struct plugin *registry_find(struct registry *registry, const char *name, textan_error *error) {
  for (size_t i = 0; i < PLUGINS; i++)
    if (strcmp(modules[i].name, name) == 0)
      return registry->pointers[i];
  if (strcmp(name, "broken") == 0)
    textan_fail(error, TEXTAN_EDATA, "plugin \"broken\" does not load: undefined symbol: nothing");
  else
    textan_fail(error, TEXTAN_ECONFIG, "there is no plugin \"%s\" in /plugins", name);
  return NULL;
}

size_t registry_names(struct registry *registry, const char *const **names) {
  *names = registry->names;
  return PLUGINS + 1;
}

bool registry_load_all(struct registry *registry) {
  (void)registry;
  return true;
}

size_t registry_plugins(const struct registry *registry, const struct plugin *const **plugins) {
  *plugins = registry->pointers;
  return PLUGINS;
}

bool plugin_has(const struct plugin *plugin, enum plugin_kind kind) {
  const void *const parts[PLUGIN_KINDS] = {plugin->module->reader, plugin->module->decoder, plugin->module->analyser,
                                           plugin->module->writer};
  return parts[kind] != NULL;
}

const textan_parameter *plugin_parameter(const struct plugin *plugin, enum plugin_kind kind, size_t i) {
  const textan_parameter *rows = kind == PLUGIN_READER     ? plugin->module->reader->parameters
                                 : kind == PLUGIN_ANALYSER ? plugin->module->analyser->parameters
                                                           : NULL;
  return rows && rows[i].name ? &rows[i] : NULL;
}

const char *plugin_summary(const struct plugin *plugin, enum plugin_kind kind) {
  return plugin_has(plugin, kind) ? "for tests" : NULL;
}

#include "schema.h"

#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "schema_keys.h"
#include "schema_parameters.h"

/* A schema that is being written. */
struct schema {
  struct json_writer json;
  const struct plugin *const *plugins;
  size_t plugin_count;
};

enum { NAME_SIZE = 300 }; /* plugins' names are shorter than file names */

/* ---- small parts ---- */

static void add_reference(struct json_writer *json, const char *name, size_t length) {
  char text[NAME_SIZE];
  snprintf(text, sizeof text, "#/$defs/%.*s", (int)length, name);
  json_add_string(json, "$ref", text);
}

/* The words of "a|b|c" one after another: *rest is "" behind the last. */
static size_t next_word(const char **rest, const char **word) {
  *word = *rest;
  const size_t length = strcspn(*rest, "|");
  *rest += length + ((*rest)[length] == '|');
  return length;
}

/* The name under which the parameters of a plugin are defined. */
static const char *definition(const struct plugin *plugin, enum plugin_kind kind, char out[NAME_SIZE]) {
  snprintf(out, NAME_SIZE, "%s_%s", plugin_kind_names[kind], plugin->module->name);
  return out;
}

/* "name" and "name@1", on a line. */
static void add_plugin_words(struct json_writer *json, const struct plugin *plugin) {
  char text[NAME_SIZE];
  const textan_module *module = plugin->module;
  snprintf(text, sizeof text, "%s@%lld", module->name, strtoll(module->version, NULL, 10));
  json_add_string(json, NULL, module->name);
  json_add_string(json, NULL, text);
}

static void add_plugins(struct schema *schema, const char *kind_name) {
  struct json_writer *json = &schema->json;
  enum plugin_kind kind = 0;
  while (strcmp(plugin_kind_names[kind], kind_name) != 0)
    kind++;
  json_open_line(json, "enum");
  for (size_t i = 0; i < schema->plugin_count; i++)
    if (plugin_has(schema->plugins[i], kind))
      add_plugin_words(json, schema->plugins[i]);
  json_close_line(json);
}

/* ---- the settings of a group ---- */

static void add_words(struct json_writer *json, const char *rest) {
  char text[NAME_SIZE];
  const char *word;
  json_open_line(json, "enum");
  while (*rest) {
    const size_t length = next_word(&rest, &word);
    snprintf(text, sizeof text, "%.*s", (int)length, word);
    json_add_string(json, NULL, text);
  }
  json_close_line(json);
}

static void add_groups(struct json_writer *json, const char *names) {
  const char *word;
  json_add_string(json, "type", "array");
  json_open_object(json, "items");
  const bool several = strchr(names, '|');
  if (several)
    json_open_array(json, "oneOf");
  for (const char *rest = names; *rest;) {
    const size_t length = next_word(&rest, &word);
    if (several)
      json_open_object(json, NULL);
    add_reference(json, word, length);
    if (several)
      json_close_object(json);
  }
  if (several)
    json_close_array(json);
  json_close_object(json);
}

static void add_strings(struct json_writer *json) {
  json_add_string(json, "type", "array");
  json_open_object(json, "items");
  json_add_string(json, "type", "string");
  json_add_decimal(json, "minLength", (textan_decimal){1, 0});
  json_close_object(json);
}

static void add_types(struct json_writer *json, const char *const *types) {
  json_open_line(json, "type");
  for (; *types; types++)
    json_add_string(json, NULL, *types);
  json_close_line(json);
}

/* Members whose values are of these types; lists hold strings. */
static void add_value(struct json_writer *json) {
  static const char *const types[] = {"string", "number", "boolean", "array", NULL};
  add_types(json, types);
  json_open_object(json, "items");
  json_add_string(json, "type", "string");
  json_close_object(json);
}

static void add_values(struct json_writer *json) {
  json_add_string(json, "type", "object");
  json_open_object(json, "additionalProperties");
  add_value(json);
  json_close_object(json);
}

static void add_shape(struct schema *schema, const struct schema_key *key) {
  static const char *const one_or_more[] = {"string", "array", NULL};
  struct json_writer *json = &schema->json;
  switch (key->shape) {
  case SHAPE_BOOLEAN:
    json_add_string(json, "type", "boolean");
    break;
  case SHAPE_COUNT:
    json_add_string(json, "type", "integer");
    json_add_decimal(json, "minimum", (textan_decimal){0, 0});
    break;
  case SHAPE_FORMAT:
    json_add_decimal(json, "const", (textan_decimal){1, 0});
    break;
  case SHAPE_STRING:
    json_add_string(json, "type", "string");
    if (key->detail)
      json_add_string(json, "pattern", key->detail);
    break;
  case SHAPE_CHOICE:
    add_words(json, key->detail);
    break;
  case SHAPE_STRINGS:
    add_strings(json);
    json_add_decimal(json, "minItems", (textan_decimal){1, 0});
    break;
  case SHAPE_FILES:
    add_types(json, one_or_more);
    json_open_object(json, "items");
    json_add_string(json, "type", "string");
    json_close_object(json);
    break;
  case SHAPE_OPEN:
    json_add_string(json, "type", "object");
    break;
  case SHAPE_VALUE:
    add_value(json);
    break;
  case SHAPE_VALUES:
    add_values(json);
    break;
  case SHAPE_GROUP:
    add_reference(json, key->detail, strlen(key->detail));
    break;
  case SHAPE_GROUPS:
    add_groups(json, key->detail);
    break;
  case SHAPE_PLUGIN:
    add_plugins(schema, key->detail);
    break;
  }
}

static void add_one_of(struct json_writer *json, const char *const words[2]) {
  json_open_array(json, "oneOf");
  for (size_t i = 0; i < 2; i++) {
    json_open_object(json, NULL);
    json_open_line(json, "required");
    json_add_string(json, NULL, words[i]);
    json_close_line(json);
    json_close_object(json);
  }
  json_close_array(json);
}

/* The members of the group's schema. */
static void add_keys(struct schema *schema, const struct schema_group *group) {
  struct json_writer *json = &schema->json;
  json_add_string(json, "type", "object");
  json_open_object(json, "properties");
  for (const struct schema_key *key = group->keys; key->name; key++) {
    json_open_object(json, key->name);
    json_add_string(json, "description", key->summary);
    add_shape(schema, key);
    json_close_object(json);
  }
  json_close_object(json);
  json_add_boolean(json, "additionalProperties", false);
  json_open_line(json, "required");
  for (const struct schema_key *key = group->keys; key->name; key++)
    if (key->required)
      json_add_string(json, NULL, key->name);
  json_close_line(json);
  if (group->one_of[0])
    add_one_of(json, group->one_of);
}

/* ---- the parameters of plugins ---- */

/* What a rule about a use of a plugin says: what its parameters are, which of them must be set, or both. */
enum { SAYS_TYPES = 1, SAYS_REQUIRED = 2 };

/* "If the group uses this plugin, then its parameters are these." */
static void add_rule(struct json_writer *json, const struct schema_use *use, const struct plugin *plugin, int says) {
  char name[NAME_SIZE];
  const bool required = (says & SAYS_REQUIRED) && schema_has_required(plugin, use->kind);
  json_open_object(json, NULL);
  json_open_object(json, "if");
  json_open_object(json, "properties");
  json_open_object(json, use->key);
  json_open_line(json, "enum");
  add_plugin_words(json, plugin);
  json_close_line(json);
  json_close_object(json);
  json_close_object(json);
  if (!use->fallback || strcmp(use->fallback, plugin->module->name) != 0) {
    json_open_line(json, "required");
    json_add_string(json, NULL, use->key);
    json_close_line(json);
  }
  json_close_object(json);
  json_open_object(json, "then");
  json_open_object(json, "properties");
  json_open_object(json, use->params);
  if (says & SAYS_TYPES) {
    definition(plugin, use->kind, name);
    add_reference(json, name, strlen(name));
  }
  if (required)
    schema_add_required(json, plugin, use->kind);
  json_close_object(json);
  json_close_object(json);
  if (required) {
    json_open_line(json, "required");
    json_add_string(json, NULL, use->params);
    json_close_line(json);
  }
  json_close_object(json);
  json_close_object(json);
}

/* The rules for the uses of a group; `says` narrows those that a file below may complete. */
static void add_rules(struct schema *schema, const char *group, int says) {
  bool any = false;
  for (const struct schema_use *use = schema_uses; use->group; use++) {
    const int all = use->layered ? says : SAYS_TYPES | SAYS_REQUIRED;
    for (size_t i = 0; strcmp(use->group, group) == 0 && i < schema->plugin_count; i++) {
      const struct plugin *plugin = schema->plugins[i];
      if (!plugin_has(plugin, use->kind) || (all == SAYS_REQUIRED && !schema_has_required(plugin, use->kind)))
        continue;
      if (!any)
        json_open_array(&schema->json, "allOf");
      any = true;
      add_rule(&schema->json, use, plugin, all);
    }
  }
  if (any)
    json_close_array(&schema->json);
}

/* ---- the whole ---- */

/* A step that must name its analyser and all that this one wants. */
static void add_whole_step(struct schema *schema) {
  struct json_writer *json = &schema->json;
  json_open_object(json, SCHEMA_WHOLE_STEP);
  add_reference(json, "step", strlen("step"));
  json_open_line(json, "required");
  json_add_string(json, NULL, "use");
  json_close_line(json);
  add_rules(schema, "step", SAYS_REQUIRED);
  json_close_object(json);
}

/* Steps are merged with those of the files below; where there are none they must be whole. */
static void add_layering(struct json_writer *json) {
  json_open_object(json, "if");
  json_open_line(json, "required");
  json_add_string(json, NULL, "extends");
  json_close_line(json);
  json_close_object(json);
  json_open_object(json, "else");
  json_open_object(json, "properties");
  json_open_object(json, "steps");
  json_open_object(json, "items");
  add_reference(json, SCHEMA_WHOLE_STEP, strlen(SCHEMA_WHOLE_STEP));
  json_close_object(json);
  json_close_object(json);
  json_close_object(json);
  json_close_object(json);
}

static void add_definitions(struct schema *schema) {
  char name[NAME_SIZE];
  struct json_writer *json = &schema->json;
  json_open_object(json, "$defs");
  for (const struct schema_group *group = schema_groups; group->name; group++) {
    if (!group->name[0])
      continue;
    json_open_object(json, group->name);
    add_keys(schema, group);
    add_rules(schema, group->name, SAYS_TYPES);
    json_close_object(json);
  }
  add_whole_step(schema);
  for (enum plugin_kind kind = 0; kind < PLUGIN_KINDS; kind++)
    for (size_t i = 0; i < schema->plugin_count; i++)
      if (plugin_has(schema->plugins[i], kind))
        schema_add_parameters(json, definition(schema->plugins[i], kind, name), schema->plugins[i], kind);
  json_close_object(json);
}

textan_status schema_write(const struct registry *registry, struct buffer *out) {
  struct schema schema = {.json = {.out = out}};
  struct json_writer *json = &schema.json;
  schema.plugin_count = registry_plugins(registry, &schema.plugins);
  json_open_object(json, NULL);
  json_add_string(json, "$schema", "https://json-schema.org/draft/2020-12/schema");
  json_add_string(json, "title", "Run file of textan");
  json_add_string(json, "description",
                  "A file as it stands, before what it extends is added. Groups are objects, lists and arrays are "
                  "arrays.");
  for (const struct schema_group *group = schema_groups; group->name; group++)
    if (!group->name[0])
      add_keys(&schema, group);
  add_layering(json);
  add_definitions(&schema);
  json_close_object(json);
  return json->failed ? TEXTAN_EMEMORY : TEXTAN_OK;
}

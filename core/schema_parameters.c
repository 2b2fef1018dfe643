#include "schema_parameters.h"

#include <string.h>

#include "config_default.h"
#include "parameter_text.h"
#include "schema_keys.h"

/* What literal_size takes. */
#define SIZE_PATTERN "^(0|[1-9][0-9]*)( ?([kKmMgGtT][iI]?)?[bB])?$"
/* What libconfig takes as the name of a setting. */
#define NAME_PATTERN "^[A-Za-z*][A-Za-z0-9_*-]*$"

static void add_limit(struct json_writer *json, const char *key, const textan_parameter *row, const char *limit) {
  struct parameter_item item;
  if (limit && parameter_limit(row, limit, &item))
    json_add_decimal(json, key, item.decimal);
}

static void add_number(struct json_writer *json, const char *type, const textan_parameter *row) {
  json_add_string(json, "type", type);
  add_limit(json, "minimum", row, row->minimum);
  add_limit(json, "maximum", row, row->maximum);
}

/* A size: bytes, or a string with a unit, whose limits a pattern cannot say. */
static void add_size(struct json_writer *json, const textan_parameter *row) {
  json_open_array(json, "anyOf");
  json_open_object(json, NULL);
  add_number(json, "integer", row);
  if (!row->minimum)
    json_add_decimal(json, "minimum", (textan_decimal){0, 0});
  json_close_object(json);
  json_open_object(json, NULL);
  json_add_string(json, "type", "string");
  json_add_string(json, "pattern", SIZE_PATTERN);
  json_close_object(json);
  json_close_array(json);
}

static void add_choices(struct json_writer *json, const textan_parameter *row) {
  json_open_line(json, "enum");
  for (const char *const *choice = row->choices; *choice; choice++)
    json_add_string(json, NULL, *choice);
  json_close_line(json);
}

static void add_table(struct json_writer *json) {
  json_add_string(json, "type", "object");
  json_open_object(json, "propertyNames");
  json_add_string(json, "pattern", NAME_PATTERN);
  json_close_object(json);
  json_open_object(json, "additionalProperties");
  json_add_string(json, "type", "string");
  json_close_object(json);
}

/* The members that say what one value is. */
static void add_single(struct json_writer *json, const textan_parameter *row) {
  switch ((textan_parameter_type)row->type) {
  case TEXTAN_PARAMETER_BOOLEAN:
    json_add_string(json, "type", "boolean");
    break;
  case TEXTAN_PARAMETER_INTEGER:
    add_number(json, "integer", row);
    break;
  case TEXTAN_PARAMETER_DECIMAL:
    add_number(json, "number", row);
    break;
  case TEXTAN_PARAMETER_STRING:
    json_add_string(json, "type", "string");
    break;
  case TEXTAN_PARAMETER_PATH:
    json_add_string(json, "type", "string");
    json_add_decimal(json, "minLength", (textan_decimal){1, 0});
    break;
  case TEXTAN_PARAMETER_CHOICE:
    add_choices(json, row);
    break;
  case TEXTAN_PARAMETER_DURATION:
    json_add_string(json, "type", "string");
    json_add_string(json, "pattern", SCHEMA_DURATION);
    break;
  case TEXTAN_PARAMETER_SIZE:
    add_size(json, row);
    break;
  case TEXTAN_PARAMETER_TABLE:
    add_table(json);
    break;
  }
}

/* The summary, and the limits where types do not say them. */
static void add_description(struct json_writer *json, const textan_parameter *row) {
  const bool quantity = row->type == TEXTAN_PARAMETER_DURATION || row->type == TEXTAN_PARAMETER_SIZE;
  char range[PARAMETER_RANGE_SIZE];
  struct buffer text = {0};
  parameter_range(row, range);
  if (!buffer_text(&text, row->summary) ||
      ((row->unit || (quantity && range[0])) && !buffer_format(&text, " (%s%s)", parameter_type_name(row), range)))
    json->failed = true;
  json_add_string(json, "description", text.data ? text.data : "");
  buffer_free(&text);
}

static void add_parameter(struct json_writer *json, const textan_parameter *row) {
  json_open_object(json, row->name);
  add_description(json, row);
  if (parameter_is_list(row)) {
    json_add_string(json, "type", "array");
    if (row->type == TEXTAN_PARAMETER_CHOICE)
      json_add_boolean(json, "uniqueItems", true);
    json_open_object(json, "items");
    add_single(json, row);
    json_close_object(json);
  } else
    add_single(json, row);
  if (row->fallback)
    config_add_default(json, "default", row->fallback);
  if (row->flags & TEXTAN_PARAMETER_DEPRECATED)
    json_add_boolean(json, "deprecated", true);
  json_close_object(json);
}

void schema_add_parameters(struct json_writer *json, const char *key, const struct plugin *plugin,
                           enum plugin_kind kind) {
  const textan_parameter *row;
  json_open_object(json, key);
  json_add_string(json, "description", plugin_summary(plugin, kind));
  json_add_string(json, "type", "object");
  json_open_object(json, "properties");
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++)
    add_parameter(json, row);
  json_close_object(json);
  json_add_boolean(json, "additionalProperties", false);
  json_close_object(json);
}

bool schema_has_required(const struct plugin *plugin, enum plugin_kind kind) {
  const textan_parameter *row;
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++)
    if (row->flags & TEXTAN_PARAMETER_REQUIRED)
      return true;
  return false;
}

void schema_add_required(struct json_writer *json, const struct plugin *plugin, enum plugin_kind kind) {
  const textan_parameter *row;
  json_open_line(json, "required");
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++)
    if (row->flags & TEXTAN_PARAMETER_REQUIRED)
      json_add_string(json, NULL, row->name);
  json_close_line(json);
}

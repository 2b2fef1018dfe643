#include "parameters.h"

#include <string.h>

#define TYPE(type_) (1u << TEXTAN_PARAMETER_##type_)

/* How a getter reads a parameter. */
enum shape { SHAPE_ANY, SHAPE_SINGLE, SHAPE_LIST };

static bool has_shape(const textan_parameter *row, enum shape shape) {
  const bool list = (row->flags & TEXTAN_PARAMETER_LIST) || row->type == TEXTAN_PARAMETER_TABLE;
  return shape == SHAPE_ANY || list == (shape == SHAPE_LIST);
}

/* The value of that name, or NULL, after a word in the log, when the plugin's table has none such. */
static const struct parameter_value *find(const textan_parameters *parameters, const char *name, uint32_t types,
                                          enum shape shape) {
  for (size_t i = 0; i < parameters->count; i++) {
    const struct parameter_value *value = &parameters->values[i];
    if (strcmp(value->row->name, name) == 0 && (types & (1u << value->row->type)) && has_shape(value->row, shape))
      return value;
  }
  log_format(parameters->log, TEXTAN_LOG_ERROR, parameters->owner,
             "the plugin reads a parameter \"%s\" that its table does not declare as such", name);
  return NULL;
}

static const struct parameter_item *find_single(const textan_parameters *parameters, const char *name, uint32_t types) {
  static const struct parameter_item none;
  const struct parameter_value *value = find(parameters, name, types, SHAPE_SINGLE);
  return value && value->set ? &value->items[0] : &none;
}

static const struct parameter_item *find_item(const textan_parameters *parameters, const char *name, uint32_t types,
                                              size_t i) {
  static const struct parameter_item none;
  const struct parameter_value *value = find(parameters, name, types, SHAPE_LIST);
  if (value && i >= value->count) {
    log_format(parameters->log, TEXTAN_LOG_ERROR, parameters->owner,
               "the plugin reads item %zu of parameter \"%s\", which has %zu", i, name, value->count);
    return &none;
  }
  return value ? &value->items[i] : &none;
}

static bool is_set(const textan_parameters *parameters, const char *name) {
  const struct parameter_value *value = find(parameters, name, UINT32_MAX, SHAPE_ANY);
  return value && value->set;
}

static bool get_boolean(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(BOOLEAN))->integer != 0;
}

static int64_t get_integer(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(INTEGER))->integer;
}

static textan_decimal get_decimal(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(DECIMAL))->decimal;
}

static const char *get_string(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(STRING) | TYPE(CHOICE) | TYPE(PATH))->string;
}

static int64_t get_duration(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(DURATION))->integer;
}

static int64_t get_size(const textan_parameters *parameters, const char *name) {
  return find_single(parameters, name, TYPE(SIZE))->integer;
}

static size_t get_count(const textan_parameters *parameters, const char *name) {
  const struct parameter_value *value = find(parameters, name, UINT32_MAX, SHAPE_LIST);
  return value ? value->count : 0;
}

static const char *get_string_at(const textan_parameters *parameters, const char *name, size_t i) {
  return find_item(parameters, name, TYPE(STRING) | TYPE(CHOICE) | TYPE(PATH) | TYPE(TABLE), i)->string;
}

static int64_t get_integer_at(const textan_parameters *parameters, const char *name, size_t i) {
  return find_item(parameters, name, TYPE(INTEGER) | TYPE(DURATION) | TYPE(SIZE) | TYPE(BOOLEAN), i)->integer;
}

static textan_decimal get_decimal_at(const textan_parameters *parameters, const char *name, size_t i) {
  return find_item(parameters, name, TYPE(DECIMAL), i)->decimal;
}

static const char *get_key_at(const textan_parameters *parameters, const char *name, size_t i) {
  return find_item(parameters, name, TYPE(TABLE), i)->key;
}

const textan_parameters_api parameters_api = {
    .struct_size = sizeof(textan_parameters_api),
    .is_set = is_set,
    .boolean = get_boolean,
    .integer = get_integer,
    .decimal = get_decimal,
    .string = get_string,
    .duration = get_duration,
    .size = get_size,
    .count = get_count,
    .string_at = get_string_at,
    .integer_at = get_integer_at,
    .decimal_at = get_decimal_at,
    .key_at = get_key_at,
};

/* Values of features and attributes. */
#include <stdlib.h>
#include <string.h>

#include "../jsonl/format.h"
#include "../jsonl/jsonl.h"
#include "textan.h"

uint32_t number_find(const struct scratch *scratch, uint32_t wanted) {
  const struct number *numbers = scratch->numbers;
  /* Where all annotations are read, their numbers are their places. */
  if (wanted && wanted <= scratch->number_count && numbers[wanted - 1].line == wanted)
    return numbers[wanted - 1].document;
  size_t low = 0, high = scratch->number_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (numbers[middle].line < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < scratch->number_count && numbers[low].line == wanted ? numbers[low].document : 0;
}

/* ---- decimals ---- */

static textan_status add_decimal(struct line *line, const struct scan_value *value) {
  struct scratch *scratch = line->scratch;
  textan_string name;
  const textan_status status = line_string(line, "decimals", value, &name);
  if (status != TEXTAN_OK)
    return status;
  char *dot = memchr(name.data, '.', name.size);
  if (!dot)
    return line_fail(line, "\"decimals\" holds \"%.60s\", which is no \"layer.feature\"", name.data);
  if (!line_grow((void **)&scratch->decimals, &scratch->decimal_capacity, scratch->decimal_count,
                 sizeof *scratch->decimals))
    return line_no_memory(line);
  *dot = '\0';
  scratch->decimals[scratch->decimal_count++] = (struct decimal){name.data, dot + 1};
  return TEXTAN_OK;
}

textan_status decimals_read(struct line *line, const struct scan_value *list) {
  struct scanner scanner = scan_inside(&line->scanner, list);
  struct scan_value value;
  textan_status status = TEXTAN_OK;
  bool first = true;
  if (!scan_enter(&scanner, SCAN_LIST))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_item(&scanner, &first) && scan_read(&scanner, &value))
    status = add_decimal(line, &value);
  return status == TEXTAN_OK && scanner.expected ? line_fail_json(line, &scanner) : status;
}

/* known: the feature in the format, or NULL. */
static bool is_decimal(const struct scratch *scratch, const char *layer, const char *name,
                       const textan_feature_type *known) {
  if (known)
    return known->type == TEXTAN_DECIMAL;
  for (size_t i = 0; i < scratch->decimal_count; i++)
    if (strcmp(scratch->decimals[i].name, name) == 0 && strcmp(scratch->decimals[i].layer, layer) == 0)
      return true;
  return false;
}

/* Makes a decimal of a string that holds a number; any other stays. */
static void read_decimal(textan_value *value) {
  struct scanner scanner = scan_begin(value->as.string.data, value->as.string.size);
  struct scan_value number;
  textan_decimal decimal;
  if (!scan_read(&scanner, &number) || number.kind != SCAN_NUMBER || !scan_end(&scanner) ||
      !jsonl_decimal(number.raw, &decimal))
    return;
  value->type = TEXTAN_DECIMAL;
  value->as.decimal = decimal;
}

/* ---- values of all kinds ---- */

static textan_status read_number(const struct line *line, bool decimal, const struct scan_value *json,
                                 textan_value *value) {
  *value = jsonl_number(json->raw);
  if (decimal && jsonl_decimal(json->raw, &value->as.decimal))
    value->type = TEXTAN_DECIMAL;
  if (value->type != TEXTAN_STRING)
    return TEXTAN_OK;
  return line_fail(line, "the number %.*s has more digits than can be kept",
                   (int)(json->raw.size < 60 ? json->raw.size : 60), json->raw.data);
}

/* The items go to scratch->strings; where they begin is set when all lists are read. */
static textan_status read_list(struct line *line, const struct scan_value *json, textan_value *value) {
  struct scratch *scratch = line->scratch;
  struct scanner scanner = scan_inside(&line->scanner, json);
  struct scan_value item;
  textan_status status = TEXTAN_OK;
  bool first = true;
  *value = (textan_value){.type = TEXTAN_LIST};
  if (!scan_enter(&scanner, SCAN_LIST))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_item(&scanner, &first) && scan_read(&scanner, &item)) {
    if (item.kind != SCAN_STRING)
      return line_fail(line, "expected a list of strings, found %s in it", scan_kind_name(item.kind));
    if (!line_grow((void **)&scratch->strings, &scratch->string_capacity, scratch->string_count,
                   sizeof *scratch->strings))
      return line_no_memory(line);
    status = line_string(line, "item", &item, &scratch->strings[scratch->string_count]);
    scratch->string_count++;
    value->size++;
  }
  return status == TEXTAN_OK && scanner.expected ? line_fail_json(line, &scanner) : status;
}

void values_settle(struct scratch *scratch) {
  const textan_string *next = scratch->strings;
  for (size_t i = 0; i < scratch->feature_count; i++)
    if (scratch->features[i].value.type == TEXTAN_LIST) {
      scratch->features[i].value.as.list = next;
      next += scratch->features[i].value.size;
    }
}

/* {"annotation":7}; type 0: an annotation that is not read. */
static textan_status read_reference(const struct line *line, const struct scan_value *json, textan_value *value) {
  static const char *const names[] = {"annotation", NULL};
  struct scanner scanner = scan_inside(&line->scanner, json);
  struct members members = {.names = names};
  uint32_t wanted = 0;
  const textan_status status = members_read(line, &scanner, &members);
  if (status != TEXTAN_OK)
    return status;
  if (!members_have(&members, 0) || !scan_whole(&members.values[0], &wanted))
    return line_fail(line, "expected a reference as {\"annotation\":7}, found another object");
  if (!wanted || wanted > line->largest)
    return line_fail(line, "leads to annotation %u, which does not stand before it", (unsigned)wanted);
  const uint32_t id = number_find(line->scratch, wanted);
  *value = (textan_value){.type = id ? TEXTAN_REFERENCE : 0, .as = {.reference = id}};
  return TEXTAN_OK;
}

textan_status value_read(struct line *line, const struct layer *layer, const struct scan_value *name,
                         const struct scan_value *json) {
  struct scratch *scratch = line->scratch;
  textan_string said;
  textan_status status = line_string(line, "name", name, &said);
  if (status != TEXTAN_OK)
    return status;
  if (!line_grow((void **)&scratch->features, &scratch->feature_capacity, scratch->feature_count,
                 sizeof *scratch->features))
    return line_no_memory(line);
  line->name = said.data;
  textan_feature *feature = &scratch->features[scratch->feature_count];
  const textan_feature_type *known = format_feature(layer->known, said.data);
  *feature = (textan_feature){.name = known ? known->name : said.data, .value = {.type = TEXTAN_STRING}};
  switch (json->kind) {
  case SCAN_STRING:
    status = line_string(line, "value", json, &feature->value.as.string);
    if (status == TEXTAN_OK && is_decimal(scratch, layer->name, said.data, known))
      read_decimal(&feature->value);
    break;
  case SCAN_NUMBER:
    /* Attributes come with the documents, so that a whole number may be one for all its name says. */
    status = read_number(line, layer != &line->model->attributes && is_decimal(scratch, layer->name, said.data, known),
                         json, &feature->value);
    break;
  case SCAN_LIST:
    status = read_list(line, json, &feature->value);
    break;
  case SCAN_OBJECT:
    status = read_reference(line, json, &feature->value);
    break;
  case SCAN_NULL:
    return line_fail(line, "expected a string, number, true, false, list of strings or reference, found null");
  default:
    feature->value = (textan_value){.type = TEXTAN_BOOLEAN, .as = {.boolean = json->kind == SCAN_TRUE}};
  }
  scratch->feature_count += status == TEXTAN_OK && feature->value.type;
  return status;
}

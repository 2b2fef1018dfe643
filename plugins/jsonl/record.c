/* One line of JSON as a record. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "../plain/utf8.h"
#include "jsonl.h"
#include "scan.h"

enum { ATTRIBUTES_MAX = 1000 };

/* ---- names of the record ---- */

/* Room for `size` bytes at *text. */
static bool reserve(char **text, size_t *capacity, size_t size) {
  if (size <= *capacity)
    return true;
  char *grown = realloc(*text, 2 * size);
  if (!grown)
    return false;
  *text = grown;
  *capacity = 2 * size;
  return true;
}

textan_status jsonl_place(struct jsonl_parser *parser, const char *name, uint64_t number, textan_record *record,
                          textan_error *error) {
  const size_t size = strlen(name) + 24;
  *record = (textan_record){.struct_size = sizeof *record, .media_type = "text/plain", .bytes = ""};
  if (!reserve(&parser->source, &parser->source_capacity, size))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the name of a record");
  snprintf(parser->source, size, "%s:%llu", name, (unsigned long long)number);
  record->id = record->source = parser->source;
  return TEXTAN_OK;
}

static const char *kind_name(const cJSON *value) {
  if (cJSON_IsNull(value))
    return "null";
  if (cJSON_IsBool(value))
    return "a boolean";
  if (cJSON_IsNumber(value))
    return "a number";
  if (cJSON_IsString(value))
    return "a string";
  return cJSON_IsArray(value) ? "a list" : "an object";
}

/* ---- parsing ---- */

/* True when an escape \u0000 stands in the line: cJSON would end the string there. */
static bool has_zero_escape(const textan_string *line) {
  const char *at = line->data, *end = at + line->size;
  while ((at = memmem(at, (size_t)(end - at), "\\u0000", 6)) != NULL) {
    size_t backslashes = 0;
    while (at - backslashes > line->data && at[-(ptrdiff_t)backslashes - 1] == '\\')
      backslashes++;
    if (backslashes % 2 == 0)
      return true;
    at += 6;
  }
  return false;
}

static textan_status check_bytes(const textan_string *line, textan_error *error) {
  const size_t valid = utf8_valid_size(line->data, line->size);
  if (valid < line->size)
    return textan_fail(error, TEXTAN_EINPUT, "expected UTF-8, found the byte 0x%02X at byte %zu of the line",
                       (unsigned)(unsigned char)line->data[valid], valid);
  const char *zero = memchr(line->data, '\0', line->size);
  if (zero)
    return textan_fail(error, TEXTAN_EINPUT, "expected JSON, found a zero byte at byte %zu of the line",
                       (size_t)(zero - line->data));
  if (has_zero_escape(line))
    return textan_fail(error, TEXTAN_EINPUT, "the line holds the character U+0000 (\\u0000), which no text may hold");
  return TEXTAN_OK;
}

/* Where a scan of the line's first bytes ends: inside a string, and how deep in lists and objects. */
struct scan {
  bool in_string;
  size_t depth;
};

static struct scan scan_line(const textan_string *line, size_t size) {
  struct scan scan = {0};
  for (size_t i = 0; i < size; i++) {
    const char c = line->data[i];
    if (c == '"')
      scan.in_string = !scan.in_string;
    else if (scan.in_string)
      i += c == '\\';
    else if (c == '[' || c == '{')
      scan.depth++;
    else if (c == ']' || c == '}')
      scan.depth -= scan.depth > 0;
  }
  return scan;
}

/* Where and why the line is no JSON. */
static textan_status no_json(const textan_string *line, const char *at, textan_error *error) {
  const size_t offset = (size_t)(at - line->data);
  if (scan_line(line, offset).depth >= CJSON_NESTING_LIMIT)
    return textan_fail(error, TEXTAN_EINPUT, "the line's lists and objects are nested deeper than %d levels",
                       CJSON_NESTING_LIMIT);
  if (offset + 1 >= line->size || scan_line(line, line->size).in_string)
    return textan_fail(error, TEXTAN_EINPUT, "the line is no complete JSON object: it breaks off at its end (byte %zu)",
                       line->size);
  char excerpt[24];
  size_t size = 0;
  for (; size + 1 < sizeof excerpt && offset + size < line->size && at[size] >= ' ' && at[size] < 0x7F; size++)
    excerpt[size] = at[size];
  excerpt[size] = '\0';
  return textan_fail(error, TEXTAN_EINPUT, "the line is not valid JSON at byte %zu (at: %s)", offset, excerpt);
}

static textan_status parse_object(struct jsonl_parser *parser, const textan_string *line, textan_error *error) {
  const textan_status status = check_bytes(line, error);
  if (status != TEXTAN_OK)
    return status;
  const char *stop = line->data;
  cJSON *root = cJSON_ParseWithLengthOpts(line->data, line->size, &stop, false);
  parser->root = root;
  if (!root)
    return no_json(line, stop, error);
  const char *end = line->data + line->size;
  while (stop < end && (*stop == ' ' || *stop == '\t' || *stop == '\r'))
    stop++;
  if (stop < end)
    return textan_fail(error, TEXTAN_EINPUT, "expected one JSON object, found something behind it at byte %zu",
                       (size_t)(stop - line->data));
  if (!cJSON_IsObject(root))
    return textan_fail(error, TEXTAN_EINPUT, "expected a JSON object, found %s", kind_name(root));
  return TEXTAN_OK;
}

/* ---- fields ---- */

static textan_status set_id(struct jsonl_parser *parser, struct jsonl_walk *walk, const cJSON *value, size_t index,
                            textan_record *record, textan_error *error) {
  if (cJSON_IsString(value)) {
    if (*value->valuestring)
      record->id = value->valuestring;
    return TEXTAN_OK;
  }
  if (cJSON_IsNull(value))
    return TEXTAN_OK;
  if (!cJSON_IsNumber(value))
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\": expected a string or a number as id, found %s",
                       parser->fields.id, kind_name(value));
  const textan_string literal = jsonl_walk_literal(walk, index);
  if (!reserve(&parser->id, &parser->id_capacity, literal.size + 1))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the name of a record");
  memcpy(parser->id, literal.data, literal.size);
  parser->id[literal.size] = '\0';
  record->id = parser->id;
  return TEXTAN_OK;
}

void jsonl_make_name(char *name) {
  char *to = name;
  for (const char *from = name; *from; from++) {
    const char c = *from >= 'A' && *from <= 'Z' ? (char)(*from - 'A' + 'a') : *from;
    const bool letter = c >= 'a' && c <= 'z';
    if (letter || (to > name && c >= '0' && c <= '9'))
      *to++ = c;
    else if (to > name && to[-1] != '_')
      *to++ = '_';
  }
  *to = '\0';
}

static bool is_string_list(const cJSON *value) {
  if (!cJSON_IsArray(value))
    return false;
  for (const cJSON *item = value->child; item; item = item->next)
    if (!cJSON_IsString(item))
      return false;
  return true;
}

static bool is_listed(const struct jsonl_fields *fields, const char *name) {
  for (size_t i = 0; i < fields->keep_count; i++)
    if (strcmp(fields->keep[i], name) == 0)
      return true;
  return false;
}

static textan_value string_value(const char *text) {
  return (textan_value){.type = TEXTAN_STRING, .size = 0, .as = {.string = {text, strlen(text)}}};
}

/* The value as an attribute's; type 0: it cannot be one.  *strings is where list items go, and moves on. */
static textan_value attribute_value(struct jsonl_walk *walk, const cJSON *value, size_t index,
                                    textan_string **strings) {
  if (cJSON_IsString(value))
    return string_value(value->valuestring);
  if (cJSON_IsNumber(value))
    return jsonl_number(jsonl_walk_literal(walk, index));
  if (cJSON_IsBool(value))
    return (textan_value){.type = TEXTAN_BOOLEAN, .size = 0, .as = {.boolean = cJSON_IsTrue(value)}};
  if (!is_string_list(value))
    return (textan_value){0};
  textan_value list = {.type = TEXTAN_LIST, .size = 0, .as = {.list = *strings}};
  for (const cJSON *item = value->child; item; item = item->next, list.size++)
    *(*strings)++ = (textan_string){item->valuestring, strlen(item->valuestring)};
  return list;
}

/* Keeps a field as an attribute, if it is one to be kept. */
static textan_status keep_field(const struct jsonl_parser *parser, struct jsonl_walk *walk, cJSON *value, size_t index,
                                textan_string **strings, textan_record *record, textan_error *error) {
  const bool listed = is_listed(&parser->fields, value->string);
  if ((!listed && !parser->fields.keep_all) || cJSON_IsNull(value))
    return TEXTAN_OK;
  if (record->attribute_count == ATTRIBUTES_MAX)
    return textan_fail(error, TEXTAN_ELIMIT, "more than %d fields to keep; name those that matter in \"keep\"",
                       (int)ATTRIBUTES_MAX);
  textan_feature *attribute = &parser->attributes[record->attribute_count];
  attribute->value = attribute_value(walk, value, index, strings);
  if (!attribute->value.type && listed)
    return textan_fail(error, TEXTAN_EINPUT,
                       "field \"%.100s\": expected a string, number, boolean or list of strings to keep, found %s",
                       value->string, cJSON_IsArray(value) ? "a list of other things" : kind_name(value));
  jsonl_make_name(value->string); /* in place: the tree is ours, and the name only shrinks */
  attribute->name = value->string;
  /* "lang" would switch the language detector off, so it counts only where it was asked for. */
  if (attribute->value.type && *attribute->name && (listed || strcmp(attribute->name, "lang") != 0))
    record->attribute_count++;
  return TEXTAN_OK;
}

/* Room for all fields as attributes and for all items of their lists. */
static bool reserve_attributes(struct jsonl_parser *parser) {
  size_t fields = 0, items = 0;
  for (const cJSON *value = ((const cJSON *)parser->root)->child; value; value = value->next) {
    fields++;
    if (cJSON_IsArray(value))
      items += (size_t)cJSON_GetArraySize(value);
  }
  if (fields > parser->attribute_capacity) {
    textan_feature *grown = realloc(parser->attributes, 2 * fields * sizeof *grown);
    if (!grown)
      return false;
    parser->attributes = grown;
    parser->attribute_capacity = 2 * fields;
  }
  if (items > parser->string_capacity) {
    textan_string *grown = realloc(parser->strings, 2 * items * sizeof *grown);
    if (!grown)
      return false;
    parser->strings = grown;
    parser->string_capacity = 2 * items;
  }
  return true;
}

static textan_status set_lang(const struct jsonl_parser *parser, const cJSON *value, textan_record *record,
                              textan_error *error) {
  if (cJSON_IsNull(value))
    return TEXTAN_OK;
  if (!cJSON_IsString(value))
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\": expected a language tag as a string, found %s",
                       parser->fields.lang, kind_name(value));
  parser->attributes[record->attribute_count++] = (textan_feature){"lang", string_value(value->valuestring)};
  return TEXTAN_OK;
}

static textan_status set_text(const struct jsonl_parser *parser, const cJSON *value, textan_record *record,
                              textan_error *error) {
  if (!value)
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\" is missing: expected the document's text as a string",
                       parser->fields.text);
  if (!cJSON_IsString(value))
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\": expected the document's text as a string, found %s",
                       parser->fields.text, kind_name(value));
  record->bytes = value->valuestring;
  record->size = strlen(value->valuestring);
  return TEXTAN_OK;
}

static textan_status read_fields(struct jsonl_parser *parser, const textan_string *line, textan_record *record,
                                 textan_error *error) {
  const struct jsonl_fields *fields = &parser->fields;
  if (!reserve_attributes(parser))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the attributes of a record");
  record->attributes = parser->attributes;
  textan_string *strings = parser->strings;
  struct jsonl_walk walk = jsonl_walk_begin(line);
  const cJSON *text = NULL;
  textan_status status = TEXTAN_OK;
  size_t index = 0;
  for (cJSON *value = ((cJSON *)parser->root)->child; value && status == TEXTAN_OK; value = value->next, index++) {
    if (strcmp(value->string, fields->text) == 0)
      text = value;
    else if (strcmp(value->string, fields->id) == 0)
      status = set_id(parser, &walk, value, index, record, error);
    else if (fields->lang && strcmp(value->string, fields->lang) == 0)
      status = set_lang(parser, value, record, error);
    else
      status = keep_field(parser, &walk, value, index, &strings, record, error);
  }
  return status == TEXTAN_OK ? set_text(parser, text, record, error) : status;
}

/* ---- the line as it is ---- */

/* The id of a line that is the record; what else the line says, and whether it is JSON at all, is the decoder's matter.
 */
static textan_status set_line_id(struct jsonl_parser *parser, const struct scan_value *value, textan_record *record,
                                 textan_error *error) {
  if (value->kind == SCAN_NULL)
    return TEXTAN_OK;
  if (value->kind != SCAN_STRING && value->kind != SCAN_NUMBER)
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\": expected a string or a number as id, found %s",
                       parser->fields.id, scan_kind_name(value->kind));
  if (!reserve(&parser->id, &parser->id_capacity, value->raw.size + 1))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the name of a record");
  const size_t size = scan_unescape(value, parser->id);
  if (size == SIZE_MAX || utf8_valid_size(parser->id, size) < size)
    return textan_fail(error, TEXTAN_EINPUT, "field \"%s\" holds a wrong escape or is not UTF-8", parser->fields.id);
  parser->id[size] = '\0';
  if (size)
    record->id = parser->id;
  return TEXTAN_OK;
}

static textan_status set_line(struct jsonl_parser *parser, const textan_string *line, textan_record *record,
                              textan_error *error) {
  struct scanner scanner = scan_begin(line->data, line->size);
  struct scan_value name, value;
  bool first = true;
  record->bytes = line->data;
  record->size = line->size;
  record->media_type = "application/json";
  if (!scan_enter(&scanner, SCAN_OBJECT))
    return TEXTAN_OK;
  while (scan_member(&scanner, &first, &name) && scan_read(&scanner, &value))
    if (scan_says(&name, parser->fields.id))
      return set_line_id(parser, &value, record, error);
  return TEXTAN_OK;
}

textan_status jsonl_parse(struct jsonl_parser *parser, const textan_string *line, const char *name, uint64_t number,
                          textan_record *record, textan_error *error) {
  cJSON_Delete(parser->root);
  parser->root = NULL;
  textan_status status = jsonl_place(parser, name, number, record, error);
  if (status == TEXTAN_OK && parser->fields.whole_line)
    return set_line(parser, line, record, error);
  if (status == TEXTAN_OK)
    status = parse_object(parser, line, error);
  if (status == TEXTAN_OK)
    status = read_fields(parser, line, record, error);
  return status;
}

void jsonl_parser_free(struct jsonl_parser *parser) {
  cJSON_Delete(parser->root);
  free(parser->fields.keep);
  free(parser->attributes);
  free(parser->strings);
  free(parser->id);
  free(parser->source);
  *parser = (struct jsonl_parser){0};
}

#include "config_default.h"

#include "config_node.h"
#include "literal.h"

/* Whether JSON can hold the value. */
static bool has_json(const struct node *node) {
  textan_decimal decimal;
  if (node->type == NODE_NUMBER)
    return literal_decimal(node->text, &decimal) == LITERAL_OK;
  bool all = node->type != NODE_BROKEN && node->type != NODE_TEXT;
  for (size_t i = 0; all && i < node->count; i++)
    all = has_json(node->items[i]);
  return all;
}

static void add_node(struct json_writer *json, const char *key, const struct node *node) {
  textan_decimal decimal = {0, 0};
  switch (node->type) {
  case NODE_BOOLEAN:
    json_add_boolean(json, key, node->text[0] == 't' || node->text[0] == 'T');
    break;
  case NODE_NUMBER:
    literal_decimal(node->text, &decimal);
    json_add_decimal(json, key, decimal);
    break;
  case NODE_LIST:
    json_open_line(json, key);
    for (size_t i = 0; i < node->count; i++)
      add_node(json, NULL, node->items[i]);
    json_close_line(json);
    break;
  case NODE_GROUP:
    json_open_object(json, key);
    for (size_t i = 0; i < node->count; i++)
      add_node(json, node->items[i]->name, node->items[i]);
    json_close_object(json);
    break;
  default:
    json_add_string(json, key, node->text);
  }
}

static void add_parsed(struct config_reader *reader, struct json_writer *json, const char *key, const char *text) {
  static const struct source source = {"default", "/", "the plugin's data"};
  if (setjmp(reader->no_memory) != 0) {
    json->failed = true;
    return;
  }
  const struct node *node = file_read_value(reader, &source, 0, text);
  if (node && has_json(node))
    add_node(json, key, node);
}

void config_add_default(struct json_writer *json, const char *key, const char *text) {
  struct arena arena = {0};
  struct config_reader reader = {.diagnostics = diagnostics_new(), .arena = &arena};
  if (reader.diagnostics)
    add_parsed(&reader, json, key, text);
  else
    json->failed = true;
  file_clean_up(&reader);
  diagnostics_free(reader.diagnostics);
  arena_free(&arena);
}

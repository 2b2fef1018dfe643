/* Trees of configuration words and their memory. */
#include "config_node.h"

#include <stdlib.h>
#include <string.h>

void *reader_alloc(struct config_reader *reader, size_t size) {
  void *memory = arena_alloc(reader->arena, size);
  if (!memory)
    longjmp(reader->no_memory, 1);
  return memory;
}

char *reader_copy(struct config_reader *reader, const char *text, size_t size) {
  char *copy = reader_alloc(reader, size + 1);
  if (size)
    memcpy(copy, text, size);
  return copy;
}

char *reader_format(struct config_reader *reader, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  const size_t size = length < 0 ? 0 : (size_t)length;
  char *text = reader_alloc(reader, size + 1);
  va_start(arguments, format);
  vsnprintf(text, size + 1, format, arguments);
  va_end(arguments);
  return text;
}

void *reader_grow(struct config_reader *reader, void *array, size_t count, size_t element_size) {
  if (count & (count - 1))
    return array;
  void *grown = reader_alloc(reader, (count ? count * 2 : 1) * element_size);
  if (count)
    memcpy(grown, array, count * element_size);
  return grown;
}

void reader_error(struct config_reader *reader, const struct node *node, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char message[2000];
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  diagnostics_error(reader->diagnostics, node->source->name, node->line, "%s", message);
}

const struct node *node_member(const struct node *group, const char *name) {
  for (size_t i = 0; group && group->type == NODE_GROUP && i < group->count; i++)
    if (strcmp(group->items[i]->name, name) == 0)
      return group->items[i];
  return NULL;
}

const char *node_type_name(enum node_type type) {
  switch (type) {
  case NODE_BOOLEAN:
    return "true or false";
  case NODE_NUMBER:
    return "a number";
  case NODE_STRING:
    return "a string";
  case NODE_LIST:
    return "a list";
  case NODE_GROUP:
    return "a group { }";
  default:
    return "a value";
  }
}

const char *node_show(struct config_reader *reader, const struct node *node) {
  switch (node->type) {
  case NODE_BOOLEAN:
  case NODE_NUMBER:
    return node->text;
  case NODE_STRING:
  case NODE_TEXT:
    return reader_format(reader, "\"%s\"", node->text);
  default:
    return node_type_name(node->type);
  }
}

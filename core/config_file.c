/* Reads one configuration file with libconfig into a neutral tree.  The only file that includes libconfig.h. */
#include <errno.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "config_node.h"

enum { FILE_SIZE_MAX = 4 * 1024 * 1024 };

/* The scalars of a file in their order, beside the settings that libconfig made of them. */
struct conversion {
  struct config_reader *reader;
  const struct source *source;
  const struct scan_result *scan;
  size_t next;
};

static struct node *convert(struct conversion *conversion, const config_setting_t *setting);

static void convert_items(struct conversion *conversion, const config_setting_t *setting, struct node *node) {
  node->count = (size_t)config_setting_length(setting);
  node->items = reader_alloc(conversion->reader, (node->count + 1) * sizeof(struct node *));
  for (size_t i = 0; i < node->count; i++)
    node->items[i] = convert(conversion, config_setting_get_elem(setting, (unsigned)i));
}

/* A plain value: its kind and its line are those that the scan saw, a string's text is libconfig's. */
static void convert_scalar(struct conversion *conversion, const config_setting_t *setting, struct node *node) {
  if (conversion->next == conversion->scan->count) {
    node->type = NODE_BROKEN;
    return;
  }
  const struct scalar *scalar = &conversion->scan->scalars[conversion->next++];
  node->type = scalar->type;
  if (!node->name)
    node->line = scalar->line;
  if (config_setting_type(setting) == CONFIG_TYPE_STRING) {
    const char *text = config_setting_get_string(setting);
    node->text = reader_copy(conversion->reader, text ? text : "", text ? strlen(text) : 0);
  } else
    node->text = scalar->text;
}

static struct node *convert(struct conversion *conversion, const config_setting_t *setting) {
  struct node *node = reader_alloc(conversion->reader, sizeof *node);
  const char *name = config_setting_name(setting);
  node->name = name ? reader_copy(conversion->reader, name, strlen(name)) : NULL;
  node->source = conversion->source;
  node->line = (int)config_setting_source_line(setting);
  if (config_setting_is_group(setting)) {
    node->type = NODE_GROUP;
    convert_items(conversion, setting, node);
  } else if (config_setting_is_aggregate(setting)) {
    node->type = NODE_LIST;
    convert_items(conversion, setting, node);
  } else
    convert_scalar(conversion, setting, node);
  return node;
}

void file_clean_up(struct config_reader *reader) {
  if (reader->library_tree) {
    config_destroy(reader->library_tree);
    free(reader->library_tree);
    reader->library_tree = NULL;
  }
  buffer_free(&reader->text);
}

static void report_parse_error(struct config_reader *reader, const struct source *source, const config_t *tree) {
  const char *reason = config_error_text(tree);
  diagnostics_error(reader->diagnostics, source->name, config_error_line(tree), "libconfig: %s",
                    reason ? reason : "syntax error");
  diagnostics_note(reader->diagnostics,
                   "likely a \";\" or a comma is missing, a bracket or a quote is not closed, or a "
                   "name is set twice in one group");
}

/* Parses reader->text, whose first line is `line` of the source. */
static struct node *parse_text(struct config_reader *reader, const struct source *source, int line) {
  struct scan_result scan;
  if (!scan_text(reader, source, line, &reader->text, &scan))
    return NULL;
  config_t *tree = calloc(1, sizeof *tree);
  if (!tree)
    longjmp(reader->no_memory, 1);
  config_init(tree);
  reader->library_tree = tree;
  struct node *root = NULL;
  if (config_read_string(tree, reader->text.data)) {
    struct conversion conversion = {reader, source, &scan, 0};
    root = convert(&conversion, config_root_setting(tree));
  } else
    report_parse_error(reader, source, tree);
  file_clean_up(reader);
  return root;
}

/* Reads a file into reader->text; false with errno set. */
static bool load(struct config_reader *reader, const char *path) {
  FILE *stream = fopen(path, "rb");
  if (!stream)
    return false;
  buffer_clear(&reader->text);
  bool memory = buffer_reserve(&reader->text, 4096);
  size_t size = 1;
  while (memory && size > 0 && reader->text.size <= FILE_SIZE_MAX) {
    size = fread(reader->text.data + reader->text.size, 1, 4096, stream);
    reader->text.size += size;
    reader->text.data[reader->text.size] = '\0';
    memory = buffer_reserve(&reader->text, 4096);
  }
  const int error = !memory ? ENOMEM : ferror(stream) ? errno : reader->text.size > FILE_SIZE_MAX ? EFBIG : 0;
  fclose(stream);
  errno = error;
  return error == 0;
}

struct node *file_read(struct config_reader *reader, const struct source *source) {
  if (!load(reader, source->name)) {
    diagnostics_error(reader->diagnostics, source->name, 0, "cannot be read: %s", strerror(errno));
    return NULL;
  }
  return parse_text(reader, source, 1);
}

struct node *file_read_value(struct config_reader *reader, const struct source *source, int line, const char *text) {
  buffer_clear(&reader->text);
  if (!buffer_format(&reader->text, "value = %s", text))
    longjmp(reader->no_memory, 1);
  struct node *root = parse_text(reader, source, line);
  if (!root)
    return NULL;
  if (root->count != 1) {
    diagnostics_error(reader->diagnostics, source->name, line, "\"%s\" is more than one value", text);
    return NULL;
  }
  root->items[0]->line = line;
  for (size_t i = 0; i < root->items[0]->count; i++)
    root->items[0]->items[i]->line = line;
  return root->items[0];
}

/* Parameters of a plugin: what the configuration sets, checked against the plugin's table, and the defaults. */
#include <string.h>
#include <unistd.h>

#include "config_check.h"
#include "parameter_text.h"

/* One parameter that is being read. */
struct parameter_reader {
  struct config_reader *reader;
  const struct plugin *plugin;
  const textan_parameter *row;
  const char *who;
};

/* ---- messages ---- */

static const char *wanted_type(const struct parameter_reader *parameter) {
  switch ((textan_parameter_type)parameter->row->type) {
  case TEXTAN_PARAMETER_BOOLEAN:
    return "true or false";
  case TEXTAN_PARAMETER_INTEGER:
    return "a whole number";
  case TEXTAN_PARAMETER_DECIMAL:
    return "a number";
  case TEXTAN_PARAMETER_STRING:
    return "a string";
  case TEXTAN_PARAMETER_PATH:
    return "a path";
  case TEXTAN_PARAMETER_DURATION:
    return "a duration";
  case TEXTAN_PARAMETER_SIZE:
    return "a size";
  case TEXTAN_PARAMETER_TABLE:
    return "a group { } of strings";
  case TEXTAN_PARAMETER_CHOICE:
    break;
  }
  size_t count = 0;
  while (parameter->row->choices[count])
    count++;
  return reader_format(parameter->reader, "one of %s", check_join(parameter->reader, parameter->row->choices, count));
}

/* "a whole number from 1 to 9 (documents)", "a list, each item a string". */
static const char *wanted(const struct parameter_reader *parameter) {
  char range[PARAMETER_RANGE_SIZE];
  return reader_format(parameter->reader, "%s%s%s", parameter_is_list(parameter->row) ? "a list, each item " : "",
                       wanted_type(parameter), parameter_range(parameter->row, range));
}

/* The note on how such a value is written. */
static const char *example(const struct parameter_reader *parameter, const struct node *node) {
  const textan_parameter *row = parameter->row;
  const bool text = row->type != TEXTAN_PARAMETER_BOOLEAN && row->type != TEXTAN_PARAMETER_INTEGER &&
                    row->type != TEXTAN_PARAMETER_DECIMAL;
  if (row->type == TEXTAN_PARAMETER_DURATION)
    return "written as \"500ms\", \"10s\", \"2min\" or \"1h\"";
  if (row->type == TEXTAN_PARAMETER_SIZE)
    return "written as \"64KiB\", \"10MB\" or \"1GiB\", or as bytes: 512";
  if (!text && node->type == NODE_STRING &&
      (literal_is_number(node->text) || strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0))
    return "it is written without quotes";
  if (text && (node->type == NODE_NUMBER || node->type == NODE_BOOLEAN))
    return "it is written in quotes";
  return NULL;
}

static void report_value(const struct parameter_reader *parameter, const struct node *node) {
  reader_error(parameter->reader, node, "%s: parameter \"%s\" wants %s, not %s", parameter->who, parameter->row->name,
               wanted(parameter), node_show(parameter->reader, node));
  const char *note = example(parameter, node);
  if (parameter_is_list(parameter->row) && node->type != NODE_LIST && node->name)
    diagnostics_note(parameter->reader->diagnostics, "a list of one is written in brackets too: [ ... ]");
  else if (note)
    diagnostics_note(parameter->reader->diagnostics, "%s", note);
  else if (parameter->row->type == TEXTAN_PARAMETER_CHOICE && node->type == NODE_STRING) {
    size_t count = 0;
    while (parameter->row->choices[count])
      count++;
    const char *suggestion = diagnostics_suggest(node->text, parameter->row->choices, count);
    if (suggestion)
      diagnostics_note(parameter->reader->diagnostics, "did you mean \"%s\"?", suggestion);
  }
}

/* ---- single values ---- */

static void read_choice(const struct parameter_reader *parameter, const struct node *node,
                        struct parameter_item *item) {
  for (const char *const *choice = parameter->row->choices; *choice; choice++)
    if (node->type == NODE_STRING && strcmp(*choice, node->text) == 0) {
      item->string = *choice;
      return;
    }
  report_value(parameter, node);
}

static void read_path(const struct parameter_reader *parameter, const struct node *node, struct parameter_item *item) {
  if (node->type != NODE_STRING || !node->text[0]) {
    report_value(parameter, node);
    return;
  }
  const char *path = node->text;
  if (path[0] != '/')
    path = reader_format(parameter->reader, "%s/%s", node->source->directory, path);
  if (access(path, R_OK) != 0)
    check_report_path(
        parameter->reader, node,
        reader_format(parameter->reader, "%s: parameter \"%s\": file", parameter->who, parameter->row->name));
  item->string = path;
}

/* Whether the value keeps to a limit of the table (NULL: none). */
static bool within(const struct parameter_reader *parameter, const struct parameter_item *item, const char *limit,
                   int direction) {
  if (!limit)
    return true;
  struct parameter_item bound;
  if (!parameter_limit(parameter->row, limit, &bound)) {
    diagnostics_error(parameter->reader->diagnostics, parameter->plugin->path, 0,
                      "the plugin's table gives parameter \"%s\" a limit that cannot be read: %s", parameter->row->name,
                      limit);
    return true;
  }
  return decimal_compare(item->decimal, bound.decimal) * direction >= 0;
}

static void read_number(const struct parameter_reader *parameter, const struct node *node,
                        struct parameter_item *item) {
  const char *text = node->text ? node->text : "";
  const enum literal_status status = parameter_number(parameter->row, node->type == NODE_STRING, text, item);
  if (status == LITERAL_MALFORMED)
    report_value(parameter, node);
  else if (status == LITERAL_TOO_LARGE)
    reader_error(parameter->reader, node, "%s: parameter \"%s\": %s has more digits than can be kept exactly",
                 parameter->who, parameter->row->name, text);
  else if (!within(parameter, item, parameter->row->minimum, 1) ||
           !within(parameter, item, parameter->row->maximum, -1))
    report_value(parameter, node);
}

static void read_item(const struct parameter_reader *parameter, const struct node *node, struct parameter_item *item) {
  if (node->type == NODE_BROKEN)
    return;
  switch ((textan_parameter_type)parameter->row->type) {
  case TEXTAN_PARAMETER_BOOLEAN:
    if (node->type == NODE_BOOLEAN)
      item->integer = strcasecmp(node->text, "true") == 0;
    else
      report_value(parameter, node);
    break;
  case TEXTAN_PARAMETER_STRING:
  case TEXTAN_PARAMETER_TABLE:
    if (node->type == NODE_STRING)
      item->string = node->text;
    else
      report_value(parameter, node);
    break;
  case TEXTAN_PARAMETER_CHOICE:
    read_choice(parameter, node, item);
    break;
  case TEXTAN_PARAMETER_PATH:
    read_path(parameter, node, item);
    break;
  case TEXTAN_PARAMETER_INTEGER:
  case TEXTAN_PARAMETER_DECIMAL:
  case TEXTAN_PARAMETER_DURATION:
  case TEXTAN_PARAMETER_SIZE:
    read_number(parameter, node, item);
    break;
  }
}

/* ---- words of the command line ---- */

static struct node *new_node(struct config_reader *reader, const struct node *like, enum node_type type,
                             const char *text) {
  struct node *node = reader_alloc(reader, sizeof *node);
  *node = (struct node){.type = type, .name = like->name, .source = like->source, .line = like->line, .text = text};
  return node;
}

/* A value that is written as in a file; NULL after a report. */
static const struct node *parse_word(const struct parameter_reader *parameter, const struct node *node) {
  const struct node *value = file_read_value(parameter->reader, node->source, node->line, node->text);
  if (!value)
    diagnostics_note(parameter->reader->diagnostics, "this is about the value of \"%s\": %s", parameter->row->name,
                     node->text);
  return value;
}

/* A single value, whose quotes the shell has taken or the user left out. */
static const struct node *type_word(const struct parameter_reader *parameter, const struct node *node) {
  const char *text = node->text;
  if (text[0] == '"')
    return parse_word(parameter, node);
  enum node_type type = NODE_STRING;
  if (parameter->row->type == TEXTAN_PARAMETER_BOOLEAN && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
    type = NODE_BOOLEAN;
  if ((parameter->row->type == TEXTAN_PARAMETER_INTEGER || parameter->row->type == TEXTAN_PARAMETER_DECIMAL) &&
      literal_is_number(text))
    type = NODE_NUMBER;
  return new_node(parameter->reader, node, type, text);
}

/* "a,b": a list without its brackets. */
static const struct node *type_words(const struct parameter_reader *parameter, const struct node *node) {
  struct node *list = new_node(parameter->reader, node, NODE_LIST, NULL);
  for (const char *text = node->text; *text;) {
    const size_t length = strcspn(text, ",");
    struct node word = *node;
    word.name = NULL;
    word.text = reader_copy(parameter->reader, text, length);
    struct node *item = new_node(parameter->reader, &word, NODE_BROKEN, NULL);
    const struct node *typed = type_word(parameter, &word);
    if (typed)
      *item = *typed;
    list->items = reader_grow(parameter->reader, list->items, list->count, sizeof *list->items);
    list->items[list->count++] = item;
    text += length + (text[length] == ',');
  }
  return list;
}

/* The value of a --set as the parameter's type reads it; NULL after a report. */
static const struct node *type_text(const struct parameter_reader *parameter, const struct node *node) {
  if (parameter->row->type == TEXTAN_PARAMETER_TABLE ||
      (parameter_is_list(parameter->row) && strchr("[(", node->text[0])))
    return node->text[0] ? parse_word(parameter, node) : new_node(parameter->reader, node, NODE_LIST, NULL);
  return parameter_is_list(parameter->row) ? type_words(parameter, node) : type_word(parameter, node);
}

/* ---- parameters ---- */

/* Reports a choice that stands in its list twice: one of the two is likely a mistake. */
static void check_repetition(const struct parameter_reader *parameter, const struct node *list,
                             const struct parameter_value *value) {
  for (size_t i = 0; i < value->count; i++)
    for (size_t j = 0; j < i && value->items[i].string; j++)
      if (value->items[i].string == value->items[j].string) {
        reader_error(parameter->reader, list->items[i], "%s: parameter \"%s\" names %s twice", parameter->who,
                     parameter->row->name, node_show(parameter->reader, list->items[i]));
        return;
      }
}

static void read_value(const struct parameter_reader *parameter, const struct node *node,
                       struct parameter_value *value) {
  if (node && node->type == NODE_TEXT)
    node = type_text(parameter, node);
  value->set = true;
  value->items = reader_alloc(parameter->reader, sizeof *value->items);
  if (!node || node->type == NODE_BROKEN)
    return;
  const bool table = parameter->row->type == TEXTAN_PARAMETER_TABLE;
  if (!table && !parameter_is_list(parameter->row)) {
    value->count = 1;
    read_item(parameter, node, value->items);
    return;
  }
  if (node->type != (table ? NODE_GROUP : NODE_LIST)) {
    report_value(parameter, node);
    return;
  }
  value->count = node->count;
  value->items = reader_alloc(parameter->reader, (node->count + 1) * sizeof *value->items);
  for (size_t i = 0; i < node->count; i++) {
    value->items[i].key = node->items[i]->name;
    read_item(parameter, node->items[i], &value->items[i]);
  }
  if (parameter->row->type == TEXTAN_PARAMETER_CHOICE)
    check_repetition(parameter, node, value);
}

/* The default, whose paths are relative to the plugin's data. */
static void read_fallback(const struct parameter_reader *parameter, struct parameter_value *value) {
  struct source *source = reader_alloc(parameter->reader, sizeof *source);
  *source = (struct source){
      .name = parameter->plugin->path, .directory = parameter->plugin->data_directory, .base = "the plugin's data"};
  struct parameter_reader fallback = *parameter;
  fallback.who = reader_format(parameter->reader, "default of plugin \"%s\"", parameter->plugin->module->name);
  const struct node *node = file_read_value(parameter->reader, source, 0, parameter->row->fallback);
  read_value(&fallback, node, value);
}

static void read_parameter(const struct parameter_reader *parameter, const struct node *group, const struct node *owner,
                           struct parameter_value *value) {
  const struct node *node = node_member(group, parameter->row->name);
  value->row = parameter->row;
  if (node) {
    if (parameter->row->flags & TEXTAN_PARAMETER_DEPRECATED)
      diagnostics_warning(parameter->reader->diagnostics, node->source->name, node->line,
                          "%s: parameter \"%s\" is going away: %s", parameter->who, parameter->row->name,
                          parameter->row->summary);
    read_value(parameter, node, value);
  } else if (parameter->row->fallback)
    read_fallback(parameter, value);
  else if (parameter->row->flags & TEXTAN_PARAMETER_REQUIRED) {
    reader_error(parameter->reader, owner, "%s: parameter \"%s\" is missing", parameter->who, parameter->row->name);
    diagnostics_note(parameter->reader->diagnostics, "%s: %s", wanted(parameter), parameter->row->summary);
  }
}

bool check_has_parameter(const struct plugin *plugin, enum plugin_kind kind, const char *name) {
  const textan_parameter *row;
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++)
    if (strcmp(row->name, name) == 0)
      return true;
  return false;
}

void check_unknown_parameter(struct config_reader *reader, const struct plugin *plugin, enum plugin_kind kind,
                             const struct node *setting, const char *who) {
  const char **names = NULL;
  size_t count = 0;
  const textan_parameter *row;
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++) {
    names = reader_grow(reader, names, count, sizeof *names);
    names[count++] = row->name;
  }
  reader_error(reader, setting, "%s: unknown parameter \"%s\"", who, setting->name);
  const char *suggestion = diagnostics_suggest(setting->name, names, count);
  diagnostics_note(reader->diagnostics, "%s%s%sallowed: %s   (textan describe %s)", suggestion ? "did you mean \"" : "",
                   suggestion ? suggestion : "", suggestion ? "\"?   " : "", check_join(reader, names, count),
                   plugin->module->name);
}

textan_parameters *check_parameters(struct config_reader *reader, const struct plugin *plugin, enum plugin_kind kind,
                                    const struct node *group, const struct node *owner, const char *who) {
  textan_parameters *parameters = reader_alloc(reader, sizeof *parameters);
  parameters->owner = who;
  parameters->log = reader->log;
  for (size_t i = 0; group && i < group->count; i++)
    if (!check_has_parameter(plugin, kind, group->items[i]->name))
      check_unknown_parameter(reader, plugin, kind, group->items[i], who);
  const textan_parameter *row;
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++) {
    const struct parameter_reader parameter = {reader, plugin, row, who};
    parameters->values = reader_grow(reader, parameters->values, parameters->count, sizeof *parameters->values);
    read_parameter(&parameter, group, owner, &parameters->values[parameters->count++]);
  }
  return parameters;
}

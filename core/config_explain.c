#include "config_explain.h"

#include <string.h>

#include "config_node.h"
#include "parameters.h"
#include "shown.h"

enum { ORIGIN_COLUMN = 56 };

/* What is being printed. */
struct printer {
  const struct config *config;
  struct buffer *out;
  size_t line;        /* where the line begins that is being written */
  const char *margin; /* before every line */
};

static void indent(struct printer *printer, int depth) {
  printer->line = printer->out->size;
  buffer_format(printer->out, "%s%*s", printer->margin, 2 * depth, "");
}

/* Ends the line with where it comes from. */
static void put_origin(struct printer *printer, const char *file, int line) {
  const size_t width = printer->out->size - printer->line;
  buffer_format(printer->out, "%*s# ", width < ORIGIN_COLUMN ? (int)(ORIGIN_COLUMN - width) : 1, "");
  shown_append(printer->out, file, strlen(file));
  if (line > 0)
    buffer_format(printer->out, ":%d", line);
  buffer_text(printer->out, "\n");
}

/* ---- values ---- */

/* A string as libconfig reads it. */
static void put_string(struct buffer *out, const char *text) {
  buffer_text(out, "\"");
  for (; *text; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\')
      buffer_format(out, "\\%c", c);
    else if (c < 0x20 || c == 0x7F)
      buffer_format(out, "\\x%02X", c);
    else
      buffer_append(out, text, 1);
  }
  buffer_text(out, "\"");
}

static bool is_plain(const struct node *node) {
  return node->type != NODE_LIST && node->type != NODE_GROUP;
}

/* A path is absolute, wherever the file is printed to. */
static void put_path(struct buffer *out, const struct node *node) {
  struct buffer path = {0};
  if (node->text[0] != '/' && strcmp(node->text, "-") != 0)
    buffer_format(&path, "%s/", node->source->directory);
  buffer_text(&path, strncmp(node->text, "./", 2) == 0 ? node->text + 2 : node->text);
  put_string(out, path.data ? path.data : "");
  out->lost = out->lost || path.lost;
  buffer_free(&path);
}

/* A plain value, or a list of such in one line. */
static void put_value(struct printer *printer, const struct node *node, bool path) {
  if (node->type == NODE_LIST) {
    buffer_text(printer->out, "[ ");
    for (size_t i = 0; i < node->count; i++) {
      buffer_text(printer->out, i ? ", " : "");
      put_value(printer, node->items[i], path);
    }
    buffer_text(printer->out, node->count ? " ]" : "]");
  } else if (node->type == NODE_STRING || node->type == NODE_TEXT) {
    if (path)
      put_path(printer->out, node);
    else
      put_string(printer->out, node->text);
  } else
    buffer_text(printer->out, node->text);
}

/* ---- parameters ---- */

static void put_group(struct printer *printer, const struct node *group, int depth);

/* A parameter from the command line as a file would write it: its values were read by the plugin's table. */
static void put_setting(struct printer *printer, const struct parameter_value *value) {
  char digits[TEXTAN_DECIMAL_SIZE];
  const bool list = value->row->flags & TEXTAN_PARAMETER_LIST;
  buffer_text(printer->out, list ? "[ " : "");
  for (size_t i = 0; i < value->count; i++) {
    const struct parameter_item *item = &value->items[i];
    buffer_text(printer->out, i ? ", " : "");
    switch (value->row->type) {
    case TEXTAN_PARAMETER_BOOLEAN:
      buffer_text(printer->out, item->integer ? "true" : "false");
      break;
    case TEXTAN_PARAMETER_INTEGER:
    case TEXTAN_PARAMETER_SIZE:
      buffer_format(printer->out, "%lld", (long long)item->integer);
      break;
    case TEXTAN_PARAMETER_DURATION:
      buffer_format(printer->out, "\"%lldms\"", (long long)item->integer);
      break;
    case TEXTAN_PARAMETER_DECIMAL:
      buffer_text(printer->out, textan_decimal_format(item->decimal, digits));
      break;
    case TEXTAN_PARAMETER_TABLE:
      buffer_format(printer->out, "%s%s = ", i ? "" : "{ ", item->key);
      put_string(printer->out, item->string);
      buffer_text(printer->out, i + 1 < value->count ? "" : "; }");
      break;
    default:
      put_string(printer->out, item->string);
    }
  }
  buffer_text(printer->out, list ? " ]" : "");
}

/* One parameter: as a file sets it, as the command line sets it, or by default. */
static void put_parameter(struct printer *printer, const struct parameter_value *value, const struct node *set,
                          int depth) {
  indent(printer, depth);
  if (set && set->type == NODE_GROUP) {
    buffer_format(printer->out, "%s = {\n", set->name);
    put_group(printer, set, depth + 1);
    indent(printer, depth);
    buffer_text(printer->out, "};\n");
    return;
  }
  buffer_format(printer->out, "%s = ", value->row->name);
  if (set && set->type != NODE_TEXT)
    put_value(printer, set, value->row->type == TEXTAN_PARAMETER_PATH);
  else if (set)
    put_setting(printer, value);
  else
    buffer_text(printer->out, value->row->fallback);
  buffer_text(printer->out, ";");
  put_origin(printer, set ? set->source->name : "default", set ? set->line : 0);
}

/* The group `name` with what `params` (NULL: nothing) sets and the plugin's defaults. */
static void put_parameters(struct printer *printer, const char *name, const struct node *params,
                           const textan_parameters *values, int depth) {
  bool any = false;
  for (size_t i = 0; i < values->count; i++) {
    const struct node *set = node_member(params, values->values[i].row->name);
    if (!set && (!values->values[i].row->fallback || (values->values[i].row->flags & TEXTAN_PARAMETER_DEPRECATED)))
      continue;
    if (!any) {
      indent(printer, depth);
      buffer_format(printer->out, "%s = {\n", name);
    }
    any = true;
    put_parameter(printer, &values->values[i], set, depth + 1);
  }
  if (any) {
    indent(printer, depth);
    buffer_text(printer->out, "};\n");
  }
}

/* ---- groups ---- */

static void put_list(struct printer *printer, const struct node *list, int depth) {
  for (size_t i = 0; i < list->count; i++) {
    indent(printer, depth);
    if (list->items[i]->type == NODE_GROUP) {
      buffer_text(printer->out, "{\n");
      put_group(printer, list->items[i], depth + 1);
      indent(printer, depth);
      buffer_format(printer->out, "}%s\n", i + 1 < list->count ? "," : "");
      continue;
    }
    put_value(printer, list->items[i], list->name && strcmp(list->name, "paths") == 0);
    buffer_text(printer->out, i + 1 < list->count ? "," : "");
    put_origin(printer, list->items[i]->source->name, list->items[i]->line);
  }
}

static void put_member(struct printer *printer, const struct node *member, int depth) {
  indent(printer, depth);
  buffer_format(printer->out, "%s = ", member->name);
  if (is_plain(member)) {
    put_value(printer, member, false);
    buffer_text(printer->out, ";");
    put_origin(printer, member->source->name, member->line);
    return;
  }
  buffer_text(printer->out, member->type == NODE_LIST ? "(\n" : "{\n");
  if (member->type == NODE_LIST)
    put_list(printer, member, depth + 1);
  else
    put_group(printer, member, depth + 1);
  indent(printer, depth);
  buffer_text(printer->out, member->type == NODE_LIST ? ");\n" : "};\n");
}

static void put_group(struct printer *printer, const struct node *group, int depth) {
  for (size_t i = 0; i < group->count; i++)
    put_member(printer, group->items[i], depth);
}

/* A step, corpus or output: its members, its parameters completed. */
static void put_use(struct printer *printer, const struct node *group, const struct plugin_use *use,
                    const struct plugin_use *decoder, int depth) {
  for (size_t i = 0; i < group->count; i++)
    if (strcmp(group->items[i]->name, "params") != 0 && strcmp(group->items[i]->name, "decoder_params") != 0)
      put_member(printer, group->items[i], depth);
  put_parameters(printer, "params", node_member(group, "params"), use->parameters, depth);
  if (decoder)
    put_parameters(printer, "decoder_params", node_member(group, "decoder_params"), decoder->parameters, depth);
}

void explain_step(const struct step *step, const char *margin, struct buffer *out) {
  struct printer printer = {.out = out, .margin = margin};
  put_use(&printer, step->node, &step->use, NULL, 0);
}

/* ---- the file ---- */

/* The use that a group of the list describes; NULL: a corpus that is left out by --corpus. */
static const struct plugin_use *find_use(const struct config *config, const char *list, const char *id,
                                         const struct plugin_use **decoder, const struct node **group) {
  if (strcmp(list, "steps") == 0)
    for (size_t i = 0; i < config->base_count; i++)
      if (strcmp(config->base_steps[i]->use.id, id) == 0) {
        *group = config->base_steps[i]->node;
        return &config->base_steps[i]->use;
      }
  if (strcmp(list, "corpora") == 0)
    for (size_t i = 0; i < config->corpus_count; i++)
      if (strcmp(config->corpora[i].reader.id, id) == 0) {
        *decoder = config->corpora[i].decoder_named ? &config->corpora[i].decoder : NULL;
        return &config->corpora[i].reader;
      }
  if (strcmp(list, "outputs") == 0)
    for (size_t i = 0; i < config->output_count; i++)
      if (strcmp(config->outputs[i].writer.id, id) == 0)
        return &config->outputs[i].writer;
  return NULL;
}

static void put_uses(struct printer *printer, const struct node *list) {
  bool any = false;
  buffer_format(printer->out, "%s = (\n", list->name);
  for (size_t i = 0; i < list->count; i++) {
    const struct plugin_use *decoder = NULL;
    const struct node *group = list->items[i];
    const struct plugin_use *use =
        find_use(printer->config, list->name, node_member(group, "id")->text, &decoder, &group);
    if (!use)
      continue;
    buffer_text(printer->out, any ? ",\n" : "");
    any = true;
    indent(printer, 1);
    buffer_text(printer->out, "{\n");
    put_use(printer, group, use, decoder, 2);
    indent(printer, 1);
    buffer_text(printer->out, "}");
  }
  buffer_text(printer->out, any ? "\n);\n" : ");\n");
}

void explain_print(const struct config *config, const char *path, struct buffer *out) {
  struct printer printer = {.config = config, .out = out, .margin = ""};
  const struct node *file = config->file;
  buffer_text(out, "# the effective configuration of ");
  shown_append(out, path, strlen(path));
  buffer_text(out, "; behind each value stands where it comes from\nformat = 1;\n");
  if (!node_member(node_member(file, "run"), "id")) {
    /* The id of a run without one is made of the name of its file. */
    buffer_text(out, "run = {\n");
    indent(&printer, 1);
    buffer_format(out, "id = \"%s\";", config->run_id);
    put_origin(&printer, "default", 0);
    if (node_member(file, "run"))
      put_group(&printer, node_member(file, "run"), 1);
    buffer_text(out, "};\n");
  } else
    put_member(&printer, node_member(file, "run"), 0);
  for (size_t i = 0; i < file->count; i++) {
    const struct node *member = file->items[i];
    if (strcmp(member->name, "steps") == 0 || strcmp(member->name, "corpora") == 0 ||
        strcmp(member->name, "outputs") == 0)
      put_uses(&printer, member);
    else if (strcmp(member->name, "tests") == 0)
      put_member(&printer, member, 0);
  }
}

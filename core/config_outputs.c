/* The outputs of a run: writers and where they write to. */
#include <stdlib.h>
#include <string.h>

#include "config_check.h"

static const struct key_rule output_rules[] = {{"id", NODE_STRING, true},
                                               {"use", NODE_STRING, true},
                                               {"path", NODE_STRING, true},
                                               {"params", NODE_GROUP, false},
                                               {0}};
static const struct key_rule embedded_output_rules[] = {{"id", NODE_STRING, true},
                                                        {"use", NODE_STRING, true},
                                                        {"path", NODE_STRING, false},
                                                        {"params", NODE_GROUP, false},
                                                        {0}};
static const char *const variables[] = {"corpus", "run"};

/* Reports variables that are not known and paths that name no file. */
static void check_path(struct config_reader *reader, const struct node *path, const char *who) {
  const size_t length = strlen(path->text);
  if (length == 0 || path->text[length - 1] == '/')
    reader_error(reader, path, "%s: \"path\" wants a file or \"-\" for standard output, not \"%s\"", who, path->text);
  for (const char *at = strstr(path->text, "%{"); at; at = strstr(at + 2, "%{")) {
    const char *name = reader_copy(reader, at + 2, strcspn(at + 2, "}"));
    if (at[2 + strlen(name)] == '}' && (strcmp(name, variables[0]) == 0 || strcmp(name, variables[1]) == 0))
      continue;
    reader_error(reader, path, "%s: unknown variable in its path: %%{%s%s", who, name,
                 at[2 + strlen(name)] == '}' ? "}" : "");
    const char *suggestion = diagnostics_suggest(name, variables, 2);
    diagnostics_note(reader->diagnostics, "%s%s%sallowed: %%{corpus}, %%{run}", suggestion ? "did you mean %{" : "",
                     suggestion ? suggestion : "", suggestion ? "}?   " : "");
  }
}

/* The path with its variables filled in and without "./" and "//", so that two names of one file are the same. */
static const char *expand(struct config_reader *reader, const char *path, const char *corpus, const char *run) {
  const char *text = "";
  while (*path) {
    const char *next = path;
    if (strncmp(path, "%{corpus}", 9) == 0) {
      text = reader_format(reader, "%s%s", text, corpus);
      path += 9;
    } else if (strncmp(path, "%{run}", 6) == 0) {
      text = reader_format(reader, "%s%s", text, run);
      path += 6;
    } else {
      next += strcspn(path + 1, "%") + 1;
      text = reader_format(reader, "%s%.*s", text, (int)(next - path), path);
      path = next;
    }
  }
  char *clean = reader_alloc(reader, strlen(text) + 1);
  size_t size = 0;
  for (size_t i = 0; text[i]; i++) {
    const bool at_start = size == 0 || clean[size - 1] == '/';
    if (at_start && text[i] == '.' && text[i + 1] == '/')
      i++;
    else if (!(size > 0 && at_start && text[i] == '/'))
      clean[size++] = text[i];
  }
  return clean;
}

/* A file that an output writes to. */
struct file {
  const char *name;
  size_t output;
};

static int compare_files(const void *left, const void *right) {
  const struct file *a = left, *b = right;
  const int order = strcmp(a->name, b->name);
  return order ? order : (a->output > b->output) - (a->output < b->output);
}

/* All files of all outputs, sorted by name. */
static struct file *list_files(struct config_reader *reader, const struct config *config, size_t *count) {
  struct file *files = reader_alloc(reader, (config->output_count * config->corpus_count + 1) * sizeof *files);
  *count = 0;
  for (size_t i = 0; i < config->output_count; i++) {
    const char *path = config->outputs[i].path;
    for (size_t j = 0; j < config->corpus_count; j++)
      if (j == 0 || strstr(path, "%{corpus}"))
        files[(*count)++] = (struct file){expand(reader, path, config->corpora[j].reader.id, config->run_id), i};
  }
  qsort(files, *count, sizeof *files, compare_files);
  return files;
}

/* Reports, once for an output, that it writes to a file of another. */
static void check_files(struct config_reader *reader, const struct config *config, const struct node *const *nodes) {
  size_t count = 0;
  const struct file *files = list_files(reader, config, &count);
  bool *reported = reader_alloc(reader, config->output_count + 1);
  for (size_t i = 1; i < count; i++) {
    const struct output *output = &config->outputs[files[i].output], *other = &config->outputs[files[i - 1].output];
    if (other == output || reported[files[i].output] || strcmp(files[i].name, files[i - 1].name) != 0)
      continue;
    reported[files[i].output] = true;
    reader_error(reader, nodes[files[i].output], "output \"%s\" writes to \"%s\", as output \"%s\" on line %d does",
                 output->writer.id, output->path, other->writer.id, other->writer.origin.line);
  }
}

static void check_output_ids(struct config_reader *reader, const struct config *config,
                             const struct node *const *nodes) {
  for (size_t i = 0; i < config->output_count; i++)
    for (size_t j = 0; j < i; j++)
      if (strcmp(config->outputs[i].writer.id, config->outputs[j].writer.id) == 0) {
        reader_error(reader, nodes[i], "output \"%s\" stands here a second time; the first is on line %d",
                     config->outputs[i].writer.id, config->outputs[j].writer.origin.line);
        break;
      }
}

/* Fills the output; false when it cannot be compared with others. */
static bool read_output(struct config_reader *reader, struct registry *registry, const struct node *node,
                        struct output *output) {
  const char *id = check_string(node, "id");
  const char *who = id ? reader_format(reader, "output \"%s\"", id) : "an output";
  if (!check_group(reader, node, who, reader->embedded ? embedded_output_rules : output_rules))
    return false;
  const struct node *path = check_member(node, "path", NODE_STRING), *use = check_member(node, "use", NODE_STRING);
  output->writer = (struct plugin_use){.id = check_id(reader, node, "an output"),
                                       .origin = {node->source->name, node->line},
                                       .kind = PLUGIN_WRITER,
                                       .log = reader->log};
  if (path) {
    check_path(reader, path, who);
    output->path = path->text;
  }
  const struct plugin *plugin = use ? check_plugin(reader, registry, use, who, PLUGIN_WRITER) : NULL;
  if (plugin) {
    who = reader_format(reader, "%s (%s %s)", who, plugin->module->name, plugin->module->version);
    output->writer.plugin = plugin;
    output->writer.parameters =
        check_parameters(reader, plugin, PLUGIN_WRITER, check_member(node, "params", NODE_GROUP), node, who);
  }
  return id && (path || reader->embedded);
}

void outputs_read(struct config_reader *reader, struct registry *registry, const struct node *list,
                  struct config *config) {
  const size_t count = list ? list->count : 0;
  const struct node **nodes = reader_alloc(reader, (count + 1) * sizeof *nodes); /* of the outputs */
  config->outputs = reader_alloc(reader, (count + 1) * sizeof *config->outputs);
  for (size_t i = 0; i < count; i++)
    if (read_output(reader, registry, list->items[i], &config->outputs[config->output_count]))
      nodes[config->output_count++] = list->items[i];
  check_output_ids(reader, config, nodes);
  if (!reader->embedded)
    check_files(reader, config, nodes);
}

/* The outputs of a run: writers and where they write to. */
#include <string.h>

#include "config_check.h"

static const struct key_rule output_rules[] = {{"id", NODE_STRING, true},
                                               {"use", NODE_STRING, true},
                                               {"path", NODE_STRING, true},
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

/* The files that the outputs before this one write to: names[output], as many as corpora when they depend on them. */
struct files {
  const char ***names;
  size_t *counts;
};

/* The files that an output with this path writes to. */
static void list_files(struct config_reader *reader, const struct config *config, const char *path, const char ***names,
                       size_t *count) {
  *count = strstr(path, "%{corpus}") ? config->corpus_count : 1;
  *names = reader_alloc(reader, (*count + 1) * sizeof **names);
  for (size_t i = 0; i < *count; i++)
    (*names)[i] = expand(reader, path, config->corpus_count ? config->corpora[i].reader.id : "", config->run_id);
}

static bool overlap(const struct files *files, size_t a, size_t b) {
  for (size_t i = 0; i < files->counts[a]; i++)
    for (size_t j = 0; j < files->counts[b]; j++)
      if (strcmp(files->names[a][i], files->names[b][j]) == 0)
        return true;
  return false;
}

/* The output is the last of the configuration. */
static void check_others(struct config_reader *reader, const struct config *config, struct files *files,
                         const struct node *node, const char *who) {
  const size_t last = config->output_count;
  const struct output *output = &config->outputs[last];
  list_files(reader, config, output->path, &files->names[last], &files->counts[last]);
  for (size_t i = 0; i < last; i++) {
    const struct output *other = &config->outputs[i];
    if (strcmp(other->writer.id, output->writer.id) == 0)
      reader_error(reader, node, "%s stands here a second time; the first is on line %d", who,
                   other->writer.origin.line);
    else if (overlap(files, i, last))
      reader_error(reader, node, "%s writes to \"%s\", as output \"%s\" on line %d does", who, output->path,
                   other->writer.id, other->writer.origin.line);
  }
}

/* Fills the output behind the last of the configuration; false when it cannot be used. */
static bool read_output(struct config_reader *reader, struct registry *registry, const struct node *node,
                        const struct config *config, struct files *files) {
  struct output *output = &config->outputs[config->output_count];
  const char *id = check_string(node, "id");
  const char *who = id ? reader_format(reader, "output \"%s\"", id) : "an output";
  if (!check_group(reader, node, who, output_rules))
    return false;
  id = check_id(reader, node, "an output");
  const struct node *path = check_member(node, "path", NODE_STRING), *use = check_member(node, "use", NODE_STRING);
  output->path = path ? path->text : "";
  output->writer = (struct plugin_use){.id = id, .origin = {node->source->name, node->line}, .kind = PLUGIN_WRITER};
  if (path) {
    check_path(reader, path, who);
    check_others(reader, config, files, node, who);
  }
  const struct plugin *plugin = use ? check_plugin(reader, registry, use, who, PLUGIN_WRITER) : NULL;
  if (plugin) {
    who = reader_format(reader, "%s (%s %s)", who, plugin->module->name, plugin->module->version);
    output->writer.plugin = plugin;
    output->writer.parameters =
        check_parameters(reader, plugin, PLUGIN_WRITER, check_member(node, "params", NODE_GROUP), node, who);
  }
  return path;
}

void outputs_read(struct config_reader *reader, struct registry *registry, const struct node *list,
                  struct config *config) {
  const size_t count = list ? list->count : 0;
  struct files files = {.names = reader_alloc(reader, (count + 1) * sizeof *files.names),
                        .counts = reader_alloc(reader, (count + 1) * sizeof *files.counts)};
  config->outputs = reader_alloc(reader, (count + 1) * sizeof *config->outputs);
  for (size_t i = 0; i < count; i++)
    if (read_output(reader, registry, list->items[i], config, &files))
      config->output_count++;
}

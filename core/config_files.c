/* Files that the command line names, as corpora: JSON Lines and standard input are read by "jsonl", all else by
 * "files". */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "config_check.h"

/* A setting or, without a name, an item of a list. */
static struct node *new_node(struct config_reader *reader, const struct source *source, enum node_type type,
                             const char *name, const char *text) {
  struct node *node = reader_alloc(reader, sizeof *node);
  *node = (struct node){.type = type, .name = name, .source = source, .text = text};
  return node;
}

static void append(struct config_reader *reader, struct node *list, struct node *item) {
  list->items = reader_grow(reader, list->items, list->count, sizeof(struct node *));
  list->items[list->count++] = item;
}

static bool is_lines(const char *file) {
  const char *dot = strrchr(file, '.');
  return strcmp(file, "-") == 0 || (dot && (strcmp(dot, ".jsonl") == 0 || strcmp(dot, ".ndjson") == 0));
}

/* The corpus of all files that are (`lines`) or are not JSON Lines. */
static void add_corpus(struct config_reader *reader, struct node *corpora, const struct config_overrides *overrides,
                       bool lines) {
  const struct source *source = corpora->source;
  struct node *paths = new_node(reader, source, NODE_LIST, "paths", NULL);
  for (size_t i = 0; i < overrides->file_count; i++)
    if (is_lines(overrides->files[i]) == lines)
      append(reader, paths, new_node(reader, source, NODE_STRING, NULL, overrides->files[i]));
  if (paths->count == 0)
    return;
  struct node *corpus = new_node(reader, source, NODE_GROUP, NULL, NULL);
  append(reader, corpus, new_node(reader, source, NODE_STRING, "id", lines ? "lines" : "files"));
  append(reader, corpus, new_node(reader, source, NODE_STRING, "reader", lines ? "jsonl" : "files"));
  append(reader, corpus, paths);
  append(reader, corpora, corpus);
}

const struct node *files_as_corpora(struct config_reader *reader, const struct config_overrides *overrides) {
  struct source *source = reader_alloc(reader, sizeof *source);
  char folder[PATH_MAX];
  *source = (struct source){.name = "command line", .directory = ".", .base = "the working directory"};
  if (realpath(".", folder))
    source->directory = reader_copy(reader, folder, strlen(folder));
  struct node *corpora = new_node(reader, source, NODE_LIST, "corpora", NULL);
  add_corpus(reader, corpora, overrides, false);
  add_corpus(reader, corpora, overrides, true);
  return corpora;
}

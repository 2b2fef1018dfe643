/* Files that extend files: each is laid on those that it names, so that nobody copies a configuration. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "config_node.h"

enum { DEPTH_MAX = 16, FILES_MAX = 64 };

/* A file on the way from the run file down to the one being read. */
struct chain {
  const struct chain *above; /* the file that extends this one; NULL: the run file */
  const struct source *source;
  dev_t device;
  ino_t inode;
};

/* ---- merging ---- */

static struct node *copy_node(struct config_reader *reader, const struct node *node) {
  struct node *copy = reader_alloc(reader, sizeof *copy);
  *copy = *node;
  return copy;
}

static size_t member_index(const struct node *group, const char *name) {
  size_t i = 0;
  while (i < group->count && strcmp(group->items[i]->name, name) != 0)
    i++;
  return i;
}

struct node *layers_merge(struct config_reader *reader, const struct node *base, const struct node *over) {
  struct node *merged = copy_node(reader, base);
  merged->items = reader_alloc(reader, (base->count + over->count + 1) * sizeof(struct node *));
  if (base->count)
    memcpy(merged->items, base->items, base->count * sizeof *merged->items);
  for (size_t i = 0; i < over->count; i++) {
    struct node *item = over->items[i];
    const size_t at = member_index(merged, item->name);
    if (at == merged->count)
      merged->count++;
    else if (item->type == NODE_GROUP && merged->items[at]->type == NODE_GROUP)
      item = layers_merge(reader, merged->items[at], item);
    merged->items[at] = item;
  }
  return merged;
}

static const char *string_member(const struct node *group, const char *name) {
  const struct node *member = node_member(group, name);
  return member && member->type == NODE_STRING ? member->text : NULL;
}

/* Whether both name the same plugin, whatever version they ask for. */
static bool same_plugin(const char *a, const char *b) {
  const size_t length = strcspn(a, "@");
  return length == strcspn(b, "@") && strncmp(a, b, length) == 0;
}

/* A step laid on an inherited one.  Where it names another plugin the parameters of the old one go. */
static struct node *merge_step(struct config_reader *reader, const struct node *base, const struct node *over) {
  const char *old_use = string_member(base, "use"), *new_use = string_member(over, "use");
  struct node *kept = copy_node(reader, base);
  if (old_use && new_use && !same_plugin(old_use, new_use)) {
    kept->items = reader_alloc(reader, (base->count + 1) * sizeof(struct node *));
    kept->count = 0;
    for (size_t i = 0; i < base->count; i++)
      if (strcmp(base->items[i]->name, "params") != 0)
        kept->items[kept->count++] = base->items[i];
  }
  return layers_merge(reader, kept, over);
}

/* Steps of the same id become one, in the place of the inherited; new ones follow. */
static struct node *merge_steps(struct config_reader *reader, const struct node *base, const struct node *over) {
  struct node *merged = copy_node(reader, over);
  merged->items = reader_alloc(reader, (base->count + over->count + 1) * sizeof(struct node *));
  merged->count = base->count;
  if (base->count)
    memcpy(merged->items, base->items, base->count * sizeof *merged->items);
  for (size_t i = 0; i < over->count; i++) {
    const char *id = string_member(over->items[i], "id");
    size_t at = merged->count;
    for (size_t j = 0; id && j < base->count; j++) {
      const char *base_id = string_member(base->items[j], "id");
      if (base_id && strcmp(base_id, id) == 0)
        at = j;
    }
    if (at == merged->count)
      merged->items[merged->count++] = over->items[i];
    else
      merged->items[at] = merge_step(reader, merged->items[at], over->items[i]);
  }
  return merged;
}

static struct node *merge_files(struct config_reader *reader, const struct node *base, const struct node *over) {
  const struct node *base_steps = node_member(base, "steps"), *over_steps = node_member(over, "steps");
  struct node *merged = layers_merge(reader, base, over);
  if (base_steps && over_steps && base_steps->type == NODE_LIST && over_steps->type == NODE_LIST)
    merged->items[member_index(merged, "steps")] = merge_steps(reader, base_steps, over_steps);
  merged->source = over->source;
  return merged;
}

/* ---- what each file must say itself ---- */

static void check_format(struct config_reader *reader, const struct node *file) {
  const struct node *format = node_member(file, "format");
  if (!format) {
    diagnostics_error(reader->diagnostics, file->source->name, 1, "the file does not name its format");
    diagnostics_note(reader->diagnostics, "write format = 1; as its first line");
  } else if (format->type != NODE_BROKEN && (format->type != NODE_NUMBER || strcmp(format->text, "1") != 0)) {
    reader_error(reader, format, "format %s is not known", node_show(reader, format));
    diagnostics_note(reader->diagnostics, "this textan reads format = 1;");
  }
}

/* Merging goes by ids, so an id that a file gives twice must be reported before. */
static void check_step_ids(struct config_reader *reader, const struct node *file) {
  const struct node *steps = node_member(file, "steps");
  for (size_t i = 0; steps && steps->type == NODE_LIST && i < steps->count; i++) {
    const char *id = string_member(steps->items[i], "id");
    for (size_t j = 0; id && j < i; j++) {
      const char *earlier = string_member(steps->items[j], "id");
      if (earlier && strcmp(earlier, id) == 0) {
        reader_error(reader, steps->items[i], "step \"%s\" stands here a second time; the first is on line %d", id,
                     steps->items[j]->line);
        break;
      }
    }
  }
}

/* ---- reading ---- */

static const struct source *new_source(struct config_reader *reader, const char *path) {
  struct source *source = reader_alloc(reader, sizeof *source);
  source->name = reader_copy(reader, path, strlen(path));
  source->base = "the file that names it";
  const char *slash = strrchr(path, '/');
  const char *folder = !slash ? "." : slash == path ? "/" : reader_copy(reader, path, (size_t)(slash - path));
  char absolute[PATH_MAX];
  /* Where there is no such folder, reading the file will fail and say so. */
  source->directory = realpath(folder, absolute) ? reader_copy(reader, absolute, strlen(absolute)) : folder;
  return source;
}

/* "a.cfg -> b.cfg -> a.cfg", from the first mention of the file on. */
static const char *chain_text(struct config_reader *reader, const struct chain *from, const struct chain *first,
                              const char *last) {
  const char *text = last;
  for (const struct chain *link = from;; link = link->above) {
    text = reader_format(reader, "%s -> %s", link->source->name, text);
    if (link == first)
      return text;
  }
}

static struct node *read_layer(struct config_reader *reader, const char *path, const struct chain *above,
                               const struct node *named_by);

/* Reads a file that `word`, in the file of `chain`, names. */
static struct node *read_parent(struct config_reader *reader, const struct node *word, const struct chain *chain) {
  const char *slash = strrchr(word->source->name, '/');
  const char *path = word->text;
  if (path[0] != '/' && slash)
    path = reader_format(reader, "%.*s%s", (int)(slash - word->source->name + 1), word->source->name, path);
  struct stat status;
  if (stat(path, &status) != 0) {
    reader_error(reader, word, "extends \"%s\", which cannot be read: %s", word->text, strerror(errno));
    return NULL;
  }
  size_t depth = 0;
  for (const struct chain *link = chain; link; link = link->above, depth++)
    if (link->device == status.st_dev && link->inode == status.st_ino) {
      reader_error(reader, word, "the file extends itself: %s", chain_text(reader, chain, link, path));
      return NULL;
    }
  if (depth >= DEPTH_MAX || reader->file_count >= FILES_MAX) {
    reader_error(reader, word, "too many files extend one another: at most %d in a row and %d in all", DEPTH_MAX,
                 FILES_MAX);
    return NULL;
  }
  return read_layer(reader, path, chain, word);
}

/* All that the file extends, merged in order; NULL when it extends nothing.  *ok: false after a report. */
static struct node *read_parents(struct config_reader *reader, const struct node *file, const struct chain *chain,
                                 bool *ok) {
  const struct node *extends = node_member(file, "extends");
  struct node *base = NULL;
  if (!extends || extends->type == NODE_BROKEN)
    return NULL;
  const struct node *const one[] = {extends};
  const struct node *const *words = extends->type == NODE_LIST ? (const struct node *const *)extends->items : one;
  const size_t count = extends->type == NODE_LIST ? extends->count : 1;
  for (size_t i = 0; i < count; i++) {
    if (words[i]->type == NODE_BROKEN)
      continue;
    if (words[i]->type != NODE_STRING) {
      reader_error(reader, words[i], "\"extends\" wants a file or a list of files, not %s",
                   node_show(reader, words[i]));
      continue;
    }
    struct node *parent = read_parent(reader, words[i], chain);
    if (!parent)
      *ok = false;
    else
      base = base ? merge_files(reader, base, parent) : parent;
  }
  return base;
}

static struct node *read_layer(struct config_reader *reader, const char *path, const struct chain *above,
                               const struct node *named_by) {
  struct stat status = {0};
  struct chain chain = {.above = above, .source = new_source(reader, path)};
  if (stat(path, &status) == 0) {
    chain.device = status.st_dev;
    chain.inode = status.st_ino;
  }
  reader->file_count++;
  const size_t errors = diagnostics_errors(reader->diagnostics);
  struct node *file = file_read(reader, chain.source);
  if (!file) {
    if (named_by && diagnostics_errors(reader->diagnostics) > errors)
      diagnostics_note(reader->diagnostics, "read because %s:%d extends it", named_by->source->name, named_by->line);
    return NULL;
  }
  file->line = 1;
  check_format(reader, file);
  check_step_ids(reader, file);
  bool ok = true;
  const struct node *base = read_parents(reader, file, &chain, &ok);
  if (base)
    file = merge_files(reader, base, file);
  return ok ? file : NULL;
}

struct node *layers_read(struct config_reader *reader, const char *path) {
  return read_layer(reader, path, NULL, NULL);
}

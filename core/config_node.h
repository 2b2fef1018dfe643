/* Configuration files as neutral trees that know where each of their words was written, and the memory they lie in.
 * For the config_*.c files only. */
#ifndef CORE_CONFIG_NODE_H
#define CORE_CONFIG_NODE_H

#include <setjmp.h>

#include "arena.h"
#include "buffer.h"
#include "diagnostics.h"
#include "log.h"

/* Where words come from. */
struct source {
  const char *name;      /* as the user knows it: a file, or "--set" */
  const char *directory; /* what relative paths are relative to; absolute */
  const char *base;      /* the same in words: "the file that names it" */
};

enum node_type {
  NODE_BROKEN, /* reported already: no further check may complain about it */
  NODE_BOOLEAN,
  NODE_NUMBER,
  NODE_STRING,
  NODE_LIST, /* ( ) and [ ] */
  NODE_GROUP,
  NODE_TEXT /* from the command line: the type of what it sets decides how it is read */
};

struct node {
  enum node_type type;
  const char *name; /* NULL in lists */
  const struct source *source;
  int line;
  const char *text; /* STRING, TEXT: the value; NUMBER, BOOLEAN: as written */
  struct node **items;
  size_t count;
};

/* State of one reading. */
struct config_reader {
  struct diagnostics *diagnostics;
  const struct log *log; /* for what plugins say */
  bool embedded;         /* see struct config_overrides */
  struct arena *arena;   /* of the configuration that is being made */
  jmp_buf no_memory;     /* where reader_alloc goes when there is none */
  struct buffer text;    /* the file being read */
  void *library_tree;    /* what libconfig made of it; NULL: nothing */
  size_t file_count;
};

/* Zeroed memory that lives as long as the configuration; does not return when there is none. */
void *reader_alloc(struct config_reader *reader, size_t size);
char *reader_copy(struct config_reader *reader, const char *text, size_t size);
TEXTAN_PRINTF(2, 3)
char *reader_format(struct config_reader *reader, const char *format, ...);
/* A growing array in that memory: room for one more behind `count` elements, doubled when count is a power of two. */
void *reader_grow(struct config_reader *reader, void *array, size_t count, size_t element_size);

TEXTAN_PRINTF(3, 4)
void reader_error(struct config_reader *reader, const struct node *node, const char *format, ...);

/* The member of a group, or NULL; NULL for a NULL group. */
const struct node *node_member(const struct node *group, const char *name);
/* "a string", "a group { }", … */
const char *node_type_name(enum node_type type);
/* The node as one shows it in a message: its text in quotes where it is a string, else its text or type. */
const char *node_show(struct config_reader *reader, const struct node *node);

/* ---- config_scan.c: what libconfig 1.5 does not say or gets wrong, found before it reads a file ---- */

/* A plain value in the order of the file. */
struct scalar {
  enum node_type type;
  int line;
  const char *text; /* NUMBER, BOOLEAN: as written */
};

struct scan_result {
  struct scalar *scalars;
  size_t count;
};

/* Reports every mistake and rewrites the text so that libconfig can read what is left of it: each number becomes "0",
 * each array a list.  `line` is that of the text's beginning.  False: the structure is broken. */
bool scan_text(struct config_reader *reader, const struct source *source, int line, struct buffer *text,
               struct scan_result *result);

/* ---- config_file.c: the only file that includes libconfig.h ---- */

/* The tree of a file; NULL after a report. */
struct node *file_read(struct config_reader *reader, const struct source *source);
/* The value that `text` would be behind "=" in a file; NULL after a report.  Reports go to source:line. */
struct node *file_read_value(struct config_reader *reader, const struct source *source, int line, const char *text);
/* Frees what a reading that was cut short left behind. */
void file_clean_up(struct config_reader *reader);

/* ---- config_layers.c: files that extend files ---- */

/* The group `over` laid on the group `base`. */
struct node *layers_merge(struct config_reader *reader, const struct node *base, const struct node *over);
/* The file with all that it extends; NULL after a report. */
struct node *layers_read(struct config_reader *reader, const char *path);

#endif

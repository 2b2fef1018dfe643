/* Finds the files that a corpus' paths and patterns name; shared by the readers of files.
 *
 * A pattern's root is the folder before its first component with a wildcard; of a plain path it is the folder that
 * holds the file; of a folder it is the folder itself.  A file's name is its path relative to the deepest folder that
 * holds the roots of all the corpus' paths, so names are unique and do not depend on what else the folders hold. */
#ifndef PLUGINS_FILES_INPUTS_H
#define PLUGINS_FILES_INPUTS_H

#include <textan/plugin.h>

struct inputs_file {
  size_t path; /* where it begins in `text` */
  bool given;  /* named outright, not found by a pattern or in a folder */
};

struct inputs {
  char *text; /* paths, each with its NUL */
  size_t text_size, text_capacity;
  struct inputs_file *files; /* sorted bytewise within each pattern; no path stands twice */
  size_t count, capacity;
  size_t root; /* bytes of a path before its name */
};

enum {
  INPUTS_FOLDERS = 1u << 0,       /* a folder stands for every file beneath it */
  INPUTS_STANDARD_INPUT = 1u << 1 /* "-" stands for standard input */
};

/* TEXTAN_ECONFIG: a path does not exist, a pattern matches nothing; TEXTAN_EIO: a folder cannot be read. */
textan_status inputs_find(const textan_inputs *wanted, unsigned flags, struct inputs *out, textan_error *error);
const char *inputs_path(const struct inputs *inputs, size_t i);
const char *inputs_name(const struct inputs *inputs, size_t i); /* "stdin" for "-" */
void inputs_free(struct inputs *inputs);

#endif

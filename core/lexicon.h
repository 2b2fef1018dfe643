/* Word lists inside the host; for lexicon*.c only. */
#ifndef CORE_LEXICON_H
#define CORE_LEXICON_H

#include "automaton.h"
#include "buffer.h"
#include "services.h"

struct row {
  uint32_t cells; /* index of its first cell */
  uint32_t cell_count;
  uint32_t line;
};

struct textan_lexicon {
  const struct lexicon_set *set;
  char *path;
  uint32_t flags;
  uint32_t index;      /* among the set's lexicons */
  struct buffer bytes; /* the file; its cells end with NUL */
  struct row *rows;
  size_t row_count, row_capacity;
  uint32_t *cells; /* offsets in bytes */
  size_t cell_count, cell_capacity;
  char *variants; /* file that the directive `#!variants` names; NULL: none */
  uint32_t variants_line;
  bool loaded;                 /* without errors */
  struct automaton *automaton; /* a large list has one of its own; NULL: it is in that of the set */
};

struct lexicon_set {
  struct textan_lexicon **lexicons;
  size_t count, capacity;
  struct automaton *automaton;
  bool compiled;
};

/* Reads the file into rows and cells; TEXTAN_EDATA names file and line. */
textan_status lexicon_read(struct textan_lexicon *lexicon, size_t columns, textan_error *error);
const char *lexicon_cell(const struct textan_lexicon *lexicon, uint32_t entry, size_t column);
/* That no row stands twice. */
textan_status lexicon_check_rows(const struct textan_lexicon *lexicon, textan_error *error);
/* That every row has so many columns. */
textan_status lexicon_check_columns(const struct textan_lexicon *lexicon, size_t columns, textan_error *error);
void lexicon_free(struct textan_lexicon *lexicon);

/* The automaton of a large list alone, compiled: from the cache, or made and put there. */
textan_status lexicon_own_automaton(struct textan_lexicon *lexicon, textan_error *error);
/* Appends the bytes of the file of variants that the list names; false when it cannot be read. */
bool lexicon_read_variants(const struct textan_lexicon *lexicon, struct buffer *bytes);

/* Puts all spellings of all rows in the automaton. */
textan_status lexicon_add_paths(struct textan_lexicon *lexicon, struct automaton *automaton, textan_error *error);

#endif

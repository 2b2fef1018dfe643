/* Word lists inside the host; for word_list_*.c only. */
#ifndef CORE_WORD_LIST_H
#define CORE_WORD_LIST_H

#include "buffer.h"
#include "services.h"
#include "word_split.h"

/* One spelling of an entry: what the automaton is made of. */
struct spelling {
  uint32_t text; /* offset in the lexicon's bytes, NUL-terminated */
  uint32_t entry;
};

struct row {
  uint32_t cells; /* index of its first cell */
  uint32_t cell_count;
  uint32_t line;
};

struct lexicon_set;

struct textan_lexicon {
  const struct lexicon_set *set;
  char *path;
  uint32_t flags, index; /* index: among the set's lexicons */
  struct buffer bytes;   /* the file, cells and spellings cut apart with NULs */
  struct row *rows;
  size_t row_count, row_capacity;
  uint32_t *cells; /* offsets in bytes */
  size_t cell_count, cell_capacity;
  struct spelling *spellings;
  size_t spelling_count, spelling_capacity;
};

/* Reads a list; TEXTAN_EDATA names file and line. */
textan_status lexicon_read(struct textan_lexicon *lexicon, size_t columns, textan_error *error);
void lexicon_free(struct textan_lexicon *lexicon);

/* The automaton of all lists: a trie over word numbers.  An edge is strict when its word must follow the one before it
 * without space (letters or digits written together, as in "VinFast" or "G20"). */
struct automaton;
struct automaton *automaton_new(struct textan_lexicon *const *lexicons, size_t count);
void automaton_free(struct automaton *automaton);

/* A spelling that ends at a node. */
struct final {
  uint32_t lexicon, entry, spelling;
  uint32_t next; /* index + 1 of the next final of the node; 0: none */
};

typedef bool automaton_visit(void *context, const struct final *final, uint32_t first, uint32_t count);

/* Calls visit for every spelling that matches the document's words, by first word, shorter ones first.  `numbers` has
 * room for one number per word.  Stops, false, when visit does. */
bool automaton_scan(const struct automaton *automaton, const struct words *words, uint32_t *numbers,
                    automaton_visit *visit, void *context);

struct lexicon_set {
  struct textan_lexicon **lexicons;
  size_t count, capacity;
  struct automaton *automaton; /* NULL before lexicon_set_compile */
};

#endif

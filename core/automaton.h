/* The automaton of all word lists: words get numbers, spellings are paths in a trie over these numbers. */
#ifndef CORE_AUTOMATON_H
#define CORE_AUTOMATON_H

#include "words.h"

enum { PATH_WORDS_MAX = 64 };

/* One way to write an entry. */
struct path {
  struct {
    const char *text; /* folded */
    uint32_t size;
  } words[PATH_WORDS_MAX];
  uint32_t count;
  uint64_t glued; /* bit i: word i must follow the one before it without space */
};

/* A path's end: whose it is. */
struct final {
  uint32_t lexicon, entry;
  const char *spelling; /* as it is written in the list, up to NUL or "|"; NULL where the case does not matter */
  uint64_t glued;       /* the path's */
};

struct automaton *automaton_new(void);
void automaton_free(struct automaton *automaton);

/* Before automaton_compile.  False: no memory. */
bool automaton_add(struct automaton *automaton, const struct path *path, const struct final *final);
/* After the last path; nothing can be added then.  False: no memory. */
bool automaton_compile(struct automaton *automaton);

/* A visit of a match; false stops the scan. */
typedef bool automaton_visit(void *context, const struct final *final, uint32_t first, uint32_t count);

/* Calls visit for every path that is found in the words: by first word, shorter ones first, and of those of the same
 * words the last one added first.  `numbers` has room for one number a word.  False: visit stopped it. */
bool automaton_scan(const struct automaton *automaton, const struct words *words, uint32_t *numbers,
                    automaton_visit *visit, void *context);

#endif

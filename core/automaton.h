/* The automaton of all word lists.  Its states are the ways that entries begin, known by keys that are made of the
 * hashes of their words; what ends in a state is compared with the text. */
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
  uint32_t
      spelling; /* 1 + where it is written in the list's bytes, up to NUL or "|"; 0 where the case does not matter */
};

struct automaton *automaton_new(void);
void automaton_free(struct automaton *automaton);

/* Before automaton_compile.  False: no memory. */
bool automaton_add(struct automaton *automaton, const struct path *path, const struct final *final);
/* After the last path; nothing can be added then.  False: no memory. */
bool automaton_compile(struct automaton *automaton);

/* A compiled automaton as a file, and from there again, shared with all processes that map it.  automaton_save: false
 * with errno set when the file, which is open for writing, cannot be written.  automaton_map: NULL when the file is not
 * whole, or of another version or machine. */
bool automaton_save(const struct automaton *automaton, int descriptor);
struct automaton *automaton_map(int descriptor);

/* Whether it has no path. */
bool automaton_is_empty(const struct automaton *automaton);

/* A visit of a match; false stops the scan. */
typedef bool automaton_visit(void *context, const struct final *final, uint32_t first, uint32_t count);

/* Calls visit for every path that is found in the words: by first word, shorter ones first, and of those of the same
 * words the last one added first.  False: visit stopped it. */
bool automaton_scan(const struct automaton *automaton, const struct words *words, automaton_visit *visit,
                    void *context);

#endif

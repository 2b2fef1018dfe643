/* The word splitter, for documents and for the entries of word lists alike.  Call characters_init first. */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "buffer.h"

/* Words and folded text; zero-initialised is empty. */
struct words {
  textan_word *list; /* behind the last word stands another, all zeros */
  size_t count, capacity;
  struct buffer folded;
  bool normal; /* the text is its own normal form */
};

/* Splits valid UTF-8 of at most 1 GiB, followed by a NUL; replaces what was there.  False: no memory. */
bool words_split(struct words *words, const char *text, size_t size);
void words_free(struct words *words);

/* The words of a document, made at the first call; NULL: no memory. */
const struct words *document_words(textan_document *document);

#endif

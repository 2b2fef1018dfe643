/* The word splitter, for documents and for the entries of word lists alike. */
#ifndef CORE_WORD_SPLIT_H
#define CORE_WORD_SPLIT_H

#include "buffer.h"

/* Words and folded text; zero-initialised is empty. */
struct words {
  textan_word *list;
  size_t count, capacity;
  struct buffer folded;
};

/* Splits valid UTF-8 of less than 1 GiB, followed by a NUL; replaces what was there.  False: no memory.  After characters_init. */
bool words_split(struct words *words, const char *text, size_t size);
void words_free(struct words *words);

/* The words of a document, made at the first call; NULL: no memory. */
const struct words *document_words(textan_document *document);

/* The text in NFC with one form of spaces, dashes and quotes, the case kept.  `map` (may be NULL) gets, for every byte
 * of the normal text and one behind, the offset of the text behind it.  False: no memory. */
bool normal_form(const char *text, size_t size, struct buffer *normal, struct buffer *map);
/* True when the text is in that form already. */
bool normal_is(const char *text, size_t size);

/* Appends the text without its diacritics, the letters d with stroke and eth as d.  False: no memory. */
bool normal_strip(const char *text, size_t size, struct buffer *bare);

/* Composes what begins at *at: a character and the marks behind it.  Puts up to `room` code points in NFC into codes
 * and answers their number; *at moves behind what was read.  For characters with CHARACTER_CHANGES or followed by one
 * with CHARACTER_COMPOSES. */
size_t normal_compose(const char *text, size_t size, size_t *at, uint32_t *codes, size_t room);

#endif

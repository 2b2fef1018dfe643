/* Normal forms: NFC with one form of spaces, dashes and quotes, zero-width characters dropped, the case kept. */
#ifndef CORE_NORMAL_H
#define CORE_NORMAL_H

#include "buffer.h"

enum { SEGMENT_MAX = 32 }; /* marks behind one character are composed in pieces of this many; words have up to three */

/* A character with the marks behind it. */
struct segment {
  uint32_t codes[SEGMENT_MAX * 4]; /* in NFC */
  size_t count;
  size_t read; /* bytes that were read */
  size_t last; /* without the dropped characters at their end */
};

/* Composes the character at text and the marks behind it; size > 0. */
void segment_compose(struct segment *segment, const char *text, size_t size);

/* Folds a composed segment; *flags gets CHARACTER_* of its first character. */
void segment_fold(struct segment *segment, unsigned *flags);

/* A place from which on offsets go on in step, or (`still`) all belong to one place of the text. */
struct normal_step {
  uint32_t normal, text;
  bool still;
};

/* Appends the text's normal form.  `steps` (may be NULL) gets struct normal_step in order, beginning with one at 0.
 * False: no memory. */
bool normal_append(struct buffer *normal, struct buffer *steps, const char *text, size_t size);

/* The offset of the text behind an offset of the normal form. */
uint32_t normal_find(const struct buffer *steps, uint32_t normal);

/* Appends folded text without its diacritics and with plain letters for those with a stroke.  False: no memory. */
bool normal_strip(struct buffer *bare, const char *folded, size_t size);
/* textan_word_hash of what normal_strip appends. */
uint32_t normal_bare_hash(const char *folded, size_t size);

#endif

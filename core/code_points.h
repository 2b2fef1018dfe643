/* What the word splitter wants to know about a code point, from tables.  Any thread, after characters_init. */
#ifndef CORE_CODE_POINTS_H
#define CORE_CODE_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "utf8.h"

enum {
  CHARACTER_LETTER = 1u << 0,
  CHARACTER_DIGIT = 1u << 1,
  CHARACTER_MARK = 1u << 2,    /* combining: belongs to what stands before it */
  CHARACTER_SPACE = 1u << 3,   /* white space, no-break spaces, line and paragraph separators */
  CHARACTER_DROPPED = 1u << 4, /* zero-width characters, soft hyphen, byte order mark */
  CHARACTER_UPPER = 1u << 5,   /* upper or title case */
  CHARACTER_LOWER = 1u << 6,
  CHARACTER_ALONE = 1u << 7,    /* a word of its own: Han, kana */
  CHARACTER_COMPOSES = 1u << 8, /* may compose with what stands before it */
  CHARACTER_CHANGES = 1u << 9   /* is not in NFC itself */
};

struct character {
  uint16_t flags;
  uint32_t folded; /* simple lower case; dashes, quotes and spaces in their one form */
  uint32_t normal; /* as folded, with the case kept */
};

enum { CHARACTERS_TABLE = 0x3000 };
extern struct character characters_table[CHARACTERS_TABLE];

/* Fills the table; cheap after the first call.  Main thread, before any other use. */
void characters_init(void);

/* For code points behind the table. */
struct character characters_look_up(uint32_t code);

/* The code point at *at in valid UTF-8; *at moves behind it. */
static inline uint32_t code_point_next(const char *text, size_t *at) {
  size_t size;
  const uint32_t code = utf8_decode((const unsigned char *)text + *at, &size);
  *at += size;
  return code;
}

/* Writes the code point; the number of bytes, 1 to 4. */
static inline size_t code_point_put(char *out, uint32_t code) {
  return utf8_encode(code, (unsigned char *)out);
}

static inline struct character character_of(uint32_t code) {
  return code < CHARACTERS_TABLE ? characters_table[code] : characters_look_up(code);
}

#endif

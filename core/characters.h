/* What the word splitter knows about a code point: its kind, its case and its folded form. */
#ifndef CORE_CHARACTERS_H
#define CORE_CHARACTERS_H

#include <stdint.h>

enum character_kind {
  CHARACTER_OTHER,  /* punctuation, symbols, controls: a word of its own */
  CHARACTER_ALONE,  /* a letter that is a word of its own: Han, kana */
  CHARACTER_LETTER, /* with letters and marks it makes a run */
  CHARACTER_DIGIT,
  CHARACTER_MARK,    /* belongs to the character before it, with which it may compose */
  CHARACTER_SPACE,   /* white space inside a line */
  CHARACTER_LINE,    /* a line break */
  CHARACTER_DROPPED, /* zero-width characters, soft hyphen, variation selectors: as if they were not there */
};

enum {
  CHARACTER_LOWER = 1u << 0,
  CHARACTER_UPPER = 1u << 1,  /* upper or title case */
  CHARACTER_SPLITS = 1u << 2, /* its NFC is more than one code point */
  CHARACTER_CHANGES = 1u << 3 /* its normal form is another code point */
};

/* Folded: simple case folding in NFC, one form of spaces, dashes and quotes.  Not set where CHARACTER_SPLITS. */
struct character {
  unsigned char folded[4]; /* UTF-8 */
  uint8_t folded_size;
  uint8_t kind;
  uint8_t flags;
  uint8_t unused; /* makes it the size of a register */
};

enum { CHARACTERS_TABLE = 0x3000 };
extern struct character characters_table[CHARACTERS_TABLE];

/* Fills the table at its first call; any thread, before any other use. */
void characters_init(void);

/* For the code points behind the table. */
struct character characters_look_up(uint32_t code);

static inline struct character character_of(uint32_t code) {
  return code < CHARACTERS_TABLE ? characters_table[code] : characters_look_up(code);
}

/* The same without copying; what is not in the table is put in *room. */
static inline const struct character *character_at(uint32_t code, struct character *room) {
  if (code < CHARACTERS_TABLE)
    return &characters_table[code];
  *room = characters_look_up(code);
  return room;
}

/* The normal form of a code point, not one that splits: NFC, one form of spaces, dashes and quotes, the case kept. */
uint32_t character_normal(uint32_t code);
/* The folded form of a code point in normal form. */
uint32_t character_fold(uint32_t code);

#endif

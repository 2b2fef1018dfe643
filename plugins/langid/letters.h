/* letters.h - code points to folded letters, and the n-grams of words made of them. */
#ifndef LANGID_LETTERS_H
#define LANGID_LETTERS_H

#include <stddef.h>
#include <stdint.h>

/* What a code point is.  The first five have letters that n-grams are made of. */
enum {
  LANGID_NONE,
  LANGID_LATIN,
  LANGID_CYRILLIC,
  LANGID_ARABIC,
  LANGID_DEVANAGARI,
  LANGID_ETHIOPIC,
  LANGID_HAN,
  LANGID_KANA,
  LANGID_HANGUL,
  LANGID_MARK,    /* joins the letter before it */
  LANGID_ALONE,   /* a script that one language uses; its number stands in place of the letter */
  LANGID_IGNORED, /* as if it were not there */
  LANGID_FIRST_ALONE = 16,
  LANGID_SCRIPTS = 40
};

enum {
  LANGID_WORD_LETTERS = 24, /* longer words are cut */
  /* Orders of n-grams; shorter ones only tell more in short words, and single letters only where
   * they are not those of most languages. */
  LANGID_SHORTEST = 3,
  LANGID_ORDERS = 5,
  LANGID_SHORT_WORD = 4,
  /* The whole word, and n-grams that end at each letter and at the word's end. */
  LANGID_WORD_FEATURES = 1 + (LANGID_ORDERS - LANGID_SHORTEST + 2) * (LANGID_WORD_LETTERS + 1)
};

/* Script << 12 | folded letter of a code point below U+10000. */
uint32_t langid_letter(uint32_t code_point);

/* The letter that a letter and a mark (a code point less U+0300) make, or the letter itself. */
uint32_t langid_compose(uint32_t letter, uint32_t mark);

/* Keys of the n-grams of a word of folded letters, its edges included.  Returns their number. */
size_t langid_word_features(const uint16_t *letters, size_t count, uint64_t *keys);

/* One code point of valid UTF-8 that is not ASCII; *size gets its length. */
static inline uint32_t langid_decode(const unsigned char *p, size_t *size) {
  if (p[0] < 0xE0) {
    *size = 2;
    return (uint32_t)(p[0] & 0x1F) << 6 | (uint32_t)(p[1] & 0x3F);
  }
  if (p[0] < 0xF0) {
    *size = 3;
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (uint32_t)(p[2] & 0x3F);
  }
  *size = 4;
  return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
         (uint32_t)(p[3] & 0x3F);
}

#endif

/* letters.c - code points to folded letters, and the n-grams of words made of them. */
#include "letters.h"

#include "letters-table.h"

#include <stdbool.h>

uint32_t langid_letter(uint32_t code_point) {
  if (code_point >= 0x10000) /* U+20000 and U+30000: the supplementary planes of Han */
    return code_point >= 0x20000 && code_point < 0x40000 ? (uint32_t)LANGID_HAN << 12 : 0;
  return letter_values[letter_blocks[code_point >> 7]][code_point & 127];
}

uint32_t langid_compose(uint32_t letter, uint32_t mark) {
  const uint32_t key = letter << 8 | mark;
  size_t low = 0, high = sizeof composition_keys / sizeof *composition_keys;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (composition_keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sizeof composition_keys / sizeof *composition_keys && composition_keys[low] == key
             ? composition_values[low]
             : letter;
}

/* Letters of Latin beyond ASCII, which few languages share. */
static bool is_rare(uint16_t letter) {
  return (letter >= 0x80 && letter < 0x400) || letter >= 0xC00;
}

/* Letters are 12 bits wide, so that a key holds up to five of them exactly; 1 stands for the word's edges. */
size_t langid_word_features(const uint16_t *letters, size_t count, uint64_t *keys) {
  enum { EDGE = 1 };
  const size_t shortest = count <= LANGID_SHORT_WORD ? LANGID_SHORTEST - 1 : LANGID_SHORTEST;
  size_t n = 0;
  uint64_t window = EDGE, whole = 0;
  for (size_t i = 0; i <= count; i++) {
    window = window << 12 | (i < count ? letters[i] : EDGE);
    const size_t longest = i + 2 < LANGID_ORDERS ? i + 2 : LANGID_ORDERS;
    if (i < count && is_rare(letters[i]))
      keys[n++] = letters[i];
    for (size_t order = shortest; order <= longest; order++)
      keys[n++] = window & ((UINT64_C(1) << 12 * order) - 1);
    whole = (whole ^ window) * UINT64_C(0x9E3779B97F4A7C15);
  }
  if (count > LANGID_ORDERS - 2) /* a shorter word with its edges is an n-gram already */
    keys[n++] = whole | UINT64_C(1) << 63;
  return n;
}

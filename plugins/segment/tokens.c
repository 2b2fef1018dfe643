/* Tokens: the host's words, some of them joined. */
#include "segment.h"

/* "46.2", "10.000", "1,120": digits parted by one mark that is glued on both sides. */
static bool is_inside_number(const struct segment_text *t, size_t i) {
  if (!i || i + 1 >= t->count)
    return false;
  const uint32_t mark = segment_mark(t, i);
  return (mark == '.' || mark == ',') && t->words[i].flags & t->words[i + 1].flags & TEXTAN_WORD_GLUED &&
         t->words[i - 1].flags & t->words[i + 1].flags & TEXTAN_WORD_DIGITS;
}

void segment_mark_tokens(struct segment_text *t) {
  for (size_t i = 1; i < t->count; i++) {
    if (!(t->words[i].flags & TEXTAN_WORD_GLUED))
      continue;
    const uint16_t both = t->words[i - 1].flags & t->words[i].flags;
    if (is_inside_number(t, i)) {
      t->marks[i] |= SEGMENT_JOINED;
      t->marks[i + 1] |= SEGMENT_JOINED;
    } else if (both & TEXTAN_WORD_LETTERS && !(t->marks[i] & SEGMENT_BEGIN)) {
      t->marks[i] |= SEGMENT_JOINED; /* "VinFast", which the host parts at the capital */
    }
    if (t->words[i].begin < t->words[i - 1].end) /* made of one character and its marks together */
      t->marks[i] = SEGMENT_JOINED;
    else if (t->marks[i] & SEGMENT_BEGIN)
      t->marks[i] &= (uint8_t)~SEGMENT_JOINED;
  }
}

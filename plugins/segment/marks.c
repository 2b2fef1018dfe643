/* Punctuation marks and what they do.  They belong to scripts, not to languages. */
#include "segment.h"

bool segment_is_stop(uint32_t mark) {
  switch (mark) {
  case '.':
  case '!':
  case '?':
  case 0x2026: /* ellipsis */
  case 0x3002: /* ideographic full stop, full-width exclamation and question mark */
  case 0xFF01:
  case 0xFF1F:
  case 0x0964: /* danda */
  case 0x061F: /* Arabic question mark, full stop */
  case 0x06D4:
    return true;
  default:
    return false;
  }
}

bool segment_is_dot_bullet(const struct segment_text *t, size_t i) {
  switch (segment_mark(t, i)) {
  case 0x2022: /* dots, squares, triangles and a tick */
  case 0x2023:
  case 0x25A0:
  case 0x25AA:
  case 0x25B6:
  case 0x25BA:
  case 0x25CB:
  case 0x25CF:
  case 0x25E6:
  case 0x2713:
    return true;
  default:
    return false;
  }
}

bool segment_is_bullet(const struct segment_text *t, size_t i) {
  const uint32_t mark = segment_mark(t, i);
  if (mark == '*' || mark == '-' || mark == 0x00B7) /* every dash folds to this one */
    return !(i + 1 < t->count && t->words[i + 1].flags & TEXTAN_WORD_GLUED);
  return segment_is_dot_bullet(t, i);
}

/* Quotes that show their direction in the text itself; folded they are all the same. */
static bool is_opening_quote(const struct segment_text *t, size_t i) {
  const unsigned char *s = (const unsigned char *)t->text + t->words[i].begin;
  if (s[0] == 0xC2)
    return s[1] == 0xAB;
  return s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0x98 || s[2] == 0x9A || s[2] == 0x9C || s[2] == 0x9E);
}

/* A quote without direction between two words opens where those before it in the paragraph are all closed. */
static bool opens_by_count(const struct segment_text *t, size_t i) {
  enum { LOOK_BACK = 200 }; /* words, so that a text of quotes takes no longer than others */
  if (t->text[t->words[i].begin] != '"' || !segment_is_glued(t, i + 1))
    return false;
  const uint16_t next = t->words[i + 1].flags;
  if (next & TEXTAN_WORD_PUNCTUATION)
    return false;
  size_t before = 0, at = i;
  for (size_t end = i > LOOK_BACK ? i - LOOK_BACK : 0; at > end && !(t->words[at].flags & TEXTAN_WORD_PARAGRAPH); at--)
    before += t->text[t->words[at - 1].begin] == '"';
  return before % 2 == 0 && (!at || t->words[at].flags & TEXTAN_WORD_PARAGRAPH);
}

bool segment_is_closer(const struct segment_text *t, size_t i) {
  if (!segment_is_glued(t, i))
    return false;
  switch (segment_mark(t, i)) {
  case ')':
  case ']':
  case '}':
    return true;
  case '"':
  case '\'':
    return !is_opening_quote(t, i) && !opens_by_count(t, i);
  default:
    return false;
  }
}

/* "[1]", glued to what stands before it: the word behind it is word i. */
static bool is_reference(const struct segment_text *t, size_t i) {
  return i >= 4 && segment_mark(t, i - 1) == ']' && segment_mark(t, i - 3) == '[' &&
         t->words[i - 2].flags & TEXTAN_WORD_DIGITS && segment_is_glued(t, i - 1) && segment_is_glued(t, i - 2) &&
         segment_is_glued(t, i - 3);
}

bool segment_is_lower(const struct segment_text *t, size_t i) {
  return !t->caseless &&
         (t->words[i].flags & (TEXTAN_WORD_LETTERS | TEXTAN_WORD_TITLE | TEXTAN_WORD_UPPER)) == TEXTAN_WORD_LETTERS;
}

size_t segment_stop_before(const struct segment_text *t, size_t i) {
  enum { CLOSERS_MAX = 8 }; /* so that a text of brackets takes no longer than others */
  for (int closers = 0; closers < CLOSERS_MAX && i > 0 && segment_is_closer(t, i - 1); closers++)
    i -= is_reference(t, i) ? 3 : 1;
  return i > 0 && segment_is_stop(segment_mark(t, i - 1)) ? i - 1 : SIZE_MAX;
}

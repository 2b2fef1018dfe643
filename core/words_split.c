/* Splitting text into words, in one pass that also folds and hashes them.
 *
 * The loops over letters and digits handle what stands for itself.  They stop at the rest: marks, which compose with
 * what was written already, dropped characters, and letters that are more than one code point in NFC (`special`). */
#include <stdlib.h>
#include <string.h>

#include "characters.h"
#include "normal.h"
#include "utf8.h"
#include "words.h"

enum {
  RUN_MAX = 20000,   /* bytes that a loop reads before it looks at the word's size */
  WORD_MAX = 30000,  /* folded bytes at which a word is cut, so that another loop's still fit textan_word.folded_size */
  NON_ASCII = 1 << 7 /* beside CHARACTER_* in splitter.seen */
};

struct splitter {
  const unsigned char *text, *p, *end; /* p: what is read next */
  unsigned char *out;                  /* end of the folded text */
  struct words *words;
  textan_word *word; /* the open one, behind those of the list */
  uint32_t hash;
  unsigned seen;    /* flags of its characters, together */
  unsigned last;    /* flags of its last letter */
  unsigned changes; /* flags of all characters, for words.normal */
  uint32_t dropped; /* where the first dropped character in or behind it stands */
  uint16_t next;    /* flags that its place gives to the next word */
  bool ok;
};

static inline uint32_t hash_byte(uint32_t hash, unsigned char byte) {
  return (hash ^ byte) * 16777619u;
}

static unsigned char *folded_start(const struct splitter *s) {
  return (unsigned char *)s->words->folded.data;
}

/* ---- memory ---- */

/* Room for `more` bytes now and for all that is still to read, and some to read behind the end: no single character
 * grows by more than half when folded (U+023A), and what splits asks for its room here. */
static bool reserve(struct splitter *s, size_t more) {
  struct buffer *folded = &s->words->folded;
  const size_t left = (size_t)(s->end - s->p);
  folded->size = folded->data ? (size_t)(s->out - folded_start(s)) : 0;
  s->ok = s->ok && buffer_reserve(folded, more + left + left / 2 + 16);
  if (s->ok)
    s->out = folded_start(s) + folded->size;
  return s->ok;
}

static bool grow(struct words *words) {
  const size_t capacity = words->capacity ? words->capacity * 2 : 1024;
  textan_word *list = realloc(words->list, capacity * sizeof *list);
  if (!list)
    return false;
  words->list = list;
  words->capacity = capacity;
  return true;
}

/* ---- words ---- */

/* Opens a word at s->p.  False: no memory. */
static inline bool open_word(struct splitter *s) {
  struct words *words = s->words;
  if (words->count == words->capacity && !grow(words)) {
    s->ok = false;
    return false;
  }
  s->word = &words->list[words->count];
  s->word->begin = s->word->end = (uint32_t)(s->p - s->text);
  s->word->folded = (uint32_t)(s->out - folded_start(s));
  s->hash = 2166136261u;
  s->seen = s->last = 0;
  s->dropped = UINT32_MAX;
  return true;
}

static inline void close_word(struct splitter *s, unsigned flags) {
  flags |= s->next;
  if ((s->seen & (CHARACTER_UPPER | CHARACTER_LOWER)) == CHARACTER_UPPER)
    flags |= TEXTAN_WORD_UPPER;
  if (s->seen & NON_ASCII || s->dropped < s->word->end)
    flags |= TEXTAN_WORD_NON_ASCII;
  s->word->flags = (uint16_t)flags;
  s->word->folded_size = (uint16_t)(s->out - folded_start(s) - s->word->folded);
  s->word->hash = s->hash;
  s->words->count++;
  s->next = TEXTAN_WORD_GLUED;
}

static inline void put(struct splitter *s, const struct character *character) {
  for (int i = 0; i < character->folded_size; i++) {
    s->hash = hash_byte(s->hash, character->folded[i]);
    *s->out++ = character->folded[i];
  }
  s->seen |= character->flags;
  s->last = character->flags;
}

/* ---- segments: a character with marks ---- */

static bool is_as_written(const struct segment *segment, const unsigned char *text) {
  size_t at = 0;
  for (size_t i = 0; i < segment->count; i++) {
    size_t bytes;
    if (at >= segment->read || utf8_decode(text + at, &bytes) != segment->codes[i] ||
        character_of(segment->codes[i]).flags & CHARACTER_CHANGES)
      return false;
    at += bytes;
  }
  return at == segment->read;
}

/* Puts the character at `from` and the marks behind it into the open word. */
static void put_segment(struct splitter *s, const unsigned char *from) {
  struct segment segment;
  segment_compose(&segment, (const char *)from, (size_t)(s->end - from));
  if (!is_as_written(&segment, from))
    s->changes |= CHARACTER_CHANGES;
  s->p = from + segment.read;
  s->word->end = (uint32_t)(from + segment.last - s->text);
  s->seen |= NON_ASCII;
  segment_fold(&segment, &s->last);
  s->seen |= s->last;
  if (!reserve(s, segment.count * 4))
    return;
  for (size_t i = 0; i < segment.count; i++)
    s->out += utf8_encode(segment.codes[i], s->out);
  const unsigned char *word = folded_start(s) + s->word->folded;
  s->hash = textan_word_hash((const char *)word, (size_t)(s->out - word));
}

/* Takes the last character back and puts it anew with the marks that follow. */
static void attach_marks(struct splitter *s) {
  const unsigned char *from = s->text + s->word->end;
  do
    from--;
  while (!utf8_boundary((char)*from));
  do
    s->out--;
  while (!utf8_boundary((char)*s->out));
  put_segment(s, from);
}

/* What the loops leave: a character that is not ASCII.  True when the open word, of this kind, goes on. */
static bool special(struct splitter *s, enum character_kind kind) {
  if (!s->ok)
    return false;
  size_t bytes;
  const struct character character = character_of(utf8_decode(s->p, &bytes));
  if (character.kind == CHARACTER_DROPPED) {
    if (s->dropped == UINT32_MAX)
      s->dropped = (uint32_t)(s->p - s->text);
    s->p += bytes;
    s->changes |= CHARACTER_CHANGES;
    return true;
  }
  if (s->out - folded_start(s) - s->word->folded > WORD_MAX)
    return false;
  if (character.kind == CHARACTER_MARK)
    attach_marks(s);
  else if (kind == CHARACTER_LETTER && character.kind == kind && character.flags & CHARACTER_SPLITS)
    put_segment(s, s->p);
  else
    return false;
  return true;
}

/* ---- runs ---- */

/* As utf8_decode for more than one byte, without a branch between two and three bytes, which alternate in Vietnamese.
 * Reads one byte behind two: that of the next character or the text's NUL. */
static inline uint32_t decode(const unsigned char *p, size_t *bytes) {
  if (p[0] >= 0xF0)
    return utf8_decode(p, bytes);
  const uint32_t three = p[0] >= 0xE0;
  const uint32_t two = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  *bytes = 2 + three;
  return (two << 6 * three) | (p[2] & 0x3Fu & (0u - three));
}

/* Conditional moves instead of a loop. */
static inline uint32_t hash_character(uint32_t hash, const struct character *character) {
  const uint32_t one = hash_byte(hash, character->folded[0]);
  const uint32_t two = hash_byte(one, character->folded[1]);
  const uint32_t three = hash_byte(two, character->folded[2]);
  if (character->folded_size == 4)
    return hash_byte(three, character->folded[3]);
  const uint32_t long_hash = character->folded_size == 3 ? three : two;
  return character->folded_size == 1 ? one : long_hash;
}

/* Letters up to a change from lower to upper case. */
static void read_letters(struct splitter *s) {
  const unsigned char *p = s->p, *const stop = s->end - p > RUN_MAX ? p + RUN_MAX : s->end;
  unsigned char *out = s->out;
  uint32_t hash = s->hash;
  unsigned seen = s->seen, last = s->last, changes = s->changes;
  while (p < stop) {
    const unsigned byte = *p;
    if (byte - 'a' < 26u) {
      last = CHARACTER_LOWER;
      seen |= CHARACTER_LOWER;
      hash = hash_byte(hash, (unsigned char)byte);
      *out++ = (unsigned char)byte;
      p++;
    } else if (byte - 'A' < 26u) {
      if (last & CHARACTER_LOWER)
        break;
      last = CHARACTER_UPPER;
      seen |= CHARACTER_UPPER;
      hash = hash_byte(hash, (unsigned char)(byte | 0x20));
      *out++ = (unsigned char)(byte | 0x20);
      p++;
    } else if (byte >= 0xC2) {
      size_t bytes;
      const uint32_t code = decode(p, &bytes);
      struct character room;
      const struct character *character = character_at(code, &room);
      if (character->kind != CHARACTER_LETTER || character->flags & CHARACTER_SPLITS ||
          (last & CHARACTER_LOWER && character->flags & CHARACTER_UPPER))
        break;
      last = character->flags;
      seen |= last | NON_ASCII;
      changes |= last;
      memcpy(out, character->folded, 4);
      hash = hash_character(hash, character);
      out += character->folded_size;
      p += bytes;
    } else
      break;
  }
  if (p != s->p)
    s->word->end = (uint32_t)(p - s->text);
  s->p = p;
  s->out = out;
  s->hash = hash;
  s->seen = seen;
  s->last = last;
  s->changes = changes;
}

static void read_digits(struct splitter *s) {
  const unsigned char *const stop = s->end - s->p > RUN_MAX ? s->p + RUN_MAX : s->end;
  while (s->p < stop) {
    size_t bytes;
    const struct character character = character_of(utf8_decode(s->p, &bytes));
    if (character.kind != CHARACTER_DIGIT)
      break;
    put(s, &character);
    s->seen |= bytes > 1 ? NON_ASCII : 0;
    s->p += bytes;
    s->word->end = (uint32_t)(s->p - s->text);
  }
}

static void read_one(struct splitter *s, const struct character *character, size_t bytes) {
  put(s, character);
  s->seen |= bytes > 1 ? NON_ASCII : 0;
  s->changes |= character->flags;
  s->p += bytes;
  s->word->end = (uint32_t)(s->p - s->text);
}

/* ---- between words ---- */

static void read_space(struct splitter *s, const struct character *character, size_t bytes) {
  const unsigned char byte = *s->p;
  s->changes |= character->flags;
  for (int i = 0; i < character->folded_size; i++)
    *s->out++ = character->folded[i];
  s->p += bytes;
  s->next &= (uint16_t)~TEXTAN_WORD_GLUED;
  if (character->kind != CHARACTER_LINE || (byte == '\r' && s->p < s->end && *s->p == '\n'))
    return;
  const bool paragraph = bytes == 3 && s->p[-1] == 0xA9; /* U+2029 */
  s->next |= s->next & TEXTAN_WORD_LINE || paragraph ? TEXTAN_WORD_LINE | TEXTAN_WORD_PARAGRAPH : TEXTAN_WORD_LINE;
}

/* ---- all of it ---- */

static void read_letter_word(struct splitter *s, const struct character *first) {
  const unsigned title = first->flags & CHARACTER_UPPER ? TEXTAN_WORD_TITLE : 0;
  if (!open_word(s))
    return;
  if (first->kind == CHARACTER_MARK || first->flags & CHARACTER_SPLITS)
    put_segment(s, s->p);
  do
    read_letters(s);
  while (*s->p >= 0xC2 && special(s, CHARACTER_LETTER));
  close_word(s, TEXTAN_WORD_LETTERS | title);
}

static void read_other_word(struct splitter *s, const struct character *first, size_t bytes) {
  if (!open_word(s))
    return;
  if (first->flags & CHARACTER_SPLITS)
    put_segment(s, s->p);
  else if (first->kind != CHARACTER_DIGIT)
    read_one(s, first, bytes);
  do
    if (first->kind == CHARACTER_DIGIT)
      read_digits(s);
  while (*s->p >= 0xC2 && special(s, first->kind));
  close_word(s, first->kind == CHARACTER_DIGIT   ? TEXTAN_WORD_DIGITS
                : first->kind == CHARACTER_ALONE ? TEXTAN_WORD_LETTERS
                                                 : TEXTAN_WORD_PUNCTUATION);
}

static void read_next(struct splitter *s) {
  size_t bytes;
  struct character room;
  const struct character *character = character_at(utf8_decode(s->p, &bytes), &room);
  switch (character->kind) {
  case CHARACTER_LETTER:
  case CHARACTER_MARK:
    read_letter_word(s, character);
    break;
  case CHARACTER_SPACE:
  case CHARACTER_LINE:
    read_space(s, character, bytes);
    break;
  case CHARACTER_DROPPED:
    s->p += bytes;
    s->changes |= CHARACTER_CHANGES;
    break;
  default:
    read_other_word(s, character, bytes);
  }
}

bool words_split(struct words *words, const char *text, size_t size) {
  const unsigned char *bytes = (const unsigned char *)text;
  struct splitter s = {
      .text = bytes, .p = bytes, .end = bytes + size, .words = words, .next = TEXTAN_WORD_PARAGRAPH, .ok = true};
  words->count = 0;
  buffer_clear(&words->folded);
  s.out = folded_start(&s);
  if (!reserve(&s, 0))
    return false;
  while (s.p < s.end && s.ok)
    if (*s.p == ' ') { /* most of what stands between words */
      *s.out++ = *s.p++;
      s.next &= (uint16_t)~TEXTAN_WORD_GLUED;
    } else
      read_next(&s);
  if (!s.ok || (words->count == words->capacity && !grow(words)))
    return false;
  words->list[words->count] = (textan_word){0};
  words->folded.size = (size_t)(s.out - folded_start(&s));
  *s.out = '\0';
  words->normal = !(s.changes & CHARACTER_CHANGES);
  return true;
}

void words_free(struct words *words) {
  free(words->list);
  buffer_free(&words->folded);
  *words = (struct words){0};
}

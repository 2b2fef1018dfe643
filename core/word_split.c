/* Splitting text into words. */
#include <stdlib.h>
#include <string.h>

#include "code_points.h"
#include "utf8.h"
#include "word_split.h"

enum {
  WORD_SIZE_MAX = 60000, /* folded bytes, to fit textan_word.folded_size */
  COMPOSED_MAX = 8
};

enum kind { KIND_NONE, KIND_LETTERS, KIND_DIGITS };

struct splitter {
  struct words *words;
  const char *text;
  size_t size;
  char *out;        /* end of the folded text; room for all of it was reserved */
  textan_word word; /* the open one */
  enum kind kind;   /* of the open word */
  bool last_lower;  /* its last letter is lower case */
  bool has_lower, has_upper;
  uint16_t next_flags; /* of the next word: LINE, PARAGRAPH, GLUED */
  uint32_t hash;
};

static bool reserve(struct words *words, size_t size) {
  /* Folding makes at most 3 bytes of 2 (U+023A) and composing never more than it reads. */
  buffer_clear(&words->folded);
  if (!buffer_reserve(&words->folded, size + size / 2 + 16))
    return false;
  const size_t guess = size / 4 + 16;
  if (guess <= words->capacity)
    return true;
  textan_word *list = realloc(words->list, guess * sizeof *list);
  if (!list)
    return false;
  words->list = list;
  words->capacity = guess;
  return true;
}

static bool grow(struct words *words) {
  textan_word *list = realloc(words->list, words->capacity * 2 * sizeof *list);
  if (!list)
    return false;
  words->list = list;
  words->capacity *= 2;
  return true;
}

static bool close_word(struct splitter *s) {
  struct words *words = s->words;
  if (s->kind == KIND_NONE)
    return true;
  if (words->count == words->capacity && !grow(words))
    return false;
  if (s->has_upper && !s->has_lower)
    s->word.flags |= TEXTAN_WORD_UPPER;
  s->word.hash = s->hash;
  s->word.folded_size = (uint16_t)(s->out - words->folded.data - s->word.folded);
  words->list[words->count++] = s->word;
  s->kind = KIND_NONE;
  s->next_flags = TEXTAN_WORD_GLUED;
  return true;
}

static void open_word(struct splitter *s, enum kind kind, size_t begin, uint16_t flags) {
  s->word = (textan_word){.begin = (uint32_t)begin,
                          .folded = (uint32_t)(s->out - s->words->folded.data),
                          .flags = (uint16_t)(flags | s->next_flags)};
  s->kind = kind;
  s->has_lower = s->has_upper = s->last_lower = false;
  s->hash = 2166136261u;
}

static inline void put(struct splitter *s, uint32_t folded) {
  if (folded < 0x80) {
    *s->out++ = (char)folded;
    s->hash = (s->hash ^ folded) * 16777619u;
    return;
  }
  const size_t size = code_point_put(s->out, folded);
  for (size_t i = 0; i < size; i++)
    s->hash = (s->hash ^ (uint32_t)(unsigned char)s->out[i]) * 16777619u;
  s->out += size;
}

/* A letter, digit or mark that stands at begin..end. */
static bool put_in_run(struct splitter *s, struct character character, size_t begin, size_t end, bool ascii) {
  const bool digit = character.flags & CHARACTER_DIGIT;
  const bool upper = character.flags & CHARACTER_UPPER;
  const bool mark = character.flags & CHARACTER_MARK;
  const enum kind kind = digit ? KIND_DIGITS : KIND_LETTERS;
  const bool split = s->kind != kind || (upper && s->last_lower) || (character.flags & CHARACTER_ALONE) ||
                     s->out - s->words->folded.data - s->word.folded > WORD_SIZE_MAX;
  if (split && !(mark && s->kind != KIND_NONE)) {
    if (!close_word(s))
      return false;
    open_word(s, kind, begin, digit ? TEXTAN_WORD_DIGITS : TEXTAN_WORD_LETTERS | (upper ? TEXTAN_WORD_TITLE : 0));
  }
  if (!ascii)
    s->word.flags |= TEXTAN_WORD_NON_ASCII;
  s->has_upper |= upper;
  const bool lower = character.flags & CHARACTER_LOWER;
  s->has_lower |= lower;
  if (!mark)
    s->last_lower = lower;
  put(s, character.folded);
  s->word.end = (uint32_t)end;
  return true;
}

static bool put_alone(struct splitter *s, struct character character, size_t begin, size_t end, bool ascii) {
  if (!close_word(s))
    return false;
  open_word(s, KIND_LETTERS, begin, TEXTAN_WORD_PUNCTUATION | (ascii ? 0 : TEXTAN_WORD_NON_ASCII));
  put(s, character.folded);
  s->word.end = (uint32_t)end;
  return close_word(s);
}

static bool put_space(struct splitter *s, uint32_t code) {
  if (!close_word(s))
    return false;
  s->next_flags &= (uint16_t)~TEXTAN_WORD_GLUED;
  if (code == '\n' || code == 0x2028 || code == 0x2029)
    s->next_flags |= s->next_flags & TEXTAN_WORD_LINE ? TEXTAN_WORD_PARAGRAPH : TEXTAN_WORD_LINE;
  if (s->words->count)
    *s->out++ = ' ';
  return true;
}

static bool put_character(struct splitter *s, uint32_t code, size_t begin, size_t end, bool ascii) {
  const struct character character = character_of(code);
  if (character.flags & (CHARACTER_LETTER | CHARACTER_DIGIT))
    return put_in_run(s, character, begin, end, ascii);
  if (character.flags & CHARACTER_SPACE)
    return put_space(s, code);
  if (character.flags & CHARACTER_DROPPED) {
    /* Inside a word it belongs to the word's span; between words it is nothing. */
    if (s->kind != KIND_NONE)
      s->word.end = (uint32_t)end;
    return true;
  }
  if (character.flags & CHARACTER_MARK)
    return put_in_run(s, character, begin, end, ascii);
  return put_alone(s, character, begin, end, ascii);
}

/* Anything but plain ASCII that no mark follows. */
static bool put_general(struct splitter *s, size_t *at) {
  const size_t begin = *at;
  const uint32_t code = code_point_next(s->text, at);
  const bool changes = character_of(code).flags & CHARACTER_CHANGES;
  const bool mark_follows = *at < s->size && (unsigned char)s->text[*at] >= 0xCC &&
                            (character_of(code_point_next(s->text, &(size_t){*at})).flags & CHARACTER_COMPOSES);
  if (!changes && !mark_follows)
    return put_character(s, code, begin, *at, code < 0x80);
  uint32_t codes[COMPOSED_MAX];
  *at = begin;
  const size_t count = normal_compose(s->text, s->size, at, codes, COMPOSED_MAX);
  bool ok = true;
  for (size_t i = 0; ok && i < count; i++)
    ok = put_character(s, codes[i], begin, *at, false);
  return ok;
}

/* The rest of a run of plain lower-case letters, which is most of most texts. */
static void put_lower_run(struct splitter *s, size_t *at) {
  const unsigned char *text = (const unsigned char *)s->text;
  size_t i = *at;
  char *out = s->out;
  uint32_t hash = s->hash;
  const char *limit = s->words->folded.data + s->word.folded + WORD_SIZE_MAX;
  for (; text[i] >= 'a' && text[i] <= 'z' && text[i + 1] < 0xCC && out < limit; i++) {
    *out++ = (char)text[i];
    hash = (hash ^ text[i]) * 16777619u;
  }
  if (i == *at)
    return;
  s->out = out;
  s->hash = hash;
  s->has_lower = s->last_lower = true;
  s->word.end = (uint32_t)i;
  *at = i;
}

bool words_split(struct words *words, const char *text, size_t size) {
  words->count = 0;
  if (!reserve(words, size))
    return false;
  struct splitter s = {.words = words,
                       .text = text,
                       .size = size,
                       .out = words->folded.data,
                       .next_flags = TEXTAN_WORD_LINE | TEXTAN_WORD_PARAGRAPH};
  bool ok = true;
  for (size_t at = 0; ok && at < size;) {
    const unsigned char byte = (unsigned char)text[at];
    if (byte >= 0x80 || (at + 1 < size && (unsigned char)text[at + 1] >= 0xCC)) {
      ok = put_general(&s, &at);
      if (s.kind == KIND_LETTERS)
        put_lower_run(&s, &at);
      continue;
    }
    ok = put_character(&s, byte, at, at + 1, true);
    at++;
    if (s.kind == KIND_LETTERS)
      put_lower_run(&s, &at);
  }
  ok = ok && close_word(&s);
  words->folded.size = (size_t)(s.out - words->folded.data);
  *s.out = '\0';
  return ok;
}

void words_free(struct words *words) {
  free(words->list);
  buffer_free(&words->folded);
  *words = (struct words){0};
}

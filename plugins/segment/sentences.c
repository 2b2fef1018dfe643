/* Where sentences begin. */
#include <string.h>

#include "segment.h"

enum { LOOK_AHEAD = 4, NUMBER_SIZE = 2, ROMAN_SIZE = 4 };

static bool has(const struct segment_text *t, size_t i, uint16_t flags) {
  return i < t->count && t->words[i].flags & flags;
}

/* One letter. */
static bool is_single(const struct segment_text *t, size_t i) {
  const textan_word *word = &t->words[i];
  const unsigned char *s = (const unsigned char *)t->text + word->begin;
  uint32_t characters = 0;
  for (uint32_t at = 0; at < word->end - word->begin && characters < 2; at++)
    characters += (s[at] & 0xC0) != 0x80;
  return word->flags & TEXTAN_WORD_LETTERS && characters == 1;
}

/* Marks that may stand before the first word of a sentence. */
static bool is_before_first(const struct segment_text *t, size_t i) {
  switch (segment_mark(t, i)) {
  case '"':
  case '\'':
  case '(':
  case '[':
  case '-':
  case '|':
  case '*': /* "(*)" */
  case ')':
  case 0x00A1: /* inverted exclamation mark, copyright, inverted question mark */
  case 0x00A9:
  case 0x00BF:
    return true;
  default:
    return segment_is_bullet(t, i);
  }
}

static size_t first_word(const struct segment_text *t, size_t i) {
  for (size_t end = i + LOOK_AHEAD; i < t->count && i < end; i++)
    if (!is_before_first(t, i))
      return i;
  return t->count;
}

/* ---- stops ---- */

static uint32_t number_of(const struct segment_text *t, size_t i) {
  uint32_t number = 0;
  for (uint32_t at = t->words[i].begin; at < t->words[i].end; at++)
    number = number * 10 + (uint32_t)(t->text[at] - '0');
  return number;
}

static bool is_roman(const struct segment_text *t, size_t i) {
  for (uint32_t at = t->words[i].begin; at < t->words[i].end; at++)
    if (!strchr("IVXLC", t->text[at]))
      return false;
  return t->words[i].end - t->words[i].begin <= ROMAN_SIZE;
}

/* "1.", "IV.", "b." at the beginning of a sentence or behind a colon counts, and the sentence goes on behind it; so
 * does the number that is next in such a list, and one behind the first word ("Article 4."). */
static bool is_enumerator(struct segment_text *t, size_t stop) {
  const size_t at = stop - 1;
  const textan_word *word = &t->words[at];
  const bool begins = t->marks[at] & SEGMENT_BEGIN || (at && segment_mark(t, at - 1) == ':') ||
                      (at && t->marks[at - 1] & SEGMENT_BEGIN && has(t, at - 1, TEXTAN_WORD_PUNCTUATION));
  if (word->flags & TEXTAN_WORD_DIGITS) {
    if (word->end - word->begin > NUMBER_SIZE || word->flags & TEXTAN_WORD_NON_ASCII)
      return false;
    const uint32_t number = number_of(t, at);
    if (begins || (t->next_number && number == t->next_number))
      t->next_number = number + 1;
    else if (at >= 2 && t->marks[at - 1] & SEGMENT_NUMBER && t->marks[at - 2] & SEGMENT_BEGIN)
      return true; /* "Art. 5." */
    else if (!at || !(t->marks[at - 1] & SEGMENT_BEGIN) || !has(t, at - 1, TEXTAN_WORD_TITLE))
      return false;
    return true;
  }
  return begins && has(t, at, TEXTAN_WORD_LETTERS) && (is_single(t, at) || is_roman(t, at));
}

/* A word that begins with a capital, or in the manner of "iPhone". */
static bool is_capital(const struct segment_text *t, size_t i) {
  return has(t, i, TEXTAN_WORD_TITLE) ||
         (has(t, i, TEXTAN_WORD_LETTERS) && segment_is_glued(t, i + 1) && has(t, i + 1, TEXTAN_WORD_TITLE));
}

/* "%" and the like, which close a figure. */
static bool ends_figure(const struct segment_text *t, size_t i) {
  return i && segment_mark(t, i) == '%' && has(t, i - 1, TEXTAN_WORD_DIGITS);
}

/* Letters that look like the end of a sentence or the beginning of the next where no space parts them. */
static bool ends_like_prose(const struct segment_text *t, size_t i) {
  if (segment_is_closer(t, i) || has(t, i, TEXTAN_WORD_DIGITS) || ends_figure(t, i))
    return true;
  if (!has(t, i, TEXTAN_WORD_LETTERS) || (is_single(t, i) && !(t->marks[i + 1] & SEGMENT_WORD)))
    return false;
  /* Behind "/", "@" or another stop it is a part of an address. */
  const uint32_t before = i && segment_is_glued(t, i) ? segment_mark(t, i - 1) : 0;
  return before != '/' && before != '@' && before != '.';
}

static bool begins_like_prose(const struct segment_text *t, size_t i) {
  if (!has(t, i, TEXTAN_WORD_TITLE))
    return false;
  const uint32_t behind = segment_is_glued(t, i + 1) ? segment_mark(t, i + 1) : 0;
  if (behind == '.' && segment_is_glued(t, i + 2))
    return false; /* an address or an acronym with stops */
  return behind != '/' && behind != '@' && behind != '=';
}

/* "4. Trade", glued to the stop before it, where the paragraph has "3." already. */
static bool continues_list(const struct segment_text *t, size_t i) {
  return t->next_number && has(t, i, TEXTAN_WORD_DIGITS) && t->words[i].end - t->words[i].begin <= NUMBER_SIZE &&
         number_of(t, i) == t->next_number && segment_is_glued(t, i + 1) && segment_mark(t, i + 1) == '.' &&
         !segment_is_glued(t, i + 2) && has(t, i + 2, TEXTAN_WORD_TITLE);
}

/* A word in capitals behind a glued full stop may be the end of an address.  Addresses are in ASCII, and neither prose
 * nor a colon follows them there. */
static bool may_be_address(const struct segment_text *t, size_t stop, size_t next, size_t first) {
  const textan_word *word = &t->words[first];
  if (first != next || !(word->flags & TEXTAN_WORD_UPPER) || segment_mark(t, stop) != '.' ||
      (word->flags | t->words[stop - 1].flags) & TEXTAN_WORD_NON_ASCII || t->marks[first] & SEGMENT_OPENER)
    return false;
  if (first + 1 < t->count && segment_mark(t, first + 1) == ':' && !segment_is_glued(t, first + 2))
    return false;
  const bool goes_on = first + 1 < t->count && !segment_is_glued(t, first + 1) && segment_is_lower(t, first + 1);
  return !segment_is_lower(t, stop - 1) || (word->end - word->begin <= 2 && !goes_on);
}

/* The stop in "Hanoi (VNA).- The": a dash stands behind it, and a few words before it a line begins, without a dateline
 * of its own. */
static bool ends_dateline(const struct segment_text *t, size_t stop, size_t next) {
  enum { DATELINE_MAX = 12 }; /* words */
  if (segment_mark(t, next) != '-' || segment_is_glued(t, next + 1))
    return false;
  size_t at = stop;
  for (; at && stop - at < DATELINE_MAX && !(t->marks[at] & SEGMENT_BEGIN); at--)
    if (segment_mark(t, at) == '-' && segment_is_stop(segment_mark(t, at - 1)))
      return false;
  return !at || (t->marks[at] & SEGMENT_BEGIN && has(t, at, TEXTAN_WORD_LINE | TEXTAN_WORD_PARAGRAPH));
}

/* "talks.The": a stop without a space behind it. */
static bool ends_glued(const struct segment_text *t, size_t stop, size_t next) {
  if (!stop || t->marks[stop] & (SEGMENT_NO_END | SEGMENT_NUMBER | SEGMENT_MAY_END) || ends_dateline(t, stop, next) ||
      !ends_like_prose(t, stop - 1))
    return false;
  const size_t first = first_word(t, next);
  return continues_list(t, next) || (begins_like_prose(t, first) && !may_be_address(t, stop, next, first));
}

/* "A." as in "A. Lukashenko" or, where nothing has a capital, the last of "u.s.", not "18B.", "C/O." or a word of one
 * letter. */
static bool is_initial(const struct segment_text *t, size_t stop) {
  const size_t at = stop - 1;
  if (!is_single(t, at) || t->marks[stop] & SEGMENT_WORD)
    return false;
  const uint32_t before = at && segment_is_glued(t, at) ? segment_mark(t, at - 1) : ' ';
  if (!has(t, at, TEXTAN_WORD_UPPER))
    return t->caseless && before == '.' && at >= 2 && segment_is_glued(t, at - 1) && is_single(t, at - 2);
  return before == ' ' || before == '.' || before == '-' || before == '(' || before == '"';
}

/* A full stop before `next`, which is not glued to it. */
static bool full_stop_ends(struct segment_text *t, size_t stop, size_t next) {
  const size_t first = first_word(t, next);
  const uint8_t marks = t->marks[stop];
  if (!stop || marks & SEGMENT_NO_END || is_enumerator(t, stop))
    return false;
  if (marks & SEGMENT_NUMBER && !has(t, first, TEXTAN_WORD_LETTERS))
    return false;
  if (marks & SEGMENT_MAY_END || is_initial(t, stop)) /* before a dash it ends a dateline */
    return first < t->count && t->marks[first] & SEGMENT_OPENER && has(t, first, TEXTAN_WORD_TITLE) &&
           segment_mark(t, next) != '-';
  return has(t, first, TEXTAN_WORD_DIGITS) || is_capital(t, first) ||
         (t->caseless && has(t, first, TEXTAN_WORD_LETTERS));
}

/* A stop stands before word `next`, which does not belong to it: does it end a sentence? */
static bool stop_ends(struct segment_text *t, size_t stop, size_t next) {
  const uint32_t mark = segment_mark(t, stop);
  if (mark > 0x2026 || mark == 0x0964 || mark == 0x061F || mark == 0x06D4)
    return true; /* of a script without capitals */
  const bool several = stop && segment_is_stop(segment_mark(t, stop - 1)) && segment_is_glued(t, stop);
  if (segment_is_glued(t, next))
    return !several && mark != 0x2026 && ends_glued(t, stop, next);
  if (mark == '.' && !several)
    return full_stop_ends(t, stop, next);
  const uint16_t capital = t->caseless ? TEXTAN_WORD_LETTERS : TEXTAN_WORD_TITLE;
  return has(t, first_word(t, next), capital) ||
         (mark != '.' && mark != 0x2026 && has(t, first_word(t, next), TEXTAN_WORD_DIGITS));
}

/* ---- sentences joined without a stop ---- */

/* "MinskLien": a capital inside a word. */
static bool is_camel(const struct segment_text *t, size_t i) {
  return i && segment_is_glued(t, i) && has(t, i, TEXTAN_WORD_TITLE) && has(t, i - 1, TEXTAN_WORD_LETTERS) &&
         !has(t, i - 1, TEXTAN_WORD_UPPER) && !is_single(t, i);
}

static bool is_alone(const struct segment_text *t, size_t i) {
  return has(t, i, TEXTAN_WORD_LETTERS) && !is_camel(t, i) && !is_camel(t, i + 1);
}

bool segment_needs_hashes(const struct segment_text *t) {
  if (t->has_glued_end)
    for (size_t i = 1; i < t->count; i++)
      if (is_camel(t, i))
        return true;
  return false;
}

static bool hash_known(const uint32_t *hashes, size_t size, uint32_t hash) {
  size_t at = hash & (size - 1);
  for (; hashes[at]; at = (at + 1) & (size - 1))
    if (hashes[at] == hash)
      return true;
  return false;
}

static void hash_add(uint32_t *hashes, size_t size, uint32_t hash) {
  size_t at = hash & (size - 1);
  while (hashes[at] && hashes[at] != hash)
    at = (at + 1) & (size - 1);
  hashes[at] = hash; /* a hash of 0 is never known, which does no harm */
}

/* Two words in a row, as one number that is no word's. */
static uint32_t pair_hash(const struct segment_text *t, size_t i) {
  return (t->words[i - 1].hash * 31 + t->words[i].hash) * 2654435761u;
}

enum { ONCE = 1, TWICE = 2 };

/* What the document has: words, pairs of words side by side, and words joined as by camel case, once or more often. */
static void fill_hashes(const struct segment_text *t, uint32_t *hashes, size_t size) {
  memset(hashes, 0, size * sizeof *hashes);
  for (size_t i = 0; i < t->count; i++) {
    if (is_alone(t, i)) {
      hash_add(hashes, size, t->words[i].hash);
      if (i && is_alone(t, i - 1))
        hash_add(hashes, size, pair_hash(t, i));
    } else if (is_camel(t, i)) {
      hash_add(hashes, size, pair_hash(t, i) + (hash_known(hashes, size, pair_hash(t, i) + ONCE) ? TWICE : ONCE));
    }
  }
}

/* In a document that lost white space, a capital inside a word parts two sentences where both halves are words of the
 * document themselves, but never stand side by side: product names like "VinFast" are kept, and so is a name that only
 * lost its own space.  Between a headline and what follows the first half is enough, if the whole comes only once. */
static void part_camels(struct segment_text *t, uint32_t *hashes, size_t size) {
  fill_hashes(t, hashes, size);
  bool headline = true;
  for (size_t i = 1; i < t->count; i++) {
    if (t->marks[i] & SEGMENT_BEGIN)
      headline = false;
    if (!is_camel(t, i) || !hash_known(hashes, size, t->words[i - 1].hash) || hash_known(hashes, size, pair_hash(t, i)))
      continue;
    const bool opens = headline && !hash_known(hashes, size, pair_hash(t, i) + TWICE) && i + 1 < t->count &&
                       segment_is_lower(t, i + 1) && !segment_is_glued(t, i + 1);
    if (!opens && !hash_known(hashes, size, t->words[i].hash))
      continue;
    t->marks[i] |= SEGMENT_BEGIN;
    headline = false;
  }
}

/* ---- all ---- */

static bool begins(struct segment_text *t, size_t i) {
  const uint16_t flags = t->words[i].flags;
  if (flags & TEXTAN_WORD_PARAGRAPH) {
    t->next_number = 0;
    return true;
  }
  if (flags & TEXTAN_WORD_LINE && !(t->marks[i] & SEGMENT_WRAPPED))
    return true;
  if (segment_is_dot_bullet(t, i) && !(flags & TEXTAN_WORD_GLUED))
    return true;
  if (!has(t, i - 1, TEXTAN_WORD_PUNCTUATION))
    return false;
  const size_t stop = segment_stop_before(t, i);
  if (stop == SIZE_MAX || segment_is_closer(t, i) || segment_is_stop(segment_mark(t, i)))
    return false;
  const bool ends = stop_ends(t, stop, i);
  t->has_glued_end |= ends && flags & TEXTAN_WORD_GLUED;
  return ends;
}

void segment_mark_sentences(struct segment_text *t, uint32_t *hashes, size_t hash_count) {
  if (hashes) {
    part_camels(t, hashes, hash_count);
    return;
  }
  const uint16_t line = TEXTAN_WORD_LINE | TEXTAN_WORD_PARAGRAPH;
  if (t->count)
    t->marks[0] |= SEGMENT_BEGIN;
  for (size_t i = 1; i < t->count; i++) {
    /* Most words stand behind a word in the same line. */
    const uint16_t flags = t->words[i].flags;
    if ((flags | t->words[i - 1].flags) & TEXTAN_WORD_PUNCTUATION || flags & line)
      if (begins(t, i))
        t->marks[i] |= SEGMENT_BEGIN;
  }
}

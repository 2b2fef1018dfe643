/* What the files of this plugin share: a document's words with what was found out about each. */
#ifndef PLUGINS_SEGMENT_SEGMENT_H
#define PLUGINS_SEGMENT_SEGMENT_H

#include <textan/plugin.h>

enum {
  SEGMENT_JOINED = 1u << 0,  /* belongs to the same token as its predecessor */
  SEGMENT_NO_END = 1u << 1,  /* a stop that ends no sentence, whatever follows: "Mr." */
  SEGMENT_NUMBER = 1u << 2,  /* a stop that ends no sentence before a number: "No." */
  SEGMENT_MAY_END = 1u << 3, /* a stop that ends a sentence only before an opening word: "Co." */
  SEGMENT_OPENER = 1u << 4,  /* a word that opens sentences and stands in no name: "The" */
  SEGMENT_WRAPPED = 1u << 5, /* the line break before it is only layout */
  SEGMENT_BEGIN = 1u << 6,   /* a sentence begins here */
  SEGMENT_WORD = 1u << 7     /* a stop behind one letter that is a word and no initial */
};

struct segment_text {
  const char *text, *folded;
  size_t size;
  const textan_word *words;
  size_t count;
  uint8_t *marks;       /* SEGMENT_* of each word */
  bool caseless;        /* hardly a word has a capital: capitals say nothing */
  bool has_glued_end;   /* "talks.The" was met: the document lost white space */
  uint32_t next_number; /* of the list in the paragraph at hand: "1. … 2. …"; 0: none */
};

/* The character that word i, if it is punctuation, folds to; 0: it is none. */
static inline uint32_t segment_mark(const struct segment_text *t, size_t i) {
  const textan_word *word = &t->words[i];
  if (!(word->flags & TEXTAN_WORD_PUNCTUATION) || !word->folded_size)
    return 0;
  const unsigned char *s = (const unsigned char *)t->folded + word->folded;
  if (s[0] < 0x80)
    return s[0];
  if (word->folded_size == 2)
    return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
  if (word->folded_size == 3)
    return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
  return 0xFFFD; /* some other mark */
}

/* No white space stands before word i. */
static inline bool segment_is_glued(const struct segment_text *t, size_t i) {
  return i < t->count && t->words[i].flags & TEXTAN_WORD_GLUED;
}

bool segment_is_stop(uint32_t mark);                            /* ends sentences */
bool segment_is_bullet(const struct segment_text *t, size_t i); /* also a dash or star that stands alone */
bool segment_is_dot_bullet(const struct segment_text *t, size_t i);
/* Word i is, or words from i on are, a closing quote or bracket behind the last word. */
bool segment_is_closer(const struct segment_text *t, size_t i);
/* A word that begins with a small letter, where that says something. */
bool segment_is_lower(const struct segment_text *t, size_t i);
/* The stop that ends what stands before word i, closing quotes and brackets skipped; SIZE_MAX: there is none. */
size_t segment_stop_before(const struct segment_text *t, size_t i);

/* lines.c: marks SEGMENT_WRAPPED. */
void segment_mark_lines(struct segment_text *t);
/* sentences.c: marks SEGMENT_BEGIN. */
void segment_mark_sentences(struct segment_text *t, uint32_t *hashes, size_t hash_count);
/* True when the text has places where two sentences may have been joined without a stop, which need the hashes. */
bool segment_needs_hashes(const struct segment_text *t);
/* tokens.c: marks SEGMENT_JOINED. */
void segment_mark_tokens(struct segment_text *t);

#endif

/* score.h - what words say about their language: sums of n-gram weights, kept for words that come again. */
#ifndef LANGID_SCORE_H
#define LANGID_SCORE_H

#include "letters.h"
#include "model.h"

enum { LANGID_CACHE_SLOTS = 16384, LANGID_QUEUE = 16 };

/* A word's vector; it is the same whenever it is computed. */
typedef struct langid_word {
  uint64_t hash; /* 0: empty */
  int32_t peak;  /* the largest magnitude */
  int16_t unused[2];
  int16_t weights[LANGID_GRAM_CLASSES];
} langid_word;

typedef struct langid_queued {
  uint64_t hash;
  uint16_t letters[LANGID_WORD_LETTERS];
  uint8_t count;
  bool known;     /* its vector is kept */
  uint32_t found; /* slots; before they are looked up, keys */
  uint64_t slots[LANGID_WORD_FEATURES];
} langid_queued;

/* Sums of word vectors.  Words wait in a queue while memory is fetched; the
 * narrow sums are 16 bits wide as long as they cannot overflow. */
typedef struct langid_scorer {
  const langid_model *model;
  int32_t wide[LANGID_GRAM_CLASSES]; /* complete after langid_scorer_settle */
  int16_t narrow[LANGID_GRAM_CLASSES];
  int32_t peak; /* what a narrow sum may have reached */
  uint32_t queued;
  langid_queued queue[LANGID_QUEUE];
  langid_word words[LANGID_CACHE_SLOTS];
} langid_scorer;

void langid_scorer_add(langid_scorer *, const uint16_t *letters, size_t count, uint64_t hash);
/* Brings all that was added into `wide`. */
void langid_scorer_settle(langid_scorer *);
/* Sums of nothing. */
void langid_scorer_clear(langid_scorer *);

#endif

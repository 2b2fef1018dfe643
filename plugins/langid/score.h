/* score.h - what words say about their language: sums of n-gram weights, kept for words that come again. */
#ifndef LANGID_SCORE_H
#define LANGID_SCORE_H

#include "letters.h"
#include "model.h"

enum { LANGID_CACHE_SLOTS = 4096 };

/* A word's vector; every word has the same, whenever it was computed. */
typedef struct langid_word {
  uint64_t hash; /* 0: empty */
  int32_t peak;  /* the largest magnitude */
  uint16_t unused[2];
  int16_t weights[LANGID_GRAM_CLASSES];
} langid_word;

/* Sums of word vectors: 16 bits wide as long as they cannot overflow. */
typedef struct langid_sums {
  int32_t wide[LANGID_GRAM_CLASSES];
  int16_t narrow[LANGID_GRAM_CLASSES];
  int32_t peak; /* what a narrow sum may have reached */
} langid_sums;

typedef struct langid_cache {
  langid_word words[LANGID_CACHE_SLOTS];
} langid_cache;

/* Adds the vector of a word to sums. */
void langid_score_word(const langid_model *, langid_cache *, langid_sums *, const uint16_t *letters, size_t count,
                       uint64_t hash);
/* Brings all that was added into `wide`. */
void langid_sums_settle(langid_sums *);

#endif

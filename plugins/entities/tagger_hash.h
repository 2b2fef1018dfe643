/* tagger_hash.h - what the files that make features share. */
#ifndef ENTITIES_TAGGER_HASH_H
#define ENTITIES_TAGGER_HASH_H

#include "tagger.h"

/* How a word is written. */
enum {
  SHAPE_LOWER,
  SHAPE_TITLE,
  SHAPE_UPPER,
  SHAPE_LETTER, /* one capital */
  SHAPE_PUNCTUATION,
  SHAPE_DIGITS,     /* and how many, up to five */
  SHAPE_MARKED = 16 /* not plain ASCII */
};

static inline uint32_t tagger_join(uint32_t left, uint32_t right) {
  return (left ^ left >> 15) * 0x85EBCA6Bu + right * 0xC2B2AE35u + 0x27D4EB2Fu;
}

/* A feature: what kind it is and its value, spread over 32 bits. */
static inline uint32_t tagger_feature(uint32_t kind, uint32_t value) {
  uint32_t hash = (value ^ kind * 0x9E3779B1u) * 0x85EBCA6Bu;
  hash = (hash ^ hash >> 15) * 0xC2B2AE35u;
  return (hash ^ hash >> 13) * 0x9E3779B1u;
}

/* The entry of a word, or a free one whose word is 0.  Hash 0 is a word's like any other: it is never found. */
struct tagger_repeat *tagger_repeat_find(const struct tagger_scratch *scratch, uint32_t word);

#endif

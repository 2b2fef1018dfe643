/* What an automaton is made of: no pointers but to its arrays, so that these can be written to a file and mapped again.
 * For automaton*.c only. */
#ifndef CORE_AUTOMATON_STATE_H
#define CORE_AUTOMATON_STATE_H

#include "automaton.h"
#include "buffer.h"

/* ---- states ---- */

/* The key of the state behind the state's word; that before the first word is 0. */
static inline uint64_t state_next(uint64_t state, uint32_t word_hash) {
  return ((state << 29 | state >> 35) ^ word_hash) * UINT64_C(0x9E3779B97F4A7C15);
}

/* The filter: a word of 64 bits for a state, and in it a bit that says that paths go on from there, another that paths
 * end there.  States share words and bits, so that a bit which is set only says "perhaps". */
static inline uint64_t filter_goes_on(uint64_t state, uint64_t bits) {
  return bits >> (state >> 20 & 63) & 1;
}

static inline uint64_t filter_ends(uint64_t state, uint64_t bits) {
  return bits >> (state >> 26 & 63) & 1;
}

static inline uint64_t filter_bit_goes_on(uint64_t state) {
  return UINT64_C(1) << (state >> 20 & 63);
}

static inline uint64_t filter_bit_ends(uint64_t state) {
  return UINT64_C(1) << (state >> 26 & 63);
}

/* ---- paths ---- */

/* Where the path stands that ends in a state: open addressing from slot_place on. */
struct slot {
  uint32_t tag;    /* bits of the state */
  uint32_t record; /* while building 1 + the number of the path, compiled 1 + its place in `records`; 0: free */
};

static inline uint32_t slot_place(uint64_t state) {
  return (uint32_t)(state >> 32);
}

static inline uint32_t slot_tag(uint64_t state) {
  return (uint32_t)(state >> 12);
}

/* A path's words as units of 32 bits: their number, their sizes, two in a unit, and their bytes, padded with zeros. */
static inline uint32_t text_head_units(uint32_t word_count) {
  return 1 + (word_count + 1) / 2;
}

/* What few paths' ends have. */
struct condition {
  uint64_t glued;
  uint64_t spelling; /* as in struct final */
};

struct end {
  uint32_t lexicon, entry;
  uint32_t condition; /* 0: none */
};

/* Units of an end in a record. */
enum { END_UNITS = sizeof(struct end) / sizeof(uint32_t) };

/* A path while the automaton is built. */
struct built_path {
  uint64_t state;
  uint32_t text, text_units; /* its words, in `texts` */
  uint32_t last_end;         /* 1 + the index of the last end added to it */
};

struct built_end {
  struct end end;
  uint32_t before; /* 1 + the index of the one added before it to the same path; 0: none */
};

struct building {
  struct built_path *paths;
  uint32_t path_capacity;
  struct built_end *ends;
  uint32_t end_count, end_capacity;
  struct buffer texts;
  uint64_t state_count; /* those that paths share are counted more than once */
};

struct automaton {
  struct slot *slots;
  uint32_t slot_mask, path_count;
  struct condition *conditions; /* [0] is not used */
  uint32_t condition_count, condition_capacity;
  uint64_t *filter;     /* compiled: 1 << (64 - filter_shift) words */
  uint32_t *records;    /* compiled, a path: the number of its ends, these, its words; RECORDS_BEHIND more at the end */
  uint32_t record_size; /* of all records, in units of 32 bits */
  uint32_t filter_shift;

  struct building *building; /* NULL: compiled */
  void *map;                 /* compiled, from the cache: all arrays lie in it */
  size_t map_size;
};

/* Units behind the last record, so that its text can be read in eights. */
enum { RECORDS_BEHIND = 2 };

#endif

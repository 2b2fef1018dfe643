/* UTF-8 validation and counting.
 *
 * The validator is a finite automaton whose transitions for a byte are packed in one 64-bit word, indexed by the state
 * as a shift count, so that a byte costs a load and a shift, whatever the script.  Eight ASCII bytes are skipped at
 * once. */
#include "utf8.h"

#include <string.h>

#define ASCII_MASK 0x8080808080808080u

/* States, as shift counts.  One, two, three: so many continuation bytes are missing; the others restrict the next. */
enum {
  ACCEPT = 0,
  REJECT = 6,
  ONE = 12,
  TWO = 18,
  THREE = 24,
  AFTER_E0 = 30, /* A0..BF, no overlong form */
  AFTER_ED = 36, /* 80..9F, no surrogate */
  AFTER_F0 = 42, /* 90..BF, no overlong form */
  AFTER_F4 = 48  /* 80..8F, nothing past U+10FFFF */
};

#define TO(state_, next_) ((uint64_t)(next_) << (state_))
#define REJECT_ALL                                                                                                     \
  (TO(REJECT, REJECT) | TO(ONE, REJECT) | TO(TWO, REJECT) | TO(THREE, REJECT) | TO(AFTER_E0, REJECT) |                 \
   TO(AFTER_ED, REJECT) | TO(AFTER_F0, REJECT) | TO(AFTER_F4, REJECT))
#define LEAD(next_) (REJECT_ALL | TO(ACCEPT, next_))
#define CONTINUATION(e0_, ed_, f0_, f4_)                                                                               \
  (TO(ACCEPT, REJECT) | TO(REJECT, REJECT) | TO(ONE, ACCEPT) | TO(TWO, ONE) | TO(THREE, TWO) | TO(AFTER_E0, e0_) |     \
   TO(AFTER_ED, ed_) | TO(AFTER_F0, f0_) | TO(AFTER_F4, f4_))

#define TIMES_4(x_) x_, x_, x_, x_
#define TIMES_16(x_) TIMES_4(x_), TIMES_4(x_), TIMES_4(x_), TIMES_4(x_)

static const uint64_t transitions[256] = {
    TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)),
    TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)), TIMES_16(LEAD(ACCEPT)),
    /* 80..8F, 90..9F, A0..BF */
    TIMES_16(CONTINUATION(REJECT, ONE, REJECT, TWO)), TIMES_16(CONTINUATION(REJECT, ONE, TWO, REJECT)),
    TIMES_16(CONTINUATION(ONE, REJECT, TWO, REJECT)), TIMES_16(CONTINUATION(ONE, REJECT, TWO, REJECT)),
    /* C0..DF */
    LEAD(REJECT), LEAD(REJECT), LEAD(ONE), LEAD(ONE), TIMES_4(LEAD(ONE)), TIMES_4(LEAD(ONE)), TIMES_4(LEAD(ONE)),
    TIMES_16(LEAD(ONE)),
    /* E0..EF */
    LEAD(AFTER_E0), LEAD(TWO), LEAD(TWO), LEAD(TWO), TIMES_4(LEAD(TWO)), TIMES_4(LEAD(TWO)), LEAD(TWO), LEAD(AFTER_ED),
    LEAD(TWO), LEAD(TWO),
    /* F0..FF */
    LEAD(AFTER_F0), LEAD(THREE), LEAD(THREE), LEAD(THREE), LEAD(AFTER_F4), LEAD(REJECT), LEAD(REJECT), LEAD(REJECT),
    TIMES_4(LEAD(REJECT)), TIMES_4(LEAD(REJECT))};

static inline uint64_t load(const unsigned char *p) {
  uint64_t word;
  memcpy(&word, p, sizeof word);
  return word;
}

/* The lead byte of the first damaged sequence between `from`, a boundary, and `end`. */
static size_t find_bad(const unsigned char *text, size_t from, size_t end) {
  uint64_t state = ACCEPT;
  size_t lead = from;
  for (size_t i = from; i < end; i++) {
    if (state == ACCEPT)
      lead = i;
    state = transitions[text[i]] >> state & 63;
    if (state == REJECT)
      break;
  }
  return lead;
}

bool utf8_valid(const char *text, size_t size, size_t *bad) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0, boundary = 0; /* all before `boundary` is valid and complete */
  uint64_t state = ACCEPT;
  while (i < size) {
    if (state == ACCEPT) {
      boundary = i;
      while (size - i >= 8 && !(load(p + i) & ASCII_MASK))
        i += 8;
    }
    const size_t stop = size - i < 32 ? size : i + 32;
    for (; i < stop; i++)
      state = transitions[p[i]] >> (state & 63);
    state &= 63;
    if (state == REJECT)
      break;
  }
  if (state == ACCEPT)
    return true;
  if (bad)
    *bad = find_bad(p, boundary, size);
  return false;
}

size_t utf8_count(const char *text, size_t size) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0, continuations = 0;
  for (; size - i >= 8; i += 8) {
    const uint64_t word = load(p + i);
    const uint64_t marks = word >> 7 & ~(word >> 6) & 0x0101010101010101u;
    continuations += (size_t)(marks * 0x0101010101010101u >> 56);
  }
  for (; i < size; i++)
    continuations += !utf8_boundary((char)p[i]);
  return size - continuations;
}

size_t utf8_count_utf16(const char *text, size_t size) {
  size_t pairs = 0;
  for (size_t i = 0; i < size; i++)
    pairs += (unsigned char)text[i] >= 0xF0;
  return utf8_count(text, size) + pairs;
}

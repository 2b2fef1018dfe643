/* score.c - sums of n-gram weights. */
#include "score.h"

#include <string.h>

static void add_slot(const langid_model *m, uint64_t slot, int16_t *weights) {
  const uint32_t first = slot >> 16 & 0xFFFF;
  if (first & LANGID_ENTRY_ROW) {
    const uint16_t *row = m->rows + (slot >> 32);
    for (uint32_t i = 0; i < (first & 0xFF); i++)
      weights[row[i] >> 8] = (int16_t)(weights[row[i] >> 8] + (int8_t)row[i]);
    return;
  }
  const uint32_t second = slot >> 32 & 0xFFFF, third = (uint32_t)(slot >> 48);
  weights[first >> 8] = (int16_t)(weights[first >> 8] + (int8_t)first);
  weights[second >> 8] = (int16_t)(weights[second >> 8] + (int8_t)second);
  weights[third >> 8] = (int16_t)(weights[third >> 8] + (int8_t)third);
}

/* The slots are fetched before the first is needed: waiting for memory is most of the work.
 * No sum overflows: a word has at most LANGID_WORD_FEATURES weights of at most 127. */
static void word_compute(const langid_model *m, langid_word *word, const uint16_t *letters, size_t count) {
  uint64_t keys[LANGID_WORD_FEATURES];
  const uint32_t slot_count = m->header->slot_count;
  const size_t n = langid_word_features(letters, count, keys);
  for (size_t i = 0; i < n; i++) {
    keys[i] = langid_mix(keys[i]);
    __builtin_prefetch(&m->slots[langid_slot_of(keys[i], slot_count)]);
  }
  memset(word->weights, 0, sizeof word->weights);
  for (size_t i = 0; i < n; i++) {
    const uint64_t fingerprint = langid_fingerprint(keys[i]);
    uint32_t at = langid_slot_of(keys[i], slot_count);
    uint64_t slot;
    while ((slot = m->slots[at] & 0xFFFF) != 0 && slot != fingerprint)
      at = at + 1 == slot_count ? 0 : at + 1;
    if (slot)
      add_slot(m, m->slots[at], word->weights);
  }
  int32_t peak = 0;
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++) {
    const int32_t size = word->weights[c] < 0 ? -word->weights[c] : word->weights[c];
    peak = size > peak ? size : peak;
  }
  word->peak = peak;
}

void langid_sums_settle(langid_sums *sums) {
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++) {
    sums->wide[c] += sums->narrow[c];
    sums->narrow[c] = 0;
  }
  sums->peak = 0;
}

void langid_score_word(const langid_model *m, langid_cache *cache, langid_sums *sums, const uint16_t *letters,
                       size_t count, uint64_t hash) {
  langid_word *word = &cache->words[hash >> 20 & (LANGID_CACHE_SLOTS - 1)];
  if (word->hash != hash) {
    word_compute(m, word, letters, count);
    word->hash = hash;
  }
  sums->peak += word->peak;
  if (sums->peak > INT16_MAX) {
    langid_sums_settle(sums);
    sums->peak = word->peak;
  }
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++)
    sums->narrow[c] = (int16_t)(sums->narrow[c] + word->weights[c]);
}

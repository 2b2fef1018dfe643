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

/* Waiting for memory is most of the work, so that every access is announced one pass before it is made:
 * the slots of the queued words' n-grams here, their rows in find_rows. */
static void announce_slots(const langid_model *m, langid_queued *at) {
  const uint32_t slot_count = m->header->slot_count;
  at->found = (uint32_t)langid_word_features(at->letters, at->count, at->slots);
  for (uint32_t i = 0; i < at->found; i++) {
    at->slots[i] = langid_mix(at->slots[i]);
    __builtin_prefetch(&m->slots[langid_slot_of(at->slots[i], slot_count)]);
  }
}

/* Replaces the mixed keys of n-grams by the slots of those that the model has. */
static void find_rows(const langid_model *m, langid_queued *at) {
  const uint32_t slot_count = m->header->slot_count, count = at->found;
  at->found = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t fingerprint = langid_fingerprint(at->slots[i]);
    uint32_t place = langid_slot_of(at->slots[i], slot_count);
    uint64_t slot;
    while ((slot = m->slots[place]) != 0 && (slot & 0xFFFF) != fingerprint)
      place = place + 1 == slot_count ? 0 : place + 1;
    if (slot == 0)
      continue;
    if (slot >> 16 & LANGID_ENTRY_ROW)
      __builtin_prefetch(m->rows + (slot >> 32));
    at->slots[at->found++] = slot;
  }
}

/* No sum overflows: a word has at most LANGID_WORD_FEATURES weights of at most 127. */
static void word_compute(const langid_model *m, langid_word *word, const langid_queued *from) {
  memset(word->weights, 0, sizeof word->weights);
  for (uint32_t i = 0; i < from->found; i++)
    add_slot(m, from->slots[i], word->weights);
  int32_t peak = 0;
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++) {
    const int32_t size = word->weights[c] < 0 ? -word->weights[c] : word->weights[c];
    peak = size > peak ? size : peak;
  }
  word->peak = peak;
  word->hash = from->hash;
}

static void widen(int32_t *restrict wide, int16_t *restrict narrow) {
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++)
    wide[c] += narrow[c];
  memset(narrow, 0, LANGID_GRAM_CLASSES * sizeof *narrow);
}

static void add_weights(int16_t *restrict sums, const int16_t *restrict weights) {
  for (size_t c = 0; c < LANGID_GRAM_CLASSES; c++)
    sums[c] = (int16_t)(sums[c] + weights[c]);
}

static langid_word *word_place(langid_scorer *s, uint64_t hash) {
  return &s->words[hash >> 20 & (LANGID_CACHE_SLOTS - 1)];
}

static void drain(langid_scorer *s) {
  for (uint32_t i = 0; i < s->queued; i++) {
    s->queue[i].known = word_place(s, s->queue[i].hash)->hash == s->queue[i].hash;
    if (!s->queue[i].known)
      announce_slots(s->model, &s->queue[i]);
  }
  for (uint32_t i = 0; i < s->queued; i++)
    if (!s->queue[i].known)
      find_rows(s->model, &s->queue[i]);
  for (uint32_t i = 0; i < s->queued; i++) {
    langid_queued *at = &s->queue[i];
    langid_word *word = word_place(s, at->hash);
    if (word->hash != at->hash) {
      if (at->known) { /* a word before it in the queue took its place */
        announce_slots(s->model, at);
        find_rows(s->model, at);
      }
      word_compute(s->model, word, at);
    }
    s->peak += word->peak;
    if (s->peak > INT16_MAX) {
      widen(s->wide, s->narrow);
      s->peak = word->peak;
    }
    add_weights(s->narrow, word->weights);
  }
  s->queued = 0;
}

void langid_scorer_add(langid_scorer *s, const uint16_t *letters, size_t count, uint64_t hash) {
  const langid_word *word = word_place(s, hash);
  __builtin_prefetch(word);
  __builtin_prefetch((const char *)word + 64);
  __builtin_prefetch((const char *)word + 128);
  langid_queued *at = &s->queue[s->queued++];
  at->hash = hash;
  at->count = (uint8_t)count;
  memcpy(at->letters, letters, count * sizeof *letters);
  if (s->queued == LANGID_QUEUE)
    drain(s);
}

void langid_scorer_settle(langid_scorer *s) {
  drain(s);
  widen(s->wide, s->narrow);
  s->peak = 0;
}

void langid_scorer_clear(langid_scorer *s) {
  memset(s->wide, 0, sizeof s->wide);
  memset(s->narrow, 0, sizeof s->narrow);
  s->peak = 0;
  s->queued = 0;
}

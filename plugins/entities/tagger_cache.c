/* What a word alone says to itself and its neighbours, summed once and kept for the next time that the word is met. The
 * sums depend on nothing but the model and the word, so what is kept changes no result.
 *
 * Memory is slow, so what is needed is asked for early: first the entries of some words (tagger_cache_ask), then the
 * weights of those that have none (tagger_cache_fill); what is used then (tagger_cache_sums) is mostly there. */
#include "tagger_hash.h"

#include <stdlib.h>

#include "tagger_kernels.h"

enum {
  CACHE_BITS = 14,
  CACHE_TEXT = 28, /* bytes; longer words are rare and summed each time */
  MISSES = 24      /* words whose weights are fetched together */
};

struct cached_word {
  _Alignas(64) int16_t sums[TAGGER_WINDOW][TAGGER_LANES]; /* for the words at -TAGGER_NEAR to TAGGER_NEAR */
  char text[CACHE_TEXT];
  uint8_t size, shape; /* size 0: free */
  uint16_t cluster;
};

struct tagger_cache {
  struct cached_word words[1 << CACHE_BITS], other;
};

/* A word without entry, and the features that its sums are made of. */
struct miss {
  uint32_t word;
  uint32_t counts[TAGGER_WINDOW], features[TAGGER_WINDOW][TAGGER_FEATURES]; /* then the numbers of their rows */
};

textan_status tagger_cache_ready(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  if (!scratch->cache)
    scratch->cache = tagger_memory_new(sizeof *scratch->cache);
  if (!scratch->cache)
    return textan_fail(view->work->error, TEXTAN_EMEMORY, "no memory for the tagger");
  if (scratch->cached && scratch->cached != view->model)
    memset(scratch->cache, 0, sizeof *scratch->cache);
  scratch->cached = view->model;
  return TEXTAN_OK;
}

static inline struct cached_word *entry_of(const struct tagger_view *view, uint32_t word) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  struct tagger_cache *cache = view->scratch->cache;
  if (view->work->words[word].folded_size > CACHE_TEXT)
    return &cache->other;
  return &cache->words[tagger_join(atom->word, atom->shape) >> (32 - CACHE_BITS)];
}

/* The entry holds the word's sums. */
static inline bool is_kept(const struct tagger_view *view, uint32_t word, const struct cached_word *entry) {
  const textan_word *w = &view->work->words[word];
  return entry->size == w->folded_size && entry->shape == view->scratch->atoms[word].shape &&
         !memcmp(entry->text, view->work->folded + w->folded, entry->size);
}

static void features_find(const struct tagger_view *view, uint32_t word, struct miss *miss) {
  struct tagger_atom *atom = &view->scratch->atoms[word];
  miss->word = word;
  atom->cluster = tagger_cluster(view->model, atom->word);
  for (int i = 0; i < TAGGER_WINDOW; i++) {
    miss->counts[i] = tagger_word_features(view, word, i - TAGGER_NEAR, miss->features[i]);
    miss->counts[i] = tagger_rows_find(view->model, miss->features[i], miss->counts[i]);
  }
}

static void entry_fill(const struct tagger_view *view, const struct miss *miss, struct cached_word *entry) {
  const struct tagger_atom *atom = &view->scratch->atoms[miss->word];
  const textan_word *w = &view->work->words[miss->word];
  memset(entry->sums, 0, sizeof entry->sums);
  for (int i = 0; i < TAGGER_WINDOW; i++)
    tagger_add(view->model, miss->features[i], miss->counts[i], entry->sums[i]);
  entry->size = w->folded_size <= CACHE_TEXT ? (uint8_t)w->folded_size : 0;
  memcpy(entry->text, view->work->folded + w->folded, entry->size);
  entry->shape = atom->shape;
  entry->cluster = atom->cluster;
}

void tagger_cache_ask(const struct tagger_view *view, uint32_t first, uint32_t end) {
  for (uint32_t word = first; word < end; word++) {
    const char *bytes = (const char *)entry_of(view, word);
    for (size_t line = 0; line < sizeof(struct cached_word); line += 64)
      __builtin_prefetch(bytes + line);
  }
}

void tagger_cache_fill(const struct tagger_view *view, uint32_t first, uint32_t end) {
  struct miss misses[MISSES];
  uint32_t count = 0;
  for (uint32_t word = first; word < end; word++) {
    if (view->work->words[word].folded_size <= CACHE_TEXT && !is_kept(view, word, entry_of(view, word)))
      features_find(view, word, &misses[count++]);
    if (count < MISSES && word + 1 < end)
      continue;
    for (uint32_t i = 0; i < count; i++)
      entry_fill(view, &misses[i], entry_of(view, misses[i].word));
    count = 0;
  }
}

const int16_t (*tagger_cache_sums(const struct tagger_view *view, uint32_t word))[TAGGER_LANES] {
  struct cached_word *entry = entry_of(view, word);
  if (!is_kept(view, word, entry)) {
    struct miss miss;
    features_find(view, word, &miss);
    entry_fill(view, &miss, entry);
  }
  view->scratch->atoms[word].cluster = entry->cluster;
  return (const int16_t(*)[TAGGER_LANES])entry->sums;
}

/* What a word alone says to itself and its neighbours, summed once and kept for the next time that the word is met. The
 * sums depend on nothing but the model and the word, so what is kept changes no result.
 *
 * Memory is slow, so what is needed is asked for early: first the entries of some words (tagger_cache_ask), then the
 * weights of those that have none (tagger_cache_fill); what is used then (tagger_cache_sums) is mostly there. */
#include "tagger_hash.h"

#include <stdlib.h>

#include "tagger_kernels.h"

enum {
  CACHE_BITS = 13,
  CACHE_TEXT = 28, /* bytes; longer words are rare and summed each time */
  MISSES = 24      /* words whose weights are fetched together */
};

struct cached_word {
  _Alignas(64) char text[CACHE_TEXT];
  uint8_t size, shape; /* size 0: free */
  uint16_t cluster;
  uint32_t used;                                          /* when it was */
  _Alignas(64) int16_t sums[TAGGER_WINDOW][TAGGER_LANES]; /* for the words at -TAGGER_NEAR to TAGGER_NEAR */
};

/* Two words may stand at a place: of those that share it the one used last stays. */
struct cached_pair {
  struct cached_word ways[2];
};

struct tagger_cache {
  struct cached_pair pairs[1 << CACHE_BITS];
  struct cached_word other; /* a long word, for the moment */
  uint32_t clock;
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

static inline struct cached_pair *pair_of(const struct tagger_view *view, uint32_t word) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  return &view->scratch->cache->pairs[tagger_join(atom->word, atom->shape) >> (32 - CACHE_BITS)];
}

static inline bool is_long(const struct tagger_view *view, uint32_t word) {
  return view->work->words[word].folded_size > CACHE_TEXT;
}

/* The entry holds the word's sums. */
static inline bool is_kept(const struct tagger_view *view, uint32_t word, const struct cached_word *entry) {
  const textan_word *w = &view->work->words[word];
  return entry->size == w->folded_size && entry->shape == view->scratch->atoms[word].shape &&
         !memcmp(entry->text, view->work->folded + w->folded, entry->size);
}

/* The entry with the word's sums; NULL: there is none. */
static inline struct cached_word *entry_find(const struct tagger_view *view, uint32_t word) {
  if (is_long(view, word))
    return NULL;
  struct cached_word *ways = pair_of(view, word)->ways;
  struct cached_word *entry = is_kept(view, word, &ways[0])   ? &ways[0]
                              : is_kept(view, word, &ways[1]) ? &ways[1]
                                                              : NULL;
  if (entry)
    entry->used = ++view->scratch->cache->clock;
  return entry;
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

static struct cached_word *entry_fill(const struct tagger_view *view, const struct miss *miss) {
  struct tagger_cache *cache = view->scratch->cache;
  const struct tagger_atom *atom = &view->scratch->atoms[miss->word];
  const textan_word *w = &view->work->words[miss->word];
  struct cached_word *ways = pair_of(view, miss->word)->ways;
  struct cached_word *entry = is_long(view, miss->word) ? &cache->other : &ways[ways[0].used > ways[1].used];
  memset(entry->sums, 0, sizeof entry->sums);
  for (int i = 0; i < TAGGER_WINDOW; i++)
    tagger_add(view->model, miss->features[i], miss->counts[i], entry->sums[i]);
  entry->size = is_long(view, miss->word) ? 0 : (uint8_t)w->folded_size;
  memcpy(entry->text, view->work->folded + w->folded, entry->size);
  entry->shape = atom->shape;
  entry->cluster = atom->cluster;
  entry->used = ++cache->clock;
  return entry;
}

void tagger_cache_ask(const struct tagger_view *view, uint32_t first, uint32_t end) {
  for (uint32_t word = first; word < end; word++) {
    const char *bytes = (const char *)pair_of(view, word);
    for (size_t line = 0; line < sizeof(struct cached_pair); line += 64)
      __builtin_prefetch(bytes + line);
  }
}

void tagger_cache_fill(const struct tagger_view *view, uint32_t first, uint32_t end) {
  struct miss misses[MISSES];
  uint32_t count = 0;
  for (uint32_t word = first; word < end; word++) {
    if (!is_long(view, word) && !entry_find(view, word))
      features_find(view, word, &misses[count++]);
    if (count < MISSES && word + 1 < end)
      continue;
    for (uint32_t i = 0; i < count; i++)
      entry_fill(view, &misses[i]);
    count = 0;
  }
}

const int16_t (*tagger_cache_sums(const struct tagger_view *view, uint32_t word))[TAGGER_LANES] {
  struct cached_word *entry = entry_find(view, word);
  if (!entry) {
    struct miss miss;
    features_find(view, word, &miss);
    entry = entry_fill(view, &miss);
  }
  view->scratch->atoms[word].cluster = entry->cluster;
  return (const int16_t(*)[TAGGER_LANES])entry->sums;
}

/* Tags a document: sums the weights of each word's features, decodes the stretches, reads spans off the tags.  What a
 * word alone gives to itself and its neighbours is summed once and kept for the next time that it is met. */
#include "tagger_hash.h"

#include <stdlib.h>

enum { CACHE_WORDS = 8192, CACHE_TEXT = 28 /* bytes; longer words are rare and summed each time */ };

struct cached_word {
  _Alignas(64) int16_t sums[TAGGER_WINDOW][TAGGER_LANES]; /* for the words at -TAGGER_NEAR to TAGGER_NEAR */
  char text[CACHE_TEXT];
  uint8_t size, shape;
  uint16_t cluster;
};

struct tagger_cache {
  struct cached_word words[CACHE_WORDS], other;
};

/* ---- sums --------------------------------------------------------------------------- */

static void add_features(const struct tagger_model *model, const uint32_t *features, uint32_t count, int16_t *sums) {
  for (uint32_t i = 0; i < count; i++)
    __builtin_prefetch(model->rows[tagger_row(model, features[i])]);
  tagger_add(model, features, count, sums);
}

static inline void add_sums(int16_t *restrict to, const int16_t *restrict from) {
  for (int lane = 0; lane < TAGGER_LANES; lane++)
    to[lane] = (int16_t)(to[lane] + from[lane]);
}

static const struct cached_word *word_sums(const struct tagger_view *view, uint32_t word) {
  struct tagger_cache *cache = view->scratch->cache;
  struct tagger_atom *atom = &view->scratch->atoms[word];
  const textan_word *w = &view->work->words[word];
  const char *text = view->work->folded + w->folded;
  const bool kept = w->folded_size <= CACHE_TEXT;
  struct cached_word *entry =
      kept ? &cache->words[tagger_join(atom->word, atom->shape) % CACHE_WORDS] : &cache->other;
  if (kept && entry->size == w->folded_size && entry->shape == atom->shape && !memcmp(entry->text, text, entry->size)) {
    atom->cluster = entry->cluster;
    return entry;
  }
  uint32_t features[TAGGER_FEATURES];
  memset(entry->sums, 0, sizeof entry->sums);
  atom->cluster = entry->cluster = tagger_cluster(view->model, atom->word);
  for (int offset = -TAGGER_NEAR; offset <= TAGGER_NEAR; offset++) {
    const uint32_t count = tagger_word_features(view, word, offset, features);
    add_features(view->model, features, count, entry->sums[offset + TAGGER_NEAR]);
  }
  if (kept) {
    memcpy(entry->text, text, w->folded_size);
    entry->size = (uint8_t)w->folded_size;
    entry->shape = atom->shape;
  }
  return entry;
}

static void stretch_sums(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  int16_t(*sums)[TAGGER_LANES] = view->scratch->sums;
  const struct tagger_atom *atoms = view->scratch->atoms;
  uint32_t features[TAGGER_FEATURES];
  memset(sums, 0, (stretch->end - stretch->first) * sizeof *sums);
  const uint32_t before = atoms[stretch->first].left, behind = atoms[stretch->end - 1].right;
  for (uint32_t word = stretch->first - before; word < stretch->end + behind; word++) {
    const struct cached_word *entry = word_sums(view, word);
    const uint32_t left = atoms[word].left, right = atoms[word].right;
    for (uint32_t to = word - left; to <= word + right; to++)
      if (to >= stretch->first && to < stretch->end)
        add_sums(sums[to - stretch->first], entry->sums[to + TAGGER_NEAR - word]);
  }
  for (uint32_t word = stretch->first; word < stretch->end; word++) {
    const uint32_t count = tagger_context_features(view, word, features);
    add_features(view->model, features, count, sums[word - stretch->first]);
  }
}

/* ---- spans ------------------------------------------------------------------------------ */

/* By how much the best tag of the type beats the best of any other, where it does so least. */
static int32_t margin_of(const struct tagger_view *view, const struct tagger_stretch *stretch, uint32_t first,
                         uint32_t end, int type) {
  int32_t margin = INT32_MAX;
  for (uint32_t word = first; word < end; word++) {
    const int16_t *sums = view->scratch->sums[word - stretch->first];
    const int32_t own = sums[view->scratch->tags[word - stretch->first]];
    int32_t other = INT32_MIN;
    for (int lane = 0; lane < TAGGER_LANES; lane++) {
      const int of = lane % TAGGER_GROUP;
      if (of != type && of <= (int)view->model->type_count && (of || lane == PLACE_UNIT * TAGGER_GROUP))
        other = sums[lane] > other ? sums[lane] : other;
    }
    margin = own - other < margin ? own - other : margin;
  }
  return margin;
}

static void spans_read(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const uint8_t *tags = view->scratch->tags;
  const uint32_t count = stretch->end - stretch->first;
  for (uint32_t i = 0, end; i < count; i = end) {
    const int type = tags[i] % TAGGER_GROUP;
    end = i + 1;
    if (tags[i] / TAGGER_GROUP == PLACE_BEGIN)
      while (tags[end - 1] / TAGGER_GROUP != PLACE_LAST)
        end++;
    if (!type)
      continue;
    struct tagger_span *span = &view->scratch->spans[view->scratch->span_count++];
    *span = (struct tagger_span){.first = stretch->first + i, .count = end - i, .type = (uint8_t)type};
    span->margin = margin_of(view, stretch, span->first, stretch->first + end, type);
  }
}

static textan_status cache_ready(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  if (!scratch->cache)
    scratch->cache = aligned_alloc(64, sizeof *scratch->cache);
  if (!scratch->cache)
    return textan_fail(view->work->error, TEXTAN_EMEMORY, "no memory for the tagger");
  if (scratch->cached != view->model)
    memset(scratch->cache, 0, sizeof *scratch->cache);
  scratch->cached = view->model;
  return TEXTAN_OK;
}

textan_status tagger_spans_find(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  const textan_status status = cache_ready(view);
  scratch->span_count = 0;
  for (size_t i = 0; i < scratch->stretch_count && status == TEXTAN_OK; i++) {
    const struct tagger_stretch *stretch = &scratch->stretches[i];
    stretch_sums(view, stretch);
    tagger_decode(view->model, (const int16_t(*)[TAGGER_LANES])scratch->sums, stretch->end - stretch->first,
                  scratch->paths, scratch->tags);
    spans_read(view, stretch);
  }
  return status;
}

float tagger_score(const struct tagger_model *model, int32_t margin) {
  const int32_t bin = margin < 0 ? 0 : margin / model->bin_size;
  return (float)model->bins[bin < TAGGER_BINS ? bin : TAGGER_BINS - 1] / 100;
}

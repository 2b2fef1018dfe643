/* Tags a document: sums the weights of each word's features, decodes the stretches, reads spans off the tags.  What a
 * word alone gives to itself and its neighbours is summed once and kept for the next time that it is met. */
#include "tagger_hash.h"

#include <stdlib.h>

#include "tagger_kernels.h"

enum {
  CACHE_BITS = 14,
  CACHE_TEXT = 28, /* bytes; longer words are rare and summed each time */
  AHEAD = 8        /* words whose rows are asked for before they are needed */
};

struct cached_word {
  _Alignas(64) int16_t sums[TAGGER_WINDOW][TAGGER_LANES]; /* for the words at -TAGGER_NEAR to TAGGER_NEAR */
  char text[CACHE_TEXT];
  uint8_t size, shape;
  uint16_t cluster;
};

struct tagger_cache {
  struct cached_word words[1 << CACHE_BITS], other;
};

#define SURE 0.8f /* score of the rules */

/* ---- sums --------------------------------------------------------------------------- */

/* Makes the features that have weights the numbers of their rows, which are asked for; how many these are. */
static inline uint32_t rows_find(const struct tagger_model *model, uint32_t *features, uint32_t count) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t row;
    const bool present = tagger_row(model, features[i], &row);
    __builtin_prefetch(model->rows[row]);
    features[found] = row;
    found += present;
  }
  return found;
}

static inline struct cached_word *cache_entry(const struct tagger_view *view, uint32_t word) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  struct tagger_cache *cache = view->scratch->cache;
  if (view->work->words[word].folded_size > CACHE_TEXT)
    return &cache->other;
  return &cache->words[tagger_join(atom->word, atom->shape) >> (32 - CACHE_BITS)];
}

static void entry_fill(const struct tagger_view *view, uint32_t word, struct cached_word *entry) {
  uint32_t features[TAGGER_WINDOW][TAGGER_FEATURES], counts[TAGGER_WINDOW];
  struct tagger_atom *atom = &view->scratch->atoms[word];
  const textan_word *w = &view->work->words[word];
  atom->cluster = entry->cluster = tagger_cluster(view->model, atom->word);
  for (int i = 0; i < TAGGER_WINDOW; i++) {
    counts[i] = tagger_word_features(view, word, i - TAGGER_NEAR, features[i]);
    counts[i] = rows_find(view->model, features[i], counts[i]);
  }
  memset(entry->sums, 0, sizeof entry->sums);
  for (int i = 0; i < TAGGER_WINDOW; i++)
    tagger_add(view->model, features[i], counts[i], entry->sums[i]);
  entry->size = w->folded_size <= CACHE_TEXT ? (uint8_t)w->folded_size : 0;
  memcpy(entry->text, view->work->folded + w->folded, entry->size);
  entry->shape = atom->shape;
}

static const struct cached_word *word_sums(const struct tagger_view *view, uint32_t word) {
  struct cached_word *entry = cache_entry(view, word);
  struct tagger_atom *atom = &view->scratch->atoms[word];
  const textan_word *w = &view->work->words[word];
  if (entry->size != w->folded_size || entry->shape != atom->shape ||
      memcmp(entry->text, view->work->folded + w->folded, entry->size) != 0)
    entry_fill(view, word, entry);
  atom->cluster = entry->cluster;
  return entry;
}

/* Asks for the sums of a stretch's words, which are needed soon. */
static void prefetch_entries(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  for (uint32_t word = stretch->first; word < stretch->end; word++) {
    const char *bytes = (const char *)cache_entry(view, word);
    for (size_t line = 0; line < sizeof(struct cached_word); line += 64)
      __builtin_prefetch(bytes + line);
  }
}

/* What the words of a stretch and those beside it say alone. */
static void add_words(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const struct tagger_atom *atoms = view->scratch->atoms;
  int16_t(*sums)[TAGGER_LANES] = view->scratch->sums;
  const uint32_t first = stretch->first - atoms[stretch->first].left;
  const uint32_t end = stretch->end + atoms[stretch->end - 1].right;
  for (uint32_t word = first; word < end; word++) {
    const struct cached_word *entry = word_sums(view, word);
    for (uint32_t to = word - atoms[word].left; to <= word + atoms[word].right; to++)
      if (to >= stretch->first && to < stretch->end)
        tagger_add_row(sums[to - stretch->first], entry->sums[to + TAGGER_NEAR - word]);
  }
}

/* What they say together; rows are asked for some words ahead. */
static void add_contexts(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  uint32_t features[AHEAD][TAGGER_FEATURES], counts[AHEAD];
  for (uint32_t first = stretch->first; first < stretch->end; first += AHEAD) {
    const uint32_t count = stretch->end - first < AHEAD ? stretch->end - first : AHEAD;
    for (uint32_t i = 0; i < count; i++) {
      counts[i] = tagger_context_features(view, first + i, features[i]);
      counts[i] = rows_find(view->model, features[i], counts[i]);
    }
    for (uint32_t i = 0; i < count; i++)
      tagger_add(view->model, features[i], counts[i], view->scratch->sums[first + i - stretch->first]);
  }
}

static void stretch_sums(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  memset(view->scratch->sums, 0, (stretch->end - stretch->first) * sizeof *view->scratch->sums);
  add_words(view, stretch);
  add_contexts(view, stretch);
}

/* ---- spans ------------------------------------------------------------------------------ */

/* By how much the tags of the type beat those of any other, where they do so least. */
static int32_t margin_of(const struct tagger_view *view, const struct tagger_stretch *stretch, uint32_t first,
                         uint32_t end, int type) {
  int32_t margin = INT32_MAX;
  for (uint32_t word = first; word < end; word++) {
    int16_t best[TAGGER_GROUP];
    tagger_best_places(view->scratch->sums[word - stretch->first], best);
    int32_t other = best[0];
    for (int i = 1; i <= (int)view->model->type_count; i++)
      other = i != type && best[i] > other ? best[i] : other;
    margin = best[type] - other < margin ? best[type] - other : margin;
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
    scratch->cache = tagger_memory_new(sizeof *scratch->cache);
  if (!scratch->cache)
    return textan_fail(view->work->error, TEXTAN_EMEMORY, "no memory for the tagger");
  if (scratch->cached != view->model)
    memset(scratch->cache, 0, sizeof *scratch->cache);
  scratch->cached = view->model;
  return TEXTAN_OK;
}

static void pass(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  scratch->span_count = 0;
  for (size_t i = 0; i < scratch->stretch_count; i++) {
    const struct tagger_stretch *stretch = &scratch->stretches[i];
    if (i + 1 < scratch->stretch_count)
      prefetch_entries(view, stretch + 1);
    stretch_sums(view, stretch);
    tagger_decode(view->model, (const int16_t(*)[TAGGER_LANES])scratch->sums, stretch->end - stretch->first,
                  scratch->paths, scratch->tags);
    spans_read(view, stretch);
  }
}

textan_status tagger_spans_find(const struct tagger_view *view) {
  const textan_status status = cache_ready(view);
  if (status != TEXTAN_OK)
    return status;
  pass(view);
  if (view->second_pass) {
    tagger_view_relabel(view);
    pass(view);
  }
  return TEXTAN_OK;
}

enum tagger_support tagger_support(const struct tagger_view *view, const struct tagger_span *span) {
  const uint32_t index = view->work->marks[span->first].name;
  const struct candidate *rule = index ? &view->work->scratch->candidates[index - 1] : NULL;
  if (!rule || rule->first != span->first || rule->count != span->count || rule->type >= TYPE_COUNT ||
      strcmp(entities_type_names[rule->type], view->model->types[span->type]) != 0)
    return SUPPORT_NONE;
  return rule->score >= SURE ? SUPPORT_SURE : SUPPORT_UNSURE;
}

int tagger_bin(const struct tagger_model *model, int32_t margin) {
  const int32_t bin = margin < 0 ? 0 : margin / model->bin_size;
  return bin < TAGGER_BINS ? bin : TAGGER_BINS - 1;
}

float tagger_score(const struct tagger_view *view, const struct tagger_span *span) {
  return (float)view->model->bins[tagger_support(view, span)][tagger_bin(view->model, span->margin)] / 100;
}

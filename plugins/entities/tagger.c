/* Tags a document: sums the weights of each word's features, decodes the stretches, reads spans off the tags. */
#include "tagger_hash.h"

#include "tagger_kernels.h"

enum {
  AHEAD = 8, /* words whose rows are asked for before they are needed */
  GROUP = 64 /* words whose sums are asked for together */
};

#define SURE 0.8f /* score of the rules */

/* ---- sums --------------------------------------------------------------------------- */

/* What the words of a stretch and those beside it say alone. */
static void add_words(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const struct tagger_atom *atoms = view->scratch->atoms;
  int16_t(*sums)[TAGGER_LANES] = view->scratch->sums;
  const uint32_t first = stretch->first - atoms[stretch->first].left;
  const uint32_t end = stretch->end + atoms[stretch->end - 1].right;
  for (uint32_t word = first; word < end; word++) {
    const int16_t(*own)[TAGGER_LANES] = tagger_cache_sums(view, word);
    const uint32_t from = word - atoms[word].left, to = word + atoms[word].right + 1;
    const uint32_t least = from > stretch->first ? from : stretch->first, most = to < stretch->end ? to : stretch->end;
    for (uint32_t at = least; at < most; at++)
      tagger_add_row(sums[at - stretch->first], own[at + TAGGER_NEAR - word]);
  }
}

/* What they say together; rows are asked for some words ahead. */
static void add_contexts(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  uint32_t features[AHEAD][TAGGER_FEATURES], counts[AHEAD];
  for (uint32_t first = stretch->first; first < stretch->end; first += AHEAD) {
    const uint32_t count = stretch->end - first < AHEAD ? stretch->end - first : AHEAD;
    for (uint32_t i = 0; i < count; i++) {
      counts[i] = tagger_context_features(view, first + i, features[i]);
      counts[i] = tagger_rows_find(view->model, features[i], counts[i]);
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
      while (end < count && tags[end - 1] / TAGGER_GROUP != PLACE_LAST)
        end++;
    if (!type)
      continue;
    struct tagger_span *span = &view->scratch->spans[view->scratch->span_count++];
    *span = (struct tagger_span){.first = stretch->first + i, .count = end - i, .type = (uint8_t)type};
    span->margin = margin_of(view, stretch, span->first, stretch->first + end, type);
  }
}

/* The stretches from one on that have GROUP words together; where the next group begins. */
static size_t group_end(const struct tagger_scratch *scratch, size_t from) {
  const uint32_t first = from < scratch->stretch_count ? scratch->stretches[from].first : 0;
  while (from < scratch->stretch_count && scratch->stretches[from].end - first <= GROUP)
    from++;
  return from < scratch->stretch_count ? from + 1 : from;
}

static void group_ask(const struct tagger_view *view, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    tagger_cache_ask(view, view->scratch->stretches[i].first, view->scratch->stretches[i].end);
}

static void pass(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  scratch->span_count = 0;
  size_t end = group_end(scratch, 0);
  group_ask(view, 0, end);
  for (size_t from = 0; from < scratch->stretch_count; from = end, end = group_end(scratch, from)) {
    group_ask(view, end, group_end(scratch, end));
    for (size_t i = from; i < end; i++)
      tagger_cache_fill(view, scratch->stretches[i].first, scratch->stretches[i].end);
    for (size_t i = from; i < end; i++) {
      const struct tagger_stretch *stretch = &scratch->stretches[i];
      stretch_sums(view, stretch);
      tagger_decode(view->model, (const int16_t(*)[TAGGER_LANES])scratch->sums, stretch->end - stretch->first,
                    scratch->paths, scratch->tags);
      spans_read(view, stretch);
    }
  }
}

textan_status tagger_spans_find(const struct tagger_view *view) {
  const textan_status status = tagger_cache_ready(view);
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

/* Stretches of the texts as the tagger sees them, with the features of each word and the tags that the marks ask for.
 */
#include "train.h"

#include <stdlib.h>

static bool features_reserve(struct examples *examples, size_t more) {
  if (examples->feature_count + more <= examples->feature_capacity)
    return true;
  const size_t room = (examples->feature_count + more) * 2;
  uint32_t *features = realloc(examples->features, room * sizeof *features);
  if (!features)
    return false;
  examples->features = features;
  examples->feature_capacity = room;
  return true;
}

static bool words_reserve(struct examples *examples, size_t more) {
  if (examples->word_count + more < examples->word_capacity)
    return true;
  const size_t room = (examples->word_count + more + 1) * 2;
  size_t *begins = realloc(examples->begins, room * sizeof *begins);
  if (begins)
    examples->begins = begins;
  uint8_t *tags = realloc(examples->tags, room);
  if (tags)
    examples->tags = tags;
  if (!begins || !tags)
    return false;
  examples->word_capacity = room;
  return true;
}

static bool items_reserve(struct examples *examples) {
  if (examples->count < examples->capacity)
    return true;
  const size_t room = examples->capacity ? examples->capacity * 2 : 1024;
  struct example *items = realloc(examples->items, room * sizeof *items);
  if (!items)
    return false;
  examples->items = items;
  examples->capacity = room;
  return true;
}

/* ---- tags ---------------------------------------------------------------------- */

/* Where a word begins (or ends) at the byte; the number of words: nowhere. */
static uint32_t word_at(const struct work *work, uint32_t byte, bool end) {
  uint32_t first = 0, last = work->count;
  while (first < last) {
    const uint32_t middle = first + (last - first) / 2;
    if ((end ? work->words[middle].end : work->words[middle].begin) < byte)
      first = middle + 1;
    else
      last = middle;
  }
  return first < work->count && (end ? work->words[first].end : work->words[first].begin) == byte ? first : work->count;
}

/* The stretch's tags; names that reach out of it count as outside. */
static void tags_set(struct examples *examples, const struct work *work, const struct gold_document *gold,
                     const uint8_t *types, const struct tagger_stretch *stretch, uint8_t *tags) {
  memset(tags, PLACE_UNIT * TAGGER_GROUP, stretch->end - stretch->first);
  for (size_t i = 0; i < gold->span_count; i++) {
    const uint8_t type = types[gold->spans[i].type];
    const uint32_t first = word_at(work, gold->spans[i].begin, false), last = word_at(work, gold->spans[i].end, true);
    if (!type || first == work->count || last == work->count || first < stretch->first || last >= stretch->end)
      continue;
    examples->unreachable--;
    for (uint32_t word = first; word <= last; word++) {
      const int place = first == last   ? PLACE_UNIT
                        : word == first ? PLACE_BEGIN
                        : word == last  ? PLACE_LAST
                                        : PLACE_INSIDE;
      tags[word - stretch->first] = (uint8_t)(place * TAGGER_GROUP + type);
    }
  }
}

/* ---- features ---------------------------------------------------------------------- */

static uint32_t word_features(const struct tagger_view *view, uint32_t word, uint32_t *features) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  const int left = atom->left, right = atom->right;
  uint32_t count = tagger_context_features(view, word, features);
  for (int by = -left; by <= right; by++)
    count += tagger_word_features(view, (uint32_t)((int)word + by), -by, features + count);
  for (uint32_t i = 0; i < count; i++)
    features[i] = tagger_bucket(view->model, features[i]);
  return count;
}

static void clusters_find(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  struct tagger_atom *atoms = view->scratch->atoms;
  const uint32_t before = atoms[stretch->first].left, behind = atoms[stretch->end - 1].right;
  for (uint32_t word = stretch->first - before; word < stretch->end + behind; word++)
    atoms[word].cluster = tagger_cluster(view->model, atoms[word].word);
}

static textan_status stretch_add(struct examples *examples, const struct tagger_view *view,
                                 const struct gold_document *gold, const uint8_t *types, uint32_t document,
                                 const struct tagger_stretch *stretch) {
  const uint32_t count = stretch->end - stretch->first;
  if (!items_reserve(examples) || !words_reserve(examples, count) ||
      !features_reserve(examples, (size_t)count * TAGGER_FEATURES))
    return textan_fail(view->work->error, TEXTAN_EMEMORY, "no memory for the examples");
  examples->items[examples->count++] = (struct example){document, count, examples->word_count};
  tags_set(examples, view->work, gold, types, stretch, examples->tags + examples->word_count);
  clusters_find(view, stretch);
  for (uint32_t word = stretch->first; word < stretch->end; word++) {
    examples->begins[examples->word_count++] = examples->feature_count;
    examples->feature_count += word_features(view, word, examples->features + examples->feature_count);
  }
  examples->begins[examples->word_count] = examples->feature_count;
  return TEXTAN_OK;
}

textan_status examples_make(struct examples *examples, struct analysis *analysis, const struct gold_corpus *corpus,
                            const struct tagger_model *shape, textan_error *error) {
  uint8_t types[TAGGER_GROUP + 1] = {0}; /* of the corpus -> of the model */
  textan_status status = TEXTAN_OK;
  struct tagger_model model = *shape;
  *examples = (struct examples){0};
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    for (uint32_t j = 1; j <= shape->type_count; j++)
      if (!strcmp(corpus->types[i], shape->types[j]))
        types[i] = (uint8_t)j;
  analysis->model->tagger = &model;
  for (uint32_t i = 0; i < corpus->count && status == TEXTAN_OK; i++) {
    status = analysis_rules(analysis, &corpus->documents[i], error);
    if (status != TEXTAN_OK || !analysis->work.count)
      continue;
    const struct tagger_view view = {&analysis->work, analysis->scratch.tagger, &model, false};
    for (size_t j = 0; j < corpus->documents[i].span_count; j++)
      examples->unreachable += types[corpus->documents[i].spans[j].type] != 0;
    for (size_t j = 0; j < corpus->documents[i].span_count; j++)
      examples->names += types[corpus->documents[i].spans[j].type] != 0;
    status = tagger_view_read(&view);
    for (size_t j = 0; j < view.scratch->stretch_count && status == TEXTAN_OK; j++)
      status = stretch_add(examples, &view, &corpus->documents[i], types, corpus->documents[i].number,
                           &view.scratch->stretches[j]);
  }
  analysis->model->tagger = NULL;
  return status;
}

void examples_free(struct examples *examples) {
  free(examples->items);
  free(examples->features);
  free(examples->begins);
  free(examples->tags);
  *examples = (struct examples){0};
}

/* What a model finds in texts that it has not seen, against their marks. */
#include "train.h"

#include <stdio.h>

/* A span that was found, by its bytes. */
static bool is_gold(const struct gold_document *gold, uint32_t begin, uint32_t end, uint32_t type) {
  for (size_t i = 0; i < gold->span_count; i++)
    if (gold->spans[i].begin == begin && gold->spans[i].end == end && gold->spans[i].type == type)
      return true;
  return false;
}

static uint32_t type_in(const struct gold_corpus *corpus, const char *name) {
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    if (!strcmp(corpus->types[i], name))
      return i;
  return 0;
}

static bool count_found(struct counts *counts, const struct gold_corpus *corpus, const struct gold_document *gold,
                        const struct work *work, uint32_t first, uint32_t words, const char *name) {
  const uint32_t type = type_in(corpus, name);
  if (!type)
    return false;
  const bool right = is_gold(gold, work->words[first].begin, work->words[first + words - 1].end, type);
  counts->found[type]++;
  counts->right[type] += right;
  return right;
}

static void count_margins(struct counts *counts, const struct gold_corpus *corpus, const struct gold_document *gold,
                          const struct tagger_view *view) {
  for (size_t i = 0; i < view->scratch->span_count; i++) {
    const struct tagger_span *span = &view->scratch->spans[i];
    const int32_t bin = span->margin < 0 ? 0 : span->margin / view->model->bin_size;
    const uint32_t type = type_in(corpus, view->model->types[span->type]);
    const textan_word *words = view->work->words + span->first;
    counts->margin_found[bin < TAGGER_BINS ? bin : TAGGER_BINS - 1]++;
    counts->margin_right[bin < TAGGER_BINS ? bin : TAGGER_BINS - 1] +=
        is_gold(gold, words[0].begin, words[span->count - 1].end, type);
  }
}

textan_status evaluate(struct analysis *analysis, const struct gold_corpus *corpus, struct tagger_model *model,
                       const struct learning *learning, struct counts *counts, textan_error *error) {
  const struct tagger_view view = {&analysis->work, NULL, model};
  const bool dates = type_in(corpus, "DATE") != 0;
  textan_status status = TEXTAN_OK;
  (void)view;
  for (uint32_t i = 0; i < corpus->count && status == TEXTAN_OK; i++) {
    const struct gold_document *gold = &corpus->documents[i];
    if (learning->folds && i % learning->folds != learning->fold)
      continue;
    for (size_t j = 0; j < gold->span_count; j++)
      counts->gold[gold->spans[j].type]++;
    analysis->model->tagger = model;
    status = analysis_rules(analysis, gold, error);
    if (status != TEXTAN_OK || !analysis->work.count)
      continue;
    const struct tagger_view tagged = {&analysis->work, analysis->scratch.tagger, model};
    tagged.scratch->cached = NULL; /* the model has other weights in each fold */
    tagger_view_read(&tagged);
    status = tagger_spans_find(&tagged);
    count_margins(counts, corpus, gold, &tagged);
    for (size_t j = 0; j < tagged.scratch->span_count; j++)
      count_found(counts, corpus, gold, &analysis->work, tagged.scratch->spans[j].first,
                  tagged.scratch->spans[j].count, model->types[tagged.scratch->spans[j].type]);
    if (dates && status == TEXTAN_OK)
      status = entities_tagged_merge(&analysis->work);
    for (size_t j = 0; dates && j < analysis->scratch.candidate_count; j++) {
      const struct candidate *date = &analysis->scratch.candidates[j];
      if (date->type == TYPE_DATE)
        count_found(counts, corpus, gold, &analysis->work, date->first, date->count, "DATE");
    }
  }
  analysis->model->tagger = NULL;
  return status;
}

static void line_print(const char *name, size_t right, size_t found, size_t gold) {
  const double precision = found ? (double)right / (double)found : 0, recall = gold ? (double)right / (double)gold : 0;
  printf("  %-8s P %.3f  R %.3f  F1 %.3f  (%zu)\n", name, precision, recall,
         right ? 2 * precision * recall / (precision + recall) : 0, gold);
}

void counts_print(const struct counts *counts, const struct gold_corpus *corpus, const char *what) {
  size_t right = 0, found = 0, gold = 0;
  for (uint32_t i = 1; i <= corpus->type_count; i++) {
    right += counts->right[i];
    found += counts->found[i];
    gold += counts->gold[i];
  }
  printf("%s\n", what);
  line_print("all", right, found, gold);
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    line_print(corpus->types[i], counts->right[i], counts->found[i], counts->gold[i]);
}

void counts_calibrate(const struct counts *counts, struct tagger_model *model) {
  size_t right = 1, found = 2;
  for (int i = 0; i < TAGGER_BINS; i++) {
    /* Few examples say little: they lean on the bins before. */
    right = counts->margin_right[i] + (right * 4 + found / 2) / (found + 1);
    found = counts->margin_found[i] + 4;
    const size_t percent = (100 * right + found / 2) / found;
    model->bins[i] = (uint8_t)(percent > 99 ? 99 : percent);
    if (i && model->bins[i] < model->bins[i - 1])
      model->bins[i] = model->bins[i - 1];
  }
}

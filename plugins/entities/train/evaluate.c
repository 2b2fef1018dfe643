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

/* What is found must be in the marks, and they in what is found. */
static void mistakes_print(const struct gold_corpus *corpus, const struct gold_document *gold,
                           const struct analysis *found) {
  const struct tagger_scratch *scratch = found->scratch.tagger;
  const textan_word *words = found->work.words;
  const struct tagger_model *model = found->model->tagger;
  for (size_t i = 0; i < scratch->span_count; i++) {
    const struct tagger_span *span = &scratch->spans[i];
    const uint32_t begin = words[span->first].begin, end = words[span->first + span->count - 1].end;
    if (!is_gold(gold, begin, end, type_in(corpus, model->types[span->type])))
      printf("%s:%u: found %s \"%.*s\"\n", gold->file, gold->line, model->types[span->type], (int)(end - begin),
             gold->text + begin);
  }
  for (size_t i = 0; i < gold->span_count; i++) {
    const struct gold_span *mark = &gold->spans[i];
    bool seen = !strcmp(corpus->types[mark->type], "DATE");
    for (size_t j = 0; j < scratch->span_count; j++)
      seen |= words[scratch->spans[j].first].begin == mark->begin &&
              words[scratch->spans[j].first + scratch->spans[j].count - 1].end == mark->end &&
              type_in(corpus, model->types[scratch->spans[j].type]) == mark->type;
    if (!seen)
      printf("%s:%u: missed %s \"%.*s\"\n", gold->file, gold->line, corpus->types[mark->type],
             (int)(mark->end - mark->begin), gold->text + mark->begin);
  }
}

static void count_all(const struct tagger_view *view, const struct gold_corpus *corpus,
                      const struct gold_document *gold, struct counts *counts) {
  const struct tagger_scratch *scratch = view->scratch;
  const struct tagger_model *model = view->model;
  for (size_t i = 0; i < gold->span_count; i++)
    counts->gold[gold->spans[i].type]++;
  for (size_t i = 0; i < scratch->span_count; i++) {
    const struct tagger_span *span = &scratch->spans[i];
    const bool right =
        count_found(counts, corpus, gold, view->work, span->first, span->count, model->types[span->type]);
    const int bin = tagger_bin(model, span->margin);
    const enum tagger_support support = tagger_support(view, span);
    counts->margin_found[support][bin]++;
    counts->margin_right[support][bin] += right;
  }
}

/* Dates, which the rules find where the tagger leaves them. */
static textan_status count_dates(struct analysis *analysis, const struct gold_corpus *corpus,
                                 const struct gold_document *gold, struct counts *counts) {
  const textan_status status = entities_tagged_merge(&analysis->work);
  for (size_t i = 0; i < analysis->scratch.candidate_count; i++) {
    const struct candidate *date = &analysis->scratch.candidates[i];
    if (date->type == TYPE_DATE)
      count_found(counts, corpus, gold, &analysis->work, date->first, date->count, "DATE");
  }
  return status;
}

static int language_of(const struct tagger_model *model, const char *language) {
  int i = 0;
  while (i + 1 < TAGGER_LANGUAGES && strcmp(model->languages[i], language) != 0)
    i++;
  return i;
}

textan_status evaluate(struct analysis *analysis, const struct gold_corpus *corpus, struct tagger_model *model,
                       const struct learning *learning, struct counts *counts, textan_error *error) {
  const bool dates = type_in(corpus, "DATE") != 0;
  textan_status status = TEXTAN_OK;
  analysis->model->tagger = model;
  for (uint32_t i = 0; i < corpus->count && status == TEXTAN_OK; i++) {
    const struct gold_document *gold = &corpus->documents[i];
    if (gold->silent || (learning->folds && gold->number % learning->folds != learning->fold))
      continue;
    status = analysis_rules(analysis, gold, error);
    if (status != TEXTAN_OK || !analysis->work.count)
      continue;
    const struct tagger_view view = {&analysis->work, analysis->scratch.tagger, model, learning->second_pass};
    view.scratch->cached = NULL; /* the model has other weights in each fold */
    tagger_view_read(&view);
    status = tagger_spans_find(&view);
    struct counts *const own = &counts[language_of(model, gold->language)];
    count_all(&view, corpus, gold, own);
    if (learning->mistakes)
      mistakes_print(corpus, gold, analysis);
    if (dates && status == TEXTAN_OK)
      status = count_dates(analysis, corpus, gold, own);
  }
  analysis->model->tagger = NULL;
  return status;
}

void counts_add(struct counts *to, const struct counts *from) {
  for (int i = 0; i <= TAGGER_GROUP; i++) {
    to->right[i] += from->right[i];
    to->found[i] += from->found[i];
    to->gold[i] += from->gold[i];
  }
  for (int i = 0; i < TAGGER_SUPPORTS * TAGGER_BINS; i++) {
    (&to->margin_right[0][0])[i] += (&from->margin_right[0][0])[i];
    (&to->margin_found[0][0])[i] += (&from->margin_found[0][0])[i];
  }
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

/* The share of right spans in each bin; where few were seen, it leans on the bin before.  Never falls. */
static void bins_fill(const size_t *right, const size_t *found, uint8_t *bins) {
  enum { LEAN = 8 };
  size_t before = 50;
  for (int i = 0; i < TAGGER_BINS; i++) {
    size_t percent = (100 * right[i] + LEAN * before) / (found[i] + LEAN);
    percent = percent < before && i ? before : percent;
    before = percent > 99 ? 99 : percent;
    bins[i] = (uint8_t)before;
  }
}

void counts_calibrate(const struct counts *counts, struct tagger_model *model) {
  for (int support = 0; support < TAGGER_SUPPORTS; support++)
    bins_fill(counts->margin_right[support], counts->margin_found[support], model->bins[support]);
}

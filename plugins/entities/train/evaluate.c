/* What a model finds in texts that it has not seen, against their marks. */
#include "train.h"

#include <stdio.h>
#include <stdlib.h>

static bool has(const struct gold_span *spans, size_t count, const struct gold_span *span) {
  for (size_t i = 0; i < count; i++)
    if (spans[i].begin == span->begin && spans[i].end == span->end && spans[i].type == span->type)
      return true;
  return false;
}

static uint8_t type_in(const struct gold_corpus *corpus, const char *name) {
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    if (!strcmp(corpus->types[i], name))
      return (uint8_t)i;
  return 0;
}

static struct gold_span span_of(const struct gold_corpus *corpus, const struct work *work, uint32_t first,
                                uint32_t count, const char *type) {
  return (struct gold_span){work->words[first].begin, work->words[first + count - 1].end, type_in(corpus, type)};
}

/* ---- what was found in a document ------------------------------------------------------ */

struct findings {
  struct gold_span *spans;
  size_t count;
};

/* The entities as the plugin would write them, those of types that the texts mark. */
static textan_status entities_take(struct analysis *analysis, const struct gold_corpus *corpus,
                                   struct findings *findings) {
  const textan_status status = entities_tagged_merge(&analysis->work);
  for (size_t i = 0; i < analysis->scratch.candidate_count && status == TEXTAN_OK; i++) {
    const struct candidate *found = &analysis->scratch.candidates[i];
    const char *type = found->type == TYPE_NONE ? "-" : entities_type_names[found->type];
    const struct gold_span span = span_of(corpus, &analysis->work, found->first, found->count, type);
    if (span.type)
      findings->spans[findings->count++] = span;
  }
  return status;
}

static bool are_entity_types(const struct tagger_model *model) {
  for (uint32_t i = 1; i <= model->type_count; i++)
    if (entities_type_find(model->types[i]) < 0)
      return false;
  return true;
}

/* The tagger's spans, where its types are not the plugin's. */
static void spans_take(const struct tagger_view *view, const struct gold_corpus *corpus, struct findings *findings) {
  for (size_t i = 0; i < view->scratch->span_count; i++) {
    const struct tagger_span *found = &view->scratch->spans[i];
    findings->spans[findings->count++] =
        span_of(corpus, view->work, found->first, found->count, view->model->types[found->type]);
  }
}

static void margins_count(const struct tagger_view *view, const struct gold_corpus *corpus,
                          const struct gold_document *gold, struct counts *counts) {
  for (size_t i = 0; i < view->scratch->span_count; i++) {
    const struct tagger_span *found = &view->scratch->spans[i];
    const struct gold_span span =
        span_of(corpus, view->work, found->first, found->count, view->model->types[found->type]);
    const enum tagger_support support = tagger_support(view, found);
    const int bin = tagger_bin(view->model, found->margin);
    counts->margin_found[support][bin]++;
    counts->margin_right[support][bin] += has(gold->spans, gold->span_count, &span);
  }
}

static void findings_count(const struct findings *findings, const struct gold_document *gold, struct counts *counts) {
  for (size_t i = 0; i < gold->span_count; i++)
    counts->gold[gold->spans[i].type]++;
  for (size_t i = 0; i < findings->count; i++) {
    counts->found[findings->spans[i].type]++;
    counts->right[findings->spans[i].type] += has(gold->spans, gold->span_count, &findings->spans[i]);
  }
}

static void mistakes_list(const char *what, const struct gold_corpus *corpus, const struct gold_document *gold,
                          const struct gold_span *spans, size_t count, const struct gold_span *others,
                          size_t other_count) {
  for (size_t i = 0; i < count; i++)
    if (!has(others, other_count, &spans[i]))
      printf("%s:%u: %s %s \"%.*s\"\n", gold->file, gold->line, what, corpus->types[spans[i].type],
             (int)(spans[i].end - spans[i].begin), gold->text + spans[i].begin);
}

static textan_status document_evaluate(struct analysis *analysis, const struct gold_corpus *corpus,
                                       const struct gold_document *gold, const struct learning *learning,
                                       struct counts *counts, textan_error *error) {
  textan_status status = analysis_rules(analysis, gold, error);
  if (status != TEXTAN_OK || !analysis->work.count)
    return status;
  const struct tagger_model *model = analysis->model->tagger;
  const struct tagger_view view = {&analysis->work, analysis->scratch.tagger, model, learning->second_pass};
  status = tagger_view_read(&view);
  if (status == TEXTAN_OK)
    status = tagger_spans_find(&view);
  if (status != TEXTAN_OK)
    return status;
  margins_count(&view, corpus, gold, counts);
  struct findings findings = {.spans = malloc(analysis->work.count * sizeof *findings.spans)};
  if (!findings.spans)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for what was found");
  if (are_entity_types(model))
    status = entities_take(analysis, corpus, &findings);
  else
    spans_take(&view, corpus, &findings);
  findings_count(&findings, gold, counts);
  if (learning->mistakes) {
    mistakes_list("found", corpus, gold, findings.spans, findings.count, gold->spans, gold->span_count);
    mistakes_list("missed", corpus, gold, gold->spans, gold->span_count, findings.spans, findings.count);
  }
  free(findings.spans);
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
  textan_status status = TEXTAN_OK;
  analysis->model->tagger = model;
  /* The model has other weights each time. */
  if (analysis->scratch.tagger)
    tagger_scratch_free(analysis->scratch.tagger);
  for (uint32_t i = 0; i < corpus->count && status == TEXTAN_OK; i++) {
    const struct gold_document *gold = &corpus->documents[i];
    if (!gold->silent && (!learning->folds || gold->number % learning->folds == learning->fold))
      status = document_evaluate(analysis, corpus, gold, learning, &counts[language_of(model, gold->language)], error);
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

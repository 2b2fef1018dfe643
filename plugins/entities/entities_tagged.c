/* The tagger's part in the choice: it knows what the rules and lists found and decides which spans are names and of what
 * type.  Codes, countries and roles stay with the lists and rules; so do dates and what stands in other languages. */
#include <stdio.h>
#include <stdlib.h>

#include "tagger.h"

static const char model_file[] = "tagger.model";

textan_status entities_tagger_load(struct entities_model *model, textan_error *error) {
  char path[4096];
  model->tagger = calloc(1, sizeof *model->tagger);
  if (!model->tagger)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the tagger");
  snprintf(path, sizeof path, "%s/%s", model->host->data_directory, model_file);
  const textan_status status = tagger_model_open(path, model->tagger, error);
  for (uint32_t i = 1; status == TEXTAN_OK && i <= model->tagger->type_count; i++)
    if (entities_type_find(model->tagger->types[i]) < 0)
      return textan_fail(error, TEXTAN_EDATA, "%s: expected entity types, found \"%s\"", path, model->tagger->types[i]);
  return status;
}

void entities_tagger_free(struct entities_model *model) {
  if (model->tagger)
    tagger_model_close(model->tagger);
  free(model->tagger);
  model->tagger = NULL;
}

textan_status entities_lists_note(struct work *work) {
  struct scratch *scratch = work->scratch;
  if (!work->model->tagger)
    return TEXTAN_OK;
  if (!scratch->tagger)
    scratch->tagger = calloc(1, sizeof *scratch->tagger);
  if (!scratch->tagger)
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the tagger");
  return tagger_lists_note(work);
}

/* ---- what is known of a span ------------------------------------------------------- */

/* What the lists say of exactly this span. */
static void listed_copy(const struct tagger_view *view, struct candidate *span) {
  for (size_t i = 0; i < view->scratch->listed_count; i++) {
    const struct candidate *listed = &view->scratch->listed[i];
    if (listed->first == span->first && listed->count == span->count && listed->type == span->type) {
      span->code = listed->code;
      span->country = listed->country;
      span->rule = listed->rule;
    }
  }
}

/* The state of an organ whose name has a country, nationality or place in it. */
static void country_copy(const struct tagger_view *view, struct candidate *span) {
  for (size_t i = 0; i < view->scratch->listed_count && !span->country; i++) {
    const struct candidate *listed = &view->scratch->listed[i];
    if (listed->first < span->first || listed->first + listed->count > span->first + span->count)
      continue;
    span->country = listed->type == TYPE_GPE || listed->type == TYPE_NORP ? listed->code : NULL;
    if (!span->country)
      span->country = listed->country;
  }
}

static textan_status role_find(const struct tagger_view *view, struct candidate *span) {
  const struct work *work = view->work;
  uint32_t first = work->marks[span->first].role_first, end = work->marks[span->first].role_end;
  if (!end && !entities_office_behind(work, span->first + span->count, &first, &end))
    return TEXTAN_OK;
  span->role = entities_span_text(work, first, end - first);
  return span->role ? TEXTAN_OK : textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a role");
}

static textan_status span_describe(const struct tagger_view *view, struct candidate *span) {
  listed_copy(view, span);
  if (span->type == TYPE_ORG && !span->code)
    country_copy(view, span);
  return span->type == TYPE_PERSON ? role_find(view, span) : TEXTAN_OK;
}

/* ---- the choice ------------------------------------------------------------------------ */

/* The rules' candidate with exactly this span and type; NULL: none. */
static const struct candidate *rule_find(const struct candidate *candidates, const struct work *work,
                                         const struct tagger_span *span, int type) {
  const uint32_t index = work->marks[span->first].name;
  const struct candidate *found = index ? &candidates[index - 1] : NULL;
  return found && found->first == span->first && found->count == span->count && found->type == type ? found : NULL;
}

static textan_status span_add(struct work *work, const struct tagger_view *view, const struct candidate *rules,
                              const struct tagger_span *tagged) {
  const int type = entities_type_find(view->model->types[tagged->type]);
  const struct candidate *rule = rule_find(rules, work, tagged, type);
  struct candidate *span = entities_candidate_add(work, tagged->first, tagged->count, type, 20);
  if (!span)
    return TEXTAN_EMEMORY;
  const float score = tagger_score(view->model, tagged->margin);
  if (rule)
    *span = *rule;
  else
    span->rule = "tagger";
  span->score = rule && rule->score > score ? rule->score : score;
  return rule ? TEXTAN_OK : span_describe(view, span);
}

/* The rules decide alone: the tagger knows nothing of the type or the text. */
static bool rule_stays(const struct tagger_view *view, const struct candidate *rule, const bool *tagged) {
  if (!tagged[rule->first])
    return true;
  if (rule->type == TYPE_NONE)
    return false;
  for (uint32_t i = 1; i <= view->model->type_count; i++)
    if (!strcmp(view->model->types[i], entities_type_names[rule->type]))
      return false;
  return true;
}

/* Drops the rules' candidates that the tagger decides on or that its spans overlap. */
static textan_status candidates_replace(struct work *work, const struct tagger_view *view) {
  const size_t count = work->scratch->candidate_count;
  const struct tagger_scratch *scratch = view->scratch;
  bool *tagged = calloc(work->count, 2 * sizeof *tagged), *named = tagged + work->count;
  struct candidate *rules = malloc((count + 1) * sizeof *rules);
  textan_status status = tagged && rules ? TEXTAN_OK : TEXTAN_EMEMORY;
  if (status != TEXTAN_OK)
    textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the candidates");
  else if (count)
    memcpy(rules, work->scratch->candidates, count * sizeof *rules);
  work->scratch->candidate_count = 0;
  for (size_t i = 0; i < scratch->stretch_count && status == TEXTAN_OK; i++)
    memset(tagged + scratch->stretches[i].first, 1, scratch->stretches[i].end - scratch->stretches[i].first);
  for (size_t i = 0; i < scratch->span_count && status == TEXTAN_OK; i++) {
    status = span_add(work, view, rules, &scratch->spans[i]);
    memset(named + scratch->spans[i].first, 1, scratch->spans[i].count);
  }
  for (size_t i = 0; i < count && status == TEXTAN_OK; i++) {
    if (!rule_stays(view, &rules[i], tagged) || memchr(named + rules[i].first, 1, rules[i].count))
      continue;
    struct candidate *kept = entities_candidate_add(work, rules[i].first, rules[i].count, rules[i].type, 0);
    if (kept)
      *kept = rules[i];
    else
      status = TEXTAN_EMEMORY;
  }
  free(tagged);
  free(rules);
  return status;
}

textan_status entities_tagged_merge(struct work *work) {
  const struct tagger_view view = {work, work->scratch->tagger, work->model->tagger};
  const textan_status status = candidates_replace(work, &view);
  return status == TEXTAN_OK ? entities_candidates_resolve(work) : status;
}

textan_status entities_tag(struct work *work) {
  if (!work->model->tagger)
    return TEXTAN_OK;
  const struct tagger_view view = {work, work->scratch->tagger, work->model->tagger};
  tagger_view_read(&view);
  const textan_status status = tagger_spans_find(&view);
  return status == TEXTAN_OK ? entities_tagged_merge(work) : status;
}

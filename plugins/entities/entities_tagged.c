/* The tagger's part in the choice: it knows what the rules and lists found and decides which spans are names and of
 * what type.  Codes, countries and roles stay with the lists and rules; so do dates and what stands in other languages.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The first name of the lists that begins at the word or behind it. */
static size_t listed_from(const struct tagger_scratch *scratch, uint32_t word) {
  size_t first = 0, end = scratch->listed_count;
  while (first < end) {
    const size_t middle = first + (end - first) / 2;
    if (scratch->listed[middle].first < word)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/* What the lists say of exactly this span. */
static void listed_copy(const struct tagger_scratch *scratch, struct candidate *span) {
  const size_t i = listed_from(scratch, span->first);
  const struct candidate *listed = i < scratch->listed_count ? &scratch->listed[i] : NULL;
  if (!listed || listed->first != span->first || listed->count != span->count || listed->type != span->type)
    return;
  span->code = listed->code;
  span->country = listed->country;
  span->rule = listed->rule;
}

static const char *state_of(const struct candidate *listed) {
  return listed->type == TYPE_GPE || listed->type == TYPE_NORP ? listed->code : NULL;
}

bool entities_two_states(const struct work *work, const struct candidate *span) {
  const struct tagger_scratch *scratch = work->scratch->tagger;
  const uint32_t end = span->first + span->count;
  for (size_t i = scratch ? listed_from(scratch, span->first) : 0;
       scratch && i + 1 < scratch->listed_count && scratch->listed[i + 1].first < end; i++) {
    const struct candidate *first = &scratch->listed[i], *second = first + 1;
    const char *a = state_of(first), *b = state_of(second);
    const uint32_t dash = first->first + first->count;
    if (a && b && strcmp(a, b) != 0 && second->first == dash + 1 && (work->words[dash].flags & TEXTAN_WORD_PUNCTUATION))
      return true;
  }
  return false;
}

/* The state of an organ whose name has a country, nationality or place in it. */
static void country_copy(const struct tagger_scratch *scratch, struct candidate *span) {
  const uint32_t end = span->first + span->count;
  for (size_t i = listed_from(scratch, span->first);
       i < scratch->listed_count && scratch->listed[i].first < end && !span->country; i++) {
    const struct candidate *listed = &scratch->listed[i];
    if (listed->first + listed->count > end)
      continue;
    span->country = state_of(listed);
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
  listed_copy(view->scratch, span);
  if (span->type == TYPE_ORG && !span->code)
    country_copy(view->scratch, span);
  return span->type == TYPE_PERSON ? role_find(view, span) : TEXTAN_OK;
}

/* ---- the choice ------------------------------------------------------------------------ */

/* What the tagger's types are called here; types that it decides on have their bit set in *decided. */
static void types_map(const struct tagger_model *model, int *types, uint32_t *decided) {
  *decided = 0;
  for (uint32_t i = 1; i <= model->type_count; i++) {
    types[i] = entities_type_find(model->types[i]);
    *decided |= types[i] < 0 ? 0 : 1u << types[i];
  }
}

static textan_status span_add(const struct tagger_view *view, const struct tagger_span *tagged, int type,
                              const struct candidate *rule, struct candidate *span) {
  if (rule && rule->first == tagged->first && rule->count == tagged->count && rule->type == type) {
    *span = *rule;
    span->score = tagger_score(view, tagged);
    return TEXTAN_OK;
  }
  *span = (struct candidate){.first = tagged->first,
                             .count = tagged->count,
                             .type = (uint8_t)type,
                             .score = tagger_score(view, tagged),
                             .rule = "tagger"};
  return span_describe(view, span);
}

/* The lists say that it is part of a fixed title, or the text that it abbreviates a common noun. */
static bool hidden(const struct work *work, const struct candidate *rule, const struct tagger_span *span) {
  if (span->count == 1 && work->marks[span->first].abbreviation)
    return true;
  return rule && rule->type == TYPE_NONE && rule->first <= span->first &&
         rule->first + rule->count >= span->first + span->count;
}

/* The rules decide alone on types and texts of which the tagger knows nothing. */
static bool rule_stays(const struct tagger_scratch *scratch, const struct candidate *rule, uint32_t decided,
                       size_t *stretch) {
  while (*stretch < scratch->stretch_count && scratch->stretches[*stretch].end <= rule->first)
    ++*stretch;
  const bool tagged = *stretch < scratch->stretch_count && scratch->stretches[*stretch].first <= rule->first;
  return !tagged || !(decided >> rule->type & 1u);
}

textan_status entities_tagged_merge(struct work *work) {
  struct scratch *scratch = work->scratch;
  const struct tagger_view view = {work, scratch->tagger, work->model->tagger, work->model->second_pass};
  const struct tagger_scratch *tagged = scratch->tagger;
  const size_t rules = scratch->candidate_count;
  int types[TAGGER_GROUP];
  uint32_t decided;
  textan_status status = entities_ordered_reserve(work, rules + tagged->span_count);
  types_map(view.model, types, &decided);
  size_t kept = 0, rule = 0, stretch = 0;
  /* Both are in text order; what overlaps a span of the tagger is dropped. */
  for (size_t i = 0; i <= tagged->span_count && status == TEXTAN_OK; i++) {
    const struct tagger_span *span = i < tagged->span_count ? &tagged->spans[i] : NULL;
    for (; rule < rules && (!span || scratch->candidates[rule].first + scratch->candidates[rule].count <= span->first);
         rule++)
      if (rule_stays(tagged, &scratch->candidates[rule], decided, &stretch))
        scratch->ordered[kept++] = scratch->candidates[rule];
    const struct candidate *const near = rule < rules ? &scratch->candidates[rule] : NULL;
    if (span && !hidden(work, near, span))
      status = span_add(&view, span, types[span->type], near, &scratch->ordered[kept++]);
    while (span && !hidden(work, near, span) && rule < rules &&
           scratch->candidates[rule].first < span->first + span->count)
      rule++;
  }
  if (status == TEXTAN_OK)
    entities_ordered_take(work, kept);
  return status;
}

textan_status entities_tag(struct work *work) {
  if (!work->model->tagger)
    return TEXTAN_OK;
  const struct tagger_view view = {work, work->scratch->tagger, work->model->tagger, work->model->second_pass};
  textan_status status = tagger_view_read(&view);
  if (status == TEXTAN_OK)
    status = tagger_spans_find(&view);
  return status == TEXTAN_OK ? entities_tagged_merge(work) : status;
}

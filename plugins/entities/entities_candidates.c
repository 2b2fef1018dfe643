/* Candidates of all rules, and the choice among those that overlap: the longest span, then the surer rule. */
#include "entities.h"

#include <stdlib.h>

static bool candidates_reserve(struct scratch *scratch) {
  if (scratch->candidate_count < scratch->candidate_capacity)
    return true;
  const size_t capacity = scratch->candidate_capacity ? scratch->candidate_capacity * 2 : 256;
  struct candidate *candidates = realloc(scratch->candidates, capacity * sizeof *candidates);
  if (!candidates)
    return false;
  scratch->candidates = candidates;
  scratch->candidate_capacity = capacity;
  return true;
}

/* The new candidate, for the rule to fill in the rest; NULL: no memory (reported). */
struct candidate *entities_candidate_add(struct work *work, uint32_t first, uint32_t count, int type, int priority) {
  if (!candidates_reserve(work->scratch)) {
    textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the candidates");
    return NULL;
  }
  struct candidate *candidate = &work->scratch->candidates[work->scratch->candidate_count++];
  *candidate = (struct candidate){
      .first = first, .count = count, .type = (uint8_t)type, .priority = (uint8_t)priority, .score = 0.8f};
  return candidate;
}

static int compare(const struct candidate *a, const struct candidate *b) {
  if (a->count != b->count)
    return a->count > b->count ? -1 : 1;
  if (a->priority != b->priority)
    return a->priority > b->priority ? -1 : 1;
  return a->first < b->first ? -1 : a->first > b->first;
}

static int compare_longest(const void *a, const void *b) {
  return compare(a, b);
}

static int compare_position(const void *a, const void *b) {
  const struct candidate *first = a, *second = b;
  return first->first < second->first ? -1 : first->first > second->first;
}

enum { PENDING_CODES = 64 };

/* Drops the candidates that hold only if another one has their code in full. */
static size_t pending_drop(struct candidate *candidates, size_t count) {
  const char *codes[PENDING_CODES];
  bool seen[PENDING_CODES] = {false};
  size_t code_count = 0, kept = 0;
  for (size_t i = 0; i < count; i++) {
    size_t j = 0;
    while (candidates[i].pending && j < code_count && strcmp(codes[j], candidates[i].code))
      j++;
    if (candidates[i].pending && j == code_count && code_count < PENDING_CODES)
      codes[code_count++] = candidates[i].code;
  }
  for (size_t i = 0; code_count && i < count; i++)
    for (size_t j = 0; !candidates[i].pending && candidates[i].code && j < code_count; j++)
      seen[j] |= !strcmp(codes[j], candidates[i].code);
  for (size_t i = 0; i < count; i++) {
    bool holds = !candidates[i].pending;
    for (size_t j = 0; !holds && j < code_count; j++)
      holds = seen[j] && !strcmp(codes[j], candidates[i].code);
    if (holds)
      candidates[kept++] = candidates[i];
  }
  return kept;
}

/* Keeps of the candidates those that win over every overlapping one, in text order. */
void entities_candidates_resolve(struct work *work, size_t from) {
  struct scratch *scratch = work->scratch;
  struct candidate *candidates = scratch->candidates + from;
  const size_t count = pending_drop(candidates, scratch->candidate_count - from);
  size_t kept = 0;
  if (count > 1)
    qsort(candidates, count, sizeof *candidates, compare_longest);
  for (uint32_t i = 0; i < work->count; i++)
    work->marks[i].name = 0;
  for (size_t i = 0; i < count; i++) {
    bool free_span = true;
    for (uint32_t j = 0; free_span && j < candidates[i].count; j++)
      free_span = !work->marks[candidates[i].first + j].name;
    if (!free_span)
      continue;
    for (uint32_t j = 0; j < candidates[i].count; j++)
      work->marks[candidates[i].first + j].name = 1;
    candidates[kept++] = candidates[i];
  }
  if (kept > 1)
    qsort(candidates, kept, sizeof *candidates, compare_position);
  scratch->candidate_count = from + kept;
  entities_names_mark(work);
}

/* Lets every word point to the candidate that covers it. */
void entities_names_mark(struct work *work) {
  for (uint32_t i = 0; i < work->count; i++)
    work->marks[i].name = 0;
  for (size_t i = 0; i < work->scratch->candidate_count; i++) {
    const struct candidate *candidate = &work->scratch->candidates[i];
    for (uint32_t j = 0; j < candidate->count; j++)
      work->marks[candidate->first + j].name = (uint32_t)i + 1;
  }
}

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

/* The rank of a candidate: the longest first, of these the surest, of these the first in the text. */
struct rank {
  uint64_t order;
  uint32_t index;
};

static uint64_t order_of(const struct candidate *candidate) {
  const uint32_t count = candidate->count < UINT16_MAX ? candidate->count : UINT16_MAX;
  return (uint64_t)(UINT16_MAX - count) << 48 | (uint64_t)(UINT8_MAX - candidate->priority) << 40 | candidate->first;
}

static int compare_ranks(const void *left, const void *right) {
  const struct rank *a = left, *b = right;
  if (a->order != b->order)
    return a->order < b->order ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

/* Shell's sort: for the some dozens of candidates of a document a call for each comparison takes longer than all else.
 */
static void ranks_sort(struct rank *ranks, size_t count) {
  static const size_t gaps[] = {301, 132, 57, 23, 10, 4, 1};
  if (count > 4 * gaps[0]) {
    qsort(ranks, count, sizeof *ranks, compare_ranks);
    return;
  }
  for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++)
    for (size_t i = gaps[g]; i < count; i++) {
      const struct rank rank = ranks[i];
      size_t j = i;
      for (; j >= gaps[g] && (ranks[j - gaps[g]].order > rank.order ||
                              (ranks[j - gaps[g]].order == rank.order && ranks[j - gaps[g]].index > rank.index));
           j -= gaps[g])
        ranks[j] = ranks[j - gaps[g]];
      ranks[j] = rank;
    }
}

static bool ranks_reserve(struct scratch *scratch, size_t count) {
  if (scratch->rank_capacity >= count)
    return true;
  struct rank *ranks = realloc(scratch->ranks, 2 * count * sizeof *ranks);
  if (!ranks)
    return false;
  scratch->ranks = ranks;
  scratch->rank_capacity = 2 * count;
  return true;
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

textan_status entities_ordered_reserve(struct work *work, size_t count) {
  struct scratch *scratch = work->scratch;
  if (scratch->ordered_capacity >= count)
    return TEXTAN_OK;
  struct candidate *ordered = realloc(scratch->ordered, count * sizeof *ordered);
  if (!ordered)
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the candidates");
  scratch->ordered = ordered;
  scratch->ordered_capacity = count;
  return TEXTAN_OK;
}

void entities_ordered_take(struct work *work, size_t count) {
  struct scratch *scratch = work->scratch;
  struct candidate *const old = scratch->candidates;
  const size_t capacity = scratch->candidate_capacity;
  scratch->candidates = scratch->ordered;
  scratch->candidate_capacity = scratch->ordered_capacity;
  scratch->candidate_count = count;
  scratch->ordered = old;
  scratch->ordered_capacity = capacity;
}

static void name_set(struct work *work, const struct candidate *candidate, uint32_t name) {
  for (uint32_t i = 0; i < candidate->count; i++)
    work->marks[candidate->first + i].name = name;
}

static bool is_free(const struct work *work, const struct candidate *candidate) {
  for (uint32_t i = 0; i < candidate->count; i++)
    if (work->marks[candidate->first + i].name)
      return false;
  return true;
}

/* Lets words point to the candidates that cover them; ranks those that overlap another: their number. */
static size_t contested_find(struct work *work, size_t count) {
  struct candidate *candidates = work->scratch->candidates;
  size_t contested = 0;
  for (size_t i = 0; i < count; i++)
    candidates[i].contested = false;
  for (size_t i = 0; i < count; i++)
    for (uint32_t word = candidates[i].first; word < candidates[i].first + candidates[i].count; word++) {
      const uint32_t other = work->marks[word].name;
      work->marks[word].name = (uint32_t)i + 1;
      if (other)
        candidates[i].contested = candidates[other - 1].contested = true;
    }
  for (size_t i = 0; i < count; i++)
    if (candidates[i].contested)
      work->scratch->ranks[contested++] = (struct rank){order_of(&candidates[i]), (uint32_t)i};
  return contested;
}

/* Of candidates that overlap the first in rank takes its words, if no other has. */
static void contested_settle(struct work *work, size_t count) {
  struct rank *ranks = work->scratch->ranks;
  const struct candidate *candidates = work->scratch->candidates;
  for (size_t i = 0; i < count; i++)
    name_set(work, &candidates[ranks[i].index], 0);
  ranks_sort(ranks, count);
  for (size_t i = 0; i < count; i++)
    if (is_free(work, &candidates[ranks[i].index]))
      name_set(work, &candidates[ranks[i].index], ranks[i].index + 1);
}

/* Keeps of the candidates those that win over every overlapping one, in text order; words point to theirs. */
textan_status entities_candidates_resolve(struct work *work) {
  struct scratch *scratch = work->scratch;
  entities_names_clear(work);
  const size_t count = pending_drop(scratch->candidates, scratch->candidate_count);
  const textan_status status = entities_ordered_reserve(work, count);
  if (status != TEXTAN_OK)
    return status;
  if (!ranks_reserve(scratch, count))
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the candidates");
  contested_settle(work, contested_find(work, count));
  size_t kept = 0;
  for (uint32_t word = 0; word < work->count && count;) {
    const uint32_t index = work->marks[word].name;
    if (!index) {
      word++;
      continue;
    }
    scratch->ordered[kept] = scratch->candidates[index - 1];
    const uint32_t end = word + scratch->ordered[kept++].count;
    while (word < end)
      work->marks[word++].name = (uint32_t)kept;
  }
  entities_ordered_take(work, kept);
  return TEXTAN_OK;
}

/* Lets no word point to a candidate; before some are dropped. */
void entities_names_clear(struct work *work) {
  for (size_t i = 0; i < work->scratch->candidate_count; i++)
    name_set(work, &work->scratch->candidates[i], 0);
}

/* Lets every word point to the candidate that covers it, after some were dropped. */
void entities_names_mark(struct work *work) {
  for (size_t i = 0; i < work->scratch->candidate_count; i++)
    name_set(work, &work->scratch->candidates[i], (uint32_t)i + 1);
}

/* runs.c - the segments of a text and the runs of one language that they make. */
#include "runs.h"

#include <stdlib.h>
#include <string.h>

/* What a change of language costs, in natural units of log-odds. */
#define SWITCH_COST 14
/* Runs of fewer letters are most often names. */
#define RUN_LETTERS 12
/* A segment speaks at most this much against a language: more than two changes cost. */
#define LIMIT 42

void langid_segments_clear(langid_segments *s) {
  s->count = 0;
}

void langid_segments_free(langid_segments *s) {
  free(s->list);
  free(s->from);
  free(s->runs);
}

/* Room for one more item. */
static bool grow(void **list, size_t *space, size_t count, size_t size) {
  if (count < *space)
    return true;
  const size_t wanted = count < 32 ? 64 : count * 2;
  void *larger = realloc(*list, wanted * size);
  if (!larger)
    return false;
  *list = larger;
  *space = wanted;
  return true;
}

/* Lists the languages that are less than the limit behind the best, which comes first. */
static void choose_top(langid_scored *at, const int32_t *restrict scores, uint32_t language_count, int32_t limit) {
  int32_t best = scores[0];
  for (uint32_t i = 1; i < language_count; i++)
    best = scores[i] > best ? scores[i] : best;
  const int32_t least = best - limit;
  for (uint32_t i = 0; i < language_count; i++) {
    if (scores[i] <= least || (at->count == LANGID_TOP && best - scores[i] >= at->behind[LANGID_TOP - 1]))
      continue;
    uint32_t k = at->count < LANGID_TOP ? at->count++ : LANGID_TOP - 1;
    for (; k > 0 && at->behind[k - 1] > best - scores[i]; k--) {
      at->behind[k] = at->behind[k - 1];
      at->languages[k] = at->languages[k - 1];
    }
    at->behind[k] = best - scores[i];
    at->languages[k] = (uint8_t)i;
  }
}

bool langid_segments_add(langid_segments *s, const langid_segment *segment, const langid_scores *scores,
                         uint32_t language_count, int32_t scale) {
  void *list = s->list;
  if (!grow(&list, &s->space, s->count, sizeof *s->list))
    return false;
  s->list = list;
  langid_scored *at = &s->list[s->count++];
  *at = (langid_scored){.begin = segment->begin, .end = segment->end, .letters = scores ? segment->letters : 0};
  if (scores)
    choose_top(at, scores->of, language_count, LIMIT * scale);
  return true;
}

/* How far a language is behind the best of the segment. */
static int32_t behind(const langid_scored *at, uint8_t language, int32_t limit) {
  if (at->count == 0)
    return 0;
  for (uint32_t k = 0; k < at->count; k++)
    if (at->languages[k] == language)
      return at->behind[k];
  return at->count < LANGID_TOP ? limit : at->behind[LANGID_TOP - 1];
}

/* The main language and those that would gain most as languages of segments. */
static uint32_t choose_states(const langid_segments *s, uint8_t main_language, int32_t scale, uint8_t *states) {
  int64_t gains[LANGID_CLASSES] = {0};
  uint32_t count = 1;
  states[0] = main_language;
  for (size_t i = 0; i < s->count; i++)
    if (s->list[i].count)
      gains[s->list[i].languages[0]] += behind(&s->list[i], main_language, LIMIT * scale);
  while (count < LANGID_STATES) {
    uint8_t best = 0;
    for (uint8_t i = 1; i < LANGID_CLASSES; i++)
      if (gains[i] > gains[best])
        best = i;
    if (gains[best] <= 0)
      break;
    gains[best] = 0;
    states[count++] = best;
  }
  return count;
}

/* Viterbi's search: the states of the segments with the best sum of scores and costs of change. */
static uint32_t walk_forward(const langid_segments *s, const uint8_t *states, uint32_t state_count, int32_t scale) {
  const int64_t cost = (int64_t)SWITCH_COST * scale;
  int64_t sums[LANGID_STATES] = {0};
  for (size_t i = 0; i < s->count; i++) {
    uint32_t best = 0;
    for (uint32_t k = 1; k < state_count; k++)
      if (sums[k] > sums[best])
        best = k;
    const int64_t changed = sums[best] - cost;
    for (uint32_t k = 0; k < state_count; k++) {
      const bool stay = i == 0 || sums[k] >= changed;
      s->from[i][k] = (uint8_t)(stay ? k : best);
      sums[k] = (stay ? sums[k] : changed) - behind(&s->list[i], states[k], LIMIT * scale);
    }
  }
  uint32_t last = 0;
  for (uint32_t k = 1; k < state_count; k++)
    if (sums[k] > sums[last])
      last = k;
  return last;
}

/* Runs come out from last to first and are turned round. */
static bool collect_runs(langid_segments *s, const uint8_t *states, uint32_t state, size_t *run_count) {
  size_t n = 0;
  for (size_t i = s->count; i-- > 0;) {
    const langid_scored *at = &s->list[i];
    if (n && s->runs[n - 1].language == states[state]) {
      s->runs[n - 1].begin = at->begin;
      s->runs[n - 1].letters += at->letters;
    } else {
      void *runs = s->runs;
      if (!grow(&runs, &s->run_space, n, sizeof *s->runs))
        return false;
      s->runs = runs;
      s->runs[n++] = (langid_run){at->begin, at->end, at->letters, states[state]};
    }
    state = s->from[i][state];
  }
  for (size_t i = 0; i < n / 2; i++) {
    const langid_run swap = s->runs[i];
    s->runs[i] = s->runs[n - 1 - i];
    s->runs[n - 1 - i] = swap;
  }
  *run_count = n;
  return true;
}

/* Gives runs with few letters to their neighbours, and joins neighbours of one language. */
static size_t join_runs(langid_run *runs, size_t count) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    if (n && (runs[i].letters < RUN_LETTERS || runs[n - 1].letters < RUN_LETTERS ||
              runs[i].language == runs[n - 1].language)) {
      if (runs[n - 1].letters < RUN_LETTERS)
        runs[n - 1].language = runs[i].language;
      runs[n - 1].end = runs[i].end;
      runs[n - 1].letters += runs[i].letters;
    } else {
      runs[n++] = runs[i];
    }
  }
  return n;
}

bool langid_segments_runs(langid_segments *s, uint8_t main_language, int32_t scale, const langid_run **runs,
                          size_t *run_count) {
  uint8_t states[LANGID_STATES];
  *run_count = 0;
  const uint32_t state_count = choose_states(s, main_language, scale, states);
  if (state_count == 1)
    return true;
  if (s->count > s->from_space) {
    void *larger = realloc(s->from, s->space * sizeof *s->from);
    if (!larger)
      return false;
    s->from = larger;
    s->from_space = s->space;
  }
  const uint32_t last = walk_forward(s, states, state_count, scale);
  if (!collect_runs(s, states, last, run_count))
    return false;
  *run_count = join_runs(s->runs, *run_count);
  if (*run_count == 1)
    *run_count = 0;
  *runs = s->runs;
  return true;
}

/* runs.c - the segments of a text and the runs of one language that they make. */
#include "runs.h"

#include <stdlib.h>
#include <string.h>

/* Scores are kept in sixths of a natural unit of log-odds, so that they fit a byte. */
#define UNIT 6
/* What a change of language costs. */
#define SWITCH_COST (14 * UNIT)
/* A segment speaks at most this much against a language: more than two changes cost. */
#define LIMIT (42 * UNIT)
/* Runs of fewer letters are most often names. */
#define RUN_LETTERS 18

void langid_segments_clear(langid_segments *s, uint32_t language_count) {
  s->count = 0;
  s->language_count = language_count;
}

void langid_segments_free(langid_segments *s) {
  free(s->list);
  free(s->behind);
  free(s->from);
  free(s->runs);
}

/* Room for so many more items. */
static bool grow(void **list, size_t *space, size_t count, size_t more, size_t size) {
  if (count + more <= *space)
    return true;
  const size_t wanted = (count + more) * 2 < 64 ? 64 : (count + more) * 2;
  void *larger = realloc(*list, wanted * size);
  if (!larger)
    return false;
  *list = larger;
  *space = wanted;
  return true;
}

static uint8_t best_language(const int32_t *scores, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; i++)
    best = scores[i] > scores[best] ? i : best;
  return (uint8_t)best;
}

bool langid_segments_add(langid_segments *s, const langid_segment *segment, const langid_scores *scores,
                         int32_t scale) {
  const uint32_t n = s->language_count;
  void *list = s->list, *bytes = s->behind;
  const bool room = grow(&list, &s->space, s->count, 1, sizeof *s->list);
  s->list = list;
  const bool more = room && grow(&bytes, &s->behind_space, s->count * n, n, 1);
  s->behind = bytes;
  if (!more)
    return false;
  langid_scored *at = &s->list[s->count];
  uint8_t *behind = s->behind + s->count++ * n;
  *at = (langid_scored){.begin = segment->begin, .end = segment->end};
  memset(behind, 0, n);
  if (!scores)
    return true;
  at->letters = segment->letters;
  at->best = best_language(scores->of, n);
  const int32_t best = scores->of[at->best], limit = LIMIT / UNIT * scale;
  const uint32_t units = UNIT * 65536u / (uint32_t)scale;
  for (uint32_t i = 0; i < n; i++) {
    const int32_t lead = best - scores->of[i];
    behind[i] = (uint8_t)((uint32_t)(lead < limit ? lead : limit) * units >> 16);
  }
  return true;
}

/* The main language and those that would gain most as languages of segments. */
static uint32_t choose_states(const langid_segments *s, uint8_t main_language, uint8_t *states) {
  int64_t gains[LANGID_CLASSES] = {0};
  uint32_t count = 1;
  states[0] = main_language;
  for (size_t i = 0; i < s->count; i++)
    gains[s->list[i].best] += s->behind[i * s->language_count + main_language];
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
static uint32_t walk_forward(const langid_segments *s, const uint8_t *states, uint32_t state_count) {
  int64_t sums[LANGID_STATES] = {0};
  for (size_t i = 0; i < s->count; i++) {
    uint32_t best = 0;
    for (uint32_t k = 1; k < state_count; k++)
      if (sums[k] > sums[best])
        best = k;
    const int64_t changed = sums[best] - SWITCH_COST;
    for (uint32_t k = 0; k < state_count; k++) {
      const bool stay = i == 0 || sums[k] >= changed;
      s->from[i][k] = (uint8_t)(stay ? k : best);
      sums[k] = (stay ? sums[k] : changed) - s->behind[i * s->language_count + states[k]];
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
      if (!grow(&runs, &s->run_space, n, 1, sizeof *s->runs))
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

bool langid_segments_runs(langid_segments *s, uint8_t main_language, const langid_run **runs, size_t *run_count) {
  uint8_t states[LANGID_STATES];
  *run_count = 0;
  const uint32_t state_count = choose_states(s, main_language, states);
  if (state_count == 1)
    return true;
  if (s->count > s->from_space) {
    void *larger = realloc(s->from, s->space * sizeof *s->from);
    if (!larger)
      return false;
    s->from = larger;
    s->from_space = s->space;
  }
  const uint32_t last = walk_forward(s, states, state_count);
  if (!collect_runs(s, states, last, run_count))
    return false;
  *run_count = join_runs(s->runs, *run_count);
  if (*run_count == 1)
    *run_count = 0;
  *runs = s->runs;
  return true;
}

/* tagger_kernels.h - what the tagger does most often, on eight or thirty-two numbers of sixteen bits at once: with
 * SSE2, which all x86-64 machines have, and in plain C, with the same results. */
#ifndef ENTITIES_TAGGER_KERNELS_H
#define ENTITIES_TAGGER_KERNELS_H

#include "tagger.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The scores of the best paths to a word, by the type that is open, inside or ended there; the best is about 0. */
struct tagger_front {
  _Alignas(16) int16_t open[TAGGER_GROUP], inside[TAGGER_GROUP], ended[TAGGER_GROUP];
};

/* Bits of a path's step: the type that it was entered from, whether a unit ended, whether it went on from inside. */
enum { STEP_FROM = 7, STEP_UNIT = 8, STEP_INSIDE = 16 };

/* Makes the features that have weights the numbers of their rows, which are asked for; how many these are. */
static inline uint32_t tagger_rows_find(const struct tagger_model *model, uint32_t *features, uint32_t count) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t row;
    const bool present = tagger_row(model, features[i], &row);
    __builtin_prefetch(model->rows[row]);
    features[found] = row;
    found += present;
  }
  return found;
}

/* Adds rows of weights, by their numbers, to the sums of a word. */
static inline void tagger_add_plain(const struct tagger_model *model, const uint32_t *rows, uint32_t count,
                                    int16_t *sums) {
  for (uint32_t i = 0; i < count; i++) {
    const int16_t *row = model->rows[rows[i]];
    for (int lane = 0; lane < TAGGER_LANES; lane++)
      sums[lane] = (int16_t)(sums[lane] + row[lane]);
  }
}

static inline void tagger_add_row_plain(int16_t *sums, const int16_t *row) {
  for (int lane = 0; lane < TAGGER_LANES; lane++)
    sums[lane] = (int16_t)(sums[lane] + row[lane]);
}

/* The best place of each type; "outside" has but one. */
static inline void tagger_best_places_plain(const int16_t *sums, int16_t *best) {
  for (int type = 0; type < TAGGER_GROUP; type++) {
    best[type] = sums[PLACE_UNIT * TAGGER_GROUP + type];
    for (int place = PLACE_BEGIN; type > 0 && place < PLACE_UNIT; place++)
      best[type] = sums[place * TAGGER_GROUP + type] > best[type] ? sums[place * TAGGER_GROUP + type] : best[type];
  }
}

static inline int16_t tagger_saturated(int32_t sum) {
  return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
}

/* What paths can do at a word, by type: INT16_MAX where they can, INT16_MIN where not. */
struct tagger_bars {
  _Alignas(16) int16_t begin[TAGGER_GROUP], go_on[TAGGER_GROUP], end[TAGGER_GROUP];
};

static inline int16_t tagger_least(int16_t a, int16_t b) {
  return a < b ? a : b;
}

/* One word of Viterbi's search, for types up to type_count. */
static inline void tagger_step_plain(const int16_t (*joins)[TAGGER_GROUP], int type_count, const int16_t *sums,
                                     const struct tagger_bars *bars, struct tagger_front *front, uint8_t *path) {
  struct tagger_front next;
  int16_t most = INT16_MIN;
  for (int to = 0; to < TAGGER_GROUP; to++) {
    int16_t best = INT16_MIN;
    int from = 0;
    for (int type = 0; type <= type_count; type++) {
      const int16_t score = tagger_saturated(front->ended[type] + joins[type][to]);
      from = score > best ? type : from;
      best = score > best ? score : best;
    }
    const bool inside = front->inside[to] > front->open[to];
    const int16_t going = inside ? front->inside[to] : front->open[to];
    const int16_t last = tagger_least(tagger_saturated(going + sums[PLACE_LAST * TAGGER_GROUP + to]), bars->go_on[to]);
    const int16_t unit = tagger_saturated(best + sums[PLACE_UNIT * TAGGER_GROUP + to]);
    path[to] = (uint8_t)(from | (last > unit ? 0 : STEP_UNIT) | (inside ? STEP_INSIDE : 0));
    next.open[to] = tagger_least(tagger_saturated(best + sums[PLACE_BEGIN * TAGGER_GROUP + to]), bars->begin[to]);
    next.inside[to] = tagger_least(tagger_saturated(going + sums[PLACE_INSIDE * TAGGER_GROUP + to]), bars->go_on[to]);
    next.ended[to] = tagger_least(last > unit ? last : unit, bars->end[to]);
    most = next.open[to] > most ? next.open[to] : most;
    most = next.inside[to] > most ? next.inside[to] : most;
    most = next.ended[to] > most ? next.ended[to] : most;
  }
  for (int to = 0; to < TAGGER_GROUP; to++) {
    front->open[to] = tagger_saturated(next.open[to] - most);
    front->inside[to] = tagger_saturated(next.inside[to] - most);
    front->ended[to] = tagger_saturated(next.ended[to] - most);
  }
}

#ifdef __SSE2__

static inline void tagger_add(const struct tagger_model *model, const uint32_t *rows, uint32_t count, int16_t *sums) {
  __m128i *const to = (__m128i *)(void *)sums;
  __m128i a = _mm_loadu_si128(to), b = _mm_loadu_si128(to + 1), c = _mm_loadu_si128(to + 2),
          d = _mm_loadu_si128(to + 3);
  for (uint32_t i = 0; i < count; i++) {
    const __m128i *row = (const __m128i *)(const void *)model->rows[rows[i]];
    a = _mm_add_epi16(a, _mm_load_si128(row));
    b = _mm_add_epi16(b, _mm_load_si128(row + 1));
    c = _mm_add_epi16(c, _mm_load_si128(row + 2));
    d = _mm_add_epi16(d, _mm_load_si128(row + 3));
  }
  _mm_storeu_si128(to, a);
  _mm_storeu_si128(to + 1, b);
  _mm_storeu_si128(to + 2, c);
  _mm_storeu_si128(to + 3, d);
}

static inline void tagger_add_row(int16_t *sums, const int16_t *row) {
  __m128i *const to = (__m128i *)(void *)sums;
  const __m128i *const from = (const __m128i *)(const void *)row;
  const __m128i a = _mm_add_epi16(_mm_loadu_si128(to), _mm_loadu_si128(from));
  const __m128i b = _mm_add_epi16(_mm_loadu_si128(to + 1), _mm_loadu_si128(from + 1));
  const __m128i c = _mm_add_epi16(_mm_loadu_si128(to + 2), _mm_loadu_si128(from + 2));
  const __m128i d = _mm_add_epi16(_mm_loadu_si128(to + 3), _mm_loadu_si128(from + 3));
  _mm_storeu_si128(to, a);
  _mm_storeu_si128(to + 1, b);
  _mm_storeu_si128(to + 2, c);
  _mm_storeu_si128(to + 3, d);
}

static inline void tagger_best_places(const int16_t *sums, int16_t *best) {
  const __m128i *const places = (const __m128i *)(const void *)sums;
  const __m128i unit = _mm_loadu_si128(places + PLACE_UNIT);
  const __m128i more = _mm_max_epi16(_mm_loadu_si128(places + PLACE_BEGIN), _mm_loadu_si128(places + PLACE_INSIDE));
  const __m128i all = _mm_max_epi16(_mm_max_epi16(more, _mm_loadu_si128(places + PLACE_LAST)), unit);
  _mm_storeu_si128((__m128i *)(void *)best, all);
  best[0] = sums[PLACE_UNIT * TAGGER_GROUP];
}

static inline __m128i tagger_choose(__m128i condition, __m128i yes, __m128i no) {
  return _mm_or_si128(_mm_and_si128(condition, yes), _mm_andnot_si128(condition, no));
}

static inline void tagger_step(const int16_t (*joins)[TAGGER_GROUP], int type_count, const int16_t *sums,
                               const struct tagger_bars *bars, struct tagger_front *front, uint8_t *path) {
  const __m128i *const weights = (const __m128i *)(const void *)sums, *const join =
                                                                          (const __m128i *)(const void *)joins;
  const __m128i begin = _mm_load_si128((const __m128i *)(const void *)bars->begin);
  const __m128i go_on = _mm_load_si128((const __m128i *)(const void *)bars->go_on);
  const __m128i end = _mm_load_si128((const __m128i *)(const void *)bars->end);
  __m128i best = _mm_adds_epi16(_mm_set1_epi16(front->ended[0]), _mm_loadu_si128(join)), from = _mm_setzero_si128();
  for (int type = 1; type <= type_count; type++) {
    const __m128i score = _mm_adds_epi16(_mm_set1_epi16(front->ended[type]), _mm_loadu_si128(join + type));
    from = tagger_choose(_mm_cmpgt_epi16(score, best), _mm_set1_epi16((int16_t)type), from);
    best = _mm_max_epi16(best, score);
  }
  const __m128i open = _mm_load_si128((const __m128i *)(const void *)front->open);
  const __m128i inside = _mm_load_si128((const __m128i *)(const void *)front->inside);
  const __m128i going = _mm_max_epi16(inside, open);
  const __m128i last = _mm_min_epi16(_mm_adds_epi16(going, _mm_loadu_si128(weights + PLACE_LAST)), go_on);
  const __m128i unit = _mm_adds_epi16(best, _mm_loadu_si128(weights + PLACE_UNIT));
  from = _mm_or_si128(from, _mm_andnot_si128(_mm_cmpgt_epi16(last, unit), _mm_set1_epi16(STEP_UNIT)));
  from = _mm_or_si128(from, _mm_and_si128(_mm_cmpgt_epi16(inside, open), _mm_set1_epi16(STEP_INSIDE)));
  _mm_storel_epi64((__m128i *)(void *)path, _mm_packus_epi16(from, from));
  const __m128i begins = _mm_min_epi16(_mm_adds_epi16(best, _mm_loadu_si128(weights + PLACE_BEGIN)), begin);
  const __m128i goes_on = _mm_min_epi16(_mm_adds_epi16(going, _mm_loadu_si128(weights + PLACE_INSIDE)), go_on);
  const __m128i ends = _mm_min_epi16(_mm_max_epi16(last, unit), end);
  __m128i most = _mm_max_epi16(_mm_max_epi16(begins, goes_on), ends);
  most = _mm_max_epi16(most, _mm_shuffle_epi32(most, _MM_SHUFFLE(1, 0, 3, 2)));
  most = _mm_max_epi16(most, _mm_shuffle_epi32(most, _MM_SHUFFLE(2, 3, 0, 1)));
  most = _mm_max_epi16(
      most, _mm_shufflehi_epi16(_mm_shufflelo_epi16(most, _MM_SHUFFLE(2, 3, 0, 1)), _MM_SHUFFLE(2, 3, 0, 1)));
  _mm_store_si128((__m128i *)(void *)front->open, _mm_subs_epi16(begins, most));
  _mm_store_si128((__m128i *)(void *)front->inside, _mm_subs_epi16(goes_on, most));
  _mm_store_si128((__m128i *)(void *)front->ended, _mm_subs_epi16(ends, most));
}

#else
#define tagger_add tagger_add_plain
#define tagger_add_row tagger_add_row_plain
#define tagger_best_places tagger_best_places_plain
#define tagger_step tagger_step_plain
#endif

#endif

/* Viterbi's search over the tags.  Only tags that can follow one another are looked at: what ends at a word (a unit,
 * a last word or an outside word) is followed by what begins (a unit, a first word or an outside word), a first or
 * inside word by an inside or last word of the same type. */
#include "tagger.h"

enum { NEVER = INT32_MIN / 4 };

/* Vectors of the compiler: it makes of them what registers the machine has, with the same results on each. */
typedef int16_t lanes __attribute__((vector_size(TAGGER_LANES * sizeof(int16_t)), may_alias));

void tagger_add(const struct tagger_model *model, const uint32_t *features, uint32_t count, int16_t *sums) {
  lanes total;
  memcpy(&total, sums, sizeof total);
  for (uint32_t i = 0; i < count; i++)
    total += *(const lanes *)model->rows[tagger_row(model, features[i])];
  memcpy(sums, &total, sizeof total);
}

/* One number for each type. */
typedef int32_t group __attribute__((vector_size(TAGGER_GROUP * sizeof(int32_t))));
typedef group group_in_array __attribute__((aligned(4), may_alias));
typedef int16_t half_group __attribute__((vector_size(TAGGER_GROUP * sizeof(int16_t)), aligned(2), may_alias));

/* The one or the other, for each type. */
#define CHOOSE(condition, yes, no) (((yes) & (condition)) | ((no) & ~(condition)))

/* The scores of the paths that end at a word, by the type that is open, inside or ended there. */
struct front {
  group open, inside, ended;
};

/* Bits of a path's step: the type that it was entered from, whether a unit ended, whether it went on from inside. */
enum { FROM = 7, UNIT = 8, INSIDE = 16 };

static inline void step(const group_in_array *joins, const int16_t *sums, const group *never, struct front *front,
                        uint8_t *path) {
  const half_group *halves = (const half_group *)sums;
  group best = front->ended[0] + joins[0], from = {0};
#pragma GCC unroll 8
  for (int type = 1; type < TAGGER_GROUP; type++) {
    const group score = front->ended[type] + joins[type], wins = score > best;
    best = CHOOSE(wins, score, best);
    from = CHOOSE(wins, (group){0} + type, from);
  }
  const group inside_wins = front->inside > front->open;
  const group going = CHOOSE(inside_wins, front->inside, front->open);
  const group last = going + __builtin_convertvector(halves[PLACE_LAST], group);
  const group unit = best + __builtin_convertvector(halves[PLACE_UNIT], group), unit_wins = unit >= last;
  from |= (unit_wins & UNIT) | (inside_wins & INSIDE);
  front->open = best + __builtin_convertvector(halves[PLACE_BEGIN], group) + never[0];
  front->inside = going + __builtin_convertvector(halves[PLACE_INSIDE], group) + never[0];
  front->ended = CHOOSE(unit_wins, unit, last) + never[1];
  typedef uint8_t bytes __attribute__((vector_size(TAGGER_GROUP)));
  const bytes narrow = __builtin_convertvector(from, bytes);
  memcpy(path, &narrow, sizeof narrow);
}

static void trace(const uint8_t (*paths)[TAGGER_GROUP], uint32_t count, int type, uint8_t *tags) {
  for (uint32_t word = count; word-- > 0;) {
    if (paths[word][type] & UNIT) {
      tags[word] = (uint8_t)(PLACE_UNIT * TAGGER_GROUP + type);
    } else {
      tags[word] = (uint8_t)(PLACE_LAST * TAGGER_GROUP + type);
      while (paths[word][type] & INSIDE)
        tags[--word] = (uint8_t)(PLACE_INSIDE * TAGGER_GROUP + type);
      tags[--word] = (uint8_t)(PLACE_BEGIN * TAGGER_GROUP + type);
    }
    type = paths[word][type] & FROM;
  }
}

void tagger_decode(const struct tagger_model *model, const int16_t (*sums)[TAGGER_LANES], uint32_t count,
                   uint8_t (*paths)[TAGGER_GROUP], uint8_t *tags) {
  const group nowhere = (group){0} + NEVER;
  struct front front = {nowhere, nowhere, nowhere};
  group never[2] = {{0}, {0}}; /* added to what begins or goes on, and to what ends */
  front.ended[0] = 0;
  never[0][0] = NEVER;
  for (int type = (int)model->type_count + 1; type < TAGGER_GROUP; type++)
    never[0][type] = never[1][type] = NEVER;
  for (uint32_t word = 0; word < count; word++)
    step((const group_in_array *)model->joins, sums[word], never, &front, paths[word]);
  int best = 0;
  for (int type = 1; type <= (int)model->type_count; type++)
    best = front.ended[type] > front.ended[best] ? type : best;
  trace((const uint8_t(*)[TAGGER_GROUP])paths, count, best, tags);
}

/* Viterbi's search over the tags.  Only tags that can follow one another are looked at: what ends at a word (a unit,
 * a last word or an outside word) is followed by what begins (a unit, a first word or an outside word), a first or
 * inside word by an inside or last word of the same type. */
#include "tagger.h"

enum { NEVER = INT32_MIN / 4 };

/* Sixteen-bit sums in whole registers, whatever the machine has: the compiler makes vectors of these loops. */
void tagger_add(int16_t *restrict sums, const int16_t *restrict row) {
  for (int i = 0; i < TAGGER_LANES; i++)
    sums[i] = (int16_t)(sums[i] + row[i]);
}

/* The best of what can end before a word, for each type that can begin at it. */
static void enter(const struct tagger_model *model, const int32_t *ended, int32_t *best, int32_t *from) {
  for (int to = 0; to < TAGGER_GROUP; to++) {
    best[to] = ended[0] + model->joins[0][to];
    from[to] = 0;
  }
  for (int type = 1; type < TAGGER_GROUP; type++)
    for (int to = 0; to < TAGGER_GROUP; to++) {
      const int32_t score = ended[type] + model->joins[type][to];
      from[to] = score > best[to] ? type : from[to];
      best[to] = score > best[to] ? score : best[to];
    }
}

/* paths: for each type where it was entered from (bits 0-2), whether the type ended as unit (bit 3) and whether it
 * went on from an inside word (bit 4). */
static void step(const struct tagger_model *model, const int32_t *sums, int32_t *open, int32_t *ended, uint8_t *paths,
                 int32_t *inside) {
  int32_t best[TAGGER_GROUP], from[TAGGER_GROUP];
  enter(model, ended, best, from);
  for (int type = 0; type < TAGGER_GROUP; type++) {
    const int32_t going = open[type] > inside[type] ? open[type] : inside[type];
    const int32_t last = going + sums[PLACE_LAST * TAGGER_GROUP + type];
    const int32_t unit = best[type] + sums[PLACE_UNIT * TAGGER_GROUP + type];
    paths[type] = (uint8_t)(from[type] | (unit >= last) << 3 | (inside[type] > open[type]) << 4);
    open[type] = best[type] + sums[PLACE_BEGIN * TAGGER_GROUP + type];
    inside[type] = going + sums[PLACE_INSIDE * TAGGER_GROUP + type];
    ended[type] = unit >= last ? unit : last;
  }
  open[0] = inside[0] = NEVER;
  for (uint32_t type = model->type_count + 1; type < TAGGER_GROUP; type++)
    open[type] = inside[type] = ended[type] = NEVER;
}

static void trace(const uint8_t (*paths)[TAGGER_GROUP], uint32_t count, int type, uint8_t *tags) {
  for (uint32_t word = count; word-- > 0;) {
    if (paths[word][type] >> 3 & 1) {
      tags[word] = (uint8_t)(PLACE_UNIT * TAGGER_GROUP + type);
    } else {
      tags[word] = (uint8_t)(PLACE_LAST * TAGGER_GROUP + type);
      while (paths[word][type] >> 4 & 1)
        tags[--word] = (uint8_t)(PLACE_INSIDE * TAGGER_GROUP + type);
      tags[--word] = (uint8_t)(PLACE_BEGIN * TAGGER_GROUP + type);
    }
    type = paths[word][type] & 7;
  }
}

void tagger_decode(const struct tagger_model *model, const int32_t (*sums)[TAGGER_LANES], uint32_t count,
                   uint8_t (*paths)[TAGGER_GROUP], uint8_t *tags) {
  int32_t open[TAGGER_GROUP], inside[TAGGER_GROUP], ended[TAGGER_GROUP];
  for (int type = 0; type < TAGGER_GROUP; type++)
    open[type] = inside[type] = ended[type] = NEVER;
  ended[0] = 0;
  for (uint32_t word = 0; word < count; word++)
    step(model, sums[word], open, ended, paths[word], inside);
  int best = 0;
  for (int type = 1; type <= (int)model->type_count; type++)
    best = ended[type] > ended[best] ? type : best;
  trace((const uint8_t(*)[TAGGER_GROUP])paths, count, best, tags);
}

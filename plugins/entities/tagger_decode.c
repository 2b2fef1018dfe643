/* Viterbi's search over the tags.  Only tags that can follow one another are looked at: what ends at a word (a unit,
 * a last word or an outside word) is followed by what begins (a unit, a first word or an outside word), a first or
 * inside word by an inside or last word of the same type. */
#include "tagger_kernels.h"

static void trace(const uint8_t (*paths)[TAGGER_GROUP], uint32_t count, int type, uint8_t *tags) {
  for (uint32_t word = count; word-- > 0;) {
    if (paths[word][type] & STEP_UNIT) {
      tags[word] = (uint8_t)(PLACE_UNIT * TAGGER_GROUP + type);
    } else {
      tags[word] = (uint8_t)(PLACE_LAST * TAGGER_GROUP + type);
      while (word > 1 && (paths[word][type] & STEP_INSIDE))
        tags[--word] = (uint8_t)(PLACE_INSIDE * TAGGER_GROUP + type);
      if (word > 0)
        tags[--word] = (uint8_t)(PLACE_BEGIN * TAGGER_GROUP + type);
    }
    type = paths[word][type] & STEP_FROM;
  }
}

void tagger_decode(const struct tagger_model *model, const int16_t (*sums)[TAGGER_LANES], uint32_t count,
                   uint8_t (*paths)[TAGGER_GROUP], uint8_t *tags) {
  struct tagger_front front;
  struct tagger_bars bars;
  for (int type = 0; type < TAGGER_GROUP; type++) {
    const bool known = type <= (int)model->type_count;
    bars.begin[type] = known && type > 0 ? INT16_MAX : INT16_MIN;
    bars.end[type] = known ? INT16_MAX : INT16_MIN;
    bars.go_on[type] = INT16_MIN; /* at the first word nothing does */
    front.open[type] = front.inside[type] = front.ended[type] = INT16_MIN;
  }
  front.ended[0] = 0;
  for (uint32_t word = 0; word < count; word++) {
    tagger_step((const int16_t(*)[TAGGER_GROUP])model->joins, (int)model->type_count, sums[word], &bars, &front,
                paths[word]);
    memcpy(bars.go_on, bars.begin, sizeof bars.go_on);
  }
  int best = 0;
  for (int type = 1; type <= (int)model->type_count; type++)
    best = front.ended[type] > front.ended[best] ? type : best;
  trace((const uint8_t(*)[TAGGER_GROUP])paths, count, best, tags);
}

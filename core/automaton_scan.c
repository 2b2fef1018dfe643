/* The scan: where paths may end is told by the filter, for a batch of words without a branch that depends on what is
 * found; these places are then compared with the paths, whose memory was asked for some places before. */
#include <string.h>

#include "automaton_state.h"

enum { BATCH = 128, SLOTS_AHEAD = 12, RECORDS_AHEAD = 6 };

/* Where a path may end. */
struct place {
  uint64_t state;
  uint32_t first, count;
};

static inline void prefetch(const void *p) {
#if defined __GNUC__
  __builtin_prefetch(p);
#else
  (void)p;
#endif
}

static inline uint64_t filter_of(const struct automaton *automaton, uint64_t state) {
  return automaton->filter[state >> automaton->filter_shift];
}

/* Takes the paths of more than two words that begin with these two; the number of places. */
static uint32_t go_on(const struct automaton *automaton, const struct words *words, uint32_t first, uint64_t state,
                      struct place *places, uint32_t count) {
  for (uint32_t next = first + 2; next < words->count && next - first < PATH_WORDS_MAX; next++) {
    state = state_next(state, words->list[next].hash);
    const uint64_t bits = filter_of(automaton, state);
    places[count] = (struct place){state, first, next - first + 1};
    count += (uint32_t)filter_ends(state, bits);
    if (!filter_goes_on(state, bits))
      break;
  }
  return count;
}

/* Places of paths that begin at words from *first on, which moves behind the last one looked at. */
static uint32_t find_places(const struct automaton *automaton, const struct words *words, uint32_t *first,
                            struct place *places) {
  const textan_word *list = words->list;
  uint32_t count = 0, i = *first;
  for (; i < words->count && count < BATCH; i++) {
    const uint64_t one = state_next(0, list[i].hash), two = state_next(one, list[i + 1].hash);
    const uint64_t one_bits = filter_of(automaton, one), two_bits = filter_of(automaton, two);
    const uint64_t goes_on = filter_goes_on(one, one_bits);
    places[count] = (struct place){one, i, 1};
    count += (uint32_t)filter_ends(one, one_bits);
    places[count] = (struct place){two, i, 2};
    count += (uint32_t)(goes_on & filter_ends(two, two_bits));
    if (goes_on & filter_goes_on(two, two_bits))
      count = go_on(automaton, words, i, two, places, count);
  }
  *first = i;
  return count;
}

/* Both can be read for seven bytes more. */
static inline bool same_text(const char *a, const char *b, uint32_t size) {
  for (; size > sizeof(uint64_t); size -= (uint32_t)sizeof(uint64_t)) {
    if (memcmp(a, b, sizeof(uint64_t)) != 0)
      return false;
    a += sizeof(uint64_t);
    b += sizeof(uint64_t);
  }
  uint64_t x, y;
  memcpy(&x, a, sizeof x);
  memcpy(&y, b, sizeof y);
  const unsigned unused = 64 - 8 * size;
  return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? (x ^ y) >> unused == 0 : (x ^ y) << unused == 0;
}

/* Whether these are the words of the path, as they stand in its record.  An entry never reaches over an empty line. */
static inline bool same_words(const uint32_t *path, const struct words *words, const struct place *place) {
  if (path[0] != place->count)
    return false;
  const textan_word *word = &words->list[place->first];
  const uint16_t *sizes = (const uint16_t *)(path + 1);
  const char *text = (const char *)(path + text_head_units(path[0]));
  for (uint32_t i = 0; i < place->count; i++, word++) {
    if (word->folded_size != sizes[i] || (i && word->flags & TEXTAN_WORD_PARAGRAPH) ||
        !same_text(words->folded.data + word->folded, text, sizes[i]))
      return false;
    text += sizes[i];
  }
  return true;
}

/* The record of the place's path; NULL: there is none. */
static inline const uint32_t *find_record(const struct automaton *automaton, const struct words *words,
                                          const struct place *place) {
  const uint32_t tag = slot_tag(place->state);
  for (uint32_t i = slot_place(place->state);; i++) {
    const struct slot *slot = &automaton->slots[i & automaton->slot_mask];
    if (!slot->record)
      return NULL;
    const uint32_t *record = automaton->records + slot->record - 1;
    if (slot->tag == tag && same_words(record + 1 + END_UNITS * record[0], words, place))
      return record;
  }
}

/* Whether the words stand together where the path wants them to. */
static bool stands_together(const textan_word *words, uint64_t glued) {
  for (uint32_t i = 0; glued; i++, glued >>= 1)
    if (glued & 1 && !(words[i].flags & TEXTAN_WORD_GLUED))
      return false;
  return true;
}

static bool visit_ends(const struct automaton *automaton, const uint32_t *record, const textan_word *words,
                       const struct place *place, automaton_visit *visit, void *context) {
  for (uint32_t i = 0; i < record[0]; i++) {
    struct end end;
    memcpy(&end, record + 1 + END_UNITS * i, sizeof end);
    struct final final = {end.lexicon, end.entry, 0};
    if (end.condition) {
      final.spelling = (uint32_t)automaton->conditions[end.condition].spelling;
      if (!stands_together(&words[place->first], automaton->conditions[end.condition].glued))
        continue;
    }
    if (!visit(context, &final, place->first, place->count))
      return false;
  }
  return true;
}

static bool visit_places(const struct automaton *automaton, const struct words *words, const struct place *places,
                         uint32_t count, automaton_visit *visit, void *context) {
  for (uint32_t i = 0; i < count; i++) {
    if (i + SLOTS_AHEAD < count)
      prefetch(&automaton->slots[slot_place(places[i + SLOTS_AHEAD].state) & automaton->slot_mask]);
    if (i + RECORDS_AHEAD < count)
      prefetch(automaton->records +
               automaton->slots[slot_place(places[i + RECORDS_AHEAD].state) & automaton->slot_mask].record);
    const uint32_t *record = find_record(automaton, words, &places[i]);
    if (record && !visit_ends(automaton, record, words->list, &places[i], visit, context))
      return false;
  }
  return true;
}

bool automaton_scan(const struct automaton *automaton, const struct words *words, automaton_visit *visit,
                    void *context) {
  struct place places[BATCH + PATH_WORDS_MAX];
  for (uint32_t first = 0; first < words->count;) {
    const uint32_t count = find_places(automaton, words, &first, places);
    if (!visit_places(automaton, words, places, count, visit, context))
      return false;
  }
  return true;
}

/* Building the automaton, and compiling it to the arrays that the scan reads. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "automaton_state.h"

enum { FILTER_BITS_MIN = 10, FILTER_BITS_MAX = 30, STATES_IN_A_WORD = 4 };

static bool grow(void *list, uint32_t *capacity, uint32_t count, size_t size) {
  if (count < *capacity)
    return true;
  const uint32_t more = *capacity ? *capacity * 2 : 256;
  void *grown = realloc(*(void **)list, more * size);
  if (!grown)
    return false;
  *(void **)list = grown;
  *capacity = more;
  return true;
}

/* ---- paths ---- */

static uint64_t state_of(const struct path *path) {
  uint64_t state = 0;
  for (uint32_t i = 0; i < path->count; i++)
    state = state_next(state, textan_word_hash(path->words[i].text, path->words[i].size));
  return state;
}

/* Appends the path's words; false: no memory. */
static bool add_text(struct buffer *texts, const struct path *path) {
  static const char zeros[sizeof(uint32_t)];
  const size_t size = texts->size;
  bool good = buffer_append(texts, &path->count, sizeof path->count);
  for (uint32_t i = 0; i < path->count; i++) {
    const uint16_t word_size = (uint16_t)path->words[i].size;
    good = good && buffer_append(texts, &word_size, sizeof word_size);
  }
  good = good && (path->count % 2 == 0 || buffer_append(texts, zeros, sizeof(uint16_t)));
  for (uint32_t i = 0; i < path->count; i++)
    good = good && buffer_append(texts, path->words[i].text, path->words[i].size);
  good = good && buffer_append(texts, zeros, (sizeof zeros - texts->size % sizeof zeros) % sizeof zeros);
  if (!good)
    texts->size = size;
  return good;
}

static uint32_t *place_slot(struct slot *slots, uint32_t mask, uint64_t state) {
  uint32_t i = slot_place(state);
  while (slots[i & mask].record)
    i++;
  slots[i & mask].tag = slot_tag(state);
  return &slots[i & mask].record;
}

static bool grow_slots(struct automaton *automaton) {
  const uint32_t count = automaton->slots ? (automaton->slot_mask + 1) * 2 : 1024;
  struct slot *slots = calloc(count, sizeof *slots);
  if (!slots)
    return false;
  for (uint32_t i = 0; i < automaton->path_count; i++)
    *place_slot(slots, count - 1, automaton->building->paths[i].state) = i + 1;
  free(automaton->slots);
  automaton->slots = slots;
  automaton->slot_mask = count - 1;
  return true;
}

/* The path that has the words which were appended to the texts last, at `text`; NULL: it is new. */
static struct built_path *find_path(const struct automaton *automaton, uint64_t state, uint32_t text) {
  const struct building *building = automaton->building;
  const uint32_t units = (uint32_t)(building->texts.size / sizeof(uint32_t)) - text;
  const uint32_t *all = (const uint32_t *)(const void *)building->texts.data;
  for (uint32_t i = slot_place(state);; i++) {
    const struct slot *slot = &automaton->slots[i & automaton->slot_mask];
    if (!slot->record)
      return NULL;
    struct built_path *path = &building->paths[slot->record - 1];
    if (slot->tag == slot_tag(state) && path->text_units == units &&
        memcmp(all + path->text, all + text, units * sizeof *all) == 0)
      return path;
  }
}

/* The path's place in the automaton, made now if it is new; NULL: no memory. */
static struct built_path *find_or_add(struct automaton *automaton, const struct path *path) {
  struct building *building = automaton->building;
  const uint64_t state = state_of(path);
  const uint32_t text = (uint32_t)(building->texts.size / sizeof(uint32_t));
  if (building->texts.size > UINT32_MAX || !add_text(&building->texts, path))
    return NULL;
  struct built_path *found = find_path(automaton, state, text);
  if (found) {
    building->texts.size = text * sizeof(uint32_t);
    return found;
  }
  if (!grow(&building->paths, &building->path_capacity, automaton->path_count, sizeof *building->paths) ||
      (automaton->path_count * 2 > automaton->slot_mask && !grow_slots(automaton))) {
    building->texts.size = text * sizeof(uint32_t);
    return NULL;
  }
  building->paths[automaton->path_count] = (struct built_path){
      .state = state, .text = text, .text_units = (uint32_t)(building->texts.size / sizeof(uint32_t)) - text};
  *place_slot(automaton->slots, automaton->slot_mask, state) = automaton->path_count + 1;
  building->state_count += path->count;
  return &building->paths[automaton->path_count++];
}

/* The number of the condition; UINT32_MAX: no memory. */
static uint32_t add_condition(struct automaton *automaton, uint32_t spelling, uint64_t glued) {
  if (!spelling && !glued)
    return 0;
  if (!grow(&automaton->conditions, &automaton->condition_capacity, automaton->condition_count + 1,
            sizeof *automaton->conditions))
    return UINT32_MAX;
  automaton->conditions[++automaton->condition_count] = (struct condition){glued, spelling};
  return automaton->condition_count;
}

static bool add_end(struct automaton *automaton, struct built_path *path, const struct final *final, uint64_t glued) {
  struct building *building = automaton->building;
  for (uint32_t i = path->last_end; i; i = building->ends[i - 1].before) {
    const struct end *end = &building->ends[i - 1].end;
    const struct condition *condition = &automaton->conditions[end->condition];
    if (end->lexicon == final->lexicon && end->entry == final->entry && condition->spelling == final->spelling &&
        condition->glued == glued)
      return true; /* the same by another way, as bare letters of a spelling without diacritics */
  }
  const uint32_t condition = add_condition(automaton, final->spelling, glued);
  if (condition == UINT32_MAX ||
      !grow(&building->ends, &building->end_capacity, building->end_count, sizeof *building->ends))
    return false;
  building->ends[building->end_count] = (struct built_end){{final->lexicon, final->entry, condition}, path->last_end};
  path->last_end = ++building->end_count;
  return true;
}

bool automaton_add(struct automaton *automaton, const struct path *path, const struct final *final) {
  for (uint32_t i = 0; i < path->count; i++)
    if (!path->words[i].size || path->words[i].size > UINT16_MAX)
      return true; /* no text has such a word */
  struct built_path *place = find_or_add(automaton, path);
  return place && add_end(automaton, place, final, path->glued);
}

/* ---- life ---- */

struct automaton *automaton_new(void) {
  struct automaton *automaton = calloc(1, sizeof *automaton);
  if (automaton)
    automaton->building = calloc(1, sizeof *automaton->building);
  if (automaton && automaton->building && grow_slots(automaton) &&
      grow(&automaton->conditions, &automaton->condition_capacity, 0, sizeof *automaton->conditions)) {
    automaton->conditions[0] = (struct condition){0};
    return automaton;
  }
  automaton_free(automaton);
  return NULL;
}

static void building_free(struct building *building) {
  if (!building)
    return;
  free(building->paths);
  free(building->ends);
  buffer_free(&building->texts);
  free(building);
}

void automaton_free(struct automaton *automaton) {
  if (!automaton)
    return;
  if (automaton->map) {
    munmap(automaton->map, automaton->map_size);
    free(automaton);
    return;
  }
  building_free(automaton->building);
  free(automaton->slots);
  free(automaton->conditions);
  free(automaton->filter);
  free(automaton->records);
  free(automaton);
}

bool automaton_is_empty(const struct automaton *automaton) {
  return automaton->path_count == 0;
}

/* ---- compiling ---- */

/* Few bits of the filter are set, and it stays in the near caches for lists of usual size. */
static bool make_filter(struct automaton *automaton) {
  uint32_t bits = FILTER_BITS_MIN;
  while (bits < FILTER_BITS_MAX && automaton->building->state_count >> bits >= STATES_IN_A_WORD)
    bits++;
  automaton->filter_shift = 64 - bits;
  automaton->filter = calloc((size_t)1 << bits, sizeof *automaton->filter);
  return automaton->filter != NULL;
}

/* Marks the states of a path, whose words are given as in a record. */
static void mark_states(struct automaton *automaton, const uint32_t *words) {
  const uint16_t *sizes = (const uint16_t *)(words + 1);
  const char *text = (const char *)(words + text_head_units(words[0]));
  uint64_t state = 0;
  for (uint32_t i = 0; i < words[0]; i++) {
    if (i)
      automaton->filter[state >> automaton->filter_shift] |= filter_bit_goes_on(state);
    state = state_next(state, textan_word_hash(text, sizes[i]));
    text += sizes[i];
  }
  automaton->filter[state >> automaton->filter_shift] |= filter_bit_ends(state);
}

/* Writes the record of a path; its size in units. */
static uint32_t lay_record(const struct building *building, const struct built_path *path, uint32_t *record) {
  const uint32_t *texts = (const uint32_t *)(const void *)building->texts.data;
  uint32_t size = 1;
  for (uint32_t i = path->last_end; i; i = building->ends[i - 1].before, size += END_UNITS)
    memcpy(record + size, &building->ends[i - 1].end, sizeof(struct end));
  record[0] = size / END_UNITS;
  memcpy(record + size, texts + path->text, path->text_units * sizeof *texts);
  return size + path->text_units;
}

bool automaton_compile(struct automaton *automaton) {
  struct building *building = automaton->building;
  const uint64_t size =
      building->texts.size / sizeof(uint32_t) + automaton->path_count + (uint64_t)END_UNITS * building->end_count;
  if (size + RECORDS_BEHIND > UINT32_MAX || !make_filter(automaton))
    return false;
  automaton->records = calloc(size + RECORDS_BEHIND, sizeof *automaton->records);
  if (!automaton->records)
    return false;
  memset(automaton->slots, 0, ((size_t)automaton->slot_mask + 1) * sizeof *automaton->slots);
  for (uint32_t i = 0; i < automaton->path_count; i++) {
    uint32_t *record = automaton->records + automaton->record_size;
    *place_slot(automaton->slots, automaton->slot_mask, building->paths[i].state) = automaton->record_size + 1;
    automaton->record_size += lay_record(building, &building->paths[i], record);
    mark_states(automaton, record + 1 + END_UNITS * record[0]);
  }
  building_free(building);
  automaton->building = NULL;
  return true;
}

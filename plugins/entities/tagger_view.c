/* What the tagger sees of a document: what each word is, the runs of capitalised words, what the document tells of a
 * word elsewhere, and the stretches near capitals that are to be tagged. */
#include "tagger_hash.h"

#include <stdlib.h>

enum {
  LEAD = 2, /* words before and behind a capitalised one that may belong to its name */
  TRAIL = 1,
  HEAD_REACH = 8,  /* words in which a head noun counts */
  RUN_LONGEST = 6, /* words of a run that says something about one of them */
  FILTER_BITS = 4096
};

/* ---- memory -------------------------------------------------------------------- */

void tagger_scratch_free(struct tagger_scratch *scratch) {
  free(scratch->atoms);
  free(scratch->runs);
  free(scratch->repeats);
  free(scratch->stretches);
  free(scratch->spans);
  free(scratch->lists);
  free(scratch->listed);
  free(scratch->sums);
  free(scratch->paths);
  free(scratch->tags);
  free(scratch->cache);
  *scratch = (struct tagger_scratch){0};
}

/* An array with room for so many items, whose contents are not kept; NULL: no memory. */
static void *array_reserve(void *array, size_t *capacity, size_t count, size_t size) {
  if (array && count <= *capacity)
    return array;
  free(array);
  array = malloc((count ? count : 1) * size);
  *capacity = array ? count : 0;
  return array;
}

static bool words_reserve(struct tagger_scratch *scratch, size_t count) {
  if (count <= scratch->word_capacity)
    return true;
  struct tagger_cache *const cache = scratch->cache;
  const struct tagger_model *const cached = scratch->cached;
  scratch->cache = NULL;
  tagger_scratch_free(scratch);
  scratch->cache = cache;
  scratch->cached = cached;
  const size_t room = count < 4096 ? 4096 : count; /* a long document is followed by a longer one but seldom */
  scratch->atoms = malloc(room * sizeof *scratch->atoms);
  scratch->runs = malloc(room * sizeof *scratch->runs);
  scratch->stretches = malloc(room * sizeof *scratch->stretches);
  scratch->spans = malloc(room * sizeof *scratch->spans);
  scratch->lists = malloc(room);
  scratch->sums = malloc(TAGGER_STRETCH * sizeof *scratch->sums);
  scratch->paths = malloc(TAGGER_STRETCH * sizeof *scratch->paths);
  scratch->tags = malloc(TAGGER_STRETCH);
  if (!scratch->atoms || !scratch->runs || !scratch->stretches || !scratch->spans || !scratch->lists ||
      !scratch->sums || !scratch->paths || !scratch->tags)
    return false;
  scratch->word_capacity = room;
  return true;
}

/* ---- what the rules found ------------------------------------------------------- */

static uint8_t place_of(uint32_t at, uint32_t count) {
  return count == 1 ? PLACE_UNIT : at == 0 ? PLACE_BEGIN : at + 1 == count ? PLACE_LAST : PLACE_INSIDE;
}

textan_status tagger_lists_note(const struct work *work) {
  struct tagger_scratch *scratch = work->scratch->tagger;
  if (!words_reserve(scratch, work->count))
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory to tag %u words", work->count);
  memset(scratch->lists, 0, work->count);
  const size_t count = work->scratch->candidate_count;
  scratch->listed_count = 0;
  scratch->listed = array_reserve(scratch->listed, &scratch->listed_capacity, count, sizeof *scratch->listed);
  if (!scratch->listed)
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the names of lists");
  scratch->listed_count = count;
  if (scratch->listed_count)
    memcpy(scratch->listed, work->scratch->candidates, scratch->listed_count * sizeof *scratch->listed);
  for (size_t i = 0; i < work->scratch->candidate_count; i++) {
    const struct candidate *found = &work->scratch->candidates[i];
    for (uint32_t j = 0; j < found->count; j++)
      scratch->lists[found->first + j] = (uint8_t)(1 + found->type * 4 + place_of(j, found->count));
  }
  return TEXTAN_OK;
}

/* ---- what is to be tagged ------------------------------------------------------------------ */

/* A name may be at the word: a capital that says more than that a sentence begins, or a finding of the rules. */
static bool anchor(const struct work *work, uint32_t word) {
  const struct mark *mark = &work->marks[word];
  if (mark->name)
    return work->scratch->candidates[mark->name - 1].type != TYPE_DATE;
  if (!entities_capital(work, word))
    return false;
  return !(mark->start && (mark->classes & (WORD_STOP | WORD_ARTICLE)) && entities_follows(work, word + 1) &&
           !entities_capital(work, word + 1));
}

static bool language_known(const struct tagger_model *model, const char *language) {
  for (int i = 0; i < TAGGER_LANGUAGES && model->languages[i][0]; i++)
    if (!strcmp(model->languages[i], language))
      return true;
  return false;
}

static void stretch_add(struct tagger_scratch *scratch, const struct work *work, uint32_t first, uint32_t end) {
  struct tagger_stretch *last = scratch->stretch_count ? &scratch->stretches[scratch->stretch_count - 1] : NULL;
  if (last && first < last->end)
    first = last->end;
  if (last && first == last->end && entities_follows(work, first) && end - last->first <= TAGGER_STRETCH)
    last->end = end > last->end ? end : last->end;
  else if (first < end)
    scratch->stretches[scratch->stretch_count++] = (struct tagger_stretch){first, end};
}

static void stretches_find(const struct tagger_view *view) {
  const struct work *work = view->work;
  bool known[LANGUAGE_OTHER + 1] = {false};
  for (size_t i = 0; i < work->model->language_count; i++)
    known[i] = language_known(view->model, work->model->languages[i].code);
  view->scratch->stretch_count = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    if (!(work->marks[i].name || entities_capital(work, i)) || !anchor(work, i) || !known[work->marks[i].language])
      continue;
    uint32_t first = i, end = i + 1;
    for (int back = 0; back < LEAD && entities_follows(work, first); back++)
      first--;
    for (int more = 0; more < TRAIL && entities_follows(work, end); more++)
      end++;
    stretch_add(view->scratch, work, first, end);
  }
}

/* ---- words ------------------------------------------------------------------------ */

static uint8_t shape_of(const textan_word *word) {
  const uint16_t flags = word->flags;
  uint8_t shape;
  if (flags & TEXTAN_WORD_DIGITS)
    shape = (uint8_t)(SHAPE_DIGITS + (word->folded_size < 5 ? word->folded_size : 5));
  else if (flags & TEXTAN_WORD_PUNCTUATION)
    shape = SHAPE_PUNCTUATION;
  else if (flags & TEXTAN_WORD_UPPER)
    shape = word->end - word->begin <= 1 + ((flags & TEXTAN_WORD_NON_ASCII) != 0) ? SHAPE_LETTER : SHAPE_UPPER;
  else if (flags & TEXTAN_WORD_TITLE)
    shape = SHAPE_TITLE;
  else
    shape = SHAPE_LOWER;
  return (uint8_t)(shape | (flags & TEXTAN_WORD_NON_ASCII ? SHAPE_MARKED : 0));
}

static uint32_t marks_of(const struct work *work, const struct mark *mark) {
  const uint32_t flags = (mark->title ? 1u : 0) | (mark->title_end ? 2u : 0) | (mark->field ? 4u : 0) |
                         (mark->named ? 8u : 0) | (mark->titled ? 16u : 0) | (mark->date ? 32u : 0) |
                         (mark->abbreviation ? 64u : 0);
  if (!(flags | mark->classes | mark->people | mark->head))
    return 0;
  const struct match *head = entities_rule(work, RULES_HEADS, mark->head);
  const struct match *people = entities_rule(work, RULES_PEOPLE, mark->people);
  const uint32_t type = head ? work->model->languages[head->language].heads[head->entry].type + 1u : 0;
  const uint32_t person = people ? work->model->languages[people->language].people[people->entry] : 0;
  return tagger_join(mark->classes, person << 16 | type << 8 | flags);
}

static uint32_t rule_hash(const struct candidate *candidate) {
  uint32_t hash = candidate->type + 1u;
  for (const char *c = candidate->rule ? candidate->rule : ""; *c; c++)
    hash = (hash ^ (uint32_t)(unsigned char)*c) * 16777619u;
  return hash;
}

static void atom_read(const struct tagger_view *view, uint32_t word, uint32_t begin, uint32_t end) {
  const struct work *work = view->work;
  const textan_word *w = &work->words[word];
  const struct mark *mark = &work->marks[word];
  const uint32_t left = word - begin, right = end - 1 - word;
  struct tagger_atom *atom = &view->scratch->atoms[word];
  *atom = (struct tagger_atom){
      .word = w->hash,
      .marks = marks_of(work, mark),
      .shape = shape_of(w),
      .list = view->scratch->lists[word],
      .place = (uint8_t)(mark->style << 2 | (mark->start ? 2 : 0) | (w->flags & TEXTAN_WORD_GLUED ? 1 : 0)),
      .left = (uint8_t)(left < TAGGER_NEAR ? left : TAGGER_NEAR),
      .right = (uint8_t)(right < TAGGER_NEAR ? right : TAGGER_NEAR)};
}

/* Lets each word point to the last head noun of its sentence, if it is near. */
static void heads_read(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const struct work *work = view->work;
  uint32_t head = 0, first = stretch->first;
  for (uint32_t back = 1; back < HEAD_REACH && entities_follows(work, first); back++)
    first--;
  for (uint32_t word = first; word < stretch->end; word++) {
    if (work->marks[word].head)
      head = word + 1;
    else if (word > first && !entities_follows(work, word))
      head = 0;
    if (word >= stretch->first)
      view->scratch->atoms[word].head = head && word + 1 - head < HEAD_REACH ? head : 0;
  }
}

/* The stretch, which lies in one sentence, and its neighbours there. */
static void atoms_read(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const struct work *work = view->work;
  uint32_t begin = stretch->first, end = stretch->end;
  for (int i = 0; i < TAGGER_NEAR && entities_follows(work, begin); i++)
    begin--;
  for (int i = 0; i < TAGGER_NEAR && entities_follows(work, end); i++)
    end++;
  for (uint32_t word = begin; word < end; word++)
    atom_read(view, word, begin, end);
  heads_read(view, stretch);
  for (uint32_t word = begin; word < end;) {
    const struct candidate *found = entities_name_at(work, word);
    if (!found) {
      word++;
      continue;
    }
    const uint32_t rule = rule_hash(found) * 4;
    for (; word < end && word < found->first + found->count; word++) {
      const uint8_t place = place_of(word - found->first, found->count);
      view->scratch->atoms[word].tag = (uint8_t)(1 + found->type * 4 + place);
      view->scratch->atoms[word].rule = rule + place;
      view->scratch->atoms[word].label = (uint8_t)(found->type + 1);
    }
  }
}

/* ---- runs of capitalised words -------------------------------------------------------- */

static void runs_find(const struct tagger_view *view, const struct tagger_stretch *stretch) {
  const struct work *work = view->work;
  struct tagger_scratch *scratch = view->scratch;
  for (uint32_t i = stretch->first; i < stretch->end;) {
    if (!entities_capital(work, i)) {
      i++;
      continue;
    }
    uint32_t end = i + 1;
    while (end < stretch->end && scratch->atoms[end].left &&
           (entities_capital(work, end) || (entities_is(work, end, '-') && end + 1 < stretch->end &&
                                            scratch->atoms[end].right && entities_capital(work, end + 1))))
      end++;
    scratch->runs[scratch->run_count++] = (struct tagger_run){i, end};
    for (; i < end; i++)
      scratch->atoms[i].run = (uint32_t)scratch->run_count;
  }
}

/* ---- the same word elsewhere ------------------------------------------------------------ */

struct tagger_repeat *tagger_repeat_find(const struct tagger_scratch *scratch, uint32_t word) {
  size_t slot = (word * 0x9E3779B1u) & (scratch->repeat_slots - 1);
  while (scratch->repeats[slot].count && scratch->repeats[slot].word != word)
    slot = (slot + 1) & (scratch->repeat_slots - 1);
  return &scratch->repeats[slot];
}

static void repeat_add(const struct tagger_view *view, uint32_t run_index, uint32_t word) {
  const struct tagger_scratch *scratch = view->scratch;
  const struct tagger_atom *atom = &scratch->atoms[word];
  struct tagger_repeat *repeat = tagger_repeat_find(scratch, atom->word);
  const struct tagger_run *run = &scratch->runs[run_index], *longest = &scratch->runs[repeat->run];
  const uint32_t length = run->end - run->first;
  if (!repeat->count || (length <= RUN_LONGEST && length > longest->end - longest->first))
    repeat->run = run_index;
  repeat->word = atom->word;
  repeat->count++;
  repeat->named |= view->work->marks[word].named;
  if (atom->label)
    repeat->labels[atom->label - 1]++;
}

static textan_status repeats_read(const struct tagger_view *view) {
  const struct work *work = view->work;
  struct tagger_scratch *scratch = view->scratch;
  uint64_t seen[FILTER_BITS / 64] = {0};
  uint32_t capitals = 0;
  for (size_t i = 0; i < scratch->run_count; i++)
    capitals += scratch->runs[i].end - scratch->runs[i].first;
  for (scratch->repeat_slots = 64; scratch->repeat_slots < 2 * capitals; scratch->repeat_slots *= 2)
    ;
  scratch->repeats =
      array_reserve(scratch->repeats, &scratch->repeat_capacity, scratch->repeat_slots, sizeof *scratch->repeats);
  if (!scratch->repeats)
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for words that are repeated");
  memset(scratch->repeats, 0, scratch->repeat_slots * sizeof *scratch->repeats);
  for (uint32_t i = 0; i < scratch->run_count; i++)
    for (uint32_t word = scratch->runs[i].first; word < scratch->runs[i].end; word++) {
      const uint32_t bit = scratch->atoms[word].word % FILTER_BITS;
      seen[bit / 64] |= UINT64_C(1) << bit % 64;
      repeat_add(view, i, word);
    }
  for (uint32_t i = 0; i < work->count; i++) {
    const uint32_t bit = work->words[i].hash % FILTER_BITS;
    if (seen[bit / 64] >> bit % 64 & 1 && !entities_capital(work, i))
      tagger_repeat_find(scratch, work->words[i].hash)->lower = true;
  }
  return TEXTAN_OK;
}

void tagger_view_relabel(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  for (size_t i = 0; i < scratch->run_count; i++)
    for (uint32_t word = scratch->runs[i].first; word < scratch->runs[i].end; word++) {
      scratch->atoms[word].label = 0;
      memset(tagger_repeat_find(scratch, scratch->atoms[word].word)->labels, 0, sizeof scratch->repeats->labels);
    }
  for (size_t i = 0; i < scratch->span_count; i++) {
    const struct tagger_span *span = &scratch->spans[i];
    const int type = entities_type_find(view->model->types[span->type]);
    for (uint32_t word = span->first; type >= 0 && word < span->first + span->count; word++)
      if (scratch->atoms[word].run) {
        scratch->atoms[word].label = (uint8_t)(type + 1);
        tagger_repeat_find(scratch, scratch->atoms[word].word)->labels[type]++;
      }
  }
}

textan_status tagger_view_read(const struct tagger_view *view) {
  struct tagger_scratch *scratch = view->scratch;
  stretches_find(view);
  scratch->run_count = 0;
  for (size_t i = 0; i < scratch->stretch_count; i++)
    atoms_read(view, &scratch->stretches[i]);
  for (size_t i = 0; i < scratch->stretch_count; i++)
    runs_find(view, &scratch->stretches[i]);
  return repeats_read(view);
}

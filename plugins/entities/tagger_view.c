/* What the tagger sees of a document: what each word is, the runs of capitalised words, what the document tells of a
 * word elsewhere, and the stretches near capitals that are to be tagged. */
#include "tagger_hash.h"

#include <stdlib.h>

enum { LEAD = 4, TRAIL = 2 }; /* words before and behind a capitalised one that may belong to its name */

/* ---- memory -------------------------------------------------------------------- */

void tagger_scratch_free(struct tagger_scratch *scratch) {
  free(scratch->atoms);
  free(scratch->runs);
  free(scratch->repeats);
  free(scratch->stretches);
  free(scratch->spans);
  free(scratch->lists);
  free(scratch->listed);
  free(scratch->halves);
  free(scratch->sums);
  free(scratch->paths);
  free(scratch->tags);
  free(scratch->cache);
  *scratch = (struct tagger_scratch){0};
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
  const size_t room = count + count / 2;
  scratch->atoms = malloc(room * sizeof *scratch->atoms);
  scratch->runs = malloc(room * sizeof *scratch->runs);
  scratch->stretches = malloc(room * sizeof *scratch->stretches);
  scratch->spans = malloc(room * sizeof *scratch->spans);
  scratch->lists = malloc(room);
  scratch->listed = malloc(room * sizeof *scratch->listed);
  scratch->halves = malloc(TAGGER_STRETCH * sizeof *scratch->halves);
  scratch->sums = malloc(TAGGER_STRETCH * sizeof *scratch->sums);
  scratch->paths = malloc(TAGGER_STRETCH * sizeof *scratch->paths);
  scratch->tags = malloc(TAGGER_STRETCH);
  for (scratch->repeat_capacity = 64; scratch->repeat_capacity < 2 * room; scratch->repeat_capacity *= 2)
    ;
  scratch->repeats = malloc(scratch->repeat_capacity * sizeof *scratch->repeats);
  if (!scratch->atoms || !scratch->runs || !scratch->stretches || !scratch->spans || !scratch->lists || !scratch->listed ||
      !scratch->halves || !scratch->sums || !scratch->paths || !scratch->tags || !scratch->repeats)
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
  scratch->listed_count = work->scratch->candidate_count;
  if (scratch->listed_count)
    memcpy(scratch->listed, work->scratch->candidates, scratch->listed_count * sizeof *scratch->listed);
  for (size_t i = 0; i < work->scratch->candidate_count; i++) {
    const struct candidate *found = &work->scratch->candidates[i];
    for (uint32_t j = 0; j < found->count; j++)
      scratch->lists[found->first + j] = (uint8_t)(1 + found->type * 4 + place_of(j, found->count));
  }
  return TEXTAN_OK;
}

static void rules_note(const struct tagger_view *view) {
  const struct scratch *found = view->work->scratch;
  for (size_t i = 0; i < found->candidate_count; i++) {
    const struct candidate *candidate = &found->candidates[i];
    uint32_t rule = candidate->type + 1u;
    for (const char *c = candidate->rule ? candidate->rule : ""; *c; c++)
      rule = (rule ^ (uint32_t)(unsigned char)*c) * 16777619u;
    for (uint32_t j = 0; j < candidate->count; j++) {
      struct tagger_atom *atom = &view->scratch->atoms[candidate->first + j];
      atom->tag = (uint8_t)(1 + candidate->type * 4 + place_of(j, candidate->count));
      atom->rule = tagger_join(rule, place_of(j, candidate->count));
    }
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

static uint32_t marks_of(const struct work *work, uint32_t word) {
  const struct mark *mark = &work->marks[word];
  const struct match *head = entities_rule(work, RULES_HEADS, mark->head);
  const uint32_t type = head ? work->model->languages[head->language].heads[head->entry].type + 1u : 0;
  uint32_t what = mark->classes;
  what = tagger_join(what, entities_people(work, word));
  return tagger_join(what, type | (mark->title != 0 ? 16u : 0) | (mark->title_end != 0 ? 32u : 0) | (mark->field != 0 ? 64u : 0) |
                               (mark->named ? 128u : 0) | (mark->titled ? 256u : 0) | (mark->date != 0 ? 512u : 0));
}

static void atoms_read(const struct tagger_view *view) {
  const struct work *work = view->work;
  uint32_t before = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    before = entities_follows(work, i) ? before + 1 : 0;
    view->scratch->atoms[i] = (struct tagger_atom){.word = work->words[i].hash,
                                                   .marks = marks_of(work, i),
                                                   .shape = shape_of(&work->words[i]),
                                                   .list = view->scratch->lists[i],
                                                   .near = (uint8_t)(before < TAGGER_NEAR ? before : TAGGER_NEAR)};
    for (uint32_t back = 1; back <= before && back <= TAGGER_NEAR; back++)
      view->scratch->atoms[i - back].near = (uint8_t)((view->scratch->atoms[i - back].near & 15) | back << 4);
  }
}

/* ---- runs of capitalised words -------------------------------------------------------- */

static void runs_find(const struct tagger_view *view) {
  const struct work *work = view->work;
  struct tagger_scratch *scratch = view->scratch;
  scratch->run_count = 0;
  for (uint32_t i = 0; i < work->count;) {
    if (!entities_capital(work, i)) {
      i++;
      continue;
    }
    uint32_t end = i + 1;
    while (entities_follows(work, end) &&
           (entities_capital(work, end) ||
            (entities_is(work, end, '-') && entities_follows(work, end + 1) && entities_capital(work, end + 1))))
      end++;
    scratch->runs[scratch->run_count++] = (struct tagger_run){i, end};
    for (; i < end; i++)
      scratch->atoms[i].run = (uint32_t)scratch->run_count;
  }
}

/* ---- the same word elsewhere ------------------------------------------------------------ */

struct tagger_repeat *tagger_repeat_find(const struct tagger_scratch *scratch, uint32_t word) {
  size_t slot = (word * 0x9E3779B1u) & (scratch->repeat_slots - 1);
  while (scratch->repeats[slot].word && scratch->repeats[slot].word != word)
    slot = (slot + 1) & (scratch->repeat_slots - 1);
  return &scratch->repeats[slot];
}

static void repeats_read(const struct tagger_view *view) {
  const struct work *work = view->work;
  struct tagger_scratch *scratch = view->scratch;
  uint32_t capitals = 0;
  for (size_t i = 0; i < scratch->run_count; i++)
    capitals += scratch->runs[i].end - scratch->runs[i].first;
  for (scratch->repeat_slots = 64; scratch->repeat_slots < 2 * capitals; scratch->repeat_slots *= 2)
    ;
  memset(scratch->repeats, 0, scratch->repeat_slots * sizeof *scratch->repeats);
  for (size_t i = 0; i < scratch->run_count; i++)
    for (uint32_t word = scratch->runs[i].first; word < scratch->runs[i].end; word++) {
      const struct tagger_atom *atom = &scratch->atoms[word];
      struct tagger_repeat *repeat = tagger_repeat_find(scratch, atom->word);
      const struct tagger_run *longest = &scratch->runs[repeat->run];
      const uint32_t length = scratch->runs[i].end - scratch->runs[i].first;
      if (!repeat->word || (length <= 6 && length > longest->end - longest->first))
        repeat->run = (uint32_t)i;
      repeat->word = atom->word;
      repeat->count++;
      repeat->named |= work->marks[word].named;
      if (atom->tag)
        repeat->labels[(atom->tag - 1) / 4]++;
    }
  for (uint32_t i = 0; i < work->count; i++)
    if (!scratch->atoms[i].run && (work->words[i].flags & TEXTAN_WORD_LETTERS))
      tagger_repeat_find(scratch, scratch->atoms[i].word)->lower = true;
}

/* ---- what is to be tagged ------------------------------------------------------------------ */

/* A name may be at the word: a capital that says more than that a sentence begins, or a finding of the rules. */
static bool anchor(const struct tagger_view *view, uint32_t word) {
  const struct work *work = view->work;
  const uint8_t tag = view->scratch->atoms[word].tag;
  if (tag)
    return (tag - 1) / 4 != TYPE_DATE;
  if (!entities_capital(work, word))
    return false;
  const struct mark *mark = &work->marks[word];
  return !(mark->start && (mark->classes & (WORD_STOP | WORD_ARTICLE)) && entities_follows(work, word + 1) &&
           !entities_capital(work, word + 1));
}

static bool language_known(const struct tagger_view *view, uint32_t word) {
  const uint8_t language = view->work->marks[word].language;
  if (language == LANGUAGE_OTHER)
    return false;
  for (int i = 0; i < TAGGER_LANGUAGES && view->model->languages[i][0]; i++)
    if (!strcmp(view->model->languages[i], view->work->model->languages[language].code))
      return true;
  return false;
}

static void stretches_find(const struct tagger_view *view) {
  const struct work *work = view->work;
  struct tagger_scratch *scratch = view->scratch;
  struct tagger_stretch *last = NULL;
  scratch->stretch_count = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    if (!anchor(view, i) || !language_known(view, i))
      continue;
    uint32_t first = i, end = i + 1;
    for (int back = 0; back < LEAD && entities_follows(work, first); back++)
      first--;
    for (int more = 0; more < TRAIL && entities_follows(work, end); more++)
      end++;
    if (last && first < last->end)
      first = last->end;
    if (last && first == last->end && first > 0 && entities_follows(work, first) &&
        end - last->first <= TAGGER_STRETCH) {
      last->end = end > last->end ? end : last->end;
    } else if (first < end) {
      last = &scratch->stretches[scratch->stretch_count++];
      *last = (struct tagger_stretch){first, end};
    }
  }
}

textan_status tagger_view_read(const struct tagger_view *view) {
  atoms_read(view);
  rules_note(view);
  runs_find(view);
  repeats_read(view);
  stretches_find(view);
  return TEXTAN_OK;
}

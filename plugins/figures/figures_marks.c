/* The marks of a sentence: cues, names with a state's code, and amounts, in the order of its words. */
#include "figures.h"

#include <stdlib.h>
#include <string.h>

const char *figures_entity_state(const textan_entity *entity) {
  if (strcmp(entity->type, "GPE") != 0 && strcmp(entity->type, "NORP") != 0 && strcmp(entity->type, "ORG") != 0)
    return NULL;
  if (entity->code && entity->code[0] != '\0')
    return entity->code;
  return entity->country && entity->country[0] != '\0' ? entity->country : NULL;
}

static bool is_date(const textan_entity *entity) {
  return strcmp(entity->type, "DATE") == 0 && entity->value && entity->value[0] != '\0';
}

static struct figures_mark *mark_new(struct figures_scratch *scratch) {
  if (scratch->mark_count == scratch->mark_room) {
    const size_t room = scratch->mark_room ? 2 * scratch->mark_room : 256;
    struct figures_mark *marks = realloc(scratch->marks, room * sizeof *marks);
    if (!marks)
      return NULL;
    scratch->marks = marks;
    scratch->mark_room = room;
  }
  struct figures_mark *mark = &scratch->marks[scratch->mark_count++];
  memset(mark, 0, sizeof *mark);
  return mark;
}

/* The cues of one list inside the sentence. */
static bool cues_add(const struct figures_text *text, struct figures_scratch *scratch,
                     const struct figures_scene *scene, enum figures_list list, int rows) {
  const struct figures_matches *matches = &text->matches[list];
  for (size_t i = figures_match_from(matches, scene->first); i < matches->count; i++) {
    const textan_lexicon_match *match = &matches->items[i];
    if (match->first_word >= scene->end)
      break;
    if (!figures_match_counts(text, (int)list, match))
      continue;
    struct figures_mark *mark = mark_new(scratch);
    if (!mark)
      return false;
    mark->first = match->first_word;
    mark->end = match->first_word + match->word_count;
    mark->cue = &text->language->cues[rows][match->entry];
  }
  return true;
}

static bool entities_add(const struct figures_text *text, struct figures_scratch *scratch,
                         const struct figures_scene *scene) {
  for (size_t i = figures_entity_from(text, scene->first);
       i < text->entity_count && text->entities[i].first_word < scene->end; i++) {
    const textan_entity *entity = &text->entities[i];
    if (entity->word_count == 0)
      continue;
    struct figures_mark *mark = mark_new(scratch);
    if (!mark)
      return false;
    mark->first = entity->first_word;
    mark->end = entity->first_word + entity->word_count;
    mark->entity = entity;
    if (is_date(entity))
      mark->time = entity->value;
    else
      mark->state = figures_entity_state(entity);
  }
  return true;
}

static bool amounts_add(struct figures_scratch *scratch, const struct figures_scene *scene) {
  for (uint32_t i = scene->first_amount; i < scene->end_amount; i++) {
    struct figures_mark *mark = mark_new(scratch);
    if (!mark)
      return false;
    mark->first = scratch->amounts[i].first;
    mark->end = scratch->amounts[i].end;
    mark->amount = i + 1;
  }
  return true;
}

/* Amounts before names before cues, longer before shorter. */
static int rank(const struct figures_mark *mark) {
  return mark->amount ? 0 : mark->entity ? 1 : 2;
}

static int compare_marks(const void *a, const void *b) {
  const struct figures_mark *left = (const struct figures_mark *)a, *right = (const struct figures_mark *)b;
  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  if (rank(left) != rank(right))
    return rank(left) - rank(right);
  return left->end == right->end ? 0 : left->end > right->end ? -1 : 1;
}

/* Drops cues inside names and amounts; inside a longer cue of another list a cue stays. */
static void marks_prune(struct figures_scratch *scratch) {
  size_t kept = 0;
  uint32_t covered = 0;
  for (size_t i = 0; i < scratch->mark_count; i++) {
    const struct figures_mark mark = scratch->marks[i];
    if (mark.first < covered && !mark.amount)
      continue;
    if (!mark.cue && mark.end > covered)
      covered = mark.end;
    scratch->marks[kept++] = mark;
  }
  scratch->mark_count = kept;
}

enum { BRACKET = 60 /* words of the longest bracket */ };

/* The word behind the bracket that opens at a word, or that word. */
static uint32_t behind_bracket(const struct figures_text *text, uint32_t word, uint32_t end) {
  if (figures_is(text, word, '('))
    for (uint32_t i = word + 1; i < end && i < word + BRACKET; i++)
      if (figures_is(text, i, ')'))
        return i + 1;
  return word;
}

/* Where in the sentence a mark stands. */
struct place {
  uint32_t clause, part, aside, brackets;
};

static void place_pass(const struct figures_text *text, uint32_t word, uint32_t end, struct place *place) {
  if (!(text->words[word].flags & TEXTAN_WORD_PUNCTUATION))
    return;
  const bool opens = figures_is(text, word, '(');
  if (opens && place->aside == 0 && behind_bracket(text, word, end) > word)
    place->aside = ++place->brackets;
  else if (figures_is(text, word, ')') && place->aside != 0)
    place->aside = 0;
  else if (figures_is(text, word, ';'))
    place->part++, place->clause++;
  else if (opens || figures_is(text, word, ',') || figures_is(text, word, ':'))
    place->clause++;
}

/* Numbers the clauses: a comma or colon begins one, a semicolon or a break cue a part too.  Brackets stand aside: the
 * clause goes on behind them. */
static void clauses_number(const struct figures_text *text, struct figures_scratch *scratch,
                           const struct figures_scene *scene) {
  struct place place = {0};
  uint32_t word = scene->first;
  for (size_t i = 0; i < scratch->mark_count; i++) {
    struct figures_mark *mark = &scratch->marks[i];
    for (; word < mark->first; word++)
      place_pass(text, word, scene->end, &place);
    if (mark->cue && mark->cue->flags & CUE_BREAK)
      place.part++, place.clause++;
    mark->clause = place.clause;
    mark->part = place.part;
    mark->aside = place.aside;
    if (mark->end > word)
      word = mark->end;
  }
}

/* The preposition before a name, over articles and class words. */
static uint8_t link_before(const struct figures_text *text, const struct figures_scene *scene, uint32_t word) {
  for (int steps = 0; steps < 4 && word > scene->first; steps++) {
    uint32_t begin = 0;
    struct figures_cue cue;
    if (!figures_cue_before(text, word, &begin, &cue))
      return LINK_SUBJECT;
    if (cue.link != LINK_NONE)
      return cue.link;
    if (!(cue.flags & CUE_SKIP))
      return LINK_SUBJECT;
    word = begin;
  }
  return LINK_SUBJECT;
}

static int compare_spans(const void *a, const void *b) {
  const struct figures_span *left = (const struct figures_span *)a, *right = (const struct figures_span *)b;
  return left->begin == right->begin ? 0 : left->begin < right->begin ? -1 : 1;
}

textan_status figures_treaties_read(const struct figures_text *text, struct figures_scratch *scratch,
                                    textan_error *error) {
  size_t position = 0;
  textan_annotation_view view;
  scratch->treaty_count = 0;
  while (text->model->services.document->next(text->document, "treaty", &position, &view)) {
    if (scratch->treaty_count == scratch->treaty_room) {
      const size_t room = scratch->treaty_room ? 2 * scratch->treaty_room : 32;
      struct figures_span *treaties = realloc(scratch->treaties, room * sizeof *treaties);
      if (!treaties)
        return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the treaties of a document");
      scratch->treaties = treaties;
      scratch->treaty_room = room;
    }
    scratch->treaties[scratch->treaty_count++] = (struct figures_span){view.begin, view.end};
  }
  if (scratch->treaty_count > 1)
    qsort(scratch->treaties, scratch->treaty_count, sizeof *scratch->treaties, compare_spans);
  return TEXTAN_OK;
}

/* The treaty that begins last before an offset covers it. */
static bool in_treaty(const struct figures_scratch *scratch, uint32_t offset) {
  size_t low = 0, high = scratch->treaty_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (scratch->treaties[middle].begin <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 && scratch->treaties[low - 1].end > offset;
}

enum { REFER_WORDS = 120 /* how far back a name may stand that words refer to */ };

/* The state that words at a place refer to: the last one named before them, or the last body of several states.  A
 * text's own country is not spoken of that way. */
static const char *referred(const struct figures_text *text, uint32_t word, enum figures_refer refer) {
  for (size_t i = figures_entity_from(text, word); i > 0; i--) {
    const textan_entity *entity = &text->entities[i - 1];
    if (entity->first_word + REFER_WORDS < word)
      return NULL;
    const char *state = is_date(entity) ? NULL : figures_entity_state(entity);
    if (!state || strcmp(state, text->language->home) == 0)
      continue;
    if ((figures_bloc_find(text->model, state) != NULL) == (refer == REFER_BODY))
      return state;
  }
  return NULL;
}

/* The year or month that words at a place refer to: the last one named before them; a month may end a span. */
static const char *referred_time(const struct figures_text *text, uint32_t word, bool month) {
  for (size_t i = figures_entity_from(text, word); i > 0; i--) {
    const textan_entity *entity = &text->entities[i - 1];
    if (entity->first_word + REFER_WORDS < word)
      return NULL;
    if (!is_date(entity) || entity->value[0] == '-')
      continue;
    const char *end = month ? strrchr(entity->value, '/') : NULL;
    const char *value = end ? end + 1 : entity->value;
    if (month ? strlen(value) == 7 : strlen(value) <= 7)
      return value;
  }
  return NULL;
}

/* "A and B", "A (…), B", "A-B" share the link of the first. */
static void link_join(const struct figures_text *text, const struct figures_mark *previous, struct figures_mark *mark) {
  const uint32_t end = previous ? behind_bracket(text, previous->end, mark->first) : 0;
  const bool joined = previous && mark->first >= end && mark->first - end <= 2;
  const bool dashed = joined && mark->first == end + 1 && figures_is(text, end, '-');
  const bool listed = joined && figures_is(text, end, ',') && previous->link != LINK_SUBJECT;
  mark->joined = joined && !dashed && end == previous->end && (mark->link == LINK_AND || figures_is(text, end, ','));
  if (dashed)
    mark->link = LINK_AND;
  else if (mark->link == LINK_AND && !joined)
    mark->link = LINK_SUBJECT; /* "and" joins clauses here */
  else if (mark->link == LINK_AND && previous->link != LINK_SUBJECT && previous->link != LINK_BETWEEN)
    mark->link = previous->link;
  else if (listed && mark->link == LINK_SUBJECT)
    mark->link = previous->link;
  else if (mark->link == LINK_SUBJECT && mark->entity && strcmp(mark->entity->type, "NORP") == 0)
    mark->link = LINK_OF;
}

/* "ACCRA – Trade …", "HANOI (VNA) …": where the report was written. */
static bool is_dateline(const struct figures_text *text, const struct figures_scene *scene,
                        const struct figures_mark *mark) {
  const uint32_t next = mark->end;
  if (!mark->entity || strcmp(mark->entity->type, "GPE") != 0 || (mark[1].entity && mark[1].first == next + 1) ||
      mark->first != scene->first || next + 1 >= scene->end || figures_glued(text, next) ||
      !(text->words[mark->first].flags & TEXTAN_WORD_PARAGRAPH))
    return false;
  return figures_is(text, next, '(') ||
         (text->words[next].flags & TEXTAN_WORD_PUNCTUATION && !figures_is(text, next, ',') &&
          !figures_is(text, next, ':') && !figures_glued(text, next + 1));
}

/* Names, and words that refer to one, get the link of the preposition before them. */
static void links_find(const struct figures_text *text, struct figures_scratch *scratch,
                       const struct figures_scene *scene) {
  const struct figures_mark *previous = NULL;
  for (size_t i = 0; i < scratch->mark_count; i++) {
    struct figures_mark *mark = &scratch->marks[i];
    const bool part = i + 1 < scratch->mark_count && mark[1].entity && mark[1].first < mark->end;
    if (mark->cue && mark->cue->refer >= REFER_TIME && !part)
      mark->time = referred_time(text, mark->first, mark->cue->refer == REFER_MONTH);
    else if (mark->cue && mark->cue->refer != REFER_NONE && !part)
      mark->state = referred(text, mark->first, (enum figures_refer)mark->cue->refer);
    if (mark->state && ((i + 1 < scratch->mark_count && is_dateline(text, scene, mark)) ||
                        in_treaty(scratch, text->words[mark->first].begin)))
      mark->state = NULL;
    if (!mark->state)
      continue;
    mark->link = link_before(text, scene, mark->first);
    link_join(text, previous, mark);
    previous = mark;
  }
}

textan_status figures_marks_read(struct figures_text *text, struct figures_scratch *scratch,
                                 struct figures_scene *scene, textan_error *error) {
  scratch->mark_count = 0;
  if (!cues_add(text, scratch, scene, LIST_CUES, 0) || !cues_add(text, scratch, scene, LIST_MEASURES, 1) ||
      !cues_add(text, scratch, scene, LIST_FRAMES, 2) || !entities_add(text, scratch, scene) ||
      !amounts_add(scratch, scene))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the cues of a sentence");
  qsort(scratch->marks, scratch->mark_count, sizeof *scratch->marks, compare_marks);
  marks_prune(scratch);
  clauses_number(text, scratch, scene);
  links_find(text, scratch, scene);
  scene->marks = scratch->marks;
  scene->mark_count = (uint32_t)scratch->mark_count;
  scene->speaks_of_pair = false;
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->amount)
      scene->amounts[mark->amount - 1].mark = i;
    if (mark->cue && mark->cue->flags & CUE_PAIR)
      scene->speaks_of_pair = true;
  }
  figures_told_find(scene);
  return TEXTAN_OK;
}

/* Names from the lists, with the conditions under which an ambiguous one counts. */
#include "entities.h"

static bool upper_only(const struct work *work, const textan_lexicon_match *match) {
  bool letters = false;
  for (uint32_t i = 0; i < match->word_count; i++) {
    const uint16_t flags = work->words[match->first_word + i].flags;
    if ((flags & TEXTAN_WORD_LETTERS) && !(flags & TEXTAN_WORD_UPPER))
      return false;
    letters |= (flags & TEXTAN_WORD_UPPER) != 0;
  }
  return letters;
}

/* A capitalised word beside the span that may belong to the same, longer name. */
static bool beside_capital(const struct work *work, uint32_t word, bool before) {
  const struct mark *mark = &work->marks[word];
  if (!entities_capital(work, word) || mark->name || (mark->classes & (WORD_STOP | WORD_ARTICLE)) || mark->date)
    return false;
  if (before)
    return !mark->start && !mark->title_end && !mark->head;
  return !mark->title && !mark->head;
}

/* A title stands before the span, perhaps with its field: "Bộ trưởng Tài chính Mỹ …". */
static bool after_title(const struct work *work, uint32_t first) {
  for (uint32_t word = first; word > 0 && first - word < 6 && entities_joined(work, word - 1); word--) {
    if (work->marks[word - 1].title_end)
      return true;
    if (work->words[word - 1].flags & TEXTAN_WORD_PUNCTUATION)
      return false;
  }
  return false;
}

static bool weak_ok(const struct work *work, const textan_lexicon_match *match) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  if (work->marks[first].style == STYLE_CAPITALS || work->marks[first].style == STYLE_TITLE)
    return true;
  if (first > 0 && entities_joined(work, first - 1) && beside_capital(work, first - 1, true))
    return false;
  return !(end < work->count && entities_joined(work, end - 1) && beside_capital(work, end, false) &&
           !work->marks[end].start && !after_title(work, first));
}

/* A dash and another capitalised word stand beside the span. */
static bool paired(const struct work *work, const textan_lexicon_match *match) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  return (first > 1 && entities_is(work, first - 1, '-') && entities_capital(work, first - 2)) ||
         (end + 1 < work->count && entities_is(work, end, '-') && entities_capital(work, end + 1));
}

/* An honorific stands before the span: it is a person's name. */
static bool after_honorific(const struct work *work, uint32_t first) {
  const struct match *title = first ? entities_rule(work, RULES_TITLES, work->marks[first - 1].title_end) : NULL;
  return title && (work->model->languages[title->language].titles[title->entry] & TITLE_HONORIFIC);
}

/* The name of a language, not of a people or country. */
static bool language_name(const struct work *work, const textan_lexicon_match *match) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  return (first > 0 && (work->marks[first - 1].classes & WORD_LANGUAGE)) ||
         (end < work->count && (work->marks[end].classes & WORD_LANGUAGE)) ||
         (end + 1 < work->count && entities_is(work, end, '-') && (work->marks[end + 1].classes & WORD_LANGUAGE));
}

static bool capitals_ok(const struct work *work, const textan_lexicon_match *match, const struct name_row *row) {
  const uint32_t first = match->first_word, last = first + match->word_count - 1;
  if (row->conditions & NAME_LOWER)
    return true;
  if (work->marks[first].style == STYLE_LOWER)
    return !(row->conditions & (NAME_WEAK | NAME_PAIR)) && (match->word_count > 1 || row->code) &&
           match->end - match->begin > 3;
  if (!entities_capital(work, first) && !(work->words[first].flags & TEXTAN_WORD_DIGITS))
    return false;
  return match->word_count == 1 || !(row->conditions & NAME_CAPITALS) || entities_capital(work, last) ||
         !(work->words[last].flags & TEXTAN_WORD_LETTERS) || (work->words[last].flags & TEXTAN_WORD_GLUED);
}

static bool name_ok(const struct work *work, uint8_t language, const textan_lexicon *lexicon,
                    const textan_lexicon_match *match, const struct name_row *row) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  const uint8_t here = work->marks[first].language;
  if ((row->conditions & NAME_OWN) && here != language && here != LANGUAGE_OTHER)
    return false;
  if (row->conditions & NAME_UPPER ? !upper_only(work, match) : !capitals_ok(work, match, row))
    return false;
  if (match->word_count == 1 &&
      entities_bare(work, row->spelling, work->model->lexicon->cell(lexicon, match->entry, 0), first, 1) &&
      (here != language || (row->conditions & NAME_LOWER) || match->end - match->begin < 3))
    return false;
  if ((row->conditions & NAME_WEAK) && (!weak_ok(work, match) || after_honorific(work, first)))
    return false;
  if ((row->conditions & NAME_PAIR) && !paired(work, match))
    return false;
  if ((row->conditions & NAME_START) && work->marks[first].start)
    return false;
  if (end < work->count && entities_is(work, end, '$') && (work->words[end].flags & TEXTAN_WORD_GLUED))
    return false;
  return !((row->type == TYPE_NORP || row->type == TYPE_GPE) && language_name(work, match));
}

static textan_status names_match(struct work *work, uint8_t language, int which) {
  const struct name_list *list = &work->model->languages[language].names[which];
  const textan_lexicon_match *matches;
  size_t count;
  const textan_status status =
      work->model->lexicon->match(list->lexicon, work->document, &matches, &count, work->error);
  if (status != TEXTAN_OK)
    return status;
  for (size_t i = 0; i < count; i++) {
    const struct name_row *row = &list->rows[matches[i].entry];
    struct mark *mark = &work->marks[matches[i].first_word];
    /* A row that does not count here hides the same name of a later list. */
    if (mark->refused_language == language + 1u && mark->refused_count == matches[i].word_count)
      continue;
    if (!name_ok(work, language, list->lexicon, &matches[i], row)) {
      mark->refused_language = (uint8_t)(language + 1u);
      mark->refused_count = matches[i].word_count;
      continue;
    }
    const int priority = 10 + NAMES_COUNT - which;
    struct candidate *candidate =
        entities_candidate_add(work, matches[i].first_word, matches[i].word_count, row->type, priority);
    if (!candidate)
      return TEXTAN_EMEMORY;
    candidate->code = row->code;
    candidate->country = row->country;
    candidate->pending = (row->conditions & NAME_KNOWN) != 0;
    candidate->rule = "list";
    candidate->score = 0.95f;
  }
  return TEXTAN_OK;
}

textan_status entities_gazetteer(struct work *work) {
  textan_status status = TEXTAN_OK;
  for (uint8_t language = 0; language < work->model->language_count; language++)
    for (int which = 0; which < NAMES_COUNT && status == TEXTAN_OK; which++)
      status = names_match(work, language, which);
  return status;
}

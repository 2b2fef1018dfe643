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

static bool weak_ok(const struct work *work, const textan_lexicon_match *match) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  if (work->marks[first].style == STYLE_CAPITALS || work->marks[first].style == STYLE_TITLE)
    return true;
  if (first > 0 && entities_joined(work, first - 1) && beside_capital(work, first - 1, true))
    return false;
  return !(end < work->count && entities_joined(work, end - 1) && beside_capital(work, end, false) &&
           !work->marks[end].start && !entities_after_title(work, first));
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

/* The name of a language, not of a people or country: "tiếng Việt", "in French." */
static bool language_name(const struct work *work, const textan_lexicon_match *match, int type) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  const bool last =
      end == work->count || (work->words[end].flags & TEXTAN_WORD_PUNCTUATION) || (work->marks[end].classes & WORD_AND);
  if (type == TYPE_NORP && first > 0 && (work->marks[first - 1].classes & WORD_AT) && last &&
      !entities_is(work, end, '-'))
    return true;
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

/* Behind the span stands what joins names: "and", a comma, a dash, another name, or nothing. */
static bool goes_on(const struct work *work, uint32_t end) {
  return end >= work->count || !entities_joined(work, end - 1) || (work->marks[end].classes & WORD_AND) ||
         entities_is(work, end, ',') || entities_is(work, end, '-') || entities_capital(work, end);
}

/* A place between a title and another capitalised word is a given name: "President Santiago Peña". */
static bool given_name(const struct work *work, const textan_lexicon_match *match, const struct name_row *row) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  return row->type == TYPE_GPE && !row->code && match->word_count == 1 && first > 0 &&
         work->marks[first - 1].title_end && entities_follows(work, end) && entities_capital(work, end) &&
         !work->marks[end].title && !(work->words[end].flags & TEXTAN_WORD_UPPER);
}

static bool name_ok(const struct work *work, const textan_lexicon_match *match, const struct name_row *row) {
  const uint32_t first = match->first_word, end = first + match->word_count;
  if (row->conditions & NAME_UPPER ? !upper_only(work, match) : !capitals_ok(work, match, row))
    return false;
  if ((row->conditions & NAME_WEAK) && (!weak_ok(work, match) || after_honorific(work, first)))
    return false;
  if (given_name(work, match, row))
    return false;
  if ((row->conditions & NAME_PAIR) && !paired(work, match))
    return false;
  if ((row->conditions & NAME_START) && work->marks[first].start && !goes_on(work, end))
    return false;
  if (end < work->count && entities_is(work, end, '$') && (work->words[end].flags & TEXTAN_WORD_GLUED))
    return false;
  return !((row->type == TYPE_NORP || row->type == TYPE_GPE) && language_name(work, match, row->type));
}

/* A single word without the diacritics of its row is another word, unless the whole text is written so. */
static bool lost_marks(const struct work *work, uint8_t language, const textan_lexicon *lexicon,
                       const textan_lexicon_match *match, const struct name_row *row) {
  if (match->word_count > 1 ||
      (work->bare && work->marks[match->first_word].language == language && !(row->conditions & NAME_LOWER)))
    return false;
  return entities_bare(work, row->spelling, work->model->lexicon->cell(lexicon, match->entry, 0), match->first_word, 1);
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
    const bool foreign = mark->language != language && mark->language != LANGUAGE_OTHER;
    if (mark->refused_count == matches[i].word_count || ((row->conditions & NAME_OWN) && foreign))
      continue;
    if (lost_marks(work, language, list->lexicon, &matches[i], row))
      continue;
    /* A row that does not count here hides the same name of a later list. */
    if (!name_ok(work, &matches[i], row)) {
      if (!foreign)
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
  const uint8_t count = (uint8_t)work->model->language_count;
  const uint8_t own = work->marks[0].language < count ? work->marks[0].language : 0;
  /* The document's own lists come first: what they refuse is refused. */
  for (uint8_t i = 0, language = own; i < count; i++, language = (uint8_t)((language + 1) % count))
    for (int which = 0; which < NAMES_COUNT && status == TEXTAN_OK; which++)
      status = names_match(work, language, which);
  return status;
}

/* A country's name stands at the word. */
static bool state_at(const struct work *work, uint32_t word) {
  const struct candidate *listed = entities_name_at(work, word);
  return listed && listed->code && listed->count > 1;
}

/* Personal names that begin with a listed surname and have three or four words: sure enough to keep organisations and
 * places from reaching into them. */
textan_status entities_family_names(struct work *work) {
  const size_t before = work->scratch->candidate_count;
  for (uint32_t first = 0; first < work->count; first++) {
    const uint32_t people = entities_people(work, first);
    if (!(people & PEOPLE_FIRST) || (people & PEOPLE_CALLED) || !entities_capital(work, first) ||
        work->marks[first].style == STYLE_CAPITALS || work->marks[first].style == STYLE_TITLE)
      continue;
    const struct candidate *listed = entities_name_from(work, first);
    if (listed && (listed->count > 1 || listed->type == TYPE_NORP))
      continue;
    const bool marked = (work->words[first].flags & TEXTAN_WORD_NON_ASCII) != 0;
    uint32_t end = first + 1;
    while (end < first + 5 && entities_follows(work, end) && (work->words[end].flags & TEXTAN_WORD_TITLE) &&
           !(work->words[end].flags & (TEXTAN_WORD_UPPER | TEXTAN_WORD_GLUED)) &&
           (marked || work->words[end].folded_size <= 6) && !(entities_people(work, end) & PEOPLE_GIVEN) &&
           !state_at(work, end))
      end++;
    const bool titled = first > 0 && work->marks[first - 1].title_end;
    if (end - first > 4 || end - first < (titled ? 2u : 3u))
      continue;
    struct candidate *candidate = entities_candidate_add(work, first, end - first, TYPE_PERSON, titled ? 30 : 9);
    if (!candidate)
      return TEXTAN_EMEMORY;
    candidate->rule = "family";
    first = end - 1;
  }
  return work->scratch->candidate_count > before ? entities_candidates_resolve(work) : TEXTAN_OK;
}

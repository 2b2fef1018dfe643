/* Personal names: capitalised words that a title, an office behind a comma, a verb of speech, a byline or the lists of
 * names show to be one; then every other mention of a name that the document has already. */
#include "entities.h"

#include <stdlib.h>

enum { NAME_WORDS = 6, KNOWN_NAMES = 256 };

/* ---- the words of a name ---------------------------------------------------------- */

/* A word that can stand in a personal name and belongs to nothing else. */
bool entities_personal(const struct work *work, uint32_t word) {
  if (word >= work->count || !entities_part(work, word) || work->marks[word].titled || work->marks[word].name)
    return false;
  /* The first of several words for a field of administration or an organ is none. */
  const struct match *head = entities_rule(work, RULES_HEADS, work->marks[word].head);
  return (entities_field(work, word) < 2 && !(head && head->count > 1)) || entities_people(work, word);
}

/* A place inside a name whose surname came first: "Nguyễn Thái Bình". */
static const struct candidate *place_in_name(const struct work *work, uint32_t first, uint32_t word) {
  const struct candidate *place = entities_name_from(work, word);
  if (!place || place->type != TYPE_GPE || place->code || place->count > 2 || word - first + place->count > 4)
    return NULL;
  return entities_people(work, first) & PEOPLE_FIRST && !(entities_people(work, first) & PEOPLE_CALLED) ? place : NULL;
}

/* Words that a hyphen joins to the one before: "Ru-đen-cô", "Jae-myung". */
static uint32_t hyphen_end(const struct work *work, uint32_t word) {
  while (word + 1 < work->count && entities_is(work, word, '-') && (work->words[word].flags & TEXTAN_WORD_GLUED) &&
         (work->words[word + 1].flags & TEXTAN_WORD_GLUED) && (work->words[word + 1].flags & TEXTAN_WORD_LETTERS))
    word += 2;
  return word;
}

/* A function word with a capital inside a name: "Phan Văn Có". */
static bool inside_name(const struct work *work, uint32_t word) {
  const struct mark *mark = &work->marks[word];
  return (mark->classes & WORD_STOP) && mark->style == STYLE_NORMAL && !mark->name && !mark->start && !mark->titled &&
         (work->words[word].flags & TEXTAN_WORD_TITLE) && !(work->words[word].flags & TEXTAN_WORD_UPPER) &&
         (work->words[word].flags & TEXTAN_WORD_NON_ASCII);
}

/* The end of the run of name words that begins at first. */
static uint32_t run_end(const struct work *work, uint32_t first) {
  uint32_t word = first, names = 0;
  if (work->marks[first].family)
    return first + work->marks[first].family;
  while (word < work->count && names < NAME_WORDS && (word == first || entities_follows(work, word))) {
    const struct candidate *place = word > first ? place_in_name(work, first, word) : NULL;
    if (place) {
      word += place->count;
      names += place->count;
    } else if (entities_personal(work, word) || (word > first && inside_name(work, word))) {
      const bool initial = work->words[word].folded_size == 1;
      word = hyphen_end(work, word + 1);
      if (initial && entities_is(work, word, '.') &&
          (entities_personal(work, word + 1) ||
           (entities_class(work, word + 1, WORD_PARTICLE) && entities_personal(work, word + 2))))
        word++;
      names++;
    } else if (word > first && entities_class(work, word, WORD_PARTICLE) && !entities_capital(work, word) &&
               (entities_personal(work, word + 1) ||
                (entities_class(work, word + 1, WORD_PARTICLE) && entities_personal(work, word + 2)) ||
                (entities_is(work, word + 1, '-') && entities_personal(work, word + 2)))) {
      word += entities_is(work, word + 1, '-') ? 2 : 1;
    } else if (word > first && entities_is(work, word, '\'') && (work->words[word].flags & TEXTAN_WORD_GLUED) &&
               word + 1 < work->count && work->words[word + 1].folded_size > 1 && entities_personal(work, word + 1)) {
      word++;
    } else {
      break;
    }
  }
  if (word + 1 < work->count && entities_class(work, word, WORD_SUFFIX) && entities_is(work, word + 1, '.'))
    return word + 2;
  if (word > first && entities_class(work, word - 1, WORD_SUFFIX) && entities_is(work, word, '.') &&
      (work->words[word].flags & TEXTAN_WORD_GLUED) && !(work->words[word - 1].flags & TEXTAN_WORD_UPPER))
    return word + 1;
  return word;
}

/* ---- what shows that a run is a person ------------------------------------------------ */

static uint32_t word_count(const struct work *work, uint32_t first, uint32_t end) {
  uint32_t count = 0;
  for (uint32_t i = first; i < end; i++)
    count += entities_capital(work, i);
  return count;
}

/* All of it in capitals, as an acronym or a headline is. */
static bool all_upper(const struct work *work, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if ((work->words[i].flags & TEXTAN_WORD_LETTERS) && !(work->words[i].flags & TEXTAN_WORD_UPPER))
      return false;
  return true;
}

/* Hyphenated syllables, as foreign names are written in some languages: "Hác-tác-tô". */
static bool syllables(const struct work *work, uint32_t first, uint32_t end) {
  uint32_t hyphens = 0, words = 0;
  for (uint32_t i = first; i < end; i++) {
    hyphens += entities_is(work, i, '-') && i + 1 < end && !entities_capital(work, i + 1);
    words += entities_capital(work, i);
  }
  return words >= 2 && hyphens >= words;
}

/* The run is all that its paragraph says: a signature. */
static bool alone_in_paragraph(const struct work *work, uint32_t first, uint32_t end) {
  if (first == 0 || !(work->words[first].flags & TEXTAN_WORD_PARAGRAPH))
    return false;
  return end == work->count || (work->words[end].flags & TEXTAN_WORD_PARAGRAPH) || entities_is(work, end, '(');
}

static bool byline_before(const struct work *work, uint32_t first) {
  uint32_t word = first;
  if (word > 0 && entities_is(work, word - 1, ':'))
    word--;
  for (uint32_t back = 1; back <= 4 && back <= word; back++) {
    const struct mark *mark = &work->marks[word - back];
    if ((mark->classes & WORD_BYLINE) && mark->classes_count == back)
      return word < first || (work->words[word - back].flags & TEXTAN_WORD_PARAGRAPH) ||
             (mark->start && back + 1u <= word && entities_is(work, word - back - 1, '(')) ||
             (work->words[word - back].flags & TEXTAN_WORD_LINE);
  }
  return false;
}

/* Behind the name and a comma or bracket stand an age or a pronoun for persons. */
static bool person_behind(const struct work *work, uint32_t end) {
  if ((!entities_is(work, end, ',') && !entities_is(work, end, '(')) || !entities_follows(work, end + 1))
    return false;
  if (entities_class(work, end + 1, WORD_RELATIVE))
    return true;
  return (work->words[end + 1].flags & TEXTAN_WORD_DIGITS) && work->words[end + 1].folded_size == 2 &&
         (entities_is(work, end + 2, ',') || entities_is(work, end + 2, ')') ||
          entities_class(work, end + 2, WORD_AGE));
}

/* A nationality and a common noun stand before the name: "Iranian shipowner …". */
static bool described(const struct work *work, uint32_t first) {
  for (uint32_t back = 1; back <= 3 && back <= first; back++) {
    const uint32_t word = first - back;
    const struct candidate *name = entities_name_at(work, word);
    if (name)
      return back > 1 && name->type == TYPE_NORP;
    if (!(work->words[word].flags & TEXTAN_WORD_LETTERS) || entities_capital(work, word) || work->marks[word].start ||
        (work->marks[word].classes & ~(uint32_t)(WORD_LEVEL | WORD_SPEECH)))
      return false;
  }
  return false;
}

/* Two or three unknown words that begin a sentence and are followed by a lower-case word: mostly a person who acts. */
static bool subject(const struct work *work, uint32_t first, uint32_t end) {
  if (!work->marks[first].start || end - first > 3 || end - first < 2 || work->marks[first].style != STYLE_NORMAL ||
      !entities_follows(work, end) || !(work->words[end].flags & TEXTAN_WORD_LETTERS) || entities_capital(work, end) ||
      (work->marks[end].classes & (WORD_AND | WORD_OF | WORD_AT | WORD_ON | WORD_THING)))
    return false;
  for (uint32_t i = first; i < end; i++)
    if (work->marks[i].head || work->marks[i].field || work->words[i].folded_size < 4 ||
        (work->words[i].flags & (TEXTAN_WORD_UPPER | TEXTAN_WORD_NON_ASCII | TEXTAN_WORD_GLUED)) ||
        (work->marks[i].classes & WORD_STOP))
      return false;
  return true;
}

/* How sure it is that the run is a person without a title; 0: not at all. */
static float evidence(const struct work *work, uint32_t first, uint32_t end) {
  const uint32_t count = word_count(work, first, end);
  const uint32_t people = entities_people(work, first);
  const enum line_style style = work->marks[first].style;
  if (work->marks[first].family)
    return 0.8f;
  if (all_upper(work, first, end))
    return style == STYLE_CAPITALS && (people & PEOPLE_FIRST) && count >= 3 ? 0.6f : 0.0f;
  if (count > 5)
    return 0.0f;
  if (count >= 2 && syllables(work, first, end))
    return 0.8f;
  if (byline_before(work, first) && count >= 2 && count <= 4)
    return 0.8f;
  if (count < 2)
    return 0.0f;
  if (people & PEOPLE_FIRST && count <= 4 && (count >= 3 || work->words[first].flags & TEXTAN_WORD_NON_ASCII))
    return 0.8f;
  if (people & PEOPLE_GIVEN && count <= 4)
    return 0.75f;
  if (style == STYLE_TITLE)
    return 0.0f;
  if (count <= 4 && (person_behind(work, end) || described(work, first)))
    return 0.7f;
  if (entities_follows(work, end) && (work->marks[end].classes & WORD_SPEECH) && count <= 4)
    return 0.65f;
  if (first > 0 && (work->marks[first - 1].classes & WORD_SPEECH) && first > 1 && entities_is(work, first - 2, '"'))
    return 0.65f;
  if (subject(work, first, end))
    return 0.5f;
  return alone_in_paragraph(work, first, end) && count <= 4 && end + 40 > work->count ? 0.6f : 0.0f;
}

/* ---- names that the document has already ------------------------------------------------ */

struct known {
  uint32_t hashes[KNOWN_NAMES];
  size_t count;
};

static bool known_has(const struct known *known, uint32_t hash) {
  for (size_t i = 0; i < known->count; i++)
    if (known->hashes[i] == hash)
      return true;
  return false;
}

static void known_add(struct known *known, uint32_t hash) {
  if (known->count < KNOWN_NAMES && !known_has(known, hash))
    known->hashes[known->count++] = hash;
}

/* Registers what a person may be called by: the last word, and the first where it is a name to call by. */
static void known_name(const struct work *work, struct known *known, uint32_t first, uint32_t end) {
  const uint32_t people = entities_people(work, first);
  uint32_t last = end - 1;
  while (last > first && !(entities_capital(work, last) && work->words[last].folded_size > 1 &&
                           !entities_class(work, last, WORD_SUFFIX)))
    last--;
  if (work->words[last].folded_size > 1)
    known_add(known, work->words[last].hash);
  if (work->words[first].folded_size > 1 && (!(people & PEOPLE_FIRST) || (people & PEOPLE_CALLED)) &&
      !(people & PEOPLE_GIVEN))
    known_add(known, work->words[first].hash);
}

static bool all_known(const struct work *work, const struct known *known, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (entities_capital(work, i) && !known_has(known, work->words[i].hash))
      return false;
  return true;
}

/* ---- the walk ------------------------------------------------------------------------------- */

static textan_status person_add(struct work *work, uint32_t first, uint32_t end, float score, const char *rule) {
  struct candidate *candidate = entities_candidate_add(work, first, end - first, TYPE_PERSON, 9);
  if (!candidate)
    return TEXTAN_EMEMORY;
  candidate->score = score;
  candidate->rule = rule;
  uint32_t role_first = work->marks[first].role_first, role_end = work->marks[first].role_end;
  if (!role_end && !entities_office_behind(work, end, &role_first, &role_end))
    return TEXTAN_OK;
  candidate->role = entities_span_text(work, role_first, role_end - role_first);
  return candidate->role ? TEXTAN_OK : textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a role");
}

/* Where the next run begins at or behind a word, cut where a title says that a name begins. */
static uint32_t cut_end(const struct work *work, uint32_t first, uint32_t end) {
  for (uint32_t i = first + 1; i < end; i++)
    if (work->marks[i].named || work->marks[i].family)
      return i;
  return end;
}

/* A list of persons goes on: the last one ended before the comma or "and" that stands here. */
static bool listed_after(const struct work *work, uint32_t first, uint32_t last_end) {
  if (!last_end || first == 0 || work->marks[first].start)
    return false;
  uint32_t word = first - 1;
  if (!entities_is(work, word, ',') && !entities_class(work, word, WORD_AND))
    return false;
  if (word > 0 && entities_class(work, word, WORD_AND) && entities_is(work, word - 1, ','))
    word--;
  if (word > 0 && entities_is(work, word - 1, ')'))
    while (word > last_end && !entities_is(work, word, '('))
      word--;
  return word == last_end;
}

/* Capitalised words that nothing else explains, behind a preposition of place. */
static bool unlisted_place(const struct work *work, uint32_t first, uint32_t end) {
  const struct mark *mark = &work->marks[first];
  if (first == 0 || mark->start || mark->style != STYLE_NORMAL || !(work->marks[first - 1].classes & WORD_IN) ||
      mark->refused_count || entities_capital(work, first - 1) || word_count(work, first, end) > 3 ||
      all_upper(work, first, end))
    return false;
  for (uint32_t i = first; i < end; i++)
    if (work->marks[i].field || work->marks[i].head || (work->marks[i].classes & WORD_STOP))
      return false;
  /* A common noun behind the words takes them as its modifier. */
  return end >= work->count || !entities_follows(work, end) || !(work->words[end].flags & TEXTAN_WORD_LETTERS) ||
         (work->marks[end].classes & (WORD_AND | WORD_AT | WORD_OF | WORD_ON | WORD_STOP | WORD_SPEECH));
}

static textan_status persons_walk(struct work *work, struct known *known, bool repeats) {
  textan_status status = TEXTAN_OK;
  uint32_t last_end = 0;
  for (uint32_t first = 0; first < work->count && status == TEXTAN_OK;) {
    if (!entities_personal(work, first) && !work->marks[first].family) {
      first++;
      continue;
    }
    const uint32_t end = cut_end(work, first, run_end(work, first));
    uint32_t role_first, role_end;
    const bool headline = work->marks[first].style == STYLE_CAPITALS && !entities_people(work, first);
    const bool named =
        work->marks[first].named && !headline && (work->marks[first].style != STYLE_TITLE || end - first <= 4);
    float score = named ? 0.9f : evidence(work, first, end);
    const char *rule = named ? "title" : "name";
    if (score < 0.7f && word_count(work, first, end) >= 2 && !all_upper(work, first, end) &&
        entities_office_behind(work, end, &role_first, &role_end)) {
      score = 0.85f;
      rule = "office";
    }
    if (score == 0.0f && word_count(work, first, end) >= 2 && word_count(work, first, end) <= 4 &&
        !all_upper(work, first, end) && listed_after(work, first, last_end)) {
      score = 0.7f;
      rule = "list";
    }
    if (repeats && score == 0.0f && all_known(work, known, first, end)) {
      score = 0.8f;
      rule = "repeated";
    }
    if (repeats && score == 0.0f && unlisted_place(work, first, end)) {
      struct candidate *place = entities_candidate_add(work, first, end - first, TYPE_GPE, 1);
      if (!place)
        return TEXTAN_EMEMORY;
      place->rule = "preposition";
      place->score = 0.5f;
    }
    last_end = score >= 0.7f ? end : last_end;
    if (score > 0.0f && repeats)
      status = person_add(work, first, end, score, rule);
    else if (score >= 0.7f)
      known_name(work, known, first, end);
    first = end > first ? end : first + 1;
  }
  return status;
}

/* Gives the names with a listed surname that no other rule took back to this one. */
static void family_release(struct work *work) {
  struct scratch *scratch = work->scratch;
  size_t kept = 0;
  entities_names_clear(work);
  for (size_t i = 0; i < scratch->candidate_count; i++) {
    const struct candidate *candidate = &scratch->candidates[i];
    if (candidate->type == TYPE_PERSON)
      work->marks[candidate->first].family = candidate->count;
    else
      scratch->candidates[kept++] = *candidate;
  }
  scratch->candidate_count = kept;
  entities_names_mark(work);
}

textan_status entities_persons(struct work *work) {
  struct known known = {.count = 0};
  family_release(work);
  entities_titles_mark(work);
  textan_status status = persons_walk(work, &known, false);
  if (status == TEXTAN_OK)
    status = persons_walk(work, &known, true);
  return status == TEXTAN_OK ? entities_candidates_resolve(work) : status;
}

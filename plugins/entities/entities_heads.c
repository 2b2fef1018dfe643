/* Names around a head noun ("Ministry of …", "… Summit", "cửa khẩu …"): what belongs to it on either side is decided by
 * the flags of heads.tsv, the fields and the word classes of its language. */
#include "entities.h"

enum { REACH = 14 }; /* words that one side of a name may have */

struct name { /* a name as it grows around its head */
  const struct work *work;
  const struct head_row *head;
  uint32_t first, end, head_word;
  const char *country;
  bool placed;   /* a place was taken: nothing but connected places may follow */
  bool numbered; /* an ordinal, number or year was taken */
  bool inner;    /* the last word taken was a head noun that a number may follow */
  bool level;    /* the last word taken was a level: a place's name follows */
  uint32_t head_count, complements;
};

static bool is_place(const struct candidate *candidate) {
  return candidate && (candidate->type == TYPE_GPE || candidate->type == TYPE_LOC);
}

static void take_name(struct name *name, const struct candidate *candidate) {
  if (candidate->code && (candidate->type == TYPE_GPE || candidate->type == TYPE_NORP) && !name->country)
    name->country = candidate->code;
  else if (candidate->country && !name->country)
    name->country = candidate->country;
  name->placed |= is_place(candidate);
  name->complements++;
}

/* ---- to the right, without preposition ------------------------------------------- */

/* A Roman numeral. */
static bool roman(const struct work *work, uint32_t word) {
  if (!(work->words[word].flags & TEXTAN_WORD_UPPER) || work->words[word].folded_size > 5)
    return false;
  for (uint32_t i = 0; i < work->words[word].folded_size; i++)
    if (!strchr("ivx", work->folded[work->words[word].folded + i]))
      return false;
  return true;
}

/* The number counts nothing and goes on in no other. */
static bool number_ends(const struct work *work, uint32_t word) {
  if (!entities_follows(work, word + 1))
    return true;
  const uint16_t flags = work->words[word + 1].flags;
  if (flags & TEXTAN_WORD_LETTERS)
    return entities_capital(work, word + 1) ||
           (work->marks[word + 1].classes & (WORD_AND | WORD_AT | WORD_OF | WORD_SPEECH));
  return !(flags & TEXTAN_WORD_GLUED) || !entities_follows(work, word + 2) ||
         !(work->words[word + 2].flags & TEXTAN_WORD_DIGITS);
}

/* A number that belongs to a name: an ordinal behind its sign, a year of an event, a short number. */
static uint32_t number_at(struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const bool event = name->head->type == TYPE_EVENT;
  if (event && entities_class(work, word, WORD_SEQUENCE)) {
    const uint32_t next = word + work->marks[word].classes_count;
    if (entities_follows(work, next) &&
        ((work->words[next].flags & TEXTAN_WORD_DIGITS) || entities_class(work, next, WORD_ORDINAL) ||
         (work->words[next].flags & TEXTAN_WORD_UPPER))) {
      name->numbered = true;
      return next + 1 - word;
    }
    return 0;
  }
  if (event && name->end > name->first && roman(work, word)) {
    name->numbered = true;
    return 1;
  }
  if (!(work->words[word].flags & TEXTAN_WORD_DIGITS))
    return 0;
  if (!number_ends(work, word) && !event)
    return 0;
  if ((name->head->flags & HEAD_DIGITS || name->inner) && work->words[word].folded_size <= 3 &&
      (word == name->head_word + name->head_count || name->inner)) {
    name->numbered = true;
    const bool letter = word + 1 < work->count && (work->words[word + 1].flags & TEXTAN_WORD_GLUED) &&
                        (work->words[word + 1].flags & TEXTAN_WORD_UPPER) && work->words[word + 1].folded_size == 1;
    return letter ? 2 : 1;
  }
  const bool year = work->words[word].folded_size == 4;
  if (event && (year || work->words[word].folded_size <= 2)) {
    name->numbered = true;
    return 1;
  }
  const bool after_capital = entities_capital(work, word - 1);
  return !event && !year && work->words[word].folded_size <= 2 && after_capital && name->complements ? 1 : 0;
}

/* The organ's head noun that begins at the word, with a capital; NULL: none. */
static const struct match *inner_head(const struct work *work, uint32_t word) {
  const struct match *inner = entities_rule(work, RULES_HEADS, work->marks[word].head);
  if (!inner || !entities_capital(work, word) || entities_field(work, word) >= inner->count)
    return NULL;
  return work->model->languages[inner->language].heads[inner->entry].type == TYPE_ORG ? inner : NULL;
}

/* Two capitalised words of which the first is a surname: a person behind an organ or place, not part of its name. */
static bool person_at(const struct name *name, uint32_t word) {
  const struct work *work = name->work;
  if (!entities_follows(work, word + 1) || !entities_part(work, word + 1) || name->level)
    return false;
  const bool titled = entities_after_title(work, name->head_word);
  if (titled && name->head->type == TYPE_ORG && !(name->head->flags & HEAD_BUSINESS) &&
      (name->complements || (name->head->flags & HEAD_ALONE)) && !entities_field(work, word) &&
      !entities_people(work, word))
    return !(entities_follows(work, word + 3) && entities_part(work, word + 2) && entities_part(work, word + 3));
  if (!entities_people(work, word))
    return false;
  if (name->head->type == TYPE_GPE)
    return name->complements > 0;
  return name->head->type == TYPE_ORG && (name->complements || (name->head->flags & HEAD_ALONE) || titled);
}

/* A connector and what it joins to the name; 0: nothing. */
static uint32_t joined_at(struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const uint32_t next = word + 1;
  if (!entities_follows(work, next))
    return 0;
  const struct candidate *listed = entities_name_from(work, next);
  if (name->head->flags & HEAD_OUTSIDE || entities_title(work, next) || inner_head(work, next))
    return 0;
  if (entities_is(work, word, '&') && (work->words[word].flags & TEXTAN_WORD_GLUED))
    return entities_part(work, next) ? 2 : 0;
  if (entities_is(work, word, '-')) {
    if (listed && is_place(listed) && (name->head->flags & HEAD_PAIR)) {
      take_name(name, listed);
      return 1 + listed->count;
    }
    const uint32_t words = entities_field(work, next);
    if (name->head->type == TYPE_LOC && !(name->head->flags & HEAD_PAIR))
      return 0;
    return !name->placed && entities_part(work, next) ? 1 + (words ? words : 1) : 0;
  }
  if (name->placed || (listed && is_place(listed)))
    return 0;
  const uint32_t field = entities_field(work, next);
  if (entities_class(work, word, WORD_AND) && field && entities_capital(work, next))
    return 1 + field;
  return entities_is(work, word, ',') && field && entities_capital(work, next) && name->complements ? 1 + field : 0;
}

/* Words of administration that begin here: a level with what follows, a field; 0: none. */
static uint32_t office_at(struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const uint32_t field = entities_field(work, word);
  if (field && !name->placed) {
    name->complements++;
    return field;
  }
  if (name->placed || !entities_class(work, word, WORD_LEVEL))
    return 0;
  const uint32_t next = word + work->marks[word].classes_count;
  const bool goes_on =
      entities_follows(work, next) && (entities_capital(work, next) || entities_class(work, next, WORD_LEVEL) ||
                                       (work->words[next].flags & TEXTAN_WORD_DIGITS));
  if (!goes_on && (name->head->type != TYPE_ORG || name->complements))
    return 0;
  name->complements++;
  name->level = true;
  return next - word;
}

/* Words of the complement that begins here; 0: the name ends. */
static uint32_t right_at(struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const struct candidate *listed = entities_name_from(work, word);
  const bool plain = (name->head->flags & HEAD_OUTSIDE) != 0;
  const uint32_t number = number_at(name, word);
  const bool level = name->level;
  if (number)
    return number;
  if (listed && listed->count >= entities_field(work, word) && (!plain || !name->complements)) {
    if (name->placed || (listed->type == TYPE_PERSON && (plain || person_at(name, word))))
      return 0;
    take_name(name, listed);
    name->level = false;
    return listed->count;
  }
  const uint32_t office = plain ? 0 : office_at(name, word);
  if (office) {
    name->inner = false;
    return office;
  }
  const struct match *inner = plain ? NULL : inner_head(work, word);
  if (inner && !name->placed && !entities_title(work, word)) {
    name->complements++;
    name->inner = (work->model->languages[inner->language].heads[inner->entry].flags & HEAD_DIGITS) != 0;
    return inner->count;
  }
  name->level = level;
  if (name->placed || !entities_part(work, word) || entities_title(work, word) || person_at(name, word) ||
      work->marks[word].style == STYLE_CAPITALS || (plain && name->complements > 3))
    return 0;
  name->level = false;
  name->inner = false;
  name->complements++;
  return 1;
}

/* Drops lower-case fields at the end that belong to a name only before more of it. */
static void inner_drop(struct name *name, const uint32_t *ends, uint32_t count) {
  const struct work *work = name->work;
  while (count > 0) {
    const uint32_t first = count > 1 ? ends[count - 2] : name->head_word + name->head_count;
    const struct match *field = entities_rule(work, RULES_FIELDS, work->marks[first].field);
    if (!field || entities_capital(work, first) || field->count != ends[count - 1] - first ||
        !(work->model->languages[field->language].fields[field->entry] & FIELD_INNER))
      return;
    name->end = first;
    name->complements--;
    count--;
  }
}

static void extend_right(struct name *name) {
  const struct work *work = name->work;
  const uint32_t limit = name->end + REACH;
  uint32_t ends[REACH], steps = 0;
  while (name->end < limit && steps < REACH && entities_follows(work, name->end)) {
    uint32_t count = 0;
    const bool connector = entities_is(work, name->end, '-') || entities_is(work, name->end, ',') ||
                           entities_is(work, name->end, '&') || entities_class(work, name->end, WORD_AND);
    if (connector)
      count = joined_at(name, name->end);
    else
      count = right_at(name, name->end);
    if (!count)
      break;
    name->end += count;
    ends[steps++] = name->end;
  }
  inner_drop(name, ends, steps);
  const uint32_t next = name->end + (name->end < work->count ? work->marks[name->end].classes_count : 0);
  const struct candidate *place = entities_follows(work, next) ? entities_name_from(work, next) : NULL;
  if ((name->head->flags & HEAD_AT) && entities_follows(work, name->end) && entities_class(work, name->end, WORD_AT) &&
      place && place->type != TYPE_NORP && place->type != TYPE_PERSON) {
    name->end = next + place->count;
    name->complements++;
  }
}

/* Exactly one country's name. */
static void extend_country(struct name *name) {
  const struct candidate *listed =
      entities_follows(name->work, name->end) ? entities_name_from(name->work, name->end) : NULL;
  if (!listed || listed->type != TYPE_GPE || !listed->code)
    return;
  take_name(name, listed);
  name->country = listed->code;
  name->end += listed->count;
}

/* ---- to the right, with a preposition ---------------------------------------------- */

/* A run of capitalised words and names from a word on; its end. */
static uint32_t run_end(struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const uint32_t limit = word + REACH;
  while (word < work->count && word < limit) {
    const struct candidate *listed = entities_name_from(work, word);
    if (listed && listed->type == TYPE_PERSON && name->head->type != TYPE_LOC)
      break;
    if (name->placed) {
      const bool pair = entities_is(work, word, '-') && entities_follows(work, word + 1) &&
                        is_place(entities_name_from(work, word + 1));
      const bool office = name->head->type == TYPE_ORG && (entities_field(work, word) || work->marks[word].head);
      if (!pair && name->head->type != TYPE_EVENT && !(office && entities_part(work, word)))
        break;
      word += pair;
      listed = entities_name_from(work, word);
    }
    const bool headline = work->marks[word].style == STYLE_CAPITALS || work->marks[word].style == STYLE_TITLE;
    if (listed) {
      take_name(name, listed);
      word += listed->count;
      if (listed->type == TYPE_ORG && name->head->type == TYPE_ORG)
        break;
    } else if (entities_part(work, word) && (!headline || entities_field(work, word))) {
      word++;
    } else if (entities_is(work, word, '\'') && word + 2 < work->count &&
               (work->words[word + 1].flags & TEXTAN_WORD_GLUED) && work->words[word + 1].folded_size == 1 &&
               entities_part(work, word + 2)) {
      word += 2;
    } else if (entities_is(work, word, '-') && (work->words[word].flags & TEXTAN_WORD_GLUED) &&
               word + 1 < work->count && (work->words[word + 1].flags & TEXTAN_WORD_GLUED)) {
      word += 2;
    } else {
      break;
    }
    if (word < work->count && !entities_follows(work, word))
      break;
  }
  return word < work->count ? word : work->count;
}

/* Where a list of coordinated words ("Economy, Trade and Industry") goes on behind a comma or "and"; 0: it does not. */
static uint32_t list_next(const struct name *name, uint32_t word) {
  const struct work *work = name->work;
  if (name->placed || !entities_follows(work, word))
    return 0;
  uint32_t next = word + 1;
  if (entities_is(work, word, ',')) {
    bool closed = false;
    for (uint32_t i = next; i < word + 8 && entities_follows(work, i) && !closed; i++) {
      closed = entities_class(work, i, WORD_AND);
      if (!closed && !entities_part(work, i) && !entities_is(work, i, ','))
        return 0;
    }
    if (!closed)
      return 0;
    if (entities_follows(work, next) && entities_class(work, next, WORD_AND))
      next++;
  } else if (!entities_class(work, word, WORD_AND)) {
    return 0;
  }
  if (!entities_follows(work, next) || !entities_part(work, next) || work->marks[next].head ||
      entities_title(work, next) || entities_name_from(work, next))
    return 0;
  return next;
}

static void extend_of(struct name *name) {
  const struct work *work = name->work;
  for (int rounds = 0; rounds < 4 && !name->placed; rounds++) {
    uint32_t word = name->end;
    if (!entities_follows(work, word) || !entities_class(work, word, rounds ? WORD_OF : WORD_OF | WORD_ON))
      break;
    word++;
    while (entities_follows(work, word) && entities_class(work, word, WORD_ARTICLE | WORD_LEVEL) &&
           !entities_capital(work, word))
      word++;
    if (!entities_follows(work, word) || !(entities_part(work, word) || entities_name_from(work, word)))
      break;
    uint32_t end = run_end(name, word);
    for (uint32_t next = list_next(name, end); next; next = list_next(name, end))
      end = run_end(name, next);
    if (end <= word)
      break;
    name->complements++;
    name->end = end;
  }
  /* "… of Hoa Binh province" */
  const struct match *class_noun = name->placed && entities_follows(work, name->end)
                                       ? entities_rule(work, RULES_HEADS, work->marks[name->end].head)
                                       : NULL;
  if (class_noun) {
    const struct head_row *row = &work->model->languages[class_noun->language].heads[class_noun->entry];
    name->end += row->type == TYPE_GPE && (row->flags & HEAD_LEFT) ? class_noun->count : 0;
  }
  if (!(name->head->flags & HEAD_AT) || !entities_follows(work, name->end) || !entities_class(work, name->end, WORD_AT))
    return;
  uint32_t word = name->end + 1;
  if (entities_follows(work, word) && entities_class(work, word, WORD_ARTICLE))
    word++;
  const struct candidate *place = entities_follows(work, word) ? entities_name_from(work, word) : NULL;
  if (place && place->type != TYPE_NORP) {
    name->end = word + place->count;
    name->complements++;
  }
}

/* ---- to the left ----------------------------------------------------------------------- */

/* An ordinal or a year that ends before a word; its length. */
static uint32_t number_before(const struct name *name, uint32_t word) {
  const struct work *work = name->work;
  const uint32_t last = word - 1;
  if (name->head->type != TYPE_EVENT && name->head->type != TYPE_ORG)
    return 0;
  if (name->head->type == TYPE_EVENT && entities_class(work, last, WORD_ORDINAL))
    return 1;
  if (name->head->type == TYPE_EVENT && (work->words[last].flags & TEXTAN_WORD_DIGITS) &&
      work->words[last].folded_size == 4)
    return 1;
  return last > 0 && (work->words[last].flags & TEXTAN_WORD_GLUED) && (work->words[last].flags & TEXTAN_WORD_LETTERS) &&
                 work->words[last].folded_size == 2 && (work->words[last - 1].flags & TEXTAN_WORD_DIGITS)
             ? 2
             : 0;
}

/* The word before "and" belongs to the same name: "the Coffee and Cocoa Council". */
static bool coordinated(const struct work *work, uint32_t word) {
  const uint32_t before = word - 1;
  if (entities_class(work, before, WORD_OF) || work->marks[before].title_end || !entities_follows(work, word))
    return false;
  if (entities_field(work, word))
    return true;
  return !entities_name_at(work, word) && !entities_people(work, word) && work->marks[word].style == STYLE_NORMAL &&
         (entities_class(work, before, WORD_ARTICLE) || entities_part(work, before));
}

/* Words that belong to the name and end before its first; 0: none. */
static uint32_t left_at(struct name *name) {
  const struct work *work = name->work;
  const uint32_t last = name->first - 1;
  const struct candidate *listed = entities_name_at(work, last);
  if (listed && listed->type == TYPE_PERSON)
    return 0;
  const uint32_t number = number_before(name, name->first);
  const bool headline = work->marks[last].style == STYLE_CAPITALS || work->marks[last].style == STYLE_TITLE;
  if (number) {
    name->numbered = true;
    return number;
  }
  if (listed && listed->type == TYPE_NORP && (name->head->flags & HEAD_NATION) && listed->code) {
    name->country = listed->code;
    return 0;
  }
  if (listed && listed->type != TYPE_DATE && listed->first + listed->count == name->first) {
    take_name(name, listed);
    name->placed = false;
    return listed->count;
  }
  if (work->words[last].folded_size == 1 && last > 1 && entities_is(work, last - 1, '\'') &&
      (work->words[last].flags & TEXTAN_WORD_GLUED))
    return !entities_name_at(work, last - 2) && entities_part(work, last - 2) ? 3 : 0;
  if (entities_is(work, last, '-') && last > 0 && is_place(entities_name_at(work, last - 1)) &&
      !is_place(entities_name_from(work, name->first)))
    return 0;
  if (entities_is(work, last, '-') && last > 0 && (work->words[last].flags & TEXTAN_WORD_GLUED))
    return entities_part(work, last - 1) && entities_capital(work, name->head_word) ? 1 : 0;
  if (entities_class(work, last, WORD_LEVEL) && !entities_capital(work, last))
    return 1;
  if (entities_is(work, last, '\'') && last > 0 && (work->words[last].flags & TEXTAN_WORD_GLUED) &&
      entities_part(work, last - 1))
    return 2;
  if (entities_class(work, last, WORD_AND) && last > 1 && entities_part(work, last - 1) && coordinated(work, last - 1))
    return 2;
  if (!entities_part(work, last) || (work->marks[last].title_end && !entities_field(work, last)) ||
      (work->marks[last].head && name->head->type == TYPE_LOC))
    return 0;
  return headline && !entities_field(work, last) ? 0 : 1;
}

static void extend_left(struct name *name) {
  const uint32_t head = name->first;
  while (name->first > 0 && entities_follows(name->work, name->first) && head - name->first < REACH) {
    const bool numbered = name->numbered;
    const uint32_t count = left_at(name);
    if (!count || count > name->first)
      break;
    name->first -= count;
    /* "the second round" is no name. */
    name->complements += numbered == name->numbered || entities_capital(name->work, head);
  }
  while (name->first < head &&
         (entities_is(name->work, name->first, '-') || entities_class(name->work, name->first, WORD_AND)))
    name->first++;
}

/* ---- one head ------------------------------------------------------------------------------ */

static textan_status name_add(struct work *work, const struct name *name, const struct match *match) {
  uint32_t first = name->first, end = name->end;
  int type = name->head->type;
  if (name->head->flags & HEAD_OUTSIDE) {
    if (first == match->first)
      first = match->first + match->count;
    else
      end = match->first;
  }
  if (end <= first)
    return TEXTAN_OK;
  const bool outside = (name->head->flags & HEAD_OUTSIDE) != 0;
  struct candidate *candidate = entities_candidate_add(work, first, end - first, type, outside ? 2 : 8);
  if (!candidate)
    return TEXTAN_EMEMORY;
  candidate->country = type == TYPE_ORG ? name->country : NULL;
  candidate->code = name->head->flags & (HEAD_PEOPLE | HEAD_STATE) ? name->country : NULL;
  candidate->rule = "head";
  candidate->score = 0.8f;
  return TEXTAN_OK;
}

static bool head_ok(const struct work *work, const struct match *match, const struct head_row *head) {
  const enum line_style style = work->marks[match->first].style;
  if (!(head->flags & HEAD_LOWER) && !entities_capital(work, match->first) && style != STYLE_LOWER)
    return false;
  const struct candidate *listed = entities_name_at(work, match->first);
  const struct match *title = entities_rule(work, RULES_TITLES, work->marks[match->first].title);
  if ((listed && listed->type == TYPE_NONE) || (title && title->count > match->count))
    return false;
  /* A lower-case head noun that is a surname too: "Hồ Đức Phớc". */
  if ((head->flags & HEAD_LOWER) && entities_capital(work, match->first) && entities_people(work, match->first) &&
      (!work->marks[match->first].start || entities_part(work, match->first + match->count)))
    return false;
  /* A listed name that reaches beyond the head decides by itself. */
  return !listed || (listed->first >= match->first && listed->count <= match->count) || (head->flags & HEAD_LEFT);
}

/* The other end of a crossing: "cửa khẩu Tân Thanh - Pò Chài" names two places. */
static textan_status twin_add(struct work *work, const struct name *name, const struct match *match) {
  const uint32_t first = name->end + 1;
  if (name->head->type != TYPE_LOC || (name->head->flags & HEAD_PAIR) || !(name->head->flags & HEAD_RIGHT) ||
      !entities_is(work, name->end, '-') || !entities_follows(work, first) || !entities_part(work, first) ||
      entities_name_at(work, first))
    return TEXTAN_OK;
  uint32_t end = first + 1;
  while (end < first + 4 && entities_follows(work, end) && entities_part(work, end) && !entities_name_at(work, end))
    end++;
  const struct name twin = {.work = work, .head = name->head, .first = first, .end = end};
  return name_add(work, &twin, match);
}

/* A fixed title of an instrument ("Paris Agreement"): a city beside the head, and nothing else. */
static textan_status title_hide(struct work *work, const struct match *match, const struct head_row *head) {
  const uint32_t end = match->first + match->count;
  const struct candidate *city = NULL;
  uint32_t first = match->first;
  if ((head->flags & HEAD_RIGHT) && entities_follows(work, end))
    city = entities_name_from(work, end);
  else if ((head->flags & HEAD_LEFT) && entities_follows(work, first))
    city = entities_name_at(work, first - 1);
  if (!city || city->type != TYPE_GPE || city->code || (city->first < first && city->first + city->count != first))
    return TEXTAN_OK;
  first = city->first < first ? city->first : first;
  return entities_candidate_add(work, first, match->count + city->count, TYPE_NONE, 8) ? TEXTAN_OK : TEXTAN_EMEMORY;
}

/* A listed organisation followed by its country: "National People's Congress of China". */
static textan_status listed_extend(struct work *work, size_t count) {
  const struct head_row head = {.type = TYPE_ORG, .flags = HEAD_OF};
  for (size_t i = 0; i < count; i++) {
    const struct candidate listed = work->scratch->candidates[i];
    const uint32_t end = listed.first + listed.count;
    if (listed.type != TYPE_ORG || listed.code || listed.count < 2 || !entities_follows(work, end) ||
        !entities_class(work, end, WORD_OF) || !work->marks[end - 1].head)
      continue;
    uint32_t word = end + 1;
    while (entities_follows(work, word) && entities_class(work, word, WORD_ARTICLE))
      word++;
    const struct candidate *state = entities_follows(work, word) ? entities_name_from(work, word) : NULL;
    if (!state || state->type != TYPE_GPE || !state->code)
      continue;
    const struct match match = {.first = listed.first, .count = listed.count};
    const struct name name = {
        .work = work, .head = &head, .first = listed.first, .end = word + state->count, .country = state->code};
    if (name_add(work, &name, &match) != TEXTAN_OK)
      return TEXTAN_EMEMORY;
  }
  return TEXTAN_OK;
}

textan_status entities_heads(struct work *work) {
  textan_status status = listed_extend(work, work->scratch->candidate_count);
  const struct list *list = &work->scratch->matches[RULES_HEADS];
  for (size_t i = 0; i < list->count && status == TEXTAN_OK; i++) {
    const struct match *match = &list->items[i];
    const struct head_row *head = &work->model->languages[match->language].heads[match->entry];
    if (!head_ok(work, match, head))
      continue;
    if (head->type == TYPE_NONE) {
      status = title_hide(work, match, head);
      continue;
    }
    struct name name = {.work = work,
                        .head = head,
                        .first = match->first,
                        .end = match->first + match->count,
                        .head_word = match->first,
                        .head_count = match->count};
    if (head->flags & (HEAD_PEOPLE | HEAD_STATE))
      extend_country(&name);
    else if (head->flags & HEAD_RIGHT)
      extend_right(&name);
    if (head->flags & HEAD_OF)
      extend_of(&name);
    if (head->flags & HEAD_LEFT)
      extend_left(&name);
    const bool complete =
        name.complements || (head->flags & HEAD_ALONE) || (name.numbered && (head->flags & HEAD_RIGHT));
    if (!complete || ((head->flags & HEAD_NUMBER) && !name.numbered) ||
        ((head->flags & (HEAD_PEOPLE | HEAD_STATE)) && !name.country))
      continue;
    status = name_add(work, &name, match);
    if (status == TEXTAN_OK)
      status = twin_add(work, &name, match);
  }
  return status;
}

/* Titles and offices: where they say that a personal name begins, and the role they give it. */
#include "entities.h"

enum { COMPLEMENT = 18 }; /* words that the complement of a title may have */

static uint32_t title_flags(const struct work *work, const struct match *title) {
  return work->model->languages[title->language].titles[title->entry];
}

static bool title_ok(const struct work *work, const struct match *title) {
  return !(title_flags(work, title) & TITLE_EXACT) || entities_capital(work, title->first);
}

/* The word behind a list of fields that goes on with a comma: ", Water and Environment"; 0: there is none. */
static uint32_t fields_end(const struct work *work, uint32_t word) {
  while (word < work->count && entities_is(work, word, ',') && entities_follows(work, word + 1)) {
    const uint32_t field = entities_field(work, word + 1);
    if (!field || !entities_capital(work, word + 1))
      return 0;
    word += 1 + field;
    if (!entities_follows(work, word))
      return 0;
    const uint32_t next = word + (entities_is(work, word, ',') && entities_class(work, word + 1, WORD_AND));
    if (entities_class(work, next, WORD_AND)) {
      const uint32_t last = entities_follows(work, next + 1) ? entities_field(work, next + 1) : 0;
      return last ? next + 1 + last : 0;
    }
  }
  return 0;
}

/* Words of the field that begins at a word; behind a title in lower case ("minister of trade") lower case counts. */
static uint32_t field_at(const struct work *work, uint32_t word, bool lower) {
  const uint32_t field = entities_field(work, word);
  const struct match *match = !field && lower ? entities_rule(work, RULES_FIELDS, work->marks[word].field) : NULL;
  return match ? match->count : field;
}

/* Where the complement of a title ("of Justice of Vietnam", "Ngoại giao Lào") ends that begins at a word. */
static uint32_t complement_end(const struct work *work, uint32_t word) {
  const bool lower = word > 0 && !entities_capital(work, word - 1) && work->marks[word - 1].style != STYLE_LOWER;
  const uint32_t limit = word + COMPLEMENT;
  uint32_t end = word;
  while (word < work->count && word < limit && entities_follows(work, word)) {
    const struct candidate *name = entities_name_from(work, word);
    const struct candidate *around = entities_name_at(work, word);
    const uint32_t field = field_at(work, word, lower);
    if (!name && around && around->type == TYPE_ORG) {
      /* A title that is itself the beginning of an organ's name. */
      word = around->first + around->count;
      end = word;
    } else if (name && name->type != TYPE_PERSON) {
      word += name->count;
      if (entities_is(work, word, '(') && entities_is(work, word + 2, ')'))
        word += 3;
      end = word;
    } else if (field) {
      word += field;
      const uint32_t list = fields_end(work, word);
      word = list ? list : word;
      end = word;
    } else if (entities_class(work, word, WORD_LEVEL)) {
      word += work->marks[word].classes_count;
      end = word;
    } else if (entities_class(work, word, WORD_OF | WORD_AT | WORD_ON | WORD_ARTICLE | WORD_AND) &&
               !entities_capital(work, word)) {
      word++;
    } else {
      break;
    }
  }
  return end;
}

/* Words of a title that stand before its head ("Deputy Foreign", "GCC"); the new first word. */
static uint32_t title_first(const struct work *work, uint32_t first) {
  for (uint32_t steps = 0; steps < 6 && first > 0 && entities_follows(work, first); steps++) {
    const struct candidate *name = entities_name_at(work, first - 1);
    const struct match *before = entities_rule(work, RULES_TITLES, work->marks[first - 1].title_end);
    if (before && !(title_flags(work, before) & TITLE_HONORIFIC) && title_ok(work, before)) {
      first = before->first;
    } else if (name && name->type == TYPE_ORG && name->first + name->count == first) {
      first = name->first;
    } else if (!name && entities_field(work, first - 1) == 1) {
      first--;
    } else if (!name && first > 1 && entities_field(work, first - 2) == 2) {
      first -= 2;
    } else if (!name && work->marks[first - 1].head && entities_part(work, first - 1)) {
      first--;
    } else if (first > 1 && (entities_class(work, first - 1, WORD_AND) || entities_is(work, first - 1, ',')) &&
               (before = entities_rule(work, RULES_TITLES, work->marks[first - 2].title_end)) != NULL &&
               !(title_flags(work, before) & (TITLE_HONORIFIC | TITLE_WORD))) {
      first = before->first;
    } else {
      break;
    }
  }
  return first;
}

/* 1 where a comma parts a title from the name that explains it: "the trade minister, Prudence Sebahizi, …". */
static uint32_t explained(const struct work *work, uint32_t word, bool bare_title) {
  if (!bare_title || !entities_is(work, word, ',') || word == 0 || entities_capital(work, word - 1))
    return 0;
  uint32_t end = word + 1;
  while (end < word + 6 && entities_follows(work, end) && entities_personal(work, end))
    end++;
  return end - word >= 3 && end < work->count && entities_is(work, end, ',') ? 1 : 0;
}

/* Marks where a title says that a name begins. */
void entities_titles_mark(struct work *work) {
  const struct list *list = &work->scratch->matches[RULES_TITLES];
  for (size_t i = 0; i < list->count; i++) {
    const struct match *title = &list->items[i];
    const struct candidate *name = entities_name_at(work, title->first);
    for (uint32_t j = 0; title_ok(work, title) &&
                         !(name && (name->count > title->count || name->first < title->first)) && j < title->count;
         j++)
      work->marks[title->first + j].titled = true;
  }
  for (size_t i = 0; i < list->count; i++) {
    const struct match *title = &list->items[i];
    const uint32_t flags = title_flags(work, title);
    const uint32_t end = title->first + title->count;
    if ((flags & TITLE_WORD) || !title_ok(work, title) || !work->marks[title->first].titled)
      continue;
    const uint32_t complement = flags & TITLE_HONORIFIC ? end : complement_end(work, end);
    /* A dot ends an abbreviated title, a comma a title that the name explains. */
    uint32_t start = complement + (entities_is(work, complement, '.') && complement == end && title->count == 1);
    if (start >= work->count || !entities_joined(work, start - 1))
      continue;
    start += explained(work, start, complement == end);
    struct mark *mark = &work->marks[start];
    if (!entities_personal(work, start) && !mark->family)
      continue;
    mark->named = true;
    if (!(flags & TITLE_HONORIFIC) && !mark->role_end) {
      mark->role_first = title_first(work, title->first);
      mark->role_end = complement;
    }
  }
}

/* A name follows the office, whose office it is then: "Emmanuel Macron, Chancellor Friedrich Merz". */
static bool goes_on_with_name(const struct work *work, uint32_t word) {
  const struct candidate *name = word < work->count ? entities_name_from(work, word) : NULL;
  return word < work->count && entities_follows(work, word) && entities_capital(work, word) &&
         work->marks[word].style != STYLE_TITLE && work->marks[word].style != STYLE_CAPITALS &&
         (!name || name->type == TYPE_PERSON);
}

/* The office that stands behind a name and a comma; false: none. */
bool entities_office_behind(const struct work *work, uint32_t word, uint32_t *first, uint32_t *end) {
  if (!entities_is(work, word, ',') || !entities_follows(work, word + 1))
    return false;
  uint32_t start = word + 1;
  while (entities_follows(work, start) && entities_class(work, start, WORD_ARTICLE))
    start++;
  const struct candidate *state = start < work->count ? entities_name_from(work, start) : NULL;
  if (state && entities_is(work, start + state->count, '\'') && start + state->count + 2 < work->count)
    start += state->count + 2;
  else if (state && state->type == TYPE_NORP)
    start += state->count;
  /* Fields and organisations may stand before the head of the title. */
  uint32_t head = start;
  for (uint32_t steps = 0; steps < 4 && head < work->count && !work->marks[head].title; steps++) {
    const struct candidate *name = entities_name_from(work, head);
    const uint32_t field = entities_field(work, head);
    if (name && name->type == TYPE_ORG)
      head += name->count;
    else if (field)
      head += field;
    else
      break;
  }
  const struct match *title = head < work->count ? entities_rule(work, RULES_TITLES, work->marks[head].title) : NULL;
  while (title && (title_flags(work, title) & TITLE_WORD)) {
    head += title->count;
    title = head < work->count ? entities_rule(work, RULES_TITLES, work->marks[head].title) : NULL;
  }
  if (!title || (title_flags(work, title) & TITLE_HONORIFIC) || !entities_follows(work, start))
    return false;
  *first = start;
  *end = complement_end(work, head + title->count);
  /* Further offices: "…, Head of …", "… and Chairwoman of …". */
  for (int more = 0; more < 3 && *end + 1 < work->count; more++) {
    const bool joined = entities_is(work, *end, ',') || entities_class(work, *end, WORD_AND);
    const uint32_t at = *end + joined;
    const struct match *next = entities_rule(work, RULES_TITLES, work->marks[at].title);
    if (!next || (title_flags(work, next) & TITLE_HONORIFIC) || !entities_follows(work, at))
      break;
    *end = complement_end(work, at + next->count);
  }
  return !goes_on_with_name(work, *end);
}

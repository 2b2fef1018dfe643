/* Small questions about one word that several rule families ask. */
#include "entities.h"

const struct candidate *entities_name_at(const struct work *work, uint32_t word) {
  const uint32_t index = work->marks[word].name;
  return index ? &work->scratch->candidates[index - 1] : NULL;
}

const struct candidate *entities_name_from(const struct work *work, uint32_t word) {
  const struct candidate *candidate = entities_name_at(work, word);
  return candidate && candidate->first == word && candidate->type != TYPE_DATE ? candidate : NULL;
}

bool entities_class(const struct work *work, uint32_t word, uint32_t classes) {
  return word < work->count && (work->marks[word].classes & classes);
}

bool entities_follows(const struct work *work, uint32_t word) {
  return word < work->count && word > 0 && entities_joined(work, word - 1) && !work->marks[word].start;
}

bool entities_part(const struct work *work, uint32_t word) {
  if (word >= work->count || !(work->words[word].flags & TEXTAN_WORD_LETTERS) || !entities_capital(work, word) ||
      (work->marks[word].classes & (WORD_STOP | WORD_ARTICLE | WORD_OF | WORD_AND | WORD_AT | WORD_ON)))
    return false;
  const struct candidate *candidate = entities_name_at(work, word);
  return !candidate || candidate->type != TYPE_DATE;
}

uint32_t entities_field(const struct work *work, uint32_t word) {
  const struct match *match = word < work->count ? entities_rule(work, RULES_FIELDS, work->marks[word].field) : NULL;
  if (!match)
    return 0;
  const bool lower = work->model->languages[match->language].fields[match->entry] & FIELD_LOWER;
  return lower || entities_capital(work, word) || work->marks[word].style == STYLE_LOWER ? match->count : 0;
}

uint32_t entities_people(const struct work *work, uint32_t word) {
  const struct match *match = word < work->count ? entities_rule(work, RULES_PEOPLE, work->marks[word].people) : NULL;
  return match ? work->model->languages[match->language].people[match->entry] : 0;
}

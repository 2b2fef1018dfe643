/* Small questions about one word that several rule families ask. */
#include "entities.h"

bool entities_part(const struct work *work, uint32_t word) {
  if (word >= work->count || !(work->words[word].flags & TEXTAN_WORD_LETTERS) || !entities_capital(work, word))
    return false;
  const struct mark *mark = &work->marks[word];
  /* A function word with a capital is a name only inside a sentence, and only if it can be one ("To", "An"). */
  if ((mark->classes & (WORD_STOP | WORD_ARTICLE | WORD_OF | WORD_AND | WORD_AT | WORD_ON)) &&
      (mark->start || mark->style != STYLE_NORMAL || !mark->people || (work->words[word].flags & TEXTAN_WORD_UPPER)))
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

bool entities_title(const struct work *work, uint32_t word) {
  const struct match *title = entities_rule(work, RULES_TITLES, work->marks[word].title);
  return title && !(work->model->languages[title->language].titles[title->entry] & (TITLE_WORD | TITLE_HONORIFIC));
}

bool entities_after_title(const struct work *work, uint32_t word) {
  const uint32_t from = word;
  for (; word > 0 && from - word < 6 && entities_joined(work, word - 1); word--) {
    if (work->marks[word - 1].title_end)
      return true;
    if (work->words[word - 1].flags & TEXTAN_WORD_PUNCTUATION)
      return false;
  }
  return false;
}

/* True when the ASCII spelling is what the words say, but for case and spaces. */
static bool says(const struct work *work, const char *spelling, size_t size, uint32_t first, uint32_t count) {
  const char *end = spelling + size;
  for (uint32_t i = 0; i < count; i++) {
    const textan_word *word = &work->words[first + i];
    const char *folded = work->folded + word->folded;
    for (uint16_t j = 0; j < word->folded_size; j++) {
      while (spelling < end && *spelling == ' ')
        spelling++;
      const char c = spelling < end ? *spelling++ : '\0';
      if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != folded[j])
        return false;
    }
  }
  return spelling == end;
}

bool entities_bare(const struct work *work, enum spelling spelling, const char *cell, uint32_t first, uint32_t count) {
  if (spelling == SPELLED_PLAIN)
    return false;
  for (uint32_t i = 0; i < count; i++)
    if (work->words[first + i].flags & TEXTAN_WORD_NON_ASCII)
      return false;
  if (spelling == SPELLED_MARKED)
    return true;
  while (*cell) {
    const size_t size = strcspn(cell, "|");
    if (says(work, cell, size, first, count))
      return false;
    cell += size;
    cell += *cell == '|';
  }
  return true;
}

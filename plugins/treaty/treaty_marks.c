/* Says of each word of a sentence what the tables and the layer entity say of it. */
#include "treaty.h"

#include <stdlib.h>
#include <string.h>

/* The matches of a list that begin in the sentence: from *first on, *count of them. */
static textan_status matches_read(const struct treaty_scene *scene, const textan_lexicon *lexicon,
                                  const textan_lexicon_match **first, size_t *count, textan_error *error) {
  const textan_lexicon_match *items;
  size_t n;
  const textan_status status = scene->model->lexicon->match(lexicon, scene->document, &items, &n, error);
  if (status != TEXTAN_OK)
    return status;
  size_t low = 0, high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (items[middle].first_word < scene->first)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < n && items[end].first_word < scene->end)
    end++;
  *first = items + low;
  *count = end - low;
  return TEXTAN_OK;
}

/* ---- words without their diacritics ---------------------------------------------------------------- */

/* True when no word of the sentence is written with diacritics: the whole text may be. */
static bool is_bare_text(const struct treaty_scene *scene) {
  for (uint32_t w = scene->first; w < scene->end; w++)
    if (scene->words[w].flags & TEXTAN_WORD_NON_ASCII && scene->words[w].flags & TEXTAN_WORD_LETTERS)
      return false;
  return true;
}

/* Whether a spelling of the list is the match, letter by letter; blanks of either are passed over. */
static bool spelling_is(const struct treaty_scene *scene, const textan_lexicon_match *match, const char *spelling,
                        size_t size) {
  size_t at = 0;
  for (uint32_t w = match->first_word; w < match->first_word + match->word_count; w++) {
    const char *folded = scene->folded + scene->words[w].folded;
    for (uint32_t i = 0; i < scene->words[w].folded_size; i++, at++) {
      while (at < size && spelling[at] == ' ')
        at++;
      const char c = at < size && spelling[at] >= 'A' && spelling[at] <= 'Z' ? (char)(spelling[at] + 32) : '\0';
      if (at >= size || (spelling[at] != folded[i] && c != folded[i]))
        return false;
    }
  }
  return at == size;
}

/* A match that is alike to its entry only without diacritics. */
static bool is_bare_match(const struct treaty_scene *scene, const textan_lexicon *lexicon,
                          const textan_lexicon_match *match) {
  for (uint32_t w = match->first_word; w < match->first_word + match->word_count; w++)
    if (scene->words[w].flags & TEXTAN_WORD_NON_ASCII)
      return false;
  const char *spelling = scene->model->lexicon->cell(lexicon, match->entry, 0);
  for (;;) {
    const size_t size = strcspn(spelling, "|");
    if (spelling_is(scene, match, spelling, size))
      return false;
    if (!spelling[size])
      return true;
    spelling += size + 1;
  }
}

/* ---- marks --------------------------------------------------------------------------------------------- */

static bool marks_reserve(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  const size_t count = scene->end - scene->first;
  if (scratch->mark_room < count) {
    struct treaty_mark *marks = realloc(scratch->marks, count * 2 * sizeof *marks);
    if (!marks)
      return false;
    scratch->marks = marks;
    scratch->mark_room = count * 2;
  }
  scene->marks = scratch->marks;
  memset(scene->marks, 0, count * sizeof *scene->marks);
  return true;
}

/* Words of a match that lie in the sentence. */
static uint32_t match_size(const struct treaty_scene *scene, const textan_lexicon_match *match) {
  const uint32_t rest = scene->end - match->first_word;
  return match->word_count < rest ? match->word_count : rest;
}

static void mark_match(struct treaty_scene *scene, int list, const textan_lexicon_match *match) {
  const struct treaty_language *language = scene->language;
  struct treaty_mark *mark = treaty_mark(scene, match->first_word);
  const uint32_t size = match_size(scene, match);
  switch (list) {
  case LIST_NOUNS:
    mark->noun = &language->nouns[match->entry];
    mark->noun_size = size;
    for (uint32_t i = 0; i < size; i++)
      mark[i].named = true;
    break;
  case LIST_CUES:
    mark->cue = &language->cues[match->entry];
    mark->cue_size = size;
    break;
  case LIST_MODALS:
    mark->modal = &language->modals[match->entry];
    mark->modal_size = size;
    break;
  case LIST_WORDS:
    for (uint32_t i = 0; i < size; i++) {
      mark[i].classes = language->words[match->entry] & ~(uint32_t)WORD_PLAIN;
      mark[i].inside = i > 0;
    }
    mark->class_size = size;
    break;
  case LIST_NUMBERS:
    mark->number = language->numbers[match->entry];
    mark->number_size = size;
    break;
  default:
    for (uint32_t i = 0; i < size; i++)
      mark[i].rejected = true;
  }
}

static void mark_known(struct treaty_scene *scene, int which, const textan_lexicon_match *match) {
  struct treaty_mark *mark = treaty_mark(scene, match->first_word);
  const uint32_t size = match_size(scene, match);
  if (mark->known && mark->known_size > size)
    return;
  mark->known = &scene->model->known[which][match->entry];
  mark->known_size = size;
  for (uint32_t i = 0; i < size; i++) {
    mark[i].named = true;
    mark[i].known_inside = mark[i].known_inside || i > 0;
  }
}

/* Numbers written in digits, other than years and parts of longer numbers. */
static void mark_digits(struct treaty_scene *scene) {
  const textan_word *words = scene->words;
  for (uint32_t w = scene->first; w < scene->end; w++) {
    if (!(words[w].flags & TEXTAN_WORD_DIGITS) || words[w].folded_size > 5 || words[w].flags & TEXTAN_WORD_GLUED)
      continue;
    if (w + 1 < scene->end && words[w + 1].flags & TEXTAN_WORD_GLUED)
      continue;
    uint32_t value = 0;
    for (uint32_t i = 0; i < words[w].folded_size; i++)
      value = value * 10 + (uint32_t)(scene->folded[words[w].folded + i] - '0');
    if (value > 0 && (value < 1000 || value > 2999)) {
      treaty_mark(scene, w)->number = value;
      treaty_mark(scene, w)->number_size = 1;
    }
  }
}

static void mark_entities(struct treaty_scene *scene) {
  size_t low = 0, high = scene->entity_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (scene->entities[middle].first_word < scene->first)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < scene->entity_count && scene->entities[low].first_word < scene->end; low++) {
    const textan_entity *entity = &scene->entities[low];
    for (uint32_t w = entity->first_word; w < entity->first_word + entity->word_count && w < scene->end; w++)
      treaty_mark(scene, w)->entity = (uint32_t)low + 1;
  }
}

/* Acronyms that an earlier sentence introduced. */
static bool mark_aliases(struct treaty_scene *scene, bool mark) {
  const struct treaty_scratch *scratch = scene->scratch;
  bool found = false;
  for (uint32_t w = scene->first; scratch->alias_count && w < scene->end && (mark || !found); w++) {
    if (!(scene->words[w].flags & TEXTAN_WORD_UPPER))
      continue;
    for (uint32_t i = 0; i < scratch->alias_count; i++)
      if (scratch->aliases[i].hash == scene->words[w].hash) {
        found = true;
        if (mark)
          treaty_mark(scene, w)->alias = i + 1;
      }
  }
  return found;
}

/* True when one of the lists that name instruments has a match in the sentence. */
static textan_status names_instrument(struct treaty_scene *scene, bool *found, textan_error *error) {
  const textan_lexicon *const lexicons[] = {scene->language->lexicons[LIST_NOUNS],
                                            scene->model->known_lexicons[KNOWN_NAMES],
                                            scene->model->known_lexicons[KNOWN_ACRONYMS]};
  *found = false;
  for (size_t i = 0; i < sizeof lexicons / sizeof *lexicons && !*found; i++) {
    const textan_lexicon_match *matches;
    size_t count;
    const textan_status status = matches_read(scene, lexicons[i], &matches, &count, error);
    if (status != TEXTAN_OK)
      return status;
    *found = count > 0;
  }
  if (!*found)
    *found = mark_aliases(scene, false);
  return TEXTAN_OK;
}

textan_status treaty_marks_read(struct treaty_scene *scene, bool *found, textan_error *error) {
  textan_status status = names_instrument(scene, found, error);
  if (status != TEXTAN_OK || !*found)
    return status;
  if (!marks_reserve(scene))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for a sentence of %u words", scene->end - scene->first);
  const bool bare = is_bare_text(scene);
  for (int list = 0; list < LIST_COUNT; list++) {
    const textan_lexicon_match *matches;
    size_t count;
    status = matches_read(scene, scene->language->lexicons[list], &matches, &count, error);
    if (status != TEXTAN_OK)
      return status;
    for (size_t i = 0; i < count; i++)
      if (bare || !is_bare_match(scene, scene->language->lexicons[list], &matches[i]))
        mark_match(scene, list, &matches[i]);
  }
  for (int which = 0; which < KNOWN_COUNT; which++) {
    const textan_lexicon_match *matches;
    size_t count;
    status = matches_read(scene, scene->model->known_lexicons[which], &matches, &count, error);
    if (status != TEXTAN_OK)
      return status;
    for (size_t i = 0; i < count; i++)
      mark_known(scene, which, &matches[i]);
  }
  mark_digits(scene);
  mark_aliases(scene, true);
  mark_entities(scene);
  return TEXTAN_OK;
}

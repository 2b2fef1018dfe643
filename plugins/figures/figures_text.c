/* Looking things up at a word: matches of a list, cues of the three cue lists. */
#include "figures.h"

#include <string.h>

enum { CUE_WORDS = 6 /* the longest cue that is looked for before a word */ };

static const int cue_lists[] = {LIST_CUES, LIST_MEASURES, LIST_FRAMES};

size_t figures_match_from(const struct figures_matches *matches, uint32_t word) {
  size_t low = 0, high = matches->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (matches->items[middle].first_word < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* True when a spelling is, blanks and case aside, the words of a match. */
static bool spelling_is(const struct figures_text *text, const textan_lexicon_match *match, const char *spelling,
                        size_t size) {
  size_t at = 0;
  for (uint32_t i = 0; i < match->word_count; i++) {
    const textan_word *word = &text->words[match->first_word + i];
    for (uint32_t k = 0; k < word->folded_size; k++) {
      while (at < size && spelling[at] == ' ')
        at++;
      const char c = at < size && spelling[at] >= 'A' && spelling[at] <= 'Z' ? (char)(spelling[at] + 32) : spelling[at];
      if (at++ >= size || c != text->folded[word->folded + k])
        return false;
    }
  }
  return at == size;
}

/* The row of the cue lists that a match is one of, or NULL. */
static const struct figures_cue *cue_of(const struct figures_text *text, int list, const textan_lexicon_match *match) {
  for (size_t i = 0; i < sizeof cue_lists / sizeof *cue_lists; i++)
    if (cue_lists[i] == list)
      return &text->language->cues[i][match->entry];
  return NULL;
}

bool figures_match_counts(const struct figures_text *text, int list, const textan_lexicon_match *match) {
  const struct figures_cue *cue = cue_of(text, list, match);
  if (text->bare && cue && cue->flags & CUE_MARKED)
    return false;
  if (text->bare || !text->language->marked[list][match->entry])
    return true;
  for (uint32_t i = 0; i < match->word_count; i++)
    if (text->words[match->first_word + i].flags & TEXTAN_WORD_NON_ASCII)
      return true;
  const char *cell = text->model->services.lexicon->cell(text->language->lexicons[list], match->entry, 0);
  while (*cell != '\0') {
    const size_t size = strcspn(cell, "|");
    if (spelling_is(text, match, cell, size))
      return true;
    cell += size + (cell[size] == '|');
  }
  return false;
}

void figures_text_speak(struct figures_text *text, const struct figures_language *language) {
  const size_t index = (size_t)(language - text->model->languages);
  text->language = language;
  text->matches = text->all[index];
  text->starts = text->all_starts + index * text->word_count;
  text->lasts = text->all_lasts + index * text->word_count;
}

const textan_lexicon_match *figures_match_at(const struct figures_text *text, int list, uint32_t word) {
  if (word >= text->word_count || !(text->starts[word] & 1u << list))
    return NULL;
  const struct figures_matches *matches = &text->matches[list];
  const size_t at = figures_match_from(matches, word);
  if (at == matches->count || matches->items[at].first_word != word)
    return NULL;
  const textan_lexicon_match *match = &matches->items[at];
  return list >= LIST_COUNT || figures_match_counts(text, list, match) ? match : NULL;
}

uint32_t figures_after_joint(const struct figures_text *text, uint32_t word) {
  static const char markup[] = "nbsp";
  if (figures_is(text, word, '-') && figures_glued(text, word) && figures_glued(text, word + 1))
    return word + 1;
  if (figures_is(text, word, '&') && figures_is(text, word + 2, ';') && figures_glued(text, word) &&
      text->words[word + 1].folded_size == sizeof markup - 1 &&
      memcmp(text->folded + text->words[word + 1].folded, markup, sizeof markup - 1) == 0)
    return word + 3;
  return word;
}

static void cue_merge(struct figures_cue *to, const struct figures_cue *from) {
  to->measure = to->measure ? to->measure : from->measure;
  to->modality = to->modality ? to->modality : from->modality;
  to->qualifier = to->qualifier ? to->qualifier : from->qualifier;
  to->change = to->change ? to->change : from->change;
  to->basis = to->basis ? to->basis : from->basis;
  to->link = to->link ? to->link : from->link;
  to->refer = to->refer ? to->refer : from->refer;
  to->otherwise = to->otherwise ? to->otherwise : from->otherwise;
  if (to->told[0] == MEASURE_NONE)
    memcpy(to->told, from->told, sizeof to->told);
  to->flags |= from->flags;
}

uint32_t figures_cue_at(const struct figures_text *text, uint32_t word, struct figures_cue *out) {
  uint32_t longest = 0;
  if (word >= text->word_count)
    return 0;
  for (int i = 0; i < 3; i++) {
    const textan_lexicon_match *match = figures_match_at(text, cue_lists[i], word);
    if (!match || match->word_count < longest)
      continue;
    if (match->word_count > longest)
      *out = (struct figures_cue){0};
    longest = match->word_count;
    cue_merge(out, &text->language->cues[i][match->entry]);
  }
  return longest ? word + longest : 0;
}

bool figures_cue_before(const struct figures_text *text, uint32_t word, uint32_t *begin, struct figures_cue *out) {
  static const uint8_t cues = 1u << LIST_CUES | 1u << LIST_MEASURES | 1u << LIST_FRAMES;
  if (word == 0 || !(text->lasts[word - 1] & cues))
    return false;
  for (uint32_t at = word > CUE_WORDS ? word - CUE_WORDS : 0; at < word; at++)
    if (figures_cue_at(text, at, out) == word) {
      *begin = at;
      return true;
    }
  return false;
}

bool figures_text_bare(const struct figures_text *text) {
  const size_t sample = text->word_count < 2000 ? text->word_count : 2000;
  size_t marked = 0;
  for (size_t i = 0; i < sample; i++)
    marked += (text->words[i].flags & (TEXTAN_WORD_NON_ASCII | TEXTAN_WORD_LETTERS)) ==
              (TEXTAN_WORD_NON_ASCII | TEXTAN_WORD_LETTERS);
  return marked * 20 < sample;
}

size_t figures_entity_from(const struct figures_text *text, uint32_t word) {
  size_t low = 0, high = text->entity_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (text->entities[middle].first_word < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

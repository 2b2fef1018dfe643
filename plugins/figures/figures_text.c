/* Looking things up at a word: matches of a list, cues of the three cue lists. */
#include "figures.h"

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

const textan_lexicon_match *figures_match_at(const struct figures_matches *matches, uint32_t word) {
  const size_t at = figures_match_from(matches, word);
  return at < matches->count && matches->items[at].first_word == word ? &matches->items[at] : NULL;
}

const struct figures_cue *figures_cue_at(const struct figures_text *text, uint32_t word, uint32_t *end) {
  static const enum figures_list lists[] = {LIST_FRAMES, LIST_CUES, LIST_MEASURES};
  static const int rows[] = {2, 0, 1};
  const struct figures_cue *found = NULL;
  uint32_t longest = 0;
  for (int i = 0; i < 3; i++) {
    const textan_lexicon_match *match = figures_match_at(&text->matches[lists[i]], word);
    if (match && match->word_count > longest) {
      longest = match->word_count;
      found = &text->language->cues[rows[i]][match->entry];
      *end = match->first_word + match->word_count;
    }
  }
  return found;
}

const struct figures_cue *figures_cue_before(const struct figures_text *text, uint32_t word, uint32_t *begin) {
  /* Cues of up to five words; the longest that ends here. */
  const uint32_t from = word > 5 ? word - 5 : 0;
  for (uint32_t at = from; at < word; at++) {
    uint32_t end = 0;
    const struct figures_cue *cue = figures_cue_at(text, at, &end);
    if (cue && end == word) {
      *begin = at;
      return cue;
    }
  }
  return NULL;
}

/* The states of organs that the name alone does not tell: "China's Ministry of Commerce" is one of China, the
 * "Japan-Korea Association" of neither. */
#include "entities.h"

/* The state before an apostrophe and a glued letter, right before a word; NULL: none. */
static const char *owner(const struct work *work, const struct candidate *before, uint32_t word) {
  const uint32_t mark = before->first + before->count;
  if (before->type != TYPE_GPE || mark >= word || word - mark > 2 || !(work->words[mark].flags & TEXTAN_WORD_GLUED))
    return NULL;
  const textan_word *last = &work->words[word - 1];
  const bool letter = last->end - last->begin <= 4 && last->flags & TEXTAN_WORD_GLUED;
  return letter ? before->code : NULL;
}

void entities_organs(struct work *work) {
  struct candidate *candidates = work->scratch->candidates;
  for (size_t i = 0; i < work->scratch->candidate_count; i++) {
    struct candidate *organ = &candidates[i];
    if (organ->type != TYPE_ORG || organ->code)
      continue;
    if (organ->country && entities_two_states(work, organ))
      organ->country = NULL;
    else if (!organ->country && i > 0)
      organ->country = owner(work, &candidates[i - 1], organ->first);
  }
}

/* The pair of states that a document is about, by how often they are named. */
#include "figures.h"

#include <string.h>

struct tally {
  const char *state;
  uint32_t count, first;
};

/* Organisations stand for themselves only where they trade as one. */
static bool is_state(const struct figures_text *text, const textan_entity *entity, const char *state) {
  return state && !(strcmp(entity->type, "ORG") == 0 && entity->code && entity->code[0] != '\0' &&
                    !figures_bloc_find(text->model, entity->code));
}

static size_t tallies_read(const struct figures_text *text, struct tally *tallies, size_t room, uint32_t *total) {
  size_t count = 0;
  const size_t lead = text->sentence_count < 2 ? text->sentence_count : 2;
  const uint32_t lead_end = lead ? text->sentences[lead - 1].end : 0;
  for (size_t i = 0; i < text->entity_count; i++) {
    const char *state = figures_entity_state(&text->entities[i]);
    if (!is_state(text, &text->entities[i], state))
      continue;
    size_t k = 0;
    while (k < count && strcmp(tallies[k].state, state) != 0)
      k++;
    if (k == count && count < room)
      tallies[count++] = (struct tally){state, 0, (uint32_t)i};
    /* The headline and the lead say what the text is about. */
    const uint32_t weight = lead_end > text->entities[i].begin ? 3 : 1;
    if (k < count)
      tallies[k].count += weight;
    *total += weight;
  }
  return count;
}

/* The state of the city that a paragraph begins with, as a dateline does: the report looks at the others from there. */
static const char *dateline_state(const struct figures_text *text) {
  for (size_t i = 0; i < text->entity_count; i++) {
    const textan_entity *entity = &text->entities[i];
    if (strcmp(entity->type, "GPE") != 0 || !entity->country)
      continue;
    const uint32_t word = entity->first_word;
    if (word < text->word_count && text->words[word].flags & TEXTAN_WORD_PARAGRAPH)
      return entity->country;
  }
  return "";
}

void figures_pair_find(const struct figures_text *text, struct figures_pair *pair) {
  struct tally tallies[24];
  uint32_t total = 0;
  const size_t count = tallies_read(text, tallies, sizeof tallies / sizeof *tallies, &total);
  size_t best = count, second = count;
  const char *home = text->language->home[0] != '\0' ? text->language->home : dateline_state(text);
  *pair = (struct figures_pair){0};
  for (size_t k = 0; k < count; k++) {
    if (best == count || tallies[k].count > tallies[best].count) {
      second = best;
      best = k;
    } else if (second == count || tallies[k].count > tallies[second].count) {
      second = k;
    }
  }
  if (best == count) {
    if (home[0] != '\0')
      pair->first = pair->main = home;
    return;
  }
  pair->first = pair->main = tallies[best].state;
  if (second == count) {
    /* One foreign state alone: the other side is the text's own country. */
    if (home[0] != '\0' && strcmp(home, pair->main) != 0)
      *pair = (struct figures_pair){.first = home,
                                    .second = pair->main,
                                    .main = pair->main,
                                    .main_word = text->entities[tallies[best].first].first_word,
                                    .closed = true};
    return;
  }
  pair->second = tallies[second].state;
  const bool first_named = tallies[second].first < tallies[best].first;
  if (strcmp(home, tallies[best].state) != 0 && (first_named || strcmp(home, tallies[second].state) == 0)) {
    pair->first = tallies[second].state;
    pair->second = tallies[best].state;
  }
  for (size_t k = 0; k < count; k++)
    if (strcmp(home, tallies[k].state) == 0 && tallies[k].count * 2 >= tallies[best].count)
      pair->main = tallies[k].state;
  for (size_t k = 0; k < count; k++)
    if (strcmp(pair->main, tallies[k].state) == 0)
      pair->main_word = text->entities[tallies[k].first].first_word;
  pair->closed = (tallies[best].count + tallies[second].count) * 4 >= total * 3;
}

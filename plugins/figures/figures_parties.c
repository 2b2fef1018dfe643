/* Reporter and partner of each amount.
 *
 * A name's preposition and the measure say what it is (common/roles.tsv): exports are "of A", "to B", imports "by A",
 * "from B".  What the clause leaves out comes from the amount before, then from the pair the document is about, where
 * the clause speaks of a pair.  Nothing else is guessed. */
#include "figures.h"

#include <string.h>

enum { LOOK = 48 };

struct parties {
  const char *reporter, *partner;
};

static bool same(const char *a, const char *b) {
  return a && b && strcmp(a, b) == 0;
}

static bool is_flow(enum figures_measure measure) {
  return measure >= MEASURE_TRADE && measure <= MEASURE_DEFICIT;
}

static bool takes_pair(enum figures_measure measure) {
  return measure == MEASURE_TRADE || measure == MEASURE_EXPORT || measure == MEASURE_IMPORT ||
         measure == MEASURE_SURPLUS || measure == MEASURE_DEFICIT || measure == MEASURE_INVESTMENT ||
         measure == MEASURE_LOAN || measure == MEASURE_AID || measure == MEASURE_TARIFF || measure == MEASURE_QUANTITY;
}

/* "China was the largest market", "Peru received a loan": the subject is the other side. */
static bool subject_is_partner(const struct figures_scene *scene, const struct figures_mark *name,
                               enum figures_measure measure) {
  const uint32_t at = (uint32_t)(name - scene->marks);
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->amount || mark->part != name->part)
      return false;
    if (mark->cue && mark->cue->flags & CUE_PARTNER && is_flow(measure))
      return true;
    if (mark->cue && mark->cue->flags & CUE_TAKES &&
        (measure == MEASURE_LOAN || measure == MEASURE_AID || measure == MEASURE_INVESTMENT ||
         measure == MEASURE_TARIFF))
      return true;
  }
  return false;
}

/* "tariffs on 90 percent of A's exports": the name goes with goods, which bear the tariff. */
static bool names_goods(const struct figures_scene *scene, const struct figures_mark *name) {
  const uint32_t at = (uint32_t)(name - scene->marks);
  for (uint32_t i = at > 3 ? at - 3 : 0; i < at + 4 && i < scene->mark_count; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    const bool near = i < at ? mark->end + 1 >= name->first : mark->first <= name->end + 2;
    if (near && mark->cue && (mark->cue->measure == MEASURE_EXPORT || mark->cue->measure == MEASURE_IMPORT))
      return true;
  }
  return false;
}

/* "The World Bank expects exports …": who says it, not whose they are. */
static bool names_source(const struct figures_scene *scene, const struct figures_mark *name) {
  const struct figures_mark *next = name + 1;
  return name->entity && strcmp(name->entity->type, "ORG") == 0 && name->link == LINK_SUBJECT &&
         next < scene->marks + scene->mark_count && next->first <= name->end + 1 && next->cue &&
         next->cue->modality == MODALITY_FORECAST;
}

/* Gives a name its role; the first of each role stays. */
static void take(const struct figures_scene *scene, enum figures_measure measure, const struct figures_mark *mark,
                 struct parties *out) {
  const char *state = mark->state;
  uint8_t role = scene->text->model->roles[measure][mark->link];
  if (role == ROLE_REPORTER && (mark->link == LINK_SUBJECT || measure == MEASURE_TARIFF) &&
      (subject_is_partner(scene, mark, measure) || (measure == MEASURE_TARIFF && names_goods(scene, mark))))
    role = ROLE_PARTNER;

  if (names_source(scene, mark))
    return;
  if (!state || same(state, out->reporter) || same(state, out->partner) || role == ROLE_NONE)
    return;
  /* "sold the Philippines", "lend Mozambique": the second bare name is the other side. */
  if (role == ROLE_REPORTER && out->reporter &&
      (measure == MEASURE_TRADE || (mark->link == LINK_SUBJECT && takes_pair(measure))))
    role = ROLE_PARTNER;
  if (role == ROLE_REPORTER && !out->reporter)
    out->reporter = state;
  else if (role == ROLE_PARTNER && !out->partner)
    out->partner = state;
}

/* True when the name belongs to the amount before it: "$5 million to A, $3 million to B". */
static bool belongs_left(const struct figures_scene *scene, uint32_t left_amount, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[left_amount], *name = &scene->marks[at];
  if (!figures_same_clause(name, amount) || name->part != amount->part || name->link == LINK_SUBJECT ||
      name->link == LINK_AND)
    return false;
  for (uint32_t i = left_amount + 1; i < at; i++)
    if (scene->marks[i].cue && scene->marks[i].cue->link == LINK_AND)
      return false;
  return true;
}

/* The names of one clause left of an amount, in order. */
static void clause_read(const struct figures_scene *scene, uint32_t from, uint32_t at, uint32_t clause,
                        enum figures_measure measure, struct parties *out) {
  const bool after_amount = from > 0 && scene->marks[from - 1].amount;
  for (uint32_t i = from; i < at; i++)
    if (scene->marks[i].clause == clause && scene->marks[i].state &&
        figures_sees(&scene->marks[at], &scene->marks[i]) && !(after_amount && belongs_left(scene, from - 1, i)))
      take(scene, measure, &scene->marks[i], out);
}

/* An amount ends the look for names to the left, but for one in a bracket: "fell (by 3 percent) to". */
static bool ends_look(const struct figures_mark *amount, const struct figures_mark *mark) {
  return mark->part + 1 < amount->part || (mark->amount && (mark->aside == 0 || amount->aside != 0));
}

/* Names left of the amount, up to the amount before it and clause by clause from the nearest; then those behind it.
 * What has no second side looks no farther than its own clause. */
static void names_read(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                       struct parties *out) {
  const struct figures_mark *amount = &scene->marks[at];
  uint32_t from = at;
  while (from > 0 && from + LOOK > at && !ends_look(amount, &scene->marks[from - 1]))
    from--;
  uint32_t last = amount->clause + 1;
  for (uint32_t i = at; i > from; i--)
    if (scene->marks[i - 1].clause != last && (takes_pair(measure) || scene->marks[i - 1].clause == amount->clause)) {
      last = scene->marks[i - 1].clause;
      clause_read(scene, from, at, last, measure, out);
    }
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (!figures_sees(amount, mark))
      continue;
    if (mark->amount || !figures_same_clause(mark, amount))
      break;
    /* "a duty of 20 % on steel from China", "… with Chinese steel" */
    if (mark->state && (belongs_left(scene, at, i) || (measure == MEASURE_TARIFF && out->reporter)))
      take(scene, measure, mark, out);
  }
}

/* Completes from a known pair: the one that is missing is the other one. */
static void complete(struct parties *out, const char *first, const char *second) {
  if (!out->reporter && !out->partner) {
    out->reporter = first;
    out->partner = second;
  } else if (!out->partner) {
    out->partner = same(out->reporter, first) ? second : same(out->reporter, second) ? first : NULL;
  } else if (!out->reporter) {
    out->reporter = same(out->partner, first) ? second : first;
  }
}

/* Telling off: the k-th of as many names as there are amounts. */
static const struct figures_mark *told_off_name(const struct figures_scene *scene, uint32_t index) {
  const uint32_t count = scene->told_end - scene->told_first;
  const struct figures_mark *names[8];
  uint32_t found = 0;
  if (count < 2 || count > 8)
    return NULL;
  const uint32_t first = scene->amounts[scene->told_first].mark;
  for (uint32_t i = first; i > 0 && found < count; i--)
    if (scene->marks[i - 1].amount)
      break;
    else if (scene->marks[i - 1].state)
      names[found++] = &scene->marks[i - 1];
  if (found < count)
    return NULL;
  for (uint32_t i = 0; i + 1 < count; i++)
    if (names[i]->first > names[i + 1]->end + 3)
      return NULL;
  return names[count - 1 - (index - scene->told_first)];
}

static const struct figures_amount *last_with_parties(const struct figures_scene *scene, uint32_t index) {
  for (uint32_t i = index; i > 0 && i + 6 > index; i--) {
    const struct figures_amount *amount = &scene->amounts[i - 1];
    if (amount->sentence + 2 < scene->amounts[index].sentence)
      return NULL;
    if (amount->reporter || amount->partner)
      return amount;
  }
  return NULL;
}

static bool is_told_off(const struct figures_scene *scene, uint32_t index) {
  return index >= scene->told_first && index < scene->told_end;
}

static bool is_told_name(const struct figures_scene *scene, const char *state) {
  for (uint32_t i = scene->told_first; i < scene->told_end; i++) {
    const struct figures_mark *name = told_off_name(scene, i);
    if (name && same(state, name->state))
      return true;
  }
  return false;
}

/* The clause's own names: told off one by one, or by their prepositions. */
static struct parties parties_own(const struct figures_scene *scene, uint32_t at, uint32_t index) {
  const enum figures_measure measure = scene->amounts[index].measure;
  struct parties found = {NULL, NULL};
  const struct figures_mark *name = is_told_off(scene, index) ? told_off_name(scene, index) : NULL;
  if (!name) {
    names_read(scene, at, measure, &found);
    return found;
  }
  const char *state = name->state;
  if (!takes_pair(measure))
    return (struct parties){state, NULL};
  names_read(scene, scene->amounts[scene->told_first].mark, measure, &found);
  if (is_told_name(scene, found.reporter))
    found.reporter = NULL;
  found.partner = state;
  return found;
}

/* A clause that names no measure of its own goes on with a list of partners: "China 43 billion, Japan 20 billion". */
static void continue_list(const struct figures_amount *amount, const struct figures_amount *previous,
                          struct parties *found) {
  if (!(amount->flags & AMOUNT_CARRIED) || !previous || !previous->reporter || previous->measure != amount->measure ||
      !found->reporter || found->partner || same(found->reporter, previous->reporter) || !takes_pair(amount->measure))
    return;
  found->partner = found->reporter;
  found->reporter = previous->reporter;
}

static bool is_gift(enum figures_measure measure) {
  return measure == MEASURE_LOAN || measure == MEASURE_AID;
}

static bool same_count(const struct figures_amount *a, const struct figures_amount *b) {
  return a->measure == b->measure || (is_flow(a->measure) && is_flow(b->measure));
}

/* What the clause leaves out, from the last amount that had parties. */
static void parties_carry(const struct figures_amount *amount, const struct figures_amount *previous,
                          struct parties *found) {
  if (!previous || (found->reporter && found->partner))
    return;
  const bool here = previous->sentence == amount->sentence, near = previous->sentence + 1 >= amount->sentence;
  if (!takes_pair(amount->measure)) {
    if (here && !found->reporter && amount->measure == previous->measure)
      found->reporter = previous->reporter;
    return;
  }
  if (!here && is_gift(amount->measure) && near && found->reporter && !found->partner &&
      !same(found->reporter, previous->partner))
    found->partner = previous->partner; /* another donor to the same side */
  if (!here && !same_count(amount, previous))
    return;
  if (!found->reporter && !found->partner) {
    if (here)
      *found = (struct parties){previous->reporter, previous->partner};
    else if (near)
      found->reporter = previous->reporter;
  } else if (near && previous->reporter && previous->partner) {
    if (here || !found->reporter)
      complete(found, previous->reporter, previous->partner);
  } else if (near && !found->reporter && !same(found->partner, previous->reporter)) {
    found->reporter = previous->reporter;
  }
}

/* Measures that always have somebody's name: the document's first state where nobody else is named. */
static bool needs_reporter(enum figures_measure measure) {
  return is_flow(measure) || measure == MEASURE_GDP;
}

static void parties_of_document(const struct figures_scene *scene, enum figures_measure measure,
                                struct parties *found) {
  const struct figures_pair *pair = scene->pair;
  if (!pair->first)
    return;
  /* Exports, imports and balances are often those of one side with all the world. */
  const bool one_sided = is_flow(measure) && measure != MEASURE_TRADE && !found->partner;
  /* "two-way trade" near an organisation's name is still that of the two states. */
  if (measure == MEASURE_TRADE && scene->speaks_of_pair && pair->second && pair->closed && found->partner &&
      strlen(found->partner) > 2 && (same(found->reporter, pair->first) || same(found->reporter, pair->second)))
    found->partner = NULL;
  const bool bilateral =
      takes_pair(measure) && measure != MEASURE_QUANTITY && (scene->speaks_of_pair || (pair->closed && !one_sided));
  /* Who lends or levies is not to be guessed: one side must be known. */
  if (pair->second && bilateral && (is_flow(measure) || found->reporter || found->partner))
    complete(found, pair->first, pair->second);
  /* A bank or agency lends to the state that the document is about. */
  if (is_gift(measure) && found->reporter && strlen(found->reporter) > 2 && !found->partner)
    found->partner = pair->main;
  if (!found->reporter && needs_reporter(measure) && !same(found->partner, pair->main))
    found->reporter = pair->main;
}

/* What is bought and sold is an import or export of states; a text on a state's exports sees what others buy as these. */
static void deal_settle(const struct figures_scene *scene, uint32_t index, struct parties *found) {
  struct figures_amount *amount = &scene->amounts[index];
  const struct figures_amount *before = index > 0 ? amount - 1 : NULL;
  if (!(amount->flags & AMOUNT_DEAL))
    return;
  const bool counted = before && before->measure == MEASURE_EXPORT && before->reporter;
  if (amount->measure == MEASURE_IMPORT && counted && found->reporter && !found->partner &&
      !same(found->reporter, before->reporter)) {
    amount->measure = MEASURE_EXPORT;
    *found = (struct parties){before->reporter, found->reporter};
  } else if (amount->measure == MEASURE_IMPORT && found->reporter && found->partner &&
             same(found->partner, scene->text->language->home)) {
    amount->measure = MEASURE_EXPORT;
    *found = (struct parties){found->partner, found->reporter};
  } else if (!found->reporter && !found->partner && !counted) {
    amount->measure = amount->unit->kind >= UNIT_QUANTITY ? MEASURE_QUANTITY : MEASURE_OTHER;
  }
}

static void parties_of(const struct figures_scene *scene, uint32_t at, uint32_t index) {
  struct figures_amount *amount = &scene->amounts[index];
  const struct figures_amount *previous = last_with_parties(scene, index);
  struct parties found = parties_own(scene, at, index);
  deal_settle(scene, index, &found);
  if (amount->flags & AMOUNT_BRACKET && index > scene->first_amount)
    found = (struct parties){amount[-1].reporter, amount[-1].partner};
  continue_list(amount, previous, &found);
  parties_carry(amount, previous, &found);
  if (!is_told_off(scene, index))
    parties_of_document(scene, (enum figures_measure)amount->measure, &found);
  else if (!found.reporter && !is_told_name(scene, scene->pair->main))
    found.reporter = scene->pair->main;

  amount->reporter = found.reporter;
  amount->partner = takes_pair(amount->measure) && !same(found.partner, found.reporter) ? found.partner : NULL;
}

void figures_parties_read(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++)
    if (scene->marks[i].amount != 0)
      parties_of(scene, i, scene->marks[i].amount - 1);
}

/* ---- the document's pair --------------------------------------------------------------------------- */

struct tally {
  const char *state;
  uint32_t count, first;
};

static bool is_state(const textan_entity *entity, const char *state) {
  /* Organisations stand for themselves only where they trade as one: those with a code of two letters. */
  return state && !(strcmp(entity->type, "ORG") == 0 && entity->code && strlen(entity->code) > 2);
}

static size_t tallies_read(const struct figures_text *text, struct tally *tallies, size_t room, uint32_t *total) {
  size_t count = 0;
  const size_t lead = text->sentence_count < 2 ? text->sentence_count : 2;
  const uint32_t lead_end = lead ? text->sentences[lead - 1].end : 0;
  for (size_t i = 0; i < text->entity_count; i++) {
    const char *state = figures_entity_state(&text->entities[i]);
    if (!is_state(&text->entities[i], state))
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
      *pair = (struct figures_pair){home, pair->main, pair->main, true};
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
  pair->closed = (tallies[best].count + tallies[second].count) * 4 >= total * 3;
}

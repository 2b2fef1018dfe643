/* Reporter and partner of each amount.
 *
 * A name's preposition and the measure say what it is (common/roles.tsv): exports are "of A", "to B", imports "by A",
 * "from B".  What the clause leaves out comes from the amount before, then from the pair the document is about, where
 * the clause speaks of a pair.  Who takes a loan, aid or an investment is looked for beside the giver. */
#include "figures.h"

enum { LOOK = 48 };

/* Completes from a known pair: the one that is missing is the other one. */
static void complete(struct figures_parties *out, const char *first, const char *second) {
  if (!out->reporter && !out->partner) {
    out->reporter = first;
    out->partner = second;
  } else if (!out->partner) {
    out->partner = figures_same_state(out->reporter, first)    ? second
                   : figures_same_state(out->reporter, second) ? first
                                                               : NULL;
  } else if (!out->reporter) {
    out->reporter = figures_same_state(out->partner, first) ? second : first;
  }
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

/* The clause's own names: told off one by one, or by their prepositions. */
static struct figures_parties parties_own(const struct figures_scene *scene, uint32_t at, uint32_t index) {
  const enum figures_measure measure = scene->amounts[index].measure;
  struct figures_parties found = {NULL, NULL, false};
  const struct figures_mark *name = figures_told_name(scene, index);
  if (!name) {
    figures_names_read(scene, at, measure, &found);
    return found;
  }
  const char *state = name->state;
  const bool gives = (name->link == LINK_SUBJECT || name->link == LINK_AND) &&
                     (figures_is_gift(measure) || measure == MEASURE_INVESTMENT);
  if (!figures_takes_pair(measure))
    return (struct figures_parties){.reporter = state};
  if (gives) { /* "A and B gave 3 and 2 billion respectively to C" */
    figures_names_read(scene, scene->amounts[scene->amounts[index].told_first].mark, measure, &found);
    return (struct figures_parties){.reporter = state,
                                    .partner = figures_told_to(scene, index, found.partner) ? NULL : found.partner};
  }
  figures_names_read(scene, scene->amounts[scene->amounts[index].told_first].mark, measure, &found);
  if (figures_told_to(scene, index, found.reporter))
    found.reporter = NULL;
  found.partner = state;
  return found;
}

/* A clause that names no measure of its own goes on with a list of partners: "China 43 billion, Japan 20 billion". */
static void continue_list(struct figures_amount *amount, const struct figures_amount *previous,
                          struct figures_parties *found) {
  if (!(amount->flags & AMOUNT_CARRIED) || !previous || !previous->reporter || previous->measure != amount->measure ||
      !found->reporter || found->partner || figures_same_state(found->reporter, previous->reporter) ||
      !figures_takes_pair(amount->measure))
    return;
  if (previous->flags & AMOUNT_DEAL && previous->partner) { /* "A sold B 5 billion, C 3 billion" */
    found->partner = previous->partner;
    amount->flags |= AMOUNT_DEAL;
    return;
  }
  found->partner = found->reporter;
  found->reporter = previous->reporter;
}

static bool same_count(const struct figures_amount *a, const struct figures_amount *b) {
  return a->measure == b->measure || (figures_is_flow(a->measure) && figures_is_flow(b->measure));
}

/* Duties and quotas that nobody is named for are set by the buying side of the goods that were spoken of. */
static void terms_carry(const struct figures_amount *amount, const struct figures_amount *previous,
                        struct figures_parties *found) {
  const bool quota = amount->measure == MEASURE_QUANTITY && previous->measure == MEASURE_TARIFF;
  if (found->reporter || found->partner || !previous->reporter || !previous->partner ||
      previous->sentence + 1 < amount->sentence || !(amount->measure == MEASURE_TARIFF || quota))
    return;
  if (previous->measure == MEASURE_EXPORT)
    *found = (struct figures_parties){.reporter = previous->partner, .partner = previous->reporter};
  else if (previous->measure == MEASURE_TARIFF || previous->measure == MEASURE_IMPORT)
    *found = (struct figures_parties){.reporter = previous->reporter, .partner = previous->partner};
}

/* What the clause leaves out, from the last amount that had parties. */
static void parties_carry(const struct figures_amount *amount, const struct figures_amount *previous,
                          struct figures_parties *found) {
  if (!previous || (found->reporter && found->partner))
    return;
  terms_carry(amount, previous, found);
  const bool here = previous->sentence == amount->sentence, near = previous->sentence + 1 >= amount->sentence;
  if (!figures_takes_pair(amount->measure)) {
    if (here && !found->reporter && amount->measure == previous->measure)
      found->reporter = previous->reporter;
    return;
  }
  if (figures_is_gift(amount->measure) && near && found->reporter && !found->partner && !found->several &&
      !figures_same_state(found->reporter, previous->partner))
    found->partner = previous->partner; /* another donor to the same side */
  if (!here && !same_count(amount, previous))
    return;
  if (!found->reporter && !found->partner) {
    if (here)
      *found = (struct figures_parties){.reporter = previous->reporter, .partner = previous->partner};
    else if (near)
      found->reporter = previous->reporter;
  } else if (near && previous->reporter && previous->partner) {
    if (here || !found->reporter)
      complete(found, previous->reporter, previous->partner);
  } else if (near && !found->reporter && !figures_same_state(found->partner, previous->reporter)) {
    found->reporter = previous->reporter;
  }
}

/* A cue left of the amount, in its own part of the sentence and behind the amount before. */
static bool speaks_of(const struct figures_scene *scene, uint32_t at, uint32_t flag) {
  for (uint32_t i = at; i > 0 && i + LOOK > at && scene->marks[i - 1].part == scene->marks[at].part; i--) {
    if (scene->marks[i - 1].amount)
      return false;
    if (scene->marks[i - 1].cue && scene->marks[i - 1].cue->flags & flag)
      return true;
  }
  return false;
}

/* Another giver of the sentence takes nothing: "Norway gives 85 billion, Sweden 13 billion". */
static bool gives_too(const struct figures_scene *scene, uint32_t at, const struct figures_parties *found) {
  const uint32_t index = scene->marks[at].amount - 1;
  const struct figures_pair *pair = scene->pair;
  const char *other = figures_same_state(found->reporter, pair->first) ? pair->second : pair->first;
  if (!found->reporter || found->partner)
    return false;
  if (index > scene->first_amount && figures_same_state(scene->amounts[index - 1].reporter, other))
    return true;
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++)
    if (scene->marks[i].link == LINK_SUBJECT && figures_same_state(scene->marks[i].state, other))
      return true;
  return false;
}

/* "In the other direction": the sides of the amount before. */
static void parties_turn(const struct figures_scene *scene, uint32_t at, const struct figures_amount *previous,
                         struct figures_parties *found) {
  if (previous && previous->reporter && previous->partner && !found->reporter && !found->partner &&
      speaks_of(scene, at, CUE_REVERSE))
    *found = (struct figures_parties){.reporter = previous->partner, .partner = previous->reporter};
}

/* Measures that always have somebody's name: the document's first state where nobody else is named. */
static bool needs_reporter(enum figures_measure measure) {
  return figures_is_flow(measure) || measure == MEASURE_GDP || measure == MEASURE_BUDGET;
}

static void parties_of_document(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                                struct figures_parties *found) {
  const struct figures_pair *pair = scene->pair;
  if (!pair->first)
    return;
  /* Exports, imports and balances are often those of one side with all the world. */
  const bool one_sided =
      figures_is_flow(measure) && !found->partner && (measure != MEASURE_TRADE || speaks_of(scene, at, CUE_WHOLE));
  /* Who else is named beside "two-way trade" does not turn it round. */
  if (measure == MEASURE_TRADE && scene->speaks_of_pair && pair->closed && found->reporter && !found->partner &&
      figures_same_state(found->reporter, pair->second))
    *found = (struct figures_parties){.reporter = pair->first, .partner = pair->second};
  /* "two-way trade" near an organisation's name is still that of the two states. */
  if (measure == MEASURE_TRADE && scene->speaks_of_pair && pair->second && pair->closed && found->partner &&
      strlen(found->partner) > 2 &&
      (figures_same_state(found->reporter, pair->first) || figures_same_state(found->reporter, pair->second)))
    found->partner = NULL;
  const bool two_sided = figures_is_gift(measure) || measure == MEASURE_TARIFF;
  const bool bilateral = figures_takes_pair(measure) && measure != MEASURE_QUANTITY &&
                         (scene->speaks_of_pair || two_sided || (pair->closed && !one_sided));
  /* Who lends or levies is not to be guessed: one side must be known, and another giver is no taker. */
  const bool known = figures_is_flow(measure) || found->reporter || found->partner;
  if (pair->second && bilateral && known && !(figures_is_gift(measure) && gives_too(scene, at, found)))
    complete(found, pair->first, pair->second);
  /* A bank or agency lends to the state that the document is about. */
  if (figures_is_gift(measure) && found->reporter && strlen(found->reporter) > 2 && !found->partner)
    found->partner = pair->main;
  /* A state that is named only further on is not what the text is about so far. */
  const char *home = scene->text->language->home;
  const char *main = pair->main_word < scene->marks[at].first || home[0] == '\0' ? pair->main : home;
  if (!found->reporter && needs_reporter(measure) && !figures_same_state(found->partner, main))
    found->reporter = main;
}

/* One of the last few amounts is one of trade. */
static bool has_flow(const struct figures_scene *scene, uint32_t index) {
  for (uint32_t i = index; i > 0 && i + 4 > index; i--)
    if (figures_is_flow((enum figures_measure)scene->amounts[i - 1].measure))
      return scene->amounts[i - 1].sentence + 3 >= scene->amounts[index].sentence;
  return false;
}

/* Another measure than that of the deal, for what goes on from the amount too. */
static void deal_turn(const struct figures_scene *scene, uint32_t index, enum figures_measure other) {
  const uint8_t measure = scene->amounts[index].measure;
  for (uint32_t i = index; i < scene->end_amount; i++) {
    struct figures_amount *amount = &scene->amounts[i];
    if (i > index && !(amount->flags & AMOUNT_CARRIED && amount->measure == measure))
      return;
    amount->measure = figures_measure_fit(amount, other);
  }
}

/* What is bought and sold is an import or export of states; a text on a state's exports sees what others buy as these.
 */
static void deal_settle(const struct figures_scene *scene, uint32_t index, struct figures_parties *found) {
  struct figures_amount *amount = &scene->amounts[index];
  const struct figures_amount *before = index > 0 ? amount - 1 : NULL;
  if (!(amount->flags & AMOUNT_DEAL))
    return;
  const bool one = found->reporter && !found->partner;
  const bool counted = before && before->reporter && one && !figures_same_state(found->reporter, before->reporter);
  if (counted && ((amount->measure == MEASURE_IMPORT && before->measure == MEASURE_EXPORT) ||
                  (amount->measure == MEASURE_EXPORT && before->measure == MEASURE_IMPORT && !before->partner))) {
    deal_turn(scene, index, (enum figures_measure)before->measure);
    amount->flags &= (uint16_t)~AMOUNT_DEAL; /* what follows is told off to further sides */
    *found = (struct figures_parties){.reporter = before->reporter, .partner = found->reporter};
  } else if (amount->measure == MEASURE_IMPORT && found->reporter && found->partner &&
             figures_same_state(found->partner, scene->text->language->home)) {
    deal_turn(scene, index, MEASURE_EXPORT);
    *found = (struct figures_parties){.reporter = found->partner, .partner = found->reporter};
  } else if (!found->partner && (amount->measure == MEASURE_AID || (!found->reporter && !has_flow(scene, index))) &&
             !(amount->measure == MEASURE_TRADE && scene->pair->closed)) {
    deal_turn(scene, index, (enum figures_measure)amount->fallback);
  }
}

enum { GUESS_WORDS = 60 /* how far back the other side may be named */, GUESS_MARKS = 4 * GUESS_WORDS };

/* A state that may receive what the giver gives: none that stands as a subject in the amount's own sentence, which may
 * give too. */
static const char *may_receive(const struct figures_scene *scene, uint32_t at, const textan_entity *entity,
                               const char *giver) {
  const char *state = figures_entity_state(entity);
  if (!state || strlen(state) != 2 || figures_same_state(state, giver) || figures_bloc_find(scene->text->model, state))
    return NULL;
  const uint32_t first = at > GUESS_MARKS ? at - GUESS_MARKS : 0;
  for (uint32_t i = first; entity->first_word >= scene->first && i < scene->mark_count && i < at + GUESS_MARKS; i++)
    if (scene->marks[i].entity == entity && (scene->marks[i].link == LINK_SUBJECT || scene->marks[i].link == LINK_AND))
      return NULL;
  return state;
}

/* Loans, aid and investment go from somebody to somebody: the state named last before the amount, else in the rest of
 * its sentence. */
static const char *receiver(const struct figures_scene *scene, uint32_t at, const char *giver) {
  const struct figures_text *text = scene->text;
  const uint32_t word = scene->marks[at].first;
  const size_t from = figures_entity_from(text, word);
  const char *state = NULL;
  for (size_t i = from; i > 0 && !state && text->entities[i - 1].first_word + GUESS_WORDS > word; i--)
    state = may_receive(scene, at, &text->entities[i - 1], giver);
  for (size_t i = from; i < text->entity_count && !state && text->entities[i].first_word < scene->end &&
                        text->entities[i].first_word < word + GUESS_WORDS;
       i++)
    state = may_receive(scene, at, &text->entities[i], giver);
  return state;
}

static void parties_of(const struct figures_scene *scene, uint32_t at, uint32_t index) {
  struct figures_amount *amount = &scene->amounts[index];
  const struct figures_amount *previous = last_with_parties(scene, index);
  struct figures_parties found = parties_own(scene, at, index);
  deal_settle(scene, index, &found);
  if (amount->flags & AMOUNT_BRACKET && index > scene->first_amount)
    found = (struct figures_parties){.reporter = amount[-1].reporter, .partner = amount[-1].partner};
  parties_turn(scene, at, previous, &found);
  if (!figures_told_name(scene, index))
    continue_list(amount, previous, &found);
  parties_carry(amount, previous, &found);
  if (!figures_told_name(scene, index))
    parties_of_document(scene, at, (enum figures_measure)amount->measure, &found);
  else if (!found.reporter && !figures_told_to(scene, index, scene->pair->main))
    found.reporter = scene->pair->main;

  if (found.reporter && !found.partner && !found.several &&
      (figures_is_gift(amount->measure) || amount->measure == MEASURE_INVESTMENT))
    found.partner = receiver(scene, at, found.reporter);
  amount->reporter = found.reporter;
  amount->partner =
      figures_takes_pair(amount->measure) && !figures_same_state(found.partner, found.reporter) ? found.partner : NULL;
}

void figures_parties_read(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++)
    if (scene->marks[i].amount != 0)
      parties_of(scene, i, scene->marks[i].amount - 1);
}

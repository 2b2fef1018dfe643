/* The parties of an amount that its own clause and those around it name: each name's preposition says what it is
 * (common/roles.tsv). */
#include "figures.h"

#include <string.h>

enum { LOOK = 48 };

/* "China was the largest market", "Peru received a loan": the subject is the other side. */
static bool subject_is_partner(const struct figures_scene *scene, const struct figures_mark *name,
                               enum figures_measure measure) {
  const uint32_t at = (uint32_t)(name - scene->marks);
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->amount || mark->part != name->part)
      return false;
    if (mark->cue && mark->cue->flags & CUE_PARTNER && figures_is_flow(measure))
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

/* "lend Mozambique", "gives Bissau", "sold Slovenia": the name right behind the verb is the other side. */
static bool is_object(const struct figures_scene *scene, const struct figures_mark *name,
                      enum figures_measure measure) {
  if (name->link != LINK_SUBJECT || name == scene->marks || !(figures_is_gift(measure) || measure == MEASURE_EXPORT))
    return false;
  for (const struct figures_mark *verb = name - 1; verb >= scene->marks && verb->end == name->first; verb--)
    if (verb->cue && verb->cue->measure != MEASURE_NONE &&
        (figures_is_gift((enum figures_measure)verb->cue->measure) || verb->cue->flags & CUE_DEAL))
      return true;
  return false;
}

/* "A and B lend": both give, neither takes. */
static bool gives_with(const struct figures_scene *scene, const struct figures_mark *name,
                       enum figures_measure measure) {
  const struct figures_mark *other = name;
  if (!name->joined || !(figures_is_gift(measure) || measure == MEASURE_INVESTMENT))
    return false;
  while (other > scene->marks && (other == name || !other->state))
    other--;
  return other->link == LINK_SUBJECT && (name->link == LINK_AND || name->link == LINK_SUBJECT);
}

/* What a name is by its preposition and its place. */
static uint8_t role_of(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                       const struct figures_mark *mark, const struct figures_parties *found) {
  const uint8_t role = scene->text->model->roles[measure][mark->link];
  if (gives_with(scene, mark, measure))
    return ROLE_NONE;
  if (role != ROLE_REPORTER)
    return role;
  if (is_object(scene, mark, measure))
    return ROLE_PARTNER;
  if ((mark->link == LINK_SUBJECT || measure == MEASURE_TARIFF) &&
      (subject_is_partner(scene, mark, measure) || (measure == MEASURE_TARIFF && names_goods(scene, mark))))
    return ROLE_PARTNER;
  /* "sold the Philippines": the second bare name is the other side, as is "bought 5 billion worth of Kazakh oil". */
  const bool second = found->reporter && !figures_same_state(found->reporter, mark->state);
  if (second && (measure == MEASURE_TRADE || (mark->link == LINK_SUBJECT && figures_takes_pair(measure)) ||
                 (measure == MEASURE_IMPORT && mark > &scene->marks[at])))
    return ROLE_PARTNER;
  return role;
}

/* A city of a bloc's seat speaks for the bloc where duties are set and money is given. */
static const char *speaker(const struct figures_scene *scene, const struct figures_mark *mark,
                           enum figures_measure measure) {
  const struct figures_model *model = scene->text->model;
  const bool city = mark->entity && strcmp(mark->entity->type, "GPE") == 0 && !mark->entity->code;
  for (size_t i = 0; city && (measure == MEASURE_TARIFF || figures_is_gift(measure)) && i < model->bloc_count; i++)
    if (strcmp(model->blocs[i].seat, mark->state) == 0)
      return model->blocs[i].code;
  return mark->state;
}

/* Whether a name can be a party: a body that says something is none, nor is a firm where no second side is looked for.
 */
static bool may_be_party(const struct figures_scene *scene, const struct figures_mark *mark,
                         enum figures_measure measure) {
  const bool firm =
      mark->entity && strcmp(mark->entity->type, "ORG") == 0 && !(mark->entity->code && mark->entity->code[0] != '\0');
  if (firm && (measure == MEASURE_REVENUE || (measure == MEASURE_QUANTITY && mark->link != LINK_SUBJECT)))
    return false;
  return mark->state && !(names_source(scene, mark) && !figures_is_gift(measure));
}

/* "to A, B and C": none of them is the other side alone. */
static bool lists_partners(const struct figures_mark *mark) {
  return mark->joined && (mark->link == LINK_TO || mark->link == LINK_WITH || mark->link == LINK_FROM ||
                          mark->link == LINK_IN || mark->link == LINK_FOR);
}

/* Gives a name its role; the first of each role stays, several partners that are joined are none. */
static void take(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                 const struct figures_mark *mark, struct figures_parties *out) {
  if (!may_be_party(scene, mark, measure))
    return;
  const char *state = speaker(scene, mark, measure);
  const uint8_t role = role_of(scene, at, measure, mark, out);
  if (figures_same_state(state, out->reporter) || figures_same_state(state, out->partner) || role == ROLE_NONE)
    return;
  const bool giver = figures_is_gift(measure) && (mark->link == LINK_FROM || mark->link == LINK_BY);
  if (role == ROLE_REPORTER && giver && out->reporter && !out->partner) { /* "A drew on a loan from B" */
    out->partner = out->reporter;
    out->reporter = state;
  } else if (role == ROLE_REPORTER && !out->reporter) {
    out->reporter = state;
  } else if (role == ROLE_PARTNER && lists_partners(mark)) {
    out->partner = NULL;
    out->several = true;
  } else if (role == ROLE_PARTNER && !out->partner && !out->several) {
    out->partner = state;
  }
}

/* True when the name belongs to the amount before it: "$5 million to A, $3 million to B"; `bare`: also without a
 * preposition, as that of goods. */
static bool belongs_left(const struct figures_scene *scene, uint32_t left_amount, uint32_t at, bool bare) {
  const struct figures_mark *amount = &scene->marks[left_amount], *name = &scene->marks[at];
  if (!figures_same_clause(name, amount) || name->part != amount->part || (name->link == LINK_SUBJECT && !bare) ||
      name->link == LINK_AND)
    return false;
  for (uint32_t i = left_amount + 1; i < at; i++)
    if (scene->marks[i].cue && scene->marks[i].cue->link == LINK_AND)
      return false;
  return true;
}

/* The names of one clause left of an amount, in order. */
static void clause_read(const struct figures_scene *scene, uint32_t from, uint32_t at, uint32_t clause,
                        enum figures_measure measure, struct figures_parties *out) {
  const bool after_amount = from > 0 && scene->marks[from - 1].amount;
  for (uint32_t i = from; i < at; i++)
    if (scene->marks[i].clause == clause && scene->marks[i].state &&
        figures_sees(&scene->marks[at], &scene->marks[i]) &&
        !(after_amount && belongs_left(scene, from - 1, i, measure == MEASURE_IMPORT)))
      take(scene, at, measure, &scene->marks[i], out);
}

/* An amount ends the look for names to the left, but for one in a bracket: "fell (by 3 percent) to". */
static bool ends_look(const struct figures_mark *amount, const struct figures_mark *mark) {
  return mark->part + 1 < amount->part || (mark->amount && (mark->aside == 0 || amount->aside != 0));
}

/* Names left of the amount, up to the amount before it and clause by clause from the nearest; then those behind it.
 * What has no second side looks no farther than its own clause. */
void figures_names_read(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                        struct figures_parties *out) {
  const struct figures_mark *amount = &scene->marks[at];
  uint32_t from = at;
  while (from > 0 && from + LOOK > at && !ends_look(amount, &scene->marks[from - 1]))
    from--;
  uint32_t last = amount->clause + 1;
  for (uint32_t i = at; i > from; i--)
    if (scene->marks[i - 1].clause != last &&
        (figures_takes_pair(measure) || scene->marks[i - 1].clause == amount->clause)) {
      last = scene->marks[i - 1].clause;
      clause_read(scene, from, at, last, measure, out);
    }
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (!figures_sees(amount, mark))
      continue;
    if (mark->amount || !figures_same_clause(mark, amount))
      break;
    /* "a duty of 20 % on steel from China", "… with Chinese steel", "bought 5 billion worth of Kazakh oil" */
    const bool goods = measure == MEASURE_IMPORT && out->reporter;
    if (mark->state && (belongs_left(scene, at, i, goods) || (measure == MEASURE_TARIFF && out->reporter)))
      take(scene, at, measure, mark, out);
  }
}

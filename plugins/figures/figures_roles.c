/* Measure, change, modality and qualifier of each amount, from the cues around it.
 *
 * The governing cue stands left of an amount in most clauses, so a left cue costs its distance, a right one counts
 * only where it is tied to the amount ("a $5 million grant", "$5 million in aid").  Looks never go farther than LOOK
 * marks, so that a text without sentences stays linear. */
#include "figures.h"

#include <string.h>

enum { LOOK = 64, CLAUSE_COST = 6, PART_COST = 14, AMOUNT_COST = 3 };

/* ---- measure ---------------------------------------------------------------------------------- */

/* What may stand between an amount and the measure behind it: "in", "of", "a further", "increase in". */
static bool leads_on(const struct figures_mark *mark) {
  return mark->cue && (mark->cue->link == LINK_OF || mark->cue->link == LINK_IN || mark->cue->link == LINK_FOR ||
                       mark->cue->flags & CUE_PART || mark->cue->change != CHANGE_NONE ||
                       mark->cue->basis != BASIS_NONE || mark->cue->modality == MODALITY_TARGET);
}

/* A measure cue right behind an amount: directly, or over words that lead on to it. */
static enum figures_measure measure_behind(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  uint32_t word = amount->end;
  bool linked = false;
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + 8; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (!figures_sees(amount, mark)) {
      word = mark->end + 1;
      continue;
    }
    if (mark->amount || !figures_same_clause(mark, amount) || mark->first > word + (linked ? 2 : 0))
      break;
    if (mark->cue && mark->cue->measure != MEASURE_NONE)
      return mark->cue->measure;
    if (leads_on(mark))
      linked = true;
    else if (!(mark->cue && mark->cue->flags & CUE_SKIP) && !mark->entity)
      break;
    word = mark->end > word ? mark->end : word;
  }
  return MEASURE_NONE;
}

/* The first measure cue further on in the sentence: "From 1.5 billion in 2001, trade has grown to …". */
static enum figures_measure measure_right(const struct figures_scene *scene, uint32_t at) {
  const bool opens = scene->marks[at].first < scene->first + 6;
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + LOOK; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (!figures_sees(&scene->marks[at], mark))
      continue;
    if (mark->amount || mark->part != scene->marks[at].part || mark->first > scene->marks[at].end + 12 ||
        (!opens && !figures_same_clause(mark, &scene->marks[at])))
      break;
    if (mark->cue && mark->cue->measure != MEASURE_NONE)
      return mark->cue->measure;
  }
  return MEASURE_NONE;
}

struct measure_find {
  enum figures_measure measure;
  int cost;
  bool passed; /* another amount stands between */
  bool deal;   /* CUE_DEAL; then: */
  enum figures_measure fallback;
  int fallback_cost;
};

/* "revenue from exports": the first of two cues that a preposition joins is the head. */
static enum figures_measure head_of(const struct figures_scene *scene, uint32_t at) {
  bool linked = false;
  for (uint32_t i = at; i > 0 && i + 4 > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->amount || !figures_same_clause(mark, &scene->marks[at]) || mark->end + 4 < scene->marks[at].first)
      break;
    if (mark->cue && mark->cue->measure != MEASURE_NONE && mark->first < scene->marks[at].first)
      return linked ? mark->cue->measure : MEASURE_NONE;
    linked = linked || (mark->cue && (mark->cue->link == LINK_OF || mark->cue->link == LINK_FROM ||
                                      mark->cue->link == LINK_ON || mark->cue->link == LINK_FOR));
  }
  return MEASURE_NONE;
}

static struct measure_find measure_left(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  struct measure_find best = {.cost = 1000, .fallback_cost = 1000};
  int passed = 0;
  for (uint32_t i = at; i > 0 && i + LOOK > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (!figures_sees(amount, mark))
      continue;
    passed += mark->amount != 0;
    if (!mark->cue || mark->cue->measure == MEASURE_NONE || mark->end > amount->first)
      continue;
    const int cost = (int)(amount->first - mark->end) +
                     CLAUSE_COST * (int)(amount->clause - mark->clause + (amount->aside != mark->aside)) +
                     PART_COST * (int)(amount->part - mark->part) + AMOUNT_COST * passed;
    const bool deal = mark->cue->flags & CUE_DEAL;
    const uint8_t instead = deal ? mark->cue->otherwise : mark->cue->measure;
    if (instead != MEASURE_NONE && cost < best.fallback_cost) {
      best.fallback = (enum figures_measure)instead;
      best.fallback_cost = cost;
    }
    if (cost < best.cost) {
      const enum figures_measure head = head_of(scene, i - 1);
      best.measure = head != MEASURE_NONE ? head : (enum figures_measure)mark->cue->measure;
      best.cost = cost;
      best.passed = passed > 0;
      best.deal = head == MEASURE_NONE && deal;
    }
  }
  return best;
}

/* The last measure named shortly before the sentence: "… exports to the EU. They reached …"; a balance is not spoken of
 * for long. */
static enum figures_measure measure_carried(const struct figures_scene *scene) {
  const struct figures_matches *matches = &scene->text->matches[LIST_MEASURES];
  size_t i = figures_match_from(matches, scene->first);
  for (; i > 0 && matches->items[i - 1].first_word + 80 > scene->first; i--) {
    const struct figures_cue *cue = &scene->text->language->cues[1][matches->items[i - 1].entry];
    const bool balance = cue->measure == MEASURE_SURPLUS || cue->measure == MEASURE_DEFICIT;
    if (cue->measure != MEASURE_NONE && !balance &&
        figures_match_counts(scene->text, LIST_MEASURES, &matches->items[i - 1]))
      return cue->measure;
  }
  return MEASURE_NONE;
}

static bool share_measure_fits(enum figures_measure measure) {
  return measure == MEASURE_SURPLUS || measure == MEASURE_DEFICIT || measure == MEASURE_TRADE ||
         measure == MEASURE_EXPORT || measure == MEASURE_IMPORT;
}

/* Goods and shares of goods move with trade; a tonne of something else is a quantity. */
uint8_t figures_measure_fit(const struct figures_amount *amount, enum figures_measure measure) {
  if (amount->per)
    return measure == MEASURE_TARIFF ? MEASURE_TARIFF : MEASURE_OTHER;
  if (amount->unit->kind >= UNIT_QUANTITY)
    return share_measure_fits(measure) && measure != MEASURE_TRADE ? (uint8_t)measure : MEASURE_QUANTITY;
  if (measure == MEASURE_QUANTITY && amount->unit->kind == UNIT_MONEY)
    return MEASURE_OTHER;
  return (uint8_t)(measure == MEASURE_NONE ? MEASURE_OTHER : measure);
}

/* "duties on 90 % of exports" is a share of the duty, "a debt of 90 % of GDP" one of the debt. */
static bool is_share_of(const struct measure_find *left, enum figures_measure behind) {
  return left->measure == MEASURE_TARIFF || (behind == MEASURE_GDP && left->measure != MEASURE_NONE &&
                                             left->measure != MEASURE_INVESTMENT && left->cost <= 3 * CLAUSE_COST);
}

static enum figures_measure measure_of(const struct figures_scene *scene, uint32_t at, uint32_t index) {
  struct figures_amount *amount = &scene->amounts[index];
  const struct figures_amount *previous = index > scene->first_amount ? amount - 1 : NULL;
  if (previous && amount->flags & AMOUNT_BRACKET && amount->unit->kind == UNIT_MONEY)
    return previous->measure;
  const enum figures_measure behind = measure_behind(scene, at);
  const struct measure_find left = measure_left(scene, at);
  if (behind != MEASURE_NONE && !(amount->unit->kind == UNIT_PERCENT && is_share_of(&left, behind)))
    return behind;
  if (left.measure != MEASURE_NONE) {
    if (left.passed)
      amount->flags |= AMOUNT_CARRIED;
    if (left.deal && !left.passed) {
      amount->flags |= AMOUNT_DEAL;
      amount->fallback = (uint8_t)left.fallback;
    }
    return left.measure;
  }
  if (!previous) {
    const enum figures_measure right = measure_right(scene, at);
    if (right != MEASURE_NONE)
      return right;
  }
  amount->flags |= AMOUNT_CARRIED;
  if (previous && previous->measure != MEASURE_QUANTITY)
    return previous->measure;
  const enum figures_measure carried = measure_carried(scene);
  return carried;
}

void figures_measures_read(struct figures_scene *scene) {

  for (uint32_t i = 0; i < scene->mark_count; i++) {
    const uint32_t index = scene->marks[i].amount;
    if (index == 0)
      continue;
    struct figures_amount *amount = &scene->amounts[index - 1];
    amount->measure = figures_measure_fit(amount, measure_of(scene, i, index - 1));
  }
  figures_told_measures(scene);
}

/* ---- change ------------------------------------------------------------------------------------- */

/* "X% of total exports", "15.9% of the estimate" */
static bool part_follows(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + 3; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->first > amount->end + 1 || !mark->cue || mark->cue->link == LINK_WITH || mark->cue->link == LINK_ON)
      return false;
    if (mark->cue->link == LINK_OF || mark->cue->flags & CUE_PART || mark->cue->change == CHANGE_SHARE)
      return true;
  }
  return false;
}

static uint8_t change_behind(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + 4; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->amount || !figures_same_clause(mark, amount) || mark->first > amount->end + 2)
      break;
    /* "27 % down to 15 %" is no fall by 27 % */
    const bool leads_on = i + 1 < scene->mark_count && mark[1].amount && mark[1].first <= mark->end + 1;
    if (mark->cue && !leads_on && (mark->cue->change == CHANGE_UP || mark->cue->change == CHANGE_DOWN))
      return mark->cue->change;
    if (mark->cue && mark->cue->link != LINK_NONE)
      break;
  }
  return CHANGE_NONE;
}

static uint8_t change_left(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  for (uint32_t i = at; i > 0 && i + LOOK > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    const uint32_t clauses = amount->clause - mark->clause + (amount->aside != mark->aside);
    if (!figures_sees(amount, mark))
      continue;
    if (mark->part != amount->part || clauses > 1)
      break;
    if (mark->amount) {
      const struct figures_amount *before = &scene->amounts[mark->amount - 1];
      if (before->change != CHANGE_NONE && before->unit->kind == UNIT_PERCENT)
        return before->change;
      if (clauses == 1)
        break;
    }
    if (mark->cue && mark->cue->change != CHANGE_NONE)
      return mark->cue->change;
  }
  return CHANGE_NONE;
}

static uint8_t change_of(const struct figures_scene *scene, uint32_t at, const struct figures_amount *amount) {
  if (amount->flags & AMOUNT_PLUS)
    return CHANGE_UP;
  if (amount->flags & AMOUNT_MINUS)
    return CHANGE_DOWN;
  const uint8_t behind = change_behind(scene, at);
  if (behind != CHANGE_NONE)
    return behind;
  const uint8_t left = change_left(scene, at);
  const struct figures_amount *before = amount - 1;
  if (amount->measure == MEASURE_TARIFF && amount > &scene->amounts[scene->first_amount] &&
      before->measure == MEASURE_TARIFF && before->change == CHANGE_SHARE && left == CHANGE_SHARE)
    return CHANGE_SHARE;
  if (amount->measure == MEASURE_TARIFF)
    return part_follows(scene, at) || left == CHANGE_SHARE ? CHANGE_SHARE : CHANGE_LEVEL;
  if (part_follows(scene, at) && left != CHANGE_UP && left != CHANGE_DOWN)
    return CHANGE_SHARE;
  if (left != CHANGE_NONE)
    return left;
  return amount->measure == MEASURE_LOAN || amount->measure == MEASURE_OTHER ? CHANGE_LEVEL : CHANGE_SHARE;
}

void figures_changes_read(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    if (scene->marks[i].amount == 0)
      continue;
    struct figures_amount *amount = &scene->amounts[scene->marks[i].amount - 1];
    if (amount->unit->kind == UNIT_PERCENT)
      amount->change = change_of(scene, i, amount);
  }
}

/* ---- modality -------------------------------------------------------------------------------------- */

static bool target_before(const struct figures_scene *scene, uint32_t at) {
  for (uint32_t i = at; i > 0 && i + LOOK > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->amount || !figures_same_clause(mark, &scene->marks[at]))
      return false;
    if (mark->cue && mark->cue->modality == MODALITY_TARGET)
      return true;
  }
  return false;
}

/* The nearest target or forecast cue to the left; a finite verb of its own clause ends the reach of an earlier one. */
static uint8_t modality_of(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *amount = &scene->marks[at];
  bool own_verb = false;
  for (uint32_t i = at; i > 0 && i + LOOK > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->part != amount->part)
      break;
    const bool moves = mark->cue && mark->cue->modality == MODALITY_ACTUAL && mark->cue->change != CHANGE_NONE;
    if (!mark->cue || mark->cue->modality == MODALITY_NONE || moves || !figures_sees(amount, mark))
      continue;
    if (mark->cue->modality != MODALITY_ACTUAL) {
      if (mark->clause != amount->clause && own_verb)
        break;
      /* "they hope that trade will reach": the hope decides. */
      return mark->cue->modality == MODALITY_FORECAST && target_before(scene, i - 1) ? MODALITY_TARGET
                                                                                     : mark->cue->modality;
    }
    if (mark->clause == amount->clause)
      own_verb = true;
    else
      break;
  }
  const bool percent = scene->amounts[amount->amount - 1].unit->kind == UNIT_PERCENT;
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + 4 && !percent; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->amount || !figures_same_clause(mark, amount) || mark->first > amount->end + 2 ||
        (mark->cue && mark->cue->link == LINK_AND))
      break;
    if (mark->cue && mark->cue->modality != MODALITY_NONE && mark->cue->modality != MODALITY_ACTUAL)
      return mark->cue->modality;
  }
  return MODALITY_ACTUAL;
}

void figures_modalities_read(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    if (scene->marks[i].amount == 0)
      continue;
    struct figures_amount *amount = &scene->amounts[scene->marks[i].amount - 1];
    if (amount->flags & AMOUNT_PREVIOUS)
      amount->modality = MODALITY_ACTUAL;
    else if (amount->flags & AMOUNT_BRACKET && scene->marks[i].amount - 1 > scene->first_amount)
      amount->modality = (amount - 1)->modality;
    else
      amount->modality = modality_of(scene, i);
    /* What is to be delivered has been promised. */
    if (amount->flags & AMOUNT_DEAL && amount->modality == MODALITY_FORECAST && amount->unit->kind >= UNIT_QUANTITY)
      amount->modality = MODALITY_TARGET;
  }
}

/* ---- qualifier, and what stands before the amount ----------------------------------------------------- */

static uint8_t qualifier_of(const struct figures_scene *scene, const struct figures_amount *amount) {
  const struct figures_text *text = scene->text;
  uint32_t word = amount->first, begin = 0;
  struct figures_cue cue;

  if (amount->flags & AMOUNT_RANGE)
    return QUALIFIER_RANGE;
  uint32_t after = amount->end;
  if (figures_is(text, after, '-') && figures_glued(text, after))
    after++;
  if (figures_cue_at(text, after, &cue) != 0 && cue.flags & CUE_AFTER)
    return cue.qualifier;
  for (int steps = 0; steps < 3 && word > scene->first; steps++) {
    if (!figures_cue_before(text, word, &begin, &cue) || cue.flags & CUE_AFTER)
      break;
    if (cue.qualifier != QUALIFIER_NONE)
      return cue.qualifier;
    if (!(cue.flags & CUE_SKIP))
      break;
    word = begin;
  }
  return QUALIFIER_NONE;
}

/* "up from 46 billion", "compared with about 3 billion" */
static bool behind_previous(const struct figures_scene *scene, const struct figures_amount *amount) {
  uint32_t word = amount->first, begin = 0;
  struct figures_cue cue;
  for (int steps = 0; steps < 3 && word > scene->first; steps++) {
    if (!figures_cue_before(scene->text, word, &begin, &cue))
      return false;
    if (cue.flags & CUE_PREVIOUS)
      return !(amount->flags & AMOUNT_RANGE);
    if (!(cue.flags & CUE_SKIP) && cue.qualifier == QUALIFIER_NONE)
      return false;
    word = begin;
  }
  return false;
}

void figures_qualifiers_read(struct figures_scene *scene) {
  for (uint32_t i = scene->first_amount; i < scene->end_amount; i++) {
    struct figures_amount *amount = &scene->amounts[i];
    amount->qualifier = qualifier_of(scene, amount);
  }
  /* The amount before a change, a part of the one before it, and the same amount in another unit. */
  bool inner = false;
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    inner = inner || (scene->marks[i].cue && scene->marks[i].cue->flags & CUE_INNER);
    if (scene->marks[i].amount == 0)
      continue;
    struct figures_amount *amount = &scene->amounts[scene->marks[i].amount - 1];
    if (inner && amount > &scene->amounts[scene->first_amount])
      amount->flags |= AMOUNT_PART;
    inner = false;
    if (behind_previous(scene, amount))
      amount->flags |= AMOUNT_PREVIOUS;
    uint32_t word = amount->first;
    while (word > scene->first && word + 3 > amount->first && !figures_is(scene->text, word, '('))
      word--;
    if (figures_is(scene->text, word, '(') && scene->marks[i].amount - 1 > scene->first_amount &&
        (amount - 1)->end + 1 >= word && amount->unit->kind == UNIT_MONEY && (amount - 1)->unit->kind == UNIT_MONEY)
      amount->flags |= AMOUNT_BRACKET;
  }
}

/* Period and basis of each amount, from the dates of its sentence.
 *
 * Years, months, quarters and spans of them are periods; days are dates of events.  A date behind a comparison ("than
 * in 2023") is the basis of a change, a date behind an event cue ("signed in 2004") is neither. */
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GAP: sentences without amounts that a count may go over, such as headings. */
enum { REACH_WORDS = 24, REACH_MARKS = 48, GAP = 3 };

/* "2024", "2024-03" and two of the same form parted by "/". */
static bool is_period(const char *value) {
  const size_t size = strlen(value);
  if (value[0] == '-' || value[0] == '\0')
    return false;
  if (size == 4 || size == 7)
    return strchr(value, '/') == NULL;
  return (size == 9 && value[4] == '/') || (size == 15 && value[7] == '/');
}

/* The cue before a date, over articles. */
static bool cue_of_date(const struct figures_scene *scene, uint32_t at, struct figures_cue *out) {
  uint32_t word = scene->marks[at].first, begin = 0;
  for (int steps = 0; steps < 3 && word > scene->first; steps++) {
    if (!figures_cue_before(scene->text, word, &begin, out))
      return false;
    const bool during =
        out->qualifier != QUALIFIER_NONE && strchr(scene->marks[at].time, '/') != NULL; /* "over 2021-2025" */
    if ((out->basis != BASIS_NONE && !during) || out->flags & CUE_EVENT)
      return true;
    word = begin;
  }
  return false;
}

enum { EVENT_WORDS = 10 };

/* "signed with Washington in November": the verb stands in the clause of the date, no amount between. */
static bool dates_event(const struct figures_scene *scene, uint32_t at) {
  const struct figures_mark *date = &scene->marks[at];
  for (uint32_t i = at; i > 0; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->amount || !figures_same_clause(mark, date) || mark->end + EVENT_WORDS < date->first)
      return false;
    if (mark->cue && mark->cue->measure != MEASURE_NONE)
      return false;
    if (mark->cue && mark->cue->flags & CUE_EVENT)
      return true;
  }
  return false;
}

static bool dates_amount(const struct figures_scene *scene, uint32_t at) {
  const char *value = scene->marks[at].time;
  if (!value || !is_period(value))
    return false;
  struct figures_cue cue;
  return !cue_of_date(scene, at, &cue) && !dates_event(scene, at);
}

static bool same_time(const struct figures_amount *a, const struct figures_amount *b) {
  return a->modality == b->modality && !(b->flags & AMOUNT_PREVIOUS);
}

/* A date to the right in the same clause, or directly behind in brackets; `across`: over further amounts too. */
static const char *period_right(const struct figures_scene *scene, uint32_t at, bool across) {
  const struct figures_mark *amount = &scene->marks[at];
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + REACH_MARKS; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    const bool bracket = mark->first == amount->end + 1 && figures_is(scene->text, amount->end, '(');
    if (!bracket && !figures_sees(amount, mark))
      continue;
    if ((mark->amount &&
         (!across || !same_time(&scene->amounts[amount->amount - 1], &scene->amounts[mark->amount - 1]))) ||
        mark->part != amount->part || mark->first > amount->end + REACH_WORDS)
      break;
    if (mark->clause != amount->clause && !bracket)
      break;
    if (dates_amount(scene, i))
      return mark->time;
  }
  return NULL;
}

static const char *period_left(const struct figures_scene *scene, uint32_t at, bool own_clause) {
  const struct figures_mark *amount = &scene->marks[at];
  for (uint32_t i = at; i > 0 && i + REACH_MARKS > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (!figures_sees(amount, mark))
      continue;
    if (own_clause && (mark->amount || !figures_same_clause(mark, amount)))
      break;
    if (dates_amount(scene, i - 1))
      return mark->time;
  }
  return NULL;
}

/* Trade and its parts are counted over the same time. */
static bool is_counted(const struct figures_amount *amount) {
  return figures_is_flow((enum figures_measure)amount->measure) || amount->measure == MEASURE_REVENUE;
}

static bool counted_with(const struct figures_amount *amount, const struct figures_amount *other) {
  if (amount->measure == MEASURE_INVESTMENT || amount->measure == MEASURE_QUANTITY)
    return amount->measure == other->measure;
  return is_counted(amount) && is_counted(other);
}

/* The period of the last amounts of a count that goes on over sentences. */
static const char *period_carried(const struct figures_scene *scene, uint32_t index) {
  const struct figures_amount *amount = &scene->amounts[index];
  uint32_t sentence = amount->sentence;
  if (amount->modality != MODALITY_ACTUAL)
    return NULL;
  for (uint32_t i = index; i > 0 && i + 12 > index; i--) {
    const struct figures_amount *other = &scene->amounts[i - 1];
    if (other->sentence + GAP < sentence)
      return NULL;
    sentence = other->sentence;
    if (!counted_with(amount, other) || other->modality != MODALITY_ACTUAL || other->flags & AMOUNT_PREVIOUS)
      continue;
    return other->period[0] != '\0' ? other->period : NULL;
  }
  return NULL;
}

/* The year before the one that a period names, in years or months. */
static const char *year_before(const char *period, char *out, size_t size) {
  const char *slash = strchr(period, '/');
  const unsigned first = (unsigned)(strtoul(period, NULL, 10) - 1) % 10000;
  const unsigned second = slash ? (unsigned)(strtoul(slash + 1, NULL, 10) - 1) % 10000 : 0;
  if (!slash)
    snprintf(out, size, "%04u%.3s", first, period + 4);
  else
    snprintf(out, size, "%04u%.*s/%04u%.3s", first, (int)(slash - period - 4), period + 4, second, slash + 1 + 4);
  return out;
}

/* "to 4 billion in 2023 from 3 billion a year earlier": a year before the amount that it is compared with. */
static const char *period_compared(const struct figures_scene *scene, uint32_t index, char *out, size_t size) {
  const struct figures_amount *amount = &scene->amounts[index];
  struct figures_cue cue;
  if (!(amount->flags & AMOUNT_PREVIOUS) || figures_cue_at(scene->text, amount->end, &cue) == 0 ||
      cue.basis != BASIS_YOY)
    return NULL;
  for (uint32_t i = index; i > scene->first_amount; i--)
    if (!(scene->amounts[i - 1].flags & AMOUNT_PREVIOUS) && scene->amounts[i - 1].period[0] != '\0')
      return year_before(scene->amounts[i - 1].period, out, size);
  return NULL;
}

static const char *period_of(const struct figures_scene *scene, uint32_t at, uint32_t index, char *buffer,
                             size_t size) {
  const struct figures_amount *amount = &scene->amounts[index];
  const bool first = index == scene->first_amount;
  const struct figures_amount *previous = first ? NULL : amount - 1;
  const char *period = period_compared(scene, index, buffer, size);
  if (!period)
    period = period_right(scene, at, false);
  if (period)
    return period;
  if (previous && amount->flags & AMOUNT_BRACKET)
    return previous->period;
  struct figures_cue cue;
  if (figures_cue_at(scene->text, amount->end, &cue) != 0 && cue.flags & CUE_RATE)
    return NULL;
  period = period_left(scene, at, true);
  if (period)
    return period;
  if (amount->flags & AMOUNT_PREVIOUS)
    return NULL; /* the other amount's period is not this one's */
  period = period_right(scene, at, true);
  if (period)
    return period;
  if (previous && previous->flags & AMOUNT_PREVIOUS && index > scene->first_amount + 1)
    previous--;
  if (previous && !(previous->flags & AMOUNT_PREVIOUS) && previous->period[0] != '\0' &&
      previous->modality == amount->modality)
    return previous->period;
  period = period_left(scene, at, false);
  return period ? period : period_carried(scene, index);
}

/* ---- basis --------------------------------------------------------------------------------------- */

static bool basis_take(const struct figures_scene *scene, uint32_t at, struct figures_amount *amount) {
  const struct figures_mark *mark = &scene->marks[at];
  if (!mark->cue || mark->cue->basis == BASIS_NONE)
    return false;
  uint32_t next = at + 1;
  while (next < scene->mark_count && scene->marks[next].first < mark->end)
    next++;
  const char *value = next < scene->mark_count ? scene->marks[next].time : NULL;
  const uint32_t gap = mark->cue->basis == BASIS_NAMED && mark->cue->qualifier == QUALIFIER_NONE ? 3 : 0;
  if (!value || scene->marks[next].first > mark->end + gap || value[0] == '-') {
    if (mark->cue->basis == BASIS_NAMED)
      return false;
    amount->basis = mark->cue->basis;
    return true;
  }
  amount->basis = BASIS_NAMED;
  snprintf(amount->basis_value, sizeof amount->basis_value, "%.4s", value);
  return true;
}

static void basis_find(const struct figures_scene *scene, uint32_t at, struct figures_amount *amount) {
  const struct figures_mark *own = &scene->marks[at];
  for (uint32_t i = at + 1; i < scene->mark_count && i < at + REACH_MARKS; i++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (mark->part != own->part || mark->first > own->end + REACH_WORDS)
      break;
    if (basis_take(scene, i, amount))
      return;
  }
  for (uint32_t i = at; i > 0 && i + REACH_MARKS > at; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->part != own->part || mark->end + REACH_WORDS < own->first)
      break;
    if (basis_take(scene, i - 1, amount))
      return;
  }
}

/* A percentage without a basis of its own shares that of the last one, when that is of the same period. */
static void basis_carry(const struct figures_scene *scene, uint32_t index) {
  struct figures_amount *amount = &scene->amounts[index];
  uint32_t sentence = amount->sentence;
  for (uint32_t i = index; i > 0 && i + 12 > index; i--) {
    const struct figures_amount *other = &scene->amounts[i - 1];
    if (other->sentence + GAP < sentence)
      return;
    sentence = other->sentence;
    if (other->unit->kind != UNIT_PERCENT || (other->change != CHANGE_UP && other->change != CHANGE_DOWN))
      continue;
    if (strcmp(other->period, amount->period) == 0 && amount->period[0] != '\0') {
      amount->basis = other->basis;
      memcpy(amount->basis_value, other->basis_value, sizeof amount->basis_value);
    }
    return;
  }
}

const char *figures_today(const struct figures_text *text, char buffer[11]) {
  const textan_value *date = text->model->services.document->attribute(text->document, "date");
  const bool known = date && date->type == TEXTAN_STRING && date->as.string.size >= 4;
  const int size = known ? (date->as.string.size < 10 ? (int)date->as.string.size : 10) : 0;
  snprintf(buffer, 11, "%.*s", size, known ? date->as.string.data : "");
  return buffer;
}

/* What is said of a time that has not begun is expected. */
static bool lies_ahead(const struct figures_scene *scene, const struct figures_amount *amount) {
  const size_t size = strcspn(amount->period, "/");
  const size_t known = strlen(scene->today);
  return size > 0 && known >= 4 && memcmp(amount->period, scene->today, size < known ? size : known) > 0;
}

void figures_periods_read(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    if (scene->marks[i].amount == 0)
      continue;
    const uint32_t index = scene->marks[i].amount - 1;
    struct figures_amount *amount = &scene->amounts[index];
    char buffer[sizeof amount->period];
    const char *period = period_of(scene, i, index, buffer, sizeof buffer);
    if (period)
      snprintf(amount->period, sizeof amount->period, "%.20s", period);
    if (amount->modality == MODALITY_ACTUAL && lies_ahead(scene, amount))
      amount->modality = MODALITY_FORECAST;
    if (amount->change != CHANGE_UP && amount->change != CHANGE_DOWN)
      continue;
    basis_find(scene, i, amount);
    if (amount->basis == BASIS_NONE)
      basis_carry(scene, index);
  }
}

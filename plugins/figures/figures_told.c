/* Telling off: "exports and imports were 3 and 2 billion respectively", "to A and B 3 and 2 billion". */
#include "figures.h"

enum { TOLD = 8 /* amounts that are told off together */, REACH = 32 /* marks to look over */ };

static bool tells_off(const struct figures_mark *mark) {
  return mark->cue && mark->cue->flags & CUE_RESPECTIVELY;
}

/* The run of amounts around a mark, one close behind the other, in one direction, up to the next "respectively". */
static void run_find(struct figures_scene *scene, uint32_t from, bool forward) {
  const struct figures_mark *last = NULL;
  uint32_t first = 0, end = 0;
  for (uint32_t i = from, steps = 0; i < scene->mark_count && steps < REACH; i = forward ? i + 1 : i - 1, steps++) {
    const struct figures_mark *mark = &scene->marks[i];
    if (i != from && tells_off(mark))
      break;
    if (mark->amount == 0)
      continue;
    const struct figures_mark *left = forward ? last : mark, *right = forward ? mark : last;
    if (last && right->first > left->end + 3)
      break;
    const uint32_t index = mark->amount - 1;
    first = !last || index < first ? index : first;
    end = !last || index >= end ? index + 1 : end;
    last = mark;
  }
  for (uint32_t i = first; i < end && end - first >= 2 && end - first <= TOLD; i++) {
    scene->amounts[i].told_first = first;
    scene->amounts[i].told_end = end;
  }
}

void figures_told_find(struct figures_scene *scene) {
  for (uint32_t i = 0; i < scene->mark_count; i++) {
    if (!tells_off(&scene->marks[i]))
      continue;
    uint32_t next = i + 1;
    while (next < scene->mark_count && next < i + REACH && scene->marks[next].amount == 0)
      next++;
    uint32_t before = i;
    while (before > 0 && before + REACH > i && scene->marks[before - 1].amount == 0)
      before--;
    const bool behind =
        before > 0 && scene->marks[before - 1].amount && scene->marks[before - 1].end + 1 >= scene->marks[i].first;
    const bool forward = !behind && next < scene->mark_count && scene->marks[next].amount &&
                         scene->marks[next].first <= scene->marks[i].end + 4;
    run_find(scene, forward ? next : i, forward);
  }
}

/* The measures named before a mark, the last one first, as long as they are joined closely. */
static uint32_t measures_listed(const struct figures_scene *scene, uint32_t before, uint8_t *measures) {
  uint32_t count = 0, first = 0;
  for (uint32_t i = before; i > 0 && count < TOLD && !scene->marks[i - 1].amount; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (!mark->cue || mark->cue->measure == MEASURE_NONE || (count > 0 && mark->cue->measure == measures[count - 1]))
      continue;
    if (count > 0 && mark->end + 3 < first)
      break;
    if (count == 0 && mark->cue->told[0] != MEASURE_NONE) {
      measures[0] = mark->cue->told[1];
      measures[1] = mark->cue->told[0];
      return 2;
    }
    measures[count++] = mark->cue->measure;
    first = mark->first;
  }
  return count;
}

static void measures_give(struct figures_scene *scene, uint32_t first, uint32_t end) {
  uint8_t measures[TOLD];
  const uint32_t count = measures_listed(scene, scene->amounts[first].mark, measures);
  if (count < 2 || end - first != count)
    return;
  for (uint32_t k = 0; k < count; k++) {
    struct figures_amount *amount = &scene->amounts[first + k];
    amount->measure = figures_measure_fit(amount, (enum figures_measure)measures[count - 1 - k]);
    amount->flags &= (uint16_t)~AMOUNT_CARRIED;
    amount->measures_told = true;
  }
}

const struct figures_amount *figures_told_before(const struct figures_amount *amounts, size_t index) {
  const struct figures_amount *amount = &amounts[index];
  const uint32_t size = amount->told_end - amount->told_first;
  if (size == 0 || amount->told_first < size)
    return NULL;
  const struct figures_amount *other = &amounts[index - size];
  const bool adjacent = other->told_end == amount->told_first && other->told_end - other->told_first == size;
  return adjacent && other->sentence == amount->sentence ? other : NULL;
}

void figures_told_measures(struct figures_scene *scene) {
  for (uint32_t i = scene->first_amount; i < scene->end_amount; i++) {
    const struct figures_amount *amount = &scene->amounts[i];
    if (amount->told_end == amount->told_first || amount->told_first != i)
      continue;
    measures_give(scene, i, amount->told_end);
    const struct figures_amount *before = amount->measures_told ? NULL : figures_told_before(scene->amounts, i);
    for (uint32_t k = 0; before && i + k < amount->told_end; k++) {
      scene->amounts[i + k].measure = before[k].measure;
      scene->amounts[i + k].measures_told = before[k].measures_told;
    }
  }
}

/* The k-th of a list of names before the first of the amounts ("A, B and C"), which has as many as there are amounts.
 */
static const struct figures_mark *name_listed(const struct figures_scene *scene, const struct figures_amount *amount,
                                              uint32_t k) {
  const uint32_t count = amount->told_end - amount->told_first;
  const struct figures_mark *names[TOLD];
  uint32_t found = 0;
  for (uint32_t i = scene->amounts[amount->told_first].mark; i > 0; i--) {
    const struct figures_mark *mark = &scene->marks[i - 1];
    if (mark->amount)
      break;
    if (!mark->state)
      continue;
    if (found == TOLD)
      return NULL;
    names[found++] = mark;
    if (mark->joined)
      continue;
    if (found == count)
      return names[count - 1 - k];
    found = 0; /* the list ends here */
  }
  return NULL;
}

const struct figures_mark *figures_told_name(const struct figures_scene *scene, uint32_t index) {
  const struct figures_amount *amount = &scene->amounts[index];
  if (amount->told_end == amount->told_first || amount->measures_told)
    return NULL;
  const struct figures_mark *name = name_listed(scene, amount, index - amount->told_first);
  const struct figures_amount *before = name ? NULL : figures_told_before(scene->amounts, index);
  return before ? figures_told_name(scene, (uint32_t)(before - scene->amounts)) : name;
}

bool figures_told_to(const struct figures_scene *scene, uint32_t index, const char *state) {
  const struct figures_amount *amount = &scene->amounts[index];
  for (uint32_t i = amount->told_first; i < amount->told_end; i++) {
    const struct figures_mark *name = figures_told_name(scene, i);
    if (name && figures_same_state(state, name->state))
      return true;
  }
  return false;
}

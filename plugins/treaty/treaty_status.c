/* Reads what the clause says of an instrument: the cue that governs it, its modality, and the date that goes with it.
 */
#include "treaty.h"

#include <string.h>

enum { CUE_REACH = 45, MODAL_REACH = 8, DATE_REACH = 16 };

static struct treaty_item *item_of(const struct treaty_scene *scene, uint32_t word) {
  const uint32_t index = treaty_mark(scene, word)->item;
  if (!index)
    return NULL;
  return &scene->scratch->items[treaty_outermost(scene->scratch, index - 1)];
}

static bool is_comma(const struct treaty_scene *scene, uint32_t w) {
  return treaty_is(scene, w, ',');
}

static bool ends_clause(const struct treaty_scene *scene, uint32_t w) {
  return treaty_is(scene, w, ';') || treaty_has(scene, w, WORD_BREAK);
}

/* Nothing but what lists and coordinations put between two instruments. */
static bool only_joins(const struct treaty_scene *scene, uint32_t from, uint32_t to) {
  uint32_t content = 0;
  bool join = false;
  for (uint32_t w = from; w < to; w++) {
    if (treaty_mark(scene, w)->cue || treaty_has(scene, w, WORD_PASSIVE | WORD_RELATIVE | WORD_BREAK))
      return false;
    join =
        join || treaty_is(scene, w, ',') || treaty_is(scene, w, ';') || treaty_has(scene, w, WORD_AND | WORD_INCLUDE);
    if (scene->words[w].flags & TEXTAN_WORD_PUNCTUATION ||
        treaty_has(scene, w, WORD_AND | WORD_DETERMINER | WORD_DROP | WORD_QUANTIFIER | WORD_INCLUDE) ||
        treaty_mark(scene, w)->number)
      continue;
    content++; /* "ii", or an acronym in brackets */
  }
  return content <= (join ? 3u : 1u);
}

static bool is_passive(const struct treaty_scene *scene, uint32_t cue) {
  for (uint32_t w = cue; w-- > scene->first && w + 4 > cue;) {
    if (treaty_has(scene, w, WORD_PASSIVE))
      return true;
    if (scene->words[w].flags & TEXTAN_WORD_PUNCTUATION || treaty_mark(scene, w)->item)
      return false;
  }
  return false;
}

/* Whether a cue behind an instrument that ends at `end` says something of it. */
static bool cue_applies_back(const struct treaty_scene *scene, uint32_t end, uint32_t cue) {
  const uint16_t flags = treaty_mark(scene, cue)->cue->flags;
  if (flags & CUE_ALWAYS)
    return true;
  if (!(flags & (CUE_AFTER | CUE_RELATIVE)))
    return false;
  if (flags & CUE_AFTER && is_passive(scene, cue))
    return true;
  bool bracket = false, direct = true, relative = false;
  for (uint32_t w = end; w < cue; w++) {
    bracket = bracket ? !treaty_is(scene, w, ')') : treaty_is(scene, w, '(');
    relative = (relative || treaty_has(scene, w, WORD_RELATIVE)) &&
               !(is_comma(scene, w) && w + 1 < cue && treaty_has(scene, w + 1, WORD_AND));
    if (!bracket && !(scene->words[w].flags & TEXTAN_WORD_PUNCTUATION) && !treaty_mark(scene, w)->modal &&
        !treaty_mark(scene, w)->item && !treaty_has(scene, w, WORD_DEICTIC | WORD_COPULA))
      direct = false;
  }
  return (flags & CUE_AFTER && direct) || (relative && !(flags & CUE_DIRECT));
}

static enum treaty_modality modality_read(const struct treaty_scene *scene, uint32_t cue, uint32_t item_first) {
  uint32_t stop = cue > scene->first + MODAL_REACH ? cue - MODAL_REACH : scene->first;
  for (uint32_t w = cue; w-- > stop;) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    const struct treaty_modal *modal = mark->modal;
    if (modal && w + mark->modal_size <= cue && (!(modal->flags & MODAL_DIRECT) || w + mark->modal_size == cue))
      return modal->modality;
    if (mark->item && item_first <= w && w > scene->first) {
      w = item_first; /* over the instrument: "if the agreement is signed" */
      stop = item_first > scene->first + 2 ? item_first - 2 : scene->first;
      item_first = scene->end;
      continue;
    }
    if (is_comma(scene, w) || ends_clause(scene, w) || (mark->cue && w + mark->cue_size + 1 < cue))
      break;
  }
  return MODALITY_PLAIN;
}

/* ---- cues ------------------------------------------------------------------------------------------- */

/* A cue that the instrument before it owns. */
static bool owned_before(const struct treaty_scene *scene, uint32_t cue) {
  for (uint32_t w = cue; w-- > scene->first && w + CUE_REACH > cue;) {
    const struct treaty_item *item = item_of(scene, w);
    if (item)
      return item->end <= cue && cue_applies_back(scene, item->end, cue);
    if (ends_clause(scene, w))
      return false;
  }
  return false;
}

/* The cue before an instrument that governs it, over the instruments that it is coordinated with; false: none. */
static bool cue_left(const struct treaty_scene *scene, const struct treaty_item *item, uint32_t limit, uint32_t *cue,
                     bool *crossed) {
  uint32_t edge = item->first;
  for (uint32_t w = item->first; w-- > limit && w + CUE_REACH > edge;) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    const struct treaty_item *other = limit == scene->first ? item_of(scene, w) : NULL;
    if (other && other->first < w + 1 && other->end <= edge) {
      if (!only_joins(scene, other->end, edge))
        return false;
      edge = w = other->first;
      *crossed = true;
      continue;
    }
    if (mark->cue && w + mark->cue_size <= edge && mark->cue->flags & CUE_BEFORE) {
      const bool direct = w + mark->cue_size == item->first || only_joins(scene, w + mark->cue_size, item->first);
      const bool passive =
          mark->cue->flags & CUE_AFTER &&
          (is_passive(scene, w) || (w > scene->first && treaty_has(scene, w - 1, WORD_DETERMINER) && direct));
      if ((!(mark->cue->flags & CUE_DIRECT) || direct) && !passive && (direct || !owned_before(scene, w))) {
        *cue = w;
        return true;
      }
    }
    if (treaty_has(scene, w, WORD_BREAK) || (treaty_is(scene, w, ';') && !only_joins(scene, w, edge)))
      return false;
  }
  return false;
}

/* The best cue behind an instrument. */
static uint8_t cue_right(const struct treaty_scene *scene, const struct treaty_item *item, uint32_t *cue,
                         enum treaty_modality *modality) {
  uint32_t edge = item->end;
  uint8_t best = STATUS_NONE;
  for (uint32_t w = item->end; w < scene->end && w < edge + CUE_REACH; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    const struct treaty_item *other = item_of(scene, w);
    if (other && other != item) {
      if (!only_joins(scene, edge, other->first) && !(other->flags & ITEM_ACRONYM))
        break;
      edge = other->end;
      w = edge - 1;
      continue;
    }
    if (ends_clause(scene, w))
      break;
    if (!mark->cue || !cue_applies_back(scene, edge, w))
      continue;
    const enum treaty_modality found = modality_read(scene, w, item->first);
    const uint8_t status = scene->model->outcome[mark->cue->status][found];
    if (status && (!best || scene->model->rank[status] > scene->model->rank[best])) {
      best = status;
      *cue = w;
      *modality = found;
    }
    w += mark->cue_size - 1;
  }
  return best;
}

/* ---- dates -------------------------------------------------------------------------------------------- */

/* A date that can be the day, month or year of an act. */
static const textan_entity *date_at(const struct treaty_scene *scene, uint32_t w) {
  const textan_entity *entity = treaty_entity(scene, w);
  return entity && entity->first_word == w && treaty_type_is(entity, "DATE") && entity->value &&
                 !strchr(entity->value, '/') && !(w > scene->first && treaty_has(scene, w - 1, WORD_TO | WORD_UNTIL)) &&
                 strlen(entity->value) < sizeof(((struct treaty_item *)0)->date)
             ? entity
             : NULL;
}

static const textan_entity *date_behind(const struct treaty_scene *scene, uint32_t from) {
  for (uint32_t w = from; w < scene->end && w < from + DATE_REACH; w++) {
    const textan_entity *date = date_at(scene, w);
    const struct treaty_item *item = item_of(scene, w);
    if (item) {
      if (w > from && !only_joins(scene, from, w))
        return NULL;
      w = item->end - 1;
      from = item->end;
      continue;
    }
    if (date)
      return date;
    if (ends_clause(scene, w) || treaty_mark(scene, w)->cue || treaty_has(scene, w, WORD_RELATIVE))
      return NULL;
    if (is_comma(scene, w) && !(w + 1 < scene->end && date_at(scene, w + 1)))
      return NULL;
  }
  return NULL;
}

/* A date that opens its clause: "On 5 May 2024, …". */
static bool opens_clause(const struct treaty_scene *scene, uint32_t w) {
  while (w > scene->first && treaty_has(scene, w - 1, WORD_PLACE | WORD_TOPIC | WORD_DETERMINER | WORD_STOP))
    w--;
  return w <= scene->first + 2 || scene->words[w - 1].flags & TEXTAN_WORD_PUNCTUATION;
}

static const textan_entity *date_before(const struct treaty_scene *scene, uint32_t cue) {
  bool comma = false;
  for (uint32_t w = cue; w-- > scene->first && w + DATE_REACH + 8 > cue;) {
    const textan_entity *date = date_at(scene, w);
    if (date)
      return comma && !opens_clause(scene, w) ? NULL : date;
    comma = comma || is_comma(scene, w);
    if (ends_clause(scene, w) || treaty_mark(scene, w)->item)
      return NULL;
    const struct treaty_cue *other = treaty_mark(scene, w)->cue;
    if (other && other->flags & CUE_ACT && w + treaty_mark(scene, w)->cue_size < cue)
      return NULL;
  }
  return NULL;
}

static void date_read(const struct treaty_scene *scene, struct treaty_item *item) {
  const textan_entity *date = date_behind(scene, item->cue_end);
  if (!date)
    date = date_before(scene, item->cue);
  if (date)
    strcpy(item->date, date->value);
}

/* ---- members of a list ---------------------------------------------------------------------------------- */

/* The instrument before "including" that a later one is a member of, or NULL. */
static const struct treaty_item *list_head(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t edge = item->first;
  for (uint32_t w = item->first; w-- > scene->first && w + CUE_REACH > edge;) {
    const struct treaty_item *other = item_of(scene, w);
    if (other && other->end <= edge) {
      if (!only_joins(scene, other->end, edge))
        return NULL;
      edge = w = other->first;
      continue;
    }
    const bool colon = treaty_is(scene, w, ':');
    if (!colon && !treaty_has(scene, w, WORD_INCLUDE))
      continue;
    while (w-- > scene->first) {
      const struct treaty_item *head = item_of(scene, w);
      if (head && head != item)
        return !colon || head->kind == KIND_DOCUMENTS ? head : NULL;
      if (treaty_is(scene, w, ';'))
        return NULL;
    }
    return NULL;
  }
  return NULL;
}

static bool list_status(const struct treaty_scene *scene, struct treaty_item *item) {
  const struct treaty_item *head = item->outer ? NULL : list_head(scene, item);
  if (!head || !head->status || head->status == STATUS_REFERENCED)
    return false;
  item->status = head->status;
  item->cue = head->cue;
  item->cue_end = head->cue_end;
  item->flags |= ITEM_LISTED | (head->flags & (ITEM_ACT | ITEM_PLAIN | ITEM_GOVERNED));
  memcpy(item->date, head->date, sizeof item->date);
  return true;
}

/* ---- statuses ------------------------------------------------------------------------------------------- */

/* Of what is said before and behind an instrument. */
static bool right_wins(const struct treaty_scene *scene, uint8_t left, uint8_t right, bool left_is_weak) {
  if (!left || left == STATUS_REFERENCED || (left_is_weak && right != STATUS_REFERENCED))
    return true;
  if (left == STATUS_NEGOTIATING && (right == STATUS_SUSPENDED || right == STATUS_TERMINATED))
    return false; /* the talks ended, not the instrument */
  return scene->model->rank[right] >= scene->model->rank[left];
}

/* "the anniversary of the signing": what is told lies back. */
static bool lies_back(const struct treaty_scene *scene, uint32_t cue) {
  for (uint32_t w = cue; w-- > scene->first && w + DATE_REACH > cue;) {
    if (treaty_has(scene, w, WORD_PAST))
      return true;
    if (ends_clause(scene, w))
      return false;
  }
  return false;
}

static void cue_take(const struct treaty_scene *scene, struct treaty_item *item, uint8_t status, uint32_t cue,
                     enum treaty_modality modality) {
  item->status = status;
  item->cue = cue;
  item->cue_end = cue + treaty_mark(scene, cue)->cue_size;
  if (modality != MODALITY_PLAIN || item->outer)
    return;
  item->flags |= lies_back(scene, cue) ? 0u : ITEM_PLAIN;
  date_read(scene, item);
}

static void status_read(struct treaty_scene *scene, struct treaty_item *item) {
  const struct treaty_item *outer = item->outer ? &scene->scratch->items[item->outer - 1] : NULL;
  const uint32_t limit = outer && outer->head_end <= item->first ? outer->head_end : scene->first;
  uint32_t left = 0, right = 0;
  enum treaty_modality left_modality = MODALITY_PLAIN, right_modality = MODALITY_PLAIN;
  uint8_t left_status = STATUS_NONE, right_status = STATUS_NONE;
  if (list_status(scene, item))
    return;
  bool crossed = false, changed = false; /* by the modality */
  const bool governed = cue_left(scene, item, limit, &left, &crossed);
  if (governed) {
    const struct treaty_cue *cue = treaty_mark(scene, left)->cue;
    left_modality = modality_read(scene, left, scene->end);
    left_status = scene->model->outcome[cue->status][left_modality];
    changed = left_status != cue->status;
    item->flags |= cue->flags & CUE_ACT ? ITEM_ACT | ITEM_GOVERNED : 0u;
    item->flags |= left_modality == MODALITY_NEGATED ? ITEM_NEGATED : 0u;
  }
  if (!outer)
    right_status = cue_right(scene, item, &right, &right_modality);
  if (right_status && treaty_mark(scene, right)->cue->flags & CUE_ACT)
    item->flags |= ITEM_ACT;
  const bool weak = crossed || (changed && right_modality == MODALITY_PLAIN);
  if (right_status && right_wins(scene, left_status, right_status, weak)) {
    cue_take(scene, item, right_status, right, right_modality);
  } else if (left_status) {
    item->flags |= ITEM_GOVERNED;
    cue_take(scene, item, left_status, left, left_modality);
  }
  if (item->status == STATUS_REFERENCED || item->status == STATUS_IMPLEMENTED || item->status <= STATUS_NEGOTIATING ||
      item->status == STATUS_AMENDED)
    item->date[0] = '\0';
}

void treaty_statuses_read(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  for (size_t i = scratch->item_count; i-- > scene->first_item;) { /* from left to right */
    struct treaty_item *item = &scratch->items[i];
    if (!(item->flags & (ITEM_DROPPED | ITEM_ACRONYM)))
      status_read(scene, item);
  }
}

size_t treaty_outermost(const struct treaty_scratch *scratch, size_t index) {
  while (scratch->items[index].outer)
    index = scratch->items[index].outer - 1;
  return index;
}

/* Reads the parties of an instrument: from its name, from its clause, from the pair of states the document is about. */
#include "treaty.h"

#include <stdlib.h>
#include <string.h>

const char *treaty_entity_party(const textan_entity *entity) {
  if (entity->code && *entity->code)
    return entity->code;
  if (entity->country && *entity->country && (treaty_type_is(entity, "GPE") || treaty_type_is(entity, "ORG")))
    return entity->country;
  return NULL;
}

void treaty_party_add(struct treaty_item *item, const char *code) {
  size_t at = 0;
  while (at < item->party_count && strcmp(item->parties[at], code) < 0)
    at++;
  if ((at < item->party_count && strcmp(item->parties[at], code) == 0) || item->party_count == PARTIES_MAX)
    return;
  memmove(&item->parties[at + 1], &item->parties[at], (item->party_count - at) * sizeof *item->parties);
  item->parties[at] = code;
  item->party_count++;
}

static bool is_state(const char *code) {
  return strlen(code) == 2 && strcmp(code, "EU") != 0 && strcmp(code, "UN") != 0 && strcmp(code, "WB") != 0;
}

/* States and those organisations that conclude instruments. */
static const char *party_at(const struct treaty_scene *scene, uint32_t w) {
  const textan_entity *entity = treaty_entity(scene, w);
  if (!entity || entity->first_word != w)
    return NULL;
  const char *code = treaty_entity_party(entity);
  return code && (is_state(code) || treaty_is_bloc(scene->model, code)) ? code : NULL;
}

/* ---- the document's pair ---------------------------------------------------------------------------- */

enum { CODES_MAX = 64, LEAD_WEIGHT = 3, LEAD_SENTENCES = 2 };

struct code_count {
  const char *code;
  uint32_t count;
};

static void code_add(struct code_count *codes, size_t *count, const char *code, uint32_t weight) {
  for (size_t i = 0; i < *count; i++)
    if (strcmp(codes[i].code, code) == 0) {
      codes[i].count += weight;
      return;
    }
  if (*count < CODES_MAX)
    codes[(*count)++] = (struct code_count){code, weight};
}

void treaty_pair_find(struct treaty_scene *scene) {
  struct code_count codes[CODES_MAX];
  size_t count = 0;
  const uint32_t lead = scene->sentence_count > LEAD_SENTENCES ? scene->sentences[LEAD_SENTENCES].begin : UINT32_MAX;
  for (size_t i = 0; i < scene->entity_count; i++) {
    const textan_entity *entity = &scene->entities[i];
    const char *code = treaty_entity_party(entity);
    if (code && (is_state(code) || treaty_is_bloc(scene->model, code)))
      code_add(codes, &count, code, entity->begin < lead ? LEAD_WEIGHT : 1);
  }
  struct code_count best[3] = {{0}};
  for (size_t i = 0; i < count; i++)
    for (size_t b = 0; b < 3; b++)
      if (codes[i].count > best[b].count) {
        memmove(&best[b + 1], &best[b], (2 - b) * sizeof *best);
        best[b] = codes[i];
        break;
      }
  if (best[1].count >= 2 || count == 2) {
    scene->pair.codes[0] = best[0].code;
    scene->pair.codes[1] = best[1].code;
  }
}

static bool in_pair(const struct treaty_pair *pair, const char *code) {
  return pair->codes[0] && (strcmp(pair->codes[0], code) == 0 || strcmp(pair->codes[1], code) == 0);
}

static void pair_add(const struct treaty_scene *scene, struct treaty_item *item) {
  for (size_t i = 0; i < 2 && scene->pair.codes[i]; i++)
    treaty_party_add(item, scene->pair.codes[i]);
}

/* ---- the name ---------------------------------------------------------------------------------------------- */

/* Parties that a frame or a dyad of the name says; those of a topic are taken where the name has no other. */
static void name_parties(const struct treaty_scene *scene, struct treaty_item *item, bool *pair) {
  bool frame = false;
  for (uint32_t w = item->first; w < item->end; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    if (mark->classes & (WORD_BETWEEN | WORD_WITH))
      frame = true;
    else if (mark->class_size && mark->classes & WORD_TOPIC)
      frame = false;
    if (mark->classes & WORD_PAIR)
      *pair = true;
    const char *code = party_at(scene, w);
    if (!code)
      continue;
    const textan_entity *entity = treaty_entity(scene, w);
    const uint32_t next = w + entity->word_count;
    const bool dash = (next + 1 < item->end && treaty_is(scene, next, '-') && treaty_entity(scene, next + 1)) ||
                      (w >= item->first + 2 && treaty_is(scene, w - 1, '-') && treaty_entity(scene, w - 2));
    if (frame || dash)
      treaty_party_add(item, code);
  }
}

/* ---- the clause --------------------------------------------------------------------------------------------- */

/* A place where something is done names no party. */
static bool is_place(const struct treaty_scene *scene, uint32_t w) {
  return w > scene->first && treaty_has(scene, w - 1, WORD_PLACE) &&
         !(treaty_mark(scene, w - 1)->classes & (WORD_WITH | WORD_BETWEEN));
}

struct clause {
  uint32_t first, end;
};

/* The words around an instrument and its cue up to the next break. */
static struct clause clause_of(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t first = item->first, end = item->end;
  if (item->cue_end > item->cue) {
    first = item->cue < first ? item->cue : first;
    end = item->cue_end > end ? item->cue_end : end;
  }
  while (first > scene->first && !treaty_is(scene, first - 1, ';') && !treaty_has(scene, first - 1, WORD_BREAK))
    first--;
  while (end < scene->end && !treaty_is(scene, end, ';') && !treaty_has(scene, end, WORD_BREAK))
    end++;
  return (struct clause){first, end};
}

static void clause_parties(const struct treaty_scene *scene, struct treaty_item *item, struct treaty_item *found,
                           bool *pair) {
  const struct clause clause = clause_of(scene, item);
  for (uint32_t w = clause.first; w < clause.end; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    const bool inside = w >= item->first && w < item->end;
    if (mark->item && !inside)
      continue;
    if (mark->classes & WORD_PAIR)
      *pair = true;
    const char *code = party_at(scene, w);
    if (code && (inside || !is_place(scene, w)))
      treaty_party_add(found, code);
  }
}

/* True when the document's pair can be the parties of an instrument without a word of its own about them. */
static bool pair_is_likely(const struct treaty_item *item) {
  return !item->known && !(item->noun && item->noun->flags & NOUN_SINGLE);
}

static void item_parties(const struct treaty_scene *scene, struct treaty_item *item) {
  bool pair = false;
  if (item->known && item->known->party_count) {
    for (size_t i = 0; i < item->known->party_count; i++)
      treaty_party_add(item, item->known->parties[i]);
    return;
  }
  name_parties(scene, item, &pair);
  if (item->party_count >= 2 || (item->known && !(item->flags & ITEM_FRAME)))
    return;
  struct treaty_item found = {.party_count = 0};
  clause_parties(scene, item, &found, &pair);
  if (item->party_count == 1) {
    const char *own = item->parties[0];
    for (size_t i = 0; i < found.party_count && found.party_count <= 3; i++)
      treaty_party_add(item, found.parties[i]);
    if (item->party_count == 1 && in_pair(&scene->pair, own))
      pair_add(scene, item);
    else if (item->party_count == 1 && scene->pair.codes[0])
      treaty_party_add(item, scene->pair.codes[0]);
    return;
  }
  if (pair && scene->pair.codes[0]) {
    pair_add(scene, item);
  } else if (found.party_count >= 2 && (found.party_count <= 4) &&
             (item->flags & (ITEM_ACT | ITEM_GOVERNED) || item->cue_end)) {
    memcpy(item->parties, found.parties, sizeof found.parties);
    item->party_count = found.party_count;
  } else if (pair_is_likely(item) && (found.party_count == 0 || (in_pair(&scene->pair, found.parties[0])))) {
    pair_add(scene, item);
  }
}

void treaty_parties_read(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  for (size_t i = scratch->item_count; i-- > scene->first_item;) {
    struct treaty_item *item = &scratch->items[i];
    if (item->flags & (ITEM_DROPPED | ITEM_ACRONYM))
      continue;
    item_parties(scene, item);
    if (!item->known && item->kind == KIND_FREE_TRADE_AGREEMENT && item->party_count == 2)
      item->known = treaty_known_find(scene->model, item->kind, item->parties, item->party_count);
  }
}

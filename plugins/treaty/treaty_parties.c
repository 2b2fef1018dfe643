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
  scene->pair_read = true;
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

/* A place where something is done, or an object, names no party. */
static bool is_aside(const struct treaty_scene *scene, uint32_t w, bool with) {
  uint32_t before = w;
  while (before > scene->first && treaty_has(scene, before - 1, WORD_DETERMINER))
    before--;
  return (before > scene->first && treaty_is(scene, before - 1, '(')) ||
         (before > scene->first && treaty_has(scene, before - 1, WORD_PLACE | (with ? WORD_WITH | WORD_TO : 0u)));
}

/* The dash or colon behind a dateline: "ACCRA, 3 May (GNA) - …". */
static bool ends_dateline(const struct treaty_scene *scene, uint32_t w) {
  enum { DATELINE_MAX = 16 };
  if (treaty_is(scene, w, ':') && w > scene->first && w < scene->first + 4 && treaty_entity(scene, w - 1))
    return true;
  if (!treaty_is(scene, w, '-') || w == scene->first || w + 1 >= scene->end || w > scene->first + DATELINE_MAX ||
      scene->words[w].flags & TEXTAN_WORD_GLUED || scene->words[w + 1].flags & TEXTAN_WORD_GLUED)
    return false;
  const textan_entity *before = treaty_entity(scene, w - 1);
  return !before || !treaty_entity(scene, w + 1) || treaty_type_is(before, "DATE");
}

/* Where the clause of an instrument and its cue begins: behind a break, or behind ", and". */
static uint32_t clause_begin(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t w = item->cue_end > item->cue && item->cue < item->first ? item->cue : item->first;
  while (w > scene->first) {
    w--;
    if (treaty_is(scene, w, ';') || treaty_has(scene, w, WORD_BREAK) || ends_dateline(scene, w))
      return w + 1;
    if (treaty_is(scene, w, ',') && treaty_has(scene, w + 1, WORD_AND) && !treaty_entity(scene, w + 2))
      return w + 2;
    const uint32_t other = treaty_mark(scene, w)->item;
    if (other && treaty_has(scene, scene->scratch->items[other - 1].end, WORD_AND) && item->cue > w &&
        item->cue < item->first)
      return w + 1;
  }
  return w;
}

/* States before the instrument that are no asides: who acts. */
static void subject_parties(const struct treaty_scene *scene, const struct treaty_item *item, bool with,
                            struct treaty_item *found, bool *pair) {
  for (uint32_t w = clause_begin(scene, item); w < item->first; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    if (mark->item)
      continue;
    *pair = *pair || mark->classes & WORD_PAIR;
    const char *code = party_at(scene, w);
    if (code && !is_aside(scene, w, with))
      treaty_party_add(found, code);
  }
}

/* States behind the instrument that a preposition or a relative clause names as parties. */
static void object_parties(const struct treaty_scene *scene, const struct treaty_item *item, struct treaty_item *found,
                           bool *pair) {
  bool open = false;
  const uint32_t cue = item->cue_end > item->cue && item->cue >= item->end ? item->cue : 0;
  for (uint32_t w = item->end; w < scene->end; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    if (treaty_is(scene, w, ';') || mark->classes & WORD_BREAK)
      return;
    if (mark->classes & WORD_PAIR && (open || w < cue))
      *pair = true;
    if (mark->classes & (WORD_WITH | WORD_BY | WORD_BETWEEN | WORD_RELATIVE))
      open = true;
    else if (mark->classes & WORD_PLACE || treaty_is(scene, w, ','))
      open = open && treaty_is(scene, w, ',');
    const char *code = party_at(scene, w);
    if (code && (open || w < cue) && !is_aside(scene, w, false))
      treaty_party_add(found, code);
    if (mark->item && w > item->end + 1 && !open)
      return;
  }
}

/* True when the document's pair can be the parties of an instrument without a word of its own about them. */
static bool pair_is_likely(const struct treaty_item *item) {
  const bool passing = !item->status || item->status == STATUS_REFERENCED;
  if (item->known || (item->noun && item->noun->flags & NOUN_SINGLE))
    return false;
  return !(passing && item->flags & ITEM_TITLE && !(item->flags & (ITEM_BARE | ITEM_NESTED | ITEM_TOPIC)));
}

/* Two codes in the clause, none of them a party of a known instrument that only its acronym names. */
static bool known_elsewhere(const struct treaty_scene *scene, const struct treaty_item *item,
                            const struct treaty_item *found) {
  if (!(scene->words[item->head_first].flags & TEXTAN_WORD_UPPER || item->noun) || found->party_count < 2)
    return false;
  for (size_t i = 0; i < found->party_count; i++)
    for (size_t k = 0; k < item->known->party_count; k++)
      if (strcmp(found->parties[i], item->known->parties[k]) == 0)
        return false;
  return true;
}

static void parties_copy(struct treaty_item *item, const struct treaty_item *from) {
  memcpy(item->parties, from->parties, sizeof item->parties);
  item->party_count = from->party_count;
}

/* A name that holds a known multilateral instrument: what joins or changes that has its members as parties. */
static bool is_accession(const struct treaty_scene *scene, const struct treaty_item *item) {
  for (uint32_t w = item->head_end; w < item->end; w++) {
    const uint32_t inner = treaty_mark(scene, w)->head;
    if (inner && scene->scratch->items[inner - 1].known && !scene->scratch->items[inner - 1].known->party_count)
      return true;
  }
  return false;
}

static void known_parties(const struct treaty_scene *scene, struct treaty_item *item) {
  struct treaty_item found = {.party_count = 0};
  bool pair = false;
  subject_parties(scene, item, false, &found, &pair);
  if (known_elsewhere(scene, item, &found)) {
    item->known = NULL;
    parties_copy(item, &found);
    return;
  }
  for (size_t i = 0; i < item->known->party_count; i++)
    treaty_party_add(item, item->known->parties[i]);
}

/* One party is named: the other acts, or is the document's. */
static void other_party(const struct treaty_scene *scene, struct treaty_item *item, const struct treaty_item *found) {
  const char *own = item->parties[0];
  for (size_t i = 0; i < found->party_count && found->party_count <= 4; i++)
    treaty_party_add(item, found->parties[i]);
  if (item->party_count > 1)
    return;
  if (in_pair(&scene->pair, own))
    pair_add(scene, item);
  else if (scene->pair.codes[0])
    treaty_party_add(item, scene->pair.codes[0]);
}

static void item_parties(const struct treaty_scene *scene, struct treaty_item *item) {
  bool pair = false, own_pair = false;
  if (item->known && item->known->party_count) {
    known_parties(scene, item);
    return;
  }
  name_parties(scene, item, &own_pair);
  if (item->party_count >= 2 || is_accession(scene, item))
    return;
  if (own_pair && !item->known && scene->pair.codes[0]) {
    item->party_count = 0;
    pair_add(scene, item);
    return;
  }
  struct treaty_item found = {.party_count = 0};
  subject_parties(scene, item, item->party_count == 1, &found, &pair);
  if (item->known && !(item->flags & ITEM_FRAME)) {
    const uint32_t told = ITEM_ACT | ITEM_PLAIN | ITEM_GOVERNED;
    if (found.party_count >= 2 && (item->flags & told) == told && item->status <= STATUS_SIGNED)
      parties_copy(item, &found);
    return;
  }
  if (item->party_count == 1) {
    other_party(scene, item, &found);
    return;
  }
  object_parties(scene, item, &found, &pair);
  const bool told = item->flags & (ITEM_ACT | ITEM_GOVERNED) || item->cue_end;
  if (found.party_count >= 2 && found.party_count <= 5 && told) {
    parties_copy(item, &found);
  } else if (scene->pair.codes[0] &&
             (pair || (pair_is_likely(item) && (found.party_count == 0 || in_pair(&scene->pair, found.parties[0]))))) {
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

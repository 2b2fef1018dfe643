/* What needs more than one sentence: acronyms in brackets, nouns that only refer back, lists under a heading. */
#include "treaty.h"

#include <stdlib.h>
#include <string.h>

/* ---- records that are shared ------------------------------------------------------------------------ */

static void record_copy(struct treaty_item *item, const struct treaty_item *source, bool status) {
  item->kind = source->kind;
  item->known = source->known;
  item->party_count = source->party_count;
  memcpy(item->parties, source->parties, sizeof item->parties);
  if (status) {
    item->status = source->status;
    memcpy(item->date, source->date, sizeof item->date);
  }
}

/* ---- what refers back ---------------------------------------------------------------------------------- */

enum { BACK_REACH = 64 }; /* instruments looked at for what another refers to */

static bool kinds_agree(const struct treaty_item *item, const struct treaty_item *antecedent) {
  if (item->kind == antecedent->kind)
    return true;
  return item->noun->flags & NOUN_ANY &&
         (item->kind == KIND_DOCUMENTS || antecedent->kind <= KIND_PROTOCOL || antecedent->kind == KIND_ARRANGEMENT);
}

/* A noun that may only refer back: nothing of its own, and definite where the language says so. */
static bool may_refer_back(const struct treaty_item *item) {
  const uint32_t words = item->head_end - item->head_first;
  if (!item->noun || !(item->flags & ITEM_BARE) || item->noun->flags & NOUN_ONE ||
      words >= (item->language->modifiers_follow ? 7u : 4u))
    return false;
  return item->flags & ITEM_DEFINITE || item->language->modifiers_follow;
}

static bool may_be_antecedent(const struct treaty_item *item) {
  return !(item->flags & (ITEM_DROPPED | ITEM_ANAPHOR | ITEM_ACRONYM));
}

/* The nearest instrument before it that it can refer to, or NULL. */
static const struct treaty_item *antecedent_find(const struct treaty_scratch *scratch, size_t position) {
  const struct treaty_item *item = &scratch->items[scratch->order[position]];
  for (size_t i = position, n = 0; i-- > 0 && n < BACK_REACH; n++) {
    const struct treaty_item *other = &scratch->items[scratch->order[i]];
    if (may_be_antecedent(other) && kinds_agree(item, other))
      return other;
  }
  return NULL;
}

static void refer_back(struct treaty_scratch *scratch, size_t position) {
  struct treaty_item *item = &scratch->items[scratch->order[position]];
  const struct treaty_item *antecedent = antecedent_find(scratch, position);
  const uint16_t flags = item->noun->flags;
  if (antecedent) {
    item->flags |= ITEM_ANAPHOR;
    item->rule = "refers back";
    record_copy(item, antecedent, false);
  } else if (flags & NOUN_GENERIC || (flags & NOUN_WEAK && !(item->flags & ITEM_ACT)) ||
             ((!item->status || item->status == STATUS_REFERENCED) && !(item->flags & ITEM_ACT))) {
    item->flags |= ITEM_DROPPED;
  }
}

/* "another on …": of the kind of the instrument before it. */
static void take_kind(struct treaty_scratch *scratch, size_t position) {
  struct treaty_item *item = &scratch->items[scratch->order[position]];
  for (size_t i = position, n = 0; i-- > 0 && n < BACK_REACH; n++) {
    const struct treaty_item *other = &scratch->items[scratch->order[i]];
    if (other->flags & ITEM_DROPPED)
      continue;
    if (other->sentence + 1 < item->sentence)
      break;
    item->kind = other->kind;
    if (!item->party_count)
      record_copy(item, other, false);
    item->known = NULL;
    return;
  }
  item->flags |= ITEM_DROPPED;
}

/* ---- known instruments ------------------------------------------------------------------------------------- */

enum { FULL_MAX = 64 };

struct full_names {
  const char *codes[FULL_MAX];
  size_t count;
};

static bool full_has(const struct full_names *full, const char *code) {
  for (size_t i = 0; i < full->count; i++)
    if (strcmp(full->codes[i], code) == 0)
      return true;
  return false;
}

/* The known instruments that the document names in full. */
static void full_read(const struct treaty_scratch *scratch, struct full_names *full) {
  for (size_t i = 0; i < scratch->item_count && full->count < FULL_MAX; i++) {
    const struct treaty_item *item = &scratch->items[i];
    if (item->known && !item->known->needs_full && !(item->flags & ITEM_DROPPED) && !full_has(full, item->known->code))
      full->codes[full->count++] = item->known->code;
  }
}

/* ---- lists under a heading --------------------------------------------------------------------------------- */

/* An instrument that opens its sentence without a cue takes the act of the instrument that heads the list. */
static void list_inherit(const struct treaty_scene *scene, struct treaty_item *item, const struct treaty_item *head) {
  const textan_sentence *sentence = &scene->sentences[item->sentence];
  if (item->status || item->first > sentence->first_word + 4 || !(head->flags & ITEM_ACT) ||
      item->sentence == head->sentence)
    return;
  item->status = head->status;
  memcpy(item->date, head->date, sizeof item->date);
  item->flags |= ITEM_ACT | ITEM_LISTED;
  if (!item->party_count)
    record_copy(item,
                &(struct treaty_item){.kind = item->kind,
                                      .known = item->known,
                                      .party_count = head->party_count,
                                      .parties = {head->parties[0], head->parties[1], head->parties[2]}},
                false);
}

/* ---- dates of the document ----------------------------------------------------------------------------------- */

static bool inside_name(const struct treaty_scratch *scratch, const textan_entity *entity) {
  for (size_t i = 0; i < scratch->item_count && i < 32; i++)
    if (scratch->items[i].first <= entity->first_word && entity->first_word < scratch->items[i].end)
      return true;
  return false;
}

/* The day of the news: the first full date of the first sentences, or NULL. */
static const textan_entity *news_date(const struct treaty_scene *scene) {
  enum { LEAD = 5 };
  const uint32_t end = scene->sentence_count > LEAD ? scene->sentences[LEAD].begin : UINT32_MAX;
  for (size_t i = 0; i < scene->entity_count && scene->entities[i].begin < end; i++) {
    const textan_entity *entity = &scene->entities[i];
    if (treaty_type_is(entity, "DATE") && entity->value && !strchr(entity->value, '/') &&
        (strlen(entity->value) == 10 || strncmp(entity->value, "--", 2) == 0) && strlen(entity->value) >= 7 &&
        !inside_name(scene->scratch, entity))
      return entity;
  }
  return NULL;
}

/* A headline stands above an empty line. */
static bool in_headline(const struct treaty_scene *scene, const struct treaty_item *item) {
  if (item->sentence > 1 || item->sentence + 1 >= scene->sentence_count)
    return false;
  const textan_sentence *next = &scene->sentences[item->sentence + 1];
  return next->word_count && scene->words[next->first_word].flags & (TEXTAN_WORD_PARAGRAPH | TEXTAN_WORD_LINE);
}

/* An act that is told as news and has no date of its own happened on the day of the news. */
static void date_inherit(const struct treaty_scene *scene, struct treaty_item *item, const textan_entity *date) {
  const bool headline = in_headline(scene, item);
  const uint32_t needed = headline ? ITEM_PLAIN : ITEM_ACT | ITEM_PLAIN | ITEM_GOVERNED;
  const uint8_t last = headline ? STATUS_TERMINATED : STATUS_RATIFIED;
  if (item->date[0] || item->outer || (item->flags & needed) != needed || item->status < STATUS_CONCLUDED ||
      item->status > last || item->status == STATUS_IMPLEMENTED)
    return;
  if (date && (date->first_word < item->first || headline) && strlen(date->value) < sizeof item->date)
    strcpy(item->date, date->value);
}

/* ---- order --------------------------------------------------------------------------------------------------- */

struct place {
  uint32_t first, end, index;
};

static int compare_places(const void *a, const void *b) {
  const struct place *x = a, *y = b;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

static textan_status order_read(struct treaty_scratch *scratch, textan_error *error) {
  struct place *places = malloc((scratch->item_count + 1) * sizeof *places);
  uint32_t *order = scratch->order_room < scratch->item_count
                        ? realloc(scratch->order, scratch->item_count * 2 * sizeof *order)
                        : scratch->order;
  if (order && scratch->order_room < scratch->item_count)
    scratch->order_room = scratch->item_count * 2;
  if (order)
    scratch->order = order;
  if (!places || !order) {
    free(places);
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the instruments of the document");
  }
  for (size_t i = 0; i < scratch->item_count; i++)
    places[i] = (struct place){scratch->items[i].first, scratch->items[i].end, (uint32_t)i};
  qsort(places, scratch->item_count, sizeof *places, compare_places);
  for (size_t i = 0; i < scratch->item_count; i++)
    order[i] = places[i].index;
  free(places);
  return TEXTAN_OK;
}

textan_status treaty_document_join(struct treaty_scene *scene, textan_error *error) {
  struct treaty_scratch *scratch = scene->scratch;
  const textan_status status = order_read(scratch, error);
  const struct treaty_item *head = NULL;
  struct full_names full = {.count = 0};
  full_read(scratch, &full);
  const textan_entity *date = news_date(scene);
  for (size_t i = 0; status == TEXTAN_OK && i < scratch->item_count; i++) {
    struct treaty_item *item = &scratch->items[scratch->order[i]];
    if (item->flags & ITEM_DROPPED)
      continue;
    if (item->known && item->known->needs_full && !item->noun && !(item->flags & ITEM_ACRONYM) &&
        !full_has(&full, item->known->code)) {
      item->flags |= ITEM_DROPPED;
      continue;
    }
    if (item->flags & ITEM_ACRONYM || (item->same && !item->status)) {
      const struct treaty_item *source = &scratch->items[item->same - 1];
      record_copy(item, source, (item->flags & ITEM_ACRONYM) != 0);
      item->flags |= source->flags & (ITEM_DROPPED | ITEM_ANAPHOR);
    } else if (item->same) {
      record_copy(item, &scratch->items[item->same - 1], false);
    } else if (may_refer_back(item)) {
      refer_back(scratch, i);
    } else if (item->noun && item->noun->flags & NOUN_ONE) {
      take_kind(scratch, i);
    }
    if (head && !(item->flags & (ITEM_ANAPHOR | ITEM_ACRONYM)))
      list_inherit(scene, item, head);
    if (!(item->flags & (ITEM_DROPPED | ITEM_ACRONYM | ITEM_ANAPHOR)))
      date_inherit(scene, item, date);
    if (!(item->flags & ITEM_DROPPED) && item->kind == KIND_DOCUMENTS)
      head = item;
  }
  return status;
}

/* Drops what looks like an instrument and is none: denied ones, class terms, predicates, commerce, words without
 * evidence. */
#include "treaty.h"

#include <string.h>

static bool described(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t w = item->first;
  while (w > scene->first && treaty_has(scene, w - 1, WORD_DROP))
    w--;
  if (w > scene->first && treaty_has(scene, w - 1, WORD_DETERMINER) && !treaty_has(scene, w - 1, WORD_COPULA))
    w--;
  return w > scene->first && treaty_has(scene, w - 1, WORD_COPULA) && !(item->flags & ITEM_DEFINITE);
}

/* A party that is neither a state nor one of its organs: a company, for all the text says. */
static bool is_company(const struct treaty_scene *scene, const textan_entity *entity) {
  return treaty_type_is(entity, "ORG") && !entity->code && !entity->country &&
         !treaty_has(scene, entity->first_word, WORD_ORGAN | WORD_PAIR) &&
         !treaty_has(scene, entity->first_word + entity->word_count - 1, WORD_ORGAN);
}

/* The other side is named and is neither a state nor an organ: "agreement with …". */
static bool with_company(const struct treaty_scene *scene, const struct treaty_item *item) {
  for (uint32_t w = item->first; w < item->end; w++) {
    const textan_entity *entity = treaty_entity(scene, w);
    if (treaty_has(scene, w, WORD_ORGAN | WORD_PAIR | WORD_PARTY) || (entity && treaty_entity_party(entity)))
      return false;
  }
  return item->flags & ITEM_FRAME && !(item->flags & ITEM_TITLE);
}

/* Companies, and nobody who could bind a state, act in the sentence. */
static bool commerce(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t companies = 0, words = 0, organs = 0;
  for (uint32_t w = scene->first; w < scene->end; w++) {
    const textan_entity *entity = treaty_entity(scene, w);
    if (treaty_has(scene, w, WORD_COMPANY))
      words++;
    if (!entity || entity->first_word != w || treaty_mark(scene, w)->item)
      continue;
    if (is_company(scene, entity))
      companies++;
    else if (treaty_type_is(entity, "ORG") || (treaty_type_is(entity, "GPE") && entity->code))
      organs++;
  }
  if (item->flags & ITEM_FRAME && item->party_count >= 2)
    return false;
  return (companies >= 2 && organs < 2) || (companies + words >= 2 && organs < 2) || (words && organs == 0);
}

static bool lacks_evidence(const struct treaty_item *item) {
  if (!item->noun || item->known || (item->flags & ITEM_NESTED && !(item->noun->flags & NOUN_GENERIC)))
    return false;
  const uint16_t flags = item->noun->flags;
  if (item->flags & ITEM_BARE && !item->status && !(item->flags & (ITEM_ACT | ITEM_FRAME)) &&
      item->head_end - item->head_first < 4)
    return true;
  const bool told = item->status > STATUS_PROPOSED && item->status < STATUS_REFERENCED && !(flags & NOUN_GENERIC) &&
                    !(item->kind == KIND_PROGRAMME && item->status == STATUS_IMPLEMENTED);
  const bool title = item->kind == KIND_CONVENTION && item->flags & ITEM_TITLE && !(item->flags & ITEM_BARE);
  const bool pair = item->party_count >= 2 && !(item->flags & ITEM_BARE) && item->kind <= KIND_AGREEMENT;
  if (flags & NOUN_WEAK && !(item->flags & (ITEM_ACT | ITEM_FRAME)) && !told && !title && !pair)
    return true;
  if (item->kind == KIND_CONTRACT_BETWEEN_STATES && flags & NOUN_WEAK &&
      !(item->flags & ITEM_FRAME && item->party_count >= 2))
    return true;
  if (flags & NOUN_COMPLEMENT && item->flags & ITEM_BARE)
    return true;
  return item->flags & ITEM_PLURAL &&
         !(item->flags & (ITEM_QUANTIFIED | ITEM_DEFINITE | ITEM_ACT | ITEM_FRAME | ITEM_TOPIC)) && !item->status;
}

static bool has_inner(const struct treaty_scene *scene, const struct treaty_item *item) {
  for (uint32_t w = item->head_end; w < item->end; w++)
    if (treaty_mark(scene, w)->head)
      return true;
  return false;
}

static bool has_date(const struct treaty_scene *scene, const struct treaty_item *item) {
  for (uint32_t w = item->first; w < item->end; w++) {
    const textan_entity *entity = treaty_entity(scene, w);
    if (entity && treaty_type_is(entity, "DATE"))
      return true;
  }
  return false;
}

/* Written as a common noun, and nobody who could conclude an instrument is in sight. */
static bool is_private(const struct treaty_scene *scene, const struct treaty_item *item) {
  if (item->party_count || item->known || item->count || item->kind == KIND_EXCHANGE_OF_NOTES || has_inner(scene, item))
    return false;
  return !(item->flags & (ITEM_TITLE | ITEM_NESTED | ITEM_PLURAL | ITEM_BARE)) && !has_date(scene, item);
}

void treaty_reject(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  for (size_t i = scene->first_item; i < scratch->item_count; i++) {
    struct treaty_item *item = &scratch->items[i];
    if (item->flags & (ITEM_DROPPED | ITEM_ACRONYM))
      continue;
    const bool denied = item->flags & ITEM_DENIED ||
                        (item->flags & ITEM_NEGATED && !item->known && !(item->flags & (ITEM_DEFINITE | ITEM_TITLE)));
    const bool anaphor =
        item->flags & ITEM_BARE && item->noun && (item->flags & ITEM_DEFINITE || scene->language->modifiers_follow);
    if (denied || (!item->known && (described(scene, item) || with_company(scene, item) || commerce(scene, item))) ||
        (!anaphor && (lacks_evidence(item) || is_private(scene, item))))
      item->flags |= ITEM_DROPPED;
  }
}

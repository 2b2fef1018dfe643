/* Typed views on earlier layers: tokens, sentences, entities. */
#include <stdlib.h>
#include <string.h>

#include "document_add.h"
#include "document_check.h"

/* ---- tokens and sentences ---- */

static const textan_token *get_tokens(textan_document *document, size_t *count) {
  const bool may = document && document_may_read(document, "token");
  if (count)
    *count = may ? document->token_count : 0;
  return may ? document->tokens : NULL;
}

static const textan_sentence *get_sentences(textan_document *document, size_t *count) {
  const bool may = document && document_may_read(document, "sentence");
  if (count)
    *count = may ? document->sentence_count : 0;
  return may ? document->sentences : NULL;
}

/* ---- entities ---- */

static int by_position(const void *a, const void *b) {
  const textan_entity *x = a, *y = b;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static void fill_features(const struct block *block, const struct block_annotation *stored, const block_string names[4],
                          textan_entity *entity) {
  const char **const fields[4] = {&entity->code, &entity->country, &entity->value, &entity->role};
  for (uint32_t i = 0; i < stored->feature_count; i++)
    for (int field = 0; field < 4; field++)
      if (stored->features[i].name == names[field] && stored->features[i].value.type == TEXTAN_STRING)
        *fields[field] = block_text(block, stored->features[i].value.as.string);
}

/* The first word at or behind `offset`, at or behind word `from`. */
static uint32_t word_from(const textan_word *words, size_t count, uint32_t from, uint32_t offset) {
  while (from < count && words[from].begin < offset)
    from++;
  return from;
}

static void fill_words(textan_document *document, textan_entity *entities, size_t count) {
  size_t word_count;
  const textan_word *words = words_api.words(document, &word_count);
  uint32_t at = 0;
  for (size_t i = 0; words && i < count; i++) {
    at = word_from(words, word_count, at, entities[i].begin);
    entities[i].first_word = at;
    for (uint32_t end = at; end < word_count && words[end].end <= entities[i].end; end++)
      entities[i].word_count++;
  }
}

static void load_entities(textan_document *document) {
  const struct block *block = &document->block;
  const block_string layer = block_find(block, "entity", strlen("entity"));
  const block_string names[4] = {block_find(block, "code", 4), block_find(block, "country", 7),
                                 block_find(block, "value", 5), block_find(block, "role", 4)};
  size_t count = 0;
  for (uint32_t i = 0; i < block->annotations.count; i++)
    count += block_annotation_at(block, i)->layer == layer;
  textan_entity *entities = document_alloc(document, count * sizeof *entities);
  if (!entities)
    return;
  size_t used = 0;
  for (uint32_t i = 0; i < block->annotations.count; i++) {
    const struct block_annotation *stored = block_annotation_at(block, i);
    if (stored->layer != layer)
      continue;
    entities[used] = (textan_entity){.id = i + 1,
                                     .begin = stored->begin,
                                     .end = stored->end,
                                     .score = stored->score,
                                     .type = block_text(block, stored->type)};
    fill_features(block, stored, names, &entities[used++]);
  }
  qsort(entities, count, sizeof *entities, by_position);
  fill_words(document, entities, count);
  document->entities = entities;
  document->entity_count = count;
  document->entities_valid = true;
}

static const textan_entity *get_entities(textan_document *document, size_t *count) {
  const bool may = document && document_may_read(document, "entity");
  if (may && !document->entities_valid)
    load_entities(document);
  const bool valid = may && document->entities_valid;
  if (count)
    *count = valid ? document->entity_count : 0;
  return valid ? document->entities : NULL;
}

const textan_views_api views_api = {
    .struct_size = sizeof views_api,
    .tokens = get_tokens,
    .sentences = get_sentences,
    .entities = get_entities,
    .set_tokens = document_set_tokens,
    .set_sentences = document_set_sentences,
};

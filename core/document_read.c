/* What plugins read from a document, and the table of functions for both. */
#include <string.h>

#include "document_add.h"
#include "document_check.h"

/* Never NULL: plugins that hold no document, or a closed one, are answered all the same. */
static const char *text_of(const struct buffer *buffer) {
  return buffer->data ? buffer->data : "";
}

static const char *get_id(const textan_document *document) {
  return document ? text_of(&document->id) : "";
}

static const char *get_corpus(const textan_document *document) {
  return document ? text_of(&document->corpus) : "";
}

static const char *get_source(const textan_document *document) {
  return document ? text_of(&document->source) : "";
}

/* A stored value as plugins see it.  Lists get their array in the arena. */
static textan_value load_value(const textan_document *document, const struct block_value *stored) {
  const struct block *block = &document->block;
  textan_value value = {.type = stored->type, .size = 0};
  switch (stored->type) {
  case TEXTAN_STRING:
    value.as.string = (textan_string){block_text(block, stored->as.string), stored->size};
    break;
  case TEXTAN_LIST: {
    const uint32_t *pairs = (const void *)(block->base + stored->as.list);
    /* The arena is the document's scratch space: using it does not change what the document says. */
    textan_string *list = document_alloc((textan_document *)document, stored->size * sizeof *list);
    for (uint32_t i = 0; list && i < stored->size; i++)
      list[i] = (textan_string){block_text(block, pairs[2 * i]), pairs[2 * i + 1]};
    value.as.list = list;
    value.size = list ? stored->size : 0;
    break;
  }
  case TEXTAN_INTEGER:
    value.as.integer = stored->as.integer;
    break;
  case TEXTAN_DECIMAL:
    value.as.decimal = stored->as.decimal;
    break;
  case TEXTAN_BOOLEAN:
    value.as.boolean = stored->as.boolean;
    break;
  default:
    value.as.reference = stored->as.reference;
  }
  return value;
}

static void load_feature(const textan_document *document, const struct block_feature *stored, textan_feature *out) {
  out->name = block_text(&document->block, stored->name);
  out->value = load_value(document, &stored->value);
}

/* What a caller gets who asks for item i of `count`. */
static void load_nothing(const textan_document *document, const char *what, size_t i, size_t count,
                         textan_feature *out) {
  *out = (textan_feature){.name = "", .value = {.type = TEXTAN_STRING, .size = 0, .as = {.string = {"", 0}}}};
  if (document)
    document_note_fault(document, "the plugin asked for %s %zu, but there are %zu, counted from 0", what, i, count);
}

/* The value in the arena, so that it lives as long as the document. */
static const textan_value *keep_value(const textan_document *document, const struct block_value *stored) {
  textan_value *value = document_alloc((textan_document *)document, sizeof *value);
  if (value)
    *value = load_value(document, stored);
  return value;
}

/* ---- attributes ---- */

static const textan_value *get_attribute(const textan_document *document, const char *name) {
  if (!document || !name)
    return NULL;
  const struct block *block = &document->block;
  const block_string wanted = block_find(block, name, strlen(name));
  for (uint32_t i = 0; wanted && i < block->attributes.count; i++)
    if (block_attribute_at(block, i)->feature.name == wanted)
      return keep_value(document, &block_attribute_at(block, i)->feature.value);
  return NULL;
}

static size_t get_attribute_count(const textan_document *document) {
  return document ? document->block.attributes.count : 0;
}

static void get_attribute_at(const textan_document *document, size_t i, textan_feature *out) {
  const size_t count = get_attribute_count(document);
  if (i >= count)
    load_nothing(document, "attribute", i, count, out);
  else
    load_feature(document, &block_attribute_at(&document->block, (uint32_t)i)->feature, out);
}

/* ---- annotations ---- */

static void load_annotation(const textan_document *document, uint32_t i, textan_annotation_view *out) {
  const struct block *block = &document->block;
  const struct block_annotation *stored = block_annotation_at(block, i);
  *out = (textan_annotation_view){.id = i + 1,
                                  .begin = stored->begin,
                                  .end = stored->end,
                                  .score = stored->score,
                                  .layer = block_text(block, stored->layer),
                                  .type = block_text(block, stored->type),
                                  .by = block_text(block, stored->by),
                                  .rule = block_text(block, stored->rule),
                                  .feature_count = stored->feature_count};
}

static bool next_annotation(const textan_document *document, const char *layer, size_t *position,
                            textan_annotation_view *out) {
  if (!document || !position || (layer && !document_may_read(document, layer)))
    return false;
  const struct block *block = &document->block;
  const block_string wanted = layer ? block_find(block, layer, strlen(layer)) : 0;
  if (layer && !wanted)
    return false;
  for (; *position < block->annotations.count; ++*position)
    if (!layer || block_annotation_at(block, (uint32_t)*position)->layer == wanted) {
      load_annotation(document, (uint32_t)(*position)++, out);
      return layer || document_may_read(document, out->layer);
    }
  return false;
}

/* The annotation with that id, if the running step may read it. */
static const struct block_annotation *find_annotation(const textan_document *document, uint32_t id) {
  if (!document || !id || id > document->block.annotations.count)
    return NULL;
  const struct block_annotation *stored = block_annotation_at(&document->block, id - 1);
  return document_may_read(document, block_text(&document->block, stored->layer)) ? stored : NULL;
}

static bool get_annotation(const textan_document *document, uint32_t id, textan_annotation_view *out) {
  if (!find_annotation(document, id))
    return false;
  load_annotation(document, id - 1, out);
  return true;
}

static const textan_value *get_feature(const textan_document *document, uint32_t id, const char *name) {
  const struct block_annotation *stored = find_annotation(document, id);
  if (!stored || !name)
    return NULL;
  const block_string wanted = block_find(&document->block, name, strlen(name));
  for (uint32_t i = 0; wanted && i < stored->feature_count; i++)
    if (stored->features[i].name == wanted)
      return keep_value(document, &stored->features[i].value);
  return NULL;
}

static void get_feature_at(const textan_document *document, uint32_t id, size_t i, textan_feature *out) {
  const struct block_annotation *stored = find_annotation(document, id);
  if (!stored || i >= stored->feature_count)
    load_nothing(document, "feature", i, stored ? stored->feature_count : 0, out);
  else
    load_feature(document, &stored->features[i], out);
}

/* ---- relations ---- */

static size_t get_relation_count(const textan_document *document) {
  return document ? document->block.relations.count : 0;
}

static void get_relation_at(const textan_document *document, size_t i, textan_relation *out) {
  const size_t count = get_relation_count(document);
  if (i >= count) {
    *out = (textan_relation){.type = "", .by = ""};
    if (document)
      document_note_fault(document, "the plugin asked for relation %zu, but there are %zu, counted from 0", i, count);
    return;
  }
  const struct block *block = &document->block;
  const struct block_relation *stored = block_relation_at(block, (uint32_t)i);
  *out = (textan_relation){.type = block_text(block, stored->type),
                           .from = stored->from,
                           .to = stored->to,
                           .by = block_text(block, stored->by)};
}

/* ---- language ---- */

/* The spans of the layer "language", in the order of adding. */
static void load_languages(textan_document *document) {
  const struct block *block = &document->block;
  const block_string language = block_find(block, "language", strlen("language"));
  size_t count = 0;
  for (uint32_t i = 0; language && i < block->annotations.count; i++)
    count += block_annotation_at(block, i)->layer == language;
  struct language_span *spans = document_alloc(document, count * sizeof *spans);
  document->language_count = 0;
  for (uint32_t i = 0; spans && count && i < block->annotations.count; i++) {
    const struct block_annotation *stored = block_annotation_at(block, i);
    if (stored->layer == language)
      spans[document->language_count++] =
          (struct language_span){stored->begin, stored->end, block_text(block, stored->type)};
  }
  document->languages = spans;
  document->languages_valid = true;
}

static const char *language_at(const textan_document *document, uint32_t offset) {
  if (!document)
    return "und";
  if (!document->languages_valid)
    load_languages((textan_document *)document);
  for (size_t i = 0; i < document->language_count; i++)
    if (offset >= document->languages[i].begin && offset < document->languages[i].end)
      return document->languages[i].tag;
  const textan_value *lang = get_attribute(document, "lang");
  return lang && lang->type == TEXTAN_STRING ? lang->as.string.data : "und";
}

static bool get_failure(const textan_document *document, const char **step, const char **reason) {
  if (!document || !document->failed)
    return false;
  *step = text_of(&document->failed_step);
  *reason = document->failed_reason.data ? document->failed_reason.data : "no memory";
  return true;
}

const textan_document_api document_api = {
    .struct_size = sizeof document_api,
    .id = get_id,
    .corpus = get_corpus,
    .source = get_source,
    .text = document_text,
    .attribute = get_attribute,
    .attribute_count = get_attribute_count,
    .attribute_at = get_attribute_at,
    .set_attribute = document_set_attribute,
    .add = document_add,
    .relate = document_relate,
    .next = next_annotation,
    .get = get_annotation,
    .feature = get_feature,
    .feature_at = get_feature_at,
    .relation_count = get_relation_count,
    .relation_at = get_relation_at,
    .language_at = language_at,
    .failure = get_failure,
    .error_count = document_error_count,
    .error_at = document_error_at,
};

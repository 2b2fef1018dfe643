/* What is added to a document: by the host, and by plugins, whose mistakes are held against their step. */
#include "document_add.h"

#include <string.h>

#include "document_check.h"
#include "document_limits.h"

/* ---- for the host ---- */

static bool has_attribute(const textan_document *document, const char *name) {
  const struct block *block = &document->block;
  const block_string wanted = block_find(block, name, strlen(name));
  for (uint32_t i = 0; wanted && i < block->attributes.count; i++)
    if (block_attribute_at(block, i)->feature.name == wanted)
      return true;
  return false;
}

textan_status document_keep_attribute(textan_document *document, const textan_feature *attribute, textan_error *error) {
  const textan_status status = document_check_attribute(document, attribute, error);
  if (status != TEXTAN_OK)
    return status;
  if (document->block.attributes.count >= LIMIT_ATTRIBUTES && !has_attribute(document, attribute->name))
    return textan_fail(error, TEXTAN_ELIMIT, "the document has %d attributes, as many as it may have",
                       LIMIT_ATTRIBUTES);
  document->languages_valid = false;
  if (!block_add_attribute(&document->block, attribute))
    return textan_fail(error, TEXTAN_ELIMIT, "no room for attribute \"%s\"", attribute->name);
  return TEXTAN_OK;
}

/* ---- for plugins ---- */

/* Passes the status on; in strict mode a broken rule fails the step even when the plugin says nothing of it. */
static textan_status settle(textan_document *document, textan_status status, const textan_error *error) {
  if (document && status == TEXTAN_EINTERNAL)
    document_note_fault(document, "%s", error->message);
  return status;
}

textan_status document_set_attribute(textan_document *document, const textan_feature *attribute, textan_error *error) {
  textan_error own;
  error = error ? error : &own;
  textan_status status = document_check_open(document, error);
  if (status == TEXTAN_OK)
    status = document_keep_attribute(document, attribute, error);
  return settle(document, status, error);
}

textan_status document_add(textan_document *document, const textan_annotation *annotation, uint32_t *id,
                           textan_error *error) {
  textan_error own;
  error = error ? error : &own;
  textan_status status = document_check_open(document, error);
  if (status == TEXTAN_OK)
    status = document_check_annotation(document, annotation, error);
  if (status != TEXTAN_OK)
    return settle(document, status, error);
  const char *by = TEXTAN_HAS(annotation, textan_annotation, by) ? annotation->by : NULL;
  if (!block_add_annotation(&document->block, annotation, by ? by : document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "its %u annotations fill the 256 MiB that a document's may take",
                       document->block.annotations.count);
  if (id)
    *id = document->block.annotations.count;
  return TEXTAN_OK;
}

textan_status document_relate_as(textan_document *document, const char *by, const char *type, uint32_t from,
                                 uint32_t to, textan_error *error) {
  textan_error own;
  error = error ? error : &own;
  textan_status status = document_check_open(document, error);
  if (status == TEXTAN_OK)
    status = document_check_relation(document, by, type, from, to, error);
  if (status != TEXTAN_OK)
    return settle(document, status, error);
  if (!block_add_relation(&document->block, type, from, to, by ? by : document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "no room for a further relation");
  return TEXTAN_OK;
}

textan_status document_relate(textan_document *document, const char *type, uint32_t from, uint32_t to,
                              textan_error *error) {
  return document_relate_as(document, NULL, type, from, to, error);
}

/* ---- tokens and sentences ---- */

/* Both records begin with the same four numbers. */
_Static_assert(sizeof(textan_token) == sizeof(textan_sentence), "tokens and sentences are checked by one function");

/* Spans of the layer in order, on boundaries, of words that there are. */
static textan_status check_spans(textan_document *document, const char *layer, const textan_token *spans, size_t count,
                                 textan_error *error) {
  size_t word_count;
  if (count > document->text_size || (count && !spans))
    return textan_fail(error, TEXTAN_EINTERNAL, "%zu spans of layer \"%s\" %s", count, layer,
                       spans ? "do not fit in the text" : "are handed over as NULL");
  if (!words_api.words(document, &word_count) && document->text_size)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the words of the document");
  uint32_t last = 0;
  for (size_t i = 0; i < count; last = spans[i++].end) {
    const textan_token *span = &spans[i];
    const textan_status status = document_check_span(document, span->begin, span->end, error);
    if (status != TEXTAN_OK)
      return status;
    if (span->begin < last)
      return textan_fail(error, TEXTAN_EINTERNAL, "%s %zu begins at %u, before the end of the last one at %u", layer, i,
                         span->begin, last);
    if (span->first_word > word_count || span->word_count > word_count - span->first_word)
      return textan_fail(error, TEXTAN_EINTERNAL, "%s %zu covers %u words from word %u on, but the document has %zu",
                         layer, i, span->word_count, span->first_word, word_count);
  }
  return TEXTAN_OK;
}

/* A checked copy of `count` spans in *copy. */
static textan_status copy_spans(textan_document *document, const char *layer, const textan_token *spans, size_t count,
                                const char *set_by, const textan_token **copy, textan_error *error) {
  textan_status status = document_check_open(document, error);
  if (status == TEXTAN_OK)
    status = document_check_layer(document, layer, error);
  if (status == TEXTAN_OK && set_by)
    status = textan_fail(error, TEXTAN_EINTERNAL, "layer \"%s\" was set by step \"%s\" already", layer, set_by);
  if (status == TEXTAN_OK)
    status = check_spans(document, layer, spans, count, error);
  if (status != TEXTAN_OK)
    return settle(document, status, error);
  textan_token *kept = document_alloc(document, count * sizeof *kept);
  if (!kept)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu spans of layer \"%s\"", count, layer);
  if (count)
    memcpy(kept, spans, count * sizeof *kept);
  *copy = kept;
  return TEXTAN_OK;
}

textan_status document_set_tokens(textan_document *document, const textan_token *tokens, size_t count,
                                  textan_error *error) {
  textan_error own;
  const textan_token *copy = NULL;
  const textan_status status =
      copy_spans(document, "token", tokens, count, document ? document->tokens_by : NULL, &copy, error ? error : &own);
  if (status == TEXTAN_OK) {
    document->tokens = copy;
    document->token_count = count;
    document->tokens_by = document->by;
  }
  return status;
}

textan_status document_set_sentences(textan_document *document, const textan_sentence *sentences, size_t count,
                                     textan_error *error) {
  textan_error own;
  const textan_token *copy = NULL;
  const textan_status status = copy_spans(document, "sentence", (const void *)sentences, count,
                                          document ? document->sentences_by : NULL, &copy, error ? error : &own);
  if (status == TEXTAN_OK) {
    document->sentences = (const void *)copy;
    document->sentence_count = count;
    document->sentences_by = document->by;
  }
  return status;
}

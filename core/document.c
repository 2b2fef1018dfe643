/* Documents: their life, and what a step adds to them. */
#include "document_add.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "document_limits.h"
#include "host.h"
#include "utf8.h"

/* ---- life ---- */

static _Atomic(textan_document *) closed;

/* Adds a chain of closed handles, which may be NULL, to the others. */
static void keep_closed(textan_document *first) {
  textan_document *last = first;
  while (last && last->next_closed)
    last = last->next_closed;
  if (!last)
    return;
  last->next_closed = atomic_load(&closed);
  while (!atomic_compare_exchange_weak(&closed, &last->next_closed, first))
    ;
}

static textan_document *new_handle(void) {
  /* All are taken at once, so that no two threads take the same. */
  textan_document *document = atomic_exchange(&closed, NULL);
  if (!document)
    return calloc(1, sizeof *document);
  keep_closed(document->next_closed);
  document->next_closed = NULL;
  return document;
}

textan_document *document_new(void) {
  textan_document *document = new_handle();
  if (!document)
    return NULL;
  document->text = "";
  document->words = words_state_new();
  document->lexicon = lexicon_state_new();
  document->regex = regex_state_new();
  if (!block_open(&document->block) || !document->words || !document->lexicon || !document->regex) {
    document_free(document);
    return NULL;
  }
  return document;
}

void document_free(textan_document *document) {
  if (!document)
    return;
  words_state_free(document->words);
  lexicon_state_free(document->lexicon);
  regex_state_free(document->regex);
  block_close(&document->block);
  arena_free(&document->arena);
  buffer_free(&document->corpus);
  buffer_free(&document->id);
  buffer_free(&document->source);
  buffer_free(&document->owned_text);
  buffer_free(&document->failed_step);
  buffer_free(&document->failed_reason);
  *document = (textan_document){.text = ""};
  keep_closed(document);
}

static void forget_tokens(textan_document *document) {
  document->tokens = NULL;
  document->token_count = 0;
  document->tokens_by = NULL;
}

static void forget_sentences(textan_document *document) {
  document->sentences = NULL;
  document->sentence_count = 0;
  document->sentences_by = NULL;
}

static void clear_step(textan_document *document) {
  document->by = NULL;
  document->consumes = document->produces = document->last_layer = NULL;
  document->strict = false;
  document->entities_valid = document->languages_valid = false;
}

/* Forgets everything but the names. */
static void clear_contents(textan_document *document) {
  block_reset(&document->block);
  arena_reset(&document->arena);
  words_state_reset(document->words);
  lexicon_state_reset(document->lexicon);
  document->text = "";
  document->text_size = 0;
  clear_step(document);
  forget_tokens(document);
  forget_sentences(document);
  document->exhausted = document->failed = false;
  document->skipped = NULL;
  document->deadline = 0;
}

static bool set_string(struct buffer *buffer, const char *text) {
  buffer_clear(buffer);
  return buffer_text(buffer, text ? text : "");
}

bool document_begin(textan_document *document, const char *corpus, const char *id, const char *source) {
  clear_contents(document);
  return set_string(&document->corpus, corpus) && set_string(&document->id, id) &&
         set_string(&document->source, source);
}

textan_status document_set_source(textan_document *document, const char *source, textan_error *error) {
  if (set_string(&document->source, source))
    return TEXTAN_OK;
  return textan_fail(error, TEXTAN_EMEMORY, "no memory for the source of a document");
}

textan_status document_set_text(textan_document *document, const char *text, size_t size, bool copy,
                                textan_error *error) {
  size_t bad;
  if (!text)
    return textan_fail(error, TEXTAN_EINTERNAL, "its text was handed over as NULL");
  if (size > LIMIT_TEXT)
    return textan_fail(error, TEXTAN_ELIMIT, "its text has %zu bytes, more than the %d that a document may have", size,
                       LIMIT_TEXT);
  if (!utf8_valid(text, size, &bad))
    return textan_fail(error, TEXTAN_EINPUT, "its text is not valid UTF-8 at byte %zu", bad);
  if (copy) {
    buffer_clear(&document->owned_text);
    if (!buffer_append(&document->owned_text, text, size))
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for a text of %zu bytes", size);
    text = document->owned_text.data;
  }
  document->text = text;
  document->text_size = size;
  /* A decoder that asked for the words before it set the text was given none. */
  words_state_reset(document->words);
  lexicon_state_reset(document->lexicon);
  return TEXTAN_OK;
}

const char *document_text(const textan_document *document, size_t *size) {
  if (size)
    *size = document ? document->text_size : 0;
  return document ? document->text : "";
}

void document_fail(textan_document *document, const char *step, const char *reason) {
  clear_contents(document);
  document->failed = true; /* also when there is no memory for the words */
  (void)(set_string(&document->failed_step, step) && set_string(&document->failed_reason, reason));
}

/* ---- steps ---- */

void document_begin_step(textan_document *document, const char *by, const textan_layer *produces) {
  clear_step(document);
  document->by = by;
  document->produces = produces;
  document->fault.status = TEXTAN_OK;
  document->mark = block_get_mark(&document->block);
  document->had_tokens = document->tokens_by != NULL;
  document->had_sentences = document->sentences_by != NULL;
}

void document_hold_step(textan_document *document, const textan_layer *consumes) {
  document->consumes = consumes;
  document->strict = true;
}

textan_status document_check_step(const textan_document *document, textan_error *error) {
  if (document->fault.status == TEXTAN_OK)
    return TEXTAN_OK;
  return textan_fail(error, document->fault.status, "%s", document->fault.message);
}

void document_end_step(textan_document *document, bool failed) {
  if (failed) {
    block_roll_back(&document->block, document->mark);
    if (!document->had_tokens)
      forget_tokens(document);
    if (!document->had_sentences)
      forget_sentences(document);
  }
  clear_step(document);
}

size_t document_annotation_count(const textan_document *document) {
  return document->block.annotations.count + document->token_count + document->sentence_count;
}

/* ---- services find their state ---- */

struct words_state *document_words_state(const textan_document *document) {
  return document ? document->words : NULL;
}

struct lexicon_state *document_lexicon_state(const textan_document *document) {
  return document ? document->lexicon : NULL;
}

struct regex_state *document_regex_state(const textan_document *document) {
  return document ? document->regex : NULL;
}

void *document_alloc(textan_document *document, size_t size) {
  if (!document || !document->words) /* none, or a closed handle */
    return NULL;
  void *memory = arena_alloc(&document->arena, size);
  if (!memory)
    document_set_exhausted(document);
  return memory;
}

void document_set_exhausted(textan_document *document) {
  document->exhausted = true;
}

bool document_is_exhausted(const textan_document *document) {
  return document->exhausted;
}

const textan_arena_api arena_api = {.struct_size = sizeof arena_api, .alloc = document_alloc, .keep = host_alloc};

/* The words service: a document's words and normal forms, made once. */
#include "word_split.h"

#include <stdlib.h>
#include <string.h>

#include "code_points.h"
#include "document.h"
#include "services.h"

struct words_state {
  struct words words;
  bool split;
  struct buffer normal, map;
  bool has_normal, identical; /* the text is in normal form itself */
};

struct words_state *words_state_new(void) {
  characters_init();
  return calloc(1, sizeof(struct words_state));
}

void words_state_reset(struct words_state *state) {
  state->split = state->has_normal = false;
}

void words_state_free(struct words_state *state) {
  if (!state)
    return;
  words_free(&state->words);
  buffer_free(&state->normal);
  buffer_free(&state->map);
  free(state);
}

const struct words *document_words(textan_document *document) {
  struct words_state *state = document_words_state(document);
  size_t size;
  const char *text = document_text(document, &size);
  if (!state->split)
    state->split = words_split(&state->words, text, size);
  return state->split ? &state->words : NULL;
}

static const textan_word *get_words(textan_document *document, size_t *count) {
  const struct words *words = document_words(document);
  *count = words ? words->count : 0;
  return words ? words->list : NULL;
}

static const char *get_folded(textan_document *document, size_t *size) {
  const struct words *words = document_words(document);
  *size = words ? words->folded.size : 0;
  return words ? words->folded.data : NULL;
}

static const char *get_normal(textan_document *document, size_t *size) {
  struct words_state *state = document_words_state(document);
  const char *text = document_text(document, size);
  if (!state->has_normal) {
    buffer_clear(&state->normal);
    buffer_clear(&state->map);
    state->identical = normal_is(text, *size);
    state->has_normal = state->identical || normal_form(text, *size, &state->normal, &state->map);
  }
  if (!state->has_normal || state->identical)
    return state->has_normal ? text : NULL;
  *size = state->normal.size;
  return state->normal.data;
}

static uint32_t normal_to_text(textan_document *document, uint32_t offset) {
  size_t size;
  const struct words_state *state = document_words_state(document);
  if (!get_normal(document, &size) || state->identical)
    return offset;
  uint32_t result;
  memcpy(&result, state->map.data + (offset < size ? offset : size) * sizeof result, sizeof result);
  return result;
}

const textan_words_api words_api = {
    .struct_size = sizeof words_api,
    .words = get_words,
    .folded = get_folded,
    .normal = get_normal,
    .normal_to_text = normal_to_text,
};

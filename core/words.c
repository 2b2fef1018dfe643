/* The words service: a document's words and normal form, each made once. */
#include "words.h"

#include <stdlib.h>

#include "characters.h"
#include "document.h"
#include "normal.h"
#include "services.h"

enum { KEEP_MAX = 16 * 1024 * 1024 };

struct words_state {
  struct words words;
  bool split;
  struct buffer normal, steps;
  bool has_normal;
};

struct words_state *words_state_new(void) {
  characters_init();
  return calloc(1, sizeof(struct words_state));
}

void words_state_reset(struct words_state *state) {
  state->split = state->has_normal = false;
  /* A document of unusual size must not leave its memory behind for the rest of the run. */
  if (state->words.folded.capacity > KEEP_MAX)
    words_free(&state->words);
  if (state->normal.capacity > KEEP_MAX)
    buffer_free(&state->normal);
  if (state->steps.capacity > KEEP_MAX)
    buffer_free(&state->steps);
}

void words_state_free(struct words_state *state) {
  if (!state)
    return;
  words_free(&state->words);
  buffer_free(&state->normal);
  buffer_free(&state->steps);
  free(state);
}

const struct words *document_words(textan_document *document) {
  struct words_state *state = document_words_state(document);
  if (!state) /* no document, or a closed one */
    return NULL;
  if (!state->split) {
    size_t size;
    const char *text = document_text(document, &size);
    state->split = words_split(&state->words, text, size);
    if (!state->split)
      document_set_exhausted(document);
  }
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
  const struct words *words = document_words(document);
  const char *text = document_text(document, size);
  if (!words)
    *size = 0;
  if (!words || words->normal)
    return words ? text : NULL;
  struct words_state *state = document_words_state(document);
  if (!state->has_normal) {
    buffer_clear(&state->normal);
    buffer_clear(&state->steps);
    state->has_normal = normal_append(&state->normal, &state->steps, text, *size);
    if (!state->has_normal)
      document_set_exhausted(document);
  }
  *size = state->has_normal ? state->normal.size : 0;
  return state->has_normal ? state->normal.data : NULL;
}

static uint32_t normal_to_text(textan_document *document, uint32_t offset) {
  size_t size;
  const char *normal = get_normal(document, &size);
  if (!normal || normal == document_text(document, &size))
    return offset;
  return normal_find(&document_words_state(document)->steps, offset);
}

const textan_words_api words_api = {
    .struct_size = sizeof words_api,
    .words = get_words,
    .folded = get_folded,
    .normal = get_normal,
    .normal_to_text = normal_to_text,
    .bare_hash = normal_bare_hash,
};

/* What a document handle holds; for document.c, document_read.c and views.c only. */
#ifndef CORE_DOCUMENT_STATE_H
#define CORE_DOCUMENT_STATE_H

#include "arena.h"
#include "block.h"
#include "buffer.h"
#include "document.h"
#include "services.h"

/* A span that the document is known to be in another language. */
struct language_span {
  uint32_t begin, end;
  const char *tag;
};

struct skipped_step {
  struct skipped_step *next;
  const char *step, *reason;
};

struct textan_document {
  struct buffer corpus, id, source;
  const char *text;
  size_t text_size;
  struct buffer owned_text; /* where the text was copied to, if it was */

  struct block block;
  struct arena arena;

  const char *by;               /* the running step */
  const textan_layer *produces; /* of the running step */
  const textan_layer *consumes;
  bool strict;            /* the step is held to what it declares */
  const char *undeclared; /* layer that it read without declaring it; NULL: none */
  struct block_mark mark; /* where it began */

  const textan_token *tokens;
  size_t token_count;
  const char *tokens_by; /* the step that set them; NULL: not set */
  const textan_sentence *sentences;
  size_t sentence_count;
  const char *sentences_by;

  /* Views made on demand from the annotations, valid while their count is the same. */
  const textan_entity *entities;
  size_t entity_count;
  bool entities_valid;
  const struct language_span *languages;
  size_t language_count;
  bool languages_valid;

  struct skipped_step *skipped; /* in the arena, in the order of the steps */
  int64_t deadline;             /* of the running call, as document_now counts; 0: none */

  bool exhausted; /* memory ran out in a view or a getter */
  bool failed;
  struct buffer failed_step, failed_reason;

  struct words_state *words;
  struct lexicon_state *lexicon;
  struct regex_state *regex;
};

#endif

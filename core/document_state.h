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

  const char *by;                          /* the running step; NULL: none */
  const textan_layer *consumes, *produces; /* of the running step; consumes in strict mode only */
  const textan_layer *last_layer;          /* of produces: the last one that it added to */
  bool strict;                             /* it is held to what it declares */
  textan_error fault;                      /* the first rule that it broke in strict mode; TEXTAN_OK: none */
  struct block_mark mark;                  /* where it began, and whether there were tokens and sentences then */
  bool had_tokens, had_sentences;

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

  textan_document *next_closed; /* see document_free */
};

#endif

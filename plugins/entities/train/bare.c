/* Copies of texts without their diacritics, as people write them who have no keyboard for these. */
#include <stdlib.h>

#include "train.h"

#include "normal.h"

/* Appends a piece of the text.  The host strips folded text alone: of capitals with a stroke it knows nothing. */
static bool strip(struct gold_document *to, const char *text, size_t size, textan_error *error) {
  struct buffer bare = {0};
  bool ok = normal_strip(&bare, text, size);
  for (char *stroke; ok && bare.data && (stroke = strstr(bare.data, "\xC4\x90")) != NULL; bare.size--) {
    *stroke = 'D';
    memmove(stroke + 1, stroke + 2, strlen(stroke + 2) + 1);
  }
  if (!ok)
    textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a document", to->file, to->line);
  ok = ok && (bare.size == 0 || corpus_append(to, bare.data, bare.size, error));
  buffer_free(&bare);
  return ok;
}

static textan_status copy_add(struct gold_corpus *corpus, uint32_t of, textan_error *error) {
  if (!corpus_document(corpus, corpus->documents[of].file, corpus->documents[of].language, corpus->documents[of].line,
                       error))
    return error->status;
  const struct gold_document *from = &corpus->documents[of];
  struct gold_document *to = &corpus->documents[corpus->count - 1];
  uint32_t at = 0;
  to->number = from->number;
  to->silent = true;
  for (size_t i = 0; i < from->span_count; i++) {
    const struct gold_span *span = &from->spans[i];
    if (!strip(to, from->text + at, span->begin - at, error))
      return error->status;
    const uint32_t begin = (uint32_t)to->size;
    if (!strip(to, from->text + span->begin, span->end - span->begin, error) ||
        !corpus_span(to, begin, span->type, error))
      return error->status;
    at = span->end;
  }
  return strip(to, from->text + at, from->size - at, error) ? TEXTAN_OK : error->status;
}

/* Worth a copy: one letter in twelve is not plain ASCII. */
static bool marked(const struct gold_document *document) {
  size_t count = 0;
  for (size_t i = 0; i < document->size; i++)
    count += (document->text[i] & 0xC0) == 0xC0;
  return count * 12 > document->size;
}

textan_status corpus_strip(struct gold_corpus *corpus, uint32_t every, textan_error *error) {
  const size_t count = corpus->count;
  textan_status status = TEXTAN_OK;
  for (uint32_t i = 0; every && i < count && status == TEXTAN_OK; i += every)
    if (marked(&corpus->documents[i]))
      status = copy_add(corpus, i, error);
  return status;
}

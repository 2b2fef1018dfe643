/* Steps that failed on a document and were skipped: the document goes on without them and says so. */
#include <string.h>

#include "document_state.h"
#include "utf8.h"

static const char *copy(textan_document *document, const char *text) {
  const size_t size = strlen(text) + 1;
  char *out = document_alloc(document, size);
  return out ? memcpy(out, text, size) : NULL;
}

textan_status document_add_error(textan_document *document, const char *step, const char *reason, textan_error *error) {
  if (!step || !reason || !utf8_valid(step, strlen(step), NULL) || !utf8_valid(reason, strlen(reason), NULL))
    return textan_fail(error, TEXTAN_EINTERNAL, "an error of a step has no name or reason in UTF-8");
  struct skipped_step *skipped = document_alloc(document, sizeof *skipped);
  if (skipped) {
    skipped->step = copy(document, step);
    skipped->reason = copy(document, reason);
  }
  if (!skipped || !skipped->step || !skipped->reason)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the error of step \"%s\"", step);
  struct skipped_step **last = &document->skipped;
  while (*last)
    last = &(*last)->next;
  *last = skipped;
  return TEXTAN_OK;
}

size_t document_error_count(const textan_document *document) {
  size_t count = 0;
  for (const struct skipped_step *skipped = document ? document->skipped : NULL; skipped; skipped = skipped->next)
    count++;
  return count;
}

void document_error_at(const textan_document *document, size_t i, const char **step, const char **reason) {
  const struct skipped_step *skipped = document ? document->skipped : NULL;
  while (i-- > 0 && skipped)
    skipped = skipped->next;
  *step = skipped ? skipped->step : NULL;
  *reason = skipped ? skipped->reason : NULL;
}

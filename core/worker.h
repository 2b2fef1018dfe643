/* A worker: decodes a record, runs the steps of its corpus on it, and renders it for every output.  It owns its scratch
 * memory and shares only the models; several may work side by side. */
#ifndef CORE_WORKER_H
#define CORE_WORKER_H

#include "buffer.h"
#include "statistics.h"

struct worker;

/* What became of one record.  Lives in the worker until its next record. */
struct result {
  const struct buffer *rendered; /* one per output of the configuration */
  bool failed;
  bool stops;                /* it failed in a step whose on_error is "stop"; nothing was rendered */
  textan_status status;      /* of the failure */
  const char *step, *reason; /* of the failure */
  size_t skipped;            /* steps that failed and were skipped */
};

textan_status worker_new(const struct models *models, struct worker **out, textan_error *error);
void worker_free(struct worker *worker); /* accepts NULL */

/* Handles a record of corpus i.  `read_error` is not NULL for a record that the reader could not read: it gets its
 * line as a failed document.  Fails only when a document cannot even be rendered as failed. */
textan_status worker_handle(struct worker *worker, size_t corpus, const textan_record *record,
                            const textan_error *read_error, struct result *result, textan_error *error);

/* The first half of it: decodes and analyses, renders nothing.  `is_text`: the record's bytes are the text, whatever
 * decoder the corpus has. */
void worker_analyse(struct worker *worker, size_t corpus, const textan_record *record, bool is_text,
                    struct result *result);
/* Renders the document that was analysed last for output i, into the buffer of the last result. */
textan_status worker_render(struct worker *worker, size_t output, textan_error *error);
/* The document that was analysed last. */
textan_document *worker_document(struct worker *worker);

/* From now on the times of its statistics are taken; they are 0 otherwise. */
void worker_measure(struct worker *worker);
const struct worker_statistics *worker_get_statistics(const struct worker *worker);

#endif

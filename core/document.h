/* A document on its way through a worker: its text, attributes and annotations, and the services' state that hangs on
 * it.  One handle per worker, reset between documents.  All functions: the worker that owns the handle. */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include "config.h"

textan_document *document_new(void); /* NULL: no memory */
/* Accepts NULL.  The handle's own bytes stay, as one that is closed, for the next document_new: a plugin that kept it
 * too long meets an error, not memory that was freed.  Both functions may be called by several threads at once. */
void document_free(textan_document *document);

/* A new document begins, without text; the strings are copied.  False: no memory. */
bool document_begin(textan_document *document, const char *corpus, const char *id, const char *source);
/* Replaces the source, which is copied. */
textan_status document_set_source(textan_document *document, const char *source, textan_error *error);
/* Sets the text, valid UTF-8 (TEXTAN_EINPUT when it is not).  With `copy` false text[size] must be a NUL and the bytes
 * must live until the next document begins. */
textan_status document_set_text(textan_document *document, const char *text, size_t size, bool copy,
                                textan_error *error);
const char *document_text(const textan_document *document, size_t *size);

/* From here on annotations are made by `by`, in the layers of `produces` (NULL: none may be added). */
void document_begin_step(textan_document *document, const char *by, const textan_layer *produces);
/* The step that has begun is held to what it declares: undeclared features and attributes are refused, and so is
 * reading a layer that it neither consumes nor produces. */
void document_hold_step(textan_document *document, const textan_layer *consumes);
/* TEXTAN_EINTERNAL when the step, which is held to what it declares, broke a rule, whatever it made of the answer. */
textan_status document_check_step(const textan_document *document, textan_error *error);
/* Ends the step; when it failed, all that it added is taken back. */
void document_end_step(textan_document *document, bool failed);

/* Memory ran out where nothing can be answered but "nothing there": in a view or a getter.  The step or writer that
 * asked must not go on as if that were so. */
void document_set_exhausted(textan_document *document);
bool document_is_exhausted(const textan_document *document);

/* The document failed in `step`: a document without annotations that carries the reason.  The strings are copied. */
void document_fail(textan_document *document, const char *step, const char *reason);

/* A step failed and is skipped: the document says so and goes on.  The strings are copied. */
textan_status document_add_error(textan_document *document, const char *step, const char *reason, textan_error *error);
/* Annotations, tokens and sentences. */
size_t document_annotation_count(const textan_document *document);

/* As in textan_document_api. */
size_t document_error_count(const textan_document *document);
void document_error_at(const textan_document *document, size_t i, const char **step, const char **reason);

/* Nanoseconds of wall clock since some moment. */
int64_t document_now(void);
/* When the running call must be done, as document_now counts; 0: when it likes. */
void document_set_deadline(textan_document *document, int64_t deadline);

/* The function tables that plugins use on documents. */
extern const textan_document_api document_api;
extern const textan_views_api views_api;
extern const textan_arena_api arena_api;
extern const textan_clock_api clock_api;

#endif

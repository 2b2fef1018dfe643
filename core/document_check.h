/* The rules that annotations, attributes and relations must keep, and those of the running step.  The worker that owns
 * the document. */
#ifndef CORE_DOCUMENT_CHECK_H
#define CORE_DOCUMENT_CHECK_H

#include "document_state.h"

/* TEXTAN_EINTERNAL: there is no document, or no step is running on it, so that nothing may be added. */
textan_status document_check_open(const textan_document *document, textan_error *error);
/* TEXTAN_EINTERNAL: the running step did not declare that it produces the layer. */
textan_status document_check_layer(const textan_document *document, const char *layer, textan_error *error);
/* TEXTAN_EINTERNAL: the span is empty, not inside the text, or not on code point boundaries. */
textan_status document_check_span(const textan_document *document, uint32_t begin, uint32_t end, textan_error *error);
/* What the header demands of an annotation, and the running step's declaration.  TEXTAN_ELIMIT: a limit. */
textan_status document_check_annotation(textan_document *document, const textan_annotation *annotation,
                                        textan_error *error);
textan_status document_check_attribute(const textan_document *document, const textan_feature *attribute,
                                       textan_error *error);
/* by: the step that found it; NULL: the running one. */
textan_status document_check_relation(const textan_document *document, const char *by, const char *type, uint32_t from,
                                      uint32_t to, textan_error *error);

/* In strict mode, remembers the first rule that the running step broke: it fails, whatever it makes of the answer. */
TEXTAN_PRINTF(2, 3)
void document_note_fault(const textan_document *document, const char *format, ...);
/* False, with the fault noted: the step is held to what it declares and declares not to read the layer. */
bool document_may_read(const textan_document *document, const char *layer);

#endif

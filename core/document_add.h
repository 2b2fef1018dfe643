/* What plugins add to a document, checked at the border.  The worker that owns the document. */
#ifndef CORE_DOCUMENT_ADD_H
#define CORE_DOCUMENT_ADD_H

#include "document_state.h"

/* The host's own attributes, of records and corpora: as a step's, but at any time. */
textan_status document_keep_attribute(textan_document *document, const textan_feature *feature, textan_error *error);
/* As in textan_document_api. */
textan_status document_set_attribute(textan_document *document, const textan_feature *feature, textan_error *error);
textan_status document_add(textan_document *document, const textan_annotation *annotation, uint32_t *id,
                           textan_error *error);
textan_status document_relate(textan_document *document, const char *type, uint32_t from, uint32_t to,
                              textan_error *error);

/* A step reads a layer: noted when it is held to what it declares and does not declare this one. */
void document_note_reading(const textan_document *document, const char *layer);

/* TEXTAN_EINTERNAL: the running step did not declare the layer; the span is not inside the text, on boundaries. */
textan_status document_check_layer(const textan_document *document, const char *layer, textan_error *error);
textan_status document_check_span(const textan_document *document, uint32_t begin, uint32_t end, textan_error *error);

#endif

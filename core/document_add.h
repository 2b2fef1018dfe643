/* What is added to a document, checked at the border.  The worker that owns the document. */
#ifndef CORE_DOCUMENT_ADD_H
#define CORE_DOCUMENT_ADD_H

#include "document_state.h"

/* The host's own attributes, of records and corpora: as a step's, but at any time. */
textan_status document_keep_attribute(textan_document *document, const textan_feature *attribute, textan_error *error);

/* As in textan_document_api and textan_views_api: TEXTAN_EINTERNAL while no step runs. */
textan_status document_set_attribute(textan_document *document, const textan_feature *attribute, textan_error *error);
textan_status document_add(textan_document *document, const textan_annotation *annotation, uint32_t *id,
                           textan_error *error);
textan_status document_relate(textan_document *document, const char *type, uint32_t from, uint32_t to,
                              textan_error *error);
/* A relation that another step has found; by NULL: the running one.  TEXTAN_EINTERNAL: it is no decoder that says so.
 */
textan_status document_relate_as(textan_document *document, const char *by, const char *type, uint32_t from,
                                 uint32_t to, textan_error *error);
textan_status document_set_tokens(textan_document *document, const textan_token *tokens, size_t count,
                                  textan_error *error);
textan_status document_set_sentences(textan_document *document, const textan_sentence *sentences, size_t count,
                                     textan_error *error);

#endif

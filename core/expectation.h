/* What a test of a run file expects, held against a document that was analysed. */
#ifndef CORE_EXPECTATION_H
#define CORE_EXPECTATION_H

#include "buffer.h"
#include "config.h"

/* Whether the document is as expected. */
bool expectation_met(const struct expectation *expectation, textan_document *document);

/* What was expected, and what there is instead, a line each; for people. */
void expectation_explain(const struct expectation *expectation, textan_document *document, struct buffer *out);

#endif

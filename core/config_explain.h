/* A configuration as it takes effect, for `textan explain`.  Only for configurations without mistakes. */
#ifndef CORE_CONFIG_EXPLAIN_H
#define CORE_CONFIG_EXPLAIN_H

#include "buffer.h"
#include "config.h"

/* Appends one run file without `extends` that says the same as all files together, its defaults written out; behind
 * each value, as a comment, stands where it comes from.  Paths become absolute. */
void explain_print(const struct config *config, const char *path, struct buffer *out);

/* Appends what each corpus runs, as comments: steps in order, what they need and give, patched ones in full. */
void explain_corpora(const struct config *config, struct buffer *out);

/* Appends the steps and layers of each corpus as a graph in Graphviz' language. */
void explain_dot(const struct config *config, struct buffer *out);

/* Appends a step in full, each line behind `margin`. */
void explain_step(const struct step *step, const char *margin, struct buffer *out);

#endif

/* The example of `textan describe`: a part of a run file that can be pasted as it is. */
#ifndef CORE_DESCRIBE_EXAMPLE_H
#define CORE_DESCRIBE_EXAMPLE_H

#include "buffer.h"
#include "registry.h"

/* Prints how a run file uses the plugin as a `kind`, with every parameter explained, to standard output.  Before an
 * analyser stand steps that make the layers it needs; so all plugins are loaded.  `scratch` is for its use;
 * scratch->lost says that memory ran out and what was printed is not whole.  Main thread only. */
void describe_example(struct registry *registry, const struct plugin *plugin, enum plugin_kind kind,
                      struct buffer *scratch);

#endif

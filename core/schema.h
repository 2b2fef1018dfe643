/* The JSON Schema of run files.  Main thread only. */
#ifndef CORE_SCHEMA_H
#define CORE_SCHEMA_H

#include "buffer.h"
#include "registry.h"

/* Appends the schema (draft 2020-12) of run files as JSON: groups are objects, lists and arrays are arrays.  Its
 * plugins are those that registry_load_all loaded.  TEXTAN_EMEMORY. */
textan_status schema_write(const struct registry *registry, struct buffer *out);

#endif

/* Parameters of plugins in the JSON Schema of run files. */
#ifndef CORE_SCHEMA_PARAMETERS_H
#define CORE_SCHEMA_PARAMETERS_H

#include "json_text.h"
#include "registry.h"

/* Adds, as the member `key`, the schema of a group with the plugin's parameters as a `kind`.  That some must be set is
 * left to schema_required. */
void schema_add_parameters(struct json_writer *json, const char *key, const struct plugin *plugin,
                           enum plugin_kind kind);

/* Whether the plugin has parameters that must be set. */
bool schema_has_required(const struct plugin *plugin, enum plugin_kind kind);
/* Adds their names as the member "required". */
void schema_add_required(struct json_writer *json, const struct plugin *plugin, enum plugin_kind kind);

#endif

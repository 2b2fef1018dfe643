/* Defaults of plugin parameters as JSON.  Main thread only. */
#ifndef CORE_CONFIG_DEFAULT_H
#define CORE_CONFIG_DEFAULT_H

#include "json_text.h"

/* Adds, as the member `key`, what `text` says as a value of a run file; nothing when it is none. */
void config_add_default(struct json_writer *json, const char *key, const char *text);

#endif

/* Plugins tried out without a run file.  Main thread only. */
#ifndef CORE_CONFIG_TRIAL_H
#define CORE_CONFIG_TRIAL_H

#include "buffer.h"
#include "registry.h"

/* Loads the model of a decoder, analyser or writer under its default parameters, its data files with it, and frees it
 * again.  False: something is wrong, and `reason` gets one sentence without an end. */
bool config_try(const struct plugin *plugin, enum plugin_kind kind, struct buffer *reason);

#endif

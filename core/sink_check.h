/* What an output must not be written over.  The commit thread or process, before the first document. */
#ifndef CORE_SINK_CHECK_H
#define CORE_SINK_CHECK_H

#include "config.h"

/* TEXTAN_ECONFIG when the output's file, at `path`, is a symbolic link, the run file, or one of the inputs. */
textan_status sink_check(const struct config *config, const struct output *output, const char *path,
                         textan_error *error);

#endif

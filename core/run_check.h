/* What would stop a run at its start: inputs that cannot be read, outputs that cannot be made.  Main thread only. */
#ifndef CORE_RUN_CHECK_H
#define CORE_RUN_CHECK_H

#include "models.h"

/* Reports what is wrong, without reading a document or making a file.  Output paths are relative to the working
 * directory. */
void run_check(const struct models *models, struct diagnostics *diagnostics);

#endif

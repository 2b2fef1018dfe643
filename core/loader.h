/* Opens the shared object of a plugin.  loader.c is the only file that includes ltdl.h.
 * Main thread only; what was opened stays open until the process ends. */
#ifndef CORE_LOADER_H
#define CORE_LOADER_H

#include <textan/plugin.h>

/* Opens the object at `path` (absolute) and asks its entry function, <name>_LTX_textan_module, for the descriptor,
 * which is not checked yet.  TEXTAN_EDATA: the object cannot be loaded; the message is the linker's own. */
textan_status loader_open(const char *path, const char *name, const textan_module **module, textan_error *error);

#endif

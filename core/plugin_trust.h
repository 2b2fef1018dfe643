/* Who may change a plugin: nobody but root and the caller.  Main thread only. */
#ifndef CORE_PLUGIN_TRUST_H
#define CORE_PLUGIN_TRUST_H

#include <textan/plugin.h>

/* TEXTAN_ECONFIG: others than the owner of the file or folder may write it. */
textan_status plugin_trust_check_mode(const char *path, textan_error *error);
/* TEXTAN_ECONFIG: others than root and the caller own the file or folder, may write it, or may put another in its
 * place: by way of a folder above it, or of a link on the way to it.  Of a file, its folder is held to the same. */
textan_status plugin_trust_check(const char *path, textan_error *error);

#endif

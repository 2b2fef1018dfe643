/* Files that can be made again at any time: in the folder that TEXTAN_CACHE_DIR names, in $XDG_CACHE_HOME/textan, or in
 * ~/.cache/textan.  TEXTAN_CACHE_DIR set to nothing: no cache.  Any thread; whatever fails, there is just no cache. */
#ifndef CORE_CACHE_H
#define CORE_CACHE_H

#include <stdbool.h>

/* The folder, which need not be there; NULL: none.  *origin (may be NULL): the variable that names it.  The caller
 * frees the path. */
char *cache_folder(const char **origin);

/* The file of that name, open for reading; -1: it is not there, or others than the caller may have written it. */
int cache_open(const char *name);

/* Writes a file of that name, under another name until it is whole; `save` fills it and says whether it could. */
void cache_write(const char *name, bool (*save)(int descriptor, const void *what), const void *what);

#endif

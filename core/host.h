/* The handle that one configured plugin gets, and the tables of functions behind it.  Main thread only. */
#ifndef CORE_HOST_H
#define CORE_HOST_H

#include "config.h"
#include "services.h"

/* A handle for the use; the sets must outlive it.  NULL: no memory. */
textan_host *host_new(const struct plugin_use *use, struct lexicon_set *lexicons, struct regex_set *patterns);
/* What a plugin left in an error, made a sentence: valid UTF-8 in one line that ends. */
void host_close_error(textan_error *error);
/* Zeroed memory that lives as long as the handle; NULL when memory runs out. */
void *host_alloc(const textan_host *host, size_t size);
void host_free(textan_host *host); /* accepts NULL */

#endif

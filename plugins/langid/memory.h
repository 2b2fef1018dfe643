/* memory.h - large blocks of memory that are read here and there. */
#ifndef LANGID_MEMORY_H
#define LANGID_MEMORY_H

#include <stddef.h>

/* Zeroed, on huge pages where the system grants them: with small ones most
 * accesses also miss the table of pages.  Freed with free.  NULL: out of memory. */
void *langid_memory_new(size_t size);

#endif

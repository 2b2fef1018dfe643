/* Allocations that fail on demand.  The linker's --wrap leads every call of the functions named in local.mk, from the
 * core and from here, to wrap.c; what libraries and plugins allocate inside is theirs. */
#ifndef TESTS_FAULTS_WRAP_H
#define TESTS_FAULTS_WRAP_H

#include <stdbool.h>
#include <stddef.h>

/* From here on allocations are counted, and the one of this number, from 1, fails; `rest`: those behind it too.
 * 0: none fails. */
void faults_begin(size_t number, bool rest);
/* How many allocations were asked for since then.  From here on nothing is counted and none fails. */
size_t faults_end(void);
/* Blocks, mappings, streams and folders that were taken since faults_begin and not given back. */
size_t faults_left(void);

#endif

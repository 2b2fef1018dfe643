/* memory.c - large blocks of memory that are read here and there. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

void *langid_memory_new(size_t size) {
  if (size > SIZE_MAX - HUGE_PAGE)
    return NULL;
  const size_t whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  void *memory = aligned_alloc(HUGE_PAGE, whole);
  if (!memory)
    return NULL;
  madvise(memory, whole, MADV_HUGEPAGE); /* only advice: without it all works, but slower */
  return memset(memory, 0, size);
}

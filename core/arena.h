/* Memory that is given back all at once: a document's.  Zero-initialised is empty. */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
  struct arena_chunk *chunks; /* newest first */
  size_t used;                /* of the newest chunk */
  struct arena_chunk *spare;  /* for the next document */
  size_t spare_count;
};

/* Zeroed, aligned for any type; NULL when memory runs out. */
void *arena_alloc(struct arena *arena, size_t size);
void arena_reset(struct arena *arena); /* keeps some memory for reuse */
void arena_free(struct arena *arena);

#endif

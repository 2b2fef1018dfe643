#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 64 * 1024 };

struct arena_chunk {
  struct arena_chunk *next;
  size_t size;
  alignas(max_align_t) char data[];
};

void *arena_alloc(struct arena *arena, size_t size) {
  const size_t alignment = alignof(max_align_t);
  if (size > SIZE_MAX / 2)
    return NULL;
  size = (size + alignment - 1) / alignment * alignment;
  struct arena_chunk *chunk = arena->chunks;
  if (!chunk || chunk->size - arena->used < size) {
    const size_t chunk_size = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    chunk = malloc(sizeof *chunk + chunk_size);
    if (!chunk)
      return NULL;
    chunk->size = chunk_size;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
  }
  void *result = chunk->data + arena->used;
  arena->used += size;
  return memset(result, 0, size);
}

void arena_reset(struct arena *arena) {
  /* A document of unusual size must not leave its memory behind for the rest of the run. */
  struct arena_chunk *keep = NULL;
  for (struct arena_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
    next = chunk->next;
    if (!keep && chunk->size == CHUNK_SIZE)
      keep = chunk;
    else
      free(chunk);
  }
  if (keep)
    keep->next = NULL;
  arena->chunks = keep;
  arena->used = 0;
}

void arena_free(struct arena *arena) {
  for (struct arena_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
    next = chunk->next;
    free(chunk);
  }
  *arena = (struct arena){0};
}

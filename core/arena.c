#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
  CHUNK_SIZE = 64 * 1024,
  SPARE_MAX = 16 /* chunks; a document of unusual size must not leave its memory behind for the rest of the run */
};

struct arena_chunk {
  struct arena_chunk *next;
  size_t size;
  alignas(max_align_t) char data[];
};

static struct arena_chunk *get_chunk(struct arena *arena, size_t size) {
  struct arena_chunk *chunk = arena->spare;
  if (chunk && size <= CHUNK_SIZE) {
    arena->spare = chunk->next;
    arena->spare_count--;
    return chunk;
  }
  const size_t chunk_size = size > CHUNK_SIZE ? size : CHUNK_SIZE;
  chunk = malloc(sizeof *chunk + chunk_size);
  if (chunk)
    chunk->size = chunk_size;
  return chunk;
}

void *arena_alloc(struct arena *arena, size_t size) {
  const size_t alignment = alignof(max_align_t);
  if (size > SIZE_MAX / 2)
    return NULL;
  size = (size + alignment - 1) / alignment * alignment;
  struct arena_chunk *chunk = arena->chunks;
  if (!chunk || chunk->size - arena->used < size) {
    chunk = get_chunk(arena, size);
    if (!chunk)
      return NULL;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
  }
  void *result = chunk->data + arena->used;
  arena->used += size;
  return memset(result, 0, size);
}

void arena_reset(struct arena *arena) {
  for (struct arena_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
    next = chunk->next;
    if (chunk->size == CHUNK_SIZE && arena->spare_count < SPARE_MAX) {
      chunk->next = arena->spare;
      arena->spare = chunk;
      arena->spare_count++;
    } else
      free(chunk);
  }
  arena->chunks = NULL;
  arena->used = 0;
}

static void free_chunks(struct arena_chunk *chunk) {
  for (struct arena_chunk *next; chunk; chunk = next) {
    next = chunk->next;
    free(chunk);
  }
}

void arena_free(struct arena *arena) {
  free_chunks(arena->chunks);
  free_chunks(arena->spare);
  *arena = (struct arena){0};
}

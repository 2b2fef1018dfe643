/* Compiled automatons as files.  The arrays stand one behind the other as they are in memory, so that mapping the file
 * is all there is to do; the checksum tells damage, the sizes of the records another version or machine. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "automaton_state.h"

enum { ARRAYS = 7, IMAGE_VERSION = 1, ORDER = 0x01020304, ALIGNMENT = 16 };

struct image_header {
  char magic[8];
  uint32_t order, version;
  uint32_t record_sizes[ARRAYS];
  uint32_t slot_mask, number_count;
  uint64_t counts[ARRAYS];
  uint64_t checksum; /* of the arrays */
};

static const char magic[8] = "textanlx";

/* The arrays of an automaton in the order of the file. */
struct array {
  void **data;
  uint64_t count;
  uint32_t record_size;
};

static void list_arrays(struct automaton *automaton, struct array arrays[ARRAYS]) {
  const struct array all[ARRAYS] = {
      {(void **)&automaton->slots, (uint64_t)automaton->slot_mask + 1, sizeof *automaton->slots},
      {(void **)&automaton->words, (uint64_t)automaton->number_count + 1, sizeof *automaton->words},
      {(void **)&automaton->texts.data, automaton->texts.size, 1},
      {(void **)&automaton->nodes, automaton->laid_nodes, sizeof *automaton->nodes},
      {(void **)&automaton->edges, automaton->laid_edges, sizeof *automaton->edges},
      {(void **)&automaton->ends, automaton->end_count, sizeof *automaton->ends},
      {(void **)&automaton->conditions, (uint64_t)automaton->condition_count + 1, sizeof *automaton->conditions},
  };
  memcpy(arrays, all, sizeof all);
}

static uint64_t padded(uint64_t size) {
  return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Eight bytes a step; sizes are multiples of the alignment. */
static uint64_t add_checksum(uint64_t sum, const void *bytes, uint64_t size) {
  const unsigned char *p = bytes;
  for (uint64_t i = 0; i < size; i += sizeof(uint64_t)) {
    uint64_t word = 0;
    memcpy(&word, p + i, size - i < sizeof word ? size - i : sizeof word);
    sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    sum ^= sum >> 29;
  }
  return sum;
}

static bool write_all(int descriptor, const void *bytes, uint64_t size) {
  const char *at = bytes;
  while (size > 0) {
    const ssize_t written = write(descriptor, at, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    at += written;
    size -= (uint64_t)written;
  }
  return true;
}

bool automaton_save(const struct automaton *automaton, int descriptor) {
  static const char zeros[ALIGNMENT];
  struct automaton copy = *automaton; /* the list of arrays is also what mapping writes to */
  struct array arrays[ARRAYS];
  struct image_header header = {.order = ORDER,
                                .version = IMAGE_VERSION,
                                .slot_mask = automaton->slot_mask,
                                .number_count = automaton->number_count};
  list_arrays(&copy, arrays);
  memcpy(header.magic, magic, sizeof magic);
  for (int i = 0; i < ARRAYS; i++) {
    header.record_sizes[i] = arrays[i].record_size;
    header.counts[i] = arrays[i].count;
    header.checksum = add_checksum(header.checksum, *arrays[i].data, arrays[i].count * arrays[i].record_size);
  }
  bool good = write_all(descriptor, &header, sizeof header) &&
              write_all(descriptor, zeros, padded(sizeof header) - sizeof header);
  for (int i = 0; i < ARRAYS && good; i++) {
    const uint64_t size = arrays[i].count * arrays[i].record_size;
    good = write_all(descriptor, *arrays[i].data, size) && write_all(descriptor, zeros, padded(size) - size);
  }
  return good;
}

/* Points the arrays into the image; false when it is not as the header says. */
static bool take_arrays(struct automaton *automaton, const struct image_header *header) {
  struct array arrays[ARRAYS];
  uint64_t at = padded(sizeof *header), checksum = 0;
  automaton->slot_mask = header->slot_mask;
  automaton->number_count = header->number_count;
  automaton->texts.size = header->counts[2];
  automaton->laid_nodes = (uint32_t)header->counts[3];
  automaton->laid_edges = (uint32_t)header->counts[4];
  automaton->end_count = (uint32_t)header->counts[5];
  automaton->condition_count = (uint32_t)header->counts[6] - 1;
  list_arrays(automaton, arrays);
  for (int i = 0; i < ARRAYS; i++) {
    if (header->record_sizes[i] != arrays[i].record_size || header->counts[i] != arrays[i].count ||
        arrays[i].count > automaton->map_size / arrays[i].record_size)
      return false;
    const uint64_t size = arrays[i].count * arrays[i].record_size;
    if (size > automaton->map_size - at || padded(size) > automaton->map_size - at)
      return false;
    *arrays[i].data = (char *)automaton->map + at;
    checksum = add_checksum(checksum, *arrays[i].data, size);
    at += padded(size);
  }
  return at == automaton->map_size && checksum == header->checksum;
}

struct automaton *automaton_map(int descriptor) {
  struct stat status;
  struct automaton *automaton = calloc(1, sizeof *automaton);
  if (!automaton || fstat(descriptor, &status) != 0 || status.st_size < (off_t)padded(sizeof(struct image_header))) {
    free(automaton);
    return NULL;
  }
  void *map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (map == MAP_FAILED) {
    free(automaton);
    return NULL;
  }
  automaton->map = map;
  automaton->map_size = (size_t)status.st_size;
  const struct image_header *header = map;
  if (memcmp(header->magic, magic, sizeof magic) == 0 && header->order == ORDER && header->version == IMAGE_VERSION &&
      take_arrays(automaton, header))
    return automaton;
  automaton_free(automaton);
  return NULL;
}

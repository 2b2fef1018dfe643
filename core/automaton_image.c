/* Compiled automatons as files.  The arrays stand one behind the other as they are in memory, so that mapping the file
 * is all there is to do; the checksum tells damage, the sizes of the records another version or machine. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "automaton_state.h"

enum { ARRAYS = 4, IMAGE_VERSION = 2, ORDER = 0x01020304, ALIGNMENT = 16 };

struct image_header {
  char magic[8];
  uint32_t order, version;
  uint32_t element_sizes[ARRAYS];
  uint32_t path_count, filter_shift;
  uint64_t counts[ARRAYS];
  uint64_t checksum; /* of the arrays */
};

static const char magic[8] = "textanlx";

/* The arrays of an automaton in the order of the file. */
struct array {
  void **data;
  uint64_t count;
  uint32_t element_size;
};

static void list_arrays(struct automaton *automaton, struct array arrays[ARRAYS]) {
  const struct array all[ARRAYS] = {
      {(void **)&automaton->filter, UINT64_C(1) << (64 - automaton->filter_shift), sizeof *automaton->filter},
      {(void **)&automaton->slots, (uint64_t)automaton->slot_mask + 1, sizeof *automaton->slots},
      {(void **)&automaton->records, (uint64_t)automaton->record_size + RECORDS_BEHIND, sizeof *automaton->records},
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
                                .path_count = automaton->path_count,
                                .filter_shift = automaton->filter_shift};
  list_arrays(&copy, arrays);
  memcpy(header.magic, magic, sizeof magic);
  for (int i = 0; i < ARRAYS; i++) {
    header.element_sizes[i] = arrays[i].element_size;
    header.counts[i] = arrays[i].count;
    header.checksum = add_checksum(header.checksum, *arrays[i].data, arrays[i].count * arrays[i].element_size);
  }
  bool good = write_all(descriptor, &header, sizeof header) &&
              write_all(descriptor, zeros, padded(sizeof header) - sizeof header);
  for (int i = 0; i < ARRAYS && good; i++) {
    const uint64_t size = arrays[i].count * arrays[i].element_size;
    good = write_all(descriptor, *arrays[i].data, size) && write_all(descriptor, zeros, padded(size) - size);
  }
  return good;
}

/* Points the arrays into the image; false when it is not as the header says. */
static bool take_arrays(struct automaton *automaton, const struct image_header *header) {
  struct array arrays[ARRAYS];
  uint64_t at = padded(sizeof *header), checksum = 0;
  if (header->filter_shift < 1 || header->filter_shift > 63)
    return false;
  automaton->path_count = header->path_count;
  automaton->filter_shift = header->filter_shift;
  automaton->slot_mask = (uint32_t)header->counts[1] - 1;
  automaton->record_size = (uint32_t)header->counts[2] - RECORDS_BEHIND;
  automaton->condition_count = (uint32_t)header->counts[3] - 1;
  list_arrays(automaton, arrays);
  for (int i = 0; i < ARRAYS; i++) {
    if (header->element_sizes[i] != arrays[i].element_size || header->counts[i] != arrays[i].count ||
        arrays[i].count > automaton->map_size / arrays[i].element_size)
      return false;
    const uint64_t size = arrays[i].count * arrays[i].element_size;
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

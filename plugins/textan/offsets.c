/* Offsets of a line, in code points or UTF-16 units, as bytes. */
#include <stdlib.h>

#include "textan.h"

static bool is_ascii(const char *text, size_t size) {
  unsigned char any = 0;
  for (size_t i = 0; i < size; i++)
    any |= (unsigned char)text[i];
  return any < 0x80;
}

bool offsets_begin(struct offsets *offsets, enum unit unit, const char *text, size_t size) {
  offsets->unit = unit;
  offsets->size = size;
  offsets->same = unit == UNIT_BYTE || is_ascii(text, size);
  offsets->count = 0;
  if (offsets->same)
    return true;
  if (size + 2 > offsets->capacity) {
    free(offsets->bytes);
    offsets->capacity = 0;
    offsets->bytes = malloc((size + 2) * sizeof *offsets->bytes);
    if (!offsets->bytes)
      return false;
    offsets->capacity = size + 2;
  }
  for (size_t i = 0; i < size; i++) {
    const unsigned char byte = (unsigned char)text[i];
    if ((byte & 0xC0) == 0x80)
      continue;
    offsets->bytes[offsets->count++] = (uint32_t)i;
    if (unit == UNIT_UTF16 && byte >= 0xF0)
      offsets->bytes[offsets->count++] = UINT32_MAX;
  }
  offsets->bytes[offsets->count++] = (uint32_t)size;
  return true;
}

bool offsets_byte(const struct offsets *offsets, double unit, uint32_t *byte) {
  const size_t last = offsets->same ? offsets->size : offsets->count - 1;
  if (!(unit >= 0 && unit <= (double)last) || unit != (double)(uint32_t)unit)
    return false;
  *byte = offsets->same ? (uint32_t)unit : offsets->bytes[(uint32_t)unit];
  return *byte != UINT32_MAX;
}

void offsets_free(struct offsets *offsets) {
  free(offsets->bytes);
  *offsets = (struct offsets){0};
}

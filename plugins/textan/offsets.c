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
  offsets->text = text;
  offsets->size = (uint32_t)size;
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
  uint32_t *next = offsets->bytes;
  for (size_t i = 0; i < size; i++) {
    const unsigned char byte = (unsigned char)text[i];
    /* Written in any case, and passed when a character begins. */
    *next = (uint32_t)i;
    next += (byte & 0xC0) != 0x80;
    if (unit == UNIT_UTF16 && byte >= 0xF0)
      *next++ = UINT32_MAX;
  }
  *next++ = (uint32_t)size;
  offsets->count = (size_t)(next - offsets->bytes);
  return true;
}

bool offsets_byte(const struct offsets *offsets, uint32_t unit, uint32_t *byte) {
  if (offsets->same) {
    *byte = unit;
    return unit <= offsets->size && ((unsigned char)offsets->text[unit] & 0xC0) != 0x80;
  }
  if (unit >= offsets->count)
    return false;
  *byte = offsets->bytes[unit];
  return *byte != UINT32_MAX;
}

void offsets_free(struct offsets *offsets) {
  free(offsets->bytes);
  *offsets = (struct offsets){0};
}

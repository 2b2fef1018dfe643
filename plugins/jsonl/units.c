/* Offsets in code points or UTF-16 units.  One pass over the text counts units before every block; an offset is then
 * the count of its block and what is counted in the block. */
#include <stdlib.h>
#include <string.h>

#include "jsonl.h"

enum { BLOCK = 64 };

/* Every byte but a continuation begins a code point; one from 0xF0 on begins two UTF-16 units. */
static uint32_t count(const struct jsonl_units *units, size_t from, size_t to) {
  const unsigned char *text = (const unsigned char *)units->text;
  uint32_t points = 0, pairs = 0;
  for (size_t i = from; i < to; i++) {
    points += (text[i] & 0xC0) != 0x80;
    pairs += text[i] >= 0xF0;
  }
  return units->unit == JSONL_UTF16 ? points + pairs : points;
}

bool jsonl_units_begin(struct jsonl_units *units, enum jsonl_unit unit, const char *text, size_t size) {
  units->text = text;
  units->unit = unit;
  unsigned char any = 0;
  if (unit != JSONL_BYTE)
    for (size_t i = 0; i < size; i++)
      any |= (unsigned char)text[i];
  units->same = any < 0x80;
  if (units->same)
    return true;
  const size_t blocks = size / BLOCK + 1;
  if (blocks > units->capacity) {
    uint32_t *before = realloc(units->before, 2 * blocks * sizeof *before);
    if (!before)
      return false;
    units->before = before;
    units->capacity = 2 * blocks;
  }
  uint32_t sum = 0;
  for (size_t i = 0; i < blocks; i++) {
    units->before[i] = sum;
    if ((i + 1) * BLOCK <= size)
      sum += count(units, i * BLOCK, (i + 1) * BLOCK);
  }
  return true;
}

uint32_t jsonl_units_at(const struct jsonl_units *units, uint32_t offset) {
  if (units->same)
    return offset;
  return units->before[offset / BLOCK] + count(units, offset / BLOCK * BLOCK, offset);
}

void jsonl_units_free(struct jsonl_units *units) {
  free(units->before);
  units->before = NULL;
}

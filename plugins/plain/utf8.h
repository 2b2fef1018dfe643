/* Strict UTF-8: where a run of bytes stops being valid. */
#ifndef PLUGINS_PLAIN_UTF8_H
#define PLUGINS_PLAIN_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool utf8_continues(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

/* Size of the valid sequence at s, of which `left` bytes are there; 0: not valid. */
static inline size_t utf8_sequence(const unsigned char *s, size_t left) {
  const unsigned char first = s[0];
  if (first < 0x80)
    return 1;
  if (first < 0xC2 || left < 2 || !utf8_continues(s[1]))
    return 0;
  if (first < 0xE0)
    return 2;
  if (left < 3 || !utf8_continues(s[2]))
    return 0;
  if (first < 0xF0) /* overlong forms and surrogates are refused */
    return (first == 0xE0 && s[1] < 0xA0) || (first == 0xED && s[1] >= 0xA0) ? 0 : 3;
  if (first > 0xF4 || left < 4 || !utf8_continues(s[3]))
    return 0;
  return (first == 0xF0 && s[1] < 0x90) || (first == 0xF4 && s[1] >= 0x90) ? 0 : 4;
}

/* How many bytes from the beginning are valid; `size` when all are. */
static inline size_t utf8_valid_size(const char *text, size_t size) {
  const unsigned char *s = (const unsigned char *)text;
  size_t at = 0;
  while (at < size) {
    if (s[at] < 0x80) { /* eight ASCII bytes at a time */
      uint64_t block;
      while (size - at >= sizeof block && (memcpy(&block, s + at, sizeof block), !(block & 0x8080808080808080u)))
        at += sizeof block;
      while (at < size && s[at] < 0x80)
        at++;
      continue;
    }
    const size_t length = utf8_sequence(s + at, size - at);
    if (!length)
      return at;
    at += length;
  }
  return size;
}

#endif

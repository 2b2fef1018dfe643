/* UTF-8: validation, counting, decoding and encoding of code points. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the bytes are valid UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.  When they are not, *bad
 * (may be NULL) is the offset of the first sequence that is damaged. */
bool utf8_valid(const char *text, size_t size, size_t *bad);

/* Code points in valid UTF-8. */
size_t utf8_count(const char *text, size_t size);
/* UTF-16 code units that valid UTF-8 takes. */
size_t utf8_count_utf16(const char *text, size_t size);

/* Whether a code point may begin at this byte. */
static inline bool utf8_boundary(char byte) {
  return ((unsigned char)byte & 0xC0u) != 0x80u;
}

/* Bytes of the code point whose lead byte this is. */
static inline size_t utf8_size(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The code point at valid UTF-8; *size gets its bytes. */
static inline uint32_t utf8_decode(const unsigned char *p, size_t *size) {
  *size = utf8_size(p[0]);
  if (*size == 1)
    return p[0];
  if (*size == 2)
    return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  if (*size == 3)
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

/* Writes a code point (at most 4 bytes) and returns how many. */
static inline size_t utf8_encode(uint32_t code, unsigned char *out) {
  if (code < 0x80) {
    out[0] = (unsigned char)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (unsigned char)(0xC0u | code >> 6);
    out[1] = (unsigned char)(0x80u | (code & 0x3Fu));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = (unsigned char)(0xE0u | code >> 12);
    out[1] = (unsigned char)(0x80u | (code >> 6 & 0x3Fu));
    out[2] = (unsigned char)(0x80u | (code & 0x3Fu));
    return 3;
  }
  out[0] = (unsigned char)(0xF0u | code >> 18);
  out[1] = (unsigned char)(0x80u | (code >> 12 & 0x3Fu));
  out[2] = (unsigned char)(0x80u | (code >> 6 & 0x3Fu));
  out[3] = (unsigned char)(0x80u | (code & 0x3Fu));
  return 4;
}

#endif

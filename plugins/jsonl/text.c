/* Growing output and JSON strings. */
#include <stdlib.h>
#include <string.h>

#include "../plain/utf8.h"
#include "jsonl.h"

static bool reserve(struct jsonl_output *out, size_t more) {
  if (out->failed)
    return false;
  if (more <= out->capacity - out->size)
    return true;
  const size_t capacity = out->size + more + (out->size + more) / 2 + 256;
  char *data = realloc(out->data, capacity);
  if (!data) {
    out->failed = true;
    return false;
  }
  out->data = data;
  out->capacity = capacity;
  return true;
}

void jsonl_put(struct jsonl_output *out, const char *bytes, size_t size) {
  if (!reserve(out, size))
    return;
  memcpy(out->data + out->size, bytes, size);
  out->size += size;
}

void jsonl_put_text(struct jsonl_output *out, const char *text) {
  jsonl_put(out, text, strlen(text));
}

void jsonl_put_integer(struct jsonl_output *out, int64_t number) {
  char digits[24];
  char *at = digits + sizeof digits;
  uint64_t left = number < 0 ? 0u - (uint64_t)number : (uint64_t)number;
  do
    *--at = (char)('0' + left % 10);
  while (left /= 10);
  if (number < 0)
    *--at = '-';
  jsonl_put(out, at, (size_t)(digits + sizeof digits - at));
}

/* Bytes that end a run that can be copied as it is: control characters, quote, backslash, and all from 0x80 on, which
 * are checked for UTF-8 and for the line separators U+2028 and U+2029. */
static bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* True when all eight bytes are plain. */
static bool is_plain_block(const unsigned char *at) {
  uint64_t block;
  memcpy(&block, at, sizeof block);
  const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  const uint64_t quote = block ^ (ones * '"'), backslash = block ^ (ones * '\\');
  return !((block | (block - ones * 0x20) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & high);
}

static char *put_escape(char *to, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  static const char short_forms[32] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
  *to++ = '\\';
  if (c == '"' || c == '\\' || short_forms[c & 31]) {
    *to++ = c == '"' || c == '\\' ? (char)c : short_forms[c];
    return to;
  }
  memcpy(to, "u00", 3);
  to[3] = digits[c >> 4];
  to[4] = digits[c & 15];
  return to + 5;
}

/* Copies the sequence at `from`; *used gets the bytes that it took. */
static char *put_sequence(char *to, const unsigned char *from, size_t left, size_t *used) {
  const size_t length = utf8_sequence(from, left);
  *used = length ? length : 1;
  if (!length) {
    memcpy(to, "\xEF\xBF\xBD", 3);
    return to + 3;
  }
  if (length == 3 && from[0] == 0xE2 && from[1] == 0x80 && (from[2] & 0xFE) == 0xA8) {
    memcpy(to, from[2] == 0xA8 ? "\\u2028" : "\\u2029", 6);
    return to + 6;
  }
  for (size_t i = 0; i < length; i++)
    to[i] = (char)from[i];
  return to + length;
}

/* Appends text escaped; room for it was reserved. */
static void put_escaped(struct jsonl_output *out, const unsigned char *at, const unsigned char *end) {
  char *to = out->data + out->size;
  while (at < end) {
    while (end - at >= 8 && is_plain_block(at)) {
      memcpy(to, at, 8);
      to += 8;
      at += 8;
    }
    for (; at < end && is_plain(*at); at++)
      *to++ = (char)*at;
    for (size_t used; at < end && *at >= 0x80; at += used)
      to = put_sequence(to, at, (size_t)(end - at), &used);
    for (; at < end && *at < 0x80 && !is_plain(*at); at++)
      to = put_escape(to, *at);
  }
  out->size = (size_t)(to - out->data);
}

void jsonl_put_string(struct jsonl_output *out, const char *text, size_t size) {
  enum { PIECE = 65536 }; /* so that room for the worst case is never much */
  const unsigned char *at = (const unsigned char *)text, *end = at + size;
  jsonl_put(out, "\"", 1);
  while (at < end) {
    const unsigned char *stop = end - at > PIECE ? at + PIECE : end;
    for (int i = 0; i < 3 && stop < end && utf8_continues(*stop); i++)
      stop--;                                   /* no sequence is cut */
    if (!reserve(out, 6 * (size_t)(stop - at))) /* no byte becomes more than six */
      return;
    put_escaped(out, at, stop);
    at = stop;
  }
  jsonl_put(out, "\"", 1);
}

void jsonl_turn(struct jsonl_output *out, size_t place, size_t behind) {
  const size_t size = out->size - behind;
  if (!reserve(out, size))
    return;
  char *data = out->data;
  memcpy(data + out->size, data + behind, size);
  memmove(data + place + size, data + place, behind - place);
  memcpy(data + place, data + out->size, size);
}

/* JSON numbers without loss.  cJSON keeps a number as a double; ids and amounts need the digits that stand there, so
 * they are taken from the line itself. */
#include <string.h>

#include "jsonl.h"

static const char *skip_space(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
    at++;
  return at;
}

/* Behind the string that begins at `at`. */
static const char *skip_string(const char *at, const char *end) {
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\')
      at++;
  return at < end ? at + 1 : end;
}

/* Behind the value that begins at `at`. */
static const char *skip_value(const char *at, const char *end) {
  int depth = 0;
  while (at < end) {
    if (*at == '"') {
      at = skip_string(at, end);
      continue;
    }
    if (!depth && (*at == ',' || *at == '}'))
      return at;
    depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
    at++;
  }
  return end;
}

struct jsonl_walk jsonl_walk_begin(const textan_string *line) {
  const char *end = line->data + line->size;
  return (struct jsonl_walk){.at = skip_space(line->data, end), .end = end};
}

textan_string jsonl_walk_literal(struct jsonl_walk *walk, size_t index) {
  const char *end = walk->end, *value = end;
  while (walk->at < end && walk->index <= index) {
    const char *at = skip_space(walk->at + 1, end); /* behind "{" or "," */
    at = skip_space(skip_string(at, end), end);
    value = skip_space(at < end ? at + 1 : end, end);
    walk->at = skip_value(value, end);
    walk->index++;
  }
  const char *last = walk->at;
  while (last > value && skip_space(last - 1, end) != last - 1)
    last--;
  return (textan_string){value, (size_t)(last - value)};
}

/* Adds a digit; false: the mantissa would not hold it. */
static bool add_digit(int64_t *mantissa, char digit) {
  int64_t next;
  if (__builtin_mul_overflow(*mantissa, 10, &next) || __builtin_add_overflow(next, digit - '0', &next))
    return false;
  *mantissa = next;
  return true;
}

textan_value jsonl_number(textan_string literal) {
  const textan_value as_written = {.type = TEXTAN_STRING, .size = 0, .as = {.string = literal}};
  const char *at = literal.data, *end = at + literal.size;
  const bool negative = at < end && *at == '-';
  int64_t mantissa = 0, exponent = 0;
  bool fraction = false, whole = true;
  for (at += negative; at < end && *at != 'e' && *at != 'E'; at++) {
    if (*at == '.') {
      fraction = true;
      whole = false;
      continue;
    }
    if (!add_digit(&mantissa, *at))
      return as_written;
    exponent -= fraction;
  }
  if (at < end) {
    whole = false;
    at++;
    const bool minus = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    int64_t shift = 0;
    for (; at < end; at++)
      if (!add_digit(&shift, *at) || shift > 1000000)
        return as_written;
    exponent += minus ? -shift : shift;
  }
  if (negative)
    mantissa = -mantissa;
  if (whole)
    return (textan_value){.type = TEXTAN_INTEGER, .size = 0, .as = {.integer = mantissa}};
  return (textan_value){
      .type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {.mantissa = mantissa, .exponent = (int32_t)exponent}}};
}

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

/* A number as it is written: mantissa * 10^exponent with as few digits in the mantissa as can be. */
struct written {
  int64_t mantissa; /* negative or 0, as the negative numbers reach further */
  int64_t exponent;
  bool negative, whole;
};

/* Appends `zeros` zeros and a digit; false: the mantissa would not hold them. */
static bool add_digit(int64_t *mantissa, int64_t zeros, char digit) {
  int64_t next = *mantissa;
  for (; zeros > 0 && next; zeros--)
    if (__builtin_mul_overflow(next, 10, &next))
      return false;
  if (__builtin_mul_overflow(next, 10, &next) || __builtin_sub_overflow(next, digit - '0', &next))
    return false;
  *mantissa = next;
  return true;
}

/* Zeros are put off until a digit follows them, so that those at the end take no room. */
static bool read_digits(struct written *number, const char **at, const char *end) {
  int64_t zeros = 0;
  for (; *at < end && **at != 'e' && **at != 'E'; ++*at) {
    if (**at == '.') {
      number->whole = false;
      continue;
    }
    number->exponent -= !number->whole;
    if (**at == '0')
      zeros++;
    else if (add_digit(&number->mantissa, zeros, **at))
      zeros = 0;
    else
      return false;
  }
  number->exponent += zeros;
  return true;
}

static bool read_exponent(struct written *number, const char *at, const char *end) {
  enum { LARGEST = 1000000 };
  const bool minus = at < end && *at == '-';
  int64_t exponent = 0;
  number->whole = false;
  for (at += at < end && (*at == '-' || *at == '+'); at < end; at++) {
    exponent = 10 * exponent + (*at - '0');
    if (exponent > LARGEST)
      return false;
  }
  number->exponent += minus ? -exponent : exponent;
  return true;
}

static bool read_number(textan_string literal, struct written *number) {
  const char *at = literal.data, *end = at + literal.size;
  *number = (struct written){.negative = at < end && *at == '-', .whole = true};
  at += number->negative;
  return read_digits(number, &at, end) && (at == end || read_exponent(number, at + 1, end)) &&
         (number->negative || number->mantissa != INT64_MIN);
}

bool jsonl_decimal(textan_string literal, textan_decimal *decimal) {
  struct written number;
  if (!read_number(literal, &number))
    return false;
  *decimal = (textan_decimal){.mantissa = number.negative ? number.mantissa : -number.mantissa,
                              .exponent = number.mantissa ? (int32_t)number.exponent : 0};
  return true;
}

textan_value jsonl_number(textan_string literal) {
  struct written number;
  textan_value value = {.type = TEXTAN_STRING, .size = 0, .as = {.string = literal}};
  if (!read_number(literal, &number))
    return value;
  if (!number.whole) {
    value.type = TEXTAN_DECIMAL;
    jsonl_decimal(literal, &value.as.decimal);
    return value;
  }
  for (; number.exponent > 0 && number.mantissa; number.exponent--)
    if (__builtin_mul_overflow(number.mantissa, 10, &number.mantissa))
      return value;
  if (!number.negative && number.mantissa == INT64_MIN)
    return value;
  value.type = TEXTAN_INTEGER;
  value.as.integer = number.negative ? number.mantissa : -number.mantissa;
  return value;
}

#include "literal.h"

#include <string.h>
#include <strings.h>

static size_t digits(const char *text) {
  return strspn(text, "0123456789");
}

/* The length of a suffix L or LL, with which libconfig marks 64 bits: the same to us. */
static size_t suffix(const char *text) {
  return strcmp(text, "L") == 0 ? 1 : strcmp(text, "LL") == 0 ? 2 : 0;
}

static bool is_hexadecimal(const char *text) {
  return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

bool literal_is_number(const char *text) {
  if (is_hexadecimal(text)) {
    const size_t length = strspn(text + 2, "0123456789abcdefABCDEF");
    return length > 0 && text[2 + length + suffix(text + 2 + length)] == '\0';
  }
  if (*text == '-' || *text == '+')
    text++;
  size_t count = digits(text);
  text += count;
  if (count > 0 && suffix(text))
    return true;
  if (*text == '.') {
    const size_t behind = digits(text + 1);
    count += behind;
    text += 1 + behind;
  }
  if (count == 0)
    return false;
  if (*text == 'e' || *text == 'E') {
    text++;
    if (*text == '-' || *text == '+')
      text++;
    if (digits(text) == 0)
      return false;
    text += digits(text);
  }
  return *text == '\0';
}

/* Reads digits up to the end or to another character; false when they do not fit. */
static bool read_digits(const char **text, uint64_t base, uint64_t *out) {
  uint64_t value = 0;
  for (;; ++*text) {
    const char c = **text;
    const uint64_t digit = c >= '0' && c <= '9'                 ? (uint64_t)(c - '0')
                           : base == 16 && c >= 'a' && c <= 'f' ? (uint64_t)(c - 'a' + 10)
                           : base == 16 && c >= 'A' && c <= 'F' ? (uint64_t)(c - 'A' + 10)
                                                                : base;
    if (digit == base)
      break;
    if (value > (UINT64_MAX - digit) / base)
      return false;
    value = value * base + digit;
  }
  *out = value;
  return true;
}

enum literal_status literal_integer(const char *text, int64_t *out) {
  const bool hexadecimal = is_hexadecimal(text), negative = *text == '-';
  if (!literal_is_number(text))
    return LITERAL_MALFORMED;
  if (hexadecimal)
    text += 2;
  else if (*text == '-' || *text == '+')
    text++;
  if (!hexadecimal && text[0] == '0' && digits(text) > 1)
    return LITERAL_MALFORMED;
  uint64_t magnitude = 0;
  if (!read_digits(&text, hexadecimal ? 16 : 10, &magnitude))
    return LITERAL_TOO_LARGE;
  if (*text != '\0' && !suffix(text))
    return LITERAL_MALFORMED;
  if (magnitude > (uint64_t)INT64_MAX + negative)
    return LITERAL_TOO_LARGE;
  *out = negative ? (int64_t)(0u - magnitude) : (int64_t)magnitude;
  return LITERAL_OK;
}

enum literal_status literal_decimal(const char *text, textan_decimal *out) {
  if (!literal_is_number(text))
    return LITERAL_MALFORMED;
  if (is_hexadecimal(text)) {
    *out = (textan_decimal){0, 0};
    return literal_integer(text, &out->mantissa);
  }
  const bool negative = *text == '-';
  if (*text == '-' || *text == '+')
    text++;
  int64_t mantissa = 0;
  int32_t exponent = 0;
  bool behind_point = false;
  for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) {
    if (*text == '.') {
      behind_point = true;
      continue;
    }
    /* Zeros at the end of a fraction say nothing; they must not make it too long. */
    if (behind_point && digits(text) == strspn(text, "0"))
      continue;
    if (mantissa > (INT64_MAX - 9) / 10)
      return LITERAL_TOO_LARGE;
    mantissa = mantissa * 10 + (*text - '0');
    exponent -= behind_point;
  }
  if (*text == 'e' || *text == 'E') {
    text++;
    const bool minus = *text == '-';
    if (*text == '-' || *text == '+')
      text++;
    uint64_t power = 0;
    if (!read_digits(&text, 10, &power) || power > 999)
      return LITERAL_TOO_LARGE;
    exponent += minus ? -(int32_t)power : (int32_t)power;
  }
  *out = (textan_decimal){negative ? -mantissa : mantissa, mantissa ? exponent : 0};
  return LITERAL_OK;
}

struct unit {
  const char *name;
  int64_t factor;
};

/* A whole number and a unit, "" where there may be none. */
static enum literal_status read_quantity(const char *text, const struct unit *units, int64_t *out) {
  uint64_t number = 0;
  const size_t length = digits(text);
  if (length == 0 || (text[0] == '0' && length > 1))
    return LITERAL_MALFORMED;
  const char *unit = text;
  const bool fits = read_digits(&unit, 10, &number);
  unit = text + length;
  if (*unit == ' ')
    unit++;
  for (; units->name; units++)
    if (strcasecmp(units->name, unit) == 0) {
      if (!fits || number > (uint64_t)INT64_MAX / (uint64_t)units->factor)
        return LITERAL_TOO_LARGE;
      *out = (int64_t)number * units->factor;
      return LITERAL_OK;
    }
  return LITERAL_MALFORMED;
}

enum literal_status literal_duration(const char *text, int64_t *out) {
  static const struct unit units[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {NULL, 0}};
  return read_quantity(text, units, out);
}

enum literal_status literal_size(const char *text, int64_t *out) {
  static const struct unit units[] = {
      {"", 1},
      {"B", 1},
      {"KB", 1000},
      {"MB", 1000000},
      {"GB", 1000000000},
      {"TB", 1000000000000},
      {"KiB", 1LL << 10},
      {"MiB", 1LL << 20},
      {"GiB", 1LL << 30},
      {"TiB", 1LL << 40},
      {NULL, 0},
  };
  return read_quantity(text, units, out);
}

/* ---- comparison ---- */

static int sign(int64_t number) {
  return (number > 0) - (number < 0);
}

int decimal_compare(textan_decimal a, textan_decimal b) {
  if (sign(a.mantissa) != sign(b.mantissa))
    return sign(a.mantissa) - sign(b.mantissa);
  if (a.mantissa == 0)
    return 0;
  /* Both written out without a sign: the one whose first digit stands further left is larger, else digits decide. */
  char digits_a[24], digits_b[24];
  const bool negative = a.mantissa < 0;
  const uint64_t m_a = negative ? 0u - (uint64_t)a.mantissa : (uint64_t)a.mantissa;
  const uint64_t m_b = negative ? 0u - (uint64_t)b.mantissa : (uint64_t)b.mantissa;
  const int length_a = snprintf(digits_a, sizeof digits_a, "%llu", (unsigned long long)m_a);
  const int length_b = snprintf(digits_b, sizeof digits_b, "%llu", (unsigned long long)m_b);
  const int64_t place_a = (int64_t)a.exponent + length_a, place_b = (int64_t)b.exponent + length_b;
  int result = sign(place_a - place_b);
  for (int i = 0; result == 0 && (i < length_a || i < length_b); i++)
    result = (i < length_a ? digits_a[i] : '0') - (i < length_b ? digits_b[i] : '0');
  return negative ? -result : result;
}

/* Text fit for a terminal, and numbers fit for people. */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void table_put(struct table_output *out, const char *bytes, size_t size) {
  if (out->failed || !size)
    return;
  if (size > out->capacity - out->size) {
    const size_t capacity = 2 * (out->capacity + size) + 256;
    char *data = realloc(out->data, capacity);
    if (!data) {
      out->failed = true;
      return;
    }
    out->data = data;
    out->capacity = capacity;
  }
  memcpy(out->data + out->size, bytes, size);
  out->size += size;
}

void table_put_text(struct table_output *out, const char *text) {
  table_put(out, text, strlen(text));
}

/* ---- clean text ---- */

enum look { LOOK_PLAIN, LOOK_SPACE, LOOK_ESCAPED };

static enum look look_of(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return LOOK_SPACE;
  case UTF8PROC_CATEGORY_CC:
    return code == '\n' || code == '\t' || code == '\r' || code == '\f' || code == '\v' ? LOOK_SPACE : LOOK_ESCAPED;
  case UTF8PROC_CATEGORY_CF: /* directions, joiners, tags */
  case UTF8PROC_CATEGORY_CN:
  case UTF8PROC_CATEGORY_CO:
    return LOOK_ESCAPED;
  default:
    return LOOK_PLAIN;
  }
}

/* The character at the beginning of text and its bytes; those that are not UTF-8 become U+FFFD one by one. */
static size_t next_character(const char *text, size_t size, utf8proc_int32_t *code) {
  if ((unsigned char)*text < 0x80) {
    *code = *text;
    return 1;
  }
  const utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, code);
  if (used > 0)
    return (size_t)used;
  *code = 0xFFFD;
  return 1;
}

/* How a character is shown; answers its bytes in `shown`, and its columns. */
static size_t show(utf8proc_int32_t code, char shown[16], size_t *columns) {
  const enum look look = code < 0x7F && code >= ' ' ? LOOK_PLAIN : look_of(code);
  if (look == LOOK_ESCAPED)
    return *columns = (size_t)snprintf(shown, 16, "\\u%04x", (unsigned)code);
  *columns = code < 0x7F ? 1 : (size_t)utf8proc_charwidth(code);
  return (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)shown);
}

void table_put_clean(struct table_output *out, const char *text, size_t size, size_t width) {
  const size_t begin = out->size;
  size_t columns = 0, cut = begin; /* cut: where the text ends if the ellipsis must follow */
  bool space = false;
  for (size_t at = 0; at < size;) {
    utf8proc_int32_t code;
    at += next_character(text + at, size - at, &code);
    if (code != ' ' && (code < ' ' || code >= 0x7F) && look_of(code) == LOOK_SPACE)
      code = ' ';
    if (code == ' ') {
      space = out->size > begin;
      continue;
    }
    char shown[16];
    size_t wide;
    const size_t bytes = show(code, shown, &wide);
    if (columns + space + wide > width) {
      if (!out->failed)
        out->size = cut;
      table_put_text(out, "\u2026");
      return;
    }
    if (space)
      table_put(out, " ", 1);
    table_put(out, shown, bytes);
    columns += space + wide;
    space = false;
    if (columns < width)
      cut = out->size;
  }
}

size_t table_width(const char *text, size_t size) {
  size_t columns = 0;
  for (size_t at = 0; at < size;) {
    utf8proc_int32_t code;
    at += next_character(text + at, size - at, &code);
    columns += code < 0x7F ? 1 : (size_t)utf8proc_charwidth(code);
  }
  return columns;
}

/* ---- numbers ---- */

/* Digits with a comma between thousands; what stands behind them (a point) is copied. */
static void put_grouped(struct table_output *out, const char *digits) {
  if (*digits == '-')
    table_put(out, digits++, 1);
  size_t whole = strspn(digits, "0123456789");
  for (; whole; whole--, digits++) {
    table_put(out, digits, 1);
    if (whole > 1 && whole % 3 == 1)
      table_put_text(out, ",");
  }
  table_put_text(out, digits);
}

void table_put_count(struct table_output *out, uint64_t count) {
  char digits[24];
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
  put_grouped(out, digits);
}

void table_put_amount(struct table_output *out, textan_decimal amount) {
  static const struct {
    int32_t exponent;
    const char *name;
  } scales[] = {{12, " trillion"}, {9, " billion"}, {6, " million"}, {0, ""}};
  char digits[TEXTAN_DECIMAL_SIZE];
  snprintf(digits, sizeof digits, "%lld", (long long)amount.mantissa);
  const int64_t size = (int64_t)strlen(digits) - (digits[0] == '-') + amount.exponent; /* before the point */
  size_t i = 0;
  while (scales[i].exponent && (size <= scales[i].exponent || amount.mantissa == 0))
    i++;
  put_grouped(out,
              textan_decimal_format((textan_decimal){amount.mantissa, amount.exponent - scales[i].exponent}, digits));
  table_put_text(out, scales[i].name);
}

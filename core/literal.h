/* Values as they are written in configurations: numbers, durations and sizes, read exactly. */
#ifndef CORE_LITERAL_H
#define CORE_LITERAL_H

#include <textan/plugin.h>

/* What became of reading a literal. */
enum literal_status {
  LITERAL_OK,
  LITERAL_MALFORMED, /* it is not written as such a value is */
  LITERAL_TOO_LARGE  /* it does not fit */
};

/* "-12", "0x1F", "10L", "2.50", ".5", "1e6". */
bool literal_is_number(const char *text);
/* A whole number; in decimal without leading zeros, since tools differ in what they make of them. */
enum literal_status literal_integer(const char *text, int64_t *out);
/* Any number, exactly: as many digits as fit in 63 bits, an exponent of at most 999. */
enum literal_status literal_decimal(const char *text, textan_decimal *out);
/* "500ms", "10s", "2min", "1h": milliseconds. */
enum literal_status literal_duration(const char *text, int64_t *out);
/* "512", "512B", "64KiB", "10MB", "1GiB": bytes. */
enum literal_status literal_size(const char *text, int64_t *out);

/* Negative, 0 or positive as a is less than, equal to or greater than b. */
int decimal_compare(textan_decimal a, textan_decimal b);

#endif

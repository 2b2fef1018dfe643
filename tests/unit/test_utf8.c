/* UTF-8: what is valid, where it stops being so, and how much of it there is. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* The definition, byte by byte, to compare with: the size of the valid sequence at p, or 0. */
static size_t plain_sequence(const unsigned char *p, size_t left) {
  if (p[0] < 0x80)
    return 1;
  const size_t size = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (p[0] < 0xC2 || p[0] > 0xF4 || left < size)
    return 0;
  uint32_t code = p[0] & (0x7Fu >> size);
  for (size_t i = 1; i < size; i++) {
    if ((p[i] & 0xC0) != 0x80)
      return 0;
    code = code << 6 | (p[i] & 0x3Fu);
  }
  return code < smallest[size] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0 : size;
}

/* The offset of the first damaged sequence; the size when there is none. */
static size_t plain_valid(const unsigned char *text, size_t size) {
  for (size_t at = 0, step; at < size; at += step)
    if (!(step = plain_sequence(text + at, size - at)))
      return at;
  return size;
}

static void compare(const unsigned char *text, size_t size) {
  size_t bad = size;
  const bool valid = utf8_valid((const char *)text, size, &bad);
  const size_t expected = plain_valid(text, size);
  cr_assert_eq(valid, expected == size, "%zu bytes: first damage at %zu", size, expected);
  cr_assert_eq(bad, expected);
}

Test(utf8, every_code_point_goes_there_and_back) {
  for (uint32_t code = 0; code <= 0x10FFFF; code++) {
    unsigned char bytes[4];
    const size_t size = utf8_encode(code, bytes);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    cr_assert_eq(utf8_valid((const char *)bytes, size, NULL), !surrogate, "U+%04X", code);
    size_t read;
    cr_assert_eq(utf8_decode(bytes, &read), code);
    cr_assert_eq(read, size);
    cr_assert_eq(utf8_size(bytes[0]), size);
  }
}

Test(utf8, every_beginning_of_a_sequence_is_judged_rightly) {
  /* All pairs of bytes with likely third and fourth ones, before ASCII and at the end of the text. */
  static const unsigned char more[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xFF};
  for (unsigned pair = 0; pair < 65536; pair++)
    for (size_t third = 0; third < sizeof more; third++)
      for (size_t size = 1; size <= 12; size += size < 4 ? 1 : 8) {
        unsigned char text[12] = {
            (unsigned char)(pair >> 8), (unsigned char)pair, more[third], 0x80, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
        compare(text, size);
      }
}

Test(utf8, damage_is_found_wherever_it_stands) {
  unsigned char text[200];
  for (size_t place = 0; place + 6 < sizeof text; place++) {
    memset(text, 'x', sizeof text);
    memcpy(text + place, "\xE1\xBB\x87", 3);
    compare(text, sizeof text);
    compare(text, place + 2); /* cut in the middle */
    text[place + 2] = 'n';
    compare(text, sizeof text);
  }
}

Test(utf8, random_bytes_are_judged_rightly) {
  uint32_t state = 1;
  for (int round = 0; round < 20000; round++) {
    unsigned char text[64];
    for (size_t i = 0; i < sizeof text; i++) {
      state = state * 1664525u + 1013904223u;
      /* Mostly ASCII and continuation bytes, so that some sequences are whole. */
      const unsigned char byte = (unsigned char)(state >> 24);
      text[i] = state >> 20 & 1 ? byte : (unsigned char)(byte & 0x7F);
      if (i && text[i - 1] >= 0xC2 && text[i - 1] < 0xE0)
        text[i] = (unsigned char)(0x80 | (byte & 0x3F));
    }
    compare(text, state >> 8 & 63);
  }
}

Test(utf8, counts_code_points_and_utf16_units) {
  static const char text[] =
      "a\xC3\xA9\xE1\xBB\x87\xF0\x9F\x98\x80 plain letters, and \xE1\xBB\x87 again\xF0\x9F\x98\x80";
  const size_t size = sizeof text - 1;
  size_t points = 0, units = 0;
  for (size_t i = 0; i <= size; i++) {
    if (i == size || utf8_boundary(text[i])) {
      cr_expect_eq(utf8_count(text, i), points, "%zu bytes", i);
      cr_expect_eq(utf8_count_utf16(text, i), units, "%zu bytes", i);
      points++;
      units += (unsigned char)text[i] >= 0xF0 ? 2 : 1;
    }
  }
}

#include "shown.h"

#include <stdlib.h>

#include "utf8.h"

/* Control characters and those that turn the direction of writing. */
static bool is_dangerous(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/* What users wrote is shown on their terminal: nothing in it may act there. */
void shown_append(struct buffer *out, const char *text, size_t size) {
  size_t bad = 0;
  while (size > 0) {
    const size_t valid = utf8_valid(text, size, &bad) ? size : bad;
    for (size_t at = 0, bytes; at < valid; at += bytes) {
      const uint32_t code = utf8_decode((const unsigned char *)text + at, &bytes);
      if (is_dangerous(code))
        buffer_format(out, code < 0x80 ? "\\x%02X" : "\\u%04X", (unsigned)code);
      else
        buffer_append(out, text + at, bytes);
    }
    text += valid;
    size -= valid;
    if (size > 0) {
      buffer_format(out, "\\x%02X", (unsigned)(unsigned char)*text++);
      size--;
    }
  }
}

void shown_format(struct buffer *out, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length < 0 ? NULL : malloc((size_t)length + 1);
  if (text) {
    vsnprintf(text, (size_t)length + 1, format, again);
    shown_append(out, text, (size_t)length);
    free(text);
  } else
    out->lost = true;
  va_end(again);
}

/* Without memory: what fits, and "?" for all that is not plain ASCII. */
TEXTAN_PRINTF(2, 0)
static void print_poorly(FILE *stream, const char *format, va_list arguments) {
  char line[1000];
  vsnprintf(line, sizeof line, format, arguments);
  for (char *c = line; *c; c++)
    if (*c < ' ' || *c > '~')
      *c = '?';
  fprintf(stream, "%s\n", line);
}

void shown_print(FILE *stream, const char *format, ...) {
  struct buffer line = {0};
  va_list arguments;
  va_start(arguments, format);
  shown_format(&line, format, arguments);
  va_end(arguments);
  va_start(arguments, format);
  if (line.lost)
    print_poorly(stream, format, arguments);
  else
    fprintf(stream, "%s\n", line.data ? line.data : "");
  va_end(arguments);
  buffer_free(&line);
}

/* Text from users and documents on its way to a terminal: control characters and those that turn the direction of
 * writing are shown escaped ("\x1B", "\u202E"), bytes that are no UTF-8 too, so that nothing in it acts there. */
#ifndef CORE_SHOWN_H
#define CORE_SHOWN_H

#include "buffer.h"

/* Both append what there is memory for. */
void shown_append(struct buffer *out, const char *text, size_t size);
TEXTAN_PRINTF(2, 0)
void shown_format(struct buffer *out, const char *format, va_list arguments);

/* Prints one line. */
TEXTAN_PRINTF(2, 3)
void shown_print(FILE *stream, const char *format, ...);

#endif

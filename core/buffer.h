/* A growable run of bytes.  Zero-initialised is empty.  After a failed call (memory ran out, or the limit would be
 * passed) the contents are as before. */
#ifndef CORE_BUFFER_H
#define CORE_BUFFER_H

#include <textan/plugin.h>

struct buffer {
  char *data; /* NULL while empty; always followed by a NUL that size does not count */
  size_t size, capacity;
  bool lost; /* a call has failed since the buffer was made or freed: something is missing */
};

bool buffer_reserve(struct buffer *buffer, size_t more); /* room for `more` bytes behind size */
bool buffer_append(struct buffer *buffer, const void *bytes, size_t size);
bool buffer_text(struct buffer *buffer, const char *text); /* up to its NUL */
TEXTAN_PRINTF(2, 3)
bool buffer_format(struct buffer *buffer, const char *format, ...);
void buffer_clear(struct buffer *buffer); /* keeps the memory */
void buffer_free(struct buffer *buffer);

#endif

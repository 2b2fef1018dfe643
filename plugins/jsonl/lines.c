/* The lines of one file, read in blocks; the buffer grows with the longest line up to a limit. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "jsonl.h"

enum { BLOCK = 256 * 1024 };

void jsonl_lines_begin(struct jsonl_lines *lines, int descriptor, const char *name, uint64_t offset, uint64_t line) {
  jsonl_lines_close(lines);
  lines->descriptor = descriptor;
  lines->name = name;
  lines->begin = lines->end = 0;
  lines->offset = offset;
  lines->line = line;
}

static void consume(struct jsonl_lines *lines, size_t size) {
  lines->begin += size;
  lines->offset += size;
}

/* Reads more behind what is there.  TEXTAN_END: the file has no more. */
static textan_status fill(struct jsonl_lines *lines, textan_error *error) {
  if (lines->begin) {
    memmove(lines->buffer, lines->buffer + lines->begin, lines->end - lines->begin);
    lines->end -= lines->begin;
    lines->begin = 0;
  }
  if (lines->capacity - lines->end < BLOCK / 2) {
    const size_t capacity = lines->capacity ? 2 * lines->capacity : BLOCK;
    char *buffer = realloc(lines->buffer, capacity);
    if (!buffer)
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for line %llu of \"%s\", which is longer than %zu bytes",
                         (unsigned long long)lines->line + 1, lines->name, lines->end);
    lines->buffer = buffer;
    lines->capacity = capacity;
  }
  ssize_t got;
  do
    got = read(lines->descriptor, lines->buffer + lines->end, lines->capacity - lines->end);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    return textan_fail(error, TEXTAN_EIO, "\"%s\" cannot be read behind line %llu: %s", lines->name,
                       (unsigned long long)lines->line, strerror(errno));
  lines->end += (size_t)got;
  return got ? TEXTAN_OK : TEXTAN_END;
}

/* The line at hand is longer than the limit: reads past it. */
static textan_status skip_line(struct jsonl_lines *lines, textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (;;) {
    const size_t left = lines->end - lines->begin;
    const char *found = left ? memchr(lines->buffer + lines->begin, '\n', left) : NULL;
    consume(lines, found ? (size_t)(found + 1 - (lines->buffer + lines->begin)) : left);
    if (found)
      break;
    status = fill(lines, error);
    if (status == TEXTAN_END)
      break;
    if (status != TEXTAN_OK)
      return status;
  }
  return textan_fail(error, TEXTAN_ELIMIT, "the line is longer than %zu bytes (parameter \"max_record\")",
                     lines->limit);
}

/* Finds the end of the line at hand, reading on as needed: its size without the line break, and whether there is one.
 * TEXTAN_END: the file has no further byte. */
static textan_status find_end(struct jsonl_lines *lines, size_t *size, bool *broken, textan_error *error) {
  size_t searched = 0;
  for (;;) {
    const size_t left = lines->end - lines->begin;
    const char *data = left ? lines->buffer + lines->begin : "";
    const char *found = left > searched ? memchr(data + searched, '\n', left - searched) : NULL;
    *broken = found != NULL;
    *size = found ? (size_t)(found - data) : left;
    if (found || left > lines->limit)
      return TEXTAN_OK;
    searched = left;
    const textan_status status = fill(lines, error);
    if (status == TEXTAN_END && left)
      return TEXTAN_OK;
    if (status != TEXTAN_OK)
      return status;
  }
}

textan_status jsonl_lines_next(struct jsonl_lines *lines, textan_string *line, textan_error *error) {
  size_t size;
  bool broken;
  const textan_status status = find_end(lines, &size, &broken, error);
  if (status != TEXTAN_OK)
    return status;
  lines->line++;
  if (size > lines->limit)
    return skip_line(lines, error);
  char *data = lines->buffer + lines->begin;
  const size_t mark = lines->offset == 0 && size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  *line = (textan_string){data + mark, size - mark};
  if (line->size && line->data[line->size - 1] == '\r')
    line->size--;
  /* In place of the line break; behind the last line of a file there is room for what could have followed. */
  data[mark + line->size] = '\0';
  consume(lines, size + (broken ? 1 : 0));
  return TEXTAN_OK;
}

void jsonl_lines_close(struct jsonl_lines *lines) {
  if (lines->descriptor > STDIN_FILENO)
    close(lines->descriptor);
  lines->descriptor = -1;
}

void jsonl_lines_free(struct jsonl_lines *lines) {
  jsonl_lines_close(lines);
  free(lines->buffer);
  lines->buffer = NULL;
}

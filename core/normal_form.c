/* Normal forms: composing, and the case-kept normal text with its map. */
#include <string.h>
#include <utf8proc.h>

#include "code_points.h"
#include "utf8.h"
#include "word_split.h"

enum { SEQUENCE_MAX = 32 }; /* longer runs of marks are composed in pieces; real text has at most five */

size_t normal_compose(const char *text, size_t size, size_t *at, uint32_t *codes, size_t room) {
  utf8proc_int32_t sequence[SEQUENCE_MAX * 4];
  const utf8proc_ssize_t wide = (utf8proc_ssize_t)(sizeof sequence / sizeof sequence[0]);
  utf8proc_ssize_t count = 0;
  for (int read = 0; read < SEQUENCE_MAX && *at < size; read++) {
    size_t next = *at;
    const uint32_t code = code_point_next(text, &next);
    if (read && !(character_of(code).flags & CHARACTER_COMPOSES))
      break;
    int boundclass = 0;
    const utf8proc_ssize_t put = utf8proc_decompose_char((utf8proc_int32_t)code, sequence + count, wide - count,
                                                         UTF8PROC_DECOMPOSE, &boundclass);
    if (put < 0 || count + put > wide)
      break;
    *at = next;
    count += put;
  }
  /* Canonical order: a stable sort of each run of marks by combining class. */
  for (utf8proc_ssize_t i = 1; i < count; i++)
    for (utf8proc_ssize_t j = i; j > 0; j--) {
      const int left = utf8proc_get_property(sequence[j - 1])->combining_class;
      const int right = utf8proc_get_property(sequence[j])->combining_class;
      if (!right || left <= right)
        break;
      const utf8proc_int32_t swap = sequence[j];
      sequence[j] = sequence[j - 1];
      sequence[j - 1] = swap;
    }
  const utf8proc_ssize_t composed = utf8proc_normalize_utf32(sequence, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  size_t used = 0;
  for (utf8proc_ssize_t i = 0; i < composed && used < room; i++)
    codes[used++] = (uint32_t)sequence[i];
  return used;
}

/* True when the character at `at` needs composing: it changes by itself, or a composing one follows. */
static bool needs_composing(const char *text, size_t size, size_t next, struct character character) {
  if (character.flags & CHARACTER_CHANGES)
    return true;
  return next < size && (unsigned char)text[next] >= 0xCC &&
         (character_of(code_point_next(text, &(size_t){next})).flags & CHARACTER_COMPOSES);
}

/* True when what begins at *at is composed as far as it goes; *at moves behind it. */
static bool is_composed(const char *text, size_t size, size_t *at) {
  const size_t from = *at;
  uint32_t codes[SEQUENCE_MAX];
  const size_t count = normal_compose(text, size, at, codes, SEQUENCE_MAX);
  size_t position = from;
  for (size_t i = 0; i < count; i++)
    if (position >= *at || code_point_next(text, &position) != codes[i] || character_of(codes[i]).normal != codes[i])
      return false;
  return position == *at;
}

bool normal_is(const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    if ((unsigned char)text[at] < 0x80 && (at + 1 == size || (unsigned char)text[at + 1] < 0xCC)) {
      if (text[at] == '\r' || text[at] == '\t' || text[at] == '\v' || text[at] == '\f')
        return false;
      at++;
      continue;
    }
    const size_t from = at;
    const uint32_t code = code_point_next(text, &at);
    const struct character character = character_of(code);
    if (needs_composing(text, size, at, character)) {
      at = from;
      if (!is_composed(text, size, &at))
        return false;
    } else if (character.normal != code || (character.flags & CHARACTER_DROPPED))
      return false;
  }
  return true;
}

static bool put_normal(struct buffer *normal, struct buffer *map, uint32_t code, uint32_t from) {
  char bytes[4];
  const size_t size = code_point_put(bytes, code);
  bool ok = buffer_append(normal, bytes, size);
  for (size_t i = 0; ok && map && i < size; i++)
    ok = buffer_append(map, &from, sizeof from);
  return ok;
}

bool normal_form(const char *text, size_t size, struct buffer *normal, struct buffer *map) {
  bool ok = buffer_reserve(normal, size) && buffer_append(normal, "", 0);
  for (size_t at = 0; ok && at < size;) {
    const uint32_t from = (uint32_t)at;
    const uint32_t code = code_point_next(text, &at);
    const struct character character = character_of(code);
    if (needs_composing(text, size, at, character)) {
      uint32_t codes[SEQUENCE_MAX];
      at = from;
      const size_t count = normal_compose(text, size, &at, codes, SEQUENCE_MAX);
      for (size_t i = 0; ok && i < count; i++)
        ok = put_normal(normal, map, character_of(codes[i]).normal, from);
    } else if (!(character.flags & CHARACTER_DROPPED))
      ok = put_normal(normal, map, character.normal, from);
  }
  const uint32_t end = (uint32_t)size;
  return ok && (!map || buffer_append(map, &end, sizeof end));
}

bool normal_strip(const char *text, size_t size, struct buffer *bare) {
  bool ok = true;
  for (size_t at = 0; ok && at < size;) {
    utf8proc_int32_t parts[16];
    int boundclass = 0;
    const uint32_t code = character_of(code_point_next(text, &at)).normal;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, parts, 16, UTF8PROC_DECOMPOSE, &boundclass);
    for (utf8proc_ssize_t i = 0; ok && i < count && i < 16; i++) {
      const uint32_t part = (uint32_t)parts[i];
      char bytes[4];
      if (!(character_of(part).flags & CHARACTER_MARK))
        ok = buffer_append(bare, bytes, code_point_put(bytes, part == 0x0110 ? 'D' : part == 0x0111 ? 'd' : part));
    }
  }
  return ok;
}

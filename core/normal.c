/* Composing and the normal form of a text, with the way back. */
#include "normal.h"

#include <string.h>
#include <utf8proc.h>

#include "characters.h"
#include "utf8.h"

/* Whether a mark stands at p, behind dropped characters perhaps. */
static bool mark_follows(const unsigned char *p, const unsigned char *end) {
  while (p < end && *p >= 0xC2) {
    size_t size;
    const struct character character = character_of(utf8_decode(p, &size));
    if (character.kind != CHARACTER_DROPPED)
      return character.kind == CHARACTER_MARK;
    p += size;
  }
  return false;
}

/* Canonical order: a stable sort of each run of marks by combining class. */
static void order(utf8proc_int32_t *codes, utf8proc_ssize_t count) {
  for (utf8proc_ssize_t i = 1; i < count; i++)
    for (utf8proc_ssize_t j = i; j > 0; j--) {
      const int left = utf8proc_get_property(codes[j - 1])->combining_class;
      const int right = utf8proc_get_property(codes[j])->combining_class;
      if (!right || left <= right)
        break;
      const utf8proc_int32_t swap = codes[j];
      codes[j] = codes[j - 1];
      codes[j - 1] = swap;
    }
}

/* Puts the codes, not composed and not ordered, in NFC. */
static size_t compose(uint32_t *codes, size_t count) {
  utf8proc_int32_t parts[SEGMENT_MAX * 4];
  for (size_t i = 0; i < count; i++)
    parts[i] = (utf8proc_int32_t)codes[i];
  order(parts, (utf8proc_ssize_t)count);
  const utf8proc_ssize_t composed =
      utf8proc_normalize_utf32(parts, (utf8proc_ssize_t)count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  for (utf8proc_ssize_t i = 0; i < composed; i++)
    codes[i] = (uint32_t)parts[i];
  return composed < 0 ? 0 : (size_t)composed;
}

void segment_compose(struct segment *segment, const char *text, size_t size) {
  const unsigned char *const begin = (const unsigned char *)text, *const end = begin + size;
  const unsigned char *p = begin, *last = begin;
  size_t count = 0;
  for (size_t characters = 0; characters == 0 || (characters < SEGMENT_MAX && mark_follows(p, end));) {
    size_t bytes;
    const uint32_t code = utf8_decode(p, &bytes);
    p += bytes;
    if (characters && character_of(code).kind == CHARACTER_DROPPED)
      continue;
    int boundary = 0;
    /* No code point has more than four canonical parts, so that there is room. */
    const utf8proc_ssize_t parts = utf8proc_decompose_char(
        (utf8proc_int32_t)code, (utf8proc_int32_t *)segment->codes + count, 4, UTF8PROC_DECOMPOSE, &boundary);
    count += parts > 0 ? (size_t)parts : 0;
    characters++;
    last = p;
  }
  segment->count = compose(segment->codes, count);
  segment->read = (size_t)(p - begin);
  segment->last = (size_t)(last - begin);
}

void segment_fold(struct segment *segment, unsigned *flags) {
  *flags = segment->count ? character_of(segment->codes[0]).flags & (CHARACTER_LOWER | CHARACTER_UPPER) : 0;
  for (size_t i = 0; i < segment->count; i++) {
    const uint32_t form = character_normal(segment->codes[i]);
    if (form)
      segment->codes[i] = character_fold(form);
  }
  /* A lower-case letter may compose where the upper-case one does not (U+1E96). */
  if (segment->count > 1)
    segment->count = compose(segment->codes, segment->count);
}

/* ---- the normal form of a text ---- */

struct writer {
  struct buffer *normal, *steps;
  const char *text;
  bool ok;
};

static void add_step(struct writer *writer, size_t text, bool still) {
  if (!writer->steps)
    return;
  const struct normal_step step = {(uint32_t)writer->normal->size, (uint32_t)text, still};
  writer->ok = writer->ok && buffer_append(writer->steps, &step, sizeof step);
}

static void add_code(struct writer *writer, uint32_t code) {
  unsigned char bytes[4];
  const uint32_t form = character_normal(code);
  writer->ok = writer->ok && buffer_append(writer->normal, bytes, utf8_encode(form ? form : code, bytes));
}

/* What stands at `from` is changed; returns how many bytes that were. */
static size_t add_changed(struct writer *writer, size_t from, size_t size, struct character character) {
  if (character.kind == CHARACTER_DROPPED)
    return utf8_size((unsigned char)writer->text[from]);
  struct segment segment;
  segment_compose(&segment, writer->text + from, size - from);
  add_step(writer, from, true);
  for (size_t i = 0; i < segment.count; i++)
    add_code(writer, segment.codes[i]);
  return segment.read;
}

bool normal_append(struct buffer *normal, struct buffer *steps, const char *text, size_t size) {
  struct writer writer = {normal, steps, text, buffer_reserve(normal, size)};
  const unsigned char *bytes = (const unsigned char *)text;
  size_t copied = 0; /* all before it was written */
  add_step(&writer, 0, false);
  for (size_t at = 0; writer.ok && at < size;) {
    if (bytes[at] < 0x80 && (at + 1 == size || bytes[at + 1] < 0xC2)) {
      at++;
      continue;
    }
    size_t bytes_here;
    const struct character character = character_of(utf8_decode(bytes + at, &bytes_here));
    const bool changes = character.flags & (CHARACTER_CHANGES | CHARACTER_SPLITS) ||
                         character.kind == CHARACTER_DROPPED || character.kind == CHARACTER_MARK ||
                         mark_follows(bytes + at + bytes_here, bytes + size);
    if (!changes) {
      at += bytes_here;
      continue;
    }
    writer.ok = buffer_append(normal, text + copied, at - copied);
    copied = at += add_changed(&writer, at, size, character);
    add_step(&writer, at, false);
  }
  return writer.ok && buffer_append(normal, text + copied, size - copied);
}

uint32_t normal_find(const struct buffer *steps, uint32_t normal) {
  const struct normal_step *list = (const struct normal_step *)(const void *)steps->data;
  size_t low = 0, high = steps->size / sizeof *list;
  while (high - low > 1) { /* list[low].normal <= normal */
    const size_t middle = low + (high - low) / 2;
    if (list[middle].normal <= normal)
      low = middle;
    else
      high = middle;
  }
  return list[low].text + (list[low].still ? 0 : normal - list[low].normal);
}

/* ---- bare letters ---- */

/* Letters with strokes have no canonical parts. */
static uint32_t without_stroke(uint32_t code) {
  static const uint32_t pairs[][2] = {{0x0111, 'd'}, {0x0127, 'h'}, {0x0131, 'i'}, {0x0142, 'l'},
                                      {0x00F8, 'o'}, {0x0167, 't'}, {0x0180, 'b'}, {0x01B6, 'z'}};
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    if (pairs[i][0] == code)
      return pairs[i][1];
  return code;
}

enum { BARE_PARTS = 4, BARE_SIZE = 4 * BARE_PARTS };

/* Writes what is left of the character at `folded`; the bytes written.  *bytes gets those read. */
static size_t strip_character(const char *folded, size_t *bytes, unsigned char out[BARE_SIZE]) {
  utf8proc_int32_t parts[BARE_PARTS];
  int boundary = 0;
  size_t size = 0;
  const uint32_t code = utf8_decode((const unsigned char *)folded, bytes);
  const utf8proc_ssize_t count =
      utf8proc_decompose_char((utf8proc_int32_t)code, parts, BARE_PARTS, UTF8PROC_DECOMPOSE, &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < BARE_PARTS; i++)
    if (utf8proc_get_property(parts[i])->category != UTF8PROC_CATEGORY_MN)
      size += utf8_encode(without_stroke((uint32_t)parts[i]), out + size);
  return size;
}

bool normal_strip(struct buffer *bare, const char *folded, size_t size) {
  bool ok = true;
  unsigned char out[BARE_SIZE];
  for (size_t at = 0, bytes; ok && at < size; at += bytes)
    ok = buffer_append(bare, out, strip_character(folded + at, &bytes, out));
  return ok;
}

uint32_t normal_bare_hash(const char *folded, size_t size) {
  unsigned char out[BARE_SIZE];
  uint32_t hash = 2166136261u; /* as in textan_word_hash */
  for (size_t at = 0, bytes; at < size; at += bytes) {
    const size_t count = strip_character(folded + at, &bytes, out);
    for (size_t i = 0; i < count; i++)
      hash = (hash ^ out[i]) * 16777619u;
  }
  return hash;
}

/* Line breaks: those that only wrap a text, and those that part headlines, list items and captions. */
#include "segment.h"

/* A line is judged by its neighbours between two empty lines. */
struct block {
  size_t begin, end;     /* words */
  size_t lower, other;   /* breaks without a stop before them, by what the next line begins with */
  size_t lines;          /* broken without a stop */
  uint32_t width;        /* of the longest line, in characters */
  uint32_t worst_filled; /* least width with the next line's first word added */
};

enum { WIDTH_MIN = 50, WIDTH_MAX = 100 };

static uint32_t characters(const struct segment_text *t, uint32_t begin, uint32_t end) {
  uint32_t count = 0;
  for (uint32_t i = begin; i < end; i++)
    count += ((unsigned char)t->text[i] & 0xC0) != 0x80;
  return count;
}

static bool begins_line(const struct segment_text *t, size_t i) {
  return t->words[i].flags & TEXTAN_WORD_LINE;
}

/* The break before word i stands between an item and the next, whatever the layout. */
static bool parts_items(const struct segment_text *t, size_t i) {
  if (segment_is_bullet(t, i))
    return true;
  const uint32_t last = segment_mark(t, i - 1);
  if (last == ':' || last == ';')
    return true;
  /* "2." or "b)" */
  const uint32_t next = i + 1 < t->count && t->words[i + 1].flags & TEXTAN_WORD_GLUED ? segment_mark(t, i + 1) : 0;
  return (next == '.' || next == ')') && t->words[i].end - t->words[i].begin <= 2 &&
         !(t->words[i].flags & TEXTAN_WORD_PUNCTUATION) &&
         !(i + 2 < t->count && t->words[i + 2].flags & TEXTAN_WORD_GLUED);
}

static void measure(const struct segment_text *t, struct block *block) {
  block->worst_filled = UINT32_MAX;
  size_t line = block->begin;
  for (size_t i = block->begin + 1; i <= block->end; i++) {
    if (i < block->end && !begins_line(t, i))
      continue;
    const uint32_t width = characters(t, t->words[line].begin, t->words[i - 1].end);
    if (width > block->width)
      block->width = width;
    line = i;
    if (i == block->end || segment_stop_before(t, i) != SIZE_MAX || parts_items(t, i))
      continue;
    block->lines++;
    *(segment_is_lower(t, i) ? &block->lower : &block->other) += 1;
    const uint32_t filled = width + 1 + characters(t, t->words[i].begin, t->words[i].end);
    if (filled < block->worst_filled)
      block->worst_filled = filled;
  }
}

static bool is_wrapped(const struct block *block) {
  const bool filled = block->width >= WIDTH_MIN && block->width <= WIDTH_MAX && block->worst_filled > block->width;
  return block->lower > block->other || (block->lower >= 2 && block->lower == block->other) ||
         (filled && (block->lower || block->lines >= 2));
}

static void mark_block(struct segment_text *t, size_t begin, size_t end) {
  struct block block = {.begin = begin, .end = end};
  measure(t, &block);
  const bool wrapped = is_wrapped(&block);
  for (size_t i = begin + 1; i < end; i++) {
    if (!begins_line(t, i) || parts_items(t, i))
      continue;
    /* A line that opens a sentence behind a name, a figure or a bracket: a by-line or caption stands before it. */
    const bool opens = t->marks[i] & SEGMENT_OPENER && t->words[i].flags & TEXTAN_WORD_TITLE &&
                       !segment_is_lower(t, i - 1) && segment_mark(t, i - 1) != ',';
    /* Behind a stop the rules for stops decide. */
    if ((wrapped && !opens) || segment_is_lower(t, i) || segment_stop_before(t, i) != SIZE_MAX)
      t->marks[i] |= SEGMENT_WRAPPED;
  }
}

void segment_mark_lines(struct segment_text *t) {
  size_t begin = 0;
  bool broken = false;
  for (size_t i = 1; i <= t->count; i++) {
    if (i == t->count || t->words[i].flags & TEXTAN_WORD_PARAGRAPH) {
      if (broken)
        mark_block(t, begin, i);
      begin = i;
      broken = false;
    } else if (begins_line(t, i)) {
      broken = true;
    }
  }
}

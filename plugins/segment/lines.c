/* Line breaks: those that only wrap a text, and those that part headlines, list items and captions. */
#include "segment.h"

/* A line is judged by its neighbours between two empty lines. */
struct block {
  size_t begin, end;     /* words */
  size_t lower, other;   /* breaks without a stop before them, by what the next line begins with */
  size_t lines;          /* broken without a stop */
  size_t breaks;         /* all of them */
  uint32_t width;        /* of the longest line, in characters */
  uint32_t worst_filled; /* least width with the next line's first word added, of lines broken without a stop */
  uint32_t worst_break;  /* the same of all lines but the last */
};

enum { WIDTH_MIN = 50, WIDTH_MAX = 100, FULL_WIDTH_MIN = 30, FULL_BREAKS = 3 };

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

/* Characters up to the first white space. */
static uint32_t first_width(const struct segment_text *t, size_t i) {
  const uint32_t begin = t->words[i].begin;
  while (segment_is_glued(t, i + 1))
    i++;
  return characters(t, begin, t->words[i].end);
}

static void measure(const struct segment_text *t, struct block *block) {
  block->worst_filled = block->worst_break = UINT32_MAX;
  size_t line = block->begin;
  for (size_t i = block->begin + 1; i <= block->end; i++) {
    if (i < block->end && !begins_line(t, i))
      continue;
    const uint32_t width = characters(t, t->words[line].begin, t->words[i - 1].end);
    if (width > block->width)
      block->width = width;
    line = i;
    if (i == block->end)
      continue;
    const uint32_t filled = width + 1 + first_width(t, i);
    block->breaks++;
    if (filled < block->worst_break)
      block->worst_break = filled;
    if (segment_stop_before(t, i) != SIZE_MAX || parts_items(t, i))
      continue;
    block->lines++;
    *(segment_is_lower(t, i) ? &block->lower : &block->other) += 1;
    if (filled < block->worst_filled)
      block->worst_filled = filled;
  }
}

static bool is_wrapped(const struct block *block) {
  const bool filled = block->width >= WIDTH_MIN && block->width <= WIDTH_MAX && block->worst_filled > block->width;
  return block->lower > block->other || (block->lower >= 2 && block->lower == block->other) ||
         (filled && (block->lower || block->lines >= 2));
}

/* Every line is as full as the widest allows, and there are small letters at the beginning of some: only layout breaks
 * this text, also behind a colon and before a dash. */
static bool is_full(const struct block *block) {
  return block->breaks >= FULL_BREAKS && block->lower && block->width >= FULL_WIDTH_MIN && block->width <= WIDTH_MAX &&
         block->worst_break > block->width;
}

static void mark_block(struct segment_text *t, size_t begin, size_t end) {
  struct block block = {.begin = begin, .end = end};
  measure(t, &block);
  const bool full = is_full(&block), wrapped = full || is_wrapped(&block);
  for (size_t i = begin + 1; i < end; i++) {
    if (!begins_line(t, i) || (!full && parts_items(t, i)))
      continue;
    /* A line that opens a sentence behind a name, a figure or a bracket: a by-line or caption stands before it. */
    const bool opens = t->marks[i] & SEGMENT_OPENER && t->words[i].flags & TEXTAN_WORD_TITLE &&
                       !segment_is_lower(t, i - 1) && segment_mark(t, i - 1) != ',';
    /* Behind a stop the rules for stops decide. */
    if ((wrapped && (full || !opens)) || segment_is_lower(t, i) || segment_stop_before(t, i) != SIZE_MAX)
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

/* scan.c - walks a text in segments (lines and sentences) and hands over their words. */
#include "scan.h"

#include <stdbool.h>
#include <string.h>

/* Five counters of 12 bits, so that one addition a byte counts all. */
enum { COUNTER = 0xFFF, DIGITS = 12, SYMBOLS = 24, ADDRESSES = 36, OTHERS = 48 };
#define UPPER_CASE (UINT64_C(1))
#define DIGIT (UINT64_C(1) << DIGITS)
#define SYMBOL (UINT64_C(1) << SYMBOLS)
#define ADDRESS (UINT64_C(1) << ADDRESSES)
#define OTHER (UINT64_C(1) << OTHERS)
#define TOKEN_BYTES 4000 /* longer runs without white space are cut; below what the counters hold */

#define SEGMENT_LETTERS 100000 /* longer segments are cut; far below what sums of scores hold */

#define TIMES_10(value) value, value, value, value, value, value, value, value, value, value
#define TIMES_26(value) TIMES_10(value), TIMES_10(value), value, value, value, value, value, value
#define TIMES_128(value)                                                                                               \
  TIMES_26(value), TIMES_26(value), TIMES_26(value), TIMES_26(value), TIMES_10(value), TIMES_10(value), value, value,  \
      value, value

static const uint64_t byte_counts[256] = {['#'] = SYMBOL,
                                          ['$'] = SYMBOL,
                                          ['&'] = SYMBOL,
                                          ['*'] = SYMBOL,
                                          ['+'] = SYMBOL,
                                          ['<'] = SYMBOL,
                                          ['='] = SYMBOL,
                                          ['>'] = SYMBOL,
                                          ['['] = SYMBOL,
                                          [']'] = SYMBOL,
                                          ['^'] = SYMBOL,
                                          ['`'] = SYMBOL,
                                          ['{'] = SYMBOL,
                                          ['|'] = SYMBOL,
                                          ['}'] = SYMBOL,
                                          ['~'] = SYMBOL,
                                          [';'] = SYMBOL,
                                          ['.'] = ADDRESS,
                                          ['@'] = ADDRESS,
                                          ['/'] = ADDRESS,
                                          [':'] = ADDRESS,
                                          ['%'] = SYMBOL,
                                          ['('] = ADDRESS,
                                          ['_'] = SYMBOL + ADDRESS,
                                          ['\\'] = SYMBOL + ADDRESS,
                                          ['0'] = TIMES_10(DIGIT),
                                          ['A'] = TIMES_26(UPPER_CASE),
                                          [0x80] = TIMES_128(OTHER)};

typedef struct scan {
  const langid_sink *sink;
  langid_segment segment;
  uint16_t letters[LANGID_WORD_LETTERS];
  size_t count;
  unsigned script;     /* of the word */
  unsigned last;       /* script of the last word */
  bool after_digit;    /* the word follows a digit: "10km" */
  bool sentence_ended; /* the last token ends a sentence */
} scan;

static bool is_lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(unsigned char c) {
  return is_lower(c | 0x20);
}

/* What of program code two neighbouring bytes are: a::b, a->b, a_b, f(), f(x), "key": */
static bool is_code(unsigned char a, unsigned char b) {
  return (a == ':' && b == ':') || (a == '-' && b == '>') || (a == '_' && (is_letter(b) || b == '_')) ||
         (b == '(' && is_letter(a)) || (a == '(' && b == ')') || (a == '"' && b == ':');
}

enum { TOKEN_WORDS, TOKEN_ADDRESS, TOKEN_CODE };

/* Words, or an address, a path or encoded data, or something that is frequent in program code. */
static int token_kind(const unsigned char *p, size_t size) {
  size_t mixed = 0, raised = 0, slashes = 0;
  for (size_t i = 0; i + 1 < size; i++) {
    const unsigned char a = p[i], b = p[i + 1];
    mixed += (is_digit(a) && is_letter(b)) || (is_letter(a) && is_digit(b));
    raised += is_lower(a) && is_upper(b);
    slashes += a == '/';
    if (is_code(a, b))
      return TOKEN_CODE;
    if ((a == ':' && b == '/') || (a == '@' && is_letter(b) && i > 0))
      return TOKEN_ADDRESS;
    if (a == '.' && i > 0 && is_lower(b) && (is_lower(p[i - 1]) || p[i - 1] == ')'))
      return TOKEN_ADDRESS;
  }
  const bool data = mixed >= 2 || raised >= 3 || slashes >= 3 || p[0] == '/' || p[0] == '\\';
  return data ? TOKEN_ADDRESS : TOKEN_WORDS;
}

/* Four letters a step. */
static uint64_t word_hash(uint16_t *letters, size_t count) {
  uint64_t hash = count, four;
  for (size_t i = count; i < LANGID_WORD_LETTERS && i % 4 != 0; i++)
    letters[i] = 0;
  for (size_t i = 0; i < count; i += 4) {
    memcpy(&four, letters + i, sizeof four);
    hash = (hash ^ four) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
  }
  return hash;
}

static void scan_end_word(scan *s) {
  if (s->count && !s->after_digit) {
    s->segment.scripts[s->script] += (uint32_t)s->count;
    s->segment.letters += (uint32_t)s->count;
    s->last = s->script;
    s->sink->word(s->sink->context, s->letters, s->count, word_hash(s->letters, s->count));
  }
  s->count = 0;
  s->after_digit = false;
}

static void scan_end_segment(scan *s, size_t end) {
  s->sentence_ended = false;
  s->segment.end = end;
  if (end > s->segment.begin)
    s->sink->segment(s->sink->context, &s->segment);
  memset(&s->segment, 0, sizeof s->segment);
  s->segment.begin = end;
}

static void scan_add_letter(scan *s, uint32_t letter) {
  if (s->count == LANGID_WORD_LETTERS)
    scan_end_word(s);
  s->letters[s->count++] = (uint16_t)letter;
}

/* The letters from i on; returns where they end. */
static size_t scan_add_ascii(scan *s, const unsigned char *text, size_t i, size_t end) {
  size_t count = s->count;
  do {
    if (count == LANGID_WORD_LETTERS) {
      s->count = count;
      scan_end_word(s);
      count = 0;
    }
    s->letters[count++] = text[i] | 0x20;
  } while (++i < end && is_letter(text[i]));
  s->count = count;
  return i;
}

static bool ends_sentence(uint32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x964 || c == 0x61F || c == 0x6D4 || c == 0x1362 ||
         c == 0x203C || c == 0xFF0E;
}

static bool closes(uint32_t c) {
  return c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x300D || c == 0x300F || c == 0xFF09;
}

/* A code point that is not ASCII. */
static void scan_add_other(scan *s, uint32_t c, size_t begin, size_t end) {
  const uint32_t value = langid_letter(c), script = value >> 12, letter = value & 0xFFF;
  if (script == LANGID_IGNORED)
    return;
  if (script == LANGID_MARK) {
    if (s->count)
      s->letters[s->count - 1] = (uint16_t)langid_compose(s->letters[s->count - 1], letter);
    return;
  }
  if (script != LANGID_NONE && s->sentence_ended) {
    scan_end_segment(s, begin);
    s->segment.visible = (uint32_t)(end - begin); /* it is open already */
  }
  if (script >= LANGID_LATIN && script <= LANGID_ETHIOPIC) {
    if (s->count && s->script != script)
      scan_end_word(s);
    s->script = script;
    scan_add_letter(s, letter);
    return;
  }
  scan_end_word(s);
  if (script == LANGID_NONE) {
    if (ends_sentence(c) || (c == 0x2026 && s->segment.letters))
      s->sentence_ended = true;
    else if (!closes(c))
      s->sentence_ended = false;
    return;
  }
  const unsigned number = script == LANGID_ALONE ? letter : script;
  const uint32_t weight = script == LANGID_HAN || script == LANGID_KANA || script == LANGID_HANGUL ? 2 : 1;
  s->segment.scripts[number] += weight;
  s->segment.letters += weight;
  s->last = number;
}

static void scan_token(scan *s, const unsigned char *text, size_t begin, size_t end) {
  for (size_t i = begin; i < end;) {
    const unsigned char c = text[i];
    if (is_letter(c)) {
      s->sentence_ended = false;
      if (s->count && s->script != LANGID_LATIN)
        scan_end_word(s);
      s->script = LANGID_LATIN;
      i = scan_add_ascii(s, text, i, end);
    } else if (c < 0x80) {
      if (is_digit(c))
        s->after_digit = true;
      scan_end_word(s);
      s->after_digit = is_digit(c);
      if (c == '.' || c == '!' || c == '?')
        s->sentence_ended = true;
      else if (c != '"' && c != '\'' && c != ')' && c != ']')
        s->sentence_ended = false;
      i++;
    } else {
      size_t size;
      const uint32_t code_point = langid_decode(text + i, &size);
      scan_add_other(s, code_point, i, i + size);
      i += size;
    }
  }
  scan_end_word(s);
}

/* The script that a token begins with where that is a letter, else 0. */
static unsigned token_script(const unsigned char *p) {
  if (p[0] < 0x80)
    return is_letter(p[0]) ? LANGID_LATIN : 0;
  size_t size;
  const uint32_t value = langid_letter(langid_decode(p, &size)), script = value >> 12;
  if (script == LANGID_ALONE)
    return value & 0xFFF;
  return script == LANGID_MARK || script == LANGID_IGNORED ? 0 : script;
}

static bool same_script(unsigned a, unsigned b) {
  const bool east_asian = a >= LANGID_HAN && a <= LANGID_HANGUL && b >= LANGID_HAN && b <= LANGID_HANGUL;
  return a == b || a == 0 || b == 0 || east_asian;
}

void langid_scan(const char *text_, size_t size, const langid_sink *sink) {
  const unsigned char *text = (const unsigned char *)text_;
  scan s = {.sink = sink};
  size_t i = 0, last_end = 0;
  while (i < size) {
    bool line = false;
    while (i < size && text[i] <= ' ')
      line |= text[i++] == '\n';
    if (i == size)
      break;
    if (line || s.sentence_ended || s.segment.letters > SEGMENT_LETTERS || !same_script(s.last, token_script(text + i)))
      scan_end_segment(&s, last_end);
    if (s.segment.visible == 0) {
      s.segment.begin = i;
      s.last = 0;
    }
    const size_t begin = i, limit = size - i > TOKEN_BYTES ? i + TOKEN_BYTES : size;
    uint64_t counts = 0;
    while (i < limit && text[i] > ' ')
      counts += byte_counts[text[i++]];
    while (i < size && (text[i] & 0xC0) == 0x80)
      i++;
    s.segment.visible += (uint32_t)(i - begin);
    s.segment.symbols += (uint32_t)(counts >> SYMBOLS & COUNTER);
    /* Where words are not parted by white space, a token may hold a sentence: it is never foreign as a whole. */
    const bool suspect = (counts & ~(OTHER * COUNTER | COUNTER)) != 0 || (counts & COUNTER) > 2;
    const bool ascii = (counts >> OTHERS) * 2 < i - begin;
    const int kind = suspect && ascii ? token_kind(text + begin, i - begin) : TOKEN_WORDS;
    if (kind == TOKEN_WORDS)
      scan_token(&s, text, begin, i);
    else
      s.sentence_ended = text[i - 1] == '.';
    s.segment.symbols += kind == TOKEN_CODE ? 2 : 0;
    last_end = i;
  }
  scan_end_segment(&s, last_end);
}

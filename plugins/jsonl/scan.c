#include "scan.h"

#include <string.h>

struct scanner scan_begin(const char *bytes, size_t size) {
  return (struct scanner){.begin = bytes, .at = bytes, .end = bytes + size};
}

struct scanner scan_inside(const struct scanner *outer, const struct scan_value *value) {
  return (struct scanner){.begin = outer->begin, .at = value->raw.data, .end = value->raw.data + value->raw.size};
}

static bool expect(struct scanner *scanner, const char *expected) {
  if (!scanner->expected)
    scanner->expected = expected;
  return false;
}

static void skip_space(struct scanner *scanner) {
  while (scanner->at < scanner->end &&
         (*scanner->at == ' ' || *scanner->at == '\t' || *scanner->at == '\r' || *scanner->at == '\n'))
    scanner->at++;
}

/* ---- strings ---- */

static bool is_plain(char c) {
  return c != '"' && c != '\\' && (unsigned char)c >= 0x20;
}

/* The first byte that ends a string, begins an escape or is a control character. */
static const char *pass_plain(const char *at, const char *end) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  for (; end - at >= 8; at += 8) {
    uint64_t block;
    memcpy(&block, at, sizeof block);
    const uint64_t quote = block ^ (ones * '"'), backslash = block ^ (ones * '\\');
    /* The lowest bit that is set is right; those above it need not be. */
    const uint64_t found =
        (((block - ones * 0x20) & ~block) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & high;
    if (found)
      return at + (__builtin_ctzll(found) >> 3);
  }
#endif
  while (at < end && is_plain(*at))
    at++;
  return at;
}

/* Passes the string that begins at hand, its quotes included. */
static bool pass_string(struct scanner *scanner, bool *escaped) {
  const char *at = scanner->at + 1, *end = scanner->end;
  *escaped = false;
  for (;;) {
    at = pass_plain(at, end);
    if (end - at < 2 || *at != '\\')
      break;
    *escaped = true;
    at += 2;
  }
  const bool ends = at < end && *at == '"';
  scanner->at = ends ? at + 1 : at;
  return ends || expect(scanner, at < end && *at != '\\' ? "an escape for a control character" : "the string's end");
}

static bool read_string(struct scanner *scanner, struct scan_value *value) {
  const char *begin = scanner->at + 1;
  value->kind = SCAN_STRING;
  if (!pass_string(scanner, &value->escaped))
    return false;
  value->raw = (textan_string){begin, (size_t)(scanner->at - 1 - begin)};
  return true;
}

/* ---- numbers and words ---- */

static bool is_digit(const struct scanner *scanner) {
  return scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9';
}

static bool pass_digits(struct scanner *scanner) {
  if (!is_digit(scanner))
    return expect(scanner, "a digit");
  while (is_digit(scanner))
    scanner->at++;
  return true;
}

static bool at_one_of(const struct scanner *scanner, char a, char b) {
  return scanner->at < scanner->end && (*scanner->at == a || *scanner->at == b);
}

static bool read_number(struct scanner *scanner, struct scan_value *value) {
  const char *begin = scanner->at;
  scanner->at += *scanner->at == '-';
  const bool zero = at_one_of(scanner, '0', '0');
  if (!pass_digits(scanner))
    return false;
  if (zero && scanner->at - begin - (*begin == '-') > 1)
    return expect(scanner, "a number without leading zeros");
  if (at_one_of(scanner, '.', '.')) {
    scanner->at++;
    if (!pass_digits(scanner))
      return false;
  }
  if (at_one_of(scanner, 'e', 'E')) {
    scanner->at++;
    scanner->at += at_one_of(scanner, '+', '-');
    if (!pass_digits(scanner))
      return false;
  }
  *value = (struct scan_value){.kind = SCAN_NUMBER, .raw = {begin, (size_t)(scanner->at - begin)}};
  return true;
}

static bool read_word(struct scanner *scanner, struct scan_value *value) {
  static const char *const words[] = {"null", "false", "true"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    const size_t size = strlen(words[i]);
    if ((size_t)(scanner->end - scanner->at) < size || memcmp(scanner->at, words[i], size) != 0)
      continue;
    *value = (struct scan_value){.kind = (enum scan_kind)(SCAN_NULL + i), .raw = {scanner->at, size}};
    scanner->at += size;
    return true;
  }
  return expect(scanner, "a value");
}

/* ---- lists and objects ---- */

/* Passes the list or object at hand. */
static bool pass_container(struct scanner *scanner) {
  size_t depth = 0;
  bool escaped;
  while (scanner->at < scanner->end) {
    const char c = *scanner->at;
    if (c == '"') {
      if (!pass_string(scanner, &escaped))
        return false;
      continue;
    }
    scanner->at++;
    if (c == '[' || c == '{')
      depth++;
    else if ((c == ']' || c == '}') && --depth == 0)
      return true;
  }
  return expect(scanner, "a closing bracket");
}

bool scan_read(struct scanner *scanner, struct scan_value *value) {
  skip_space(scanner);
  const char *begin = scanner->at;
  if (begin == scanner->end)
    return expect(scanner, "a value");
  if (*begin == '"')
    return read_string(scanner, value);
  if (*begin == '-' || is_digit(scanner))
    return read_number(scanner, value);
  if (*begin != '[' && *begin != '{')
    return read_word(scanner, value);
  if (!pass_container(scanner))
    return false;
  *value = (struct scan_value){.kind = *begin == '[' ? SCAN_LIST : SCAN_OBJECT,
                               .raw = {begin, (size_t)(scanner->at - begin)}};
  return true;
}

bool scan_enter(struct scanner *scanner, enum scan_kind kind) {
  skip_space(scanner);
  const char bracket = kind == SCAN_LIST ? '[' : '{';
  if (!at_one_of(scanner, bracket, bracket))
    return expect(scanner, kind == SCAN_LIST ? "a list" : "an object");
  scanner->at++;
  return true;
}

/* Goes to what comes next behind the bracket or a comma; false at the closing bracket. */
static bool go_on(struct scanner *scanner, bool *first, char bracket, const char *expected) {
  skip_space(scanner);
  if (at_one_of(scanner, bracket, bracket)) {
    scanner->at++;
    return false;
  }
  if (!*first && !at_one_of(scanner, ',', ','))
    return expect(scanner, expected);
  scanner->at += !*first;
  *first = false;
  skip_space(scanner);
  return true;
}

bool scan_item(struct scanner *scanner, bool *first) {
  return !scanner->expected && go_on(scanner, first, ']', "a comma or the list's end");
}

bool scan_member(struct scanner *scanner, bool *first, struct scan_value *name) {
  if (scanner->expected || !go_on(scanner, first, '}', "a comma or the object's end"))
    return false;
  if (!at_one_of(scanner, '"', '"'))
    return expect(scanner, "a member's name");
  if (!read_string(scanner, name))
    return false;
  skip_space(scanner);
  if (!at_one_of(scanner, ':', ':'))
    return expect(scanner, "a colon");
  scanner->at++;
  return true;
}

bool scan_end(struct scanner *scanner) {
  skip_space(scanner);
  return scanner->at == scanner->end || expect(scanner, "nothing more");
}

textan_status scan_fail(const struct scanner *scanner, const char *what, textan_error *error) {
  char excerpt[24];
  size_t size = 0;
  for (const char *at = scanner->at; size + 1 < sizeof excerpt && at < scanner->end && *at >= ' ' && *at < 0x7F; at++)
    excerpt[size++] = *at;
  excerpt[size] = '\0';
  const size_t offset = (size_t)(scanner->at - scanner->begin);
  if (scanner->at == scanner->end)
    return textan_fail(error, TEXTAN_EINPUT, "%s breaks off at byte %zu: expected %s", what, offset, scanner->expected);
  return textan_fail(error, TEXTAN_EINPUT, "%s is not valid JSON at byte %zu: expected %s%s%s%s", what, offset,
                     scanner->expected, size ? " (at: " : "", excerpt, size ? ")" : "");
}

/* ---- what values say ---- */

/* Four hexadecimal digits; -1: there are none. */
static int32_t read_unit(const char *at, const char *end) {
  int32_t unit = 0;
  if (end - at < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    const char c = at[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0)
      return -1;
    unit = 16 * unit + digit;
  }
  return unit;
}

/* The code point behind "\u", and behind it at *at; 0: there is none that a text may hold. */
static uint32_t read_code_point(const char **at, const char *end) {
  const int32_t unit = read_unit(*at, end);
  if (unit < 0)
    return 0;
  *at += 4;
  if (unit < 0xD800 || unit > 0xDFFF)
    return (uint32_t)unit;
  if (unit > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
    return 0;
  const int32_t low = read_unit(*at + 2, end);
  if (low < 0xDC00 || low > 0xDFFF)
    return 0;
  *at += 6;
  return 0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

static char *put_code_point(char *out, uint32_t c) {
  if (c < 0x80) {
    *out++ = (char)c;
    return out;
  }
  if (c < 0x800)
    *out++ = (char)(0xC0 | c >> 6);
  else {
    if (c < 0x10000)
      *out++ = (char)(0xE0 | c >> 12);
    else {
      *out++ = (char)(0xF0 | c >> 18);
      *out++ = (char)(0x80 | (c >> 12 & 0x3F));
    }
    *out++ = (char)(0x80 | (c >> 6 & 0x3F));
  }
  *out++ = (char)(0x80 | (c & 0x3F));
  return out;
}

/* The character that an escape of one letter stands for; 0: none. */
static char short_escape(char letter) {
  static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
  const char *found = letter ? strchr(letters, letter) : NULL;
  return found ? characters[found - letters] : '\0';
}

size_t scan_unescape(const struct scan_value *string, char *out) {
  const char *at = string->raw.data, *end = at + string->raw.size;
  char *to = out;
  while (at < end) {
    const char *escape = string->escaped ? memchr(at, '\\', (size_t)(end - at)) : NULL;
    const size_t plain = (size_t)((escape ? escape : end) - at);
    memcpy(to, at, plain);
    to += plain;
    at += plain;
    if (!escape)
      break;
    if (end - at < 2)
      return SIZE_MAX;
    at += 2;
    if (escape[1] != 'u') {
      *to = short_escape(escape[1]);
      if (!*to++)
        return SIZE_MAX;
      continue;
    }
    const uint32_t c = read_code_point(&at, end);
    if (!c)
      return SIZE_MAX;
    to = put_code_point(to, c);
  }
  return (size_t)(to - out);
}

bool scan_says(const struct scan_value *value, const char *text) {
  char plain[64];
  if (value->kind != SCAN_STRING)
    return false;
  textan_string said = value->raw;
  if (value->escaped) {
    if (said.size > sizeof plain)
      return false;
    said = (textan_string){plain, scan_unescape(value, plain)};
    if (said.size == SIZE_MAX)
      return false;
  }
  /* The texts are short, and no string holds a NUL. */
  size_t i = 0;
  while (i < said.size && said.data[i] == text[i])
    i++;
  return i == said.size && !text[i];
}

bool scan_whole(const struct scan_value *value, uint32_t *number) {
  uint64_t whole = 0;
  if (value->kind != SCAN_NUMBER || value->raw.size > 10)
    return false;
  for (size_t i = 0; i < value->raw.size; i++) {
    const char c = value->raw.data[i];
    if (c < '0' || c > '9')
      return false;
    whole = 10 * whole + (uint64_t)(c - '0');
  }
  *number = (uint32_t)whole;
  return whole <= UINT32_MAX;
}

const char *scan_kind_name(enum scan_kind kind) {
  static const char *const names[] = {"null", "false", "true", "a number", "a string", "a list", "an object"};
  return names[kind];
}

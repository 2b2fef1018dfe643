/* The scan of a configuration file before libconfig 1.5 reads it.  libconfig says no more than "syntax error", cuts
 * integers to 32 bits in silence and joins two strings between which a comma was forgotten.  The scan keeps the numbers
 * as they are written and explains what is wrong. */
#include <stdlib.h>
#include <string.h>

#include "config_node.h"
#include "literal.h"
#include "utf8.h"

/* Far beyond what anyone writes; mistakes of a machine must not make us slow. */
enum { DEPTH_MAX = 32, NAMES_MAX = 1000, ITEMS_MAX = 10000 };

/* What may come next in a bracket. */
enum expectation { EXPECT_NAME, EXPECT_EQUALS, EXPECT_VALUE, EXPECT_END_OF_VALUE };

/* A bracket that is open; the file itself is the outermost. */
struct level {
  char close; /* '}', ')', ']', or '\0' for the file */
  int line;
  enum expectation expectation;
  size_t comma;      /* EXPECT_VALUE in a list: where the comma stands that was read, else 0 */
  bool after_string; /* EXPECT_END_OF_VALUE: the value is a string, which another may go on with */
  struct name {
    const char *text;
    size_t length;
    int line;
  } * names; /* that were set in the group; the last one is being set */
  size_t name_count;
  size_t item_count; /* of a list */
};

struct scan {
  struct config_reader *reader;
  const struct source *source;
  char *text;
  size_t size, at;
  int line;
  struct level levels[DEPTH_MAX];
  size_t depth; /* index of the innermost level */
  struct scan_result *result;
  bool broken; /* libconfig cannot make anything of it */
};

#define ERROR(scan_, ...)                                                                                              \
  diagnostics_error((scan_)->reader->diagnostics, (scan_)->source->name, (scan_)->line, __VA_ARGS__)
#define NOTE(scan_, ...) diagnostics_note((scan_)->reader->diagnostics, __VA_ARGS__)

/* Reports a mistake behind which the structure is unknown, and ends the scan. */
#define GIVE_UP(scan_, ...) (ERROR(scan_, __VA_ARGS__), give_up(scan_))

static void give_up(struct scan *scan) {
  scan->broken = true;
  scan->at = scan->size;
}

static struct level *innermost(struct scan *scan) {
  return &scan->levels[scan->depth];
}

static bool is_list(const struct level *level) {
  return level->close == ')' || level->close == ']';
}

/* "the value of "x"" or "an item of the list": what is being read. */
static const char *subject(struct scan *scan) {
  const struct level *level = innermost(scan);
  if (is_list(level))
    return "an item of the list";
  if (level->name_count == 0)
    return "a value";
  const struct name *name = &level->names[level->name_count - 1];
  return reader_format(scan->reader, "the value of \"%.*s\"", (int)name->length, name->text);
}

/* Takes bytes out of what libconfig will read; lines stay. */
static void blank(struct scan *scan, size_t begin, size_t end) {
  for (size_t i = begin; i < end; i++)
    if (scan->text[i] != '\n')
      scan->text[i] = ' ';
}

/* ---- words ---- */

static bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_name_byte(char c) {
  return is_name_start(c) || is_digit(c) || c == '_' || c == '-';
}

static size_t name_end(const struct scan *scan, size_t at) {
  while (at < scan->size && is_name_byte(scan->text[at]))
    at++;
  return at;
}

static bool starts(const struct scan *scan, const char *word) {
  return strncmp(scan->text + scan->at, word, strlen(word)) == 0;
}

/* Skips space and comments. */
static void skip_space(struct scan *scan) {
  while (scan->at < scan->size) {
    const char c = scan->text[scan->at];
    if (c == '\n')
      scan->line++;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
      scan->at++;
    else if (c == '#' || starts(scan, "//")) {
      /* libconfig 1.5 does not take a comment without a line end behind it. */
      const size_t end = scan->at + strcspn(scan->text + scan->at, "\n");
      blank(scan, scan->at, end);
      scan->at = end;
    } else if (starts(scan, "/*")) {
      const char *end = strstr(scan->text + scan->at + 2, "*/");
      if (!end) {
        GIVE_UP(scan, "the comment that begins here with /* is not closed");
        return;
      }
      for (; scan->text + scan->at < end; scan->at++)
        scan->line += scan->text[scan->at] == '\n';
      scan->at += 2;
    } else
      return;
  }
}

static void add_scalar(struct scan *scan, enum node_type type, size_t begin, size_t end) {
  struct scan_result *result = scan->result;
  result->scalars = reader_grow(scan->reader, result->scalars, result->count, sizeof *result->scalars);
  result->scalars[result->count++] = (struct scalar){
      .type = type, .line = scan->line, .text = reader_copy(scan->reader, scan->text + begin, end - begin)};
  if (type == NODE_NUMBER || type == NODE_BROKEN) {
    blank(scan, begin, end);
    scan->text[begin] = '0';
  }
  scan->at = end;
  innermost(scan)->expectation = EXPECT_END_OF_VALUE;
  innermost(scan)->after_string = type == NODE_STRING;
}

/* ---- values ---- */

static void scan_string(struct scan *scan) {
  const size_t begin = scan->at;
  size_t end = begin + 1;
  for (; end < scan->size && scan->text[end] != '"' && scan->text[end] != '\n'; end++) {
    if (scan->text[end] != '\\')
      continue;
    if (++end == scan->size)
      break;
    if (scan->text[end] == 'u' || scan->text[end] == 'U')
      ERROR(scan, "\"\\%c\" is no escape in a configuration: write the character itself", scan->text[end]);
    if (strncasecmp(scan->text + end, "x00", 3) == 0)
      ERROR(scan, "\"\\x00\" would end the string");
    if (scan->text[end] == '\n')
      break;
  }
  if (scan->text[end] == '"') {
    add_scalar(scan, NODE_STRING, begin, end + 1);
    return;
  }
  ERROR(scan, "the string that begins here is not closed on its line");
  NOTE(scan, "a quote is missing; long strings are written as several, each in quotes, behind one another");
  scan->broken = true;
  add_scalar(scan, NODE_BROKEN, begin, end);
}

static void scan_number(struct scan *scan) {
  size_t end = scan->at + 1;
  while (end < scan->size && (is_name_byte(scan->text[end]) || scan->text[end] == '.' || scan->text[end] == '+'))
    end++;
  const char *literal = reader_copy(scan->reader, scan->text + scan->at, end - scan->at);
  const bool valid = literal_is_number(literal);
  if (!valid) {
    ERROR(scan, "\"%s\" is not a number", literal);
    NOTE(scan, "text stands in quotes: \"%s\"", literal);
  }
  add_scalar(scan, valid ? NODE_NUMBER : NODE_BROKEN, scan->at, end);
}

/* true, false, or text whose quotes were forgotten. */
static void scan_word(struct scan *scan) {
  const size_t begin = scan->at, word_end = name_end(scan, begin);
  char word[8] = "";
  if (word_end - begin < sizeof word)
    memcpy(word, scan->text + begin, word_end - begin);
  if (strcasecmp(word, "true") == 0 || strcasecmp(word, "false") == 0) {
    add_scalar(scan, NODE_BOOLEAN, begin, word_end);
    return;
  }
  size_t end = begin + strcspn(scan->text + begin, ";,)]}\r\n");
  while (end > begin + 1 && (scan->text[end - 1] == ' ' || scan->text[end - 1] == '\t'))
    end--;
  ERROR(scan, "%s is not in quotes: %.*s", subject(scan), (int)(end - begin), scan->text + begin);
  if (strcasecmp(word, "yes") == 0 || strcasecmp(word, "no") == 0 || strcasecmp(word, "on") == 0 ||
      strcasecmp(word, "off") == 0)
    NOTE(scan, "a switch is written true or false, text in quotes");
  else
    NOTE(scan, "text stands in straight quotes: \"...\"");
  add_scalar(scan, NODE_BROKEN, begin, end);
}

static void open_bracket(struct scan *scan, char open) {
  if (innermost(scan)->close == ']') {
    ERROR(scan, "[ ] holds plain values only");
    NOTE(scan, "lists of groups or of lists are written in ( )");
  }
  if (scan->depth + 1 == DEPTH_MAX) {
    GIVE_UP(scan, "brackets are nested more than %d deep", DEPTH_MAX - 1);
    return;
  }
  scan->depth++;
  *innermost(scan) = (struct level){.close = open == '{'   ? '}'
                                             : open == '(' ? ')'
                                                           : ']',
                                    .line = scan->line,
                                    .expectation = open == '{' ? EXPECT_NAME : EXPECT_VALUE};
  if (open == '[')
    scan->text[scan->at] = '(';
  scan->at++;
}

/* A bracket is closed that is, or is not, the innermost one. */
static void close_bracket(struct scan *scan, char close) {
  const struct level *level = innermost(scan);
  if (level->close != close) {
    if (level->close)
      GIVE_UP(scan, "\"%c\" was found where a \"%c\" must close the bracket opened on line %d", close, level->close,
              level->line);
    else
      GIVE_UP(scan, "\"%c\" closes a bracket that was not opened", close);
    return;
  }
  if (close == ']')
    scan->text[scan->at] = ')';
  scan->depth--;
  scan->at++;
  innermost(scan)->expectation = EXPECT_END_OF_VALUE;
  innermost(scan)->after_string = false;
}

static void scan_value(struct scan *scan) {
  const char c = scan->text[scan->at];
  struct level *level = innermost(scan);
  if (c == '"')
    scan_string(scan);
  else if (is_digit(c) || c == '-' || c == '+' || c == '.')
    scan_number(scan);
  else if (c == '{' || c == '(' || c == '[')
    open_bracket(scan, c);
  else if (is_list(level) && (c == ')' || c == ']' || c == '}')) {
    if (level->comma && c == level->close) {
      ERROR(scan, "a comma stands behind the last item of the list");
      blank(scan, level->comma, level->comma + 1);
    }
    close_bracket(scan, c);
  } else if (c == '\0' || strchr(";,=:)]}", c))
    GIVE_UP(scan, "%s is missing before \"%c\"", subject(scan), c);
  else
    scan_word(scan);
}

/* ---- settings and separators ---- */

static void scan_name(struct scan *scan) {
  struct level *level = innermost(scan);
  const size_t begin = scan->at, end = name_end(scan, begin);
  const char *text = scan->text + begin;
  const size_t length = end - begin;
  if ((length == 4 && strncasecmp(text, "true", 4) == 0) || (length == 5 && strncasecmp(text, "false", 5) == 0)) {
    GIVE_UP(scan, "\"%.*s\" cannot be the name of a setting", (int)length, text);
    return;
  }
  if (level->name_count == NAMES_MAX) {
    GIVE_UP(scan, "a group has more than %d settings", NAMES_MAX);
    return;
  }
  for (size_t i = 0; i < level->name_count; i++)
    if (level->names[i].length == length && memcmp(level->names[i].text, text, length) == 0) {
      ERROR(scan, "\"%.*s\" is set a second time; the first is on line %d", (int)length, text, level->names[i].line);
      scan->broken = true;
      break;
    }
  level->names = reader_grow(scan->reader, level->names, level->name_count, sizeof *level->names);
  level->names[level->name_count++] = (struct name){reader_copy(scan->reader, text, length), length, scan->line};
  level->expectation = EXPECT_EQUALS;
  scan->at = end;
}

/* The character, or sequence of bytes that make one, at which the scan stands. */
static const char *character(struct scan *scan) {
  return reader_copy(scan->reader, scan->text + scan->at, utf8_size((unsigned char)scan->text[scan->at]));
}

/* Something else stands where a setting should begin. */
static void refuse_setting(struct scan *scan) {
  const char c = scan->text[scan->at];
  const bool decimal_comma = is_digit(c) && scan->at > 0 && scan->text[scan->at - 1] == ',';
  const size_t length = strcspn(scan->text + scan->at, ";,\r\n");
  const char *found = length ? reader_copy(scan->reader, scan->text + scan->at, length) : character(scan);
  GIVE_UP(scan, "a setting (name = value) is expected, not %s", found);
  if (decimal_comma)
    NOTE(scan, "decimals are written with a point: 0.5");
}

static void scan_equals(struct scan *scan) {
  struct level *level = innermost(scan);
  const char c = scan->text[scan->at];
  if (c == '=' || c == ':') {
    level->expectation = EXPECT_VALUE;
    scan->at++;
    return;
  }
  const struct name *name = &level->names[level->name_count - 1];
  scan->line = name->line;
  GIVE_UP(scan, "\"=\" is missing after \"%.*s\"", (int)name->length, name->text);
}

/* Behind an item of a list. */
static void scan_list_separator(struct scan *scan) {
  struct level *level = innermost(scan);
  const char c = scan->text[scan->at];
  if (++level->item_count == ITEMS_MAX)
    GIVE_UP(scan, "a list has more than %d items", ITEMS_MAX);
  else if (c == ',') {
    level->expectation = EXPECT_VALUE;
    level->comma = scan->at++;
  } else if (c == ')' || c == ']' || c == '}')
    close_bracket(scan, c);
  else if (c == ';') {
    ERROR(scan, "items of a list are parted by commas, not by \";\"");
    scan->broken = true;
    level->expectation = EXPECT_VALUE;
    level->comma = 0;
    scan->at++;
  } else {
    ERROR(scan, "a comma is missing before this item of the list");
    scan->broken = true;
    level->expectation = EXPECT_VALUE;
    level->comma = 0;
  }
}

/* Behind the value of a setting; the separator may be left out. */
static void scan_setting_separator(struct scan *scan) {
  struct level *level = innermost(scan);
  const char c = scan->text[scan->at];
  if (c == ';' || c == ',') {
    level->expectation = EXPECT_NAME;
    scan->at++;
  } else if (c == ')' || c == ']' || c == '}')
    close_bracket(scan, c);
  else if (c == '"' && level->after_string) {
    scan->result->count--; /* libconfig joins the two */
    scan_string(scan);
  } else if (is_name_start(c))
    scan_name(scan);
  else
    GIVE_UP(scan, "\";\" is missing behind %s, before %s", subject(scan), character(scan));
}

static void scan_setting(struct scan *scan) {
  const char c = scan->text[scan->at];
  if (is_name_start(c))
    scan_name(scan);
  else if (c == ')' || c == ']' || c == '}')
    close_bracket(scan, c);
  else if (c == ';') /* one too many */
    scan->text[scan->at++] = ' ';
  else
    refuse_setting(scan);
}

static void scan_include(struct scan *scan) {
  ERROR(scan, "@include is not taken: a file builds on others with extends");
  NOTE(scan, "write extends = ( \"base.cfg\" ); its path is relative to this file");
  const size_t end = scan->at + strcspn(scan->text + scan->at, "\n");
  blank(scan, scan->at, end);
  scan->at = end;
}

static void scan_token(struct scan *scan) {
  const struct level *level = innermost(scan);
  if (starts(scan, "@include"))
    scan_include(scan);
  else if (level->expectation == EXPECT_NAME)
    scan_setting(scan);
  else if (level->expectation == EXPECT_EQUALS)
    scan_equals(scan);
  else if (level->expectation == EXPECT_VALUE)
    scan_value(scan);
  else if (is_list(level))
    scan_list_separator(scan);
  else
    scan_setting_separator(scan);
}

/* The text ends inside something. */
static void check_end(struct scan *scan) {
  const struct level *level = innermost(scan);
  if (scan->broken)
    return;
  if (level->expectation == EXPECT_EQUALS || (level->expectation == EXPECT_VALUE && !is_list(level)))
    GIVE_UP(scan, "the file ends before %s", subject(scan));
  else if (scan->depth > 0) {
    scan->line = level->line;
    GIVE_UP(scan, "the bracket opened here is not closed: \"%c\" is missing", level->close);
  }
}

/* False: not a text that could be scanned. */
static bool check_bytes(struct scan *scan) {
  size_t bad = 0;
  const char *nul = memchr(scan->text, '\0', scan->size);
  const bool valid = utf8_valid(scan->text, scan->size, &bad);
  const size_t end = nul ? (size_t)(nul - scan->text) : valid ? 0 : bad;
  for (size_t i = 0; i < end; i++)
    scan->line += scan->text[i] == '\n';
  if (nul)
    ERROR(scan, "a NUL byte stands here: this is not a text file");
  else if (!valid)
    ERROR(scan, "byte 0x%02X is not UTF-8: save the file in that encoding", (unsigned)(unsigned char)scan->text[bad]);
  return !nul && valid;
}

bool scan_text(struct config_reader *reader, const struct source *source, int line, struct buffer *text,
               struct scan_result *result) {
  struct scan scan = {
      .reader = reader, .source = source, .text = text->data, .size = text->size, .line = line, .result = result};
  scan.levels[0] = (struct level){.expectation = EXPECT_NAME};
  *result = (struct scan_result){0};
  if (!check_bytes(&scan))
    return false;
  if (starts(&scan, "\xEF\xBB\xBF")) /* a byte order mark says nothing in UTF-8 */
    blank(&scan, 0, 3);
  for (skip_space(&scan); scan.at < scan.size; skip_space(&scan))
    scan_token(&scan);
  check_end(&scan);
  return !scan.broken;
}

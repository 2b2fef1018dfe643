/* The condition of a step, parsed: `or`, `and`, `not`, comparisons, `in`, has(). */
#include <string.h>

#include "config_check.h"
#include "literal.h"
#include "when.h"

enum { DEPTH_MAX = 50, PARTS_MAX = 1000, SHOWN_MAX = 30 };

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_STRING, TOKEN_NUMBER, TOKEN_MARK, TOKEN_BROKEN };

struct token {
  enum token_kind kind;
  size_t at;
  const char *text; /* of a name or string, "==" … */
};

struct parser {
  struct config_reader *reader;
  const struct node *node; /* the setting */
  const char *who;
  struct token token; /* the next one */
  size_t behind;      /* it */
  size_t depth, parts;
  bool failed;
};

/* ---- messages ---- */

static void fail(struct parser *parser, size_t at, const char *wanted) {
  if (parser->failed)
    return;
  parser->failed = true;
  const char *rest = parser->node->text + at;
  size_t length = strlen(rest) > SHOWN_MAX ? SHOWN_MAX : strlen(rest);
  while (length > 0 && ((unsigned char)rest[length] & 0xC0) == 0x80)
    length--; /* not within a character */
  if (*rest)
    reader_error(parser->reader, parser->node, "%s: \"when\": expected %s at \"%.*s\"", parser->who, wanted,
                 (int)length, rest);
  else
    reader_error(parser->reader, parser->node, "%s: \"when\": expected %s at the end of the condition", parser->who,
                 wanted);
  diagnostics_note(parser->reader->diagnostics,
                   "as in: lang in ['en', 'vi'] and not has('entity:GPE') or size < 1000 (docs/configuration.md)");
}

/* ---- words ---- */

static bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static void scan_quoted(struct parser *parser, size_t at) {
  const char *text = parser->node->text;
  const char *end = strchr(text + at + 1, text[at]);
  if (!end) {
    fail(parser, at, "a closing quote of the string that begins");
    parser->token.kind = TOKEN_BROKEN;
    return;
  }
  parser->token.kind = TOKEN_STRING;
  parser->token.text = reader_copy(parser->reader, text + at + 1, (size_t)(end - text) - at - 1);
  parser->behind = (size_t)(end - text) + 1;
}

/* Takes the next word in. */
static void advance(struct parser *parser) {
  static const char *const marks[] = {"==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ","};
  const char *text = parser->node->text;
  size_t at = parser->behind + strspn(text + parser->behind, " \t\r\n"), end = at;
  parser->token = (struct token){.kind = TOKEN_END, .at = at};
  if (text[at] == '\0' || parser->failed)
    return;
  if (text[at] == '\'' || text[at] == '"') {
    scan_quoted(parser, at);
    return;
  }
  const bool number = (text[at] >= '0' && text[at] <= '9') || text[at] == '-' || text[at] == '+' || text[at] == '.';
  while (is_name_byte(text[end]) || (number && strchr("-+.", text[end]) && text[end]))
    end++;
  parser->token.kind = number ? TOKEN_NUMBER : TOKEN_NAME;
  for (size_t i = 0; end == at && i < sizeof marks / sizeof marks[0]; i++)
    if (strncmp(text + at, marks[i], strlen(marks[i])) == 0) {
      parser->token.kind = TOKEN_MARK;
      end = at + strlen(marks[i]);
    }
  if (end == at) {
    fail(parser, at, text[at] == '=' ? "\"==\" for a comparison" : "a word, a value or a comparison");
    parser->token.kind = TOKEN_BROKEN;
    return;
  }
  parser->token.text = reader_copy(parser->reader, text + at, end - at);
  parser->behind = end;
}

static bool is_word(const struct parser *parser, const char *word) {
  const struct token *token = &parser->token;
  return (token->kind == TOKEN_NAME || token->kind == TOKEN_MARK) && strcmp(token->text, word) == 0;
}

/* Goes on behind the word when it comes next. */
static bool take(struct parser *parser, const char *word) {
  const bool is = is_word(parser, word);
  if (is)
    advance(parser);
  return is;
}

static bool expect(struct parser *parser, const char *mark) {
  if (take(parser, mark))
    return true;
  fail(parser, parser->token.at, reader_format(parser->reader, "\"%s\"", mark));
  return false;
}

/* ---- values ---- */

static struct when *new_when(struct parser *parser, enum when_kind kind, size_t at) {
  if (parser->parts++ == PARTS_MAX) /* evaluation goes as deep as they are chained */
    fail(parser, at, "no more than 1000 conditions and values");
  struct when *when = reader_alloc(parser->reader, sizeof *when);
  *when = (struct when){.kind = kind, .at = at};
  return when;
}

static bool is_reserved(const struct parser *parser) {
  static const char *const words[] = {"and", "or", "not", "in", "has"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (is_word(parser, words[i]))
      return true;
  return false;
}

/* A number that the condition writes out; NULL after a report. */
static struct when *parse_number(struct parser *parser) {
  struct when *when = new_when(parser, WHEN_NUMBER, parser->token.at);
  if (literal_decimal(parser->token.text, &when->number) != LITERAL_OK) {
    fail(parser, parser->token.at, "a number");
    return NULL;
  }
  advance(parser);
  return when;
}

/* A string, number, true, false, or (`variables`) a variable; NULL after a report. */
static struct when *parse_value(struct parser *parser, bool variables) {
  const struct token token = parser->token;
  if (token.kind == TOKEN_NUMBER)
    return parse_number(parser);
  const bool truth = is_word(parser, "true");
  struct when *when = NULL;
  if (token.kind == TOKEN_STRING)
    when = new_when(parser, WHEN_STRING, token.at);
  else if (truth || is_word(parser, "false"))
    when = new_when(parser, WHEN_BOOLEAN, token.at);
  else if (variables && token.kind == TOKEN_NAME && !is_reserved(parser))
    when = new_when(parser, WHEN_VARIABLE, token.at);
  if (!when) {
    fail(parser, token.at, variables ? "an attribute or a value" : "a value: 'text', a number, true or false");
    return NULL;
  }
  when->text = token.text;
  when->truth = truth;
  advance(parser);
  return when;
}

static struct when *parse_list(struct parser *parser) {
  struct when *list = new_when(parser, WHEN_LIST, parser->token.at);
  const struct when **items = NULL;
  advance(parser);
  do {
    const struct when *item = parse_value(parser, false);
    if (!item)
      return NULL;
    items = reader_grow(parser->reader, items, list->count, sizeof(struct when *));
    items[list->count++] = item;
  } while (!parser->failed && take(parser, ","));
  list->items = items;
  return expect(parser, "]") ? list : NULL;
}

/* ---- conditions ---- */

static struct when *parse_or(struct parser *parser);

/* has('layer'), has('layer:type') or has(attribute), behind "has". */
static struct when *parse_has(struct parser *parser, size_t at) {
  struct when *has = new_when(parser, WHEN_HAS_LAYER, at);
  if (!expect(parser, "("))
    return NULL;
  if (parser->token.kind == TOKEN_STRING) {
    const char *text = parser->token.text, *colon = strchr(text, ':');
    has->text = colon ? reader_copy(parser->reader, text, (size_t)(colon - text)) : text;
    has->type = colon ? colon + 1 : NULL;
    advance(parser);
  } else {
    has->kind = WHEN_HAS_VARIABLE;
    has->left = parse_value(parser, true);
    if (!has->left || has->left->kind != WHEN_VARIABLE) {
      fail(parser, has->left ? has->left->at : parser->token.at, "an attribute or 'a layer'");
      return NULL;
    }
  }
  return expect(parser, ")") ? has : NULL;
}

/* Behind the value on the left of a comparison or of "in". */
static struct when *parse_relation(struct parser *parser, const struct when *left) {
  static const char *const signs[] = {[WHEN_EQUAL] = "==",   [WHEN_UNEQUAL] = "!=", [WHEN_LESS] = "<",
                                      [WHEN_AT_MOST] = "<=", [WHEN_GREATER] = ">",  [WHEN_AT_LEAST] = ">="};
  const size_t at = left->at;
  if (take(parser, "in")) {
    struct when *in = new_when(parser, WHEN_IN, at);
    in->left = left;
    in->right = is_word(parser, "[") ? parse_list(parser) : parse_value(parser, true);
    return in->right ? in : NULL;
  }
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (take(parser, signs[i])) {
      struct when *compare = new_when(parser, WHEN_COMPARE, at);
      compare->comparison = (enum when_comparison)i;
      compare->left = left;
      compare->right = parse_value(parser, true);
      return compare->right ? compare : NULL;
    }
  if (left->kind != WHEN_VARIABLE) {
    fail(parser, parser->token.at, "a comparison (==, !=, <, <=, >, >=, in)");
    return NULL;
  }
  struct when *truth = new_when(parser, WHEN_TRUTH, at);
  truth->left = left;
  return truth;
}

static struct when *parse_not(struct parser *parser) {
  const size_t at = parser->token.at;
  struct when *when = NULL;
  if (parser->depth == DEPTH_MAX) {
    fail(parser, at, "no more than 50 nested conditions");
    return NULL;
  }
  parser->depth++;
  if (take(parser, "not")) {
    when = new_when(parser, WHEN_NOT, at);
    when->left = parse_not(parser);
    when = when->left ? when : NULL;
  } else if (take(parser, "(")) {
    when = parse_or(parser);
    when = when && expect(parser, ")") ? when : NULL;
  } else if (take(parser, "has"))
    when = parse_has(parser, at);
  else {
    const struct when *left = parse_value(parser, true);
    when = left ? parse_relation(parser, left) : NULL;
  }
  parser->depth--;
  return when;
}

/* Conditions of the next lower rank, joined by `word`. */
static struct when *parse_joined(struct parser *parser, const char *word, enum when_kind kind,
                                 struct when *(*parse_part)(struct parser *)) {
  struct when *when = parse_part(parser);
  while (when && !parser->failed && is_word(parser, word)) {
    struct when *joined = new_when(parser, kind, parser->token.at);
    advance(parser);
    joined->left = when;
    joined->right = parse_part(parser);
    when = joined->right ? joined : NULL;
  }
  return when;
}

static struct when *parse_and(struct parser *parser) {
  return parse_joined(parser, "and", WHEN_AND, parse_not);
}

static struct when *parse_or(struct parser *parser) {
  return parse_joined(parser, "or", WHEN_OR, parse_and);
}

const struct when *when_read(struct config_reader *reader, const struct node *node, const char *who) {
  struct parser parser = {.reader = reader, .node = node, .who = who};
  advance(&parser);
  const struct when *when = parse_or(&parser);
  if (when && !parser.failed && parser.token.kind != TOKEN_END)
    fail(&parser, parser.token.at, "\"and\", \"or\" or the end of the condition");
  return parser.failed ? NULL : when;
}

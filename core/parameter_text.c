#include "parameter_text.h"

#include <string.h>

static const char *const type_names[] = {
    [TEXTAN_PARAMETER_BOOLEAN] = "boolean",   [TEXTAN_PARAMETER_INTEGER] = "integer",
    [TEXTAN_PARAMETER_DECIMAL] = "decimal",   [TEXTAN_PARAMETER_STRING] = "string",
    [TEXTAN_PARAMETER_CHOICE] = "choice",     [TEXTAN_PARAMETER_PATH] = "path",
    [TEXTAN_PARAMETER_DURATION] = "duration", [TEXTAN_PARAMETER_SIZE] = "size",
    [TEXTAN_PARAMETER_TABLE] = "table",
};

bool parameter_is_list(const textan_parameter *row) {
  return (row->flags & TEXTAN_PARAMETER_LIST) && row->type != TEXTAN_PARAMETER_TABLE;
}

const char *parameter_type_name(const textan_parameter *row) {
  return type_names[row->type];
}

/* ---- limits ---- */

/* The text without its quotes and its length. */
static const char *unquoted(const char *text, int *length) {
  const size_t size = strlen(text);
  const bool quotes = size >= 2 && text[0] == '"' && text[size - 1] == '"';
  *length = (int)(quotes ? size - 2 : size);
  return quotes ? text + 1 : text;
}

const char *parameter_range(const textan_parameter *row, char out[PARAMETER_RANGE_SIZE]) {
  int low_size = 0, high_size = 0, size = 0;
  const char *low = row->minimum ? unquoted(row->minimum, &low_size) : NULL;
  const char *high = row->maximum ? unquoted(row->maximum, &high_size) : NULL;
  out[0] = '\0';
  if (low && high)
    size = snprintf(out, PARAMETER_RANGE_SIZE, " from %.*s to %.*s", low_size, low, high_size, high);
  else if (low)
    size = snprintf(out, PARAMETER_RANGE_SIZE, " of %.*s or more", low_size, low);
  else if (high)
    size = snprintf(out, PARAMETER_RANGE_SIZE, " of %.*s or less", high_size, high);
  if (row->unit && size >= 0 && size < PARAMETER_RANGE_SIZE)
    snprintf(out + size, (size_t)(PARAMETER_RANGE_SIZE - size), " (%s)", row->unit);
  return out;
}

enum literal_status parameter_number(const textan_parameter *row, bool quoted, const char *text,
                                     struct parameter_item *item) {
  enum literal_status status = LITERAL_MALFORMED;
  if (row->type == TEXTAN_PARAMETER_DECIMAL)
    return quoted ? LITERAL_MALFORMED : literal_decimal(text, &item->decimal);
  if (row->type == TEXTAN_PARAMETER_DURATION && quoted)
    status = literal_duration(text, &item->integer);
  else if (row->type == TEXTAN_PARAMETER_SIZE && quoted)
    status = literal_size(text, &item->integer);
  else if ((row->type == TEXTAN_PARAMETER_INTEGER || row->type == TEXTAN_PARAMETER_SIZE) && !quoted)
    status = literal_integer(text, &item->integer);
  if (row->type == TEXTAN_PARAMETER_SIZE && item->integer < 0)
    status = LITERAL_MALFORMED;
  item->decimal = (textan_decimal){item->integer, 0};
  return status;
}

bool parameter_limit(const textan_parameter *row, const char *limit, struct parameter_item *item) {
  char text[100];
  int length = 0;
  const char *inner = unquoted(limit, &length);
  const bool quoted = row->type == TEXTAN_PARAMETER_DURATION || row->type == TEXTAN_PARAMETER_SIZE;
  *item = (struct parameter_item){0};
  if ((size_t)length >= sizeof text)
    return false;
  snprintf(text, sizeof text, "%.*s", length, inner);
  return parameter_number(row, quoted, text, item) == LITERAL_OK;
}

/* ---- in words ---- */

void parameter_append_type(const textan_parameter *row, struct buffer *out) {
  char range[PARAMETER_RANGE_SIZE];
  buffer_format(out, "%s%s%s", parameter_is_list(row) ? "list of " : "", parameter_type_name(row),
                parameter_range(row, range));
  if (row->type == TEXTAN_PARAMETER_CHOICE)
    for (size_t i = 0; row->choices[i]; i++)
      buffer_format(out, "%s\"%s\"", i ? " | " : ": ", row->choices[i]);
}

/* ---- examples ---- */

static void append_single(const textan_parameter *row, struct buffer *out) {
  const char *limit = row->minimum ? row->minimum : row->maximum;
  int length = 0;
  const char *inner = limit ? unquoted(limit, &length) : NULL;
  switch ((textan_parameter_type)row->type) {
  case TEXTAN_PARAMETER_BOOLEAN:
    buffer_text(out, "true");
    break;
  case TEXTAN_PARAMETER_INTEGER:
  case TEXTAN_PARAMETER_DECIMAL:
    buffer_text(out, limit ? limit : row->type == TEXTAN_PARAMETER_INTEGER ? "1" : "1.0");
    break;
  case TEXTAN_PARAMETER_CHOICE:
    buffer_format(out, "\"%s\"", row->choices[0]);
    break;
  case TEXTAN_PARAMETER_DURATION:
  case TEXTAN_PARAMETER_SIZE:
    if (inner)
      buffer_format(out, "\"%.*s\"", length, inner);
    else
      buffer_text(out, row->type == TEXTAN_PARAMETER_SIZE ? "\"1MiB\"" : "\"10s\"");
    break;
  case TEXTAN_PARAMETER_TABLE:
    buffer_text(out, "{ key = \"value\"; }");
    break;
  case TEXTAN_PARAMETER_STRING:
    buffer_text(out, "\"text\"");
    break;
  case TEXTAN_PARAMETER_PATH:
    buffer_text(out, "\"FILE\"");
    break;
  }
}

void parameter_append_sample(const textan_parameter *row, struct buffer *out) {
  if (row->fallback) {
    buffer_text(out, row->fallback);
    return;
  }
  if (!parameter_is_list(row)) {
    append_single(row, out);
    return;
  }
  buffer_text(out, "[ ");
  if (row->type == TEXTAN_PARAMETER_CHOICE)
    for (size_t i = 0; row->choices[i]; i++)
      buffer_format(out, "%s\"%s\"", i ? ", " : "", row->choices[i]);
  else
    append_single(row, out);
  buffer_text(out, " ]");
}

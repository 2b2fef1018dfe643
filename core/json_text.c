#include "json_text.h"

#include <string.h>

#include "utf8.h"

static void put(struct json_writer *json, const char *bytes, size_t size) {
  if (!buffer_append(json->out, bytes, size))
    json->failed = true;
}

static void put_text(struct json_writer *json, const char *text) {
  put(json, text, strlen(text));
}

/* A run of valid UTF-8. */
static void put_escaped(struct json_writer *json, const char *text, size_t size) {
  size_t done = 0;
  for (size_t i = 0; i < size; i++) {
    const unsigned char c = (unsigned char)text[i];
    char escape[8] = {'\\', (char)c, '\0'};
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
      continue;
    if (c == '\n')
      escape[1] = 'n';
    else if (c == '\t')
      escape[1] = 't';
    else if (c != '"' && c != '\\')
      snprintf(escape, sizeof escape, "\\u%04X", (unsigned)c);
    put(json, text + done, i - done);
    put_text(json, escape);
    done = i + 1;
  }
  put(json, text + done, size - done);
}

static void put_string(struct json_writer *json, const char *text) {
  size_t size = strlen(text), bad = 0;
  put_text(json, "\"");
  while (!utf8_valid(text, size, &bad)) {
    put_escaped(json, text, bad);
    put_text(json, "\\uFFFD");
    text += bad + 1;
    size -= bad + 1;
  }
  put_escaped(json, text, size);
  put_text(json, "\"");
}

static void put_line_break(struct json_writer *json) {
  put_text(json, "\n");
  for (int i = 0; i < json->depth; i++)
    put_text(json, "  ");
}

/* What stands before a value. */
static void begin_value(struct json_writer *json, const char *key) {
  if (json->filled)
    put_text(json, json->flat ? ", " : ",");
  if (json->depth && !json->flat)
    put_line_break(json);
  if (key) {
    put_string(json, key);
    put_text(json, ": ");
  }
  json->filled = true;
}

static void open_container(struct json_writer *json, const char *key, const char *bracket) {
  begin_value(json, key);
  put_text(json, bracket);
  json->depth++;
  json->filled = false;
}

static void close_container(struct json_writer *json, const char *bracket) {
  json->depth--;
  if (json->filled && !json->flat)
    put_line_break(json);
  put_text(json, bracket);
  json->filled = true;
  if (json->depth == 0)
    put_text(json, "\n");
}

void json_open_object(struct json_writer *json, const char *key) {
  open_container(json, key, "{");
}

void json_close_object(struct json_writer *json) {
  close_container(json, "}");
}

void json_open_array(struct json_writer *json, const char *key) {
  open_container(json, key, "[");
}

void json_close_array(struct json_writer *json) {
  close_container(json, "]");
}

void json_open_line(struct json_writer *json, const char *key) {
  open_container(json, key, "[");
  json->flat++;
}

void json_close_line(struct json_writer *json) {
  close_container(json, "]");
  json->flat--;
}

void json_add_string(struct json_writer *json, const char *key, const char *text) {
  begin_value(json, key);
  put_string(json, text);
}

void json_add_boolean(struct json_writer *json, const char *key, bool value) {
  begin_value(json, key);
  put_text(json, value ? "true" : "false");
}

void json_add_decimal(struct json_writer *json, const char *key, textan_decimal value) {
  char text[TEXTAN_DECIMAL_SIZE];
  begin_value(json, key);
  put_text(json, textan_decimal_format(value, text));
}

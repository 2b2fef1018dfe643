/* Writes JSON for people: indented, in the order of the calls.  Any thread, one writer each. */
#ifndef CORE_JSON_TEXT_H
#define CORE_JSON_TEXT_H

#include "buffer.h"

/* Zero-initialised but for `out`, which is the caller's. */
struct json_writer {
  struct buffer *out;
  int depth;
  int flat;    /* arrays on one line that are open */
  bool filled; /* the innermost object or array has an item */
  bool failed; /* memory ran out: what was written is not whole */
};

/* In all: `key` is the member's name in an object, NULL in an array and for the outermost value. */
void json_open_object(struct json_writer *json, const char *key);
void json_close_object(struct json_writer *json);
void json_open_array(struct json_writer *json, const char *key);
void json_close_array(struct json_writer *json);
/* An array of strings and numbers that is written on one line. */
void json_open_line(struct json_writer *json, const char *key);
void json_close_line(struct json_writer *json);

/* Bytes of the text that are no UTF-8 become U+FFFD. */
void json_add_string(struct json_writer *json, const char *key, const char *text);
void json_add_boolean(struct json_writer *json, const char *key, bool value);
void json_add_decimal(struct json_writer *json, const char *key, textan_decimal value);

#endif

/* JSON read in place: a walk over the bytes of one value, strictly as RFC 8259 has it, without a tree and without
 * memory.  Compiled into the plugins that read JSON Lines. */
#ifndef PLUGINS_JSONL_SCAN_H
#define PLUGINS_JSONL_SCAN_H

#include <textan/plugin.h>

enum scan_kind { SCAN_NULL, SCAN_FALSE, SCAN_TRUE, SCAN_NUMBER, SCAN_STRING, SCAN_LIST, SCAN_OBJECT };

/* A value where it stands. */
struct scan_value {
  enum scan_kind kind;
  bool escaped;      /* a string with escapes */
  textan_string raw; /* a string without its quotes, a list or object with its brackets, else the literal */
};

struct scanner {
  const char *begin, *at, *end;
  const char *expected; /* at `at`, where the bytes are not JSON; NULL: all is well */
};

/* Begins a walk over bytes that need not end with NUL. */
struct scanner scan_begin(const char *bytes, size_t size);
/* The same over a value of another walk; byte offsets count from where that one began. */
struct scanner scan_inside(const struct scanner *outer, const struct scan_value *value);

/* All of these answer false where the bytes are not JSON, with `expected` set. */

/* The value at hand.  A list or object is passed as a whole, without a look at what stands in it but brackets and
 * strings. */
bool scan_read(struct scanner *scanner, struct scan_value *value);
/* Enters the list or object at hand (kind SCAN_LIST or SCAN_OBJECT). */
bool scan_enter(struct scanner *scanner, enum scan_kind kind);
/* Goes to the next item of the list that was entered; false at its end, which is passed.  *first: true before the
 * first call. */
bool scan_item(struct scanner *scanner, bool *first);
/* The same for members of an object; their value is at hand then. */
bool scan_member(struct scanner *scanner, bool *first, struct scan_value *name);
/* True when nothing but white space is left. */
bool scan_end(struct scanner *scanner);

/* Says where and why the bytes are not JSON.  `what` begins the sentence: "the line". */
textan_status scan_fail(const struct scanner *scanner, const char *what, textan_error *error);

/* Writes the string without its escapes to `out`, which has room for raw.size bytes, and answers its size; SIZE_MAX: an
 * escape is wrong, half of a pair, or U+0000. */
size_t scan_unescape(const struct scan_value *string, char *out);
/* True when the value is a string that says `text`. */
bool scan_says(const struct scan_value *value, const char *text);
/* A whole number from 0 below 2^32 that is written without point or exponent. */
bool scan_whole(const struct scan_value *value, uint32_t *number);
/* "a string", "a list", … for messages. */
const char *scan_kind_name(enum scan_kind kind);

#endif

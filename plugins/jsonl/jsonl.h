/* What the files of this plugin share: a reader of lines, a parser of records, the descriptors of reader and writer. */
#ifndef PLUGINS_JSONL_JSONL_H
#define PLUGINS_JSONL_JSONL_H

#include <textan/plugin.h>

/* ---- lines.c: the lines of one file, in bounded memory ---- */

struct jsonl_lines {
  int descriptor; /* -1: none */
  const char *name;
  size_t limit; /* longest line */
  char *buffer;
  size_t capacity, begin, end; /* what was read and not yet handed out */
  uint64_t offset;             /* of buffer[begin] in the file */
  uint64_t line;               /* number of the last line handed out, from 1 */
};

/* Takes over the descriptor, which stands at `offset` behind line `line`; the memory is kept for reuse. */
void jsonl_lines_begin(struct jsonl_lines *lines, int descriptor, const char *name, uint64_t offset, uint64_t line);
/* The next line without its line break, followed by a NUL; it lives until the next call.  TEXTAN_ELIMIT: it is longer
 * than the limit and was skipped; TEXTAN_END; TEXTAN_EIO; TEXTAN_EMEMORY. */
textan_status jsonl_lines_next(struct jsonl_lines *lines, textan_string *line, textan_error *error);
void jsonl_lines_close(struct jsonl_lines *lines); /* the descriptor, if there is one */
void jsonl_lines_free(struct jsonl_lines *lines);

/* ---- record.c: one line as a record ---- */

struct jsonl_fields {
  bool whole_line;              /* the record is the line itself, for a decoder of JSON */
  const char *id, *text, *lang; /* lang NULL: not asked for */
  bool keep_all;
  size_t keep_count;
  const char **keep;
};

struct jsonl_parser {
  struct jsonl_fields fields;
  void *root; /* the parsed line (cJSON), alive until the next one */
  textan_feature *attributes;
  size_t attribute_capacity;
  textan_string *strings; /* items of attributes that are lists */
  size_t string_capacity;
  char *id, *source; /* "<name>:<line>" and ids written as numbers */
  size_t id_capacity, source_capacity;
};

/* Fills the record, also when it fails: id and source are always set.  `name` is the file's, `number` the line's. */
textan_status jsonl_parse(struct jsonl_parser *parser, const textan_string *line, const char *name, uint64_t number,
                          textan_record *record, textan_error *error);
/* As jsonl_parse for a line that could not be read. */
textan_status jsonl_place(struct jsonl_parser *parser, const char *name, uint64_t number, textan_record *record,
                          textan_error *error);
void jsonl_parser_free(struct jsonl_parser *parser);

/* ---- number.c: JSON numbers without loss ---- */

/* A walk over the members of the object in a line, which is valid JSON. */
struct jsonl_walk {
  const char *at, *end;
  size_t index; /* of the member that comes next */
};

struct jsonl_walk jsonl_walk_begin(const textan_string *line);
/* The value of member `index` as it is written; the indices of a walk must rise. */
textan_string jsonl_walk_literal(struct jsonl_walk *walk, size_t index);
/* A whole number, else a decimal, else (too many digits for either) the literal as a string. */
textan_value jsonl_number(textan_string literal);
/* A number as JSON writes it, exactly; false: the mantissa does not hold its digits. */
bool jsonl_decimal(textan_string literal, textan_decimal *decimal);

/* ---- text.c: growing output, JSON strings ---- */

struct jsonl_output {
  char *data;
  size_t size, capacity;
  bool failed; /* memory ran out; what follows is ignored */
};

void jsonl_put(struct jsonl_output *out, const char *bytes, size_t size);
void jsonl_put_text(struct jsonl_output *out, const char *text);
void jsonl_put_integer(struct jsonl_output *out, int64_t number);
/* A JSON string with its quotes.  Bytes that are not UTF-8 become U+FFFD. */
void jsonl_put_string(struct jsonl_output *out, const char *text, size_t size);
/* Moves what was put from `behind` on to `place`, in front of what stands between them. */
void jsonl_turn(struct jsonl_output *out, size_t place, size_t behind);

/* ---- units.c: bytes to code points or UTF-16 units ---- */

enum jsonl_unit { JSONL_BYTE, JSONL_CODEPOINT, JSONL_UTF16 };

struct jsonl_units {
  const char *text;
  enum jsonl_unit unit;
  bool same;        /* bytes are units: all ASCII */
  uint32_t *before; /* units before every block of text */
  size_t capacity;
};

/* Prepares the conversion for a text, in one pass.  False: no memory. */
bool jsonl_units_begin(struct jsonl_units *units, enum jsonl_unit unit, const char *text, size_t size);
uint32_t jsonl_units_at(const struct jsonl_units *units, uint32_t offset); /* in units */
void jsonl_units_free(struct jsonl_units *units);

/* Makes an attribute's name of a field's, in place: lower case, other characters an underscore, letters first.  "": no
 * name can be made.  (record.c) */
void jsonl_make_name(char *name);
/* As in textan_reader.  (schema.c) */
textan_status jsonl_reader_schema(const textan_host *host, const textan_parameters *values,
                                  textan_record_schema *schema, textan_error *error);

extern const textan_reader jsonl_reader; /* reader.c */
extern const textan_writer jsonl_writer; /* writer.c */

#endif

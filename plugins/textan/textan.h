/* What the files of the decoder share. */
#ifndef PLUGINS_TEXTAN_TEXTAN_H
#define PLUGINS_TEXTAN_TEXTAN_H

#include <textan/plugin.h>

#include "../jsonl/scan.h"

enum unit { UNIT_BYTE, UNIT_CODEPOINT, UNIT_UTF16 };

/* A layer that is read. */
struct layer {
  const char *name;          /* as the decoder declares it, so that the host knows it again */
  const textan_layer *known; /* in the format; NULL: it is none of it */
};

struct model {
  const textan_document_api *document;
  const textan_words_api *words;
  const textan_views_api *views;
  enum unit unit;
  size_t layer_count;
  struct layer *layers;
  struct layer attributes;                /* as a layer */
  const struct layer *tokens, *sentences; /* NULL: not read */
  bool language;                          /* the layer is read, and with it the language of the document */
};

/* ---- offsets.c: units of a line to bytes of its text ---- */

struct offsets {
  enum unit unit;
  uint32_t size; /* of the text, bytes */
  bool same;     /* units are bytes */
  const char *text;
  uint32_t *bytes;        /* of each unit; UINT32_MAX inside a character */
  size_t count, capacity; /* units, the end of the text included */
};

/* Prepares the conversion for a text.  False: no memory. */
bool offsets_begin(struct offsets *offsets, enum unit unit, const char *text, size_t size);
/* The byte at a unit; false: it lies outside the text or inside a character. */
bool offsets_byte(const struct offsets *offsets, uint32_t unit, uint32_t *byte);
void offsets_free(struct offsets *offsets);

/* ---- a line being decoded ---- */

/* An annotation's number in the line and in the document. */
struct number {
  uint32_t line, document;
};

/* A feature whose strings are decimals, "layer.name". */
struct decimal {
  const char *layer, *name;
};

/* What a worker needs; memory is kept from line to line. */
struct scratch {
  struct offsets offsets;
  char *room; /* as long as the line: strings without their escapes, each followed by a NUL */
  size_t room_size;
  struct number *numbers; /* rising */
  size_t number_count, number_capacity;
  textan_token *tokens;
  textan_sentence *sentences;
  size_t token_count, sentence_count, token_capacity, sentence_capacity;
  textan_feature *features; /* of the annotation at hand */
  size_t feature_count, feature_capacity;
  textan_string *strings; /* items of its lists */
  size_t string_count, string_capacity;
  struct decimal *decimals;
  size_t decimal_count, decimal_capacity;
};

struct line {
  const struct model *model;
  struct scratch *scratch;
  textan_decoding *decoding;
  textan_document *document;
  struct scanner scanner; /* of the line, for messages */
  textan_string text;     /* the document's */
  char *free;             /* of scratch->room */
  uint32_t largest;       /* number of all annotations so far, those that are not read too */
  /* Where the walk stands, for messages. */
  const char *list; /* "annotation", "relation", …; NULL: in the line itself */
  size_t item;      /* of that list, from 1 */
  const char *name; /* the feature or attribute at hand; NULL: none */
  textan_error *error;
};

/* Fails with TEXTAN_EINPUT and a sentence that begins with where the walk stands. */
TEXTAN_PRINTF(2, 3)
textan_status line_fail(const struct line *line, const char *format, ...);
/* The bytes are not JSON where the walk over a part of the line stopped. */
textan_status line_fail_json(const struct line *line, const struct scanner *scanner);
textan_status line_no_memory(const struct line *line);
/* Room for one more element; false: no memory. */
bool line_grow(void **array, size_t *capacity, size_t count, size_t size);
/* The string without its escapes, in the line's room and followed by a NUL.  `what` names it in messages. */
textan_status line_string(struct line *line, const char *what, const struct scan_value *value, textan_string *out);

/* Members of an object that are looked for by name; at most 16. */
struct members {
  const char *const *names; /* ended by NULL */
  struct scan_value values[16];
  uint32_t found; /* bit i: names[i] is there */
};

/* The place of a name; that of the NULL where there is none.  The one that is guessed is looked at first. */
size_t members_find(const struct members *members, const struct scan_value *name, size_t guess);
/* Reads the object at hand; members with other names are passed. */
textan_status members_read(const struct line *line, struct scanner *scanner, struct members *members);
static inline bool members_have(const struct members *members, size_t i) {
  return members->found >> i & 1;
}

/* ---- values.c ---- */

/* Appends the feature or attribute `name` of a layer to scratch->features; one that refers to an annotation that is not
 * read is left out. */
textan_status value_read(struct line *line, const struct layer *layer, const struct scan_value *name,
                         const struct scan_value *value);
/* Sets the pointers of lists among scratch->features, when all are read. */
void values_settle(struct scratch *scratch);
/* Reads the names of decimals that are none in the format. */
textan_status decimals_read(struct line *line, const struct scan_value *list);
/* The document's number of an annotation of the line; 0: it was not read. */
uint32_t number_find(const struct scratch *scratch, uint32_t wanted);

/* ---- annotations.c ---- */

/* Adds annotations, tokens and sentences of the list at hand. */
textan_status annotations_read(struct line *line, struct scanner *scanner);
textan_status relations_read(struct line *line, const struct scan_value *list);

/* ---- line.c ---- */

/* Decodes a line. */
textan_status line_read(const struct model *model, struct scratch *scratch, const textan_record *record,
                        textan_decoding *decoding, textan_error *error);
void scratch_clear(struct scratch *scratch); /* frees what it holds */

#endif

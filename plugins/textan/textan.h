/* What the files of the decoder share. */
#ifndef PLUGINS_TEXTAN_TEXTAN_H
#define PLUGINS_TEXTAN_TEXTAN_H

#include <cjson/cJSON.h>
#include <textan/plugin.h>

enum unit { UNIT_BYTE, UNIT_CODEPOINT, UNIT_UTF16 };

struct model {
  const textan_document_api *document;
  const textan_words_api *words;
  const textan_views_api *views;
  enum unit unit;
  size_t layer_count;
  const char **layers; /* that are read */
};

/* ---- offsets.c: units of a line to bytes of its text ---- */

struct offsets {
  enum unit unit;
  size_t size;            /* of the text, bytes */
  bool same;              /* units are bytes */
  uint32_t *bytes;        /* of each unit; UINT32_MAX inside a character */
  size_t count, capacity; /* units, the end of the text included */
};

/* Prepares the conversion for a text.  False: no memory. */
bool offsets_begin(struct offsets *offsets, enum unit unit, const char *text, size_t size);
/* The byte at a unit; false: it lies outside the text or inside a character. */
bool offsets_byte(const struct offsets *offsets, double unit, uint32_t *byte);
void offsets_free(struct offsets *offsets);

/* ---- annotations.c ---- */

/* An annotation's number in the line and in the document. */
struct number {
  uint32_t line, document;
};

/* What a worker needs; memory is kept from line to line. */
struct scratch {
  struct offsets offsets;
  struct number *numbers; /* rising */
  size_t number_count, number_capacity;
  uint32_t largest; /* number of all annotations of the line, those that are not read too */
  textan_token *tokens;
  textan_sentence *sentences;
  size_t token_count, sentence_count, token_capacity, sentence_capacity;
  textan_feature *features; /* of the annotation at hand */
  size_t feature_capacity;
  textan_string *strings;
  size_t string_capacity;
};

/* A line being decoded. */
struct line {
  const struct model *model;
  struct scratch *scratch;
  textan_document *document;
  const char *text;
  textan_error *error;
};

bool is_read(const struct model *model, const char *layer);
/* Adds annotations, relations, tokens and sentences as the line has them. */
textan_status annotations_read(struct line *line, const cJSON *annotations, const cJSON *relations);
/* A string, whole number, true or false, list of strings, or reference; list items go to scratch->strings. */
textan_status value_read(const struct line *line, const char *what, const cJSON *json, textan_value *out);
void scratch_clear(struct scratch *scratch); /* frees what it holds */

#endif

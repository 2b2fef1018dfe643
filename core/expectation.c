#include "expectation.h"

#include <string.h>

#include "annotation_show.h"
#include "document.h"
#include "literal.h"
#include "utf8.h"

enum { FOUND_MAX = 20 }; /* annotations that an explanation shows */

/* An annotation, or a token or sentence, which has neither type nor features. */
struct found {
  uint32_t id; /* 0: a token or sentence */
  uint32_t begin, end;
  const char *type;
};

/* ---- walking ---- */

/* Annotation or span number *position of the layer; false behind the last. */
static bool next(textan_document *document, const char *layer, size_t *position, struct found *out) {
  size_t count = 0;
  const bool tokens = strcmp(layer, "token") == 0;
  if (tokens || strcmp(layer, "sentence") == 0) {
    const textan_token *token = tokens ? views_api.tokens(document, &count) : NULL;
    const textan_sentence *sentence = tokens ? NULL : views_api.sentences(document, &count);
    if (*position >= count || (!token && !sentence))
      return false;
    *out = (struct found){.begin = token ? token[*position].begin : sentence[*position].begin,
                          .end = token ? token[*position].end : sentence[*position].end,
                          .type = layer};
    ++*position;
    return true;
  }
  textan_annotation_view view;
  if (!document_api.next(document, layer, position, &view))
    return false;
  *out = (struct found){view.id, view.begin, view.end, view.type};
  return true;
}

/* ---- values ---- */

static bool same_string(textan_string a, textan_string b) {
  return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* The value as a decimal, also where it is a string that writes a number. */
static bool as_decimal(const textan_value *value, textan_decimal *out) {
  if (value->type == TEXTAN_DECIMAL)
    *out = value->as.decimal;
  else if (value->type == TEXTAN_INTEGER)
    *out = (textan_decimal){value->as.integer, 0};
  else if (value->type == TEXTAN_STRING && strlen(value->as.string.data) == value->as.string.size)
    return literal_decimal(value->as.string.data, out) == LITERAL_OK;
  else
    return false;
  return true;
}

/* A decimal is written as text in the output, so a test may write it either way. */
static bool same_value(const textan_value *expected, const textan_value *found) {
  textan_decimal a, b;
  if (expected->type == TEXTAN_STRING && found->type == TEXTAN_STRING)
    return same_string(expected->as.string, found->as.string);
  if (expected->type == TEXTAN_BOOLEAN || found->type == TEXTAN_BOOLEAN)
    return expected->type == found->type && expected->as.boolean == found->as.boolean;
  if (expected->type == TEXTAN_LIST || found->type == TEXTAN_LIST) {
    bool same = expected->type == found->type && expected->size == found->size;
    for (uint32_t i = 0; same && i < expected->size; i++)
      same = same_string(expected->as.list[i], found->as.list[i]);
    return same;
  }
  return as_decimal(expected, &a) && as_decimal(found, &b) && decimal_compare(a, b) == 0;
}

/* ---- meeting ---- */

static bool has_features(const struct expectation *expectation, const textan_document *document, uint32_t id) {
  for (size_t i = 0; i < expectation->feature_count; i++) {
    const textan_value *value = id ? document_api.feature(document, id, expectation->features[i].name) : NULL;
    if (!value || !same_value(&expectation->features[i].value, value))
      return false;
  }
  return true;
}

static bool matches(const struct expectation *expectation, const textan_document *document, const struct found *found) {
  size_t size = 0;
  const char *text = document_api.text(document, &size) + found->begin;
  const size_t length = found->end - found->begin;
  if (expectation->type && strcmp(expectation->type, found->type) != 0)
    return false;
  if (expectation->text &&
      !same_string((textan_string){expectation->text, strlen(expectation->text)}, (textan_string){text, length}))
    return false;
  const char *start = text - found->begin;
  if (expectation->begin >= 0 && (uint64_t)expectation->begin != utf8_count(start, found->begin))
    return false;
  if (expectation->end >= 0 && (uint64_t)expectation->end != utf8_count(start, found->end))
    return false;
  return has_features(expectation, document, found->id);
}

bool expectation_met(const struct expectation *expectation, textan_document *document) {
  bool there = false;
  if (expectation->attribute) {
    const textan_value *value = document_api.attribute(document, expectation->attribute);
    there = value && (!expectation->value.type || same_value(&expectation->value, value));
  } else {
    struct found found;
    for (size_t position = 0; !there && next(document, expectation->layer, &position, &found);)
      there = matches(expectation, document, &found);
  }
  return there != expectation->absent;
}

/* ---- explaining ---- */

static void show_expected(const struct expectation *expectation, struct buffer *out) {
  buffer_format(out, "  expected: %s", expectation->absent ? "no " : "");
  if (expectation->attribute) {
    buffer_format(out, "attribute %s", expectation->attribute);
    if (expectation->value.type) {
      buffer_text(out, " = ");
      annotation_show_value(out, &expectation->value);
    }
  } else {
    buffer_format(out, "%s", expectation->layer);
    if (expectation->type)
      buffer_format(out, " %s", expectation->type);
    if (expectation->text)
      annotation_show_feature(
          out, &(textan_feature){
                   "text", {.type = TEXTAN_STRING, .as = {.string = {expectation->text, strlen(expectation->text)}}}});
    if (expectation->begin >= 0)
      buffer_format(out, " begin = %lld", (long long)expectation->begin);
    if (expectation->end >= 0)
      buffer_format(out, " end = %lld", (long long)expectation->end);
    for (size_t i = 0; i < expectation->feature_count; i++)
      annotation_show_feature(out, &expectation->features[i]);
  }
  buffer_text(out, "\n");
}

static void show_found(struct buffer *out, const char *layer, const textan_document *document,
                       const struct found *found) {
  textan_annotation_view view = {.begin = found->begin, .end = found->end, .layer = layer, .type = found->type};
  buffer_text(out, "  found:    ");
  if (found->id)
    document_api.get(document, found->id, &view);
  annotation_show(out, document, &view);
  buffer_text(out, "\n");
}

void expectation_explain(const struct expectation *expectation, textan_document *document, struct buffer *out) {
  show_expected(expectation, out);
  if (expectation->attribute) {
    const textan_value *value = document_api.attribute(document, expectation->attribute);
    buffer_format(out, "  found:    %s%s", value ? "attribute " : "no attribute ", expectation->attribute);
    if (value) {
      buffer_text(out, " = ");
      annotation_show_value(out, value);
    }
    buffer_text(out, "\n");
    return;
  }
  struct found found;
  size_t count = 0;
  for (size_t position = 0; next(document, expectation->layer, &position, &found); count++)
    if (count < FOUND_MAX)
      show_found(out, expectation->layer, document, &found);
  if (count == 0)
    buffer_format(out, "  found:    nothing in layer \"%s\"\n", expectation->layer);
  else if (count > FOUND_MAX)
    buffer_format(out, "  and %zu more\n", count - FOUND_MAX);
}

#include "when.h"

#include <string.h>

#include "document.h"
#include "literal.h"

textan_value_type when_own_variable(const char *name) {
  static const struct {
    const char *name;
    textan_value_type type;
  } own[] = {{"id", TEXTAN_STRING}, {"corpus", TEXTAN_STRING}, {"source", TEXTAN_STRING}, {"size", TEXTAN_INTEGER}};
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
    if (strcmp(own[i].name, name) == 0)
      return own[i].type;
  return (textan_value_type)0;
}

static void set_string(textan_value *value, const char *text) {
  value->type = TEXTAN_STRING;
  value->as.string = (textan_string){text, strlen(text)};
}

static void get_own_variable(const char *name, const textan_document *document, textan_value *out) {
  if (strcmp(name, "size") == 0) {
    size_t size = 0;
    document_api.text(document, &size);
    out->type = TEXTAN_INTEGER;
    out->as.integer = (int64_t)size;
  } else
    set_string(out, strcmp(name, "id") == 0       ? document_api.id(document)
                    : strcmp(name, "corpus") == 0 ? document_api.corpus(document)
                                                  : document_api.source(document));
}

/* The value of a variable or of what is written out; false: the document has no such attribute. */
static bool get_value(const struct when *when, const textan_document *document, textan_value *out) {
  memset(out, 0, sizeof *out);
  if (when->kind == WHEN_STRING)
    set_string(out, when->text);
  else if (when->kind == WHEN_NUMBER) {
    out->type = TEXTAN_DECIMAL;
    out->as.decimal = when->number;
  } else if (when->kind == WHEN_BOOLEAN) {
    out->type = TEXTAN_BOOLEAN;
    out->as.boolean = when->truth;
  } else if (when_own_variable(when->text))
    get_own_variable(when->text, document, out);
  else {
    const textan_value *attribute = document_api.attribute(document, when->text);
    if (!attribute)
      return false;
    *out = *attribute;
  }
  if (out->type == TEXTAN_INTEGER) {
    out->type = TEXTAN_DECIMAL;
    out->as.decimal = (textan_decimal){out->as.integer, 0};
  }
  return true;
}

static int compare_strings(textan_string a, textan_string b) {
  const size_t common = a.size < b.size ? a.size : b.size;
  const int order = common ? memcmp(a.data, b.data, common) : 0;
  return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* Negative, 0 or positive in *order; false when the two are of different types. */
static bool compare(const textan_value *a, const textan_value *b, int *order) {
  if (a->type != b->type)
    return false;
  if (a->type == TEXTAN_STRING)
    *order = compare_strings(a->as.string, b->as.string);
  else if (a->type == TEXTAN_DECIMAL)
    *order = decimal_compare(a->as.decimal, b->as.decimal);
  else if (a->type == TEXTAN_BOOLEAN)
    *order = a->as.boolean - b->as.boolean;
  else
    return false;
  return true;
}

static bool compares(const struct when *when, const textan_document *document) {
  textan_value left, right;
  int order = 0;
  if (!get_value(when->left, document, &left) || !get_value(when->right, document, &right) ||
      !compare(&left, &right, &order))
    return false;
  switch (when->comparison) {
  case WHEN_EQUAL:
    return order == 0;
  case WHEN_UNEQUAL:
    return order != 0;
  case WHEN_LESS:
    return order < 0;
  case WHEN_AT_MOST:
    return order <= 0;
  case WHEN_GREATER:
    return order > 0;
  default:
    return order >= 0;
  }
}

static bool is_in(const struct when *when, const textan_document *document) {
  textan_value value, other;
  int order = 0;
  if (!get_value(when->left, document, &value))
    return false;
  if (when->right->kind == WHEN_LIST) {
    for (size_t i = 0; i < when->right->count; i++)
      if (get_value(when->right->items[i], document, &other) && compare(&value, &other, &order) && order == 0)
        return true;
    return false;
  }
  if (!get_value(when->right, document, &other) || other.type != TEXTAN_LIST || value.type != TEXTAN_STRING)
    return false;
  for (uint32_t i = 0; i < other.size; i++)
    if (compare_strings(value.as.string, other.as.list[i]) == 0)
      return true;
  return false;
}

/* Tokens and sentences are no annotations. */
static bool has_layer(const struct when *when, textan_document *document) {
  size_t count = 0;
  if (strcmp(when->text, "token") == 0)
    return views_api.tokens(document, &count) && count > 0;
  if (strcmp(when->text, "sentence") == 0)
    return views_api.sentences(document, &count) && count > 0;
  textan_annotation_view annotation;
  for (size_t position = 0; document_api.next(document, when->text, &position, &annotation);)
    if (!when->type || strcmp(annotation.type, when->type) == 0)
      return true;
  return false;
}

bool when_holds(const struct when *when, textan_document *document) {
  textan_value value;
  switch (when->kind) {
  case WHEN_OR:
    return when_holds(when->left, document) || when_holds(when->right, document);
  case WHEN_AND:
    return when_holds(when->left, document) && when_holds(when->right, document);
  case WHEN_NOT:
    return !when_holds(when->left, document);
  case WHEN_COMPARE:
    return compares(when, document);
  case WHEN_IN:
    return is_in(when, document);
  case WHEN_TRUTH:
    return get_value(when->left, document, &value) && value.type == TEXTAN_BOOLEAN && value.as.boolean;
  case WHEN_HAS_LAYER:
    return has_layer(when, document);
  default: /* WHEN_HAS_VARIABLE */
    return get_value(when->left, document, &value);
  }
}

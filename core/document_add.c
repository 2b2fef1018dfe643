/* What plugins add to a document, checked at the border. */
#include "document_add.h"

#include <string.h>

#include "utf8.h"

static bool is_name(const char *name) {
  if (!name || name[0] < 'a' || name[0] > 'z')
    return false;
  for (; *name; name++)
    if (!(*name >= 'a' && *name <= 'z') && !(*name >= '0' && *name <= '9') && *name != '_')
      return false;
  return true;
}

/* Far beyond what anyone needs; a plugin that passes them has gone wrong. */
enum {
  FEATURES_MAX = 200,
  ATTRIBUTES_MAX = 1000,
  ITEMS_MAX = 1000000,
  NAME_MAX_SIZE = 100,       /* bytes of the name of a layer, type, rule, feature or relation */
  STRING_MAX_SIZE = 16 << 20 /* bytes of a value */
};

/* ---- values ---- */

/* A short string that ends with NUL: a type, a rule. */
static textan_status check_word(const char *what, const char *word, textan_error *error) {
  const size_t size = strnlen(word, NAME_MAX_SIZE + 1);
  size_t bad;
  if (size == 0 || size > NAME_MAX_SIZE)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s has %s bytes; it may have 1 to %d", what, size ? "too many" : "no",
                       NAME_MAX_SIZE);
  if (!utf8_valid(word, size, &bad))
    return textan_fail(error, TEXTAN_EINTERNAL, "%s is not valid UTF-8 at byte %zu", what, bad);
  return TEXTAN_OK;
}

/* What is being checked, for messages: "feature "code" of layer "entity"". */
struct subject {
  const char *what, *name, *layer; /* layer NULL: an attribute of the document */
  textan_error *error;
};

#define FAIL(subject_, status_, format_, ...)                                                                          \
  textan_fail((subject_)->error, status_, "%s \"%.60s\"%s%.60s%s " format_, (subject_)->what, (subject_)->name,        \
              (subject_)->layer ? " of layer \"" : "", (subject_)->layer ? (subject_)->layer : "",                     \
              (subject_)->layer ? "\"" : "", __VA_ARGS__)

static textan_status check_string(const struct subject *subject, const textan_string *string) {
  size_t bad;
  if (!string->data)
    return FAIL(subject, TEXTAN_EINTERNAL, "is a string without %s", "data");
  if (string->size > STRING_MAX_SIZE)
    return FAIL(subject, TEXTAN_ELIMIT, "has a string of %zu bytes; at most %d are taken", string->size,
                (int)STRING_MAX_SIZE);
  if (!utf8_valid(string->data, string->size, &bad))
    return FAIL(subject, TEXTAN_EINTERNAL, "is not valid UTF-8 at byte %zu", bad);
  return TEXTAN_OK;
}

static textan_status check_list(const struct subject *subject, const textan_value *value) {
  textan_status status = TEXTAN_OK;
  if (value->size > ITEMS_MAX)
    return FAIL(subject, TEXTAN_ELIMIT, "is a list of %u items; at most %d are taken", (unsigned)value->size,
                (int)ITEMS_MAX);
  if (value->size && !value->as.list)
    return FAIL(subject, TEXTAN_EINTERNAL, "is a list without %s", "items");
  for (uint32_t i = 0; i < value->size && status == TEXTAN_OK; i++)
    status = check_string(subject, &value->as.list[i]);
  return status;
}

static textan_status check_value(const textan_document *document, const struct subject *subject,
                                 const textan_value *value) {
  switch (value->type) {
  case TEXTAN_STRING:
    return check_string(subject, &value->as.string);
  case TEXTAN_LIST:
    return check_list(subject, value);
  case TEXTAN_REFERENCE:
    if (!value->as.reference || value->as.reference > document->block.annotations.count)
      return FAIL(subject, TEXTAN_EINTERNAL, "refers to annotation %u, but the document has %u",
                  (unsigned)value->as.reference, document->block.annotations.count);
    return TEXTAN_OK;
  case TEXTAN_INTEGER:
  case TEXTAN_DECIMAL:
  case TEXTAN_BOOLEAN:
    return TEXTAN_OK;
  default:
    return FAIL(subject, TEXTAN_EINTERNAL, "has the unknown value type %u", (unsigned)value->type);
  }
}

/* ---- what the step declares ---- */

/* Names mostly come from the table of the plugin itself, so that comparing pointers finds them. */
static bool same_name(const char *a, const char *b) {
  return a == b || strcmp(a, b) == 0;
}

static const textan_layer *find_layer(const textan_document *document, const char *name) {
  for (const textan_layer *produced = document->produces; produced && produced->name; produced++)
    if (same_name(produced->name, name))
      return produced;
  return NULL;
}

static const textan_feature_type *find_feature(const textan_layer *layer, const char *name) {
  for (const textan_feature_type *feature = layer ? layer->features : NULL; feature && feature->name; feature++)
    if (feature->name == name)
      return feature;
  for (const textan_feature_type *feature = layer ? layer->features : NULL; feature && feature->name; feature++)
    if (strcmp(feature->name, name) == 0)
      return feature;
  return NULL;
}

static const char *value_type_name(uint32_t type) {
  static const char *const names[] = {"nothing",   "a string", "an integer", "a decimal",
                                      "a boolean", "a list",   "a reference"};
  return names[type < sizeof names / sizeof names[0] ? type : 0];
}

/* A feature or attribute: its name, its value, and both as the layer declares them. */
static textan_status check_feature(const textan_document *document, const textan_layer *layer, const char *what,
                                   const textan_feature *feature, textan_error *error) {
  const textan_feature_type *declared;
  if (!feature->name || !is_name(feature->name) || strnlen(feature->name, NAME_MAX_SIZE + 1) > NAME_MAX_SIZE)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s has the name \"%.40s\"; names are [a-z][a-z0-9_]*", what,
                       feature->name ? feature->name : "(none)");
  const bool attribute = !layer || strcmp(layer->name, "document") == 0;
  const struct subject subject = {what, feature->name, attribute ? NULL : layer->name, error};
  declared = find_feature(layer, feature->name);
  if (declared && declared->type != feature->value.type)
    return FAIL(&subject, TEXTAN_EINTERNAL, "is declared as %s and is %s", value_type_name(declared->type),
                value_type_name(feature->value.type));
  if (!declared && document->strict)
    return FAIL(&subject, TEXTAN_EINTERNAL, "is not declared by %s", "the plugin");
  return check_value(document, &subject, &feature->value);
}

static textan_status check_features(const textan_document *document, const textan_layer *layer,
                                    const textan_annotation *annotation, textan_error *error) {
  textan_status status = TEXTAN_OK;
  if (annotation->feature_count > FEATURES_MAX)
    return textan_fail(error, TEXTAN_ELIMIT, "an annotation of layer \"%.60s\" has %zu features; at most %d are taken",
                       layer->name, annotation->feature_count, (int)FEATURES_MAX);
  if (annotation->feature_count && !annotation->features)
    return textan_fail(error, TEXTAN_EINTERNAL, "an annotation of layer \"%.60s\" counts features that are not there",
                       layer->name);
  for (size_t i = 0; status == TEXTAN_OK && i < annotation->feature_count; i++) {
    status = check_feature(document, layer, "feature", &annotation->features[i], error);
    for (size_t j = 0; status == TEXTAN_OK && j < i; j++)
      if (same_name(annotation->features[j].name, annotation->features[i].name))
        return textan_fail(error, TEXTAN_EINTERNAL, "feature \"%.60s\" of layer \"%.60s\" is given twice",
                           annotation->features[i].name, layer->name);
  }
  return status;
}

static textan_status check_type(const textan_layer *layer, const char *type, textan_error *error) {
  if (!layer->types)
    return check_word("the type of an annotation", type, error);
  for (const char *const *known = layer->types; *known; known++)
    if (same_name(*known, type))
      return TEXTAN_OK;
  return textan_fail(error, TEXTAN_EINTERNAL,
                     "type \"%.60s\" is not among those that the plugin declares for layer "
                     "\"%.60s\"",
                     type, layer->name);
}

textan_status document_check_layer(const textan_document *document, const char *layer, textan_error *error) {
  if (!document->by)
    return textan_fail(error, TEXTAN_EINTERNAL, "a document can be added to only while its step runs");
  if (find_layer(document, layer) && strcmp(layer, "document") != 0)
    return TEXTAN_OK;
  return textan_fail(error, TEXTAN_EINTERNAL, "layer \"%.40s\" is not among those that the plugin declares to produce",
                     layer);
}

textan_status document_check_span(const textan_document *document, uint32_t begin, uint32_t end, textan_error *error) {
  if (begin >= end || end > document->text_size)
    return textan_fail(error, TEXTAN_EINTERNAL, "span %u..%u is empty or outside the text of %zu bytes", begin, end,
                       document->text_size);
  if (!utf8_boundary(document->text[begin]) || (end < document->text_size && !utf8_boundary(document->text[end])))
    return textan_fail(error, TEXTAN_EINTERNAL, "span %u..%u does not lie on code point boundaries", begin, end);
  return TEXTAN_OK;
}

/* ---- adding ---- */

textan_status document_keep_attribute(textan_document *document, const textan_feature *feature, textan_error *error) {
  const textan_status status = check_feature(document, find_layer(document, "document"), "attribute", feature, error);
  if (status != TEXTAN_OK)
    return status;
  document->languages_valid = false;
  if (document->block.attributes.count >= ATTRIBUTES_MAX || !block_add_attribute(&document->block, feature))
    return textan_fail(error, TEXTAN_ELIMIT, "there is no room for attribute \"%s\" beside %u others", feature->name,
                       document->block.attributes.count);
  return TEXTAN_OK;
}

textan_status document_set_attribute(textan_document *document, const textan_feature *feature, textan_error *error) {
  if (!document->by)
    return textan_fail(error, TEXTAN_EINTERNAL, "a document can be added to only while its step runs");
  return document_keep_attribute(document, feature, error);
}

textan_status document_add(textan_document *document, const textan_annotation *annotation, uint32_t *id,
                           textan_error *error) {
  if (!TEXTAN_HAS(annotation, textan_annotation, feature_count) || !annotation->layer || !annotation->type)
    return textan_fail(error, TEXTAN_EINTERNAL, "an annotation without struct_size, layer or type was added");
  if (!(annotation->score <= 1.0f)) /* also no number at all */
    return textan_fail(error, TEXTAN_EINTERNAL, "an annotation's score is %g; scores are from 0 to 1, or negative",
                       (double)annotation->score);
  textan_status status = document_check_layer(document, annotation->layer, error);
  const textan_layer *layer = status == TEXTAN_OK ? find_layer(document, annotation->layer) : NULL;
  if (status == TEXTAN_OK)
    status = document_check_span(document, annotation->begin, annotation->end, error);
  if (status == TEXTAN_OK)
    status = check_type(layer, annotation->type, error);
  if (status == TEXTAN_OK && annotation->rule)
    status = check_word("the rule of an annotation", annotation->rule, error);
  if (status == TEXTAN_OK)
    status = check_features(document, layer, annotation, error);
  if (status != TEXTAN_OK)
    return status;
  const char *by = TEXTAN_HAS(annotation, textan_annotation, by) ? annotation->by : NULL;
  if (by && strcmp(document->by, "decode") != 0)
    return textan_fail(error, TEXTAN_EINTERNAL, "only decoders bring annotations of other steps (\"%.60s\") along", by);
  if (by && check_word("the step of an annotation", by, error) != TEXTAN_OK)
    return TEXTAN_EINTERNAL;
  if (!block_add_annotation(&document->block, annotation, by ? by : document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "its %u annotations fill the 256 MiB that a document's may take",
                       document->block.annotations.count);
  if (id)
    *id = document->block.annotations.count;
  return TEXTAN_OK;
}

textan_status document_relate(textan_document *document, const char *type, uint32_t from, uint32_t to,
                              textan_error *error) {
  const uint32_t count = document->block.annotations.count;
  if (!document->by)
    return textan_fail(error, TEXTAN_EINTERNAL, "a document can be added to only while its step runs");
  if (!is_name(type))
    return textan_fail(error, TEXTAN_EINTERNAL, "relation type \"%.40s\" is no name ([a-z][a-z0-9_]*)",
                       type ? type : "(none)");
  if (!from || from > count || !to || to > count)
    return textan_fail(error, TEXTAN_EINTERNAL, "relation \"%s\" from %u to %u, but the document has %u annotations",
                       type, from, to, count);
  if (!block_add_relation(&document->block, type, from, to, document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "no room for a further relation");
  return TEXTAN_OK;
}

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

static textan_status check_string(const char *what, const char *name, const char *data, size_t size,
                                  textan_error *error) {
  size_t bad;
  if (!data)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s \"%s\" is a string without data", what, name);
  if (!utf8_valid(data, size, &bad))
    return textan_fail(error, TEXTAN_EINTERNAL, "%s \"%s\" is not valid UTF-8 at byte %zu", what, name, bad);
  return TEXTAN_OK;
}

static textan_status check_feature(const char *what, const textan_feature *feature, textan_error *error) {
  const textan_value *value = &feature->value;
  if (!is_name(feature->name))
    return textan_fail(error, TEXTAN_EINTERNAL, "%s has the name \"%.40s\"; names are [a-z][a-z0-9_]*", what,
                       feature->name ? feature->name : "(none)");
  switch (value->type) {
  case TEXTAN_STRING:
    return check_string(what, feature->name, value->as.string.data, value->as.string.size, error);
  case TEXTAN_LIST:
    for (uint32_t i = 0; i < value->size; i++) {
      const textan_status status =
          check_string(what, feature->name, value->as.list[i].data, value->as.list[i].size, error);
      if (status != TEXTAN_OK)
        return status;
    }
    return TEXTAN_OK;
  case TEXTAN_INTEGER:
  case TEXTAN_DECIMAL:
  case TEXTAN_BOOLEAN:
  case TEXTAN_REFERENCE:
    return TEXTAN_OK;
  default:
    return textan_fail(error, TEXTAN_EINTERNAL, "%s \"%s\" has the unknown value type %u", what, feature->name,
                       (unsigned)value->type);
  }
}

textan_status document_check_layer(const textan_document *document, const char *layer, textan_error *error) {
  for (const textan_layer *produced = document->produces; produced && produced->name; produced++)
    if (strcmp(produced->name, layer) == 0)
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

textan_status document_set_attribute(textan_document *document, const textan_feature *feature, textan_error *error) {
  const textan_status status = check_feature("document attribute", feature, error);
  if (status != TEXTAN_OK)
    return status;
  document->languages_valid = false;
  if (!block_add_attribute(&document->block, feature))
    return textan_fail(error, TEXTAN_ELIMIT, "no room for attribute \"%s\"", feature->name);
  return TEXTAN_OK;
}

textan_status document_add(textan_document *document, const textan_annotation *annotation, uint32_t *id,
                           textan_error *error) {
  if (!TEXTAN_HAS(annotation, textan_annotation, feature_count) || !annotation->layer || !annotation->type)
    return textan_fail(error, TEXTAN_EINTERNAL, "an annotation without struct_size, layer or type was added");
  if (!(annotation->score <= 1.0f)) /* also no number at all */
    return textan_fail(error, TEXTAN_EINTERNAL, "an annotation's score is %g; scores are from 0 to 1, or negative",
                       (double)annotation->score);
  textan_status status = document_check_layer(document, annotation->layer, error);
  if (status == TEXTAN_OK)
    status = document_check_span(document, annotation->begin, annotation->end, error);
  if (status == TEXTAN_OK)
    status = check_string("annotation of type", annotation->type, annotation->type, strlen(annotation->type), error);
  if (status == TEXTAN_OK && annotation->rule)
    status = check_string("rule", annotation->rule, annotation->rule, strlen(annotation->rule), error);
  for (size_t i = 0; status == TEXTAN_OK && i < annotation->feature_count; i++)
    status = check_feature("feature", &annotation->features[i], error);
  if (status != TEXTAN_OK)
    return status;
  if (!block_add_annotation(&document->block, annotation, document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "its %u annotations fill the 256 MiB that a document's may take",
                       document->block.annotations.count);
  if (id)
    *id = document->block.annotations.count;
  return TEXTAN_OK;
}

textan_status document_relate(textan_document *document, const char *type, uint32_t from, uint32_t to,
                              textan_error *error) {
  const uint32_t count = document->block.annotations.count;
  if (!document->by || !is_name(type))
    return textan_fail(error, TEXTAN_EINTERNAL, "relation type \"%.40s\" is no name ([a-z][a-z0-9_]*)",
                       type ? type : "(none)");
  if (!from || from > count || !to || to > count)
    return textan_fail(error, TEXTAN_EINTERNAL, "relation \"%s\" from %u to %u, but the document has %u annotations",
                       type, from, to, count);
  if (!block_add_relation(&document->block, type, from, to, document->by))
    return textan_fail(error, TEXTAN_ELIMIT, "no room for a further relation");
  return TEXTAN_OK;
}

#include "annotation_show.h"

#include <string.h>

#include "document.h"
#include "shown.h"
#include "utf8.h"

void annotation_show_value(struct buffer *out, const textan_value *value) {
  char digits[TEXTAN_DECIMAL_SIZE];
  switch (value->type) {
  case TEXTAN_STRING:
    buffer_text(out, "\"");
    shown_append(out, value->as.string.data, value->as.string.size);
    buffer_text(out, "\"");
    break;
  case TEXTAN_BOOLEAN:
    buffer_text(out, value->as.boolean ? "true" : "false");
    break;
  case TEXTAN_LIST:
    buffer_text(out, "[ ");
    for (uint32_t i = 0; i < value->size; i++) {
      buffer_text(out, i ? ", \"" : "\"");
      shown_append(out, value->as.list[i].data, value->as.list[i].size);
      buffer_text(out, "\"");
    }
    buffer_text(out, " ]");
    break;
  case TEXTAN_INTEGER:
    buffer_format(out, "%lld", (long long)value->as.integer);
    break;
  case TEXTAN_REFERENCE:
    buffer_format(out, "annotation %u", (unsigned)value->as.reference);
    break;
  default:
    buffer_format(out, "\"%s\"", textan_decimal_format(value->as.decimal, digits));
  }
}

void annotation_show_feature(struct buffer *out, const textan_feature *feature) {
  buffer_format(out, " %s = ", feature->name);
  annotation_show_value(out, &feature->value);
}

void annotation_show(struct buffer *out, const textan_document *document, const textan_annotation_view *annotation) {
  size_t size = 0;
  const char *text = document_api.text(document, &size);
  /* Tokens and sentences have no type. */
  const bool typed = strcmp(annotation->layer, annotation->type) != 0;
  buffer_format(out, "%s%s%s text = \"", annotation->layer, typed ? " " : "", typed ? annotation->type : "");
  shown_append(out, text + annotation->begin, annotation->end - annotation->begin);
  buffer_format(out, "\" begin = %zu end = %zu", utf8_count(text, annotation->begin),
                utf8_count(text, annotation->end));
  for (size_t i = 0; i < annotation->feature_count; i++) {
    textan_feature feature;
    document_api.feature_at(document, annotation->id, i, &feature);
    annotation_show_feature(out, &feature);
  }
}

/* Annotations, attributes and their values as people read them, in the words of run files' tests. */
#ifndef CORE_ANNOTATION_SHOW_H
#define CORE_ANNOTATION_SHOW_H

#include "buffer.h"

/* All append what there is memory for; text from documents is escaped for terminals. */

/* "\"USD\"", "5", "true", "[ \"BY\", \"VN\" ]" */
void annotation_show_value(struct buffer *out, const textan_value *value);
/* " unit = \"USD\"" */
void annotation_show_feature(struct buffer *out, const textan_feature *feature);
/* "figure money text = \"USD 5\" begin = 0 end = 5 unit = \"USD\"": layer, type, place in code points, features. */
void annotation_show(struct buffer *out, const textan_document *document, const textan_annotation_view *annotation);

#endif

/* The layers of the format (docs/json-lines.md): what the lines of textan's own analysers hold.  Compiled into the
 * writer of lines and into the decoder that reads them again. */
#ifndef PLUGINS_JSONL_FORMAT_H
#define PLUGINS_JSONL_FORMAT_H

#include <textan/plugin.h>

/* The layers and their features; "document" stands for the attributes.  Ended by a NULL name. */
extern const textan_layer format_layers[];

/* The layer of that name; NULL: it is not one of the format. */
const textan_layer *format_layer(const char *name);
/* A feature of such a layer; NULL: the format does not know it. */
const textan_feature_type *format_feature(const textan_layer *layer, const char *name);

#endif

/* The attributes that the reader's records carry, as far as its parameters say. */
#include <string.h>

#include "jsonl.h"

/* Adds the attribute that is made of the field; its name is copied to *room, which moves on. */
static void add_attribute(textan_feature_type *attributes, size_t *count, const char *field, char **room) {
  char *name = strcpy(*room, field);
  jsonl_make_name(name);
  *room += strlen(field) + 1;
  if (*name)
    attributes[(*count)++] = (textan_feature_type){.name = name, .summary = "kept from the record"};
}

textan_status jsonl_reader_schema(const textan_host *host, const textan_parameters *values,
                                  textan_record_schema *schema, textan_error *error) {
  const textan_parameters_api *get = host->parameters;
  const textan_arena_api *memory = host->extension(host, TEXTAN_ARENA);
  const size_t kept = get->count(values, "keep");
  size_t size = sizeof "lang", count = 0;
  for (size_t i = 0; i < kept; i++)
    size += strlen(get->string_at(values, "keep", i)) + 1;
  textan_feature_type *attributes = memory->keep(host, (kept + 2) * sizeof *attributes);
  char *room = memory->keep(host, size);
  if (!attributes || !room)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the names of kept fields");
  for (size_t i = 0; i < kept; i++)
    add_attribute(attributes, &count, get->string_at(values, "keep", i), &room);
  if (get->is_set(values, "lang_field"))
    add_attribute(attributes, &count, "lang", &room);
  schema->attributes = attributes;
  schema->open = !get->is_set(values, "keep") || strcmp(get->string(values, "record"), "line") == 0;
  return TEXTAN_OK;
}

/* How often which name came, in bounded memory: the first TABLE_NAMES_MAX different names are counted exactly; names
 * that come for the first time after that are counted together. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

static uint32_t hash_of(const char *type, const char *key) {
  return textan_word_hash(type, strlen(type)) * 31 + textan_word_hash(key, strlen(key));
}

/* Where the name stands in the slots, or where it would. */
static size_t find_slot(const struct table_names *names, const char *type, const char *key, bool has_code) {
  size_t at = hash_of(type, key) & (names->slot_count - 1);
  for (; names->slots[at]; at = (at + 1) & (names->slot_count - 1)) {
    const struct table_name *name = &names->list[names->slots[at] - 1];
    if (name->has_code == has_code && strcmp(name->key, key) == 0 && strcmp(name->type, type) == 0)
      break;
  }
  return at;
}

static bool grow(struct table_names *names) {
  const size_t capacity = names->capacity ? 2 * names->capacity : 256;
  struct table_name *list = realloc(names->list, capacity * sizeof *list);
  if (!list)
    return false;
  names->list = list;
  names->capacity = capacity;
  uint32_t *slots = calloc(4 * capacity, sizeof *slots);
  if (!slots)
    return false;
  free(names->slots);
  names->slots = slots;
  names->slot_count = 4 * capacity;
  for (size_t i = 0; i < names->count; i++)
    slots[find_slot(names, list[i].type, list[i].key, list[i].has_code)] = (uint32_t)i + 1;
  return true;
}

bool table_names_add(struct table_names *names, const char *type, const char *code, const char *text) {
  const bool has_code = *code != '\0';
  const char *key = has_code ? code : text;
  if (names->count == names->capacity && names->count < TABLE_NAMES_MAX && !grow(names))
    return false;
  const size_t at = find_slot(names, type, key, has_code);
  if (names->slots[at]) {
    names->list[names->slots[at] - 1].count++;
    return true;
  }
  if (names->count >= TABLE_NAMES_MAX) {
    names->left_out++;
    return true;
  }
  struct table_name name = {
      .type = strdup(type), .key = strdup(key), .label = strdup(text), .has_code = has_code, .count = 1};
  names->list[names->count] = name;
  names->slots[at] = (uint32_t)++names->count;
  return name.type && name.key && name.label;
}

void table_names_free(struct table_names *names) {
  for (size_t i = 0; i < names->count; i++) {
    free(names->list[i].type);
    free(names->list[i].key);
    free(names->list[i].label);
  }
  free(names->list);
  free(names->slots);
  *names = (struct table_names){0};
}

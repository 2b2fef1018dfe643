#include "block.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  BLOCK_LIMIT = 1 << 28,    /* address space reserved per block, bytes; touched pages only cost memory */
  BLOCK_KEEP = 1 << 20,     /* what a reset block may keep of it */
  INTERNED_START = 1 << 10, /* slots */
  FIRST_OFFSET = 8          /* so that 0 can mean "none" */
};

bool block_open(struct block *block) {
  *block = (struct block){.size = FIRST_OFFSET, .interned_mask = INTERNED_START - 1};
  void *base = mmap(NULL, BLOCK_LIMIT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (base == MAP_FAILED)
    return false;
  block->base = base;
  block->interned = calloc(INTERNED_START, sizeof *block->interned);
  return block->interned != NULL;
}

void block_close(struct block *block) {
  if (block->base)
    munmap(block->base, BLOCK_LIMIT);
  free(block->interned);
  free(block->attributes.offsets);
  free(block->annotations.offsets);
  free(block->relations.offsets);
  *block = (struct block){0};
}

void block_reset(struct block *block) {
  if (block->size > BLOCK_KEEP)
    madvise(block->base, BLOCK_LIMIT, MADV_DONTNEED);
  block->size = FIRST_OFFSET;
  block->attributes.count = block->annotations.count = block->relations.count = 0;
  if (block->interned_count)
    memset(block->interned, 0, (block->interned_mask + 1) * sizeof *block->interned);
  block->interned_count = 0;
}

/* Room for size bytes, aligned for every record; NULL: the block is full. */
static void *append(struct block *block, size_t size) {
  const uint32_t begin = (block->size + 7u) & ~7u;
  if (size > (size_t)BLOCK_LIMIT - begin)
    return NULL;
  block->size = begin + (uint32_t)size;
  return block->base + begin;
}

static uint32_t offset_of(const struct block *block, const void *record) {
  return (uint32_t)((const char *)record - block->base);
}

static bool index_add(struct block_index *index, uint32_t offset) {
  if (index->count == index->capacity) {
    const uint32_t capacity = index->capacity ? index->capacity * 2 : 64;
    uint32_t *offsets = realloc(index->offsets, capacity * sizeof *offsets);
    if (!offsets)
      return false;
    index->offsets = offsets;
    index->capacity = capacity;
  }
  index->offsets[index->count++] = offset;
  return true;
}

/* ---- strings: a size, the bytes, a NUL ---- */

static uint32_t string_size(const struct block *block, block_string string) {
  uint32_t size;
  memcpy(&size, block->base + string - sizeof size, sizeof size);
  return size;
}

/* The slot that holds the string or where it belongs. */
static uint32_t *interned_slot(const struct block *block, const char *data, size_t size) {
  for (uint32_t i = textan_word_hash(data, size);; i++) {
    uint32_t *slot = &block->interned[i & block->interned_mask];
    if (!*slot || (string_size(block, *slot) == size && memcmp(block->base + *slot, data, size) == 0))
      return slot;
  }
}

static bool interned_resize(struct block *block, uint32_t slots) {
  uint32_t *old = block->interned;
  const uint32_t old_slots = block->interned_mask + 1;
  block->interned = calloc(slots, sizeof *block->interned);
  if (!block->interned) {
    block->interned = old;
    return false;
  }
  block->interned_mask = slots - 1;
  block->interned_count = 0;
  for (uint32_t i = 0; i < old_slots; i++)
    if (old[i] && old[i] < block->size) {
      *interned_slot(block, block->base + old[i], string_size(block, old[i])) = old[i];
      block->interned_count++;
    }
  free(old);
  return true;
}

block_string block_find(const struct block *block, const char *data, size_t size) {
  return block->interned ? *interned_slot(block, data, size) : 0;
}

block_string block_intern(struct block *block, const char *data, size_t size) {
  uint32_t *slot = interned_slot(block, data, size);
  if (*slot)
    return *slot;
  if (size > BLOCK_LIMIT)
    return 0;
  const uint32_t stored_size = (uint32_t)size;
  char *record = append(block, sizeof stored_size + size + 1);
  if (!record)
    return 0;
  memcpy(record, &stored_size, sizeof stored_size);
  record += sizeof stored_size;
  if (size)
    memcpy(record, data, size);
  record[size] = '\0';
  *slot = (uint32_t)(record - block->base);
  const block_string string = *slot;
  if (++block->interned_count > block->interned_mask / 2 && !interned_resize(block, (block->interned_mask + 1) * 2))
    return 0;
  return string;
}

/* ---- records ---- */

static bool store_list(struct block *block, const textan_value *value, struct block_value *out) {
  uint32_t *pairs = append(block, value->size * 2 * sizeof *pairs);
  if (!pairs)
    return false;
  out->as.list = (uint32_t)((char *)pairs - block->base);
  for (uint32_t i = 0; i < value->size; i++) {
    pairs[2 * i] = block_intern(block, value->as.list[i].data, value->as.list[i].size);
    pairs[2 * i + 1] = (uint32_t)value->as.list[i].size;
    if (!pairs[2 * i])
      return false;
  }
  return true;
}

static bool store_feature(struct block *block, const textan_feature *feature, struct block_feature *out) {
  const textan_value *value = &feature->value;
  out->name = block_intern(block, feature->name, strlen(feature->name));
  out->value = (struct block_value){.type = value->type};
  switch (value->type) {
  case TEXTAN_STRING:
    out->value.as.string = block_intern(block, value->as.string.data, value->as.string.size);
    out->value.size = (uint32_t)value->as.string.size;
    return out->name && out->value.as.string;
  case TEXTAN_LIST:
    out->value.size = value->size;
    return out->name && store_list(block, value, &out->value);
  case TEXTAN_INTEGER:
    out->value.as.integer = value->as.integer;
    break;
  case TEXTAN_DECIMAL:
    out->value.as.decimal = value->as.decimal;
    break;
  case TEXTAN_BOOLEAN:
    out->value.as.boolean = value->as.boolean;
    break;
  default:
    out->value.as.reference = value->as.reference;
  }
  return out->name != 0;
}

bool block_add_attribute(struct block *block, const textan_feature *feature) {
  const struct block_mark mark = block_get_mark(block);
  struct block_feature stored;
  struct block_attribute *record = NULL;
  if (!store_feature(block, feature, &stored) || !(record = append(block, sizeof *record))) {
    block_roll_back(block, mark);
    return false;
  }
  const uint32_t offset = offset_of(block, record);
  *record = (struct block_attribute){.feature = stored};
  for (uint32_t i = 0; i < block->attributes.count; i++)
    if (block_attribute_at(block, i)->feature.name == stored.name) {
      record->replaced = block->attributes.offsets[i];
      block->attributes.offsets[i] = offset;
      return true;
    }
  if (index_add(&block->attributes, offset))
    return true;
  block_roll_back(block, mark);
  return false;
}

bool block_add_annotation(struct block *block, const textan_annotation *annotation, const char *by) {
  const struct block_mark mark = block_get_mark(block);
  const block_string layer = block_intern(block, annotation->layer, strlen(annotation->layer));
  const block_string type = block_intern(block, annotation->type, strlen(annotation->type));
  const block_string by_string = block_intern(block, by, strlen(by));
  const block_string rule = annotation->rule ? block_intern(block, annotation->rule, strlen(annotation->rule)) : 0;
  struct block_annotation *record = NULL;
  if (layer && type && by_string && (rule || !annotation->rule))
    record = append(block, sizeof *record + annotation->feature_count * sizeof record->features[0]);
  bool ok = record != NULL;
  if (ok) {
    *record = (struct block_annotation){.begin = annotation->begin,
                                        .end = annotation->end,
                                        .score = annotation->score,
                                        .layer = layer,
                                        .type = type,
                                        .by = by_string,
                                        .rule = rule,
                                        .feature_count = (uint32_t)annotation->feature_count};
    for (size_t i = 0; ok && i < annotation->feature_count; i++)
      ok = store_feature(block, &annotation->features[i], &record->features[i]);
  }
  ok = ok && index_add(&block->annotations, offset_of(block, record));
  if (!ok)
    block_roll_back(block, mark);
  return ok;
}

static struct block_annotation *annotation_at(struct block *block, uint32_t i) {
  return (void *)(block->base + block->annotations.offsets[i]);
}

bool block_has_relation(const struct block *block, const char *type, uint32_t from, uint32_t to, const char *by,
                        uint32_t *count) {
  const block_string wanted = block_find(block, type, strlen(type)), by_wanted = block_find(block, by, strlen(by));
  bool found = false;
  *count = 0;
  for (uint32_t at = block_annotation_at(block, from - 1)->last_relation; at; ++*count) {
    const struct block_relation *relation = (const void *)(block->base + at);
    found = found || (relation->type == wanted && relation->to == to && relation->by == by_wanted);
    at = relation->previous;
  }
  return found;
}

bool block_add_relation(struct block *block, const char *type, uint32_t from, uint32_t to, const char *by) {
  const struct block_mark mark = block_get_mark(block);
  const block_string type_string = block_intern(block, type, strlen(type));
  const block_string by_string = block_intern(block, by, strlen(by));
  struct block_relation *record = type_string && by_string ? append(block, sizeof *record) : NULL;
  if (!record || !index_add(&block->relations, offset_of(block, record))) {
    block_roll_back(block, mark);
    return false;
  }
  struct block_annotation *annotation = annotation_at(block, from - 1);
  *record = (struct block_relation){
      .type = type_string, .by = by_string, .from = from, .to = to, .previous = annotation->last_relation};
  annotation->last_relation = offset_of(block, record);
  return true;
}

const struct block_annotation *block_annotation_at(const struct block *block, uint32_t i) {
  return (const void *)(block->base + block->annotations.offsets[i]);
}

const struct block_attribute *block_attribute_at(const struct block *block, uint32_t i) {
  return (const void *)(block->base + block->attributes.offsets[i]);
}

const struct block_relation *block_relation_at(const struct block *block, uint32_t i) {
  return (const void *)(block->base + block->relations.offsets[i]);
}

/* ---- rolling back ---- */

struct block_mark block_get_mark(const struct block *block) {
  return (struct block_mark){.size = block->size,
                             .attributes = block->attributes.count,
                             .annotations = block->annotations.count,
                             .relations = block->relations.count};
}

void block_roll_back(struct block *block, struct block_mark mark) {
  if (block->size == mark.size)
    return;
  for (uint32_t i = 0; i < mark.attributes; i++)
    while (block->attributes.offsets[i] >= mark.size)
      block->attributes.offsets[i] = block_attribute_at(block, i)->replaced;
  for (uint32_t i = block->relations.count; i-- > mark.relations;) {
    const struct block_relation *relation = block_relation_at(block, i);
    annotation_at(block, relation->from - 1)->last_relation = relation->previous;
  }
  block->size = mark.size;
  block->attributes.count = mark.attributes;
  block->annotations.count = mark.annotations;
  block->relations.count = mark.relations;
  /* Strings behind the mark are gone: keep the others only.  Without memory for a new table, forgetting all of them
   * costs a few duplicates. */
  if (!interned_resize(block, block->interned_mask + 1)) {
    memset(block->interned, 0, (block->interned_mask + 1) * sizeof *block->interned);
    block->interned_count = 0;
  }
}

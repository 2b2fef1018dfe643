/* The annotation block: one document's attributes, annotations and relations as records in one run of bytes that
 * holds offsets and no pointers, so that it can be sent to another process with one write.  Adding is an append,
 * rolling back is a truncation.  The run is a reserved address range: it never moves, and what was read from it stays
 * valid while the document lives. */
#ifndef CORE_BLOCK_H
#define CORE_BLOCK_H

#include <textan/plugin.h>

/* Offset of a string record's bytes in the block; 0: none. */
typedef uint32_t block_string;

struct block_value {
  uint32_t type;
  uint32_t size; /* TEXTAN_STRING: bytes; TEXTAN_LIST: items */
  union {
    block_string string;
    uint32_t list; /* offset of `size` pairs of string offset and size */
    int64_t integer;
    textan_decimal decimal;
    bool boolean;
    uint32_t reference;
  } as;
};

struct block_feature {
  block_string name;
  struct block_value value;
};

struct block_attribute {
  uint32_t replaced; /* offset of the attribute record that this one replaces; 0: none */
  struct block_feature feature;
};

struct block_annotation {
  uint32_t begin, end;
  float score;
  block_string layer, type, by, rule;
  uint32_t last_relation; /* offset of the newest relation that begins here; 0: none */
  uint32_t feature_count;
  struct block_feature features[];
};

struct block_relation {
  block_string type, by;
  uint32_t from, to;
  uint32_t previous; /* offset of the relation that began at `from` before; 0: none */
};

/* A growable list of offsets: the index that can be made anew from the records. */
struct block_index {
  uint32_t *offsets;
  uint32_t count, capacity;
};

struct block {
  char *base;
  uint32_t size;
  struct block_index attributes, annotations, relations;
  uint32_t *interned; /* open addressing: offsets of strings, 0: free */
  uint32_t interned_mask, interned_count;
};

/* What to return to when a step fails. */
struct block_mark {
  uint32_t size, attributes, annotations, relations;
};

bool block_open(struct block *block); /* false: no memory */
void block_close(struct block *block);
void block_reset(struct block *block);
struct block_mark block_get_mark(const struct block *block);
void block_roll_back(struct block *block, struct block_mark mark);

static inline const char *block_text(const struct block *block, block_string string) {
  return string ? block->base + string : NULL;
}

/* The string's offset, adding it when it is new; 0: the block is full. */
block_string block_intern(struct block *block, const char *data, size_t size);
/* The string's offset, or 0 when the block does not hold it. */
block_string block_find(const struct block *block, const char *data, size_t size);

/* Whether there is such a relation by `by`; *count gets how many begin at `from`, an annotation's id. */
bool block_has_relation(const struct block *block, const char *type, uint32_t from, uint32_t to, const char *by,
                        uint32_t *count);

/* Each appends one record; false: the block is full, and as it was. */
bool block_add_attribute(struct block *block, const textan_feature *feature);
bool block_add_annotation(struct block *block, const textan_annotation *annotation, const char *by);
bool block_add_relation(struct block *block, const char *type, uint32_t from, uint32_t to, const char *by);

const struct block_annotation *block_annotation_at(const struct block *block, uint32_t i);
const struct block_attribute *block_attribute_at(const struct block *block, uint32_t i);
const struct block_relation *block_relation_at(const struct block *block, uint32_t i);

#endif

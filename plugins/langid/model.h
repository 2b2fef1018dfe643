/* model.h - the model file: classes and a hash table of n-gram weights, used as it is. */
#ifndef LANGID_MODEL_H
#define LANGID_MODEL_H

#include "textan/plugin.h"

enum {
  LANGID_MODEL_VERSION = 1,
  LANGID_GRAM_CLASSES = 80, /* told apart by n-grams; the length of a word's vector */
  LANGID_CLASSES = 128,
  LANGID_TAG_SIZE = 14,
  LANGID_MODEL_LARGEST = 64 << 20 /* bytes */
};
#define LANGID_MODEL_MAGIC "TXTLANG\n"

/* Several classes may have the same tag: spellings of one language. */
typedef struct langid_class {
  char tag[LANGID_TAG_SIZE]; /* BCP 47, NUL-terminated */
  uint8_t script;            /* LANGID_LATIN, … or the number of a script of its own */
  uint8_t reserved;
} langid_class;

/* The beginning of the file; all numbers are little-endian.  Slots and rows follow. */
typedef struct langid_header {
  char magic[8];
  uint32_t version;
  uint32_t class_count;
  uint32_t gram_class_count; /* the first classes */
  uint32_t scale;            /* a weight of this size is one natural unit of log-odds */
  uint32_t slot_count;
  uint32_t row_count;
  uint64_t checksum; /* of the classes, slots and rows */
  uint32_t reserved[6];
  langid_class classes[LANGID_CLASSES];
} langid_header;

/* A slot: bits 0-15 fingerprint, 0 where the slot is empty; then three entries
 * of 16 bits: class << 8 | weight (a signed byte).  With bit 15 of the first entry set,
 * its low byte counts the entries that stand in the rows from (second | third << 16) on. */
enum { LANGID_ENTRY_ROW = 0x8000 };

typedef struct langid_model {
  langid_header *header; /* the whole file */
  const uint64_t *slots;
  const uint16_t *rows;
  size_t size;
} langid_model;

/* Reads and checks a file.  [main] */
textan_status langid_model_open(const char *path, langid_model *, textan_error *);
void langid_model_close(langid_model *);

uint64_t langid_checksum(const void *bytes, size_t size);

/* Spreads the bits of an n-gram's key. */
static inline uint64_t langid_mix(uint64_t key) {
  key *= UINT64_C(0x9E3779B97F4A7C15);
  key ^= key >> 32;
  return key * UINT64_C(0xD6E8FEB86659FD93);
}

static inline uint32_t langid_slot_of(uint64_t mixed, uint32_t slot_count) {
  return (uint32_t)((mixed >> 32) * slot_count >> 32);
}

static inline uint64_t langid_fingerprint(uint64_t mixed) {
  const uint64_t fingerprint = mixed >> 8 & 0xFFFF;
  return fingerprint ? fingerprint : 1;
}

#endif

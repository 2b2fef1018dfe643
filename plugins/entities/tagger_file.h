/* tagger_file.h - the model file, for those who read and write it. */
#ifndef ENTITIES_TAGGER_FILE_H
#define ENTITIES_TAGGER_FILE_H

#include "tagger.h"

/* The beginning of the file; all numbers are little-endian.  Behind it stand, without gaps: one bit for each row (1:
 * the row is in the file), the rows' weights (one for "outside", then one for each place and type), the hashes of the
 * words that have a class, and their classes. */
struct tagger_header {
  char magic[8];
  uint32_t version, bits, type_count, row_count, cluster_count;
  int32_t bin_size;
  uint64_t checksum; /* of all that follows */
  char types[TAGGER_GROUP][TAGGER_NAME];
  char languages[TAGGER_LANGUAGES][TAGGER_NAME];
  int16_t joins[TAGGER_GROUP][TAGGER_GROUP];
  uint8_t bins[TAGGER_SUPPORTS][TAGGER_BINS];
};

enum { TAGGER_VERSION = 1, TAGGER_LARGEST = 16 << 20 };
#define TAGGER_MAGIC "TXTTAGS\n"

uint64_t tagger_file_checksum(const struct tagger_header *header, const unsigned char *body, size_t size);
/* Weights of a row in the file, and the lane of each. */
uint32_t tagger_columns(uint32_t type_count);
uint32_t tagger_lane(uint32_t column, uint32_t type_count);
/* Bytes behind the header. */
size_t tagger_body_size(const struct tagger_header *header);

#endif

/* SHA-256 (FIPS 180-4).  Any thread. */
#ifndef CORE_SHA256_H
#define CORE_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA256_TEXT_SIZE = 2 * SHA256_SIZE + 1 };

/* A hash that is being made. */
struct sha256 {
  uint32_t state[8];
  uint64_t size;           /* bytes that were added */
  unsigned char block[64]; /* the last size % 64 of them */
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t size);
void sha256_end(struct sha256 *hash, unsigned char digest[SHA256_SIZE]);

/* Small hexadecimal digits.  Returns out. */
const char *sha256_text(const unsigned char digest[SHA256_SIZE], char out[SHA256_TEXT_SIZE]);

/* The hash and size of a file; false with errno set when it cannot be read. */
bool sha256_file(const char *path, unsigned char digest[SHA256_SIZE], uint64_t *size);

#endif

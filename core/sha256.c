#include "sha256.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The first 32 bits of the fractions of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

static uint32_t rotate(uint32_t word, int bits) {
  return word >> bits | word << (32 - bits);
}

static void add_block(uint32_t state[8], const unsigned char block[64]) {
  uint32_t schedule[64], v[8];
  for (int i = 0; i < 16; i++)
    schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
                  block[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    const uint32_t a = schedule[i - 15], b = schedule[i - 2];
    schedule[i] = schedule[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 7] +
                  (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
  memcpy(v, state, sizeof v);
  for (int i = 0; i < 64; i++) {
    const uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]), majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    const uint32_t first =
        v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) + choice + constants[i] + schedule[i];
    const uint32_t second = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) + majority;
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += first;
    v[0] = first + second;
  }
  for (int i = 0; i < 8; i++)
    state[i] += v[i];
}

void sha256_begin(struct sha256 *hash) {
  *hash = (struct sha256){
      .state = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19}};
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t size) {
  const unsigned char *from = bytes;
  while (size > 0) {
    const size_t used = (size_t)(hash->size % 64), room = 64 - used, part = size < room ? size : room;
    memcpy(hash->block + used, from, part);
    hash->size += part;
    from += part;
    size -= part;
    if (part == room)
      add_block(hash->state, hash->block);
  }
}

void sha256_end(struct sha256 *hash, unsigned char digest[SHA256_SIZE]) {
  static const unsigned char padding[64] = {0x80};
  const uint64_t bits = hash->size * 8;
  unsigned char length[8];
  for (int i = 0; i < 8; i++)
    length[i] = (unsigned char)(bits >> (56 - 8 * i));
  /* One byte 0x80, then zeros so that the length ends a block. */
  const size_t used = (size_t)(hash->size % 64);
  sha256_add(hash, padding, used < 56 ? 56 - used : 120 - used);
  sha256_add(hash, length, sizeof length);
  for (int i = 0; i < SHA256_SIZE; i++)
    digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

const char *sha256_text(const unsigned char digest[SHA256_SIZE], char out[SHA256_TEXT_SIZE]) {
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < SHA256_SIZE; i++) {
    out[2 * i] = digits[digest[i] >> 4];
    out[2 * i + 1] = digits[digest[i] & 15];
  }
  out[2 * SHA256_SIZE] = '\0';
  return out;
}

bool sha256_file(const char *path, unsigned char digest[SHA256_SIZE], uint64_t *size) {
  unsigned char bytes[16384];
  struct sha256 hash;
  FILE *stream = fopen(path, "rb");
  if (!stream)
    return false;
  sha256_begin(&hash);
  for (size_t count; (count = fread(bytes, 1, sizeof bytes, stream)) > 0;)
    sha256_add(&hash, bytes, count);
  const int error = ferror(stream) ? errno : 0;
  fclose(stream);
  *size = hash.size;
  sha256_end(&hash, digest);
  errno = error;
  return error == 0;
}

/* SHA-256 against the examples of FIPS 180 and its published test vectors. */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sha256.h"

static void expect(const struct sha256 *begun, const char *expected) {
  struct sha256 hash = *begun;
  unsigned char digest[SHA256_SIZE];
  char text[SHA256_TEXT_SIZE];
  sha256_end(&hash, digest);
  cr_expect_str_eq(sha256_text(digest, text), expected);
}

Test(sha256, agrees_with_the_standard) {
  static const char *const rows[][2] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrst"
       "u",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct sha256 hash;
    sha256_begin(&hash);
    sha256_add(&hash, rows[i][0], strlen(rows[i][0]));
    expect(&hash, rows[i][1]);
  }
}

Test(sha256, hashes_a_million_bytes_in_parts_of_any_size) {
  static char letters[1000];
  struct sha256 hash;
  memset(letters, 'a', sizeof letters);
  sha256_begin(&hash);
  size_t left = 1000000;
  for (size_t part = 1; left > 0; part = (part * 7 + 1) % sizeof letters) {
    const size_t size = part < left ? part : left;
    sha256_add(&hash, letters, size);
    left -= size;
  }
  expect(&hash, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

Test(sha256, reads_files) {
  char path[] = "/tmp/sha256-XXXXXX", text[SHA256_TEXT_SIZE];
  unsigned char digest[SHA256_SIZE];
  uint64_t size = 0;
  const int file = mkstemp(path);
  cr_assert(file >= 0 && write(file, "abc", 3) == 3 && close(file) == 0);
  cr_assert(sha256_file(path, digest, &size));
  cr_assert_eq(size, 3);
  cr_assert_str_eq(sha256_text(digest, text), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  cr_assert_eq(unlink(path), 0);
  cr_assert_not(sha256_file(path, digest, &size));
  cr_assert_eq(errno, ENOENT);
  cr_assert_not(sha256_file("/", digest, &size));
  cr_assert_eq(errno, EISDIR);
}

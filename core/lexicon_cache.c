/* Large lists: compiled once, kept in the cache under the hash of all that they are made of, and mapped from there. */
#include <string.h>
#include <textan/version.h>
#include <unistd.h>

#include "cache.h"
#include "lexicon.h"
#include "sha256.h"

/* What an automaton's paths depend on beside the list: how words are split and folded. */
static const char recipe[] = "lexicon 1, textan " TEXTAN_VERSION;

enum { NAME_SIZE = SHA256_TEXT_SIZE + sizeof ".lexicon" };

/* The name of the list's file in the cache; false: there can be none.  `bytes` are those of the file before its lines
 * were cut: with NULs for tabs and line ends they tell as much. */
static bool cache_name(const struct textan_lexicon *lexicon, char name[NAME_SIZE]) {
  struct sha256 hash;
  unsigned char digest[SHA256_SIZE];
  char text[SHA256_TEXT_SIZE];
  struct buffer variants = {0};
  if (lexicon->variants && !lexicon_read_variants(lexicon, &variants)) {
    buffer_free(&variants);
    return false;
  }
  const uint64_t sizes[] = {lexicon->flags, lexicon->bytes.size, variants.size, lexicon->row_count};
  sha256_begin(&hash);
  sha256_add(&hash, recipe, sizeof recipe);
  sha256_add(&hash, sizes, sizeof sizes);
  sha256_add(&hash, lexicon->bytes.data, lexicon->bytes.size);
  if (variants.size)
    sha256_add(&hash, variants.data, variants.size);
  sha256_end(&hash, digest);
  buffer_free(&variants);
  snprintf(name, NAME_SIZE, "%s.lexicon", sha256_text(digest, text));
  return true;
}

static bool save(int descriptor, const void *what) {
  return automaton_save(what, descriptor);
}

textan_status lexicon_own_automaton(struct textan_lexicon *lexicon, textan_error *error) {
  char name[NAME_SIZE];
  const bool named = cache_name(lexicon, name);
  const int descriptor = named ? cache_open(name) : -1;
  if (descriptor >= 0) {
    lexicon->automaton = automaton_map(descriptor);
    close(descriptor);
    if (lexicon->automaton)
      return TEXTAN_OK;
  }
  /* What lies in the cache was without mistakes. */
  textan_status status = lexicon_check_rows(lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  lexicon->automaton = automaton_new();
  if (!lexicon->automaton)
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
  status = lexicon_add_paths(lexicon, lexicon->automaton, error);
  if (status != TEXTAN_OK)
    return status;
  if (!automaton_compile(lexicon->automaton))
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
  if (named)
    cache_write(name, save, lexicon->automaton);
  return TEXTAN_OK;
}

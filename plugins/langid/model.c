/* model.c - opens and checks the model file. */
#include "model.h"

#include "letters.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Eight bytes a step in four chains, so that checking megabytes takes less than a millisecond. */
uint64_t langid_checksum(const void *bytes, size_t size) {
  const unsigned char *p = bytes;
  uint64_t chains[4] = {1, 2, 3, 4};
  size_t i = 0;
  for (; i + 32 <= size; i += 32)
    for (size_t k = 0; k < 4; k++) {
      uint64_t word;
      memcpy(&word, p + i + 8 * k, sizeof word);
      chains[k] = (chains[k] ^ word) * UINT64_C(0x9E3779B97F4A7C15);
      chains[k] ^= chains[k] >> 32;
    }
  uint64_t sum = size;
  for (; i < size; i++)
    sum = (sum ^ p[i]) * UINT64_C(0x100000001B3);
  for (size_t k = 0; k < 4; k++)
    sum = (sum ^ chains[k]) * UINT64_C(0xD6E8FEB86659FD93);
  return sum;
}

static bool classes_are_sound(const langid_header *h) {
  if (h->class_count == 0 || h->class_count > LANGID_CLASSES || h->gram_class_count > h->class_count ||
      h->gram_class_count > LANGID_GRAM_CLASSES || h->scale == 0)
    return false;
  for (uint32_t i = 0; i < h->class_count; i++)
    if (!memchr(h->classes[i].tag, 0, LANGID_TAG_SIZE) || h->classes[i].script >= LANGID_SCRIPTS)
      return false;
  return true;
}

/* Every entry names an n-gram class and every row lies in the file, so that looking up needs no checks. */
static bool table_is_sound(const langid_model *m) {
  const langid_header *h = m->header;
  const uint32_t classes = h->gram_class_count;
  uint32_t empty = 0, bad = 0;
  for (uint32_t i = 0; i < h->slot_count; i++) {
    const uint64_t slot = m->slots[i];
    empty += (slot & 0xFFFF) == 0;
    if (slot >> 31 & 1)
      bad |= (slot >> 32) + (slot >> 16 & 0xFF) > h->row_count;
    else
      bad |= ((slot >> 24 & 0x7F) >= classes) | ((slot >> 40 & 0xFF) >= classes) | ((slot >> 56) >= classes);
  }
  for (uint32_t i = 0; i < h->row_count; i++)
    bad |= m->rows[i] >> 8 >= classes;
  return !bad && empty > 0;
}

static textan_status model_check(const char *path, langid_model *m, textan_error *error) {
  const langid_header *h = m->header;
  if (memcmp(h->magic, LANGID_MODEL_MAGIC, sizeof h->magic) != 0)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model, found another kind of file", path);
  if (h->version != LANGID_MODEL_VERSION)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model of version %d, found version %u", path,
                       LANGID_MODEL_VERSION, h->version);
  const uint64_t size =
      sizeof *h + (uint64_t)h->slot_count * sizeof *m->slots + (uint64_t)h->row_count * sizeof *m->rows;
  if (size != m->size)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model of %llu bytes, found %zu", path,
                       (unsigned long long)size, m->size);
  m->slots = (const uint64_t *)(h + 1);
  m->rows = (const uint16_t *)(m->slots + h->slot_count);
  const uint64_t sum = langid_checksum((const char *)h->classes, m->size - offsetof(langid_header, classes));
  if (sum != h->checksum)
    return textan_fail(error, TEXTAN_EDATA,
                       "%s: the language model is damaged: expected checksum %016llx, found %016llx", path,
                       (unsigned long long)h->checksum, (unsigned long long)sum);
  if (!classes_are_sound(h) || !table_is_sound(m))
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a consistent language model, found entries out of range",
                       path);
  return TEXTAN_OK;
}

/* Reads all that the file should have; false with errno 0 when it ends early. */
static bool read_whole(int file, void *into, size_t size) {
  char *at = into;
  while (size > 0) {
    const ssize_t n = read(file, at, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      errno = n == 0 ? 0 : errno;
      return false;
    }
    at += n;
    size -= (size_t)n;
  }
  return true;
}

static textan_status model_read(const char *path, int file, langid_model *m, textan_error *error) {
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model, found no regular file", path);
  if (status.st_size < (off_t)sizeof(langid_header) || status.st_size > LANGID_MODEL_LARGEST)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model of %zu to %d bytes, found %lld", path,
                       sizeof(langid_header), LANGID_MODEL_LARGEST, (long long)status.st_size);
  m->size = (size_t)status.st_size;
  m->header = langid_memory_new(m->size);
  if (!m->header)
    return textan_fail(error, TEXTAN_EMEMORY, "%s: out of memory for a language model of %zu bytes", path, m->size);
  if (!read_whole(file, m->header, m->size))
    return textan_fail(error, TEXTAN_EDATA, "%s: cannot read the language model: %s", path,
                       errno ? strerror(errno) : "it became shorter");
  return model_check(path, m, error);
}

textan_status langid_model_open(const char *path, langid_model *m, textan_error *error) {
  *m = (langid_model){0};
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected a language model, cannot open it: %s", path, strerror(errno));
  const textan_status result = model_read(path, file, m, error);
  close(file);
  if (result != TEXTAN_OK)
    langid_model_close(m);
  return result;
}

void langid_model_close(langid_model *m) {
  free(m->header);
  *m = (langid_model){0};
}

/* The texts to learn from, whatever their format. */
#include "train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* The array with room for one more item; NULL: no memory, the array is as before. */
static void *grow(void *array, size_t *capacity, size_t count, size_t size) {
  if (count < *capacity)
    return array;
  const size_t room = *capacity ? *capacity * 2 : 64;
  void *more = realloc(array, room * size);
  *capacity = more ? room : *capacity;
  return more;
}

struct gold_document *corpus_document(struct gold_corpus *corpus, const char *path, const char *language, uint32_t line,
                                      textan_error *error) {
  struct gold_document *documents =
      grow(corpus->documents, &corpus->capacity, corpus->count, sizeof *corpus->documents);
  if (!documents) {
    textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for the documents", path, line);
    return NULL;
  }
  corpus->documents = documents;
  struct gold_document *document = &corpus->documents[corpus->count++];
  *document =
      (struct gold_document){.file = path, .language = language, .line = line, .number = (uint32_t)corpus->count - 1};
  return document;
}

bool corpus_append(struct gold_document *document, const char *text, size_t size, textan_error *error) {
  if (document->size + size >= document->capacity) {
    const size_t room = (document->size + size + 1) * 2;
    char *more = realloc(document->text, room);
    if (!more) {
      textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a document", document->file, document->line);
      return false;
    }
    document->text = more;
    document->capacity = room;
  }
  memcpy(document->text + document->size, text, size);
  document->size += size;
  document->text[document->size] = '\0';
  return true;
}

bool corpus_span(struct gold_document *document, uint32_t begin, uint32_t type, textan_error *error) {
  struct gold_span *spans =
      grow(document->spans, &document->span_capacity, document->span_count, sizeof *document->spans);
  if (!spans) {
    textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a document", document->file, document->line);
    return false;
  }
  document->spans = spans;
  document->spans[document->span_count++] = (struct gold_span){begin, (uint32_t)document->size, (uint8_t)type};
  return true;
}

uint32_t corpus_type(struct gold_corpus *corpus, const char *name, size_t size, const char *path, uint32_t line,
                     textan_error *error) {
  if (size == 0 || size >= TAGGER_NAME) {
    textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected a type of 1 to %d letters, found \"%.*s\"", path, line,
                TAGGER_NAME - 1, (int)size, name);
    return 0;
  }
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    if (strlen(corpus->types[i]) == size && !memcmp(corpus->types[i], name, size))
      return i;
  if (corpus->type_count == TAGGER_TYPES) {
    textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected at most %d types, found \"%.*s\" besides", path, line,
                TAGGER_TYPES, (int)size, name);
    return 0;
  }
  memcpy(corpus->types[++corpus->type_count], name, size);
  return corpus->type_count;
}

static char *file_bytes(const char *path, textan_error *error) {
  FILE *file = fopen(path, "rbe");
  char *bytes = NULL;
  size_t size = 0, room = 0;
  if (!file) {
    textan_fail(error, TEXTAN_EINPUT, "%s: cannot open it: %s", path, strerror(errno));
    return NULL;
  }
  const ssize_t read = getdelim(&bytes, &room, 0, file);
  size = read < 0 ? 0 : (size_t)read;
  if (ferror(file) || size == 0 || strlen(bytes) != size) {
    textan_fail(error, TEXTAN_EINPUT, "%s: expected text, found %s", path,
                ferror(file) ? strerror(errno)
                : size       ? "a NUL byte"
                             : "nothing");
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  return bytes;
}

textan_status corpus_read(struct gold_corpus *corpus, const char *path, const char *language, textan_error *error) {
  char *bytes = file_bytes(path, error);
  if (!bytes)
    return error->status;
  const char *line = bytes + strspn(bytes, "\r\n");
  const bool columns = memchr(line, '\t', strcspn(line, "\n")) != NULL;
  const textan_status status =
      columns ? columns_read(corpus, bytes, path, language, error) : marked_read(corpus, bytes, path, language, error);
  free(bytes);
  return status;
}

void corpus_free(struct gold_corpus *corpus) {
  for (size_t i = 0; i < corpus->count; i++) {
    free(corpus->documents[i].text);
    free(corpus->documents[i].spans);
  }
  free(corpus->documents);
  *corpus = (struct gold_corpus){0};
}

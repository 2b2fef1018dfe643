/* Writes a model file. */
#include "train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "../tagger_file.h"

static void header_fill(const struct tagger_model *model, struct tagger_header *h) {
  *h = (struct tagger_header){.version = TAGGER_VERSION,
                              .bits = model->bits,
                              .type_count = model->type_count,
                              .row_count = model->row_count,
                              .cluster_count = model->cluster_count,
                              .bin_size = model->bin_size};
  memcpy(h->magic, TAGGER_MAGIC, sizeof h->magic);
  memcpy(h->types, model->types, sizeof h->types);
  memcpy(h->languages, model->languages, sizeof h->languages);
  memcpy(h->bins, model->bins, sizeof h->bins);
  memcpy(h->joins, model->joins, sizeof h->joins);
}

static void body_fill(const struct tagger_model *model, unsigned char *body) {
  unsigned char *at = body + ((size_t)1 << model->bits) / 8;
  for (uint32_t i = 0; i < 1u << model->bits >> 3; i++)
    body[i] = (unsigned char)model->eights[i].present;
  for (uint32_t row = 0; row < model->row_count; row++)
    for (uint32_t column = 0; column < tagger_columns(model->type_count); column++, at += sizeof(int16_t))
      memcpy(at, &model->rows[row][tagger_lane(column, model->type_count)], sizeof(int16_t));
  memcpy(at, model->cluster_words, model->cluster_count * sizeof *model->cluster_words);
  at += model->cluster_count * sizeof *model->cluster_words;
  memcpy(at, model->clusters, model->cluster_count * sizeof *model->clusters);
}

textan_status tagger_model_write(const char *path, const struct tagger_model *model, textan_error *error) {
  struct tagger_header header;
  header_fill(model, &header);
  const size_t size = tagger_body_size(&header);
  unsigned char *body = calloc(size, 1);
  FILE *file = body ? fopen(path, "wbe") : NULL;
  bool written = false;
  if (file) {
    body_fill(model, body);
    header.checksum = tagger_file_checksum(&header, body, size);
    written = fwrite(&header, sizeof header, 1, file) == 1 && fwrite(body, 1, size, file) == size;
    written = fclose(file) == 0 && written;
  }
  const int reason = errno;
  free(body);
  return written ? TEXTAN_OK
                 : textan_fail(error, body ? TEXTAN_EIO : TEXTAN_EMEMORY, "%s: cannot write the model: %s", path,
                               strerror(reason));
}

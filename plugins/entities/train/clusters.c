/* Classes of words, which a model takes along. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "train.h"

#include "../tagger_file.h"

static int compare_words(const void *left, const void *right) {
  const struct cluster_word *a = left, *b = right;
  return a->word != b->word ? a->word < b->word ? -1 : 1 : (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

static textan_status cluster_add(struct clusters *clusters, uint32_t word, uint16_t cluster, textan_error *error) {
  if (clusters->count == clusters->capacity) {
    const size_t room = clusters->capacity ? clusters->capacity * 2 : 4096;
    struct cluster_word *items = realloc(clusters->items, room * sizeof *items);
    if (!items)
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for the classes of words");
    clusters->items = items;
    clusters->capacity = room;
  }
  clusters->items[clusters->count++] = (struct cluster_word){word, cluster};
  return TEXTAN_OK;
}

static textan_status line_read(struct clusters *clusters, char *line, const char *path, uint32_t number,
                               textan_error *error) {
  char *tab = strchr(line, '\t'), *end = NULL;
  const long cluster = tab ? strtol(tab + 1, &end, 10) : -1;
  if (cluster < 0 || cluster >= UINT16_MAX || end == tab + 1 || *end != '\n' || tab == line)
    return textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected a word, a tab and a number up to %d, found \"%.40s\"",
                       path, number, UINT16_MAX - 1, line);
  return cluster_add(clusters, textan_word_hash(line, (size_t)(tab - line)), (uint16_t)cluster, error);
}

/* Those of a model that is there. */
static textan_status model_read(struct clusters *clusters, const char *path, textan_error *error) {
  struct tagger_model model;
  textan_status status = tagger_model_open(path, &model, error);
  for (uint32_t i = 0; i < model.cluster_count && status == TEXTAN_OK; i++)
    status = cluster_add(clusters, model.cluster_words[i], model.clusters[i], error);
  tagger_model_close(&model);
  return status;
}

textan_status clusters_read(struct clusters *clusters, const char *path, textan_error *error) {
  FILE *file = fopen(path, "re");
  char *line = NULL, start[sizeof TAGGER_MAGIC - 1];
  size_t room = 0, kept = 0;
  uint32_t number = 0;
  textan_status status = TEXTAN_OK;
  if (!file)
    return textan_fail(error, TEXTAN_EINPUT, "%s: cannot open it: %s", path, strerror(errno));
  if (fread(start, 1, sizeof start, file) == sizeof start && memcmp(start, TAGGER_MAGIC, sizeof start) == 0) {
    fclose(file);
    return model_read(clusters, path, error);
  }
  rewind(file);
  while (status == TEXTAN_OK && getline(&line, &room, file) > 0)
    status = line_read(clusters, line, path, ++number, error);
  free(line);
  fclose(file);
  if (clusters->count)
    qsort(clusters->items, clusters->count, sizeof *clusters->items, compare_words);
  /* Of words with one hash the first counts. */
  for (size_t i = 0; i < clusters->count; i++)
    if (!i || clusters->items[i].word != clusters->items[kept - 1].word)
      clusters->items[kept++] = clusters->items[i];
  clusters->count = kept;
  return status;
}

void clusters_copy(const struct clusters *clusters, struct tagger_model *model) {
  for (size_t i = 0; i < clusters->count; i++) {
    model->cluster_words[i] = clusters->items[i].word;
    model->clusters[i] = clusters->items[i].cluster;
  }
  tagger_model_index(model);
}

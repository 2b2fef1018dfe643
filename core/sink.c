#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"
#include "sink_check.h"

/* One file of an output: outputs with %{corpus} in their path have one per corpus. */
struct sink {
  textan_output public; /* first; public.path is the final name */
  const struct model *model;
  int descriptor; /* -1: not open */
  char *path, *part_path;
  void *data; /* what the writer's open made */
  uint64_t sequence;
};

struct sinks {
  const struct models *models;
  char *folder;
  struct sink **files; /* output-major: [output * corpora + corpus]; shared ones stand in each corpus' place */
};

static struct sink **slot(const struct sinks *sinks, size_t output, size_t corpus) {
  return &sinks->files[output * sinks->models->config->corpus_count + corpus];
}

/* ---- names ---- */

static bool replace_all(struct buffer *out, const char *text, const char *const *names, const char *const *values) {
  while (*text) {
    const char *end = text[0] == '%' && text[1] == '{' ? strchr(text, '}') : NULL;
    bool found = false;
    for (size_t i = 0; end && names[i] && !found; i++)
      if (strlen(names[i]) == (size_t)(end - text - 2) && strncmp(text + 2, names[i], strlen(names[i])) == 0) {
        found = true;
        if (!buffer_text(out, values[i]))
          return false;
      }
    if (!found && !buffer_append(out, text, 1))
      return false;
    text = found ? end + 1 : text + 1;
  }
  return true;
}

char *sink_path(const struct config *config, const char *folder, const char *path, const char *corpus) {
  const char *const names[] = {"corpus", "run", NULL};
  const char *const values[] = {corpus, config->run_id, NULL};
  struct buffer out = {0};
  bool ok = buffer_text(&out, "");
  if (ok && folder && path[0] != '/' && strcmp(path, "-") != 0)
    ok = buffer_text(&out, folder) && buffer_text(&out, "/");
  if (ok && replace_all(&out, path, names, values))
    return out.data;
  buffer_free(&out);
  return NULL;
}

/* Makes the folders above path. */
static textan_status make_folders(char *path, textan_error *error) {
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    const int result = mkdir(path, 0777);
    const int reason = errno;
    if (result != 0 && reason != EEXIST)
      textan_fail(error, TEXTAN_EIO, "the output folder \"%s\" cannot be made: %s", path, strerror(reason));
    *slash = '/';
    if (result != 0 && reason != EEXIST)
      return TEXTAN_EIO;
  }
  return TEXTAN_OK;
}

/* ---- opening and writing ---- */

/* Passes on what a writer answered; its message, which may be anything, becomes a sentence with the output's name. */
static textan_status settle(const struct sink *sink, textan_status status, textan_error *error) {
  if (status == TEXTAN_OK)
    return status;
  host_close_error(error);
  const textan_error reason = *error;
  return textan_fail(error, status, "output \"%s\": %s", sink->model->use->id, reason.message);
}

static textan_status sink_write(textan_output *public, const void *bytes, size_t size, textan_error *error) {
  const struct sink *sink = (const struct sink *)(const void *)public;
  const char *at = bytes;
  while (size) {
    const ssize_t written = write(sink->descriptor, at, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return textan_fail(error, TEXTAN_EIO, "\"%s\" cannot be written: %s",
                         sink->part_path                     ? sink->part_path
                         : sink->descriptor == STDOUT_FILENO ? "standard output"
                                                             : sink->path,
                         strerror(errno));
    at += written;
    size -= (size_t)written;
  }
  return TEXTAN_OK;
}

static textan_status open_file(struct sink *sink, textan_error *error) {
  if (strcmp(sink->path, "-") == 0) {
    sink->descriptor = STDOUT_FILENO;
    sink->public.terminal = isatty(STDOUT_FILENO) == 1;
    return TEXTAN_OK;
  }
  /* A device or pipe is written to as it is: renaming a file to its name would do away with it. */
  struct stat information;
  if (stat(sink->path, &information) == 0 && !S_ISREG(information.st_mode) && !S_ISDIR(information.st_mode)) {
    sink->descriptor = open(sink->path, O_WRONLY | O_CLOEXEC);
    sink->public.terminal = isatty(sink->descriptor) == 1;
    return sink->descriptor >= 0 ? TEXTAN_OK
                                 : textan_fail(error, TEXTAN_EIO, "output \"%s\": \"%s\" cannot be opened: %s",
                                               sink->model->use->id, sink->path, strerror(errno));
  }
  const size_t size = strlen(sink->path) + sizeof ".part";
  sink->part_path = malloc(size);
  if (!sink->part_path)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for an output's name");
  snprintf(sink->part_path, size, "%s.part", sink->path);
  const textan_status status = make_folders(sink->part_path, error);
  if (status != TEXTAN_OK)
    return status;
  sink->descriptor = open(sink->part_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (sink->descriptor < 0)
    return textan_fail(error, TEXTAN_EIO, "output \"%s\": \"%s\" cannot be opened for writing: %s",
                       sink->model->use->id, sink->part_path, strerror(errno));
  return TEXTAN_OK;
}

static void close_sink(struct sink *sink) {
  const textan_writer *writer = sink->model->use->plugin->module->writer;
  if (sink->data && writer->close)
    writer->close(sink->data);
  if (sink->descriptor >= 0 && sink->descriptor != STDOUT_FILENO)
    close(sink->descriptor);
  free(sink->path);
  free(sink->part_path);
  free(sink);
}

/* Two outputs in one file would lose one of them, whatever names lead to it. */
static textan_status check_unique(const struct sinks *sinks, const struct sink *sink, textan_error *error) {
  const struct config *config = sinks->models->config;
  struct stat file, other;
  if (!sink->part_path || fstat(sink->descriptor, &file) != 0)
    return TEXTAN_OK;
  for (size_t i = 0; i < config->output_count * config->corpus_count; i++) {
    const struct sink *earlier = sinks->files[i];
    if (!earlier || !earlier->part_path)
      continue;
    const bool same =
        fstat(earlier->descriptor, &other) == 0 && other.st_dev == file.st_dev && other.st_ino == file.st_ino;
    if (same || strcmp(earlier->path, sink->part_path) == 0 || strcmp(earlier->part_path, sink->path) == 0)
      return textan_fail(error, TEXTAN_ECONFIG, "outputs \"%s\" and \"%s\" would be written to one file, \"%s\"",
                         earlier->model->use->id, sink->model->use->id, sink->part_path);
  }
  return TEXTAN_OK;
}

static textan_status open_sink(const struct sinks *sinks, size_t output, const char *corpus, struct sink **out,
                               textan_error *error) {
  const struct model *model = &sinks->models->writers[output];
  struct sink *sink = calloc(1, sizeof *sink);
  char *path = sink_path(sinks->models->config, sinks->folder, sinks->models->config->outputs[output].path, corpus);
  if (!sink || !path) {
    free(sink);
    free(path);
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for an output");
  }
  *sink = (struct sink){.public = {.struct_size = sizeof sink->public, .path = path, .write = sink_write},
                        .model = model,
                        .descriptor = -1,
                        .path = path};
  textan_status status = strcmp(path, "-") == 0
                             ? TEXTAN_OK
                             : sink_check(sinks->models->config, &sinks->models->config->outputs[output], path, error);
  if (status == TEXTAN_OK)
    status = open_file(sink, error);
  if (status == TEXTAN_OK)
    status = check_unique(sinks, sink, error);
  const textan_writer *writer = model->use->plugin->module->writer;
  if (status == TEXTAN_OK && writer->open)
    status = settle(sink, writer->open(model->data, &sink->public, &sink->data, error), error);
  if (status != TEXTAN_OK) {
    close_sink(sink);
    return status;
  }
  *out = sink;
  return TEXTAN_OK;
}

/* The sink of an output for a corpus, opened at its first use. */
static textan_status find_sink(struct sinks *sinks, size_t output, size_t corpus, struct sink **out,
                               textan_error *error) {
  const struct config *config = sinks->models->config;
  struct sink **place = slot(sinks, output, corpus);
  *out = *place;
  if (*place)
    return TEXTAN_OK;
  const textan_status status = open_sink(sinks, output, config->corpora[corpus].reader.id, place, error);
  *out = *place;
  if (status == TEXTAN_OK && !strstr(config->outputs[output].path, "%{corpus}"))
    for (size_t i = 0; i < config->corpus_count; i++)
      *slot(sinks, output, i) = *place;
  return status;
}

/* ---- the life of all sinks ---- */

textan_status sinks_new(const struct models *models, const char *folder, struct sinks **out, textan_error *error) {
  const struct config *config = models->config;
  struct sinks *sinks = calloc(1, sizeof *sinks);
  *out = NULL;
  if (!sinks)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the outputs");
  sinks->models = models;
  sinks->files = calloc(config->output_count * config->corpus_count + 1, sizeof(struct sink *));
  sinks->folder = folder ? strdup(folder) : NULL;
  textan_status status = TEXTAN_OK;
  if (!sinks->files || (folder && !sinks->folder))
    status = textan_fail(error, TEXTAN_EMEMORY, "no memory for the outputs");
  for (size_t output = 0; status == TEXTAN_OK && output < config->output_count; output++)
    for (size_t corpus = 0; status == TEXTAN_OK && corpus < config->corpus_count; corpus++) {
      struct sink *sink;
      status = find_sink(sinks, output, corpus, &sink, error);
    }
  if (status == TEXTAN_OK)
    *out = sinks;
  else
    sinks_free(sinks);
  return status;
}

textan_status sinks_commit(struct sinks *sinks, size_t corpus, const struct buffer *rendered, textan_error *error) {
  const struct config *config = sinks->models->config;
  textan_status status = TEXTAN_OK;
  for (size_t output = 0; status == TEXTAN_OK && output < config->output_count; output++) {
    struct sink *sink = *slot(sinks, output, corpus);
    const textan_writer *writer = sink->model->use->plugin->module->writer;
    const struct buffer *bytes = &rendered[output];
    status = writer->commit
                 ? settle(sink, writer->commit(sink->data, sink->sequence, bytes->data, bytes->size, error), error)
                 : settle(sink, sink_write(&sink->public, bytes->data, bytes->size, error), error);
    sink->sequence++;
  }
  return status;
}

static textan_status finish_sink(struct sink *sink, textan_error *error) {
  const textan_writer *writer = sink->model->use->plugin->module->writer;
  const textan_status status = writer->finish ? settle(sink, writer->finish(sink->data, error), error) : TEXTAN_OK;
  if (status != TEXTAN_OK || !sink->part_path)
    return status;
  if (fsync(sink->descriptor) != 0 && errno != EINVAL && errno != EROFS)
    return textan_fail(error, TEXTAN_EIO, "output \"%s\" cannot be brought to disk: %s", sink->part_path,
                       strerror(errno));
  if (rename(sink->part_path, sink->path) != 0)
    return textan_fail(error, TEXTAN_EIO, "output \"%s\" cannot be renamed to \"%s\": %s", sink->part_path, sink->path,
                       strerror(errno));
  return TEXTAN_OK;
}

/* True at the first place where the sink stands. */
static bool is_first(const struct sinks *sinks, size_t output, size_t corpus) {
  return corpus == 0 || *slot(sinks, output, corpus) != *slot(sinks, output, corpus - 1);
}

textan_status sinks_finish(struct sinks *sinks, textan_error *error) {
  const struct config *config = sinks->models->config;
  textan_status status = TEXTAN_OK;
  for (size_t output = 0; status == TEXTAN_OK && output < config->output_count; output++)
    for (size_t corpus = 0; status == TEXTAN_OK && corpus < config->corpus_count; corpus++)
      if (is_first(sinks, output, corpus))
        status = finish_sink(*slot(sinks, output, corpus), error);
  return status;
}

bool sinks_have_files(const struct sinks *sinks) {
  const struct config *config = sinks->models->config;
  for (size_t i = 0; i < config->output_count * config->corpus_count; i++)
    if (sinks->files[i] && sinks->files[i]->part_path)
      return true;
  return false;
}

void sinks_free(struct sinks *sinks) {
  if (!sinks)
    return;
  const struct config *config = sinks->models->config;
  for (size_t output = 0; sinks->files && output < config->output_count; output++)
    for (size_t corpus = config->corpus_count; corpus-- > 0;)
      if (*slot(sinks, output, corpus) && is_first(sinks, output, corpus))
        close_sink(*slot(sinks, output, corpus));
  free(sinks->files);
  free(sinks->folder);
  free(sinks);
}

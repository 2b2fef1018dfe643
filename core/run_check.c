#include "run_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"
#include "sink.h"
#include "sink_check.h"

/* Readers find their inputs when they are opened. */
static void check_reader(const struct models *models, const struct corpus *corpus, struct diagnostics *diagnostics) {
  const struct plugin_use *use = &corpus->reader;
  const textan_reader *plugin = use->plugin->module->reader;
  const textan_inputs inputs = {
      .struct_size = sizeof inputs, .corpus = use->id, .paths = corpus->paths, .path_count = corpus->path_count};
  textan_host *host = host_new(use, models->lexicons, models->patterns);
  textan_error error = {.message = "the reader gave no reason"};
  void *reader = NULL;
  const textan_status status = host ? plugin->open(host, use->parameters, &inputs, &reader, &error)
                                    : textan_fail(&error, TEXTAN_EMEMORY, "no memory for the reader");
  if (status == TEXTAN_OK)
    plugin->close(reader);
  else {
    host_close_error(&error);
    diagnostics_error(diagnostics, use->origin.file, use->origin.line, "corpus \"%s\": %s", use->id, error.message);
  }
  host_free(host);
}

/* The folder that holds the path, or the nearest above it that is there, must take new files. */
static bool can_be_made(const char *path) {
  char *folder = strdup(path);
  bool can = !folder; /* without memory nothing is known */
  struct stat status;
  for (char *slash; folder && (slash = strrchr(folder, '/'));) {
    *slash = '\0';
    const char *name = *folder ? folder : "/";
    if (stat(name, &status) != 0 && errno == ENOENT)
      continue;
    can = S_ISDIR(status.st_mode) && access(name, W_OK | X_OK) == 0;
    free(folder);
    return can;
  }
  can = can || access(".", W_OK | X_OK) == 0;
  free(folder);
  return can;
}

static void check_output(const struct config *config, const struct output *output, const char *path,
                         struct diagnostics *diagnostics) {
  const struct origin *origin = &output->writer.origin;
  textan_error error;
  if (strcmp(path, "-") == 0)
    return;
  if (sink_check(config, output, path, &error) != TEXTAN_OK)
    diagnostics_error(diagnostics, origin->file, origin->line, "%s", error.message);
  else if (!can_be_made(path))
    diagnostics_error(diagnostics, origin->file, origin->line,
                      "output \"%s\": \"%s\" cannot be written: its folder is not there or takes no files",
                      output->writer.id, path);
}

void run_check(const struct models *models, struct diagnostics *diagnostics) {
  const struct config *config = models->config;
  for (size_t i = 0; i < config->corpus_count; i++)
    check_reader(models, &config->corpora[i], diagnostics);
  for (size_t i = 0; i < config->output_count; i++)
    for (size_t j = 0; j < config->corpus_count; j++) {
      char *path = sink_path(config, NULL, config->outputs[i].path, config->corpora[j].reader.id);
      if (path)
        check_output(config, &config->outputs[i], path, diagnostics);
      free(path);
    }
}

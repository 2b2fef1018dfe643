#include "sink_check.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool same_file(const struct stat *file, const char *path) {
  struct stat other;
  return stat(path, &other) == 0 && other.st_dev == file->st_dev && other.st_ino == file->st_ino;
}

/* True when the input, a path or a pattern of a corpus, takes in the file with this absolute path. */
static bool is_input(const struct stat *file, const char *absolute, const char *input) {
  struct stat folder;
  const size_t size = strlen(input);
  if (same_file(file, input) || fnmatch(input, absolute, 0) == 0)
    return true;
  return stat(input, &folder) == 0 && S_ISDIR(folder.st_mode) && strncmp(absolute, input, size) == 0 &&
         (absolute[size] == '/' || (size && input[size - 1] == '/'));
}

static textan_status check_inputs(const struct config *config, const struct output *output, const struct stat *file,
                                  const char *absolute, textan_error *error) {
  for (size_t i = 0; i < config->corpus_count; i++)
    for (size_t j = 0; j < config->corpora[i].path_count; j++)
      if (is_input(file, absolute, config->corpora[i].paths[j]))
        return textan_fail(error, TEXTAN_ECONFIG, "output \"%s\": \"%s\" is an input of corpus \"%s\"",
                           output->writer.id, absolute, config->corpora[i].reader.id);
  return TEXTAN_OK;
}

textan_status sink_check(const struct config *config, const struct output *output, const char *path,
                         textan_error *error) {
  struct stat file;
  char absolute[PATH_MAX];
  if (lstat(path, &file) != 0)
    return TEXTAN_OK; /* nothing is there yet */
  if (S_ISLNK(file.st_mode))
    return textan_fail(error, TEXTAN_ECONFIG,
                       "output \"%s\": \"%s\" is a symbolic link; name the file itself, or \"-\" for standard output",
                       output->writer.id, path);
  if (S_ISDIR(file.st_mode))
    return textan_fail(error, TEXTAN_ECONFIG, "output \"%s\": \"%s\" is a folder, not a file", output->writer.id, path);
  if (!S_ISREG(file.st_mode) || !realpath(path, absolute))
    return TEXTAN_OK; /* a device or pipe */
  if (output->writer.origin.file && same_file(&file, output->writer.origin.file))
    return textan_fail(error, TEXTAN_ECONFIG, "output \"%s\": \"%s\" is the run file itself", output->writer.id, path);
  return check_inputs(config, output, &file, absolute, error);
}

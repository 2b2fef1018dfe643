#include "cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *cache_folder(const char **origin) {
  static const struct {
    const char *variable, *below;
  } rows[] = {{"TEXTAN_CACHE_DIR", ""}, {"XDG_CACHE_HOME", "/textan"}, {"HOME", "/.cache/textan"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *value = getenv(rows[i].variable);
    char *path = NULL;
    if (i == 0 && value && !*value)
      return NULL;
    if (!value || value[0] != '/')
      continue;
    if (origin)
      *origin = rows[i].variable;
    return asprintf(&path, "%s%s", value, rows[i].below) < 0 ? NULL : path;
  }
  return NULL;
}

/* The caller's own, and nobody else may write it. */
static bool is_own(const struct stat *status) {
  return status->st_uid == geteuid() && !(status->st_mode & (S_IWGRP | S_IWOTH));
}

static bool is_own_folder(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && is_own(&status);
}

/* The path of a file in the folder, if that is the caller's own; NULL otherwise. */
static char *file_path(const char *name, const char *more) {
  char *folder = cache_folder(NULL), *path = NULL;
  if (folder && is_own_folder(folder) && asprintf(&path, "%s/%s%s", folder, name, more) < 0)
    path = NULL;
  free(folder);
  return path;
}

int cache_open(const char *name) {
  char *path = file_path(name, "");
  const int descriptor = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
  struct stat status;
  free(path);
  if (descriptor < 0 || (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && is_own(&status)))
    return descriptor;
  close(descriptor);
  return -1;
}

static void make_folder(void) {
  char *path = cache_folder(NULL);
  for (char *slash = path ? strchr(path + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
  }
  if (path)
    mkdir(path, 0700);
  free(path);
}

void cache_write(const char *name, bool (*save)(int descriptor, const void *what), const void *what) {
  make_folder();
  char *path = file_path(name, ""), *part = file_path(name, ".XXXXXX");
  const int descriptor = path && part ? mkostemp(part, O_CLOEXEC) : -1;
  if (descriptor >= 0) {
    bool good = save(descriptor, what);
    good = close(descriptor) == 0 && good;
    if (!good || rename(part, path) != 0)
      unlink(part);
  }
  free(path);
  free(part);
}

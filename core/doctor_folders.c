/* textan doctor: the program, plugin folders, the cache. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache.h"
#include "doctor.h"
#include "plugin_folders.h"

/* ---- plugin folders ---- */

static void judge_named(struct doctor *doctor, const char *path, const char *origin, int *number) {
  textan_error error = {.message = ""};
  textan_status status = plugin_folder_try(path, origin, &error);
  if (status == TEXTAN_OK && access(path, R_OK | X_OK) != 0)
    status = textan_fail(&error, TEXTAN_ECONFIG, "the plugin folder \"%s\" of %s cannot be read: %s", path, origin,
                         strerror(errno));
  if (status == TEXTAN_OK) {
    printf("  %d. %s, of %s\n", ++*number, path, origin);
    buffer_format(&doctor->usable, "%s%s", doctor->usable.size ? ":" : "", path);
    return;
  }
  printf("  -  %s, of %s: not used: %s\n", path, origin, error.message);
  doctor_problem(doctor, "A plugin folder cannot be used, and nothing runs while it is named: %s", error.message);
}

/* "a:b:c" */
static void judge_list(struct doctor *doctor, const char *list, const char *origin, int *number) {
  char *copy = strdup(list ? list : ""), *rest = copy;
  for (char *path; list && *list && rest && (path = strsep(&rest, ":"));) {
    if (*path)
      judge_named(doctor, path, origin, number);
    else
      doctor_problem(doctor, "%s has an empty name between its colons: \"%s\"", origin, list);
  }
  free(copy);
}

/* A folder that cannot be used is reported when the plugins are looked for. */
static void judge_own(int *number) {
  static const char *const origins[] = {
      [FOLDER_NAMED] = "", [FOLDER_BUILD] = "the build tree", [FOLDER_INSTALLED] = "the installation"};
  struct plugin_folders folders;
  textan_error error = {.message = ""};
  const textan_status status = plugin_folders_own(&folders, &error);
  bool installed = false;
  for (size_t i = 0; i < folders.count; i++) {
    const struct plugin_folder *folder = &folders.items[i];
    const bool bad = status != TEXTAN_OK && i + 1 == folders.count;
    installed = installed || folder->kind == FOLDER_INSTALLED;
    if (bad)
      printf("  -  %s, of %s: not used: %s\n", folder->path, origins[folder->kind], error.message);
    else
      printf("  %d. %s, of %s; data in %s\n", ++*number, folder->path, origins[folder->kind], folder->data);
  }
  if (!installed && status == TEXTAN_OK)
    printf("  -  %s, of the installation: not there\n", TEXTAN_PLUGINSDIR);
  plugin_folders_free(&folders);
}

/* ---- the cache ---- */

static void judge_cache(struct doctor *doctor) {
  const char *origin = NULL;
  char *path = cache_folder(&origin);
  struct stat status;
  printf("\ncache\n");
  if (!path)
    printf(
        "  none: TEXTAN_CACHE_DIR is empty, or neither it nor XDG_CACHE_HOME nor HOME names a folder from the root "
        "on\n");
  else if (stat(path, &status) != 0)
    printf("  %s, of %s: %s\n", path, origin, errno == ENOENT ? "not there; made when it is needed" : strerror(errno));
  else {
    const bool folder = S_ISDIR(status.st_mode), writable = access(path, W_OK | X_OK) == 0;
    printf("  %s, of %s%s\n", path, origin, !folder ? ": no folder" : !writable ? ": cannot be written" : "");
    if (!folder || !writable)
      doctor_problem(doctor, "The cache %s %s", path, folder ? "cannot be written" : "is no folder");
  }
  free(path);
}

/* ---- all ---- */

void doctor_paths(struct doctor *doctor) {
  char program[PATH_MAX];
  int number = 0;
  const ssize_t length = readlink("/proc/self/exe", program, sizeof program);
  printf("\nprogram\n");
  if (length > 0)
    printf("  %.*s\n", (int)length, program);
  else {
    printf("  not known: %s\n", strerror(errno));
    doctor_problem(doctor, "/proc/self/exe cannot be read, so that a build tree is not found: %s", strerror(errno));
  }
  printf("\nplugin folders, in the order of the search\n");
  judge_list(doctor, doctor->folders, "--plugins", &number);
  judge_list(doctor, getenv("TEXTAN_PLUGIN_PATH"), "TEXTAN_PLUGIN_PATH", &number);
  judge_own(&number);
  judge_cache(doctor);
}

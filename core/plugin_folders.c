#include "plugin_folders.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin_trust.h"

static textan_status no_memory(textan_error *error) {
  return textan_fail(error, TEXTAN_EMEMORY, "no memory for the plugin folders");
}

static bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* ---- collecting ---- */

/* Takes path and data, which are NULL when memory ran out (data also for FOLDER_NAMED). */
static textan_status add(struct plugin_folders *folders, enum plugin_folder_kind kind, char *path, char *data,
                         textan_error *error) {
  struct plugin_folder *items = realloc(folders->items, (folders->count + 1) * sizeof *items);
  if (items)
    folders->items = items;
  if (!items || !path || (kind != FOLDER_NAMED && !data)) {
    free(path);
    free(data);
    return no_memory(error);
  }
  items[folders->count++] = (struct plugin_folder){kind, path, data};
  /* The build tree is trusted as the program itself is, which lies in it. */
  return kind == FOLDER_BUILD ? plugin_trust_check_mode(path, error) : plugin_trust_check(path, error);
}

static bool known(const struct plugin_folders *folders, const char *path) {
  for (size_t i = 0; i < folders->count; i++)
    if (strcmp(folders->items[i].path, path) == 0)
      return true;
  return false;
}

static textan_status add_named(struct plugin_folders *folders, const char *path, const char *origin,
                               textan_error *error) {
  char *absolute = realpath(path, NULL);
  if (!absolute)
    return textan_fail(error, TEXTAN_ECONFIG, "the plugin folder \"%s\" of %s cannot be opened: %s", path, origin,
                       strerror(errno));
  if (!is_folder(absolute)) {
    free(absolute);
    return textan_fail(error, TEXTAN_ECONFIG, "\"%s\" of %s is no folder", path, origin);
  }
  if (known(folders, absolute)) {
    free(absolute);
    return TEXTAN_OK;
  }
  /* The way that was named may lead over links, which `add` does not see. */
  const textan_status status = plugin_trust_check(path, error);
  if (status == TEXTAN_OK)
    return add(folders, FOLDER_NAMED, absolute, NULL, error);
  free(absolute);
  return status;
}

/* "a:b:c" */
static textan_status add_list(struct plugin_folders *folders, const char *list, const char *origin,
                              textan_error *error) {
  char *copy = strdup(list), *rest = copy;
  textan_status status = copy ? TEXTAN_OK : no_memory(error);
  for (char *path; status == TEXTAN_OK && (path = strsep(&rest, ":"));)
    status = *path
                 ? add_named(folders, path, origin, error)
                 : textan_fail(error, TEXTAN_ECONFIG, "%s has an empty name between its colons: \"%s\"", origin, list);
  free(copy);
  return status;
}

/* The folder that the program lies in, or NULL. */
static char *program_folder(void) {
  char path[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0)
    return NULL;
  path[length] = '\0';
  char *slash = strrchr(path, '/');
  if (slash)
    *slash = '\0';
  return slash && path[0] ? strdup(path) : NULL;
}

/* The source tree that the build tree in `build` was configured for, or NULL when it is no build tree. */
static char *read_source_folder(const char *build) {
  char path[PATH_MAX], *line = NULL;
  const int length = snprintf(path, sizeof path, "%s/plugins/source-directory", build);
  FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, "r") : NULL;
  if (!file)
    return NULL;
  size_t size = 0;
  if (getline(&line, &size, file) > 0)
    line[strcspn(line, "\n")] = '\0';
  fclose(file);
  if (line && line[0] == '/')
    return line;
  free(line);
  return NULL;
}

static textan_status add_build_tree(struct plugin_folders *folders, textan_error *error) {
  char *build = program_folder(), *source = build ? read_source_folder(build) : NULL;
  textan_status status = TEXTAN_OK;
  if (source) {
    char *path = NULL, *data = NULL;
    if (asprintf(&path, "%s/plugins", build) < 0)
      path = NULL;
    if (asprintf(&data, "%s/plugins", source) < 0)
      data = NULL;
    status = add(folders, FOLDER_BUILD, path, data, error);
  }
  free(build);
  free(source);
  return status;
}

static textan_status add_installed(struct plugin_folders *folders, textan_error *error) {
  char *path = realpath(TEXTAN_PLUGINSDIR, NULL);
  if (!path)
    return errno == ENOMEM ? no_memory(error) : TEXTAN_OK; /* not installed (yet) */
  if (known(folders, path)) {
    free(path);
    return TEXTAN_OK;
  }
  return add(folders, FOLDER_INSTALLED, path, strdup(TEXTAN_PKGDATADIR "/plugins"), error);
}

textan_status plugin_folders_find(const char *named, struct plugin_folders *folders, textan_error *error) {
  const char *environment = getenv("TEXTAN_PLUGIN_PATH");
  textan_status status = TEXTAN_OK;
  *folders = (struct plugin_folders){0};
  if (named)
    status = add_list(folders, named, "--plugins", error);
  if (status == TEXTAN_OK && environment && *environment)
    status = add_list(folders, environment, "TEXTAN_PLUGIN_PATH", error);
  if (status == TEXTAN_OK)
    status = add_build_tree(folders, error);
  if (status == TEXTAN_OK)
    status = add_installed(folders, error);
  if (status != TEXTAN_OK)
    plugin_folders_free(folders);
  return status;
}

void plugin_folders_free(struct plugin_folders *folders) {
  for (size_t i = 0; i < folders->count; i++) {
    free(folders->items[i].path);
    free(folders->items[i].data);
  }
  free(folders->items);
  *folders = (struct plugin_folders){0};
}

char *plugin_folders_news_run(void) {
  char *build = program_folder(), *source = build ? read_source_folder(build) : NULL, *path = NULL;
  if (asprintf(&path, "%s/config/news.cfg", source ? source : TEXTAN_PKGDATADIR) < 0)
    path = NULL;
  free(build);
  free(source);
  return path;
}

textan_status plugin_folders_own(struct plugin_folders *folders, textan_error *error) {
  *folders = (struct plugin_folders){0};
  const textan_status status = add_build_tree(folders, error);
  return status == TEXTAN_OK ? add_installed(folders, error) : status;
}

textan_status plugin_folder_try(const char *path, const char *origin, textan_error *error) {
  struct plugin_folders folders = {0};
  const textan_status status = add_named(&folders, path, origin, error);
  plugin_folders_free(&folders);
  return status;
}

/* ---- data ---- */

char *plugin_folder_data(const struct plugin_folder *folder, const char *name) {
  /* A plugin may bring its data along: in the folder <name> beside <name>.so, or right there. */
  const char *const parents[] = {folder->data, folder->path};
  for (size_t i = folder->data ? 0 : 1; i < 2; i++) {
    char *path = NULL;
    if (asprintf(&path, "%s/%s", parents[i], name) < 0)
      return NULL;
    if (is_folder(path))
      return path;
    free(path);
  }
  return strdup(folder->path);
}

#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_standard_input(const char *path) {
  return strcmp(path, "-") == 0;
}

static size_t root_size(const char *path) {
  const size_t wildcard = strcspn(path, "*?[");
  size_t size = wildcard;
  while (size && path[size - 1] != '/')
    size--;
  return size;
}

/* ---- the list ---- */

static textan_status add_file(struct inputs *inputs, const char *path, bool given, textan_error *error) {
  const size_t size = strlen(path) + 1;
  if (inputs->text_size + size > inputs->text_capacity) {
    const size_t capacity = 2 * (inputs->text_capacity + size);
    char *text = realloc(inputs->text, capacity);
    if (!text)
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for the list of input files");
    inputs->text = text;
    inputs->text_capacity = capacity;
  }
  if (inputs->count == inputs->capacity) {
    const size_t capacity = inputs->capacity ? 2 * inputs->capacity : 64;
    struct inputs_file *files = realloc(inputs->files, capacity * sizeof *files);
    if (!files)
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for the list of input files");
    inputs->files = files;
    inputs->capacity = capacity;
  }
  inputs->files[inputs->count++] = (struct inputs_file){.path = inputs->text_size, .given = given};
  memcpy(inputs->text + inputs->text_size, path, size);
  inputs->text_size += size;
  return TEXTAN_OK;
}

static int by_path(const void *a, const void *b, void *text) {
  const char *paths = text;
  return strcmp(paths + ((const struct inputs_file *)a)->path, paths + ((const struct inputs_file *)b)->path);
}

static int by_path_then_place(const void *a, const void *b, void *text) {
  const int order = by_path(a, b, text);
  const size_t x = ((const struct inputs_file *)a)->path, y = ((const struct inputs_file *)b)->path;
  return order ? order : (x > y) - (x < y);
}

static int by_place(const void *a, const void *b) {
  const size_t x = ((const struct inputs_file *)a)->path, y = ((const struct inputs_file *)b)->path;
  return (x > y) - (x < y);
}

/* Drops the later mentions of a path that several patterns found.  Places in `text` follow the order of the list
 * once it is laid out anew, so they serve to restore it. */
static textan_status drop_repeated(struct inputs *inputs, textan_error *error) {
  struct inputs ordered = {0};
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < inputs->count; i++)
    status = add_file(&ordered, inputs_path(inputs, i), inputs->files[i].given, error);
  if (status != TEXTAN_OK) {
    inputs_free(&ordered);
    return status;
  }
  qsort_r(ordered.files, ordered.count, sizeof *ordered.files, by_path_then_place, ordered.text);
  size_t kept = 0;
  for (size_t i = 0; i < ordered.count; i++)
    if (!kept || by_path(&ordered.files[kept - 1], &ordered.files[i], ordered.text) != 0)
      ordered.files[kept++] = ordered.files[i];
  ordered.count = kept;
  qsort(ordered.files, kept, sizeof *ordered.files, by_place);
  inputs_free(inputs);
  *inputs = ordered;
  return TEXTAN_OK;
}

/* ---- walking ---- */

/* One folder's names, sorted, so that a walk holds no directory open while it goes deeper. */
struct names {
  struct dirent **entries;
  int count;
};

static int visible(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static textan_status read_folder(const char *path, struct names *names, textan_error *error) {
  names->count = scandir(*path ? path : "/", &names->entries, visible, NULL);
  if (names->count < 0)
    return textan_fail(error, TEXTAN_EIO, "the folder \"%s\" cannot be read: %s", path, strerror(errno));
  return TEXTAN_OK;
}

static void free_names(struct names *names) {
  for (int i = 0; i < names->count; i++)
    free(names->entries[i]);
  free(names->entries);
}

/* path + "/" + name, to be freed; NULL: no memory. */
static char *join(const char *path, const char *name) {
  const size_t size = strlen(path) + strlen(name) + 2;
  char *joined = malloc(size);
  if (joined)
    snprintf(joined, size, "%s%s%s", path, *path && path[strlen(path) - 1] == '/' ? "" : "/", name);
  return joined;
}

/* What a walk does with a path: a regular file is an input, so is a broken link (which the reader reports); a folder
 * is entered, but not through a link found on the way, so that loops end; devices and pipes are left alone. */
enum kind { KIND_FILE, KIND_FOLDER, KIND_LINKED_FOLDER, KIND_OTHER };

static enum kind kind_of(const char *path) {
  struct stat link, target;
  if (lstat(path, &link) != 0)
    return KIND_OTHER; /* gone since its folder was read */
  const bool linked = S_ISLNK(link.st_mode);
  if (stat(path, &target) != 0)
    return KIND_FILE;
  if (S_ISDIR(target.st_mode))
    return linked ? KIND_LINKED_FOLDER : KIND_FOLDER;
  return S_ISREG(target.st_mode) ? KIND_FILE : KIND_OTHER;
}

static textan_status walk(struct inputs *inputs, const char *folder, const char *pattern, textan_error *error);

/* A name in a folder against the pattern's first component; `rest` is what stands behind it ("" at the end). */
static textan_status visit(struct inputs *inputs, const char *path, const char *name, const char *component,
                           const char *pattern, const char *rest, textan_error *error) {
  if (strcmp(component, "**") == 0) {
    /* Zero folders were tried by the walk already; here the name is one of those that "**" stands for. */
    if (name[0] == '.')
      return TEXTAN_OK;
    const enum kind kind = kind_of(path);
    if (kind == KIND_FOLDER)
      return walk(inputs, path, pattern, error);
    return kind == KIND_FILE && !*rest ? add_file(inputs, path, false, error) : TEXTAN_OK;
  }
  if (fnmatch(component, name, FNM_PERIOD) != 0)
    return TEXTAN_OK;
  const enum kind kind = kind_of(path);
  if (!*rest)
    return kind == KIND_FILE ? add_file(inputs, path, false, error) : TEXTAN_OK;
  return kind == KIND_FOLDER || kind == KIND_LINKED_FOLDER ? walk(inputs, path, rest, error) : TEXTAN_OK;
}

/* Adds the files beneath `folder` that match `pattern` (components joined by single slashes). */
static textan_status walk(struct inputs *inputs, const char *folder, const char *pattern, textan_error *error) {
  const size_t size = strcspn(pattern, "/");
  const char *rest = pattern + size + strspn(pattern + size, "/");
  char *component = strndup(pattern, size);
  if (!component)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory to walk \"%s\"", folder);
  textan_status status = TEXTAN_OK;
  if (strcmp(component, "**") == 0 && *rest)
    status = walk(inputs, folder, rest, error);
  struct names names = {0};
  if (status == TEXTAN_OK)
    status = read_folder(folder, &names, error);
  for (int i = 0; status == TEXTAN_OK && i < names.count; i++) {
    char *path = join(folder, names.entries[i]->d_name);
    status = path ? visit(inputs, path, names.entries[i]->d_name, component, pattern, rest, error)
                  : textan_fail(error, TEXTAN_EMEMORY, "no memory to walk \"%s\"", folder);
    free(path);
  }
  if (names.count > 0 || names.entries)
    free_names(&names);
  free(component);
  return status;
}

/* ---- one path of the configuration ---- */

static textan_status find_pattern(struct inputs *inputs, const char *path, textan_error *error) {
  const size_t root = root_size(path);
  char *folder = strndup(path, root > 1 ? root - 1 : root);
  if (!folder)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory to walk \"%s\"", path);
  const size_t before = inputs->count;
  struct stat information;
  textan_status status = TEXTAN_OK;
  if (stat(folder, &information) != 0)
    status = textan_fail(error, errno == ENOENT || errno == ENOTDIR ? TEXTAN_ECONFIG : TEXTAN_EIO,
                         "the folder \"%s\" of the pattern \"%s\" cannot be read: %s", folder, path, strerror(errno));
  if (status == TEXTAN_OK)
    status = walk(inputs, folder, path + root, error);
  free(folder);
  if (status == TEXTAN_OK && inputs->count == before)
    status = textan_fail(error, TEXTAN_ECONFIG, "the pattern \"%s\" matches no file", path);
  return status;
}

static textan_status find_path(struct inputs *inputs, const char *path, unsigned flags, textan_error *error) {
  if (is_standard_input(path)) {
    if (!(flags & INPUTS_STANDARD_INPUT))
      return textan_fail(error, TEXTAN_ECONFIG, "the path \"-\": this reader cannot read standard input");
    return add_file(inputs, path, true, error);
  }
  struct stat information;
  if (stat(path, &information) != 0) {
    if (strpbrk(path, "*?["))
      return find_pattern(inputs, path, error);
    if (errno == ENOENT || errno == ENOTDIR)
      return textan_fail(error, TEXTAN_ECONFIG, "the path \"%s\" does not exist", path);
    return textan_fail(error, TEXTAN_EIO, "the path \"%s\" cannot be read: %s", path, strerror(errno));
  }
  if (!S_ISDIR(information.st_mode))
    return add_file(inputs, path, true, error);
  if (!(flags & INPUTS_FOLDERS))
    return textan_fail(error, TEXTAN_ECONFIG, "the path \"%s\" is a folder; expected a file or a pattern", path);
  const size_t before = inputs->count;
  const textan_status status = walk(inputs, path, "**", error);
  if (status == TEXTAN_OK && inputs->count == before)
    return textan_fail(error, TEXTAN_ECONFIG, "the folder \"%s\" holds no file", path);
  return status;
}

/* Bytes of a path up to and with its root; a folder is its own root. */
static size_t root_of(const char *path) {
  struct stat information;
  if (stat(path, &information) != 0)
    return root_size(path);
  if (S_ISDIR(information.st_mode))
    return strlen(path);
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* True when a component of the path ends at `size`. */
static bool ends_component(const char *path, size_t size) {
  return !size || path[size - 1] == '/' || path[size] == '/' || !path[size];
}

/* Bytes that the roots of all paths share, in whole components. */
static size_t common_root(const textan_inputs *wanted) {
  const char *first = NULL;
  size_t common = 0;
  for (size_t i = 0; i < wanted->path_count; i++) {
    const char *path = wanted->paths[i];
    if (is_standard_input(path))
      continue;
    const size_t size = root_of(path);
    if (!first) {
      first = path;
      common = size;
      continue;
    }
    size_t same = 0;
    while (same < size && same < common && path[same] == first[same])
      same++;
    while (!ends_component(path, same) || !ends_component(first, same))
      same--;
    common = same;
  }
  return common;
}

textan_status inputs_find(const textan_inputs *wanted, unsigned flags, struct inputs *out, textan_error *error) {
  *out = (struct inputs){0};
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < wanted->path_count; i++) {
    const size_t first = out->count;
    status = find_path(out, wanted->paths[i], flags, error);
    if (out->count > first)
      qsort_r(out->files + first, out->count - first, sizeof *out->files, by_path, out->text);
  }
  if (status == TEXTAN_OK && wanted->path_count > 1)
    status = drop_repeated(out, error);
  if (status != TEXTAN_OK)
    inputs_free(out);
  else
    out->root = common_root(wanted);
  return status;
}

const char *inputs_path(const struct inputs *inputs, size_t i) {
  return inputs->text + inputs->files[i].path;
}

const char *inputs_name(const struct inputs *inputs, size_t i) {
  const char *path = inputs_path(inputs, i);
  if (is_standard_input(path))
    return "stdin";
  path += inputs->root;
  return path + strspn(path, "/");
}

void inputs_free(struct inputs *inputs) {
  free(inputs->text);
  free(inputs->files);
  *inputs = (struct inputs){0};
}

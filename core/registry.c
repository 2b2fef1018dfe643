#include "registry.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buffer.h"
#include "host.h"
#include "loader.h"
#include "module.h"
#include "plugin_folders.h"
#include "plugin_trust.h"

/* A shared object in a plugin folder. */
struct entry {
  char *name, *path;
  size_t folder; /* index of the plugin folder: lower ones go first */
  bool hidden;   /* an earlier folder has a plugin of that name */
  bool tried;    /* loading was tried; the outcome is in plugin or failure */
  struct plugin plugin;
  char *data_directory;
  char *failure;
};

struct registry {
  struct plugin_folders folders;
  struct entry *entries; /* sorted by name, then by folder */
  size_t count;
  const char **names; /* of those that are not hidden and have a valid name */
  size_t name_count;
  /* Made by registry_load_all. */
  const struct plugin **plugins;
  size_t plugin_count;
  struct plugin_failure *failures;
  size_t failure_count;
  const char **hidden;
  size_t hidden_count;
};

const char *const plugin_kind_names[PLUGIN_KINDS] = {"reader", "decoder", "analyser", "writer"};

static textan_status no_memory(textan_error *error) {
  return textan_fail(error, TEXTAN_EMEMORY, "no memory for the list of plugins");
}

/* ---- finding ---- */

static textan_status add_entry(struct registry *registry, size_t folder, const char *directory, const char *file,
                               textan_error *error) {
  struct entry *entries = realloc(registry->entries, (registry->count + 1) * sizeof *entries);
  if (!entries)
    return no_memory(error);
  registry->entries = entries;
  struct entry *entry = &entries[registry->count];
  *entry = (struct entry){.folder = folder, .name = strndup(file, strlen(file) - strlen(".so"))};
  if (!entry->name || asprintf(&entry->path, "%s/%s", directory, file) < 0) {
    free(entry->name);
    return no_memory(error);
  }
  registry->count++;
  return TEXTAN_OK;
}

/* Adds the shared objects of one directory. */
static textan_status scan_directory(struct registry *registry, size_t folder, const char *path, textan_error *error) {
  DIR *directory = opendir(path);
  if (!directory)
    return textan_fail(error, TEXTAN_ECONFIG, "the plugin folder %s cannot be read: %s", path, strerror(errno));
  textan_status status = TEXTAN_OK;
  for (const struct dirent *item; status == TEXTAN_OK && (item = readdir(directory));) {
    const size_t length = strlen(item->d_name);
    if (length > strlen(".so") && strcmp(item->d_name + length - strlen(".so"), ".so") == 0)
      status = add_entry(registry, folder, path, item->d_name, error);
  }
  closedir(directory);
  return status;
}

/* libtool builds modules in plugins/<name>/.libs. */
static textan_status scan_build_tree(struct registry *registry, size_t folder, const char *path, textan_error *error) {
  DIR *directory = opendir(path);
  if (!directory)
    return textan_fail(error, TEXTAN_ECONFIG, "the build tree's %s cannot be read: %s", path, strerror(errno));
  textan_status status = TEXTAN_OK;
  for (const struct dirent *item; status == TEXTAN_OK && (item = readdir(directory));) {
    struct stat information;
    char *libs = NULL;
    if (item->d_name[0] == '.')
      continue;
    if (asprintf(&libs, "%s/%s/.libs", path, item->d_name) < 0) {
      status = no_memory(error);
      break;
    }
    if (stat(libs, &information) == 0 && S_ISDIR(information.st_mode)) {
      status = plugin_trust_check_mode(libs, error);
      if (status == TEXTAN_OK)
        status = scan_directory(registry, folder, libs, error);
    }
    free(libs);
  }
  closedir(directory);
  return status;
}

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  const int order = strcmp(a->name, b->name);
  return order ? order : (a->folder > b->folder) - (a->folder < b->folder);
}

/* Sorts what was found, and marks what earlier folders hide. */
static textan_status arrange(struct registry *registry, textan_error *error) {
  if (registry->count)
    qsort(registry->entries, registry->count, sizeof *registry->entries, compare_entries);
  registry->names = calloc(registry->count + 1, sizeof *registry->names);
  if (!registry->names)
    return no_memory(error);
  for (size_t i = 0; i < registry->count; i++) {
    struct entry *entry = &registry->entries[i];
    entry->hidden = i > 0 && strcmp(entry[-1].name, entry->name) == 0;
    if (!entry->hidden && module_name_valid(entry->name))
      registry->names[registry->name_count++] = entry->name;
  }
  return TEXTAN_OK;
}

textan_status registry_new(const char *folders, struct registry **out, textan_error *error) {
  struct registry *registry = calloc(1, sizeof *registry);
  if (!registry)
    return no_memory(error);
  textan_status status = plugin_folders_find(folders, &registry->folders, error);
  for (size_t i = 0; status == TEXTAN_OK && i < registry->folders.count; i++) {
    const struct plugin_folder *folder = &registry->folders.items[i];
    status = folder->kind == FOLDER_BUILD ? scan_build_tree(registry, i, folder->path, error)
                                          : scan_directory(registry, i, folder->path, error);
  }
  if (status == TEXTAN_OK)
    status = arrange(registry, error);
  if (status != TEXTAN_OK) {
    registry_free(registry);
    registry = NULL;
  }
  *out = registry;
  return status;
}

void registry_free(struct registry *registry) {
  if (!registry)
    return;
  for (size_t i = 0; i < registry->count; i++) {
    free(registry->entries[i].name);
    free(registry->entries[i].path);
    free(registry->entries[i].data_directory);
    free(registry->entries[i].failure);
  }
  free(registry->entries);
  free(registry->names);
  free(registry->plugins);
  free(registry->failures);
  free(registry->hidden);
  plugin_folders_free(&registry->folders);
  free(registry);
}

/* ---- loading ---- */

static textan_status check_file(const struct entry *entry, bool build, textan_error *error) {
  struct stat information;
  if (!module_name_valid(entry->name))
    return textan_fail(error, TEXTAN_EDATA, "\"%s\" is no name for a plugin: a-z first, then a-z, 0-9 and _",
                       entry->name);
  if (stat(entry->path, &information) != 0)
    return textan_fail(error, TEXTAN_EDATA, "it cannot be looked at: %s", strerror(errno));
  if (!S_ISREG(information.st_mode))
    return textan_fail(error, TEXTAN_EDATA, "it is no regular file");
  return build ? plugin_trust_check_mode(entry->path, error) : plugin_trust_check(entry->path, error);
}

static textan_status load(const struct registry *registry, struct entry *entry, textan_error *error) {
  const textan_module *module = NULL;
  const bool build = registry->folders.items[entry->folder].kind == FOLDER_BUILD;
  textan_status status = check_file(entry, build, error);
  if (status == TEXTAN_OK)
    status = loader_open(entry->path, entry->name, &module, error);
  if (status == TEXTAN_OK)
    status = module_check(module, entry->name, error);
  if (status != TEXTAN_OK)
    return status;
  entry->data_directory = plugin_folder_data(&registry->folders.items[entry->folder], entry->name);
  if (!entry->data_directory)
    return no_memory(error);
  if (!build && plugin_trust_check(entry->data_directory, error) != TEXTAN_OK)
    return error->status;
  entry->plugin = (struct plugin){module, entry->path, entry->data_directory};
  return TEXTAN_OK;
}

static void ensure_loaded(const struct registry *registry, struct entry *entry) {
  textan_error error;
  if (entry->tried)
    return;
  entry->tried = true;
  if (load(registry, entry, &error) == TEXTAN_OK)
    return;
  host_close_error(&error); /* whatever the linker wrote, or the plugin calls itself */
  entry->failure = strdup(error.message);
}

/* "a, b, c", for messages. */
static void list_folders(const struct registry *registry, char *out, size_t size) {
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < registry->folders.count && used < size; i++) {
    const int length = snprintf(out + used, size - used, "%s%s", i ? ", " : "", registry->folders.items[i].path);
    used += length > 0 ? (size_t)length : 0;
  }
}

const struct plugin *registry_find(struct registry *registry, const char *name, textan_error *error) {
  for (size_t i = 0; i < registry->count; i++) {
    struct entry *entry = &registry->entries[i];
    if (entry->hidden || strcmp(entry->name, name) != 0)
      continue;
    ensure_loaded(registry, entry);
    if (entry->plugin.module)
      return &entry->plugin;
    textan_fail(error, TEXTAN_EDATA, "plugin \"%s\" does not load: %s (%s)", name,
                entry->failure ? entry->failure : "no memory", entry->path);
    return NULL;
  }
  char folders[300];
  list_folders(registry, folders, sizeof folders);
  textan_fail(error, TEXTAN_ECONFIG, "there is no plugin \"%s\" in %s", name,
              folders[0] ? folders
                         : "any folder: " TEXTAN_PLUGINSDIR
                           " is not there, and neither --plugins nor TEXTAN_PLUGIN_PATH names one");
  return NULL;
}

size_t registry_names(struct registry *registry, const char *const **names) {
  *names = registry->names;
  return registry->name_count;
}

static int compare_failures(const void *left, const void *right) {
  return strcmp(((const struct plugin_failure *)left)->path, ((const struct plugin_failure *)right)->path);
}

bool registry_load_all(struct registry *registry) {
  const size_t room = registry->count + 1;
  if (registry->hidden)
    return true;
  free(registry->plugins);
  free(registry->failures);
  registry->plugins = calloc(room, sizeof *registry->plugins);
  registry->failures = calloc(room, sizeof *registry->failures);
  if (registry->plugins && registry->failures)
    registry->hidden = calloc(room, sizeof *registry->hidden);
  if (!registry->hidden)
    return false;
  for (size_t i = 0; i < registry->count; i++) {
    struct entry *entry = &registry->entries[i];
    if (entry->hidden) {
      registry->hidden[registry->hidden_count++] = entry->path;
      continue;
    }
    ensure_loaded(registry, entry);
    if (entry->plugin.module)
      registry->plugins[registry->plugin_count++] = &entry->plugin;
    else
      registry->failures[registry->failure_count++] =
          (struct plugin_failure){entry->path, entry->failure ? entry->failure : "no memory"};
  }
  qsort(registry->failures, registry->failure_count, sizeof *registry->failures, compare_failures);
  return true;
}

size_t registry_plugins(const struct registry *registry, const struct plugin *const **plugins) {
  *plugins = registry->plugins;
  return registry->plugin_count;
}

size_t registry_failures(const struct registry *registry, const struct plugin_failure **failures) {
  *failures = registry->failures;
  return registry->failure_count;
}

size_t registry_hidden(const struct registry *registry, const char *const **paths) {
  *paths = registry->hidden;
  return registry->hidden_count;
}

/* ---- what all kinds share ---- */

bool plugin_has(const struct plugin *plugin, enum plugin_kind kind) {
  const textan_module *module = plugin->module;
  switch (kind) {
  case PLUGIN_READER:
    return module->reader;
  case PLUGIN_DECODER:
    return module->decoder;
  case PLUGIN_ANALYSER:
    return module->analyser;
  case PLUGIN_WRITER:
    return module->writer;
  default:
    return false;
  }
}

/* The parts that the kinds share stand at different places of their structs. */
struct common_part {
  const char *summary;
  const textan_parameter *parameters;
  uint32_t parameter_size;
};

#define COMMON_PART(part_) ((struct common_part){(part_)->summary, (part_)->parameters, (part_)->parameter_size})

static struct common_part common_part(const struct plugin *plugin, enum plugin_kind kind) {
  const textan_module *module = plugin->module;
  if (!plugin_has(plugin, kind))
    return (struct common_part){0};
  switch (kind) {
  case PLUGIN_READER:
    return COMMON_PART(module->reader);
  case PLUGIN_DECODER:
    return COMMON_PART(module->decoder);
  case PLUGIN_ANALYSER:
    return COMMON_PART(module->analyser);
  default:
    return COMMON_PART(module->writer);
  }
}

const char *plugin_summary(const struct plugin *plugin, enum plugin_kind kind) {
  return common_part(plugin, kind).summary;
}

const textan_parameter *plugin_parameter(const struct plugin *plugin, enum plugin_kind kind, size_t i) {
  const struct common_part part = common_part(plugin, kind);
  /* Callers count up from 0, so the row before was there. */
  if (!part.parameters)
    return NULL;
  const void *row = (const char *)part.parameters + i * part.parameter_size;
  const textan_parameter *parameter = row;
  return parameter->name ? parameter : NULL;
}

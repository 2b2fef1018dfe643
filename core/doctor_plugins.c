/* textan doctor: plugins and their data files, with hashes; whether their models load. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "config_trial.h"
#include "doctor.h"
#include "sha256.h"

/* The hash and size of the file on one line, as "title  hash  size  name"; what cannot be read is a problem. */
static void print_file(struct doctor *doctor, const char *path, const char *name) {
  unsigned char digest[SHA256_SIZE];
  char text[SHA256_TEXT_SIZE];
  uint64_t size = 0;
  if (sha256_file(path, digest, &size)) {
    printf("  %s %9llu  %s\n", sha256_text(digest, text), (unsigned long long)size, name);
    return;
  }
  const char *reason = strerror(errno);
  printf("  %-64s         -  %s\n", reason, name);
  doctor_problem(doctor, "%s cannot be read: %s", path, reason);
}

/* ---- plugins ---- */

void doctor_plugins(struct doctor *doctor, struct registry *registry) {
  const struct plugin *const *plugins;
  const struct plugin_failure *failures;
  const char *const *hidden;
  if (!registry_load_all(registry))
    doctor_problem(doctor, "No memory for the list of plugins");
  const size_t count = registry_plugins(registry, &plugins);
  printf("\nplugins (SHA-256, bytes, file)\n");
  bool plain = false;
  for (size_t i = 0; i < count; i++) {
    printf("  %s %s\n", plugins[i]->module->name, plugins[i]->module->version);
    print_file(doctor, plugins[i]->path, plugins[i]->path);
    plain = plain || (strcmp(plugins[i]->module->name, "plain") == 0 && plugin_has(plugins[i], PLUGIN_DECODER));
  }
  if (count == 0)
    doctor_problem(doctor, "No plugin was found; --plugins or TEXTAN_PLUGIN_PATH names folders of plugins");
  else if (!plain)
    doctor_problem(doctor, "The decoder \"plain\" is not there, which every corpus uses that names no other");
  const size_t failure_count = registry_failures(registry, &failures);
  for (size_t i = 0; i < failure_count; i++) {
    printf("  %s\n    does not load: %s\n", failures[i].path, failures[i].reason);
    doctor_problem(doctor, "%s does not load: %s", failures[i].path, failures[i].reason);
  }
  const size_t hidden_count = registry_hidden(registry, &hidden);
  for (size_t i = 0; i < hidden_count; i++)
    printf("  %s\n    left out: an earlier folder has a plugin of that name\n", hidden[i]);
}

/* ---- data files ---- */

enum { DEPTH_MAX = 8 };

/* In a source tree the data lie among sources and tests. */
static bool is_data(const char *name) {
  static const char *const others[] = {".c", ".h", ".o", ".lo", ".la", ".so", ".mk", ".py", ".md", NULL};
  const char *dot = strrchr(name, '.');
  if (name[0] == '.' || strcmp(name, "Makefile") == 0)
    return false;
  for (const char *const *other = others; dot && *other; other++)
    if (strcmp(dot, *other) == 0)
      return false;
  return true;
}

static bool is_data_folder(const char *name, bool own) {
  if (!own)
    return strcmp(name, "lang") == 0 || strcmp(name, "common") == 0;
  return name[0] != '.' && strcmp(name, "cases") != 0 && strcmp(name, "train") != 0;
}

static int compare_entries(const struct dirent **left, const struct dirent **right) {
  return strcmp((*left)->d_name, (*right)->d_name);
}

/* The files of a folder and those below it; `name` is the folder's within the plugin's data, "" or with a slash at its
 * end.  `own`: the folder is the plugin's alone, so that whatever lies in it is data. */
static void print_folder(struct doctor *doctor, const char *path, const char *name, bool own, int depth) {
  struct dirent **entries = NULL;
  const int count = scandir(path, &entries, NULL, compare_entries);
  if (count < 0)
    doctor_problem(doctor, "The data folder %s cannot be read: %s", path, strerror(errno));
  for (int i = 0; i < count; i++) {
    const char *entry = entries[i]->d_name;
    char *file = NULL, *shown = NULL;
    struct stat status;
    if (asprintf(&file, "%s/%s", path, entry) < 0)
      file = NULL;
    if (asprintf(&shown, "%s%s", name, entry) < 0)
      shown = NULL;
    if (!file || !shown)
      doctor_problem(doctor, "No memory for the names of the data files in %s", path);
    else if (stat(file, &status) != 0)
      doctor_problem(doctor, "%s cannot be looked at: %s", file, strerror(errno));
    else if (S_ISREG(status.st_mode) && is_data(entry))
      print_file(doctor, file, shown);
    else if (S_ISDIR(status.st_mode) && is_data_folder(entry, own) && depth < DEPTH_MAX) {
      char *below = NULL;
      if (asprintf(&below, "%s/", shown) >= 0)
        print_folder(doctor, file, below, true, depth + 1);
      free(below);
    }
    free(file);
    free(shown);
    free(entries[i]);
  }
  free(entries);
}

/* Whether the data lie in a folder of their own, and not right beside the shared object. */
static bool has_own_folder(const struct plugin *plugin) {
  const size_t length = strlen(plugin->data_directory);
  return strncmp(plugin->path, plugin->data_directory, length) != 0 || plugin->path[length] != '/' ||
         strchr(plugin->path + length + 1, '/');
}

void doctor_data(struct doctor *doctor, struct registry *registry) {
  const struct plugin *const *plugins;
  const size_t count = registry_plugins(registry, &plugins);
  printf("\ndata files (SHA-256, bytes, file)\n");
  for (size_t i = 0; i < count; i++) {
    printf("  %s, in %s\n", plugins[i]->module->name, plugins[i]->data_directory);
    print_folder(doctor, plugins[i]->data_directory, "", has_own_folder(plugins[i]), 0);
  }
}

/* ---- models ---- */

static void try_model(struct doctor *doctor, const struct plugin *plugin, enum plugin_kind kind) {
  const textan_parameter *row;
  struct buffer reason = {0};
  const char *name = plugin->module->name;
  printf("  %s %s: ", plugin_kind_names[kind], name);
  for (size_t i = 0; (row = plugin_parameter(plugin, kind, i)); i++)
    if (row->flags & TEXTAN_PARAMETER_REQUIRED) {
      printf("not tried, as parameter \"%s\" must be set\n", row->name);
      return;
    }
  if (config_try(plugin, kind, &reason))
    printf("loads\n");
  else {
    printf("does not load\n");
    doctor_problem(doctor, "%s", reason.data ? reason.data : "No memory to say what is wrong with a plugin");
  }
  buffer_free(&reason);
}

void doctor_models(struct doctor *doctor, struct registry *registry) {
  const struct plugin *const *plugins;
  const size_t count = registry_plugins(registry, &plugins);
  printf("\nmodels, under default parameters\n");
  for (size_t i = 0; i < count; i++)
    for (enum plugin_kind kind = PLUGIN_DECODER; kind < PLUGIN_KINDS; kind++)
      if (plugin_has(plugins[i], kind))
        try_model(doctor, plugins[i], kind);
}

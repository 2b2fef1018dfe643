/* The plugins that this process knows: found in the plugin folders, loaded on demand, never unloaded.
 * All functions: main thread only, before the run starts. */
#ifndef CORE_REGISTRY_H
#define CORE_REGISTRY_H

#include <textan/plugin.h>

enum plugin_kind { PLUGIN_READER, PLUGIN_DECODER, PLUGIN_ANALYSER, PLUGIN_WRITER, PLUGIN_KINDS };

/* "reader", "decoder", "analyser", "writer". */
extern const char *const plugin_kind_names[PLUGIN_KINDS];

/* A loaded module.  Lives as long as its registry. */
struct plugin {
  const textan_module *module;
  const char *path;           /* of the shared object, absolute */
  const char *data_directory; /* where its data files lie, absolute */
};

/* A shared object in a plugin folder that could not be loaded. */
struct plugin_failure {
  const char *path;
  const char *reason; /* the linker's or the host's words, one line */
};

struct registry;

/* Plugin folders, in order of precedence: `folders` (the --plugins options, colon-separated, may be NULL), the
 * environment's TEXTAN_PLUGIN_PATH, the build tree the executable lies in, the installation's pluginsdir.  An error
 * when a folder named by option or environment is missing, not absolute after resolving, or writable by others. */
textan_status registry_new(const char *folders, struct registry **out, textan_error *error);
void registry_free(struct registry *registry); /* accepts NULL */

/* The plugin of that name, loaded now if need be; NULL with *error filled (not installed, or the reason why it does
 * not load; a second call repeats the first answer). */
const struct plugin *registry_find(struct registry *registry, const char *name, textan_error *error);

/* Names of all shared objects in the folders, sorted, without loading them. */
size_t registry_names(struct registry *registry, const char *const **names);

/* Loads everything; false when there is no memory for the lists.  Afterwards the two lists hold all plugins, sorted by
 * name, and all failures, by path. */
bool registry_load_all(struct registry *registry);
size_t registry_plugins(const struct registry *registry, const struct plugin *const **plugins);
size_t registry_failures(const struct registry *registry, const struct plugin_failure **failures);
/* After registry_load_all: paths of shared objects that were left out, as an earlier folder has one of that name. */
size_t registry_hidden(const struct registry *registry, const char *const **paths);

/* The descriptor's parts that all kinds share; NULL or false when the plugin has no part of that kind. */
bool plugin_has(const struct plugin *plugin, enum plugin_kind kind);
const char *plugin_summary(const struct plugin *plugin, enum plugin_kind kind);
/* Row i of the parameter table (by the plugin's own stride), or NULL behind its last row. */
const textan_parameter *plugin_parameter(const struct plugin *plugin, enum plugin_kind kind, size_t i);

#endif

/* Where plugins are looked for.  Main thread only. */
#ifndef CORE_PLUGIN_FOLDERS_H
#define CORE_PLUGIN_FOLDERS_H

#include <textan/plugin.h>

enum plugin_folder_kind {
  FOLDER_NAMED,    /* by option or environment */
  FOLDER_BUILD,    /* plugins/<name>/.libs of the build tree that the program lies in */
  FOLDER_INSTALLED /* the installation's pluginsdir */
};

struct plugin_folder {
  enum plugin_folder_kind kind;
  char *path; /* absolute */
  char *data; /* FOLDER_BUILD, FOLDER_INSTALLED: the folder with a folder <name> of data for each plugin */
};

struct plugin_folders {
  struct plugin_folder *items; /* in order of precedence */
  size_t count;
};

/* `named`: colon-separated folders, may be NULL; then come those of the environment's TEXTAN_PLUGIN_PATH, the build
 * tree, the installation.  TEXTAN_ECONFIG: a folder that was named is missing, or one can be written by others. */
textan_status plugin_folders_find(const char *named, struct plugin_folders *folders, textan_error *error);
void plugin_folders_free(struct plugin_folders *folders);

/* The path of the run file that ships, in the build tree that the program lies in or the installation.  The caller
 * frees it; NULL: no memory. */
char *plugin_folders_news_run(void);
/* The build tree and the installation alone; after an error those up to the one that it is about. */
textan_status plugin_folders_own(struct plugin_folders *folders, textan_error *error);
/* Whether a folder that `origin` names can be used, as plugin_folders_find judges it. */
textan_status plugin_folder_try(const char *path, const char *origin, textan_error *error);

/* The folder of a plugin's data files; NULL: no memory.  The caller frees it. */
char *plugin_folder_data(const struct plugin_folder *folder, const char *name);

#endif

/* What the verbs that take a run file have in common: options, plugins, configuration, models. */
#ifndef CORE_COMMAND_LOAD_H
#define CORE_COMMAND_LOAD_H

#include "buffer.h"
#include "commands.h"
#include "models.h"

/* The rows of -c, --set and --plugins in a verb's table; command_load reads them, --corpus where there
 * is one, and the operands of `run` as files to be read instead of the corpora's. */
#define CONFIG_OPTIONS                                                                                                 \
  {"config", 'c', "FILE", "the run file"},                                                                             \
      {"set", 0, "STEP.PARAMETER=VALUE", "sets a parameter of a step; may be repeated"}, {                             \
    "plugins", 0, "FOLDER", "looks for plugins in FOLDER first"                                                        \
  }

/* How far to go. */
enum load_depth {
  LOAD_CONFIG,
  LOAD_MODELS,
  LOAD_CHECKED /* models, and whether inputs and outputs are as they must be */
};

struct loaded {
  const char *path; /* of the run file */
  char *own_path;   /* the same where it is the one that ships, for want of another */
  struct registry *registry;
  struct config *config;
  struct models *models; /* NULL where they were not wanted */
};

/* Loads what the user named, with the settings of `overrides` that are no options.  False, with all that is wrong on
 * standard error, when it cannot. */
bool command_load(const struct verb *verb, const struct option_values *values, struct config_overrides overrides,
                  enum load_depth depth, struct loaded *out);
void command_unload(struct loaded *loaded);

/* Puts the text on standard output; false, with a message, when something of it was lost for want of memory. */
bool command_put(const struct verb *verb, const struct buffer *text);

#endif

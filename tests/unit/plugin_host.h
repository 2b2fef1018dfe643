/* For unit tests of plugins: a host handle whose parameters stand in a table of the test. */
#ifndef TESTS_UNIT_PLUGIN_HOST_H
#define TESTS_UNIT_PLUGIN_HOST_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "host.h"

/* A parameter that was set: its values as text, ended by NULL. */
struct setting {
  const char *name;
  const char *values[8];
};

struct textan_parameters {
  const struct setting *settings; /* ended by a NULL name */
};

static const struct setting *setting_find(const textan_parameters *parameters, const char *name) {
  for (const struct setting *s = parameters->settings; s->name; s++)
    if (strcmp(s->name, name) == 0)
      return s;
  return NULL;
}

static bool setting_is_set(const textan_parameters *parameters, const char *name) {
  return setting_find(parameters, name) != NULL;
}

static const char *setting_at(const textan_parameters *parameters, const char *name, size_t i) {
  const struct setting *s = setting_find(parameters, name);
  return s ? s->values[i] : NULL;
}

static const char *setting_string(const textan_parameters *parameters, const char *name) {
  return setting_at(parameters, name, 0);
}

static size_t setting_count(const textan_parameters *parameters, const char *name) {
  size_t count = 0;
  while (setting_at(parameters, name, count))
    count++;
  return count;
}

static int64_t setting_integer(const textan_parameters *parameters, const char *name) {
  const char *value = setting_string(parameters, name);
  return value ? strtoll(value, NULL, 10) : 0;
}

static bool setting_boolean(const textan_parameters *parameters, const char *name) {
  const char *value = setting_string(parameters, name);
  return value && strcmp(value, "true") == 0;
}

static const textan_parameters_api setting_api = {.struct_size = sizeof setting_api,
                                                  .is_set = setting_is_set,
                                                  .boolean = setting_boolean,
                                                  .integer = setting_integer,
                                                  .string = setting_string,
                                                  .size = setting_integer,
                                                  .count = setting_count,
                                                  .string_at = setting_at};

/* A handle whose data files lie in `folder`; to be freed with host_free. */
static inline textan_host *plugin_host_new(const textan_module *module, const char *folder,
                                           struct lexicon_set *lexicons, struct regex_set *patterns) {
  static struct plugin plugin;
  static struct plugin_use use;
  plugin = (struct plugin){.module = module, .path = "", .data_directory = folder};
  use = (struct plugin_use){.id = "test", .plugin = &plugin};
  textan_host *host = host_new(&use, lexicons, patterns);
  cr_assert(host);
  host->parameters = &setting_api;
  return host;
}

#endif

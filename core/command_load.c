#include "command_load.h"

#include <stdio.h>
#include <stdlib.h>

#include "plugin_folders.h"
#include "run_check.h"

static bool complain(const struct verb *verb, const char *message) {
  fprintf(stderr, "textan %s: error: %s\n", verb->name, message);
  return false;
}

static void load(struct loaded *loaded, const struct config_overrides *overrides, enum load_depth depth,
                 struct diagnostics *diagnostics) {
  config_load(loaded->path, overrides, loaded->registry, diagnostics, &loaded->config);
  /* Word lists, patterns and models are read too, so that what is wrong in them shows here. */
  if (loaded->config && depth >= LOAD_MODELS)
    loaded->models = models_new(loaded->config, diagnostics);
  if (loaded->models && depth >= LOAD_CHECKED)
    run_check(loaded->models, diagnostics);
  if (diagnostics_errors(diagnostics) || diagnostics_warnings(diagnostics))
    diagnostics_print(diagnostics, stderr);
}

bool command_load(const struct verb *verb, const struct option_values *values, struct config_overrides overrides,
                  enum load_depth depth, struct loaded *out) {
  textan_error error = {.message = ""};
  if (verb == &verb_run_documents)
    overrides.file_count = option_operands(values, &overrides.files);
  *out = (struct loaded){.path = option_value(values, "config")};
  if (!out->path && (overrides.file_count || verb == &verb_try))
    out->path = out->own_path = plugin_folders_news_run();
  if (!out->path) {
    complain(verb, "no configuration was named");
    fprintf(stderr, "  usage: textan %s %s\n", verb->name, verb->usage);
    return false;
  }
  if (registry_new(option_value(values, "plugins"), &out->registry, &error) != TEXTAN_OK)
    return complain(verb, error.message);
  overrides.set_count = option_list(values, "set", &overrides.sets);
  overrides.corpus = option_value(values, "corpus");
  struct diagnostics *diagnostics = diagnostics_new();
  if (diagnostics)
    load(out, &overrides, depth, diagnostics);
  else
    complain(verb, "no memory");
  const bool good = diagnostics && out->config && diagnostics_errors(diagnostics) == 0;
  diagnostics_free(diagnostics);
  if (!good)
    command_unload(out);
  return good;
}

void command_unload(struct loaded *loaded) {
  models_free(loaded->models);
  config_free(loaded->config);
  registry_free(loaded->registry);
  free(loaded->own_path);
  *loaded = (struct loaded){0};
}

bool command_put(const struct verb *verb, const struct buffer *text) {
  if (text->lost)
    return complain(verb, "no memory for what is to be shown");
  fputs(text->data ? text->data : "", stdout);
  return true;
}

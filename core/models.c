#include "models.h"

#include <stdlib.h>

#include "host.h"
#include "statistics.h"

/* The functions that decoders, analysers and writers share. */
struct model_functions {
  textan_status (*model_new)(const textan_host *, const textan_parameters *, void **, textan_error *);
  void (*model_free)(void *);
};

static struct model_functions functions_of(const struct plugin_use *use) {
  const textan_module *module = use->plugin->module;
  switch (use->kind) {
  case PLUGIN_DECODER:
    return (struct model_functions){module->decoder->model_new, module->decoder->model_free};
  case PLUGIN_ANALYSER:
    return (struct model_functions){module->analyser->model_new, module->analyser->model_free};
  default:
    return (struct model_functions){module->writer->model_new, module->writer->model_free};
  }
}

static void load_model(struct models *models, const struct plugin_use *use, const textan_layer *produces,
                       struct model *model, struct diagnostics *diagnostics) {
  model->use = use;
  model->produces = produces;
  model->host = host_new(use, models->lexicons, models->patterns);
  textan_error error = {TEXTAN_EMEMORY, ""};
  const struct model_functions functions = functions_of(use);
  const uint64_t before = statistics_resident();
  if (model->host &&
      (!functions.model_new || functions.model_new(model->host, use->parameters, &model->data, &error) == TEXTAN_OK)) {
    const uint64_t after = statistics_resident();
    model->memory = after > before ? after - before : 0;
    return;
  }
  model->data = NULL;
  host_close_error(&error);
  diagnostics_error(diagnostics, use->origin.file, use->origin.line, "%s \"%s\" (%s %s): %s",
                    plugin_kind_names[use->kind], use->id, use->plugin->module->name, use->plugin->module->version,
                    error.message);
}

static void unload_model(struct model *model) {
  if (model->data && functions_of(model->use).model_free)
    functions_of(model->use).model_free(model->data);
  host_free(model->host);
}

static void load_all(struct models *models, struct diagnostics *diagnostics) {
  const struct config *config = models->config;
  for (size_t i = 0; i < config->corpus_count; i++) {
    const struct plugin_use *use = &config->corpora[i].decoder;
    load_model(models, use, config->corpora[i].decoded, &models->decoders[i], diagnostics);
  }
  for (size_t i = 0; i < config->step_count; i++)
    load_model(models, &config->steps[i]->use, config->steps[i]->produces, &models->steps[i], diagnostics);
  for (size_t i = 0; i < config->output_count; i++)
    load_model(models, &config->outputs[i].writer, NULL, &models->writers[i], diagnostics);
  textan_error error;
  if (lexicon_set_compile(models->lexicons, &error) != TEXTAN_OK)
    diagnostics_error(diagnostics, NULL, 0, "the lexicons cannot be joined: %s", error.message);
}

struct models *models_new(const struct config *config, struct diagnostics *diagnostics) {
  struct models *models = calloc(1, sizeof *models);
  if (!models) {
    diagnostics_error(diagnostics, NULL, 0, "no memory for the models of the run");
    return NULL;
  }
  models->config = config;
  models->lexicons = lexicon_set_new();
  models->patterns = regex_set_new();
  if (models->patterns)
    regex_set_limits(models->patterns, &config->limits);
  /* One element more, since calloc(0) may answer NULL. */
  models->steps = calloc(config->step_count + 1, sizeof *models->steps);
  models->decoders = calloc(config->corpus_count + 1, sizeof *models->decoders);
  models->writers = calloc(config->output_count + 1, sizeof *models->writers);
  const bool memory = models->lexicons && models->patterns && models->steps && models->decoders && models->writers;
  if (memory)
    load_all(models, diagnostics);
  else
    diagnostics_error(diagnostics, NULL, 0, "no memory for the models of the run");
  if (diagnostics_errors(diagnostics)) {
    models_free(models);
    return NULL;
  }
  return models;
}

void models_free(struct models *models) {
  if (!models)
    return;
  for (size_t i = 0; models->steps && i < models->config->step_count; i++)
    unload_model(&models->steps[i]);
  for (size_t i = 0; models->decoders && i < models->config->corpus_count; i++)
    unload_model(&models->decoders[i]);
  for (size_t i = 0; models->writers && i < models->config->output_count; i++)
    unload_model(&models->writers[i]);
  free(models->steps);
  free(models->decoders);
  free(models->writers);
  lexicon_set_free(models->lexicons);
  regex_set_free(models->patterns);
  free(models);
}

/* The models of a run: every configured decoder, analyser and writer with its host handle and its immutable model.
 * Made and freed on the main thread; read by all workers. */
#ifndef CORE_MODELS_H
#define CORE_MODELS_H

#include "config.h"
#include "services.h"

/* One configured plugin, ready to work. */
struct model {
  const struct plugin_use *use;
  const textan_layer *produces; /* analysers and decoders; NULL: nothing */
  textan_host *host;
  void *data;      /* what model_new made */
  uint64_t memory; /* by how much the process grew meanwhile, bytes */
};

struct models {
  const struct config *config;
  struct lexicon_set *lexicons;
  struct regex_set *patterns;
  struct model *steps;    /* as config->steps */
  struct model *decoders; /* as config->corpora */
  struct model *writers;  /* as config->outputs */
};

/* Loads all models; every failure is reported.  NULL when there was one. */
struct models *models_new(const struct config *config, struct diagnostics *diagnostics);
void models_free(struct models *models); /* accepts NULL */

#endif

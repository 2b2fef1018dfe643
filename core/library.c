/* libtextan: the functions of textan/textan.h. */
#include <stdlib.h>
#include <string.h>
#include <textan/textan.h>
#include <textan/version.h>

#include "document.h"
#include "worker.h"

struct textan_run {
  struct log log;
  struct registry *registry;
  struct config *config;
  struct models *models;
};

struct textan_worker {
  const textan_run *run;
  size_t corpus;
  struct worker *worker;
  struct buffer text;   /* of the document */
  struct result result; /* of its analysis */
};

/* ---- loading ---- */

/* What becomes of the diagnostics. */
struct reporting {
  const textan_run_options *options;
  size_t errors;
  char first[400];
};

static void report(void *context, const textan_diagnostic *diagnostic) {
  struct reporting *reporting = context;
  if (diagnostic->error && !reporting->errors++) {
    char place[200] = "";
    if (diagnostic->file && diagnostic->line > 0)
      snprintf(place, sizeof place, "%s:%d: ", diagnostic->file, diagnostic->line);
    else if (diagnostic->file)
      snprintf(place, sizeof place, "%s: ", diagnostic->file);
    snprintf(reporting->first, sizeof reporting->first, "%s%s", place, diagnostic->message);
  }
  if (reporting->options->diagnostic)
    reporting->options->diagnostic(reporting->options->context, diagnostic);
}

/* The options, and 0 for those that the caller's struct is too short for. */
static textan_run_options complete_options(const textan_run_options *given) {
  textan_run_options options = {.struct_size = sizeof options};
  if (given)
    memcpy(&options, given, given->struct_size < sizeof options ? given->struct_size : sizeof options);
  return options;
}

/* Fills the run; what is wrong is in the diagnostics, or in *error when these could not be made. */
static textan_status load(textan_run *run, const char *path, const textan_run_options *options, textan_error *error) {
  const struct config_overrides overrides = {.sets = options->settings,
                                             .set_count = options->setting_count,
                                             .embedded = true,
                                             .log = options->log ? &run->log : NULL};
  run->log = (struct log){options->log, options->context};
  const textan_status status = registry_new(options->plugin_folders, &run->registry, error);
  if (status != TEXTAN_OK)
    return status;
  struct diagnostics *diagnostics = diagnostics_new();
  if (!diagnostics)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a run");
  config_load(path, &overrides, run->registry, diagnostics, &run->config);
  if (run->config)
    run->models = models_new(run->config, diagnostics);
  struct reporting reporting = {.options = options};
  diagnostics_visit(diagnostics, report, &reporting);
  diagnostics_free(diagnostics);
  if (run->models)
    return TEXTAN_OK;
  if (reporting.errors < 2)
    return textan_fail(error, TEXTAN_ECONFIG, "%s", reporting.first);
  return textan_fail(error, TEXTAN_ECONFIG, "%s (the first of %zu errors)", reporting.first, reporting.errors);
}

textan_status textan_run_load(const char *config_path, const textan_run_options *options, textan_run **out,
                              textan_error *error) {
  const textan_run_options all = complete_options(options);
  *out = NULL;
  textan_run *run = calloc(1, sizeof *run);
  if (!run)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a run");
  const textan_status status = load(run, config_path, &all, error);
  if (status == TEXTAN_OK)
    *out = run;
  else
    textan_run_free(run);
  return status;
}

void textan_run_free(textan_run *run) {
  if (!run)
    return;
  models_free(run->models);
  config_free(run->config);
  registry_free(run->registry);
  free(run);
}

const char *textan_run_corpus(const textan_run *run, size_t i) {
  return i < run->config->corpus_count ? run->config->corpora[i].reader.id : NULL;
}

const char *textan_run_output(const textan_run *run, size_t i) {
  return i < run->config->output_count ? run->config->outputs[i].writer.id : NULL;
}

/* The index of the corpus or output of that id; NULL: of the only one. */
static textan_status find(const textan_run *run, const char *kind, const char *(*id_of)(const textan_run *, size_t),
                          const char *id, size_t *found, textan_error *error) {
  *found = 0;
  if (!id && id_of(run, 0) && !id_of(run, 1))
    return TEXTAN_OK;
  if (!id)
    return textan_fail(error, TEXTAN_ECONFIG, "the run has %s %s; name the one that is meant",
                       id_of(run, 0) ? "more than one" : "no", kind);
  for (const char *other; (other = id_of(run, *found)); ++*found)
    if (strcmp(other, id) == 0)
      return TEXTAN_OK;
  return textan_fail(error, TEXTAN_ECONFIG, "the run has no %s \"%s\"", kind, id);
}

/* ---- workers ---- */

textan_status textan_worker_new(const textan_run *run, const char *corpus, textan_worker **out, textan_error *error) {
  *out = NULL;
  size_t index;
  textan_status status = find(run, "corpus", textan_run_corpus, corpus, &index, error);
  if (status != TEXTAN_OK)
    return status;
  textan_worker *worker = calloc(1, sizeof *worker);
  if (!worker)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a worker");
  worker->run = run;
  worker->corpus = index;
  status = worker_new(run->models, &worker->worker, error);
  if (status == TEXTAN_OK && !document_begin(worker_document(worker->worker), textan_run_corpus(run, index), "", ""))
    status = textan_fail(error, TEXTAN_EMEMORY, "no memory for a worker");
  if (status == TEXTAN_OK)
    *out = worker;
  else
    textan_worker_free(worker);
  return status;
}

void textan_worker_free(textan_worker *worker) {
  if (!worker)
    return;
  worker_free(worker->worker);
  buffer_free(&worker->text);
  free(worker);
}

textan_status textan_worker_analyse(textan_worker *worker, const char *id, const char *text, size_t size,
                                    const textan_feature *attributes, size_t count, textan_error *error) {
  buffer_clear(&worker->text);
  if (!buffer_append(&worker->text, text, size))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a text of %zu bytes", size);
  const textan_record record = {.struct_size = sizeof record,
                                .id = id ? id : "",
                                .source = id ? id : "",
                                .bytes = worker->text.data,
                                .size = size,
                                .attributes = attributes,
                                .attribute_count = count};
  worker_analyse(worker->worker, worker->corpus, &record, false, &worker->result);
  const struct result *result = &worker->result;
  if (!result->failed)
    return TEXTAN_OK;
  return textan_fail(error, result->status, "failed in \"%s\": %s", result->step, result->reason);
}

const textan_document *textan_worker_document(const textan_worker *worker) {
  return worker_document(worker->worker);
}

const textan_document_api *textan_document_functions(void) {
  return &document_api;
}

const textan_token *textan_worker_tokens(const textan_worker *worker, size_t *count) {
  return views_api.tokens(worker_document(worker->worker), count);
}

const textan_sentence *textan_worker_sentences(const textan_worker *worker, size_t *count) {
  return views_api.sentences(worker_document(worker->worker), count);
}

textan_status textan_worker_render(textan_worker *worker, const char *output, const char **bytes, size_t *size,
                                   textan_error *error) {
  size_t index;
  *bytes = NULL;
  *size = 0;
  textan_status status = find(worker->run, "output", textan_run_output, output, &index, error);
  if (status != TEXTAN_OK)
    return status;
  status = worker_render(worker->worker, index, error);
  if (status == TEXTAN_OK) {
    const struct buffer *rendered = &worker->result.rendered[index];
    *bytes = rendered->data ? rendered->data : "";
    *size = rendered->size;
  }
  return status;
}

const char *textan_version(void) {
  return TEXTAN_VERSION;
}

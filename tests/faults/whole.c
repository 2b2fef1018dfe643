/* Configurations, plugins and the library as a whole. */
#include <string.h>
#include <textan/textan.h>

#include "config.h"
#include "faults.h"
#include "models.h"

/* ---- plugins ---- */

static void use_registry(struct outcome *outcome) {
  struct registry *registry;
  textan_error error = {.message = ""};
  if (registry_new(faults_plugins, &registry, &error) != TEXTAN_OK) {
    outcome_fail(outcome, error.message);
    return;
  }
  const char *const *names;
  const size_t count = registry_names(registry, &names);
  for (size_t i = 0; i < count; i++)
    outcome_add_text(outcome, names[i]);
  if (registry_find(registry, "nothing", &error))
    outcome_add_number(outcome, 1);
  const struct plugin *const *plugins;
  const struct plugin_failure *failures;
  if (!registry_load_all(registry))
    outcome_fail(outcome, "no memory for the lists");
  outcome_add_number(outcome, registry_plugins(registry, &plugins));
  if (registry_failures(registry, &failures))
    outcome_fail(outcome, failures[0].reason);
  registry_free(registry);
}

/* ---- configurations ---- */

/* A message that is lost for want of memory leaves its count. */
static void add_diagnostic(void *context, const textan_diagnostic *diagnostic) {
  if (diagnostic->error)
    outcome_fail(context, diagnostic->message);
}

static void add_config(struct outcome *outcome, const struct config *config) {
  outcome_add_text(outcome, config->run_id);
  for (size_t i = 0; i < config->corpus_count; i++) {
    outcome_add_text(outcome, config->corpora[i].reader.id);
    for (size_t j = 0; j < config->corpora[i].step_count; j++)
      outcome_add_text(outcome, config->corpora[i].steps[j]->use.id);
  }
}

static void load_config(struct outcome *outcome, const char *name, bool right) {
  static const char *const sets[] = {"mood.nothing=1", "no sense"};
  const struct config_overrides overrides = {.sets = sets, .set_count = right ? 0 : 2};
  struct registry *registry;
  struct config *config = NULL;
  struct models *models = NULL;
  textan_error error = {.message = ""};
  struct diagnostics *diagnostics = diagnostics_new();
  if (!diagnostics || registry_new(faults_plugins, &registry, &error) != TEXTAN_OK) {
    outcome_fail(outcome, "no memory");
    diagnostics_free(diagnostics);
    return;
  }
  config_load(faults_path(name), &overrides, registry, diagnostics, &config);
  if (config)
    models = models_new(config, diagnostics);
  if (right)
    diagnostics_visit(diagnostics, add_diagnostic, outcome);
  if (config)
    add_config(outcome, config);
  /* A wrong file must not become a right one. */
  outcome_add_number(outcome, config != NULL);
  outcome_add_number(outcome, diagnostics_errors(diagnostics) > 0);
  models_free(models);
  config_free(config);
  registry_free(registry);
  diagnostics_free(diagnostics);
}

static void load_right_config(struct outcome *outcome) {
  load_config(outcome, "run.cfg", true);
}

static void load_wrong_config(struct outcome *outcome) {
  load_config(outcome, "bad.cfg", false);
}

/* ---- the library ---- */

static textan_status analyse(struct outcome *outcome, textan_worker *worker, const char *text, textan_error *error) {
  const char *bytes;
  size_t size, count;
  const textan_feature paid = {"paid", {.type = TEXTAN_BOOLEAN, .as = {.boolean = true}}};
  textan_status status = textan_worker_analyse(worker, "one", text, strlen(text), &paid, 1, error);
  if (status == TEXTAN_OK)
    status = textan_worker_render(worker, NULL, &bytes, &size, error);
  if (status != TEXTAN_OK)
    return status;
  outcome_add(outcome, bytes, size);
  textan_worker_tokens(worker, &count);
  outcome_add_number(outcome, count);
  return status;
}

static void ignore_log(void *context, int level, const char *instance, const char *message) {
  (void)context, (void)level, (void)instance, (void)message;
}

static void use_library(struct outcome *outcome, const char *name, const char *const texts[2]) {
  const textan_run_options options = {
      .struct_size = sizeof options, .plugin_folders = faults_plugins, .log = ignore_log};
  textan_run *run = NULL;
  textan_worker *workers[2] = {NULL, NULL};
  textan_error error = {.message = ""};
  textan_status status = textan_run_load(faults_path(name), &options, &run, &error);
  for (int i = 0; status == TEXTAN_OK && i < 2; i++)
    status = textan_worker_new(run, NULL, &workers[i], &error);
  for (int i = 0; status == TEXTAN_OK && i < 4; i++)
    status = analyse(outcome, workers[i % 2], texts[i / 2], &error);
  if (status != TEXTAN_OK)
    outcome_fail(outcome, error.message);
  textan_worker_free(workers[0]);
  textan_worker_free(workers[1]);
  textan_run_free(run);
}

static void use_few_plugins(struct outcome *outcome) {
  static const char *const texts[] = {"Speak and relate.", "Another text."};
  use_library(outcome, "embedded.cfg", texts);
}

/* What plugins make of memory that the host does not have. */
static void use_all_plugins(struct outcome *outcome) {
  static const char *const texts[] = {
      "Vietnam exported rice worth USD 500 million to Belarus in 2023, up 12.5 percent. Belarus and Vietnam signed the "
      "Treaty on Trade in Minsk on 1 July 2021.",
      "Kim ng\u1ea1ch xu\u1ea5t kh\u1ea9u c\u1ee7a Vi\u1ec7t Nam \u0111\u1ea1t 3,2 t\u1ef7 USD trong n\u0103m 2023."};
  use_library(outcome, "all.cfg", texts);
}

const struct scenario whole_scenarios[] = {
    {"registry", use_registry},
    {"right configuration", load_right_config},
    {"wrong configuration", load_wrong_config},
    {"library", use_few_plugins},
    {"library with all plugins", use_all_plugins},
    {0},
};

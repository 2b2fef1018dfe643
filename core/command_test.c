/* textan test: the tests that a run file brings along. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_load.h"
#include "document.h"
#include "expectation.h"
#include "run.h"
#include "shown.h"
#include "worker.h"

static const struct option_row options[] = {
    CONFIG_OPTIONS,
    {"corpus", 0, "ID", "runs the tests of this corpus only"},
    {0},
};

/* What a test says of itself, when it fails. */
static void complain(const struct test *test, const char *lines) {
  shown_print(stdout, "%s:%d: %s: failed", test->origin.file, test->origin.line, test->name);
  fputs(lines, stdout);
}

static bool check_document(const struct test *test, textan_document *document) {
  struct buffer lines = {0};
  size_t failed = 0;
  for (size_t i = 0; i < test->expectation_count; i++)
    if (!expectation_met(&test->expectations[i], document)) {
      failed++;
      expectation_explain(&test->expectations[i], document, &lines);
    }
  const bool lost = document_is_exhausted(document) || lines.lost;
  if (failed || lost)
    complain(test, lost ? "  no memory to see what was found\n" : lines.data);
  buffer_free(&lines);
  return failed == 0 && !lost;
}

/* A step that was skipped is a failure all the same. */
static bool check_steps(const struct test *test, const struct result *result, const textan_document *document) {
  struct buffer line = {0};
  const char *step = result->step, *reason = result->reason;
  if (!result->failed && result->skipped)
    document_api.error_at(document, 0, &step, &reason);
  if (result->failed || result->skipped) {
    buffer_format(&line, "  step \"%s\": %s\n", step, reason);
    complain(test, line.data ? line.data : "");
  }
  buffer_free(&line);
  return !result->failed && !result->skipped;
}

static bool run_test(struct worker *worker, const struct config *config, const struct test *test) {
  struct result result;
  textan_feature *attributes = calloc(test->attribute_count + 1, sizeof *attributes);
  size_t count = test->attribute_count;
  if (!attributes) {
    complain(test, "  no memory for its attributes\n");
    return false;
  }
  if (count)
    memcpy(attributes, test->attributes, count * sizeof *attributes);
  if (test->lang)
    attributes[count++] =
        (textan_feature){"lang", {.type = TEXTAN_STRING, .as = {.string = {test->lang, strlen(test->lang)}}}};
  const textan_record record = {.struct_size = sizeof record,
                                .id = test->name,
                                .source = test->origin.file,
                                .bytes = test->text,
                                .size = strlen(test->text),
                                .attributes = attributes,
                                .attribute_count = count};
  worker_analyse(worker, (size_t)(test->corpus - config->corpora), &record, true, &result);
  free(attributes);
  textan_document *document = worker_document(worker);
  return check_steps(test, &result, document) && check_document(test, document);
}

static int run_tests(const char *path, const struct config *config, const struct models *models) {
  struct worker *worker = NULL;
  textan_error error;
  size_t failed = 0;
  if (config->test_count == 0) {
    fprintf(stderr, "textan test: error: %s has no tests; docs/configuration.md shows how to write some\n", path);
    return EXIT_CONFIGURATION;
  }
  if (worker_new(models, &worker, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan test: error: %s\n", error.message);
    return EXIT_CONFIGURATION;
  }
  for (size_t i = 0; i < config->test_count; i++)
    failed += !run_test(worker, config, &config->tests[i]);
  worker_free(worker);
  printf("%zu passed, %zu failed\n", config->test_count - failed, failed);
  return failed ? EXIT_DOCUMENTS_FAILED : EXIT_DONE;
}

static int command(const struct option_values *values) {
  struct loaded loaded;
  const struct config_overrides overrides = {.without_inputs = true};
  if (!command_load(&verb_test, values, overrides, LOAD_MODELS, &loaded))
    return EXIT_CONFIGURATION;
  const int code = run_tests(loaded.path, loaded.config, loaded.models);
  command_unload(&loaded);
  return code;
}

const struct verb verb_test = {
    .name = "test",
    .usage = "-c FILE [options]",
    .summary = "Runs the tests that a configuration brings along.",
    .options = options,
    .run = command,
};

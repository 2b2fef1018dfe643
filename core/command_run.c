/* textan run: analyses the documents of a configuration's corpora. */
#include <errno.h>
#include <stdlib.h>

#include "command_load.h"
#include "run.h"

static const struct option_row options[] = {
    CONFIG_OPTIONS,
    {"corpus", 0, "ID", "runs this corpus only"},
    {"limit", 0, "N", "reads at most N documents of each corpus"},
    {"out", 0, "FOLDER", "writes outputs beneath FOLDER, not the working directory"},
    {"stats", 0, NULL, "prints what each step took: time, speed, annotations, memory"},
    {"stats-json", 0, NULL, "prints the same as a line of JSON"},
    {"strict", 0, NULL, "holds plugins to what they declare, as run.strict = true does"},
    {0},
};

/* False, with a message, when the text is no count of documents. */
static bool read_limit(const char *text, uint64_t *limit) {
  char *end = NULL;
  errno = 0;
  const unsigned long long number = strtoull(text, &end, 10);
  if (text[0] < '0' || text[0] > '9' || *end || errno || !number) {
    fprintf(stderr, "textan run: error: --limit wants a whole number from 1, not \"%s\"\n", text);
    return false;
  }
  *limit = number;
  return true;
}

static int command(const struct option_values *values) {
  struct run_options run_options = {.output_folder = option_value(values, "out"),
                                    .statistics = option_given(values, "stats-json") ? STATISTICS_JSON
                                                  : option_given(values, "stats")    ? STATISTICS_TABLE
                                                                                     : STATISTICS_NONE};
  if (option_value(values, "limit") && !read_limit(option_value(values, "limit"), &run_options.limit))
    return EXIT_CONFIGURATION;
  struct loaded loaded;
  const struct config_overrides overrides = {.strict = option_given(values, "strict")};
  if (!command_load(&verb_run_documents, values, overrides, LOAD_MODELS, &loaded))
    return EXIT_CONFIGURATION;
  const enum exit_code code = run_execute(loaded.models, &run_options);
  command_unload(&loaded);
  return (int)code;
}

const struct verb verb_run_documents = {
    .name = "run",
    .usage = "[-c FILE] [options] [FILE...]",
    .summary = "Runs the steps of a configuration over its corpora, or over files, and writes its outputs.",
    .options = options,
    .operands_max = 10000,
    .run = command,
};

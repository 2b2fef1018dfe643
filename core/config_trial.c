#include "config_trial.h"

#include <stdlib.h>
#include <string.h>

#include "config_check.h"
#include "models.h"

/* A configuration of nothing but this one use of a plugin. */
static void load(struct config_reader *reader, const struct plugin *plugin, enum plugin_kind kind) {
  static const struct source source = {"", "/", "the plugin's data"};
  const struct node owner = {.type = NODE_GROUP, .source = &source};
  struct config config = {.run_id = "trial"};
  struct corpus corpus = {.lang = NULL};
  struct step step = {.consumes = NULL};
  struct step *const steps[] = {&step};
  struct output output = {.path = "-"};
  struct plugin_use use = {.id = plugin->module->name, .kind = kind, .plugin = plugin};
  if (setjmp(reader->no_memory) != 0) {
    diagnostics_error(reader->diagnostics, NULL, 0, "no memory for its parameters");
    return;
  }
  use.parameters = check_parameters(reader, plugin, kind, NULL, &owner, plugin->module->name);
  if (diagnostics_errors(reader->diagnostics))
    return;
  corpus.decoder = step.use = output.writer = use;
  config.corpora = &corpus;
  config.steps = steps;
  config.outputs = &output;
  config.corpus_count = kind == PLUGIN_DECODER;
  config.step_count = kind == PLUGIN_ANALYSER;
  config.output_count = kind == PLUGIN_WRITER;
  models_free(models_new(&config, reader->diagnostics));
}

/* The first message. */
static void append_reason(const struct diagnostics *diagnostics, struct buffer *reason) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (stream) {
    diagnostics_print(diagnostics, stream);
    fclose(stream);
  }
  const char *said = text ? text : "no memory\n", *error = strstr(said, "error: ");
  said = error ? error + strlen("error: ") : said;
  buffer_append(reason, said, strcspn(said, "\n"));
  free(text);
}

bool config_try(const struct plugin *plugin, enum plugin_kind kind, struct buffer *reason) {
  struct arena arena = {0};
  struct config_reader reader = {.diagnostics = diagnostics_new(), .arena = &arena};
  bool good = false;
  if (reader.diagnostics) {
    load(&reader, plugin, kind);
    good = diagnostics_errors(reader.diagnostics) == 0;
    if (!good)
      append_reason(reader.diagnostics, reason);
  } else
    buffer_text(reason, "no memory");
  file_clean_up(&reader);
  diagnostics_free(reader.diagnostics);
  arena_free(&arena);
  return good;
}

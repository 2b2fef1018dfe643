/* textan try: what each step finds in one text, for people. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotation_show.h"
#include "command_load.h"
#include "document.h"
#include "run.h"
#include "worker.h"

enum { TEXT_MAX = 16 * 1024 * 1024 };

static const struct option_row options[] = {
    CONFIG_OPTIONS,
    {"corpus", 0, "ID", "takes the steps of this corpus, not those of the first"},
    {0},
};

/* ---- what a step found ---- */

static void put_spans(struct buffer *out, textan_document *document) {
  size_t tokens = 0, sentences = 0;
  const textan_sentence *sentence = views_api.sentences(document, &sentences);
  views_api.tokens(document, &tokens);
  buffer_format(out, "  %zu tokens, %zu sentences\n", tokens, sentences);
  for (size_t i = 0; i < sentences; i++) {
    const textan_annotation_view view = {
        .begin = sentence[i].begin, .end = sentence[i].end, .layer = "sentence", .type = "sentence"};
    buffer_text(out, "  ");
    annotation_show(out, document, &view);
    buffer_text(out, "\n");
  }
}

static bool makes(const struct step *step, const char *layer) {
  for (const textan_layer *made = step->produces; made && made->name; made++)
    if (strcmp(made->name, layer) == 0)
      return true;
  return false;
}

/* Attributes are not marked with the step that set them: those are shown that it may have set. */
static void put_attributes(struct buffer *out, const struct step *step, const textan_document *document) {
  for (const textan_layer *made = step->produces; made && made->name; made++)
    for (const textan_feature_type *type = made->features; type && type->name && strcmp(made->name, "document") == 0;
         type++) {
      const textan_value *value = document_api.attribute(document, type->name);
      if (!value)
        continue;
      buffer_format(out, "  attribute %s = ", type->name);
      annotation_show_value(out, value);
      buffer_text(out, "\n");
    }
}

static void put_annotations(struct buffer *out, const struct step *step, const textan_document *document) {
  textan_annotation_view view;
  for (size_t position = 0; document_api.next(document, NULL, &position, &view);) {
    if (strcmp(view.by, step->use.id) != 0)
      continue;
    buffer_text(out, "  ");
    annotation_show(out, document, &view);
    if (view.rule)
      buffer_format(out, "   (rule \"%s\"", view.rule);
    if (view.score >= 0)
      buffer_format(out, "%sscore %.2f", view.rule ? ", " : "   (", (double)view.score);
    buffer_text(out, view.rule || view.score >= 0 ? ")\n" : "\n");
  }
}

static void put_step(struct buffer *out, const struct step *step, textan_document *document) {
  const textan_module *module = step->use.plugin->module;
  buffer_format(out, "%s (%s %s)", step->use.id, module->name, module->version);
  const char *failed, *reason;
  for (size_t i = 0; i < document_error_count(document); i++) {
    document_error_at(document, i, &failed, &reason);
    if (strcmp(failed, step->use.id) == 0)
      buffer_format(out, ": failed: %s", reason);
  }
  if (step->when && !when_holds(step->when, document))
    buffer_text(out, ": left out by its condition");
  buffer_text(out, "\n");
  put_attributes(out, step, document);
  if (makes(step, "token") || makes(step, "sentence"))
    put_spans(out, document);
  put_annotations(out, step, document);
}

/* ---- the text ---- */

/* The words of the command line with spaces between them, or standard input. */
static bool read_text(const struct option_values *values, struct buffer *text) {
  const char *const *words;
  const size_t count = option_operands(values, &words);
  bool good = buffer_text(text, "");
  for (size_t i = 0; good && i < count; i++)
    good = buffer_text(text, i ? " " : "") && buffer_text(text, words[i]);
  char block[4096];
  for (size_t size; good && count == 0 && (size = fread(block, 1, sizeof block, stdin)) > 0;)
    good = text->size < TEXT_MAX && buffer_append(text, block, size);
  if (!good)
    fprintf(stderr, "textan try: error: the text is longer than %d bytes, or there is no memory for it\n", TEXT_MAX);
  return good;
}

static enum exit_code try(const struct loaded *loaded, const struct buffer *text) {
  const struct corpus *corpus = &loaded->config->corpora[0];
  struct worker *worker = NULL;
  struct result result;
  textan_error error;
  if (worker_new(loaded->models, &worker, &error) != TEXTAN_OK) {
    fprintf(stderr, "textan try: error: %s\n", error.message);
    return EXIT_CONFIGURATION;
  }
  const textan_record record = {
      .struct_size = sizeof record, .id = "text", .source = "text", .bytes = text->data, .size = text->size};
  worker_analyse(worker, 0, &record, true, &result);
  struct buffer out = {0};
  for (size_t i = 0; !result.failed && i < corpus->step_count; i++)
    put_step(&out, corpus->steps[i], worker_document(worker));
  if (result.failed)
    fprintf(stderr, "textan try: error: step \"%s\": %s\n", result.step, result.reason);
  out.lost = out.lost || document_is_exhausted(worker_document(worker));
  const bool good = command_put(&verb_try, &out);
  buffer_free(&out);
  worker_free(worker);
  return result.failed || !good ? EXIT_DOCUMENTS_FAILED : EXIT_DONE;
}

static int command(const struct option_values *values) {
  struct loaded loaded;
  struct buffer text = {0};
  const struct config_overrides overrides = {.without_inputs = true};
  enum exit_code code = EXIT_CONFIGURATION;
  if (command_load(&verb_try, values, overrides, LOAD_MODELS, &loaded)) {
    if (read_text(values, &text))
      code = try(&loaded, &text);
    command_unload(&loaded);
  }
  buffer_free(&text);
  return (int)code;
}

const struct verb verb_try = {
    .name = "try",
    .usage = "[-c FILE] [options] [TEXT...]",
    .summary = "Shows what each step finds in a text (without TEXT: in standard input).",
    .options = options,
    .operands_max = 10000,
    .run = command,
};

/* Runs the analyser's own code on the texts, so that the tool sees what the plugin will see. */
#include "train.h"

#include "document.h"
#include "document_add.h"
#include "host.h"

static const textan_layer nothing[] = {{"entity", 0, NULL, NULL}, {NULL, 0, NULL, NULL}};

textan_status analysis_open(struct analysis *analysis, const char *folder, textan_error *error) {
  static struct plugin plugin;
  static struct plugin_use use;
  plugin = (struct plugin){.path = "", .data_directory = folder};
  use = (struct plugin_use){.id = "entities", .plugin = &plugin};
  *analysis = (struct analysis){.lexicons = lexicon_set_new(), .document = document_new()};
  analysis->host = analysis->lexicons ? host_new(&use, analysis->lexicons, NULL) : NULL;
  if (!analysis->host || !analysis->document)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the word lists");
  static const struct entities_languages all = {0};
  analysis->model = entities_model_new(analysis->host, &all, error);
  return analysis->model ? lexicon_set_compile(analysis->lexicons, error) : error->status;
}

void analysis_close(struct analysis *analysis) {
  entities_scratch_clear(&analysis->scratch);
  if (analysis->model)
    analysis->model->tagger = NULL;
  entities_model_free(analysis->model);
  document_free(analysis->document);
  host_free(analysis->host);
  lexicon_set_free(analysis->lexicons);
}

textan_status analysis_rules(struct analysis *analysis, const struct gold_document *gold, textan_error *error) {
  textan_document *document = analysis->document;
  const textan_feature language = {"lang",
                                   {.type = TEXTAN_STRING, .as = {.string = {gold->language, strlen(gold->language)}}}};
  if (!document_begin(document, "", gold->file, gold->file))
    return textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a document", gold->file, gold->line);
  textan_status status = document_set_text(document, gold->text, gold->size, false, error);
  if (status != TEXTAN_OK) {
    const textan_error reason = *error;
    return textan_fail(error, status, "%s:%u: the document that begins here: %.300s", gold->file, gold->line,
                       reason.message);
  }
  status = document_keep_attribute(document, &language, error);
  if (status != TEXTAN_OK)
    return status;
  document_begin_step(document, "entities", nothing);
  status = entities_work_begin(&analysis->work, analysis->model, &analysis->scratch, document, error);
  return status == TEXTAN_OK && analysis->work.count ? entities_rules(&analysis->work) : status;
}

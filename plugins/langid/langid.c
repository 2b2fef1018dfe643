/* langid.c - the analyser: sets the attributes lang and lang_score and adds the layer "language". */
#include "textan/plugin.h"

#include "detect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MODEL_FILE "langid.model"

typedef struct model {
  const textan_host *host;
  langid_model file;
  langid_languages languages;
  const char *fallback; /* where no language is certain enough */
  double min_score;
  bool spans;
} model;

static textan_status choose_languages(model *m, const textan_parameters *parameters, textan_error *error) {
  const textan_parameters_api *api = m->host->parameters;
  const size_t count = api->count(parameters, "languages");
  langid_languages_all(&m->file, &m->languages);
  if (count == 0)
    return TEXTAN_OK;
  m->languages.count = 0;
  for (size_t i = 0; i < count; i++) {
    const char *tag = api->string_at(parameters, "languages", i);
    if (!langid_languages_allow(&m->file, &m->languages, tag))
      return textan_fail(error, TEXTAN_ECONFIG,
                         "languages: expected tags of languages that the model knows, found \"%s\"", tag);
  }
  return TEXTAN_OK;
}

/* A tag is letters, digits and hyphens, as in BCP 47. */
static bool tag_is_sound(const char *tag) {
  const size_t size = strlen(tag);
  return size >= 2 && strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == size &&
         tag[0] > '9' && tag[size - 1] != '-';
}

static void model_free(void *model_) {
  model *m = model_;
  if (m)
    langid_model_close(&m->file);
  free(m);
}

static textan_status model_new(const textan_host *host, const textan_parameters *parameters, void **out,
                               textan_error *error) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/" MODEL_FILE, host->data_directory) >= (int)sizeof path)
    return textan_fail(error, TEXTAN_EDATA, "the path of the data directory is longer than %zu bytes", sizeof path);
  model *m = calloc(1, sizeof *m);
  if (!m)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory");
  m->host = host;
  m->fallback = host->parameters->string(parameters, "default");
  m->spans = host->parameters->boolean(parameters, "spans");
  const textan_decimal least = host->parameters->decimal(parameters, "min_score");
  m->min_score = (double)least.mantissa * pow(10, least.exponent);
  textan_status status = langid_model_open(path, &m->file, error);
  if (status == TEXTAN_OK)
    status = choose_languages(m, parameters, error);
  if (status == TEXTAN_OK && !tag_is_sound(m->fallback))
    status = textan_fail(error, TEXTAN_ECONFIG, "default: expected a BCP 47 language tag, found \"%s\"", m->fallback);
  if (status != TEXTAN_OK) {
    model_free(m);
    return status;
  }
  *out = m;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model_, void **scratch, textan_error *error) {
  const model *m = model_;
  *scratch = langid_detector_new(&m->file, &m->languages);
  return *scratch ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "out of memory");
}

static void scratch_free(void *scratch) {
  langid_detector_free(scratch);
}

static textan_status set_language(const model *m, textan_document *document, const char *tag, double score,
                                  textan_error *error) {
  const textan_feature lang = {"lang", {.type = TEXTAN_STRING, .as.string = {tag, strlen(tag)}}};
  const textan_feature sure = {"lang_score", {.type = TEXTAN_DECIMAL, .as.decimal = {lround(score * 10000), -4}}};
  const textan_status status = m->host->document->set_attribute(document, &lang, error);
  return status == TEXTAN_OK ? m->host->document->set_attribute(document, &sure, error) : status;
}

static textan_status analyse(const void *model_, void *scratch, textan_document *document, textan_error *error) {
  const model *m = model_;
  const textan_document_api *api = m->host->document;
  const bool given = api->attribute(document, "lang") != NULL;
  if (given && !m->spans)
    return TEXTAN_OK;
  size_t size;
  const char *text = api->text(document, &size);
  langid_result found;
  if (!langid_detect(scratch, text, size, m->spans, &found))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory");
  const bool certain = found.language != LANGID_UNKNOWN && found.score >= m->min_score;
  if (!given) {
    const char *tag = certain ? m->languages.tags[found.language] : m->fallback;
    const textan_status status = set_language(m, document, tag, certain ? found.score : 0, error);
    if (status != TEXTAN_OK)
      return status;
  }
  for (size_t i = 0; i < found.run_count; i++) {
    const langid_run *run = &found.runs[i];
    const textan_annotation span = {.struct_size = sizeof span,
                                    .begin = (uint32_t)run->begin,
                                    .end = (uint32_t)run->end,
                                    .score = -1,
                                    .layer = "language",
                                    .type = m->languages.tags[run->language]};
    const textan_status status = api->add(document, &span, NULL, error);
    if (status != TEXTAN_OK)
      return status;
  }
  return TEXTAN_OK;
}

static const textan_parameter parameters[] = {
    {"languages", TEXTAN_PARAMETER_STRING, TEXTAN_PARAMETER_LIST, NULL, NULL, NULL, NULL, NULL,
     "Only these languages (BCP 47 tags) are answered; all that the model knows where it is not set."},
    {"default", TEXTAN_PARAMETER_STRING, 0, "\"und\"", NULL, NULL, NULL, NULL,
     "The tag of documents whose language is not certain enough, or that are in none."},
    {"min_score", TEXTAN_PARAMETER_DECIMAL, 0, "0", "0", "1", NULL, NULL,
     "Documents whose language is less certain get the default."},
    {"spans", TEXTAN_PARAMETER_BOOLEAN, 0, "true", NULL, NULL, NULL, NULL,
     "Whether documents in several languages get annotations for the parts."},
    {0}};

static const textan_feature_type attributes[] = {
    {"lang", TEXTAN_STRING, "BCP 47 tag of the document's language; \"und\" without evidence"},
    {"lang_score", TEXTAN_DECIMAL, "how likely that is right, from 0 to 1"},
    {0}};

static const textan_layer produces[] = {{"document", 0, NULL, attributes}, {"language", 0, NULL, NULL}, {0}};

static const textan_analyser analyser = {.struct_size = sizeof analyser,
                                         .parameter_size = sizeof(textan_parameter),
                                         .summary = "Names the language of a document and of its parts.",
                                         .parameters = parameters,
                                         .produces = produces,
                                         .model_new = model_new,
                                         .model_free = model_free,
                                         .scratch_new = scratch_new,
                                         .scratch_free = scratch_free,
                                         .analyse = analyse};

static const textan_module module = {.struct_size = sizeof module,
                                     .abi_major = TEXTAN_ABI_MAJOR,
                                     .abi_minor = TEXTAN_ABI_MINOR,
                                     .name = "langid",
                                     .version = "1.0.0",
                                     .license = "Apache-2.0",
                                     .summary = "Language identification",
                                     .analyser = &analyser};

TEXTAN_MODULE(langid, module);

/* Decoder for textan's own JSON Lines: the text with its attributes and layers, so that steps can be run on what
 * earlier ones found. */
#include <stdlib.h>
#include <string.h>

#include "textan.h"

static const char *const offset_choices[] = {"byte", "codepoint", "utf16", NULL};

static const textan_parameter parameters[] = {
    {.name = "layers",
     .type = TEXTAN_PARAMETER_STRING,
     .flags = TEXTAN_PARAMETER_LIST,
     .fallback = "[ \"language\", \"token\", \"sentence\", \"boilerplate\", \"entity\", \"treaty\", \"figure\" ]",
     .summary = "The layers that are read; others are left out."},
    {.name = "offsets",
     .type = TEXTAN_PARAMETER_CHOICE,
     .fallback = "\"codepoint\"",
     .choices = offset_choices,
     .summary = "What begin and end count, as the writer's parameter of that name said."},
    {0}};

/* ---- layers ---- */

static const textan_feature_type entity_features[] = {{"code", TEXTAN_STRING, "as the step found it"},
                                                      {"country", TEXTAN_STRING, "as the step found it"},
                                                      {"value", TEXTAN_STRING, "as the step found it"},
                                                      {"role", TEXTAN_STRING, "as the step found it"},
                                                      {0}};
static const textan_feature_type attributes[] = {{"lang", TEXTAN_STRING, "BCP 47 tag of the text's language"}, {0}};

/* What the line brings along: the layers that are read, and attributes. */
static textan_status decoder_schema(const textan_host *host, const textan_parameters *values, textan_schema *schema,
                                    textan_error *error) {
  const textan_arena_api *memory = host->extension(host, TEXTAN_ARENA);
  const size_t count = host->parameters->count(values, "layers");
  textan_layer *layers = memory->keep(host, (count + 2) * sizeof *layers);
  if (!layers)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the names of layers");
  for (size_t i = 0; i < count; i++) {
    const char *name = host->parameters->string_at(values, "layers", i);
    layers[i] = (textan_layer){.name = name, .features = strcmp(name, "entity") == 0 ? entity_features : NULL};
  }
  layers[count] = (textan_layer){.name = "document", .features = attributes};
  schema->produces = layers;
  return TEXTAN_OK;
}

/* ---- the line ---- */

/* What it failed for in the run that wrote the line is what it fails for now. */
static textan_status fail_again(const cJSON *failure, textan_error *error) {
  const cJSON *step = cJSON_GetObjectItemCaseSensitive(failure, "step");
  const cJSON *reason = cJSON_GetObjectItemCaseSensitive(failure, "reason");
  return textan_fail(error, TEXTAN_EINPUT, "it had failed in \"%.60s\": %.380s",
                     cJSON_IsString(step) ? step->valuestring : "?",
                     cJSON_IsString(reason) ? reason->valuestring : "?");
}

static textan_status set_attribute(textan_decoding *decoding, const struct line *line, const cJSON *json) {
  char what[80];
  textan_feature attribute = {.name = json->string};
  snprintf(what, sizeof what, "attribute \"%.40s\"", json->string);
  const textan_status status = value_read(line, what, json, &attribute.value);
  return status == TEXTAN_OK ? decoding->set_attribute(decoding, &attribute, line->error) : status;
}

/* The language that the corpus sets goes before the line's. */
static textan_status set_attributes(textan_decoding *decoding, const struct line *line, const cJSON *root) {
  const cJSON *lang = cJSON_GetObjectItemCaseSensitive(root, "lang");
  const cJSON *all = cJSON_GetObjectItemCaseSensitive(root, "attributes");
  textan_status status = TEXTAN_OK;
  if (cJSON_IsString(lang) && strcmp(lang->valuestring, "und") != 0 &&
      !line->model->document->attribute(line->document, "lang"))
    status = set_attribute(decoding, line, lang);
  for (const cJSON *item = cJSON_IsObject(all) ? all->child : NULL; item && status == TEXTAN_OK; item = item->next)
    status = set_attribute(decoding, line, item);
  return status;
}

static textan_status add_errors(textan_decoding *decoding, const cJSON *errors, textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (const cJSON *item = errors ? errors->child : NULL; item && status == TEXTAN_OK; item = item->next) {
    const cJSON *step = cJSON_GetObjectItemCaseSensitive(item, "step");
    const cJSON *reason = cJSON_GetObjectItemCaseSensitive(item, "reason");
    if (cJSON_IsString(step) && cJSON_IsString(reason))
      status = decoding->add_error(decoding, step->valuestring, reason->valuestring, error);
  }
  return status;
}

static textan_status read_root(const struct model *model, struct scratch *scratch, textan_decoding *decoding,
                               const cJSON *root, textan_error *error) {
  const cJSON *failure = cJSON_GetObjectItemCaseSensitive(root, "error");
  const cJSON *format = cJSON_GetObjectItemCaseSensitive(root, "format");
  const cJSON *text = cJSON_GetObjectItemCaseSensitive(root, "text");
  if (!cJSON_IsNumber(format) || format->valuedouble != 1)
    return textan_fail(error, TEXTAN_EINPUT, "the line is not of format 1, as textan writes it");
  if (failure)
    return fail_again(failure, error);
  if (!cJSON_IsString(text))
    return textan_fail(error, TEXTAN_EINPUT, "the line holds no text; it is written with text = true");
  const size_t size = strlen(text->valuestring);
  textan_status status = decoding->set_text(decoding, text->valuestring, size, error);
  if (status != TEXTAN_OK)
    return status;
  struct line line = {model, scratch, decoding->document(decoding), text->valuestring, error};
  if (!offsets_begin(&scratch->offsets, model->unit, text->valuestring, size))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the offsets of a text of %zu bytes", size);
  status = set_attributes(decoding, &line, root);
  if (status == TEXTAN_OK)
    status = annotations_read(&line, cJSON_GetObjectItemCaseSensitive(root, "annotations"),
                              cJSON_GetObjectItemCaseSensitive(root, "relations"));
  return status == TEXTAN_OK ? add_errors(decoding, cJSON_GetObjectItemCaseSensitive(root, "errors"), error) : status;
}

static textan_status decode(const void *data, void *memory, const textan_record *record, textan_decoding *decoding,
                            textan_error *error) {
  cJSON *root = cJSON_ParseWithLength(record->bytes, record->size);
  textan_status status;
  if (root)
    status = read_root(data, memory, decoding, root, error);
  else
    status =
        textan_fail(error, TEXTAN_EINPUT,
                    "the record is no line of JSON; the reader gives whole lines with params = { record = \"line\"; }");
  cJSON_Delete(root);
  return status;
}

/* ---- model and scratch ---- */

static void model_free(void *data) {
  struct model *model = data;
  if (model)
    free(model->layers);
  free(model);
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  const textan_parameters_api *get = host->parameters;
  struct model *model = calloc(1, sizeof *model);
  const size_t count = get->count(values, "layers");
  const char **layers = calloc(count + 1, sizeof *layers);
  if (!model || !layers) {
    free(model);
    free(layers);
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the decoder");
  }
  *model = (struct model){.document = host->document,
                          .words = host->extension(host, TEXTAN_WORDS),
                          .views = host->extension(host, TEXTAN_VIEWS),
                          .layers = layers};
  while (model->layer_count < count) {
    layers[model->layer_count] = get->string_at(values, "layers", model->layer_count);
    model->layer_count++;
  }
  while (strcmp(offset_choices[model->unit], get->string(values, "offsets")) != 0)
    model->unit++;
  *out = model;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model, void **out, textan_error *error) {
  (void)model;
  *out = calloc(1, sizeof(struct scratch));
  return *out ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the decoder");
}

static void scratch_free(void *data) {
  scratch_clear(data);
  free(data);
}

static const char *const media_types[] = {"application/json", NULL};

static const textan_decoder decoder = {
    .struct_size = sizeof(textan_decoder),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Takes lines that textan wrote, with their attributes and layers.",
    .parameters = parameters,
    .media_types = media_types,
    .model_new = model_new,
    .model_free = model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .decode = decode,
    .schema = decoder_schema,
};

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "textan",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Decodes textan's own output.",
    .decoder = &decoder,
};

TEXTAN_MODULE(textan, module);

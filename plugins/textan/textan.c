/* Decoder for textan's own JSON Lines: the text with its attributes and layers, so that steps can be run on what
 * earlier ones found. */
#include <stdlib.h>
#include <string.h>

#include "../jsonl/format.h"
#include "textan.h"

static const char *const offset_choices[] = {"byte", "codepoint", "utf16", NULL};

static const textan_parameter parameters[] = {
    {.name = "layers",
     .type = TEXTAN_PARAMETER_STRING,
     .flags = TEXTAN_PARAMETER_LIST,
     .fallback = "[ \"language\", \"token\", \"sentence\", \"boilerplate\", \"entity\", \"treaty\", \"figure\" ]",
     .summary = "The layers that are read; others are left out, with \"language\" also the document's language."},
    {.name = "offsets",
     .type = TEXTAN_PARAMETER_CHOICE,
     .fallback = "\"codepoint\"",
     .choices = offset_choices,
     .summary = "What begin and end count, as the writer's parameter of that name said."},
    {0}};

/* ---- layers ---- */

/* Of the attributes only the language is for certain what the format says: others come with the documents. */
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
    const textan_layer *known = format_layer(name);
    layers[i] = (textan_layer){.name = name, .features = known ? known->features : NULL};
  }
  layers[count] = (textan_layer){.name = "document", .features = attributes};
  schema->produces = layers;
  return TEXTAN_OK;
}

static textan_status decode(const void *model, void *scratch, const textan_record *record, textan_decoding *decoding,
                            textan_error *error) {
  return line_read(model, scratch, record, decoding, error);
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
  struct layer *layers = calloc(count + 1, sizeof *layers);
  if (!model || !layers) {
    free(model);
    free(layers);
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the decoder");
  }
  *model = (struct model){.document = host->document,
                          .words = host->extension(host, TEXTAN_WORDS),
                          .views = host->extension(host, TEXTAN_VIEWS),
                          .layers = layers,
                          .layer_count = count,
                          .attributes = {"document", format_layer("document")}};
  for (size_t i = 0; i < count; i++) {
    const char *name = get->string_at(values, "layers", i);
    layers[i] = (struct layer){name, format_layer(name)};
    if (strcmp(name, "token") == 0)
      model->tokens = &layers[i];
    else if (strcmp(name, "sentence") == 0)
      model->sentences = &layers[i];
    else if (strcmp(name, "language") == 0)
      model->language = true;
  }
  while (model->unit < UNIT_UTF16 && strcmp(offset_choices[model->unit], get->string(values, "offsets")) != 0)
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

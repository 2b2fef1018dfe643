/* Hostile: adds what the header forbids.  The id of the document says what; with any other id it adds one good
 * annotation over the first byte. */
#include <string.h>
#include <textan/plugin.h>

static const textan_feature bad_name = {"Bad Name", {.type = TEXTAN_BOOLEAN, .as = {.boolean = true}}};
static const textan_feature bad_text = {"note", {.type = TEXTAN_STRING, .as = {.string = {"\xff", 1}}}};
static const textan_feature bad_type = {"note", {.type = 99}};

struct fault {
  const char *id;
  uint32_t begin, end;
  const char *layer;
  const textan_feature *feature;
};

static const struct fault faults[] = {
    {"past-the-end", 0, UINT32_MAX, "mark", NULL},
    {"backwards", 2, 1, "mark", NULL},
    {"empty", 1, 1, "mark", NULL},
    {"inside-a-character", 0, 1, "mark", NULL},
    {"undeclared-layer", 0, 1, "entity", NULL},
    {"no-layer", 0, 1, NULL, NULL},
    {"bad-feature-name", 0, 1, "mark", &bad_name},
    {"bad-feature-text", 0, 1, "mark", &bad_text},
    {"unknown-value-type", 0, 1, "mark", &bad_type},
};

static textan_status model_new(const textan_host *host, const textan_parameters *parameters, void **model,
                               textan_error *error) {
  (void)parameters, (void)error;
  *model = (void *)(uintptr_t)host->document;
  return TEXTAN_OK;
}

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)scratch;
  const textan_document_api *api = model;
  textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 1, .score = -1, .layer = "mark", .type = "x"};
  /* Added before the fault, so that the host has something to take back. */
  if (strcmp(api->id(document), "inside-a-character") != 0 && api->add(document, &annotation, NULL, error) != TEXTAN_OK)
    return error->status;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    if (strcmp(faults[i].id, api->id(document)) != 0)
      continue;
    annotation.begin = faults[i].begin;
    annotation.end = faults[i].end;
    annotation.layer = faults[i].layer;
    annotation.features = faults[i].feature;
    annotation.feature_count = faults[i].feature ? 1 : 0;
    return api->add(document, &annotation, NULL, error);
  }
  return TEXTAN_OK;
}

static const textan_feature_type features[] = {{"note", TEXTAN_STRING, "A note"}, {0}};
static const textan_layer produces[] = {{.name = "mark", .features = features}, {0}};

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Adds what is forbidden",
    .produces = produces,
    .model_new = model_new,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "outside",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Adds what is forbidden",
    .analyser = &analyser,
};

TEXTAN_MODULE(outside, module);

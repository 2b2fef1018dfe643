/* template: an analyser to copy.  It marks the names of word lists, one list a language, as entities.
 * README.md beside this file says how to make it yours; textan/plugin.h explains every call. */
#include <stdlib.h>
#include <string.h>
#include <textan/plugin.h>

/* What a configuration can set.  The host parses it, checks it and documents it. */
static const textan_parameter parameters[] = {
    {.name = "languages",
     .type = TEXTAN_PARAMETER_STRING,
     .flags = TEXTAN_PARAMETER_LIST,
     .fallback = "[ \"en\", \"vi\" ]",
     .summary = "Languages whose lists are used: lang/<code>/names.tsv for each."},
    {0},
};

/* What is added, so that the host can check that later steps get what they need. */
static const textan_feature_type features[] = {
    {"code", TEXTAN_STRING, "ISO 3166-1 alpha-2 code of a state, or an organisation's acronym"},
    {"country", TEXTAN_STRING, "code of the state that the name belongs to"},
    {"value", TEXTAN_STRING, "ISO 8601 date that the name stands for"},
    {0},
};
static const textan_layer produces[] = {{.name = "entity", .features = features}, {0}};

/* Columns of names.tsv behind the name: the entity's type, and its features as above. */
enum { TYPE = 1, CODE, COUNTRY, VALUE, COLUMNS };

/* Made once; afterwards only read, by any number of workers. */
struct model {
  const textan_document_api *documents;
  const textan_lexicon_api *lexicons;
  size_t count;
  textan_lexicon *lists[];
};

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  const size_t count = host->parameters->count(values, "languages");
  struct model *model = calloc(1, sizeof *model + count * sizeof *model->lists);
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu lists", count);
  *model = (struct model){host->document, host->extension(host, TEXTAN_LEXICON), count};
  for (size_t i = 0; i < count; i++) {
    char path[256]; /* below the plugin's data folder */
    snprintf(path, sizeof path, "lang/%s/names.tsv", host->parameters->string_at(values, "languages", i));
    if (model->lexicons->load(host, path, TYPE + 1, TEXTAN_LEXICON_EXACT_CASE, &model->lists[i], error) != TEXTAN_OK) {
      free(model);
      return error->status;
    }
  }
  *out = model;
  return TEXTAN_OK;
}

/* Adds an entity where a list matched. */
static textan_status mark(const struct model *model, const textan_lexicon *list, const textan_lexicon_match *match,
                          textan_document *document, textan_error *error) {
  textan_feature found[COLUMNS - CODE];
  textan_annotation annotation = {.struct_size = sizeof annotation, .score = 1, .layer = "entity", .rule = "names"};
  annotation.begin = match->begin;
  annotation.end = match->end;
  annotation.type = model->lexicons->cell(list, match->entry, TYPE);
  annotation.features = found;
  for (size_t column = CODE; column < COLUMNS; column++) {
    const char *cell = model->lexicons->cell(list, match->entry, column);
    if (*cell)
      found[annotation.feature_count++] = (textan_feature){
          features[column - CODE].name, {.type = TEXTAN_STRING, .as = {.string = {cell, strlen(cell)}}}};
  }
  return model->documents->add(document, &annotation, NULL, error);
}

static textan_status analyse(const void *data, void *scratch, textan_document *document, textan_error *error) {
  const struct model *model = data;
  (void)scratch; /* no memory of its own is needed while it works */
  for (size_t i = 0; i < model->count; i++) {
    const textan_lexicon_match *matches;
    size_t count;
    if (model->lexicons->match(model->lists[i], document, &matches, &count, error) != TEXTAN_OK)
      return error->status;
    for (size_t j = 0; j < count; j++)
      if (mark(model, model->lists[i], &matches[j], document, error) != TEXTAN_OK)
        return error->status;
  }
  return TEXTAN_OK;
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Marks the names of word lists as entities",
    .parameters = parameters,
    .produces = produces,
    .model_new = model_new,
    .model_free = free,
    .analyse = analyse,
};
static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "template",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "An analyser to copy: marks the names of word lists as entities",
    .analyser = &analyser,
};
TEXTAN_MODULE(template, module);

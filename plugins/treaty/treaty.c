/* treaty: international instruments in a text, with kind, parties, status, date and number. */
#include "treaty.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the plugin declares -------------------------------------------------------------------- */

static const textan_parameter parameters[] = {{"anaphora", TEXTAN_PARAMETER_BOOLEAN, 0, "true", NULL, NULL, NULL, NULL,
                                               "Also annotate nouns that only refer back, with anaphor = true."},
                                              {0}};

static const textan_feature_type entity_features[] = {
    {"code", TEXTAN_STRING, "State or organisation."},
    {"country", TEXTAN_STRING, "The state of a city, province or organ."},
    {"value", TEXTAN_STRING, "DATE: ISO 8601, reduced."},
    {0}};

static const textan_feature_type treaty_features[] = {
    {"kind", TEXTAN_STRING, "The kind of instrument; the type of the annotation, too."},
    {"parties", TEXTAN_LIST, "ISO 3166-1 alpha-2 codes and acronyms, sorted."},
    {"status", TEXTAN_STRING,
     "What the text says of it here: proposed, negotiating, signed, in_force, terminated, referenced and so on."},
    {"date", TEXTAN_STRING, "When that status came about: ISO 8601, reduced."},
    {"count", TEXTAN_INTEGER, "How many instruments, where not one."},
    {"known", TEXTAN_STRING, "Short code of a well-known instrument."},
    {"anaphor", TEXTAN_BOOLEAN, "True: the noun only refers back to an instrument named before."},
    {0}};

static const textan_layer consumes[] = {{"entity", 0, NULL, entity_features},
                                        {"sentence", 0, NULL, NULL},
                                        {"language", TEXTAN_LAYER_OPTIONAL, NULL, NULL},
                                        {0}};
static const textan_layer produces[] = {{"treaty", 0, NULL, treaty_features}, {0}};

/* ---- model and scratch ------------------------------------------------------------------------------ */

struct configured {
  struct treaty_model tables;
  bool anaphora;
};

static void model_free(void *memory) {
  struct configured *model = memory;
  if (!model)
    return;
  treaty_tables_free(&model->tables);
  free(model);
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  struct configured *model = calloc(1, sizeof *model);
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the tables of treaty");
  struct treaty_model *tables = &model->tables;
  tables->words = host->extension(host, TEXTAN_WORDS);
  tables->lexicon = host->extension(host, TEXTAN_LEXICON);
  tables->views = host->extension(host, TEXTAN_VIEWS);
  tables->document = host->document;
  model->anaphora = host->parameters->boolean(values, "anaphora");
  textan_status status = TEXTAN_OK;
  if (!tables->words || !tables->lexicon || !tables->views)
    status = textan_fail(error, TEXTAN_ECONFIG, "treaty needs the services %s, %s and %s of the host", TEXTAN_WORDS,
                         TEXTAN_LEXICON, TEXTAN_VIEWS);
  else
    status = treaty_tables_load(tables, host, error);
  if (status != TEXTAN_OK) {
    model_free(model);
    return status;
  }
  *out = model;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model, void **scratch, textan_error *error) {
  (void)model;
  *scratch = calloc(1, sizeof(struct treaty_scratch));
  return *scratch ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "out of memory for the scratch of treaty");
}

static void scratch_free(void *memory) {
  struct treaty_scratch *scratch = memory;
  if (!scratch)
    return;
  free(scratch->items);
  free(scratch->marks);
  free(scratch->order);
  free(scratch);
}

/* ---- output -------------------------------------------------------------------------------------------- */

static void feature_string(textan_feature *features, size_t *count, const char *name, const char *value) {
  if (!value || !*value)
    return;
  features[*count].name = name;
  features[*count].value = (textan_value){.type = TEXTAN_STRING, .as = {.string = {value, strlen(value)}}};
  (*count)++;
}

static textan_status item_emit(const struct treaty_scene *scene, const struct treaty_item *item, textan_error *error) {
  textan_feature features[8];
  textan_string parties[PARTIES_MAX];
  size_t count = 0;
  const char *kind = treaty_kind_name(item->kind);
  feature_string(features, &count, "kind", kind);
  for (size_t i = 0; i < item->party_count; i++)
    parties[i] = (textan_string){item->parties[i], strlen(item->parties[i])};
  if (item->party_count) {
    features[count].name = "parties";
    features[count++].value = (textan_value){.type = TEXTAN_LIST, .size = item->party_count, .as = {.list = parties}};
  }
  feature_string(features, &count, "status",
                 treaty_status_name(item->status ? (enum treaty_status)item->status : STATUS_REFERENCED));
  feature_string(features, &count, "date", item->date);
  if (item->count) {
    features[count].name = "count";
    features[count++].value = (textan_value){.type = TEXTAN_INTEGER, .as = {.integer = item->count}};
  }
  feature_string(features, &count, "known", item->known ? item->known->code : NULL);
  if (item->flags & ITEM_ANAPHOR) {
    features[count].name = "anaphor";
    features[count++].value = (textan_value){.type = TEXTAN_BOOLEAN, .as = {.boolean = true}};
  }
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .begin = scene->words[item->first].begin,
                                        .end = scene->words[item->end - 1].end,
                                        .score = -1,
                                        .layer = "treaty",
                                        .type = kind,
                                        .rule = item->rule,
                                        .features = features,
                                        .feature_count = count};
  return scene->model->document->add(scene->document, &annotation, NULL, error);
}

/* ---- a document --------------------------------------------------------------------------------------------- */

static textan_status scene_open(struct treaty_scene *scene, textan_error *error) {
  const struct treaty_model *model = scene->model;
  size_t size;
  scene->words = model->words->words(scene->document, &scene->word_count);
  scene->folded = model->words->folded(scene->document, &size);
  if (!scene->words || !scene->folded)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the words of the document");
  scene->entities = model->views->entities(scene->document, &scene->entity_count);
  scene->sentences = model->views->sentences(scene->document, &scene->sentence_count);
  return TEXTAN_OK;
}

/* The acronyms that the sentence gave, for the sentences that follow. */
static void aliases_take(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  for (size_t i = scene->first_item; i < scratch->item_count && scratch->alias_count < ALIASES_MAX; i++) {
    const struct treaty_item *item = &scratch->items[i];
    if (item->flags & ITEM_ACRONYM && !item->known && item->end == item->first + 1 &&
        !(scratch->items[item->same - 1].flags & ITEM_DROPPED))
      scratch->aliases[scratch->alias_count++] = (struct treaty_alias){scene->words[item->first].hash, item->same - 1};
  }
}

/* What is read at once: a sentence, or a part of one that is longer than sentences are. */
static textan_status part_read(struct treaty_scene *scene, uint32_t first, uint32_t end, textan_error *error) {
  scene->first = first;
  scene->end = end;
  bool found;
  textan_status status = treaty_marks_read(scene, &found, error);
  if (status != TEXTAN_OK || !found)
    return status;
  if (!scene->pair_read)
    treaty_pair_find(scene);
  status = treaty_names_read(scene, error);
  if (status != TEXTAN_OK)
    return status;
  treaty_statuses_read(scene);
  treaty_parties_read(scene);
  treaty_reject(scene);
  aliases_take(scene);
  return TEXTAN_OK;
}

static textan_status sentence_read(struct treaty_scene *scene, uint32_t index, textan_error *error) {
  enum { PART_WORDS = 400 };
  const textan_sentence *sentence = &scene->sentences[index];
  const char *tag = scene->model->document->language_at(scene->document, sentence->begin);
  const uint32_t end = sentence->first_word + sentence->word_count;
  scene->language = treaty_language_find(scene->model, tag);
  scene->sentence = index;
  textan_status status = TEXTAN_OK;
  for (uint32_t first = sentence->first_word; scene->language && status == TEXTAN_OK && first < end;
       first += PART_WORDS)
    status = part_read(scene, first, end - first > PART_WORDS ? first + PART_WORDS : end, error);
  return status;
}

static textan_status analyse(const void *memory, void *scratch_memory, textan_document *document, textan_error *error) {
  const struct configured *model = memory;
  struct treaty_scratch *scratch = scratch_memory;
  struct treaty_scene scene = {.model = &model->tables, .document = document, .scratch = scratch};
  scratch->item_count = scratch->alias_count = 0;
  textan_status status = scene_open(&scene, error);
  for (size_t i = 0; status == TEXTAN_OK && i < scene.sentence_count; i++)
    status = sentence_read(&scene, (uint32_t)i, error);
  if (status != TEXTAN_OK || scratch->item_count == 0)
    return status;
  status = treaty_document_join(&scene, error);
  for (size_t i = 0; status == TEXTAN_OK && i < scratch->item_count; i++) {
    const struct treaty_item *item = &scratch->items[scratch->order[i]];
    if (!(item->flags & ITEM_DROPPED) && (model->anaphora || !(item->flags & ITEM_ANAPHOR)))
      status = item_emit(&scene, item, error);
  }
  return status;
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Finds international instruments and says their kind, parties, status, date and number.",
    .parameters = parameters,
    .consumes = consumes,
    .produces = produces,
    .model_new = model_new,
    .model_free = model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "treaty",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "International instruments: treaties, agreements, memoranda, joint statements, programmes.",
    .analyser = &analyser,
};

TEXTAN_MODULE(treaty, module);

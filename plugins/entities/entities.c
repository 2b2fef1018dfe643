/* The analyser `entities`: names of people, organisations, places and peoples, events, and calendar expressions, found
 * by word lists, rules and a tagger that knows what these found and decides. */
#include "tagger.h"

#include <stdlib.h>

static const textan_parameter parameters[] = {
    {"types", TEXTAN_PARAMETER_CHOICE, TEXTAN_PARAMETER_LIST, NULL, NULL, NULL, entities_type_names, NULL,
     "The entity types to write; all of them where it is not set."},
    {"languages", TEXTAN_PARAMETER_STRING, TEXTAN_PARAMETER_LIST, NULL, NULL, NULL, NULL, NULL,
     "Languages whose lists are used; all that are installed where it is not set."},
    {"gazetteer", TEXTAN_PARAMETER_PATH, 0, NULL, NULL, NULL, NULL, NULL,
     "A list of names of your own, which goes before all others: names, type, code, country, conditions."},
    {"min_score", TEXTAN_PARAMETER_DECIMAL, 0, "0", "0", "1", NULL, NULL,
     "Entities that are less sure than this are not written."},
    {"second_pass", TEXTAN_PARAMETER_BOOLEAN, 0, "false", NULL, NULL, NULL, NULL,
     "Tag a document twice, the second time knowing what was found for the same words elsewhere in it."},
    {NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};

static const textan_layer consumes[] = {
    {"sentence", TEXTAN_LAYER_OPTIONAL, NULL, NULL},
    {"language", TEXTAN_LAYER_OPTIONAL, NULL, NULL},
    {NULL, 0, NULL, NULL},
};

static const textan_feature_type features[] = {
    {"code", TEXTAN_STRING,
     "ISO 3166-1 alpha-2 of a country or nationality, or an international organisation's acronym"},
    {"country", TEXTAN_STRING, "the state that a city, province or organ belongs to (ISO 3166-1 alpha-2)"},
    {"role", TEXTAN_STRING, "title or office beside a personal name, as written"},
    {"canonical", TEXTAN_STRING,
     "a person's fullest name in the document, where the mention is shorter or lacks diacritics"},
    {"value", TEXTAN_STRING, "ISO 8601 value of a date, reduced as far as needed"},
    {NULL, 0, NULL},
};

static const textan_layer produces[] = {
    {"entity", 0, entities_type_names, features},
    {NULL, 0, NULL, NULL},
};

static textan_status service_find(const textan_host *host, const char *id, const void **service, textan_error *error) {
  *service = host->extension(host, id);
  return *service ? TEXTAN_OK : textan_fail(error, TEXTAN_EINTERNAL, "this host has no service %s", id);
}

static textan_status services_find(struct entities_model *model, textan_error *error) {
  const void *words, *lexicon, *views, *arena;
  textan_status status = service_find(model->host, TEXTAN_WORDS, &words, error);
  if (status == TEXTAN_OK)
    status = service_find(model->host, TEXTAN_LEXICON, &lexicon, error);
  if (status == TEXTAN_OK)
    status = service_find(model->host, TEXTAN_VIEWS, &views, error);
  if (status == TEXTAN_OK)
    status = service_find(model->host, TEXTAN_ARENA, &arena, error);
  if (status == TEXTAN_OK) {
    model->words = words;
    model->lexicon = lexicon;
    model->views = views;
    model->arena = arena;
  }
  return status;
}

void entities_model_free(void *data) {
  if (data) {
    entities_languages_free(data);
    entities_tagger_free(data);
  }
  free(data);
}

static float decimal_value(textan_decimal d) {
  double value = (double)d.mantissa;
  for (; d.exponent < 0; d.exponent++)
    value /= 10;
  for (; d.exponent > 0; d.exponent--)
    value *= 10;
  return (float)value;
}

/* The parameters of a step. */
struct chosen {
  const textan_host *host;
  const textan_parameters *values;
};

static const char *language_at(const void *context, size_t index) {
  const struct chosen *chosen = context;
  return chosen->host->parameters->string_at(chosen->values, "languages", index);
}

struct entities_model *entities_model_new(const textan_host *host, const struct entities_languages *wanted,
                                          textan_error *error) {
  struct entities_model *model = calloc(1, sizeof *model);
  if (!model) {
    textan_fail(error, TEXTAN_EMEMORY, "no memory for the model");
    return NULL;
  }
  model->host = host;
  model->document = host->document;
  model->types = (1u << TYPE_COUNT) - 1;
  if (services_find(model, error) == TEXTAN_OK && entities_languages_load(model, wanted, error) == TEXTAN_OK)
    return model;
  entities_model_free(model);
  return NULL;
}

/* An empty list would find nothing, which nobody wants of the step. */
static textan_status lists_check(const textan_host *host, const textan_parameters *values, textan_error *error) {
  static const char *const names[] = {"types", "languages"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (host->parameters->is_set(values, names[i]) && host->parameters->count(values, names[i]) == 0)
      return textan_fail(error, TEXTAN_ECONFIG,
                         "%s: expected one at least, found an empty list; without it, all are found", names[i]);
  return TEXTAN_OK;
}

static textan_status model_new(const textan_host *host, const textan_parameters *parameters_, void **out,
                               textan_error *error) {
  if (lists_check(host, parameters_, error) != TEXTAN_OK)
    return error->status;
  const struct chosen chosen = {host, parameters_};
  const struct entities_languages wanted = {host->parameters->count(parameters_, "languages"), language_at, &chosen};
  struct entities_model *model = entities_model_new(host, &wanted, error);
  if (!model)
    return error->status;
  if (host->parameters->is_set(parameters_, "min_score"))
    model->min_score = decimal_value(host->parameters->decimal(parameters_, "min_score"));
  model->second_pass = host->parameters->boolean(parameters_, "second_pass");
  const size_t types = host->parameters->count(parameters_, "types");
  if (host->parameters->is_set(parameters_, "types"))
    model->types = 0;
  for (size_t i = 0; i < types; i++)
    model->types |= 1u << entities_type_find(host->parameters->string_at(parameters_, "types", i));
  textan_status status = TEXTAN_OK;
  if (host->parameters->is_set(parameters_, "gazetteer"))
    status = entities_gazetteer_load(model, host->parameters->string(parameters_, "gazetteer"), error);
  if (status == TEXTAN_OK)
    status = entities_tagger_load(model, error);
  if (status == TEXTAN_OK)
    *out = model;
  else
    entities_model_free(model);
  return status;
}

static textan_status scratch_new(const void *model, void **out, textan_error *error) {
  (void)model;
  *out = calloc(1, sizeof(struct scratch));
  return *out ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for a worker");
}

void entities_scratch_clear(struct scratch *scratch) {
  for (int i = 0; i < RULES_COUNT; i++)
    free(scratch->matches[i].items);
  if (scratch->tagger)
    tagger_scratch_free(scratch->tagger);
  free(scratch->tagger);
  free(scratch->marks);
  free(scratch->candidates);
  free(scratch->ordered);
  free(scratch->persons);
  free(scratch->ranks);
  *scratch = (struct scratch){0};
}

static void scratch_free(void *data) {
  if (data)
    entities_scratch_clear(data);
  free(data);
}

static void feature_add(textan_feature *list, size_t *count, const char *name, const char *value) {
  if (!value)
    return;
  list[*count].name = name;
  list[*count].value = (textan_value){.type = TEXTAN_STRING, .as.string = {value, strlen(value)}};
  ++*count;
}

static textan_status write_all(const struct work *work) {
  const struct entities_model *model = work->model;
  for (size_t i = 0; i < work->scratch->candidate_count; i++) {
    const struct candidate *candidate = &work->scratch->candidates[i];
    if (candidate->type == TYPE_NONE || candidate->score < model->min_score || !(model->types >> candidate->type & 1u))
      continue;
    textan_feature list[5];
    size_t count = 0;
    feature_add(list, &count, "code", candidate->code);
    feature_add(list, &count, "country", candidate->country);
    feature_add(list, &count, "role", candidate->role);
    feature_add(list, &count, "canonical", candidate->canonical);
    feature_add(list, &count, "value", candidate->value);
    const textan_annotation annotation = {.struct_size = sizeof annotation,
                                          .begin = work->words[candidate->first].begin,
                                          .end = work->words[candidate->first + candidate->count - 1].end,
                                          .score = candidate->score,
                                          .layer = "entity",
                                          .type = entities_type_names[candidate->type],
                                          .rule = candidate->rule,
                                          .features = list,
                                          .feature_count = count};
    const textan_status status = model->document->add(work->document, &annotation, NULL, work->error);
    if (status != TEXTAN_OK)
      return status;
  }
  return TEXTAN_OK;
}

textan_status entities_rules(struct work *work) {
  textan_status status = entities_document_read(work);
  if (status == TEXTAN_OK)
    status = entities_dates(work);
  if (status == TEXTAN_OK)
    status = entities_gazetteer(work);
  if (status == TEXTAN_OK)
    status = entities_candidates_resolve(work);
  if (status == TEXTAN_OK)
    status = entities_lists_note(work);
  if (status == TEXTAN_OK)
    status = entities_family_names(work);
  if (status == TEXTAN_OK)
    status = entities_heads(work);
  if (status == TEXTAN_OK)
    status = entities_acronyms(work);
  if (status == TEXTAN_OK)
    status = entities_candidates_resolve(work);
  if (status == TEXTAN_OK)
    status = entities_persons(work);
  return status;
}

textan_status entities_work_begin(struct work *work, const struct entities_model *model, struct scratch *scratch,
                                  textan_document *document, textan_error *error) {
  size_t count, folded_size, normal_size;
  *work = (struct work){.model = model, .scratch = scratch, .document = document, .error = error};
  work->text = model->document->text(document, &work->text_size);
  work->words = model->words->words(document, &count);
  work->folded = model->words->folded(document, &folded_size);
  /* Without any word there is no array either: only the normal text tells that from a lack of memory. */
  if (!model->words->normal(document, &normal_size))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the words");
  work->count = (uint32_t)count;
  return TEXTAN_OK;
}

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  struct work work;
  textan_status status = entities_work_begin(&work, model, scratch, document, error);
  if (status != TEXTAN_OK || work.count == 0)
    return status;
  status = entities_rules(&work);
  if (status == TEXTAN_OK)
    status = entities_tag(&work);
  if (status == TEXTAN_OK)
    status = entities_user_names(&work);
  if (status == TEXTAN_OK)
    entities_organs(&work);
  if (status == TEXTAN_OK)
    status = entities_canonical(&work);
  if (status == TEXTAN_OK)
    status = write_all(&work);
  return status;
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary =
        "Finds persons, organisations, places, nationalities, events and dates: word lists, rules and a trained "
        "tagger.",
    .parameters = parameters,
    .consumes = consumes,
    .produces = produces,
    .model_new = model_new,
    .model_free = entities_model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "entities",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Named entities and dates",
    .analyser = &analyser,
};

TEXTAN_MODULE(entities, module);

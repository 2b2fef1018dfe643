/* Loads the lists of every language in lang/languages.tsv and checks each cell. */
#include "entities.h"

#include <stdlib.h>

const char *const entities_type_names[TYPE_COUNT + 1] = {"PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "DATE", NULL};

static const char *const name_files[NAMES_COUNT] = {"aliases",   "nationalities", "organisations",
                                                    "locations", "places",        "countries"};
static const char *const rule_files[RULES_COUNT] = {"heads", "titles", "fields", "dates", "people", "words"};

struct flag {
  const char *name;
  uint32_t bit;
};

static const struct flag name_flags[] = {
    {"own", NAME_OWN},     {"upper", NAME_UPPER}, {"weak", NAME_WEAK},   {"pair", NAME_PAIR},
    {"lower", NAME_LOWER}, {"known", NAME_KNOWN}, {"start", NAME_START}, {NULL, 0}};
static const struct flag head_flags[] = {
    {"left", HEAD_LEFT},     {"right", HEAD_RIGHT},       {"of", HEAD_OF},
    {"at", HEAD_AT},         {"alone", HEAD_ALONE},       {"outside", HEAD_OUTSIDE},
    {"lower", HEAD_LOWER},   {"pair", HEAD_PAIR},         {"number", HEAD_NUMBER},
    {"people", HEAD_PEOPLE}, {"nation", HEAD_NATION},     {"state", HEAD_STATE},
    {"digits", HEAD_DIGITS}, {"business", HEAD_BUSINESS}, {NULL, 0}};
static const struct flag title_flags[] = {
    {"honorific", TITLE_HONORIFIC}, {"word", TITLE_WORD}, {"exact", TITLE_EXACT}, {NULL, 0}};
static const struct flag field_flags[] = {{"lower", FIELD_LOWER}, {"inner", FIELD_LOWER | FIELD_INNER}, {NULL, 0}};
static const struct flag people_flags[] = {{"surname", PEOPLE_SURNAME},
                                           {"given", PEOPLE_GIVEN},
                                           {"first", PEOPLE_FIRST},
                                           {"called", PEOPLE_CALLED},
                                           {NULL, 0}};
static const struct flag word_flags[] = {{"article", WORD_ARTICLE},
                                         {"of", WORD_OF},
                                         {"on", WORD_ON},
                                         {"and", WORD_AND},
                                         {"at", WORD_AT},
                                         {"level", WORD_LEVEL},
                                         {"stop", WORD_STOP},
                                         {"particle", WORD_PARTICLE},
                                         {"speech", WORD_SPEECH},
                                         {"language", WORD_LANGUAGE},
                                         {"ordinal", WORD_ORDINAL},
                                         {"sequence", WORD_SEQUENCE},
                                         {"acronym", WORD_ACRONYM},
                                         {"byline", WORD_BYLINE},
                                         {"suffix", WORD_SUFFIX},

                                         {"thing", WORD_THING},
                                         {"relative", WORD_RELATIVE},
                                         {"age", WORD_AGE},
                                         {"in", WORD_IN},
                                         {NULL, 0}};

enum spelling entities_spelling(const char *cell) {
  bool plain = false, marked = false;
  while (*cell) {
    bool ascii = true;
    for (; *cell && *cell != '|'; cell++)
      ascii &= !(*cell & 0x80);
    plain |= ascii;
    marked |= !ascii;
    cell += *cell == '|';
  }
  return marked ? plain ? SPELLED_BOTH : SPELLED_MARKED : SPELLED_PLAIN;
}

int entities_type_find(const char *name) {
  for (int i = 0; i < TYPE_COUNT; i++)
    if (!strcmp(entities_type_names[i], name))
      return i;
  return strcmp(name, "-") ? -1 : TYPE_NONE;
}

/* Reads "a,b" into bits; returns the first unknown word's length and place through *bad. */
static bool flags_read(const char *cell, const struct flag *table, uint32_t *bits, const char **bad, int *bad_size) {
  *bits = 0;
  while (*cell) {
    const size_t size = strcspn(cell, ", ");
    const struct flag *flag = table;
    while (flag->name && (strlen(flag->name) != size || strncmp(flag->name, cell, size)))
      flag++;
    if (!flag->name && size) {
      *bad = cell;
      *bad_size = (int)size;
      return false;
    }
    *bits |= flag->bit;
    cell += size;
    cell += strspn(cell, ", ");
  }
  return true;
}

static textan_status list_open(const struct entities_model *model, const char *code, const char *name, size_t columns,
                               uint32_t flags, textan_lexicon **lexicon, char *path, size_t path_size,
                               textan_error *error) {
  snprintf(path, path_size, "lang/%s/%s.tsv", code, name);
  return model->lexicon->load(model->host, path, columns, flags, lexicon, error);
}

/* One column of flags, for every row. */
static textan_status flag_column(const struct entities_model *model, const textan_lexicon *lexicon, const char *path,
                                 size_t column, const struct flag *table, uint32_t **out, textan_error *error) {
  const size_t count = model->lexicon->entry_count(lexicon);
  uint32_t *bits = calloc(count + 1, sizeof *bits);
  if (!bits)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %s", path);
  *out = bits;
  for (uint32_t i = 0; i < count; i++) {
    const char *bad;
    int size;
    if (!flags_read(model->lexicon->cell(lexicon, i, column), table, &bits[i], &bad, &size))
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: unknown word \"%.*s\" in column %zu", path,
                         model->lexicon->line(lexicon, i), size, bad, column + 1);
  }
  return TEXTAN_OK;
}

/* True when every word of every spelling begins with something else than an ASCII lower-case letter. */
static bool capitals_only(const char *cell) {
  bool begin = true;
  for (; *cell; cell++) {
    if (begin && *cell >= 'a' && *cell <= 'z')
      return false;
    begin = *cell == ' ' || *cell == '|';
  }
  return true;
}

/* Reads the rows of a list of names, which is open. */
static textan_status names_read(const struct entities_model *model, const char *path, struct name_list *list,
                                textan_error *error) {
  const textan_lexicon_api *lexicon = model->lexicon;
  const size_t count = lexicon->entry_count(list->lexicon);
  list->rows = calloc(count + 1, sizeof *list->rows);
  if (!list->rows)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %s", path);
  for (uint32_t i = 0; i < count; i++) {
    struct name_row *row = &list->rows[i];
    const char *bad;
    int size;
    uint32_t bits;
    const int type = entities_type_find(lexicon->cell(list->lexicon, i, 1));
    if (type < 0)
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: \"%s\" is no entity type", path, lexicon->line(list->lexicon, i),
                         lexicon->cell(list->lexicon, i, 1));
    if (!flags_read(lexicon->cell(list->lexicon, i, 4), name_flags, &bits, &bad, &size))
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: unknown condition \"%.*s\"", path,
                         lexicon->line(list->lexicon, i), size, bad);
    row->type = (uint8_t)type;
    row->spelling = (uint8_t)entities_spelling(lexicon->cell(list->lexicon, i, 0));
    row->conditions = (uint8_t)(bits | (capitals_only(lexicon->cell(list->lexicon, i, 0)) ? NAME_CAPITALS : 0u));
    row->code = lexicon->cell(list->lexicon, i, 2);
    row->country = lexicon->cell(list->lexicon, i, 3);
    row->code = *row->code ? row->code : NULL;
    row->country = *row->country ? row->country : NULL;
  }
  return TEXTAN_OK;
}

static textan_status names_load(const struct entities_model *model, const char *code, const char *file,
                                struct name_list *list, textan_error *error) {
  char path[128];
  const textan_status status =
      list_open(model, code, file, 2, TEXTAN_LEXICON_BARE, &list->lexicon, path, sizeof path, error);
  return status == TEXTAN_OK ? names_read(model, path, list, error) : status;
}

textan_status entities_gazetteer_load(struct entities_model *model, const char *path, textan_error *error) {
  struct name_list *list = &model->gazetteer;
  const textan_status status = model->lexicon->load(model->host, path, 2, TEXTAN_LEXICON_BARE, &list->lexicon, error);
  return status == TEXTAN_OK ? names_read(model, path, list, error) : status;
}

static textan_status heads_load(const struct entities_model *model, struct language *language, const char *path,
                                textan_error *error) {
  const textan_lexicon *list = language->rules[RULES_HEADS];
  const textan_lexicon_api *lexicon = model->lexicon;
  const size_t count = lexicon->entry_count(list);
  language->heads = calloc(count + 1, sizeof *language->heads);
  if (!language->heads)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %s", path);
  for (uint32_t i = 0; i < count; i++) {
    const char *bad;
    int size;
    const int type = entities_type_find(lexicon->cell(list, i, 1));
    if (type < 0)
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: \"%s\" is no entity type", path, lexicon->line(list, i),
                         lexicon->cell(list, i, 1));
    if (!flags_read(lexicon->cell(list, i, 2), head_flags, &language->heads[i].flags, &bad, &size))
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: unknown word \"%.*s\" in column 3", path, lexicon->line(list, i),
                         size, bad);
    language->heads[i].type = (uint8_t)type;
  }
  return TEXTAN_OK;
}

static textan_status spellings_find(const struct entities_model *model, struct language *language, int rule,
                                    textan_error *error) {
  const size_t count = model->lexicon->entry_count(language->rules[rule]);
  uint8_t *spellings = calloc(count + 1, sizeof *spellings);
  if (!spellings)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the lists of %s", language->code);
  for (uint32_t i = 0; i < count; i++)
    spellings[i] = (uint8_t)entities_spelling(model->lexicon->cell(language->rules[rule], i, 0));
  language->spellings[rule] = spellings;
  return TEXTAN_OK;
}

static textan_status rules_load(const struct entities_model *model, struct language *language, textan_error *error) {
  char paths[RULES_COUNT][128];
  textan_status status = TEXTAN_OK;
  for (int i = 0; i < RULES_COUNT && status == TEXTAN_OK; i++)
    status = list_open(model, language->code, rule_files[i], i == RULES_FIELDS ? 1 : 2, TEXTAN_LEXICON_BARE,
                       &language->rules[i], paths[i], sizeof paths[i], error);
  for (int i = 0; i < RULES_COUNT && status == TEXTAN_OK; i++)
    status = spellings_find(model, language, i, error);
  if (status == TEXTAN_OK)
    status = heads_load(model, language, paths[RULES_HEADS], error);
  if (status == TEXTAN_OK)
    status = flag_column(model, language->rules[RULES_TITLES], paths[RULES_TITLES], 1, title_flags, &language->titles,
                         error);
  if (status == TEXTAN_OK)
    status = flag_column(model, language->rules[RULES_FIELDS], paths[RULES_FIELDS], 1, field_flags, &language->fields,
                         error);
  if (status == TEXTAN_OK)
    status = flag_column(model, language->rules[RULES_PEOPLE], paths[RULES_PEOPLE], 1, people_flags, &language->people,
                         error);
  if (status == TEXTAN_OK)
    status =
        flag_column(model, language->rules[RULES_WORDS], paths[RULES_WORDS], 1, word_flags, &language->words, error);
  if (status == TEXTAN_OK)
    status = entities_date_patterns_load(model, language, error);
  return status;
}

/* The language is one of those that are asked for, or all are. */
static bool is_wanted(const struct entities_languages *wanted, const char *code) {
  for (size_t i = 0; i < wanted->count; i++)
    if (!strcmp(wanted->get(wanted->context, i), code))
      return true;
  return !wanted->count;
}

/* Every language that is asked for is installed. */
static textan_status wanted_check(const struct entities_model *model, const textan_lexicon *list,
                                  const struct entities_languages *wanted, textan_error *error) {
  for (size_t i = 0; i < wanted->count; i++) {
    const char *code = wanted->get(wanted->context, i);
    char known[200] = "";
    bool found = false;
    for (uint32_t j = 0; j < model->lexicon->entry_count(list); j++) {
      const char *installed = model->lexicon->cell(list, j, 0);
      found |= !strcmp(installed, code);
      snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", j ? ", " : "", installed);
    }
    if (!found)
      return textan_fail(error, TEXTAN_ECONFIG, "languages: there are no lists for \"%s\"; expected one of %s", code,
                         known);
  }
  return TEXTAN_OK;
}

static textan_status language_load(const struct entities_model *model, struct language *language, textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (int i = 0; i < NAMES_COUNT && status == TEXTAN_OK; i++)
    status = names_load(model, language->code, name_files[i], &language->names[i], error);
  return status == TEXTAN_OK ? rules_load(model, language, error) : status;
}

textan_status entities_languages_load(struct entities_model *model, const struct entities_languages *wanted,
                                      textan_error *error) {
  textan_lexicon *list;
  textan_status status = model->lexicon->load(model->host, "lang/languages.tsv", 1, TEXTAN_LEXICON_TABLE, &list, error);
  if (status == TEXTAN_OK)
    status = wanted_check(model, list, wanted, error);
  if (status != TEXTAN_OK)
    return status;
  const size_t count = model->lexicon->entry_count(list);
  if (count == 0 || count >= LANGUAGE_OTHER)
    return textan_fail(error, TEXTAN_EDATA, "lang/languages.tsv names %zu languages, from 1 to %d can be used", count,
                       LANGUAGE_OTHER - 1);
  model->languages = calloc(count, sizeof *model->languages);
  if (!model->languages)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the languages");
  for (uint32_t i = 0; i < count && status == TEXTAN_OK; i++) {
    const char *code = model->lexicon->cell(list, i, 0);
    if (!is_wanted(wanted, code))
      continue;
    struct language *language = &model->languages[model->language_count++];
    language->code = code;
    status = language_load(model, language, error);
  }
  return status;
}

void entities_languages_free(struct entities_model *model) {
  for (size_t i = 0; i < model->language_count; i++) {
    struct language *language = &model->languages[i];
    for (int j = 0; j < NAMES_COUNT; j++)
      free(language->names[j].rows);
    for (int j = 0; j < RULES_COUNT; j++)
      free(language->spellings[j]);
    free(language->heads);
    free(language->titles);
    free(language->fields);
    free(language->words);
    free(language->people);
    free(language->dates);
    free(language->patterns);
  }
  free(model->languages);
  free(model->gazetteer.rows);
}

/* Reads the tables: common/ (signs and codes of all languages, roles) and one folder per language.
 *
 * Every table is a TSV file that the host's lexicon service reads and matches; a language is a folder, so that a new
 * one needs no C. */
#include "figures.h"

#include <dirent.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What the error messages of a row need. */
struct row {
  const textan_lexicon_api *api;
  const textan_lexicon *lexicon;
  const char *folder, *path; /* of the file: the folder, and its name below it */
  uint32_t index;
};

static const char *row_cell(const struct row *row, size_t column) {
  return row->api->cell(row->lexicon, row->index, column);
}

static textan_status row_fail(const struct row *row, textan_error *error, const char *expected, const char *found) {
  return textan_fail(error, TEXTAN_EDATA, "%s/%s:%u: expected %s, found \"%.60s\"", row->folder, row->path,
                     row->api->line(row->lexicon, row->index), expected, found);
}

/* The next word of a list parted by blanks; false at its end. */
static bool next_item(const char **at, const char **item, size_t *size) {
  while (**at == ' ')
    (*at)++;
  *item = *at;
  while (**at != '\0' && **at != ' ')
    (*at)++;
  *size = (size_t)(*at - *item);
  return *size > 0;
}

static bool item_is(const char *item, size_t size, const char *name) {
  return strlen(name) == size && memcmp(item, name, size) == 0;
}

/* ---- cues: "key=value" and flags ------------------------------------------------------------ */

static int measure_or_none(const char *name, size_t size) {
  return item_is(name, size, "none") ? MEASURE_NONE : figures_measure_find(name, size);
}

static const struct {
  const char *name;
  int (*find)(const char *name, size_t size);
  size_t offset;
} cue_keys[] = {
    {"measure", measure_or_none, offsetof(struct figures_cue, measure)},
    {"modality", figures_modality_find, offsetof(struct figures_cue, modality)},
    {"qualifier", figures_qualifier_find, offsetof(struct figures_cue, qualifier)},
    {"change", figures_change_find, offsetof(struct figures_cue, change)},
    {"basis", figures_basis_find, offsetof(struct figures_cue, basis)},
    {"link", figures_link_find, offsetof(struct figures_cue, link)},
    {"refer", figures_refer_find, offsetof(struct figures_cue, refer)},
    {"else", figures_measure_find, offsetof(struct figures_cue, otherwise)},
    {"first", figures_measure_find, offsetof(struct figures_cue, told)},
    {"second", figures_measure_find, offsetof(struct figures_cue, told) + 1},
};

static bool cue_pair(struct figures_cue *cue, const char *item, size_t size) {
  const char *equals = memchr(item, '=', size);
  if (!equals) {
    const uint32_t flag = figures_flag_find(item, size);
    cue->flags |= flag;
    return flag != 0;
  }
  const size_t key = (size_t)(equals - item);
  for (size_t i = 0; i < sizeof cue_keys / sizeof *cue_keys; i++) {
    if (!item_is(item, key, cue_keys[i].name))
      continue;
    const int number = cue_keys[i].find(equals + 1, size - key - 1);
    if (number >= 0)
      ((uint8_t *)cue)[cue_keys[i].offset] = (uint8_t)number;
    return number >= 0;
  }
  return false;
}

static textan_status cue_row(const struct row *row, void *rows, textan_error *error) {
  struct figures_cue *cue = (struct figures_cue *)rows + row->index;
  const char *at = row_cell(row, 1), *item;
  size_t size;
  while (next_item(&at, &item, &size))
    if (!cue_pair(cue, item, size))
      return row_fail(row, error, "a flag or a pair key=value of the cue tables", item);
  return TEXTAN_OK;
}

/* ---- numbers: kind, value, options ------------------------------------------------------------- */

static textan_status numeral_row(const struct row *row, void *rows, textan_error *error) {
  static const char *const kinds[] = {"add", "tens", "times", "scale", "half", "and", "one", "point"};
  struct figures_numeral *numeral = (struct figures_numeral *)rows + row->index;
  const char *kind = row_cell(row, 1), *value = row_cell(row, 2), *at = row_cell(row, 3), *item;
  size_t size, k = 0;
  while (k < sizeof kinds / sizeof *kinds && strcmp(kinds[k], kind) != 0)
    k++;
  if (k == sizeof kinds / sizeof *kinds)
    return row_fail(row, error, "a kind of numeral (add, tens, times, scale, half, and, one, point)", kind);
  numeral->kind = (uint8_t)k;
  char *end = NULL;
  const long long number = value[0] != '\0' ? strtoll(value, &end, 10) : 0;
  if ((end && *end != '\0') || number < 0 ||
      ((k <= NUMERAL_SCALE || k == NUMERAL_HALF) && k != NUMERAL_TENS && value[0] == '\0'))
    return row_fail(row, error, "a whole number in the third column", value);
  numeral->value = number;
  if (k == NUMERAL_SCALE) {
    if (number > 18)
      return row_fail(row, error, "a power of ten from 1 to 18 in the third column", value);
    numeral->exponent = (int32_t)number;
  }
  while (next_item(&at, &item, &size)) {
    if (item_is(item, size, "glued"))
      numeral->flags |= NUMERAL_GLUED;
    else if (item_is(item, size, "money"))
      numeral->flags |= NUMERAL_MONEY;
    else if (item_is(item, size, "bare"))
      numeral->flags |= NUMERAL_BARE;
    else
      return row_fail(row, error, "one of glued, money, bare", item);
  }
  return TEXTAN_OK;
}

/* ---- units: kind, code, options ------------------------------------------------------------------ */

static bool unit_option(struct figures_unit *unit, const char *item, size_t size) {
  static const struct {
    const char *name;
    uint16_t flag;
  } options[] = {{"before", UNIT_BEFORE}, {"after", UNIT_AFTER}, {"all", UNIT_ALL},         {"glued", UNIT_GLUED},
                 {"lower", UNIT_LOWER},   {"sign", UNIT_SIGN},   {"priced", UNIT_PRICED},   {"dollar", UNIT_ANY_DOLLAR},
                 {"open", UNIT_OPEN},     {"minor", UNIT_MINOR}, {"weighed", UNIT_WEIGHED}, {"local", UNIT_LOCAL}};
  for (size_t i = 0; i < sizeof options / sizeof *options; i++)
    if (item_is(item, size, options[i].name)) {
      unit->flags |= options[i].flag;
      return true;
    }
  if (size > 7 && memcmp(item, "factor=", 7) == 0) { /* a power of ten */
    unit->exponent = 0;
    for (size_t i = 7; i < size; i++) {
      if (item[i] < '0' || item[i] > '9' || unit->exponent > 1)
        return false;
      unit->exponent = unit->exponent * 10 + (item[i] - '0');
    }
    return true;
  }
  return false;
}

static textan_status unit_row(const struct row *row, void *rows, textan_error *error) {
  static const char *const kinds[] = {"money", "percent", "quantity", "item", "time"};
  struct figures_unit *unit = (struct figures_unit *)rows + row->index;
  const char *kind = row_cell(row, 1), *at = row_cell(row, 3), *item;
  size_t size;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (strcmp(kinds[k], kind) == 0)
      unit->kind = (uint8_t)(k + UNIT_MONEY);
  if (unit->kind == 0)
    return row_fail(row, error, "a kind of unit (money, percent, quantity, item, time)", kind);
  unit->code = row_cell(row, 2);
  if (unit->code[0] == '\0')
    return row_fail(row, error, "a code in the third column", unit->code);
  while (next_item(&at, &item, &size))
    if (!unit_option(unit, item, size))
      return row_fail(row, error, "an option of the unit tables", item);
  if (!(unit->flags & (UNIT_BEFORE | UNIT_AFTER)))
    unit->flags |= UNIT_AFTER;
  return TEXTAN_OK;
}

/* ---- files ------------------------------------------------------------------------------------------- */

typedef textan_status row_reader(const struct row *, void *, textan_error *);

/* Loads a table and reads its rows into an array of its own; *rows is freed by figures_tables_free. */
static textan_status table_load(const struct figures_model *model, const textan_host *host, const char *path,
                                size_t columns, uint32_t flags, size_t row_size, row_reader *reader,
                                const textan_lexicon **lexicon, void **rows, bool **marked, textan_error *error) {
  const textan_lexicon_api *api = model->services.lexicon;
  textan_lexicon *loaded = NULL;
  const textan_status status = api->load(host, path, columns, flags, &loaded, error);
  if (status != TEXTAN_OK)
    return status;
  *lexicon = loaded;
  const size_t count = api->entry_count(loaded);
  *rows = calloc(count ? count : 1, row_size);
  if (marked)
    *marked = calloc(count ? count : 1, sizeof **marked);
  if (!*rows || (marked && !*marked))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the table %s", path);
  struct row row = {api, loaded, host->data_directory, path, 0};
  for (; row.index < count; row.index++) {
    const textan_status read = reader(&row, *rows, error);
    if (read != TEXTAN_OK)
      return read;
    for (const char *c = row_cell(&row, 0); marked && *c != '\0'; c++)
      (*marked)[row.index] = (*marked)[row.index] || (unsigned char)*c >= 0x80;
  }
  return TEXTAN_OK;
}

/* language.tsv: the separators and habits of a language. */
static textan_status setting_row(const struct row *row, void *rows, textan_error *error) {
  struct figures_language *language = *(struct figures_language **)rows;
  const char *name = row_cell(row, 0), *value = row_cell(row, 1);
  if (strcmp(name, "decimal_separator") == 0 && value[0] != '\0' && value[1] == '\0')
    language->decimal = value[0];
  else if (strcmp(name, "group_separator") == 0 && value[0] != '\0' && value[1] == '\0')
    language->group = value[0];
  else if (strcmp(name, "scale_tail") == 0 && strlen(value) == 3)
    language->tail_unit = (struct figures_unit){.kind = UNIT_MONEY, .flags = UNIT_AFTER, .code = value};
  else if (strcmp(name, "home") == 0 && strlen(value) == 2)
    memcpy(language->home, value, 3);
  else
    return row_fail(row, error,
                    "decimal_separator or group_separator with one character, scale_tail with a currency or home with "
                    "a country code",
                    name);
  return TEXTAN_OK;
}

static textan_status settings_load(struct figures_model *model, const textan_host *host,
                                   struct figures_language *language, textan_error *error) {
  char path[64];
  const textan_lexicon_api *api = model->services.lexicon;
  textan_lexicon *loaded = NULL;
  snprintf(path, sizeof path, "lang/%s/language.tsv", language->code);
  textan_status status = api->load(host, path, 2, TEXTAN_LEXICON_TABLE, &loaded, error);
  struct row row = {api, loaded, host->data_directory, path, 0};
  for (; status == TEXTAN_OK && row.index < api->entry_count(loaded); row.index++)
    status = setting_row(&row, &language, error);
  if (status == TEXTAN_OK && (language->decimal == '\0' || language->group == '\0'))
    return textan_fail(error, TEXTAN_EDATA, "%s/%s: expected the rows decimal_separator and group_separator",
                       host->data_directory, path);
  return status;
}

static textan_status language_load(struct figures_model *model, const textan_host *host, const char *code,
                                   textan_error *error) {
  struct figures_language *l = &model->languages[model->language_count++];
  memcpy(l->code, code, sizeof l->code); /* rows of languages_list are as long */
  textan_status status = settings_load(model, host, l, error);
  const struct {
    const char *name;
    size_t columns, row_size;
    row_reader *reader;
    void **rows;
  } files[LIST_COUNT] = {
      [LIST_NUMBERS] = {"numbers", 3, sizeof *l->numerals, numeral_row, (void **)&l->numerals},
      [LIST_UNITS] = {"units", 3, sizeof *l->units[0], unit_row, (void **)&l->units[0]},
      [LIST_CURRENCIES] = {"currencies", 3, sizeof *l->units[1], unit_row, (void **)&l->units[1]},
      [LIST_CUES] = {"cues", 2, sizeof *l->cues[0], cue_row, (void **)&l->cues[0]},
      [LIST_MEASURES] = {"measures", 2, sizeof *l->cues[1], cue_row, (void **)&l->cues[1]},
      [LIST_FRAMES] = {"frames", 2, sizeof *l->cues[2], cue_row, (void **)&l->cues[2]},
  };
  for (int i = 0; status == TEXTAN_OK && i < LIST_COUNT; i++) {
    char path[64];
    snprintf(path, sizeof path, "lang/%s/%s.tsv", l->code, files[i].name);
    status = table_load(model, host, path, files[i].columns, TEXTAN_LEXICON_BARE, files[i].row_size, files[i].reader,
                        &l->lexicons[i], files[i].rows, &l->marked[i], error);
  }
  return status;
}

/* roles.tsv: measure, then the links of the reporter, then those of the partner. */
static textan_status roles_load(struct figures_model *model, const textan_host *host, textan_error *error) {
  const textan_lexicon_api *api = model->services.lexicon;
  const char *const path = "common/roles.tsv";
  textan_lexicon *loaded = NULL;
  textan_status status = api->load(host, path, 3, TEXTAN_LEXICON_TABLE, &loaded, error);
  struct row row = {api, loaded, host->data_directory, path, 0};
  for (; status == TEXTAN_OK && row.index < api->entry_count(loaded); row.index++) {
    const char *name = row_cell(&row, 0);
    const int measure = figures_measure_find(name, strlen(name));
    if (measure < 0)
      return row_fail(&row, error, "a measure", name);
    for (size_t column = 1; column <= 2; column++) {
      const char *at = row_cell(&row, column), *item;
      size_t size;
      while (next_item(&at, &item, &size)) {
        const int link = figures_link_find(item, size);
        if (link < 0)
          return row_fail(&row, error, "a link (subject, of, from, to, in, with, by, on, for, between, and)", item);
        model->roles[measure][link] = column == 1 ? ROLE_REPORTER : ROLE_PARTNER;
      }
    }
  }
  return status;
}

/* blocs.tsv: the acronym of a bloc, then the state of its seat. */
static textan_status blocs_load(struct figures_model *model, const textan_host *host, textan_error *error) {
  const textan_lexicon_api *api = model->services.lexicon;
  const char *const path = "common/blocs.tsv";
  textan_lexicon *loaded = NULL;
  textan_status status = api->load(host, path, 2, TEXTAN_LEXICON_TABLE, &loaded, error);
  struct row row = {api, loaded, host->data_directory, path, 0};
  for (; status == TEXTAN_OK && row.index < api->entry_count(loaded); row.index++) {
    struct figures_bloc *bloc = &model->blocs[model->bloc_count];
    const char *code = row_cell(&row, 0), *seat = row_cell(&row, 1);
    if (model->bloc_count == FIGURES_BLOCS || strlen(code) >= sizeof bloc->code || strlen(seat) >= sizeof bloc->seat)
      return row_fail(&row, error, "at most 64 acronyms of at most 11 bytes with a code of two letters", code);
    memcpy(bloc->code, code, strlen(code) + 1);
    memcpy(bloc->seat, seat, strlen(seat) + 1);
    model->bloc_count++;
  }
  return status;
}

const struct figures_bloc *figures_bloc_find(const struct figures_model *model, const char *code) {
  for (size_t i = 0; i < model->bloc_count; i++)
    if (strcmp(model->blocs[i].code, code) == 0)
      return &model->blocs[i];
  return NULL;
}

static int compare_names(const void *a, const void *b) {
  return strcmp((const char *)a, (const char *)b);
}

/* The folders of lang/, sorted. */
static textan_status languages_list(const textan_host *host, char names[FIGURES_LANGUAGES][12], size_t *count,
                                    textan_error *error) {
  char path[4096];
  snprintf(path, sizeof path, "%s/lang", host->data_directory);
  DIR *folder = opendir(path);
  if (!folder)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected the folder with the tables of the languages", path);
  const struct dirent *entry;
  *count = 0;
  while ((entry = readdir(folder)) != NULL) {
    const size_t size = strlen(entry->d_name);
    if (size > 1 && size < 12 && *count < FIGURES_LANGUAGES && !strchr(entry->d_name, '.'))
      memcpy(names[(*count)++], entry->d_name, size + 1);
  }
  closedir(folder);
  qsort(names, *count, sizeof names[0], compare_names);
  return TEXTAN_OK;
}

textan_status figures_tables_load(struct figures_model *model, const textan_host *host, textan_error *error) {
  char names[FIGURES_LANGUAGES][12];
  size_t count = 0;
  textan_status status = languages_list(host, names, &count, error);
  if (status == TEXTAN_OK)
    status = table_load(model, host, "common/signs.tsv", 3, TEXTAN_LEXICON_ALL, sizeof *model->sign_units[0], unit_row,
                        &model->signs[0], (void **)&model->sign_units[0], NULL, error);
  if (status == TEXTAN_OK)
    status = table_load(model, host, "common/codes.tsv", 3, TEXTAN_LEXICON_EXACT_CASE | TEXTAN_LEXICON_ALL,
                        sizeof *model->sign_units[1], unit_row, &model->signs[1], (void **)&model->sign_units[1], NULL,
                        error);
  if (status == TEXTAN_OK)
    status = roles_load(model, host, error);
  if (status == TEXTAN_OK)
    status = blocs_load(model, host, error);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++)
    status = language_load(model, host, names[i], error);
  return status;
}

void figures_tables_free(struct figures_model *model) {
  for (size_t i = 0; i < model->language_count; i++) {
    struct figures_language *l = &model->languages[i];
    for (int k = 0; k < LIST_COUNT; k++)
      free(l->marked[k]);
    free(l->numerals);
    for (int k = 0; k < 2; k++)
      free(l->units[k]);
    for (int k = 0; k < 3; k++)
      free(l->cues[k]);
  }
  free(model->sign_units[0]);
  free(model->sign_units[1]);
}

const struct figures_language *figures_language_find(const struct figures_model *model, const char *tag) {
  for (size_t i = 0; i < model->language_count; i++) {
    const size_t size = strlen(model->languages[i].code);
    if (strncmp(tag, model->languages[i].code, size) == 0 && (tag[size] == '\0' || tag[size] == '-'))
      return &model->languages[i];
  }
  return NULL;
}

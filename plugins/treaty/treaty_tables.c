/* Reads the tables: known instruments and rules of all languages, and one folder per language under lang/.
 *
 * Every table is a TSV file that the host's lexicon service reads and matches, so that a new language needs no C. */
#include "treaty.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static const char *const list_files[LIST_COUNT] = {"nouns.tsv", "cues.tsv",    "modals.tsv",
                                                   "words.tsv", "numbers.tsv", "rejects.tsv"};
static const size_t list_columns[LIST_COUNT] = {2, 3, 2, 2, 2, 1};

/* What the error messages of a row need. */
struct row {
  const textan_lexicon_api *api;
  const textan_lexicon *lexicon;
  const char *path;
  uint32_t index;
};

static const char *row_cell(const struct row *row, size_t column) {
  return row->api->cell(row->lexicon, row->index, column);
}

static textan_status row_fail(const struct row *row, textan_error *error, const char *expected, const char *found) {
  return textan_fail(error, TEXTAN_EDATA, "%s:%u: expected %s, found \"%.60s\"", row->path,
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

/* ORs the flags that a cell names into *flags. */
static textan_status row_flags(const struct row *row, size_t column, uint32_t (*find)(const char *, size_t),
                               uint32_t *flags, textan_error *error) {
  const char *at = row_cell(row, column), *item;
  size_t size;
  while (next_item(&at, &item, &size)) {
    const uint32_t flag = find(item, size);
    if (!flag)
      return row_fail(row, error, "flags of the README's table", item);
    *flags |= flag;
  }
  return TEXTAN_OK;
}

static textan_status row_kind(const struct row *row, size_t column, uint8_t *kind, textan_error *error) {
  const char *name = row_cell(row, column);
  const int number = treaty_kind_find(name, strlen(name));
  if (number <= 0)
    return row_fail(row, error, "a kind of instrument", name);
  *kind = (uint8_t)number;
  return TEXTAN_OK;
}

static textan_status row_status(const struct row *row, size_t column, uint8_t *out, textan_error *error) {
  const char *name = row_cell(row, column);
  const int number = treaty_status_find(name, strlen(name));
  if (number < 0)
    return row_fail(row, error, "a status of instruments or nothing", name);
  *out = (uint8_t)number;
  return TEXTAN_OK;
}

/* ---- rows of a language ------------------------------------------------------------------------- */

static textan_status noun_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  struct treaty_noun *noun = &language->nouns[row->index];
  uint32_t flags = 0;
  textan_status status = row_kind(row, 1, &noun->kind, error);
  if (status == TEXTAN_OK)
    status = row_flags(row, 2, treaty_noun_flag_find, &flags, error);
  noun->flags = (uint16_t)flags;
  return status;
}

static textan_status cue_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  struct treaty_cue *cue = &language->cues[row->index];
  uint32_t flags = 0;
  textan_status status = row_status(row, 1, &cue->status, error);
  if (status == TEXTAN_OK)
    status = row_flags(row, 2, treaty_cue_flag_find, &flags, error);
  if (status == TEXTAN_OK && !(flags & (CUE_BEFORE | CUE_AFTER | CUE_ALWAYS | CUE_RELATIVE)))
    return row_fail(row, error, "\"before\", \"after\", \"always\" or \"relative\" among the flags", row_cell(row, 2));
  cue->flags = (uint16_t)flags;
  return status;
}

static textan_status modal_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  const char *name = row_cell(row, 1), *flag = row_cell(row, 2);
  const int number = treaty_modality_find(name, strlen(name));
  if (number < 0)
    return row_fail(row, error, "plain, future, wish or negated", name);
  if (*flag && strcmp(flag, "direct") != 0)
    return row_fail(row, error, "\"direct\" or nothing", flag);
  language->modals[row->index] = (struct treaty_modal){(uint8_t)number, *flag ? MODAL_DIRECT : 0};
  return TEXTAN_OK;
}

static textan_status word_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  const textan_status status = row_flags(row, 1, treaty_word_class_find, &language->words[row->index], error);
  if (status == TEXTAN_OK && !language->words[row->index])
    return row_fail(row, error, "classes of the README's table", row_cell(row, 1));
  return status;
}

static textan_status number_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  char *end;
  const unsigned long value = strtoul(row_cell(row, 1), &end, 10);
  if (end == row_cell(row, 1) || *end || value == 0 || value > 100000)
    return row_fail(row, error, "a number from 1 to 100000", row_cell(row, 1));
  language->numbers[row->index] = (uint32_t)value;
  return TEXTAN_OK;
}

static textan_status reject_read(const struct row *row, struct treaty_language *language, textan_error *error) {
  (void)row;
  (void)language;
  (void)error;
  return TEXTAN_OK;
}

typedef textan_status row_reader(const struct row *row, struct treaty_language *language, textan_error *error);

static row_reader *const readers[LIST_COUNT] = {noun_read, cue_read, modal_read, word_read, number_read, reject_read};

static bool rows_alloc(struct treaty_language *language, enum treaty_list list, size_t count) {
  switch (list) {
  case LIST_NOUNS:
    return (language->nouns = calloc(count + 1, sizeof *language->nouns)) != NULL;
  case LIST_CUES:
    return (language->cues = calloc(count + 1, sizeof *language->cues)) != NULL;
  case LIST_MODALS:
    return (language->modals = calloc(count + 1, sizeof *language->modals)) != NULL;
  case LIST_WORDS:
    return (language->words = calloc(count + 1, sizeof *language->words)) != NULL;
  case LIST_NUMBERS:
    return (language->numbers = calloc(count + 1, sizeof *language->numbers)) != NULL;
  default:
    return true;
  }
}

static textan_status list_load(struct treaty_model *model, const textan_host *host, struct treaty_language *language,
                               enum treaty_list list, textan_error *error) {
  char path[64];
  textan_lexicon *lexicon;
  snprintf(path, sizeof path, "lang/%s/%s", language->code, list_files[list]);
  textan_status status = model->lexicon->load(host, path, list_columns[list], TEXTAN_LEXICON_BARE, &lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  language->lexicons[list] = lexicon;
  const size_t count = model->lexicon->entry_count(lexicon);
  if (!rows_alloc(language, list, count))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the table %s", path);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++)
    status = readers[list](&(struct row){model->lexicon, lexicon, path, (uint32_t)i}, language, error);
  return status;
}

/* ---- settings of a language ---------------------------------------------------------------------- */

static textan_status settings_load(struct treaty_model *model, const textan_host *host,
                                   struct treaty_language *language, textan_error *error) {
  char path[64];
  textan_lexicon *lexicon;
  snprintf(path, sizeof path, "lang/%s/language.tsv", language->code);
  const textan_status status = model->lexicon->load(host, path, 2, TEXTAN_LEXICON_TABLE, &lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  bool told = false;
  for (size_t i = 0; i < model->lexicon->entry_count(lexicon); i++) {
    const struct row row = {model->lexicon, lexicon, path, (uint32_t)i};
    const char *value = row_cell(&row, 1);
    if (strcmp(row_cell(&row, 0), "modifiers") != 0)
      return row_fail(&row, error, "the setting \"modifiers\"", row_cell(&row, 0));
    if (strcmp(value, "before") != 0 && strcmp(value, "after") != 0)
      return row_fail(&row, error, "\"before\" or \"after\"", value);
    language->modifiers_follow = strcmp(value, "after") == 0;
    told = true;
  }
  if (!told)
    return textan_fail(error, TEXTAN_EDATA, "%s: expected the setting \"modifiers\", found none", path);
  return TEXTAN_OK;
}

static textan_status language_load(struct treaty_model *model, const textan_host *host,
                                   struct treaty_language *language, textan_error *error) {
  textan_status status = settings_load(model, host, language, error);
  for (int list = 0; status == TEXTAN_OK && list < LIST_COUNT; list++)
    status = list_load(model, host, language, (enum treaty_list)list, error);
  return status;
}

/* ---- tables of all languages ----------------------------------------------------------------------- */

static int compare_codes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool known_parties(struct treaty_known *known, const char *cell) {
  known->storage = strdup(cell);
  char *rest = known->storage;
  for (char *code = rest ? strtok_r(rest, " ", &rest) : NULL; code; code = strtok_r(NULL, " ", &rest))
    if (known->party_count < PARTIES_MAX)
      known->parties[known->party_count++] = code;
  qsort(known->parties, known->party_count, sizeof *known->parties, compare_codes);
  return known->storage != NULL;
}

static textan_status known_load(struct treaty_model *model, const textan_host *host, int which, const char *path,
                                uint32_t flags, textan_error *error) {
  textan_lexicon *lexicon;
  textan_status status = model->lexicon->load(host, path, 3, flags, &lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  const size_t count = model->lexicon->entry_count(lexicon);
  model->known_lexicons[which] = lexicon;
  model->known[which] = calloc(count + 1, sizeof *model->known[which]);
  if (!model->known[which])
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the table %s", path);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++) {
    const struct row row = {model->lexicon, lexicon, path, (uint32_t)i};
    struct treaty_known *known = &model->known[which][i];
    known->code = row_cell(&row, 1);
    if (!*known->code)
      return row_fail(&row, error, "a code in the second column", known->code);
    status = row_kind(&row, 2, &known->kind, error);
    known->needs_full = strcmp(row_cell(&row, 4), "full") == 0;
    if (status == TEXTAN_OK && !known_parties(known, row_cell(&row, 3)))
      status = textan_fail(error, TEXTAN_EMEMORY, "out of memory for the table %s", path);
  }
  return status;
}

static textan_status blocs_load(struct treaty_model *model, const textan_host *host, textan_error *error) {
  textan_lexicon *lexicon;
  const textan_status status = model->lexicon->load(host, "blocs.tsv", 1, TEXTAN_LEXICON_TABLE, &lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  const size_t count = model->lexicon->entry_count(lexicon);
  if (count > BLOCS_MAX)
    return textan_fail(error, TEXTAN_EDATA, "blocs.tsv: expected at most %d rows, found %zu", BLOCS_MAX, count);
  for (size_t i = 0; i < count; i++)
    model->blocs[model->bloc_count++] = model->lexicon->cell(lexicon, (uint32_t)i, 0);
  return TEXTAN_OK;
}

/* status.tsv: status, its rank, and what it comes to under each modality. */
static textan_status outcomes_load(struct treaty_model *model, const textan_host *host, textan_error *error) {
  textan_lexicon *lexicon;
  textan_status status = model->lexicon->load(host, "status.tsv", 5, TEXTAN_LEXICON_TABLE, &lexicon, error);
  if (status != TEXTAN_OK)
    return status;
  for (size_t i = 0; i < model->lexicon->entry_count(lexicon); i++) {
    const struct row row = {model->lexicon, lexicon, "status.tsv", (uint32_t)i};
    uint8_t plain = 0;
    status = row_status(&row, 0, &plain, error);
    if (status != TEXTAN_OK)
      return status;
    char *end;
    const unsigned long rank = strtoul(row_cell(&row, 1), &end, 10);
    if (end == row_cell(&row, 1) || *end || rank > 255)
      return row_fail(&row, error, "a rank from 0 to 255", row_cell(&row, 1));
    model->rank[plain] = (uint8_t)rank;
    model->outcome[plain][MODALITY_PLAIN] = plain;
    for (size_t m = MODALITY_FUTURE; status == TEXTAN_OK && m < MODALITY_COUNT; m++)
      status = row_status(&row, m + 1, &model->outcome[plain][m], error);
    if (status != TEXTAN_OK)
      return status;
  }
  return TEXTAN_OK;
}

/* ---- folders ------------------------------------------------------------------------------------------ */

static int language_entry(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static textan_status languages_load(struct treaty_model *model, const textan_host *host, textan_error *error) {
  char folder[4096];
  struct dirent **entries;
  snprintf(folder, sizeof folder, "%s/lang", host->data_directory);
  const int count = scandir(folder, &entries, language_entry, alphasort);
  if (count < 0)
    return textan_fail(error, TEXTAN_EDATA, "%.300s: expected a folder per language, found no folder", folder);
  textan_status status = TEXTAN_OK;
  for (int i = 0; i < count; i++) {
    if (status == TEXTAN_OK &&
        (model->language_count == LANGUAGES_MAX || strlen(entries[i]->d_name) >= sizeof model->languages[0].code)) {
      status =
          textan_fail(error, TEXTAN_EDATA, "%.300s: expected at most %d folders named by language codes, found %.40s",
                      folder, LANGUAGES_MAX, entries[i]->d_name);
    } else if (status == TEXTAN_OK) {
      struct treaty_language *language = &model->languages[model->language_count++];
      strcpy(language->code, entries[i]->d_name);
      status = language_load(model, host, language, error);
    }
    free(entries[i]);
  }
  free(entries);
  return status;
}

textan_status treaty_tables_load(struct treaty_model *model, const textan_host *host, textan_error *error) {
  textan_status status = known_load(model, host, KNOWN_NAMES, "known.tsv", TEXTAN_LEXICON_BARE, error);
  if (status == TEXTAN_OK)
    status = known_load(model, host, KNOWN_ACRONYMS, "acronyms.tsv", TEXTAN_LEXICON_EXACT_CASE, error);
  if (status == TEXTAN_OK)
    status = blocs_load(model, host, error);
  if (status == TEXTAN_OK)
    status = outcomes_load(model, host, error);
  if (status == TEXTAN_OK)
    status = languages_load(model, host, error);
  return status;
}

void treaty_tables_free(struct treaty_model *model) {
  for (size_t i = 0; i < model->language_count; i++) {
    free(model->languages[i].nouns);
    free(model->languages[i].cues);
    free(model->languages[i].modals);
    free(model->languages[i].words);
    free(model->languages[i].numbers);
  }
  for (int which = 0; which < KNOWN_COUNT; which++) {
    const size_t count = model->known[which] ? model->lexicon->entry_count(model->known_lexicons[which]) : 0;
    for (size_t i = 0; i < count; i++)
      free(model->known[which][i].storage);
    free(model->known[which]);
  }
}

const struct treaty_language *treaty_language_find(const struct treaty_model *model, const char *tag) {
  const size_t size = strcspn(tag, "-");
  for (size_t i = 0; i < model->language_count; i++)
    if (strlen(model->languages[i].code) == size && memcmp(model->languages[i].code, tag, size) == 0)
      return &model->languages[i];
  return NULL;
}

bool treaty_is_bloc(const struct treaty_model *model, const char *code) {
  for (size_t i = 0; i < model->bloc_count; i++)
    if (strcmp(model->blocs[i], code) == 0)
      return true;
  return false;
}

const struct treaty_known *treaty_known_find(const struct treaty_model *model, uint8_t kind, const char *const *parties,
                                             size_t count) {
  for (size_t i = 0; i < model->lexicon->entry_count(model->known_lexicons[KNOWN_NAMES]); i++) {
    const struct treaty_known *known = &model->known[KNOWN_NAMES][i];
    if (known->kind != kind || known->party_count != count)
      continue;
    size_t same = 0;
    while (same < count && strcmp(known->parties[same], parties[same]) == 0)
      same++;
    if (same == count)
      return known;
  }
  return NULL;
}

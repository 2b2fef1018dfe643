/* Compiles lang/<code>/dates.tsv and date-patterns.tsv. */
#include "entities.h"

#include <stdlib.h>

static const char *const form_names[FORM_COUNT] = {"date", "day",          "month",       "range",   "quarter",
                                                   "half", "first_months", "last_months", "year_to", "decade"};

/* The number of a kind, made when it is new; -1: too many or too long. */
static int kind_number(struct language *language, const char *name, size_t size) {
  for (size_t i = 0; i < language->kind_count; i++)
    if (strlen(language->kinds[i]) == size && !strncmp(language->kinds[i], name, size))
      return (int)i;
  if (language->kind_count == DATE_KINDS || size == 0 || size >= sizeof language->kinds[0])
    return -1;
  memcpy(language->kinds[language->kind_count], name, size);
  return (int)language->kind_count++;
}

/* Reads "month=5 number=2" into a row. */
static bool date_word_read(struct language *language, const char *cell, struct date_word *word) {
  while (*cell) {
    const size_t size = strcspn(cell, "= ");
    char *end;
    if (cell[size] != '=')
      return false;
    const long value = strtol(cell + size + 1, &end, 10);
    const int kind = kind_number(language, cell, size);
    if (kind < 0 || end == cell + size + 1 || value < 0 || value > 127)
      return false;
    word->kinds |= 1u << kind;
    word->values[kind] = (int8_t)value;
    cell = end + strspn(end, " ");
  }
  return word->kinds != 0;
}

static textan_status date_words_load(const struct entities_model *model, struct language *language,
                                     textan_error *error) {
  const textan_lexicon *list = language->rules[RULES_DATES];
  const size_t count = model->lexicon->entry_count(list);
  language->dates = calloc(count + 1, sizeof *language->dates);
  if (!language->dates)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the dates of %s", language->code);
  for (uint32_t i = 0; i < count; i++)
    if (!date_word_read(language, model->lexicon->cell(list, i, 1), &language->dates[i]))
      return textan_fail(error, TEXTAN_EDATA,
                         "lang/%s/dates.tsv:%u: pairs like month=5 (of at most %d kinds) are expected, not \"%s\"",
                         language->code, model->lexicon->line(list, i), DATE_KINDS, model->lexicon->cell(list, i, 1));
  return TEXTAN_OK;
}

/* Reads one element; NULL: it is wrong. */
static const char *element_read(struct language *language, const char *p, struct date_element *element) {
  for (;; p++) {
    if (*p == '+' && p[1] && p[1] != ' ' && p[1] != '?')
      element->flags |= DATE_GLUED;
    else if (*p == '!')
      element->flags |= DATE_NOT;
    else if (*p == '^')
      element->flags |= DATE_BEFORE;
    else
      break;
  }
  if (*p == '<') {
    const size_t size = strcspn(p + 1, ">");
    const int kind = kind_number(language, p + 1, size);
    if (kind < 0 || p[1 + size] != '>')
      return NULL;
    element->what = '<';
    element->kind = (uint8_t)kind;
    p += size + 2;
  } else if (*p && strchr("DEMLmlYZByNOQ", *p)) {
    element->what = (uint8_t)*p++;
  } else if (*p > ' ') {
    element->literal = *p++;
  } else {
    return NULL;
  }
  if (*p == '?') {
    element->flags |= DATE_OPTIONAL;
    p++;
  }
  return *p == ' ' || !*p ? p : NULL;
}

static bool pattern_read(struct language *language, const char *cell, const char *form, struct date_pattern *pattern) {
  const char *p = cell;
  while (*p) {
    if (pattern->count == DATE_ELEMENTS)
      return false;
    p = element_read(language, p, &pattern->elements[pattern->count]);
    if (!p)
      return false;
    pattern->count++;
    p += strspn(p, " ");
  }
  for (pattern->form = 0; pattern->form < FORM_COUNT; pattern->form++)
    if (!strcmp(form_names[pattern->form], form))
      return pattern->count > 0;
  return false;
}

static int kind_find(const struct language *language, const char *name) {
  for (size_t i = 0; i < language->kind_count; i++)
    if (!strcmp(language->kinds[i], name))
      return (int)i;
  return -1;
}

static void kinds_find(struct language *language) {
  language->kind_month = kind_find(language, "month");
  language->kind_number = kind_find(language, "number");
  language->kind_month_number = kind_find(language, "month_number");
  language->kind_ordinal = kind_find(language, "ordinal");
  language->kind_roman = kind_find(language, "roman");
  language->kind_suffix = kind_find(language, "suffix");
  language->kind_before = kind_find(language, "before");
}

static uint32_t kind_bit(int kind) {
  return kind < 0 ? 0 : 1u << kind;
}

/* What an element may be, added to what its pattern may begin with. */
static void begin_add(const struct language *language, const struct date_element *element,
                      struct date_pattern *pattern) {
  if (element->what == '<')
    pattern->kinds |= kind_bit(element->kind);
  else if (element->what == 'M' || element->what == 'L')
    pattern->kinds |= kind_bit(language->kind_month);
  else if (element->what == 'Y' || element->what == 'B' || element->what == 'Z')
    pattern->digits |= DATE_YEAR;
  else if (element->what)
    pattern->digits |= DATE_SHORT;
  if (element->what == 'N')
    pattern->kinds |= kind_bit(language->kind_number);
  else if (element->what == 'm' || element->what == 'l')
    pattern->kinds |= kind_bit(language->kind_month_number);
  else if (element->what == 'O')
    pattern->kinds |= kind_bit(language->kind_ordinal);
  else if (element->what == 'Q')
    pattern->kinds |= kind_bit(language->kind_roman);
}

/* Most words begin no date: what each pattern may begin with is looked up instead of tried. */
static bool begins_find(const struct language *language, struct date_pattern *pattern) {
  for (uint32_t i = 0; i < pattern->count; i++) {
    const struct date_element *element = &pattern->elements[i];
    if (element->flags & DATE_BEFORE)
      continue;
    if (!element->what || (element->flags & DATE_NOT))
      return false;
    begin_add(language, element, pattern);
    if (!(element->flags & DATE_OPTIONAL))
      return true;
  }
  return false;
}

/* What a word may be that an element takes, as bits of date_pattern.behind. */
static uint64_t behind_of(const struct language *language, const struct date_element *element) {
  struct date_pattern begins = {.kinds = 0};
  if (!element->what)
    return DATE_BEHIND_MARK(element->literal);
  begin_add(language, element, &begins);
  return begins.kinds | (begins.digits ? DATE_BEHIND_DIGITS : 0);
}

/* What may follow the element that the pattern begins with. */
static uint64_t behind_from(const struct language *language, const struct date_pattern *pattern, uint32_t first) {
  uint64_t behind = 0;
  if (pattern->elements[first].what == 'O') /* "1st" is two words */
    return UINT64_MAX;
  for (uint32_t i = first + 1; i < pattern->count; i++) {
    const struct date_element *element = &pattern->elements[i];
    if (element->flags & (DATE_NOT | DATE_BEFORE))
      return UINT64_MAX;
    behind |= behind_of(language, element);
    if (!(element->flags & DATE_OPTIONAL))
      return behind;
  }
  return UINT64_MAX;
}

/* Most numbers are no dates: the word behind them tells for many patterns. */
static void behind_find(const struct language *language, struct date_pattern *pattern) {
  for (uint32_t i = 0; i < pattern->count; i++) {
    const struct date_element *element = &pattern->elements[i];
    if (element->flags & DATE_BEFORE)
      continue;
    if (behind_of(language, element) & DATE_BEHIND_DIGITS)
      pattern->behind |= behind_from(language, pattern, i);
    if (!(element->flags & DATE_OPTIONAL))
      return;
  }
}

textan_status entities_date_patterns_load(const struct entities_model *model, struct language *language,
                                          textan_error *error) {
  char path[128];
  textan_lexicon *list;
  textan_status status = date_words_load(model, language, error);
  if (status != TEXTAN_OK)
    return status;
  snprintf(path, sizeof path, "lang/%s/date-patterns.tsv", language->code);
  status = model->lexicon->load(model->host, path, 2, TEXTAN_LEXICON_TABLE, &list, error);
  if (status != TEXTAN_OK)
    return status;
  const size_t count = model->lexicon->entry_count(list);
  kinds_find(language);
  language->patterns = calloc(count + 1, sizeof *language->patterns);
  if (!language->patterns)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %s", path);
  for (uint32_t i = 0; i < count; i++) {
    struct date_pattern *pattern = &language->patterns[i];
    pattern->line = model->lexicon->line(list, i);
    if (!pattern_read(language, model->lexicon->cell(list, i, 0), model->lexicon->cell(list, i, 1), pattern) ||
        !begins_find(language, pattern))
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: \"%s\" with form \"%s\" is no date pattern", path, pattern->line,
                         model->lexicon->cell(list, i, 0), model->lexicon->cell(list, i, 1));
    language->date_kinds |= pattern->kinds;
    behind_find(language, pattern);
  }
  language->pattern_count = count;
  return TEXTAN_OK;
}

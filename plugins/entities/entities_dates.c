/* Calendar expressions: patterns of lang/<code>/date-patterns.tsv matched word by word, and their ISO 8601 values. */
#include "entities.h"

#include <stdlib.h>

/* What the elements of one match captured; 0: nothing. */
struct fields {
  int year, month, day, end_year, end_month, end_day, number;
};

/* A number of at most four digits, or -1. */
static int number_of(const struct work *work, uint32_t word) {
  const textan_word *w = &work->words[word];
  int value = 0;
  if (!(w->flags & TEXTAN_WORD_DIGITS) || w->folded_size > 4)
    return -1;
  for (uint32_t i = 0; i < w->folded_size; i++)
    value = value * 10 + (work->folded[w->folded + i] - '0');
  return value;
}

/* The value of a word as a kind; -1: it is none.  *count gets the words it covers. */
static int kind_value(const struct work *work, const struct language *language, uint32_t word, int kind,
                      uint32_t *count) {
  const struct match *match = entities_rule(work, RULES_DATES, work->marks[word].date);
  if (!match || kind < 0 || &work->model->languages[match->language] != language)
    return -1;
  const struct date_word *date = &language->dates[match->entry];
  *count = match->count;
  return date->kinds >> kind & 1u ? date->values[kind] : -1;
}

struct matcher {
  const struct work *work;
  const struct language *language;
  const struct date_pattern *pattern;
};

static int digits_between(const struct work *work, uint32_t word, int low, int high, uint32_t size) {
  const int value = number_of(work, word);
  return value >= low && value <= high && work->words[word].folded_size <= size ? value : -1;
}

static int year_of(const struct work *work, uint32_t word, int low, int high) {
  return work->words[word].folded_size == 4 ? digits_between(work, word, low, high, 4) : -1;
}

/* A number in digits or as a word of the kind, from 1 to 12. */
static int count_of(const struct matcher *m, uint32_t word, int kind, uint32_t *count) {
  const int value = digits_between(m->work, word, 1, 12, 2);
  return value > 0 ? value : kind_value(m->work, m->language, word, kind, count);
}

/* Roman numerals count only in capitals. */
static int quarter_of(const struct matcher *m, uint32_t word, uint32_t *count) {
  const int value = digits_between(m->work, word, 1, 4, 1);
  if (value > 0)
    return value;
  return m->work->words[word].flags & TEXTAN_WORD_UPPER
             ? kind_value(m->work, m->language, word, m->language->kind_roman, count)
             : -1;
}

/* A month's name has a capital; the dot of an abbreviated one belongs to it before a number. */
static int month_name(const struct matcher *m, uint32_t word, uint32_t *count) {
  const struct work *work = m->work;
  if (!entities_capital(work, word) && work->marks[word].style != STYLE_LOWER)
    return -1;
  const int value = kind_value(work, m->language, word, m->language->kind_month, count);
  if (value > 0 && *count == 1 && work->words[word].folded_size <= 4 && entities_is(work, word + 1, '.') &&
      entities_follows(work, word + 2) && (work->words[word + 2].flags & TEXTAN_WORD_DIGITS))
    *count = 2;
  return value;
}

/* An ordinal as a word, or as a digit ("1st"). */
static int ordinal_of(const struct matcher *m, uint32_t word, uint32_t *count) {
  const int value = kind_value(m->work, m->language, word, m->language->kind_ordinal, count);
  if (value > 0)
    return value;
  const int digit = digits_between(m->work, word, 1, 4, 1);
  if (digit < 0 || word + 1 >= m->work->count)
    return digit;
  uint32_t suffix;
  if (m->work->words[word + 1].flags & TEXTAN_WORD_GLUED &&
      kind_value(m->work, m->language, word + 1, m->language->kind_suffix, &suffix) > 0)
    *count = 2;
  return digit;
}

static bool capture(int value, int *field) {
  if (value < 0)
    return false;
  *field = value;
  return true;
}

/* Second year of two digits: "2024-26". */
static int short_year(const struct work *work, uint32_t word, int year) {
  if (work->words[word].folded_size != 2)
    return -1;
  const int value = number_of(work, word);
  return value > year % 100 ? year - year % 100 + value : value == 0 && year % 100 == 99 ? year + 1 : -1;
}

/* Matches one element at a word; *count gets the words it takes. */
static bool element_match(const struct matcher *m, const struct date_element *element, uint32_t word, struct fields *f,
                          uint32_t *count) {
  const struct work *work = m->work;
  *count = 1;
  switch (element->what) {
  case 'D':
    return capture(digits_between(work, word, 1, 31, 2), &f->day);
  case 'E':
    return capture(digits_between(work, word, 1, 31, 2), &f->end_day);
  case 'm':
    return capture(count_of(m, word, m->language->kind_month_number, count), &f->month);
  case 'l':
    return capture(count_of(m, word, m->language->kind_month_number, count), &f->end_month);
  case 'M':
    return capture(month_name(m, word, count), &f->month);
  case 'L':
    return capture(month_name(m, word, count), &f->end_month);
  case 'Y':
    return capture(year_of(work, word, 1000, 2999), &f->year);
  case 'B':
    return capture(year_of(work, word, 1900, 2099), &f->year);
  case 'Z':
    return capture(year_of(work, word, 1000, 2999), &f->end_year) && f->end_year > f->year;
  case 'y':
    return capture(short_year(work, word, f->year), &f->end_year);
  case 'N':
    return capture(count_of(m, word, m->language->kind_number, count), &f->number);
  case 'O':
    return capture(ordinal_of(m, word, count), &f->number);
  case 'Q':
    return capture(quarter_of(m, word, count), &f->number);
  case '<': {
    const int value = kind_value(work, m->language, word, element->kind, count);
    if (value > 1)
      f->number = value;
    else if (value == 1 && !f->number)
      f->number = 1;
    return value >= 0;
  }
  default:
    return entities_is(work, word, element->literal);
  }
}

/* Matches the elements from e on at a word; the end of the match, or 0. */
static uint32_t elements_match(const struct matcher *m, uint32_t e, uint32_t word, uint32_t begin, struct fields *f) {
  if (e == m->pattern->count)
    return word;
  const struct date_element *element = &m->pattern->elements[e];
  const struct fields saved = *f;
  uint32_t count;
  if (element->flags & DATE_BEFORE)
    return begin > 0 && entities_joined(m->work, begin - 1) && element_match(m, element, begin - 1, f, &count) &&
                   (*f = saved, true)
               ? elements_match(m, e + 1, word, begin, f)
               : 0;
  const bool here = word < m->work->count && (word == begin || entities_joined(m->work, word - 1)) &&
                    (!(element->flags & DATE_GLUED) || (m->work->words[word].flags & TEXTAN_WORD_GLUED)) &&
                    element_match(m, element, word, f, &count);
  if (element->flags & DATE_NOT) {
    *f = saved;
    return here ? 0 : elements_match(m, e + 1, word, begin, f);
  }
  if (here) {
    const uint32_t end = elements_match(m, e + 1, word + count, begin, f);
    if (end)
      return end;
  }
  *f = saved;
  return element->flags & DATE_OPTIONAL ? elements_match(m, e + 1, word, begin, f) : 0;
}

/* ---- values ----------------------------------------------------------------- */

/* One end of a date as far as it is known: "2024-03-01", "2024", "--03-01". */
static int point_write(char *out, size_t size, int year, int month, int day) {
  char y[8] = "-";
  if (year)
    snprintf(y, sizeof y, "%04d", year);
  if (!month)
    return snprintf(out, size, "%s", y);
  return day ? snprintf(out, size, "%s-%02d-%02d", y, month, day) : snprintf(out, size, "%s-%02d", y, month);
}

static void span_write(char *out, size_t size, int year, int month, int end_year, int end_month) {
  const int n = point_write(out, size, year, month, 0);
  out[n] = '/';
  point_write(out + n + 1, size - (size_t)n - 1, end_year, end_month, 0);
}

/* Whether a month has such a day; in February of no year 29 are allowed. */
static bool is_day(int year, int month, int day) {
  static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool common = year && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0));
  return !day || !month || day <= days[month - 1] - (month == 2 && common);
}

static bool range_write(const struct fields *f, char *out, size_t size) {
  const int end_month = f->end_month ? f->end_month : f->month;
  const int end_day = f->end_day;
  const int end_year = f->end_year ? f->end_year : f->year;
  if (!is_day(end_year, end_month, end_day) || (!f->end_month && !f->end_year && end_day <= f->day))
    return false;
  if (f->end_month && !f->end_year && f->end_month <= f->month)
    return false;
  const int n = point_write(out, size, f->year, f->month, f->day);
  out[n] = '/';
  point_write(out + n + 1, size - (size_t)n - 1, end_year, end_month, end_day);
  return true;
}

/* Writes the ISO value of what a pattern captured; false: it is no date after all. */
static bool value_write(int form, const struct fields *f, char *out, size_t size) {
  if (!is_day(f->year, f->month, f->day))
    return false;
  switch (form) {
  case FORM_DATE:
  case FORM_DAY:
  case FORM_MONTH:
    point_write(out, size, f->year, f->month, f->day);
    return true;
  case FORM_RANGE:
    return range_write(f, out, size);
  case FORM_QUARTER:
    span_write(out, size, f->year, f->number * 3 - 2, f->year, f->number * 3);
    return f->number <= 4;
  case FORM_HALF:
    span_write(out, size, f->year, f->number == 1 ? 1 : 7, f->year, f->number == 1 ? 6 : 12);
    return f->number <= 2;
  case FORM_FIRST_MONTHS:
    span_write(out, size, f->year, 1, f->year, f->number);
    return f->number <= 12;
  case FORM_LAST_MONTHS:
    span_write(out, size, f->year, 13 - f->number, f->year, 12);
    return f->number <= 12;
  case FORM_YEAR_TO:
    span_write(out, size, f->month == 12 ? f->year : f->year - 1, f->month % 12 + 1, f->year, f->month);
    return true;
  default:
    span_write(out, size, f->year, 0, f->year + 9, 0);
    return f->year % 10 == 0;
  }
}

/* ---- one document --------------------------------------------------------------- */

/* Small fractions ("1/3") are dates only behind a word that says so. */
static bool fraction(const struct work *work, const struct language *language, uint32_t word, const struct fields *f) {
  if (f->day >= f->month || f->month > 5)
    return false;
  uint32_t count;
  return word == 0 || kind_value(work, language, word - 1, language->kind_before, &count) <= 0;
}

/* Digits that belong to a longer number, a price or a reference are no date. */
static bool bounded(const struct work *work, uint32_t word, uint32_t end) {
  const textan_word *words = work->words;
  if (word > 0 && (words[word].flags & TEXTAN_WORD_DIGITS) && (words[word].flags & TEXTAN_WORD_GLUED)) {
    const textan_word *before = &words[word - 1];
    if (before->flags & TEXTAN_WORD_DIGITS)
      return false;
    if (before->flags & TEXTAN_WORD_PUNCTUATION && strchr("$#/.,:", work->folded[before->folded]) &&
        (work->folded[before->folded] == '$' || work->folded[before->folded] == '#' ||
         (word > 1 && (before->flags & TEXTAN_WORD_GLUED) && (words[word - 2].flags & TEXTAN_WORD_DIGITS))))
      return false;
  }
  if (end < work->count && (words[end - 1].flags & TEXTAN_WORD_DIGITS) && (words[end].flags & TEXTAN_WORD_GLUED) &&
      (words[end].flags & TEXTAN_WORD_PUNCTUATION)) {
    const char mark = work->folded[words[end].folded];
    if (mark == '%')
      return false;
    if (end + 1 < work->count && (words[end + 1].flags & TEXTAN_WORD_GLUED) &&
        ((mark == '/' && end - word > 1) || (strchr(".,/:", mark) && (words[end + 1].flags & TEXTAN_WORD_DIGITS))))
      return false;
  }
  return true;
}

static uint32_t kinds_at(const struct matcher *m, uint32_t word) {
  const struct match *match = entities_rule(m->work, RULES_DATES, m->work->marks[word].date);
  return match && &m->work->model->languages[match->language] == m->language ? m->language->dates[match->entry].kinds
                                                                             : 0;
}

/* What stands behind a number, as bits of date_pattern.behind. */
static uint64_t behind_at(const struct matcher *m, uint32_t word) {
  const struct work *work = m->work;
  if (!entities_joined(work, word))
    return DATE_BEHIND_ANY;
  const textan_word *next = &work->words[word + 1];
  uint64_t behind = DATE_BEHIND_ANY | kinds_at(m, word + 1);
  if (next->flags & TEXTAN_WORD_DIGITS)
    behind |= DATE_BEHIND_DIGITS;
  if (next->flags & TEXTAN_WORD_PUNCTUATION)
    behind |= DATE_BEHIND_MARK(work->folded[next->folded]);
  return behind;
}

/* The longest pattern of a language that matches at a word; its end, or 0. */
static uint32_t date_match(const struct matcher *base, uint32_t word, const struct date_pattern **pattern, char *value,
                           size_t size) {
  struct matcher m = *base;
  uint32_t longest = 0;
  const textan_word *first = &m.work->words[word];
  const uint8_t digits = !(first->flags & TEXTAN_WORD_DIGITS) ? 0
                         : first->folded_size <= 2            ? DATE_SHORT
                         : first->folded_size == 4            ? DATE_YEAR
                                                              : 0;
  const uint32_t kinds = kinds_at(&m, word) & m.language->date_kinds;
  const uint64_t behind = digits ? behind_at(&m, word) : 0;
  for (size_t i = 0; (digits || kinds) && i < m.language->pattern_count; i++) {
    struct fields f = {0};
    char text[48];
    m.pattern = &m.language->patterns[i];
    if (!(m.pattern->digits & digits && m.pattern->behind & behind) && !(m.pattern->kinds & kinds))
      continue;
    const uint32_t end = elements_match(&m, 0, word, word, &f);
    if (end <= longest || end <= word || !bounded(m.work, word, end) ||
        (m.pattern->form == FORM_DAY && fraction(m.work, m.language, word, &f)) ||
        !value_write(m.pattern->form, &f, text, sizeof text))
      continue;
    longest = end;
    *pattern = m.pattern;
    snprintf(value, size, "%s", text);
  }
  return longest;
}

static textan_status date_add(struct work *work, uint32_t first, uint32_t count, const char *value) {
  struct candidate *candidate = entities_candidate_add(work, first, count, TYPE_DATE, 6);
  if (!candidate)
    return TEXTAN_EMEMORY;
  candidate->value = entities_copy(work, value);
  candidate->rule = "date";
  candidate->score = 0.95f;
  return candidate->value ? TEXTAN_OK : textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a date");
}

/* Adds the date that begins at the word, in its language or, where that has no lists, in the first that fits. */
static textan_status date_find(struct work *work, uint32_t word, uint32_t *end) {
  const uint8_t language = work->marks[word].language;
  for (size_t i = 0; i < work->model->language_count && !*end; i++) {
    const struct matcher m = {work, &work->model->languages[i], NULL};
    const struct date_pattern *pattern;
    char value[48];
    if (language != i && language != LANGUAGE_OTHER)
      continue;
    *end = date_match(&m, word, &pattern, value, sizeof value);
    if (*end)
      return date_add(work, word, *end - word, value);
  }
  return TEXTAN_OK;
}

textan_status entities_dates(struct work *work) {
  textan_status status = TEXTAN_OK;
  const size_t from = work->scratch->candidate_count;
  for (uint32_t word = 0; word < work->count && status == TEXTAN_OK;) {
    uint32_t end = 0;
    if ((work->words[word].flags & TEXTAN_WORD_DIGITS) || work->marks[word].date)
      status = date_find(work, word, &end);
    word = end ? end : word + 1;
  }
  return status == TEXTAN_OK ? entities_date_years(work, from) : status;
}

/* Years for dates without one: the year that the same day has elsewhere in the document, else the one that is nearest
 * to the document's own date, where its attributes have that, else the year that the document's other dates name. */
#include "entities.h"

#include <stdlib.h>

enum { YEARS = 16 };

struct tally {
  int years[YEARS];
  uint32_t counts[YEARS];
  uint32_t total;
};

/* The year of a value that names a month of one year only ("2024-03-01", "2024-01/2024-09"); 0: none. */
static int anchor_year(const char *value) {
  if (strlen(value) < 7 || value[0] == '-' || value[4] != '-')
    return 0;
  const char *end = strchr(value, '/');
  const int year = atoi(value);
  return !end || atoi(end + 1) == year ? year : 0;
}

static void tally_add(struct tally *tally, int year) {
  for (int i = 0; i < YEARS; i++)
    if (tally->years[i] == year || !tally->counts[i]) {
      tally->years[i] = year;
      tally->counts[i]++;
      break;
    }
  tally->total++;
}

/* The year of more than half of the dates; 0: none. */
static int tally_year(const struct tally *tally) {
  for (int i = 0; i < YEARS; i++)
    if (tally->counts[i] * 2 > tally->total)
      return tally->years[i];
  return 0;
}

/* The year of a date of the document that ends like this one ("--03-01", "2024-03-01"); 0: none. */
static int same_day(const struct candidate *dates, size_t count, const char *value) {
  if (strlen(value) < 7)
    return 0;
  for (size_t i = 0; i < count; i++)
    if (anchor_year(dates[i].value) && !strcmp(dates[i].value + 4, value + 1))
      return atoi(dates[i].value);
  return 0;
}

/* The document's own date, ISO 8601 to the month at least; false: it has none. */
static bool document_date(const struct work *work, int *year, int *month) {
  const textan_value *date = work->model->document->attribute(work->document, "date");
  if (!date || date->type != TEXTAN_STRING || date->as.string.size < 7)
    return false;
  const char *text = date->as.string.data;
  for (int i = 0; i < 7; i++)
    if (i == 4 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
      return false;
  *year = atoi(text);
  *month = (text[5] - '0') * 10 + (text[6] - '0');
  return *month >= 1 && *month <= 12;
}

/* The year in which the month of "--03-01" is nearest to the document's date: news speaks of last December in January.
 */
static int nearest_year(const char *value, int year, int month) {
  const int months = (value[2] - '0') * 10 + (value[3] - '0') - month;
  return months > 6 ? year - 1 : months < -6 ? year + 1 : year;
}

/* "--03-01/--03-05" with its year. */
static const char *with_year(const struct work *work, const char *value, int year) {
  char text[64];
  size_t size = 0;
  while (*value && size + 8 < sizeof text) {
    if (value[0] == '-' && value[1] == '-') {
      size += (size_t)snprintf(text + size, sizeof text - size, "%04d", year);
      value++;
    }
    text[size++] = *value++;
  }
  text[size] = '\0';
  return entities_copy(work, text);
}

/* Fills in the years of the candidates from `from` on, which are dates all. */
textan_status entities_date_years(struct work *work, size_t from) {
  struct candidate *dates = work->scratch->candidates + from;
  const size_t count = work->scratch->candidate_count - from;
  struct tally tally = {.total = 0};
  size_t open = 0;
  for (size_t i = 0; i < count; i++) {
    const int year = anchor_year(dates[i].value);
    if (year)
      tally_add(&tally, year);
    open += dates[i].value[0] == '-';
  }
  int year = 0, month = 0;
  const bool dated = open && document_date(work, &year, &month);
  const int usual = open && tally.total ? tally_year(&tally) : 0;
  for (size_t i = 0; (dated || tally.total) && i < count; i++) {
    if (dates[i].value[0] != '-')
      continue;
    const int same = open <= YEARS ? same_day(dates, count, dates[i].value) : 0;
    const int other = dated ? nearest_year(dates[i].value, year, month) : usual;
    if (!same && !other)
      continue;
    dates[i].value = with_year(work, dates[i].value, same ? same : other);
    if (!dates[i].value)
      return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a date");
  }
  return TEXTAN_OK;
}

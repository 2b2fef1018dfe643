/* Years for dates without one: the year that the document's other dates name. */
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
  const int usual = open && tally.total ? tally_year(&tally) : 0;
  for (size_t i = 0; tally.total && i < count; i++) {
    if (dates[i].value[0] != '-')
      continue;
    const int same = open <= YEARS ? same_day(dates, count, dates[i].value) : 0;
    if (!same && !usual)
      continue;
    dates[i].value = with_year(work, dates[i].value, same ? same : usual);
    if (!dates[i].value)
      return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a date");
  }
  return TEXTAN_OK;
}

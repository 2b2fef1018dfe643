/* Years for dates without one: that of a list that ends with one, else the year that the same day has elsewhere in the
 * document, else the one that is nearest to the document's own date, where its attributes have that, else that of the
 * text's first date with a year and a month, mostly its dateline or the event that it reports, or of all such dates
 * where none stands before. */
#include "entities.h"

#include <stdlib.h>

enum { LISTED = 4 /* dates that share a year */ };
enum { OPEN_MANY = 16 }; /* dates without a year from which on none is looked for in all others */

/* The year of a value that names a month of one year only ("2024-03-01", "2024-01/2024-09"); 0: none. */
static int anchor_year(const char *value) {
  if (strlen(value) < 7 || value[0] == '-' || value[4] != '-')
    return 0;
  const char *end = strchr(value, '/');
  const int year = atoi(value);
  return !end || atoi(end + 1) == year ? year : 0;
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

/* "In July and August 2023", "30 June, 1 July and 2 July 2023": the year behind the list is that of all of them. */
static int year_behind(const struct work *work, const struct candidate *dates, size_t count, size_t at) {
  for (size_t i = at + 1; i < count && i <= at + LISTED; i++) {
    const uint32_t between = dates[i - 1].first + dates[i - 1].count;
    if (dates[i].first != between + 1 || !entities_follows(work, between) ||
        !(entities_class(work, between, WORD_AND) || entities_is(work, between, ',')))
      return 0;
    if (dates[i].value[0] != '-')
      return strlen(dates[i].value) >= 7 && !strchr(dates[i].value, '/') ? atoi(dates[i].value) : 0;
  }
  return 0;
}

/* The year of all anchors, where these agree; 0: they do not, or there are none. */
static int agreed_year(const struct candidate *dates, size_t count) {
  int year = 0;
  for (size_t i = 0; i < count; i++) {
    const int own = anchor_year(dates[i].value);
    if (own && year && own != year)
      return 0;
    year = own ? own : year;
  }
  return year;
}

/* Fills in the years of the candidates from `from` on, which are dates all. */
textan_status entities_date_years(struct work *work, size_t from) {
  struct candidate *dates = work->scratch->candidates + from;
  const size_t count = work->scratch->candidate_count - from;
  size_t open = 0;
  int first = 0, year = 0, month = 0;
  for (size_t i = 0; i < count; i++)
    open += dates[i].value[0] == '-';
  const int agreed = open ? agreed_year(dates, count) : 0;
  const bool dated = open && document_date(work, &year, &month);
  for (size_t i = 0; open && i < count; i++) {
    first = first ? first : anchor_year(dates[i].value);
    if (dates[i].value[0] != '-')
      continue;
    const int listed = year_behind(work, dates, count, i);
    const int same = listed ? listed : open <= OPEN_MANY ? same_day(dates, count, dates[i].value) : 0;
    const int other = dated ? nearest_year(dates[i].value, year, month) : first ? first : agreed;
    if (!same && !other)
      continue;
    dates[i].value = with_year(work, dates[i].value, same ? same : other);
    if (!dates[i].value)
      return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a date");
  }
  return TEXTAN_OK;
}

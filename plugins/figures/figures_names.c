/* The names that stand in records and in the tables, and their numbers. */
#include "figures.h"

#include <string.h>

static const char *const measure_names[MEASURE_COUNT] = {
    "",    "trade",   "export", "import", "surplus", "deficit",  "investment", "loan",
    "aid", "revenue", "cost",   "gdp",    "budget",  "quantity", "tariff",     "other"};
static const char *const modality_names[MODALITY_COUNT] = {"", "actual", "target", "forecast"};
static const char *const qualifier_names[QUALIFIER_COUNT] = {"",      "about",    "nearly", "over",
                                                             "under", "at_least", "up_to",  "range"};
static const char *const change_names[CHANGE_COUNT] = {"", "up", "down", "share", "level"};
static const char *const basis_names[BASIS_COUNT] = {"", "yoy", "qoq", "mom", "named"};
static const char *const link_names[LINK_COUNT] = {"",     "subject", "of", "from", "to",      "in",
                                                   "with", "by",      "on", "for",  "between", "and"};
static const char *const refer_names[REFER_COUNT] = {"", "state", "body", "time", "month"};
static const char *const flag_names[] = {
    "break", "respectively", "pair",  "previous",      "range_link",   "range_open", "range_block", "per",
    "skip",  "after",        "event", "reject_before", "reject_after", "part",       "takes",       "partner",
    "rate",  "weight",       "deal",  "marked",        "whole",        "reverse",    "inner"};

static int name_find(const char *const *names, size_t count, const char *name, size_t size) {
  for (size_t i = 0; i < count; i++)
    if (names[i][0] != '\0' && strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
      return (int)i;
  return -1;
}

const char *figures_measure_name(enum figures_measure measure) {
  return measure_names[measure];
}

const char *figures_modality_name(enum figures_modality modality) {
  return modality_names[modality];
}

const char *figures_qualifier_name(enum figures_qualifier qualifier) {
  return qualifier_names[qualifier];
}

const char *figures_change_name(enum figures_change change) {
  return change_names[change];
}

const char *figures_basis_name(enum figures_basis basis) {
  return basis_names[basis];
}

int figures_measure_find(const char *name, size_t size) {
  return name_find(measure_names, MEASURE_COUNT, name, size);
}

int figures_modality_find(const char *name, size_t size) {
  return name_find(modality_names, MODALITY_COUNT, name, size);
}

int figures_qualifier_find(const char *name, size_t size) {
  return name_find(qualifier_names, QUALIFIER_COUNT, name, size);
}

int figures_change_find(const char *name, size_t size) {
  return name_find(change_names, CHANGE_COUNT, name, size);
}

int figures_basis_find(const char *name, size_t size) {
  return name_find(basis_names, BASIS_COUNT, name, size);
}

int figures_link_find(const char *name, size_t size) {
  return name_find(link_names, LINK_COUNT, name, size);
}

int figures_refer_find(const char *name, size_t size) {
  return name_find(refer_names, REFER_COUNT, name, size);
}

uint32_t figures_flag_find(const char *name, size_t size) {
  const int at = name_find(flag_names, sizeof flag_names / sizeof *flag_names, name, size);
  return at < 0 ? 0 : 1u << at;
}

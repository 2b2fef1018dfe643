/* Checked parameter values of one plugin use. */
#ifndef CORE_PARAMETERS_H
#define CORE_PARAMETERS_H

#include "log.h"

/* The getters that plugins use. */
extern const textan_parameters_api parameters_api;

/* What the getters read; made in config_parameters.c, immutable afterwards. */
struct parameter_item {
  const char *key;        /* of a table's row */
  const char *string;     /* STRING, CHOICE, PATH, a table's value */
  int64_t integer;        /* INTEGER, DURATION, SIZE, BOOLEAN */
  textan_decimal decimal; /* DECIMAL */
};

struct parameter_value {
  const textan_parameter *row;
  bool set;                     /* by the configuration or by default */
  struct parameter_item *items; /* one where it is no list and no table */
  size_t count;
};

struct textan_parameters {
  const char *owner;     /* "step "entities" (entities 1.0.0)" */
  const struct log *log; /* of the run; NULL: standard error */
  struct parameter_value *values;
  size_t count;
};

#endif

/* Command line options of a verb, parsed and explained from one table. */
#ifndef CORE_OPTIONS_H
#define CORE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* One row of a verb's table. */
struct option_row {
  const char *name;     /* without "--"; NULL ends the table */
  char letter;          /* 0: none */
  const char *argument; /* what it stands for in help, "FILE"; NULL: a switch */
  const char *summary;  /* one line */
};

struct option_values; /* what the user gave */

struct verb {
  const char *name;
  const char *usage;   /* what follows the verb: "-c FILE [options]" */
  const char *summary; /* one line */
  const struct option_row *options;
  int operands_min, operands_max;
  int (*run)(const struct option_values *values); /* the program's exit code */
};

/* Parses and runs; a wrong command line is reported on standard error with exit code 2. */
int verb_run(const struct verb *verb, int argc, char **argv);
void verb_print_help(const struct verb *verb);
/* Rows of the verb's table. */
size_t verb_option_count(const struct verb *verb);

/* Getters; `name` must stand in the verb's table. */
bool option_given(const struct option_values *values, const char *name);
const char *option_value(const struct option_values *values, const char *name); /* the last one given, or NULL */
/* All that were given, in order. */
size_t option_list(const struct option_values *values, const char *name, const char *const **list);
size_t option_operands(const struct option_values *values, const char *const **operands);

#endif

/* What the scenarios of tests/faults share. */
#ifndef TESTS_FAULTS_FAULTS_H
#define TESTS_FAULTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What came out of one run of a scenario. */
struct outcome {
  bool failed;     /* an error was reported */
  bool silent;     /* without a word */
  uint32_t digest; /* of all results; must be that of an undisturbed run unless an error was reported */
};

void outcome_add(struct outcome *outcome, const void *bytes, size_t size);
void outcome_add_text(struct outcome *outcome, const char *text); /* NULL as another text than any */
void outcome_add_number(struct outcome *outcome, uint64_t number);
/* An error was reported, with this message. */
void outcome_fail(struct outcome *outcome, const char *message);

struct scenario {
  const char *name;
  /* Works, puts results into the outcome, and frees all that it made. */
  void (*run)(struct outcome *outcome);
};

/* Ended by a NULL name. */
extern const struct scenario unit_scenarios[];    /* units.c: parts of the core alone */
extern const struct scenario whole_scenarios[];   /* whole.c: configurations, the library */
extern const struct scenario command_scenarios[]; /* commands.c: verbs of the command line */

/* A path in the folder that main filled with run files and texts; valid until the call after the next. */
const char *faults_path(const char *name);
extern const char *faults_plugins; /* the plugin folder */

#endif

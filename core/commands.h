/* The verbs of the command line, one file each. */
#ifndef CORE_COMMANDS_H
#define CORE_COMMANDS_H

#include "options.h"

extern const struct verb verb_run_documents; /* command_run.c */
extern const struct verb verb_check;         /* command_check.c */
extern const struct verb verb_explain;       /* command_explain.c */
extern const struct verb verb_test;          /* command_test.c */
extern const struct verb verb_try;           /* command_try.c */
extern const struct verb verb_plugins;       /* command_plugins.c */
extern const struct verb verb_describe;      /* command_describe.c */
extern const struct verb verb_schema;        /* command_schema.c */
extern const struct verb verb_doctor;        /* command_doctor.c */

extern const struct verb verb_man;        /* command_man.c */
extern const struct verb verb_completion; /* command_completion.c */

/* All of them, in the order in which help shows them.  (verbs.c) */
enum { VERBS_MAX = 40 };
extern const struct verb *const verbs[];
extern const size_t verb_count;

#endif

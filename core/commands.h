/* The verbs of the command line, one file each. */
#ifndef CORE_COMMANDS_H
#define CORE_COMMANDS_H

#include "options.h"

extern const struct verb verb_run_documents; /* command_run.c */
extern const struct verb verb_check;         /* command_check.c */
extern const struct verb verb_plugins;       /* command_plugins.c */
extern const struct verb verb_describe;      /* command_describe.c */
extern const struct verb verb_schema;        /* command_schema.c */
extern const struct verb verb_doctor;        /* command_doctor.c */

#endif

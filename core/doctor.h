/* The parts of `textan doctor`.  Each prints to standard output what it sees, and adds what is wrong as sentences.
 * Main thread only. */
#ifndef CORE_DOCTOR_H
#define CORE_DOCTOR_H

#include "buffer.h"
#include "registry.h"

struct doctor {
  struct buffer problems; /* one a line */
  size_t problem_count;
  const char *folders;   /* of --plugins; NULL: none */
  struct buffer usable;  /* those of them, and of the environment, that can be used, parted by colons */
  struct buffer program; /* the file that runs; empty when it is not known */
};

TEXTAN_PRINTF(2, 3)
void doctor_problem(struct doctor *doctor, const char *format, ...);

/* A size for people, "15.6 GiB"; returns out. */
enum { DOCTOR_AMOUNT_SIZE = 32 };
const char *doctor_amount(uint64_t bytes, char out[DOCTOR_AMOUNT_SIZE]);

/* doctor_system.c: versions and build; the locale; limits; the shared libraries that are loaded. */
void doctor_versions(void);
void doctor_locale(void);
void doctor_limits(struct doctor *doctor);
void doctor_libraries(void);

/* doctor_folders.c: the program, plugin folders in the order of their search (which fills `usable`), the cache. */
void doctor_paths(struct doctor *doctor);

/* doctor_plugins.c: all plugins with their files, and their data files, with hashes; models under default parameters,
 * which read the data files. */
void doctor_plugins(struct doctor *doctor, struct registry *registry);
void doctor_data(struct doctor *doctor, struct registry *registry);
void doctor_models(struct doctor *doctor, struct registry *registry);

#endif

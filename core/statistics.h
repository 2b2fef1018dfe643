/* What a run took: time, bytes, annotations and memory of each step. */
#ifndef CORE_STATISTICS_H
#define CORE_STATISTICS_H

#include <stdio.h>

#include "models.h"

/* Of a step, or of reading, decoding, rendering and writing. */
struct step_statistics {
  uint64_t time; /* of the processor, nanoseconds */
  uint64_t calls, failures;
  uint64_t annotations; /* added, tokens and sentences too */
};

/* Of one worker. */
struct worker_statistics {
  struct step_statistics decode, render, *steps; /* steps: as config->steps */
  uint64_t bytes;                                /* of text that was decoded */
};

/* Of a whole run. */
struct run_statistics {
  const struct worker_statistics *worker;
  struct step_statistics read, write;
  uint64_t documents, failures;
  int64_t wall_time; /* nanoseconds */
};

/* The processor time of this thread so far, nanoseconds: what else the machine does is not counted.  0 where statistics
 * were not asked for: to ask the kernel takes as long as to analyse a short sentence. */
uint64_t statistics_clock(bool asked);
/* Resident memory of the process now, bytes; 0 where the kernel does not say. */
uint64_t statistics_resident(void);

/* How the statistics are printed. */
enum statistics_form { STATISTICS_NONE, STATISTICS_TABLE, STATISTICS_JSON };

/* Prints the table of `--stats`, or one line of JSON. */
void statistics_print(const struct models *models, const struct run_statistics *run, enum statistics_form form,
                      FILE *stream);

#endif

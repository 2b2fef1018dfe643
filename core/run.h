/* A run: every record of every corpus, in order, through one worker, to the outputs.  Main thread only. */
#ifndef CORE_RUN_H
#define CORE_RUN_H

#include "models.h"
#include "statistics.h"

struct run_options {
  const char *output_folder;       /* NULL: the working directory */
  uint64_t limit;                  /* documents per corpus; 0: all */
  enum statistics_form statistics; /* printed at the end */
};

/* The exit codes of the program (docs/command-line.md). */
enum exit_code {
  EXIT_DONE = 0,
  EXIT_DOCUMENTS_FAILED = 1,
  EXIT_CONFIGURATION = 2,
  EXIT_STOPPED = 3, /* by the error budget or by a step's on_error */
  EXIT_INPUT_OUTPUT = 4
};

/* Runs and reports failures on standard error; the result is the program's exit code. */
enum exit_code run_execute(const struct models *models, const struct run_options *options);

#endif

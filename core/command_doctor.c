/* textan doctor: what this textan is made of, what it finds on this machine, and what is wrong with it. */
#include <stdlib.h>

#include "commands.h"
#include "doctor.h"

static const struct option_row options[] = {
    {"plugins", 0, "FOLDER", "looks for plugins in FOLDER first"},
    {0},
};

void doctor_problem(struct doctor *doctor, const char *format, ...) {
  va_list arguments;
  char sentence[1200];
  va_start(arguments, format);
  vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  doctor->problem_count++;
  buffer_format(&doctor->problems, "  %s.\n", sentence);
}

const char *doctor_amount(uint64_t bytes, char out[DOCTOR_AMOUNT_SIZE]) {
  static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  size_t unit = 0;
  double amount = (double)bytes;
  while (amount >= 1024) {
    amount /= 1024;
    unit++;
  }
  snprintf(out, DOCTOR_AMOUNT_SIZE, "%.*f %s", unit && amount < 100 ? 1 : 0, amount, units[unit]);
  return out;
}

static void examine_plugins(struct doctor *doctor) {
  struct registry *registry = NULL;
  textan_error error;
  /* What the environment names is among the usable ones, in its place. */
  unsetenv("TEXTAN_PLUGIN_PATH");
  if (registry_new(doctor->usable.size ? doctor->usable.data : NULL, &registry, &error) != TEXTAN_OK) {
    doctor_problem(doctor, "No plugin can be loaded: %s", error.message);
    return;
  }
  doctor_plugins(doctor, registry);
  doctor_data(doctor, registry);
  doctor_models(doctor, registry);
  doctor_libraries();
  registry_free(registry);
}

static void print_verdict(const struct doctor *doctor) {
  printf("\nverdict\n");
  if (doctor->problem_count == 0)
    printf("  Nothing is wrong.\n");
  else
    printf("%s  %zu problem%s.\n", doctor->problems.data ? doctor->problems.data : "", doctor->problem_count,
           doctor->problem_count == 1 ? "" : "s");
}

static int command(const struct option_values *values) {
  struct doctor doctor = {.folders = option_value(values, "plugins")};
  doctor_versions();
  doctor_paths(&doctor);
  doctor_locale();
  doctor_limits(&doctor);
  examine_plugins(&doctor);
  print_verdict(&doctor);
  const int code = doctor.problem_count ? 1 : 0;
  buffer_free(&doctor.problems);
  buffer_free(&doctor.usable);
  buffer_free(&doctor.program);
  return code;
}

const struct verb verb_doctor = {
    .name = "doctor",
    .usage = "[options]",
    .summary = "Shows versions, paths, libraries, plugins and data files with hashes, and what is wrong.",
    .options = options,
    .run = command,
};

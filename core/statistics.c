#include "statistics.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

uint64_t statistics_clock(bool asked) {
  struct timespec time;
  if (!asked)
    return 0;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t statistics_resident(void) {
  unsigned long long pages = 0;
  FILE *stream = fopen("/proc/self/statm", "r");
  const bool read = stream && fscanf(stream, "%*u %llu", &pages) == 1;
  if (stream)
    fclose(stream);
  return read ? pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

/* Of the whole process. */
struct totals {
  uint64_t step_time, process_time; /* nanoseconds of the processor */
  uint64_t memory;                  /* largest resident size, bytes */
};

static uint64_t nanoseconds(struct timeval time) {
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_usec * 1000u;
}

static struct totals sum(const struct models *models, const struct run_statistics *run) {
  const struct worker_statistics *worker = run->worker;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  struct totals totals = {.step_time = run->read.time + worker->decode.time + worker->render.time + run->write.time,
                          .process_time = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
                          .memory = (uint64_t)usage.ru_maxrss * 1024};
  for (size_t i = 0; i < models->config->step_count; i++)
    totals.step_time += worker->steps[i].time;
  return totals;
}

/* ---- the table ---- */

static double share(uint64_t part, uint64_t whole) {
  return whole ? (double)part / (double)whole : 0;
}

/* memory: of the model, bytes; negative: it has none. */
static void print_row(FILE *stream, const char *name, const struct step_statistics *step, uint64_t bytes,
                      uint64_t all_time, int64_t memory) {
  fprintf(stream, "%-16s %9llu %8llu %12llu %9.3f %6.1f %8.1f %8.2f", name, (unsigned long long)step->calls,
          (unsigned long long)step->failures, (unsigned long long)step->annotations, (double)step->time / 1e9,
          100 * share(step->time, all_time), 1e3 * share(bytes, step->time), share(step->time, bytes));
  if (memory >= 0)
    fprintf(stream, " %9.1f", (double)memory / 1e6);
  fputc('\n', stream);
}

static void print_table(const struct models *models, const struct run_statistics *run, FILE *stream) {
  const struct config *config = models->config;
  const struct worker_statistics *worker = run->worker;
  const struct totals totals = sum(models, run);
  const uint64_t bytes = worker->bytes, time = totals.step_time;
  fprintf(stream, "%-16s %9s %8s %12s %9s %6s %8s %8s %9s\n", "step", "calls", "failed", "annotations", "time s", "%",
          "MB/s", "ns/byte", "model MB");
  print_row(stream, "(read)", &run->read, bytes, time, -1);
  print_row(stream, "(decode)", &worker->decode, bytes, time, -1);
  for (size_t i = 0; i < config->step_count; i++)
    print_row(stream, config->steps[i]->use.id, &worker->steps[i], bytes, time, (int64_t)models->steps[i].memory);
  print_row(stream, "(render)", &worker->render, bytes, time, -1);
  print_row(stream, "(write)", &run->write, bytes, time, -1);
  fprintf(stream,
          "%llu documents, %llu failed; %.3f MB of text in %.3f s, %.3f s of the processor, %.3f s of them in these "
          "steps; largest memory %.1f MB\n",
          (unsigned long long)run->documents, (unsigned long long)run->failures, (double)bytes / 1e6,
          (double)run->wall_time / 1e9, (double)totals.process_time / 1e9, (double)time / 1e9,
          (double)totals.memory / 1e6);
}

/* ---- JSON ---- */

/* The members of a step's object, which stays open. */
static void print_members(FILE *stream, const struct step_statistics *step) {
  fprintf(stream, "\"calls\":%llu,\"failed\":%llu,\"annotations\":%llu,\"nanoseconds\":%llu",
          (unsigned long long)step->calls, (unsigned long long)step->failures, (unsigned long long)step->annotations,
          (unsigned long long)step->time);
}

static void print_part(FILE *stream, const char *name, const struct step_statistics *part) {
  fprintf(stream, ",\"%s\":{", name);
  print_members(stream, part);
  fputc('}', stream);
}

static void print_json(const struct models *models, const struct run_statistics *run, FILE *stream) {
  const struct config *config = models->config;
  const struct worker_statistics *worker = run->worker;
  const struct totals totals = sum(models, run);
  fprintf(stream,
          "{\"documents\":%llu,\"failed\":%llu,\"bytes\":%llu,\"wall_nanoseconds\":%lld,"
          "\"processor_nanoseconds\":%llu,\"largest_memory\":%llu",
          (unsigned long long)run->documents, (unsigned long long)run->failures, (unsigned long long)worker->bytes,
          (long long)run->wall_time, (unsigned long long)totals.process_time, (unsigned long long)totals.memory);
  print_part(stream, "read", &run->read);
  print_part(stream, "decode", &worker->decode);
  fputs(",\"steps\":[", stream);
  for (size_t i = 0; i < config->step_count; i++) {
    /* Ids are letters, digits, "_" and "-". */
    fprintf(stream, "%s{\"id\":\"%s\",", i ? "," : "", config->steps[i]->use.id);
    print_members(stream, &worker->steps[i]);
    fprintf(stream, ",\"model_memory\":%llu}", (unsigned long long)models->steps[i].memory);
  }
  fputc(']', stream);
  print_part(stream, "render", &worker->render);
  print_part(stream, "write", &run->write);
  fputs("}\n", stream);
}

void statistics_print(const struct models *models, const struct run_statistics *run, enum statistics_form form,
                      FILE *stream) {
  if (form == STATISTICS_TABLE)
    print_table(models, run, stream);
  else if (form == STATISTICS_JSON)
    print_json(models, run, stream);
}

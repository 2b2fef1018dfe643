#include "statistics.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

uint64_t statistics_clock(void) {
  struct timespec time;
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

void statistics_print(const struct models *models, const struct run_statistics *run, FILE *stream) {
  const struct config *config = models->config;
  const struct worker_statistics *worker = run->worker;
  const struct step_statistics commit = {.time = run->commit_time, .calls = run->documents};
  uint64_t time = worker->decode.time + worker->render.time + run->commit_time;
  struct rusage usage;
  for (size_t i = 0; i < config->step_count; i++)
    time += worker->steps[i].time;
  fprintf(stream, "%-16s %9s %8s %12s %9s %6s %8s %8s %9s\n", "step", "calls", "failed", "annotations", "time s", "%",
          "MB/s", "ns/byte", "model MB");
  print_row(stream, "(decode)", &worker->decode, worker->bytes, time, -1);
  for (size_t i = 0; i < config->step_count; i++)
    print_row(stream, config->steps[i]->use.id, &worker->steps[i], worker->bytes, time,
              (int64_t)models->steps[i].memory);
  print_row(stream, "(render)", &worker->render, worker->bytes, time, -1);
  print_row(stream, "(write)", &commit, worker->bytes, time, -1);
  getrusage(RUSAGE_SELF, &usage);
  fprintf(stream,
          "%llu documents, %llu failed; %.3f MB of text in %.3f s, %.3f s of the processor in these steps; largest "
          "memory %.1f MB\n",
          (unsigned long long)run->documents, (unsigned long long)run->failures, (double)worker->bytes / 1e6,
          (double)run->wall_time / 1e9, (double)time / 1e9, (double)usage.ru_maxrss * 1024 / 1e6);
}

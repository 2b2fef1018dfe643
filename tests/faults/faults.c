/* Every allocation of every scenario fails once: alone, and with all that follow it.  Each time the scenario must end
 * in an error with words or in the results of an undisturbed run, and leave nothing behind.
 *
 *   faults                         as a test: some of each scenario's allocations, with FAULTS_ALL=1 all
 *   faults SCENARIO [N [rest]]     one scenario, one allocation, for a debugger
 *
 * Runs in the build folder with the plugins of tests/tree. */
#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wrap.h"

enum { SECONDS_MAX = 60, COMPLAINTS_MAX = 5, TRIED_ALL = 120, TRIED_SOME = 60, LARGE_ROWS = 10000 };

const char *faults_plugins = "tests/tree";
static char folder[] = "/tmp/textan-faults-XXXXXX";

/* How far a scenario's process has come. */
struct progress {
  size_t number, total, tried;
  bool rest;
  size_t complaint_count;
  char complaints[COMPLAINTS_MAX][200];
};

static struct progress *progress;

/* ---- outcomes ---- */

void outcome_add(struct outcome *outcome, const void *bytes, size_t size) {
  for (size_t i = 0; i < size; i++)
    outcome->digest = (outcome->digest ^ ((const unsigned char *)bytes)[i]) * 16777619u;
}

void outcome_add_number(struct outcome *outcome, uint64_t number) {
  outcome_add(outcome, &number, sizeof number);
}

void outcome_add_text(struct outcome *outcome, const char *text) {
  outcome_add_number(outcome, text ? strlen(text) : UINT64_MAX);
  outcome_add(outcome, text, text ? strlen(text) : 0);
}

void outcome_fail(struct outcome *outcome, const char *message) {
  outcome->failed = true;
  outcome->silent = outcome->silent || !message || !*message;
}

/* ---- one scenario ---- */

static void complain(const char *what) {
  if (progress->complaint_count++ < COMPLAINTS_MAX)
    snprintf(progress->complaints[progress->complaint_count - 1], sizeof progress->complaints[0],
             "allocation %zu%s fails: %s", progress->number, progress->rest ? " and all behind it" : "", what);
}

static struct outcome run(const struct scenario *scenario, size_t number, bool rest) {
  struct outcome outcome = {.digest = 2166136261u};
  progress->number = number;
  progress->rest = rest;
  alarm(SECONDS_MAX);
  faults_begin(number, rest);
  scenario->run(&outcome);
  progress->total = faults_end();
  return outcome;
}

static void try(const struct scenario *scenario, const struct outcome *undisturbed, size_t number, bool rest) {
  const struct outcome outcome = run(scenario, number, rest);
  char words[100];
  progress->tried++;
  if (outcome.silent)
    complain("the error has no words");
  if (!outcome.failed && outcome.digest != undisturbed->digest)
    complain("other results and no error");
  snprintf(words, sizeof words, "%zu blocks are left behind", faults_left());
  if (faults_left())
    complain(words);
}

static void try_all(const struct scenario *scenario) {
  run(scenario, 0, false); /* what is made once in a process */
  const struct outcome undisturbed = run(scenario, 0, false);
  const size_t total = progress->total;
  const size_t stride = getenv("FAULTS_ALL") || total <= TRIED_ALL ? 1 : total / TRIED_SOME;
  if (undisturbed.failed || faults_left())
    complain("it fails, or leaves something behind, undisturbed");
  for (size_t number = 1; number <= total; number += stride) {
    try(scenario, &undisturbed, number, false);
    try(scenario, &undisturbed, number, true);
  }
  progress->total = total;
}

/* In a process of its own, so that a crash is told and the others go on. */
static int test(const struct scenario *scenario, int number) {
  *progress = (struct progress){0};
  fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    if (!freopen(faults_path("words"), "w", stderr))
      abort();
    try_all(scenario);
    exit(0);
  }
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
    continue;
  if (child < 0)
    complain("no process can be started");
  else if (WIFSIGNALED(status))
    complain(strsignal(WTERMSIG(status)));
  else if (WEXITSTATUS(status))
    complain("the process ends with an error");
  printf("%sok %d - %s: %zu allocations, %zu failures\n", progress->complaint_count ? "not " : "", number,
         scenario->name, progress->total, progress->tried);
  for (size_t i = 0; i < progress->complaint_count && i < COMPLAINTS_MAX; i++)
    printf("# %s\n", progress->complaints[i]);
  if (progress->complaint_count > COMPLAINTS_MAX)
    printf("# and %zu more\n", progress->complaint_count - COMPLAINTS_MAX);
  return progress->complaint_count ? 1 : 0;
}

/* ---- all ---- */

const char *faults_path(const char *name) {
  static char paths[2][100];
  static int next;
  next = !next;
  snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name);
  return paths[next];
}

static void write_file(const char *name, const char *text) {
  FILE *file = fopen(faults_path(name), "w");
  if (!file || fputs(text, file) < 0 || fclose(file) != 0)
    abort();
}

static void write_files(void) {
  if (!mkdtemp(folder))
    abort();
  write_file("base.cfg",
             "format = 1;\n"
             "run = { id = \"faults\"; timeout = \"1min\"; errors = \"1/2\"; };\n"
             "steps = ( { id = \"lang\"; use = \"langid\"; }, { id = \"segment\"; use = \"segment\"; },\n"
             "          { id = \"mood\"; use = \"moody\"; } );\n");
  write_file("run.cfg",
             "format = 1; extends = ( \"base.cfg\" );\n"
             "steps = ( { id = \"mood\"; when = \"lang in ['en', 'vi']\"; } );\n"
             "corpora = ( { id = \"first\"; reader = \"files\"; paths = [ \"*.txt\" ]; },\n"
             "            { id = \"second\"; reader = \"files\"; paths = [ \"a.txt\" ]; lang = \"en\";\n"
             "              patch = ( { step = \"lang\"; disable = true; },\n"
             "                        { add = { id = \"again\"; use = \"moody\"; }; after = \"mood\"; } ); } );\n"
             "outputs = ( { id = \"lines\"; use = \"jsonl\"; path = \"%{corpus}.jsonl\";\n"
             "              params = { layers = [ \"mark\" ]; }; } );\n"
             "tests = ( { text = \"A good text, and speak.\"; corpus = \"second\";\n"
             "            expect = ( { layer = \"mark\"; begin = 0; end = 1; } ); } );\n");
  write_file("bad.cfg",
             "format = 1; extends = ( \"base.cfg\" );\n"
             "run = { id = 3; };\n"
             "steps = ( { id = \"mood\"; when = \"lang is 'en'\"; timeot = 1; }, { id = \"x\"; use = \"y\"; } );\n"
             "corpora = ( { id = \"first\"; reader = \"files\"; paths = [ ]; patch = ( { step = \"z\"; } ); } );\n"
             "outputs = ( { id = \"lines\"; use = \"jsonl@9\"; path = \"%{corpse}\"; params = { layer = 1; }; } );\n");
  write_file("embedded.cfg",
             "format = 1;\n"
             "steps = ( { id = \"segment\"; use = \"segment\"; }, { id = \"mood\"; use = \"moody\"; } );\n"
             "outputs = ( { id = \"lines\"; use = \"jsonl\"; params = { layers = [ \"mark\" ]; }; } );\n");
  write_file("all.cfg",
             "format = 1;\n"
             "steps = ( { id = \"lang\"; use = \"langid\"; }, { id = \"segment\"; use = \"segment\"; },\n"
             "          { id = \"entities\"; use = \"entities\"; }, { id = \"treaties\"; use = \"treaty\"; },\n"
             "          { id = \"figures\"; use = \"figures\"; } );\n"
             "outputs = ( { id = \"lines\"; use = \"jsonl\"; } );\n");
  write_file(
      "lines.cfg",
      "format = 1;\n"
      "steps = ( { id = \"figures\"; use = \"figures\"; } );\n"
      "corpora = ( { id = \"again\"; reader = \"jsonl\"; paths = [ \"lines\" ]; params = { record = \"line\"; };\n"
      "              decoder = \"textan\"; } );\n"
      "outputs = ( { id = \"lines\"; use = \"jsonl\"; path = \"-\"; params = { layers = [ \"entity\", \"token\" ]; }; "
      "} "
      ");\n");
  write_file(
      "lines",
      "{\"format\":1,\"id\":\"a\",\"source\":\"b\",\"lang\":\"en\",\"text\":\"Vi\u1ec7t Nam sold 3 million\","
      "\"decimals\":[\"document.price\",\"entity.share\"],\"attributes\":{\"price\":\"0.5\",\"of\":{\"annotation\":2}},"
      "\"annotations\":[{\"id\":2,\"layer\":\"entity\",\"type\":\"GPE\",\"begin\":0,\"end\":8,\"by\":\"e\","
      "\"features\":{\"code\":\"VN\",\"share\":\"1.5\",\"names\":[\"a\",\"b\"]}},"
      "{\"id\":3,\"layer\":\"token\",\"type\":\"token\",\"begin\":0,\"end\":8},"
      "{\"id\":4,\"layer\":\"sentence\",\"type\":\"sentence\",\"begin\":0,\"end\":23}],"
      "\"errors\":[{\"step\":\"one\",\"reason\":\"two\"}]}\n");
  write_file("a.txt", "Speak of rice, and relate what it costs: 3 million. There is a second sentence.\n");
  write_file("b.txt", "A second text.\n");
  write_file("pairs.tsv", "i\ty\n");
  write_file("list.tsv", "#!variants pairs.tsv\nminh chau|chau\tone\nH\xc3\xa0 N\xe1\xbb\x99i\ttwo\nxa\tthree\n");
}

/* As many rows as it takes to be kept in the cache. */
static void write_large_list(void) {
  FILE *file = fopen(faults_path("large.tsv"), "w");
  for (int i = 0; file && i < LARGE_ROWS; i++)
    fprintf(file, "w%d\tentry\n", i);
  if (!file || fprintf(file, "minh ch\xc3\xa2u\tlast\n") < 0 || fclose(file) != 0)
    abort();
}

static void remove_files(void) {
  char command[100];
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  if (system(command) != 0)
    fprintf(stderr, "faults: %s is left behind\n", folder);
}

static const struct scenario *find(const char *name) {
  const struct scenario *const lists[] = {unit_scenarios, whole_scenarios, command_scenarios};
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    for (const struct scenario *scenario = lists[i]; scenario->name; scenario++)
      if (strcmp(scenario->name, name) == 0)
        return scenario;
  fprintf(stderr, "faults: there is no scenario \"%s\"\n", name);
  exit(2);
}

int main(int argc, char **argv) {
  const struct scenario *const lists[] = {unit_scenarios, whole_scenarios, command_scenarios};
  int failed = 0, number = 0;
  progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (progress == MAP_FAILED)
    abort();
  write_files();
  write_large_list();
  setenv("TEXTAN_CACHE_DIR", faults_path("cache"), 1);
  if (argc > 2 && argv[1][0] != '-')
    run(find(argv[1]), (size_t)atol(argv[2]), argc > 3);
  else if (argc > 1 && argv[1][0] != '-')
    failed = test(find(argv[1]), ++number);
  else
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
      for (const struct scenario *scenario = lists[i]; scenario->name; scenario++)
        failed += test(scenario, ++number);
  printf("1..%d\n", number);
  remove_files();
  return failed ? 1 : 0;
}

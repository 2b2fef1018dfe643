/* Several threads, each with workers of its own, over two runs find what one thread finds, while others are loaded and
 * freed.  Linked with libtextan as a program that embeds it; runs in the build folder with the plugins of tests/tree.
 * No Criterion, so that ThreadSanitizer can watch it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <textan/textan.h>

enum { THREADS = 4, ROUNDS = 20, RUNS = 2, RELOADS = 5 };

static const char *const texts[] = {
    "",
    "Vietnam exported rice worth USD 500 million to Belarus in 2023, up 12.5 percent.",
    "The Treaty on the Non-Proliferation of Nuclear Weapons was signed in Moscow on 1 July 1968.",
    "Kim ng\u1ea1ch xu\u1ea5t kh\u1ea9u c\u1ee7a Vi\u1ec7t Nam \u0111\u1ea1t 3,2 t\u1ef7 USD trong n\u0103m 2023.",
    "no UTF-8: \xff",
};

enum { TEXTS = sizeof texts / sizeof texts[0] };

static textan_run *runs[RUNS];
static char *expected[RUNS][TEXTS];

static char *copy(const char *bytes, size_t size) {
  char *text = malloc(size + 1);
  if (!text)
    abort();
  memcpy(text, bytes, size);
  text[size] = '\0';
  return text;
}

/* What the text, a failed one too, is rendered to. */
static char *analyse(textan_worker *worker, size_t i) {
  textan_error error = {.message = ""};
  const char *bytes;
  size_t size;
  textan_worker_analyse(worker, "text", texts[i], strlen(texts[i]), NULL, 0, &error);
  if (textan_worker_render(worker, NULL, &bytes, &size, &error) != TEXTAN_OK)
    return copy(error.message, strlen(error.message));
  return copy(bytes, size);
}

static textan_worker *new_worker(const textan_run *run) {
  textan_worker *worker = NULL;
  textan_error error = {.message = ""};
  if (textan_worker_new(run, NULL, &worker, &error) != TEXTAN_OK)
    printf("# %s\n", error.message);
  return worker;
}

/* Counts the texts of which another result came out. */
static void *work(void *context) {
  size_t *different = context;
  for (size_t round = 0; round < ROUNDS; round++) {
    const size_t run = round % RUNS;
    textan_worker *worker = new_worker(runs[run]);
    for (size_t i = 0; worker && i < TEXTS; i++) {
      char *found = analyse(worker, i);
      *different += strcmp(found, expected[run][i]) != 0;
      free(found);
    }
    *different += !worker;
    textan_worker_free(worker);
  }
  return NULL;
}

/* Loads the run of that number; NULL, after a word, when it cannot be. */
static textan_run *load(size_t number) {
  static const char *const settings[] = {"figures.min_score=1"};
  const char *srcdir = getenv("srcdir");
  char path[4096];
  textan_run *run = NULL;
  textan_error error;
  const textan_run_options options = {
      .struct_size = sizeof options, .plugin_folders = "tests/tree", .settings = settings, .setting_count = number};
  snprintf(path, sizeof path, "%s/tests/embed/run.cfg", srcdir ? srcdir : ".");
  if (textan_run_load(path, &options, &run, &error) != TEXTAN_OK)
    printf("# %s\n", error.message);
  return run;
}

int main(void) {
  pthread_t threads[THREADS];
  size_t different[THREADS] = {0}, all = 0;
  for (size_t run = 0; run < RUNS; run++)
    if (!(runs[run] = load(run))) {
      printf("not ok 1 - the runs are loaded\n1..1\n");
      return 1;
    }
  for (size_t run = 0; run < RUNS; run++) {
    textan_worker *worker = new_worker(runs[run]);
    for (size_t i = 0; i < TEXTS; i++)
      expected[run][i] = worker ? analyse(worker, i) : copy("", 0);
    textan_worker_free(worker);
  }
  const bool found = strstr(expected[0][1], "\"layer\":\"figure\"") && strcmp(expected[0][1], expected[1][1]) != 0;
  for (size_t i = 0; i < THREADS; i++)
    if (pthread_create(&threads[i], NULL, work, &different[i]) != 0)
      abort();
  for (size_t i = 0; i < RELOADS; i++)
    textan_run_free(load(i % RUNS));
  for (size_t i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    all += different[i];
  }
  printf("%sok 1 - one thread finds figures, as the settings of the run say\n", found ? "" : "not ");
  printf("%sok 2 - several threads find what one finds (%zu texts differ)\n1..2\n", all ? "not " : "", all);
  for (size_t run = 0; run < RUNS; run++) {
    for (size_t i = 0; i < TEXTS; i++)
      free(expected[run][i]);
    textan_run_free(runs[run]);
  }
  return all || !found;
}

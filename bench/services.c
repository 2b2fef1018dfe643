/* How fast the host's services are on a text: bench/services TEXT [LIST.tsv]...
 * The text is cut in documents of about 4 KB, at line ends, and passed again and again for half a second a round. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "document.h"
#include "host.h"
#include "utf8.h"

enum { DOCUMENT_SIZE = 4096, ROUNDS = 7, LISTS_MAX = 64 };

static textan_document *document;
static textan_lexicon *lists[LISTS_MAX];
static size_t list_count, matched;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  char *data = NULL;
  *size = 0;
  for (size_t got = 1; file && got;) {
    data = realloc(data, *size + 65536 + 1);
    if (!data)
      exit(1);
    *size += got = fread(data + *size, 1, 65536, file);
    data[*size] = '\0';
  }
  if (!file || ferror(file)) {
    perror(path);
    exit(1);
  }
  fclose(file);
  return data;
}

static void do_nothing(void) {
}

static void do_words(void) {
  size_t count;
  if (!words_api.words(document, &count))
    exit(1);
}

static void do_lists(void) {
  textan_error error;
  for (size_t i = 0; i < list_count; i++) {
    const textan_lexicon_match *matches;
    size_t count;
    if (lexicon_api.match(lists[i], document, &matches, &count, &error) != TEXTAN_OK)
      exit(1);
    matched += count;
  }
}

static size_t pass(const char *text, size_t size, void (*job)(void)) {
  textan_error error;
  size_t documents = 0;
  for (size_t at = 0, end; at < size; at = end, documents++) {
    end = size - at > DOCUMENT_SIZE ? at + DOCUMENT_SIZE : size;
    while (end < size && text[end - 1] != '\n')
      end++;
    document_begin(document, "bench", "document", "bench");
    if (document_set_text(document, text + at, end - at, true, &error) != TEXTAN_OK) {
      fprintf(stderr, "%s\n", error.message);
      exit(1);
    }
    job();
  }
  return documents;
}

/* Seconds that a pass takes, the best of several rounds. */
static double measure(const char *text, size_t size, void (*job)(void)) {
  double best = 1e9;
  for (int round = 0; round < ROUNDS; round++) {
    const double begin = now();
    int passes = 0;
    do {
      pass(text, size, job);
      passes++;
    } while (now() - begin < 0.5);
    const double time = (now() - begin) / passes;
    best = time < best ? time : best;
  }
  return best;
}

static void report(const char *what, double seconds, size_t size) {
  printf("%-34s %7.1f MB/s %7.2f ns/byte\n", what, (double)size / seconds / 1e6, seconds / (double)size * 1e9);
}

int main(int count, char **arguments) {
  static const textan_module module = {.struct_size = sizeof module, .name = "bench", .version = "1.0.0"};
  const struct plugin plugin = {.module = &module, .path = "/bench.so", .data_directory = "."};
  const struct plugin_use use = {.id = "bench", .plugin = &plugin};
  if (count < 2) {
    fprintf(stderr, "usage: %s TEXT [LIST.tsv]...\n", arguments[0]);
    return 2;
  }
  size_t size;
  const char *text = read_file(arguments[1], &size);
  const double start = now();
  document = document_new();
  printf("%-34s %7.2f ms\n", "first document (table of characters)", (now() - start) * 1e3);
  struct lexicon_set *lexicons = lexicon_set_new();
  struct regex_set *patterns = regex_set_new();
  textan_host *host = host_new(&use, lexicons, patterns);
  textan_error error;
  size_t entries = 0;
  const double load = now();
  for (int i = 2; i < count && list_count < LISTS_MAX; i++) {
    if (lexicon_api.load(host, arguments[i], 1, 0, &lists[list_count], &error) != TEXTAN_OK) {
      fprintf(stderr, "%s\n", error.message);
      return 1;
    }
    entries += lexicon_api.entry_count(lists[list_count++]);
  }
  if (lexicon_set_compile(lexicons, &error) != TEXTAN_OK)
    return 1;
  printf("%-34s %7.2f ms, %zu entries\n", "lists loaded and compiled", (now() - load) * 1e3, entries);
  report("document alone (with validation)", measure(text, size, do_nothing), size);
  report("and words", measure(text, size, do_words), size);
  if (list_count) {
    report("and words and lists", measure(text, size, do_lists), size);
    matched = 0;
    pass(text, size, do_lists);
    printf("%zu matches\n", matched);
  }
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
  return 0;
}

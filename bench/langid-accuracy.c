/* langid-accuracy.c - accuracy and speed of the language detector without the rest of textan.
 *
 *   langid-accuracy [--fold I/N] [--list] langid.model TEXTS.tsv...
 *
 * Each line of a file is a BCP 47 tag, a tab and a text.  Prints for each file
 * the mean of the languages' recalls (Malay and Indonesian count as one), the
 * share of texts that got no answer, and megabytes per second.  With --fold only
 * every N-th line from the I-th on is asked; with --list each text with another
 * answer is printed. */
#include "../plugins/langid/detect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LABELS = 200 };

typedef struct tally {
  char label[LABELS][16];
  unsigned right[LABELS], all[LABELS];
  unsigned labels, unknown, texts;
  double seconds, certainty;
  size_t bytes;
} tally;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool is_malay(const char *tag) {
  return strcmp(tag, "id") == 0 || strcmp(tag, "ms") == 0;
}

static unsigned label_of(tally *t, const char *label) {
  unsigned i = 0;
  while (i < t->labels && strcmp(t->label[i], label) != 0)
    i++;
  if (i == t->labels && i + 1 < LABELS)
    snprintf(t->label[t->labels++], sizeof t->label[0], "%s", label);
  return i;
}

static void ask(tally *t, langid_detector *d, const langid_languages *languages, const char *label, const char *text,
                bool list) {
  langid_result r;
  const double begin = now();
  if (!langid_detect(d, text, strlen(text), true, &r)) {
    fprintf(stderr, "out of memory\n");
    exit(1);
  }
  t->seconds += now() - begin;
  t->bytes += strlen(text);
  const char *answer = r.language == LANGID_UNKNOWN ? "und" : languages->tags[r.language];
  const unsigned i = label_of(t, label);
  const bool right = strcmp(answer, label) == 0 || (is_malay(answer) && is_malay(label));
  t->right[i] += right;
  t->all[i]++;
  t->texts++;
  t->unknown += r.language == LANGID_UNKNOWN;
  t->certainty += r.score;
  if (list && !right)
    printf("%s\t%s\t%.3f\t%s\n", label, answer, r.score, text);
}

static void report(const tally *t, const char *path) {
  double sum = 0, malay = 0, total = 0;
  unsigned languages = 0, malays = 0;
  for (unsigned i = 0; i < t->labels; i++) {
    const double recall = 100.0 * t->right[i] / t->all[i];
    total += t->right[i];
    if (is_malay(t->label[i])) {
      malay += recall;
      malays++;
    } else {
      sum += recall;
      languages++;
    }
  }
  if (malays)
    sum += malay / malays;
  printf(
      "%s: %u texts, macro accuracy %.2f %%, accuracy %.2f %%, mean score %.2f %%, without answer %.2f %%, %.1f MB/s\n",
      path, t->texts, sum / (languages + (malays > 0)), 100 * total / t->texts, 100 * t->certainty / t->texts,
      100.0 * t->unknown / t->texts, (double)t->bytes / t->seconds / 1e6);
}

int main(int count, char **arguments) {
  unsigned fold = 0, folds = 1;
  bool list = false;
  int i = 1;
  for (; i < count && strncmp(arguments[i], "--", 2) == 0; i++)
    if (strcmp(arguments[i], "--list") == 0)
      list = true;
    else if (i + 1 < count)
      sscanf(arguments[++i], "%u/%u", &fold, &folds);
  if (count - i < 2) {
    fprintf(stderr, "usage: langid-accuracy [--fold I/N] [--list] langid.model TEXTS.tsv...\n");
    return 2;
  }
  langid_model model;
  langid_languages languages;
  textan_error error;
  const double begin = now();
  if (langid_model_open(arguments[i], &model, &error) != TEXTAN_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  langid_languages_all(&model, &languages);
  printf("loaded in %.2f ms\n", 1e3 * (now() - begin));
  langid_detector *detector = langid_detector_new(&model, &languages);
  char *line = NULL;
  size_t space = 0;
  for (i++; detector && i < count; i++) {
    FILE *file = fopen(arguments[i], "r");
    tally t = {0};
    for (unsigned row = 0; file && getline(&line, &space, file) > 0; row++) {
      char *tab = strchr(line, '\t');
      if (!tab || row % folds != fold)
        continue;
      *tab = 0;
      tab[strcspn(tab + 1, "\n") + 1] = 0;
      ask(&t, detector, &languages, line, tab + 1, list);
    }
    if (file)
      fclose(file);
    if (t.texts)
      report(&t, arguments[i]);
  }
  free(line);
  langid_detector_free(detector);
  langid_model_close(&model);
  return 0;
}

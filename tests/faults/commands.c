/* Verbs of the command line: exit code, standard output and files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "commands.h"
#include "faults.h"

enum { WORDS_MAX = 12 };

static void add_file(struct outcome *outcome, const char *path) {
  char bytes[4096];
  FILE *file = fopen(path, "rb");
  if (!file)
    outcome_fail(outcome, "no memory to read the results");
  for (size_t size; file && (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
    outcome_add(outcome, bytes, size);
  if (file)
    fclose(file);
}

/* Runs the verb with standard output in the file "out" and standard error in "messages".  expected: the exit code. */
static void run_verb(struct outcome *outcome, const struct verb *verb, int expected, const char *const *words) {
  char *arguments[WORDS_MAX + 1] = {(char *)(uintptr_t)verb->name};
  char named[WORDS_MAX][100];
  int count = 1;
  for (; words[count - 1]; count++) {
    /* "@name" is a file of the scenarios. */
    const char *word = words[count - 1];
    snprintf(named[count], sizeof named[count], "%s", word[0] == '@' ? faults_path(word + 1) : word);
    arguments[count] = named[count];
  }
  fflush(stdout);
  const int output = dup(STDOUT_FILENO), messages = dup(STDERR_FILENO);
  if (!freopen(faults_path("out"), "w", stdout) || !freopen(faults_path("messages"), "w", stderr))
    abort();
  const int code = verb_run(verb, count, arguments);
  fflush(stdout);
  const bool said = ftell(stderr) > 0 || ftell(stdout) > 0;
  if (dup2(output, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
    abort();
  close(output);
  close(messages);
  if (code != expected)
    outcome_fail(outcome, said ? "the exit code" : NULL);
  else
    add_file(outcome, faults_path("out"));
}

static void run_corpora(struct outcome *outcome) {
  const char *const words[] = {"-c", "@run.cfg", "--out", "@results", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_run_documents, 0, words);
  if (outcome->failed)
    return;
  add_file(outcome, faults_path("results/first.jsonl"));
  add_file(outcome, faults_path("results/second.jsonl"));
}

static void run_lines(struct outcome *outcome) {
  const char *const words[] = {"-c", "@lines.cfg", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_run_documents, 0, words);
}

static void check(struct outcome *outcome) {
  const char *const words[] = {"-c", "@run.cfg", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_check, 0, words);
}

static void check_wrong(struct outcome *outcome) {
  const char *const words[] = {"-c", "@bad.cfg", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_check, 2, words);
}

static void explain(struct outcome *outcome) {
  const char *const words[] = {"-c", "@run.cfg", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_explain, 0, words);
}

static void test(struct outcome *outcome) {
  const char *const words[] = {"-c", "@run.cfg", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_test, 0, words);
}

static void try(struct outcome *outcome) {
  const char *const words[] = {"-c", "@run.cfg", "--plugins", faults_plugins, "A", "text.", NULL};
  run_verb(outcome, &verb_try, 0, words);
}

static void list_plugins(struct outcome *outcome) {
  const char *const words[] = {"--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_plugins, 0, words);
}

static void describe(struct outcome *outcome) {
  const char *const words[] = {"entities", "--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_describe, 0, words);
}

static void print_schema(struct outcome *outcome) {
  const char *const words[] = {"--plugins", faults_plugins, NULL};
  run_verb(outcome, &verb_schema, 0, words);
}

const struct scenario command_scenarios[] = {
    {"run", run_corpora},
    {"run on lines", run_lines},
    {"check", check},
    {"check of a wrong file", check_wrong},
    {"explain", explain},
    {"test", test},
    {"try", try},
    {"plugins", list_plugins},
    {"describe", describe},
    {"schema", print_schema},

    {0},
};

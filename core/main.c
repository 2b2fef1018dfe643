/* textan: the command line. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <textan/version.h>

#include "commands.h"
#include "diagnostics.h"

static const struct verb *const verbs[] = {
    &verb_run_documents, &verb_check, &verb_plugins, &verb_describe, &verb_schema, &verb_doctor,
};

enum { VERBS = sizeof verbs / sizeof verbs[0] };

static void print_help(void) {
  printf(
      "usage: textan VERB [options]\n       textan -c FILE [options]     is: textan run -c FILE [options]\n\n"
      "Finds languages, entities, treaties and trade figures in texts, with analysers loaded as plugins.\n\n");
  for (int i = 0; i < VERBS; i++)
    printf("  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
  printf("\n  textan VERB --help shows a verb's options; --version the version.\n");
}

static int complain_unknown(const char *word) {
  const char *names[VERBS];
  for (int i = 0; i < VERBS; i++)
    names[i] = verbs[i]->name;
  const char *suggestion = diagnostics_suggest(word, names, VERBS);
  fprintf(stderr, "textan: error: unknown verb \"%s\"", word);
  if (suggestion)
    fprintf(stderr, "; did you mean \"%s\"?", suggestion);
  fprintf(stderr, "\n  textan --help lists the verbs\n");
  return 2;
}

/* The exit code, or 4 when what was printed did not get out. */
static int finish(int code) {
  if (fflush(stdout) == 0 && !ferror(stdout))
    return code;
  fprintf(stderr, "textan: error: standard output cannot be written: %s\n", strerror(errno));
  return 4;
}

int main(int argc, char **argv) {
  /* A reader of our output that goes away is an error to report, not a silent end. */
  signal(SIGPIPE, SIG_IGN);
  if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
    print_help();
    return finish(argc < 2 ? 2 : 0);
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("textan %s (ABI %u.%u)\n", TEXTAN_VERSION, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR);
    return finish(0);
  }
  if (argv[1][0] == '-')
    return finish(verb_run(&verb_run_documents, argc, argv));
  for (int i = 0; i < VERBS; i++)
    if (strcmp(verbs[i]->name, argv[1]) == 0)
      return finish(verb_run(verbs[i], argc - 1, argv + 1));
  return complain_unknown(argv[1]);
}

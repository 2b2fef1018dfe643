/* textan completion: what a shell needs to complete textan's words, made of the same tables as --help. */
#include <stdio.h>
#include <string.h>

#include "commands.h"

static const struct option_row options[] = {{0}};

/* All long options of the verb. */
static void put_options(const struct verb *verb) {
  for (const struct option_row *row = verb->options; row->name; row++)
    printf(" --%s", row->name);
  fputs(" --help", stdout);
}

static void print_bash(void) {
  fputs("_textan() {\n  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words\n  case $verb in\n", stdout);
  for (size_t i = 0; i < verb_count; i++) {
    printf("  %s) words=\"", verbs[i]->name);
    put_options(verbs[i]);
    fputs("\" ;;\n", stdout);
  }
  fputs("  -*) words=\"", stdout);
  put_options(&verb_run_documents);
  fputs("\" ;;\n  *) words= ;;\n  esac\n  if [ \"$COMP_CWORD\" = 1 ]; then\n    words=\"", stdout);
  for (size_t i = 0; i < verb_count; i++)
    printf("%s ", verbs[i]->name);
  fputs(
      "--help --version -c\"\n  fi\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n}\n"
      "complete -o filenames -F _textan textan\n",
      stdout);
}

static int command(const struct option_values *values) {
  const char *const *words;
  option_operands(values, &words);
  if (strcmp(words[0], "bash") != 0) {
    fprintf(stderr, "textan completion: error: \"%s\" is no shell that is known; there is bash\n", words[0]);
    return 2;
  }
  print_bash();
  return 0;
}

const struct verb verb_completion = {
    .name = "completion",
    .usage = "bash",
    .summary = "Prints the completion of words for the shell.",
    .options = options,
    .operands_min = 1,
    .operands_max = 1,
    .run = command,
};

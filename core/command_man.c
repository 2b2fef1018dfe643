/* textan man: the manual page, made of the same tables as --help. */
#include <stdio.h>
#include <textan/version.h>

#include "commands.h"

static const struct option_row options[] = {{0}};

/* Text in roff: hyphens stay hyphens, and a line does not begin with a command. */
static void put(const char *text) {
  if (*text == '.' || *text == '\'')
    fputs("\\&", stdout);
  for (; *text; text++) {
    if (*text == '-' || *text == '\\')
      putchar('\\');
    putchar(*text);
  }
}

static void put_option(const struct option_row *row) {
  fputs(".TP\n.B ", stdout);
  if (row->letter)
    printf("\\-%c, ", row->letter);
  put("--");
  put(row->name);
  if (row->argument) {
    fputs(" \\fI", stdout);
    put(row->argument);
    fputs("\\fR", stdout);
  }
  putchar('\n');
  put(row->summary);
  putchar('\n');
}

static void put_verb(const struct verb *verb) {
  fputs(".SS textan ", stdout);
  put(verb->name);
  putchar(' ');
  put(verb->usage);
  putchar('\n');
  put(verb->summary);
  putchar('\n');
  for (const struct option_row *row = verb->options; row->name; row++)
    put_option(row);
}

static const char head[] =
    ".SH NAME\ntextan \\- languages, entities, treaties and trade figures in texts\n"
    ".SH SYNOPSIS\n.B textan\n.I VERB\n[\\fIoptions\\fR]\n.br\n.B textan \\-c\n.I FILE\n[\\fIoptions\\fR]\n"
    ".SH DESCRIPTION\ntextan reads the documents of a run file's corpora, passes each through analysers that are "
    "loaded "
    "as plugins, and writes what they found.\nWithout a verb it runs.\n.SH VERBS\n";

static const char tail[] =
    ".SH ENVIRONMENT\n.TP\n.B TEXTAN_PLUGIN_PATH\nfolders of plugins, parted by colons, before those of the "
    "installation\n"
    ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\ndone, but documents or tests failed, or a plugin does not load\n.TP\n2\n"
    "the configuration or the command line is wrong; nothing was run\n.TP\n3\nthe run was stopped by its error budget "
    "or by a step\n.TP\n4\nan input or output failed\n";

static int command(const struct option_values *values) {
  (void)values;
  printf(".TH TEXTAN 1 \"\" \"textan %s\" \"User Commands\"\n%s", TEXTAN_VERSION, head);
  for (size_t i = 0; i < verb_count; i++)
    put_verb(verbs[i]);
  fputs(tail, stdout);
  return 0;
}

const struct verb verb_man = {
    .name = "man",
    .usage = "",
    .summary = "Prints the manual page.",
    .options = options,
    .run = command,
};

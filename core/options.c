#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnostics.h"

enum { ROWS_MAX = 32 };

struct option_values {
  const struct verb *verb;
  const char **lists[ROWS_MAX]; /* what was given for each row; a switch gives "" */
  size_t counts[ROWS_MAX];
  const char **operands;
  size_t operand_count;
};

size_t verb_option_count(const struct verb *verb) {
  size_t count = 0;
  while (verb->options[count].name)
    count++;
  return count;
}

static size_t row_of(const struct option_values *values, const char *name) {
  size_t row = 0;
  while (strcmp(values->verb->options[row].name, name) != 0)
    row++;
  return row;
}

bool option_given(const struct option_values *values, const char *name) {
  return values->counts[row_of(values, name)] > 0;
}

const char *option_value(const struct option_values *values, const char *name) {
  const size_t row = row_of(values, name);
  return values->counts[row] ? values->lists[row][values->counts[row] - 1] : NULL;
}

size_t option_list(const struct option_values *values, const char *name, const char *const **list) {
  const size_t row = row_of(values, name);
  *list = values->lists[row];
  return values->counts[row];
}

size_t option_operands(const struct option_values *values, const char *const **operands) {
  *operands = values->operands;
  return values->operand_count;
}

/* ---- parsing ---- */

static bool complain_unknown(const struct verb *verb, const char *word, size_t length) {
  const char *names[ROWS_MAX];
  char name[64];
  for (size_t i = 0; i < verb_option_count(verb); i++)
    names[i] = verb->options[i].name;
  snprintf(name, sizeof name, "%.*s", (int)length, word);
  const char *suggestion = diagnostics_suggest(name, names, verb_option_count(verb));
  fprintf(stderr, "textan %s: error: unknown option \"--%s\"", verb->name, name);
  if (suggestion)
    fprintf(stderr, "; did you mean \"--%s\"?", suggestion);
  fprintf(stderr, "\n  textan %s --help lists the options\n", verb->name);
  return false;
}

/* The row that the word at argv[*i] names, and its argument: from "=", the rest of the word or the next word. */
static bool parse_option(struct option_values *values, int argc, char **argv, int *i) {
  const struct verb *verb = values->verb;
  const char *word = argv[*i];
  const bool is_long = word[1] == '-';
  const char *name = word + (is_long ? 2 : 1);
  const size_t length = is_long ? strcspn(name, "=") : 1;
  size_t row = 0;
  for (; row < verb_option_count(verb); row++)
    if (is_long ? strlen(verb->options[row].name) == length && strncmp(verb->options[row].name, name, length) == 0
                : verb->options[row].letter == name[0])
      break;
  if (row == verb_option_count(verb)) {
    if (is_long)
      return complain_unknown(verb, name, length);
    fprintf(stderr, "textan %s: error: unknown option \"%s\"\n", verb->name, word);
    return false;
  }
  const char *argument = name[length] ? name + length + (is_long ? 1 : 0) : NULL;
  if (!verb->options[row].argument && argument) {
    fprintf(stderr, "textan %s: error: option \"--%s\" takes no argument\n", verb->name, verb->options[row].name);
    return false;
  }
  if (verb->options[row].argument && !argument) {
    if (*i + 1 >= argc) {
      fprintf(stderr, "textan %s: error: option \"--%s\" wants %s after it\n", verb->name, verb->options[row].name,
              verb->options[row].argument);
      return false;
    }
    argument = argv[++*i];
  }
  values->lists[row][values->counts[row]++] = argument ? argument : "";
  return true;
}

static bool parse(struct option_values *values, int argc, char **argv) {
  bool only_operands = false;
  for (int i = 1; i < argc; i++) {
    if (!only_operands && strcmp(argv[i], "--") == 0)
      only_operands = true;
    else if (!only_operands && argv[i][0] == '-' && argv[i][1]) {
      if (!parse_option(values, argc, argv, &i))
        return false;
    } else
      values->operands[values->operand_count++] = argv[i];
  }
  const struct verb *verb = values->verb;
  const size_t count = values->operand_count;
  if (count >= (size_t)verb->operands_min && count <= (size_t)verb->operands_max)
    return true;
  if (count > (size_t)verb->operands_max)
    fprintf(stderr, "textan %s: error: unexpected word \"%s\"\n", verb->name, values->operands[verb->operands_max]);
  else
    fprintf(stderr, "textan %s: error: something is missing\n", verb->name);
  fprintf(stderr, "  usage: textan %s %s\n", verb->name, verb->usage);
  return false;
}

void verb_print_help(const struct verb *verb) {
  printf("usage: textan %s %s\n\n%s\n", verb->name, verb->usage, verb->summary);
  for (const struct option_row *row = verb->options; row->name; row++) {
    char left[64];
    snprintf(left, sizeof left, "%s%.1s%s--%s%s%s", row->letter ? "-" : "  ", row->letter ? &row->letter : "",
             row->letter ? ", " : "  ", row->name, row->argument ? " " : "", row->argument ? row->argument : "");
    printf("%s  %-30s %s\n", row == verb->options ? "\n" : "", left, row->summary);
  }
}

int verb_run(const struct verb *verb, int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
      verb_print_help(verb);
      return 0;
    }
  struct option_values values = {.verb = verb};
  /* Every list has room for all words, so that parsing needs no growth. */
  const size_t rows = verb_option_count(verb), room = (size_t)argc;
  const char **words = calloc((rows + 1) * room, sizeof *words);
  if (!words) {
    fprintf(stderr, "textan: error: no memory\n");
    return 4;
  }
  for (size_t row = 0; row < rows; row++)
    values.lists[row] = words + row * room;
  values.operands = words + rows * room;
  const int code = parse(&values, argc, argv) ? verb->run(&values) : 2;
  free(words);
  return code;
}

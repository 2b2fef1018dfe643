/* Messages about what the user wrote: their order, their form, and what is suggested. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "diagnostics.h"

/* What is printed; the caller frees it. */
static char *printed(const struct diagnostics *diagnostics) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  diagnostics_print(diagnostics, stream);
  fclose(stream);
  return text;
}

Test(diagnostics, are_printed_by_file_and_line) {
  struct diagnostics *diagnostics = diagnostics_new();
  diagnostics_note(diagnostics, "a note without a message is dropped");
  diagnostics_error(diagnostics, "b.cfg", 9, "late");
  diagnostics_note(diagnostics, "did you mean \"%s\"?", "later");
  diagnostics_warning(diagnostics, "a.cfg", 1, "other file");
  diagnostics_error(diagnostics, "b.cfg", 2, "early");
  diagnostics_error(diagnostics, "b.cfg", 2, "early too");
  diagnostics_error(diagnostics, "b.cfg", 2, "early"); /* said already */
  diagnostics_error(diagnostics, "b.cfg", 0, "whole file");
  diagnostics_error(diagnostics, NULL, 0, "no file");
  char *text = printed(diagnostics);
  cr_assert_str_eq(text,
                   "error: no file\n"
                   "b.cfg: error: whole file\n"
                   "b.cfg:2: error: early\n"
                   "b.cfg:2: error: early too\n"
                   "b.cfg:9: error: late\n"
                   "  did you mean \"later\"?\n"
                   "a.cfg:1: warning: other file\n"
                   "5 errors, 1 warning; nothing was run\n");
  cr_assert_eq(diagnostics_errors(diagnostics), 6);
  cr_assert_eq(diagnostics_warnings(diagnostics), 1);
  free(text);
  diagnostics_free(diagnostics);
}

Test(diagnostics, say_that_only_errors_keep_a_run_from_starting) {
  struct diagnostics *diagnostics = diagnostics_new();
  diagnostics_warning(diagnostics, "a.cfg", 1, "old");
  char *text = printed(diagnostics);
  cr_assert_str_eq(text, "a.cfg:1: warning: old\n0 errors, 1 warning\n");
  free(text);
  diagnostics_free(diagnostics);
}

Test(diagnostics, are_counted_and_not_shown_when_there_are_very_many) {
  struct diagnostics *diagnostics = diagnostics_new();
  for (int i = 1; i <= 1000; i++) {
    diagnostics_error(diagnostics, "a.cfg", i, "wrong");
    diagnostics_note(diagnostics, "note %d", i);
  }
  char *text = printed(diagnostics);
  cr_assert(strstr(text, "a.cfg:500: error: wrong\n  note 500\n500 more are not shown\n1000 errors, 0 warnings"));
  free(text);
  diagnostics_free(diagnostics);
}

Test(diagnostics, let_nothing_act_on_the_terminal) {
  struct diagnostics *diagnostics = diagnostics_new();
  diagnostics_error(diagnostics, "a\x1b.cfg", 1, "%s", "\x1b[2J \xE2\x80\xAE \xC2\x9B \xC3\xA9 \xFF\xC3 end");
  char *text = printed(diagnostics);
  cr_assert_str_eq(text,
                   "a\\x1B.cfg:1: error: \\x1B[2J \\u202E \\u009B \xC3\xA9 \\xFF\\xC3 end\n"
                   "1 error, 0 warnings; nothing was run\n");
  free(text);
  diagnostics_free(diagnostics);
}

Test(diagnostics, suggest_the_word_that_was_meant) {
  static const char *const words[] = {"min_score", "types", "id", "use", "path", "paths", "disable"};
  static const struct {
    const char *word, *meant;
  } rows[] = {{"min_scor", "min_score"},
              {"mni_score", "min_score"},
              {"MIN_SCORE", "min_score"},
              {"min", "min_score"},
              {"tpyes", "types"},
              {"dis", "disable"},
              {"paths_", "paths"},
              {"di", "id"},
              {"window", NULL},
              {"x", NULL},
              {"", NULL}};
  char longest[200];
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *answer = diagnostics_suggest(rows[i].word, words, sizeof words / sizeof words[0]);
    cr_assert_eq(answer != NULL, rows[i].meant != NULL, "\"%s\": %s", rows[i].word, answer ? answer : "nothing");
    if (answer)
      cr_assert_str_eq(answer, rows[i].meant);
  }
  memset(longest, 'x', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  cr_assert_null(diagnostics_suggest(longest, words, sizeof words / sizeof words[0]));
  cr_assert_null(diagnostics_suggest("x", NULL, 0));
}

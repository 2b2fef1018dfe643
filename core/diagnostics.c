#include "diagnostics.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buffer.h"
#include "shown.h"

enum { KEPT_MAX = 500 }; /* more mistakes are counted, not shown */

struct message {
  const char *file; /* one of the collection's names; NULL: none */
  size_t file_rank; /* in the order in which files were first named */
  int line;
  size_t number; /* in the order of adding */
  bool error;
  struct buffer text, notes;
};

struct diagnostics {
  struct message *messages;
  size_t count, capacity;
  char **files;
  size_t file_count;
  size_t errors, warnings;
  bool dropped; /* the last message was not kept */
};

struct diagnostics *diagnostics_new(void) {
  return calloc(1, sizeof(struct diagnostics));
}

void diagnostics_free(struct diagnostics *diagnostics) {
  if (!diagnostics)
    return;
  for (size_t i = 0; i < diagnostics->count; i++) {
    buffer_free(&diagnostics->messages[i].text);
    buffer_free(&diagnostics->messages[i].notes);
  }
  for (size_t i = 0; i < diagnostics->file_count; i++)
    free(diagnostics->files[i]);
  free(diagnostics->files);
  free(diagnostics->messages);
  free(diagnostics);
}

/* ---- adding ---- */

/* The rank of the file's name, kept as a copy; the count of files when there is no memory for it. */
static size_t file_rank(struct diagnostics *diagnostics, const char *file) {
  size_t rank = 0;
  for (; rank < diagnostics->file_count; rank++)
    if (strcmp(diagnostics->files[rank], file) == 0)
      return rank;
  char **files = realloc(diagnostics->files, (rank + 1) * sizeof *files);
  if (!files)
    return rank;
  diagnostics->files = files;
  files[rank] = strdup(file);
  if (files[rank])
    diagnostics->file_count++;
  return rank;
}

/* The new message, or NULL when there is no room for it: it counts all the same. */
static struct message *add(struct diagnostics *diagnostics, bool error, const char *file, int line) {
  if (error)
    diagnostics->errors++;
  else
    diagnostics->warnings++;
  diagnostics->dropped = true;
  if (diagnostics->count == KEPT_MAX)
    return NULL;
  if (diagnostics->count == diagnostics->capacity) {
    const size_t capacity = diagnostics->capacity ? diagnostics->capacity * 2 : 16;
    struct message *messages = realloc(diagnostics->messages, capacity * sizeof *messages);
    if (!messages)
      return NULL;
    diagnostics->messages = messages;
    diagnostics->capacity = capacity;
  }
  struct message *message = &diagnostics->messages[diagnostics->count];
  *message = (struct message){.line = line, .number = diagnostics->count, .error = error};
  if (file) {
    const size_t rank = file_rank(diagnostics, file);
    message->file_rank = rank + 1;
    message->file = rank < diagnostics->file_count ? diagnostics->files[rank] : NULL;
  }
  diagnostics->count++;
  diagnostics->dropped = false;
  return message;
}

void diagnostics_error(struct diagnostics *diagnostics, const char *file, int line, const char *format, ...) {
  struct message *message = add(diagnostics, true, file, line);
  va_list arguments;
  va_start(arguments, format);
  if (message)
    shown_format(&message->text, format, arguments);
  va_end(arguments);
}

void diagnostics_warning(struct diagnostics *diagnostics, const char *file, int line, const char *format, ...) {
  struct message *message = add(diagnostics, false, file, line);
  va_list arguments;
  va_start(arguments, format);
  if (message)
    shown_format(&message->text, format, arguments);
  va_end(arguments);
}

void diagnostics_note(struct diagnostics *diagnostics, const char *format, ...) {
  if (diagnostics->count == 0 || diagnostics->dropped)
    return;
  struct buffer *notes = &diagnostics->messages[diagnostics->count - 1].notes;
  va_list arguments;
  va_start(arguments, format);
  buffer_text(notes, "  ");
  shown_format(notes, format, arguments);
  buffer_text(notes, "\n");
  va_end(arguments);
}

size_t diagnostics_errors(const struct diagnostics *diagnostics) {
  return diagnostics->errors;
}

size_t diagnostics_warnings(const struct diagnostics *diagnostics) {
  return diagnostics->warnings;
}

/* ---- printing ---- */

static int compare_messages(const void *left, const void *right) {
  const struct message *a = left, *b = right;
  if (a->file_rank != b->file_rank)
    return a->file_rank < b->file_rank ? -1 : 1;
  if (a->line != b->line)
    return a->line < b->line ? -1 : 1;
  return a->number < b->number ? -1 : 1;
}

/* Whether the same was said about the same line before: a step that several corpora share is read for each. */
static bool is_repeated(const struct message *messages, size_t i) {
  const struct message *message = &messages[i];
  for (; i > 0 && messages[i - 1].file_rank == message->file_rank && messages[i - 1].line == message->line; i--)
    if (messages[i - 1].error == message->error && messages[i - 1].text.data && message->text.data &&
        strcmp(messages[i - 1].text.data, message->text.data) == 0)
      return true;
  return false;
}

/* Visits what was kept, sorted where there is memory for it; repeated[true] gets how many errors were left out as said
 * before, repeated[false] how many warnings. */
static void visit_kept(const struct diagnostics *diagnostics, void (*visit)(void *, const textan_diagnostic *),
                       void *context, size_t repeated[2]) {
  struct message *sorted = calloc(diagnostics->count + 1, sizeof *sorted);
  if (sorted && diagnostics->count)
    memcpy(sorted, diagnostics->messages, diagnostics->count * sizeof *sorted);
  const struct message *messages = sorted ? sorted : diagnostics->messages;
  if (sorted)
    qsort(sorted, diagnostics->count, sizeof *sorted, compare_messages);
  for (size_t i = 0; i < diagnostics->count; i++) {
    const struct message *message = &messages[i];
    const textan_diagnostic shown = {.struct_size = sizeof shown,
                                     .error = message->error,
                                     .file = message->file,
                                     .line = message->line,
                                     .message = message->text.data ? message->text.data : "no memory for the message",
                                     .notes = message->notes.data ? message->notes.data : ""};
    if (is_repeated(messages, i))
      repeated[message->error]++;
    else
      visit(context, &shown);
  }
  free(sorted);
}

static size_t count_hidden(const struct diagnostics *diagnostics) {
  return diagnostics->errors + diagnostics->warnings - diagnostics->count;
}

void diagnostics_visit(const struct diagnostics *diagnostics, void (*visit)(void *, const textan_diagnostic *),
                       void *context) {
  size_t repeated[2] = {0};
  char words[64];
  visit_kept(diagnostics, visit, context, repeated);
  const textan_diagnostic hidden = {
      .struct_size = sizeof hidden, .error = diagnostics->errors, .message = words, .notes = ""};
  snprintf(words, sizeof words, "%zu more are not shown", count_hidden(diagnostics));
  if (count_hidden(diagnostics))
    visit(context, &hidden);
}

static void print(void *context, const textan_diagnostic *diagnostic) {
  FILE *stream = context;
  if (diagnostic->file) {
    struct buffer file = {0};
    shown_append(&file, diagnostic->file, strlen(diagnostic->file));
    fprintf(stream, "%s:", file.data ? file.data : "");
    buffer_free(&file);
    if (diagnostic->line > 0)
      fprintf(stream, "%d:", diagnostic->line);
    fputc(' ', stream);
  }
  fprintf(stream, "%s: %s\n%s", diagnostic->error ? "error" : "warning", diagnostic->message, diagnostic->notes);
}

void diagnostics_print(const struct diagnostics *diagnostics, FILE *stream) {
  size_t repeated[2] = {0};
  visit_kept(diagnostics, print, stream, repeated);
  const size_t errors = diagnostics->errors - repeated[true], warnings = diagnostics->warnings - repeated[false];
  if (count_hidden(diagnostics))
    fprintf(stream, "%zu more are not shown\n", count_hidden(diagnostics));
  fprintf(stream, "%zu error%s, %zu warning%s%s\n", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s",
          errors ? "; nothing was run" : "");
}

/* ---- suggestions ---- */

enum { WORD_MAX = 64 };

static size_t smallest(size_t a, size_t b, size_t c) {
  const size_t least = a < b ? a : b;
  return least < c ? least : c;
}

/* How many letters must be put in, left out, replaced or swapped with their neighbour. */
static size_t edit_distance(const char *a, const char *b) {
  size_t rows[3][WORD_MAX + 1];
  const size_t length_a = strlen(a), length_b = strlen(b);
  if (length_a > WORD_MAX || length_b > WORD_MAX)
    return SIZE_MAX;
  for (size_t j = 0; j <= length_b; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= length_a; i++) {
    const size_t *before = rows[(i - 1) % 3], *swapped = rows[(i + 1) % 3];
    size_t *row = rows[i % 3];
    row[0] = i;
    for (size_t j = 1; j <= length_b; j++) {
      row[j] = smallest(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = smallest(row[j], swapped[j - 2] + 1, row[j]);
    }
  }
  return rows[length_a % 3][length_b];
}

/* A beginning of the right word, or the right word with something put to its end. */
static bool is_beginning(const char *word, const char *candidate) {
  const size_t a = strlen(word), b = strlen(candidate), shorter = a < b ? a : b;
  return shorter >= 3 && strncasecmp(word, candidate, shorter) == 0;
}

const char *diagnostics_suggest(const char *word, const char *const *candidates, size_t count) {
  const char *best = NULL;
  size_t best_distance = SIZE_MAX;
  for (size_t i = 0; i < count; i++) {
    const size_t length = strlen(word);
    size_t distance = strcasecmp(word, candidates[i]) == 0 ? 0 : edit_distance(word, candidates[i]);
    const size_t allowed = length < 5 ? 1 : (length + 1) / 3;
    if (distance > allowed && is_beginning(word, candidates[i]))
      distance = allowed;
    if (distance <= allowed && distance < best_distance && distance < strlen(candidates[i])) {
      best = candidates[i];
      best_distance = distance;
    }
  }
  return best;
}

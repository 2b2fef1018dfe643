/* Errors and warnings about what the user wrote, collected so that all are shown at once. */
#ifndef CORE_DIAGNOSTICS_H
#define CORE_DIAGNOSTICS_H

#include <textan/textan.h>

struct diagnostics;

struct diagnostics *diagnostics_new(void);
void diagnostics_free(struct diagnostics *diagnostics); /* accepts NULL */

/* Adds one sentence about file:line (file may be NULL; line 0: the whole file). */
TEXTAN_PRINTF(4, 5)
void diagnostics_error(struct diagnostics *diagnostics, const char *file, int line, const char *format, ...);
TEXTAN_PRINTF(4, 5)
void diagnostics_warning(struct diagnostics *diagnostics, const char *file, int line, const char *format, ...);
/* Adds an indented line to the last message: what is allowed, "did you mean". */
TEXTAN_PRINTF(2, 3)
void diagnostics_note(struct diagnostics *diagnostics, const char *format, ...);

size_t diagnostics_errors(const struct diagnostics *diagnostics);
size_t diagnostics_warnings(const struct diagnostics *diagnostics);
/* Calls `visit` with each message, sorted by file and line, what was said twice once, and, when some were not kept,
 * with one more that says how many.  Their strings live as long as the collection, those of the last one until the call
 * returns. */
void diagnostics_visit(const struct diagnostics *diagnostics, void (*visit)(void *, const textan_diagnostic *),
                       void *context);
/* Prints all ("run.cfg:14: error: …") sorted by file and line, what was said twice once, and a closing count line. */
void diagnostics_print(const struct diagnostics *diagnostics, FILE *stream);

/* The word of `candidates` that the user most likely meant by `word`, or NULL when none is near. */
const char *diagnostics_suggest(const char *word, const char *const *candidates, size_t count);

#endif

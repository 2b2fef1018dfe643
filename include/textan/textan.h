/* textan/textan.h - textan in a program of one's own: link with -ltextan.
 *
 * A run is loaded from the run file that the command `textan` reads, once;
 * workers feed texts to its steps and look at what these found.
 *
 * Threads.  Every function says from where it is called:
 *   [load]    one thread of the process at a time: libltdl, which opens the
 *             plugins, can do no more.  Workers may be at work meanwhile
 *   [worker]  one thread at a time for a worker, and for the document in it;
 *             several workers of a run may be at work side by side
 *   [any]     may be called concurrently
 * A run does not change once it is loaded.  The library holds no state outside
 * of runs and workers, except that plugins stay loaded until the process ends.
 * Memory.  What a function gives out belongs to the run or worker; its comment
 * says how long it lives.  What a function is given may go when it returns.
 * Failure.  A function that can fail returns TEXTAN_OK or a negative status,
 * and then fills *error (which may be NULL) with one sentence.  None ends the
 * process or writes to standard output; without a callback for the log, words
 * of plugins go to standard error.  Sentences may hold what users wrote: a
 * program that shows them on a terminal escapes control characters.
 * Growth.  Structs only grow at their end; the first field is the size of the
 * struct as its builder knew it.  Symbols are versioned. */
#ifndef TEXTAN_TEXTAN_H
#define TEXTAN_TEXTAN_H

#include <textan/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- runs ------------------------------------------------------------------ */

typedef struct textan_run textan_run; /* a configuration with its models, ready to work */

/* What is wrong, or doubtful, in a run file or in the data of its plugins.  Its
 * strings live until the callback returns; nothing in them acts on a terminal. */
typedef struct textan_diagnostic {
  uint32_t struct_size;
  bool error;          /* else a warning, with which the run can be used */
  const char *file;    /* as it was named; NULL: none */
  int line;            /* from 1; 0: the whole file */
  const char *message; /* one sentence */
  const char *notes;   /* what is allowed, "did you mean": lines, each with two spaces before it and "\n" behind it;
                        * "": none */
} textan_diagnostic;

/* How a run is loaded.  All but struct_size may be 0. */
typedef struct textan_run_options {
  uint32_t struct_size;
  const char *plugin_folders;  /* searched first, parted by colons, as the command's --plugins; NULL: none */
  const char *const *settings; /* "step.parameter=value", as the command's --set */
  size_t setting_count;
  void *context; /* handed to the callbacks; lives as long as the run */
  /* Every error and warning of the run file, in the order of its lines.  NULL: *error
   * has the first error only.  Called before textan_run_load returns, from its thread. */
  void (*diagnostic)(void *context, const textan_diagnostic *);
  /* What a plugin has to say: one sentence about the step, corpus or output called
   * `instance`.  level: TEXTAN_LOG_DEBUG to TEXTAN_LOG_ERROR.  NULL: all but
   * TEXTAN_LOG_DEBUG goes to standard error.  Called until the run is freed, by any
   * thread, and concurrently when there are several workers. */
  void (*log)(void *context, int level, const char *instance, const char *message);
} textan_run_options;

/* Reads a run file with all that it extends, loads its plugins and their data.
 * Texts come from the program: corpora, their readers and paths, and outputs
 * and their paths may be left out of the file, and the inputs that it names
 * need not exist.  *out gets the run, or NULL; free it with textan_run_free.
 * options: NULL for none.  TEXTAN_ECONFIG: something is wrong in the files or the
 * plugins' data; the message names the first mistake and how many there are.
 * TEXTAN_EMEMORY.  [load] */
TEXTAN_EXPORT textan_status textan_run_load(const char *config_path, const textan_run_options *options,
                                            textan_run **out, textan_error *error);

/* Frees a run; NULL does nothing.  Its workers must have been freed before.  [load] */
TEXTAN_EXPORT void textan_run_free(textan_run *run);

/* Id of the run's corpus or output i, in the order of the file, or NULL behind
 * the last one.  A file without corpora has one, called as the run is.  The
 * string lives as long as the run.  [any] */
TEXTAN_EXPORT const char *textan_run_corpus(const textan_run *run, size_t i);
TEXTAN_EXPORT const char *textan_run_output(const textan_run *run, size_t i);

/* ---- workers ---------------------------------------------------------------- */

typedef struct textan_worker textan_worker; /* what one thread needs to work, and the document that it is at */

/* Makes a worker for a corpus of the run, which says what decoder, patches and
 * language its texts have.  corpus: NULL for the only one.  *out gets the worker,
 * or NULL; free it with textan_worker_free before the run.  TEXTAN_ECONFIG: there is
 * no such corpus, or NULL and there are several.  TEXTAN_EMEMORY, and what plugins
 * answer.  Different threads may make workers of a run at once.  [any] */
TEXTAN_EXPORT textan_status textan_worker_new(const textan_run *run, const char *corpus, textan_worker **out,
                                              textan_error *error);

/* Frees a worker and its document; NULL does nothing.  [worker] */
TEXTAN_EXPORT void textan_worker_free(textan_worker *worker);

/* Decodes a text of `size` bytes and runs the steps of the worker's corpus on
 * it.  The text is copied; the decoder says what it must be, the usual one wants
 * UTF-8.  id: what the document is called; NULL: "".  attributes: `count`
 * document attributes besides those that decoder and steps add; NULL: none.
 * A negative status says that the document failed, and *error in which step; the
 * worker then holds a document without annotations, and goes on with the next text.  [worker] */
TEXTAN_EXPORT textan_status textan_worker_analyse(textan_worker *worker, const char *id, const char *text, size_t size,
                                                  const textan_feature *attributes, size_t count, textan_error *error);

/* The document of the last textan_worker_analyse, before it an empty one.  It
 * and all that is read from it live until the worker's next text or its end.
 * Spans count bytes of the text that `textan_document_functions()->text` gives,
 * which a decoder may have made of other bytes.  [worker] */
TEXTAN_EXPORT const textan_document *textan_worker_document(const textan_worker *worker);

/* The functions that read documents: attributes, annotations with their
 * features, relations; textan/plugin.h documents each.  Static.  [any] */
TEXTAN_EXPORT const textan_document_api *textan_document_functions(void);

/* Tokens and sentences of the worker's document in text order; they are no
 * annotations.  *count gets their number.  They live as the document does.  [worker] */
TEXTAN_EXPORT const textan_token *textan_worker_tokens(const textan_worker *worker, size_t *count);
TEXTAN_EXPORT const textan_sentence *textan_worker_sentences(const textan_worker *worker, size_t *count);

/* Renders the worker's document, a failed one too, as the run's output of that id
 * writes it; output: NULL for the only one.  *bytes and *size get what was
 * rendered; it lives until the worker renders that output again, gets a new text or ends.
 * What a writer adds around all documents of a run is not there.  TEXTAN_ECONFIG:
 * there is no such output, or NULL and there are several.  TEXTAN_EMEMORY, and
 * what the writer answers.  [worker] */
TEXTAN_EXPORT textan_status textan_worker_render(textan_worker *worker, const char *output, const char **bytes,
                                                 size_t *size, textan_error *error);

/* The version of the library at run time: "1.4.2".  [any] */
TEXTAN_EXPORT const char *textan_version(void);

#ifdef __cplusplus
}
#endif
#endif /* TEXTAN_TEXTAN_H */

/* A run's configuration: read from libconfig files, layered, checked, and ready to be run.
 * Main thread only.  config_file.c is the only file that includes libconfig.h. */
#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H

#include "diagnostics.h"
#include "log.h"
#include "registry.h"
#include "services.h"
#include "when.h"

struct origin {
  const char *file; /* as the user knows it; "--set" for the command line */
  int line;         /* from 1; 0: none */
};

/* A configured use of a plugin. */
struct plugin_use {
  const char *id; /* of the step, corpus or output */
  struct origin origin;
  enum plugin_kind kind;
  const struct plugin *plugin;
  textan_parameters *parameters; /* checked; owned by the configuration */
  const struct log *log;         /* of the run; NULL: standard error */
};

/* What becomes of a document on which a step fails. */
enum on_error { ON_ERROR_QUARANTINE, ON_ERROR_SKIP, ON_ERROR_STOP };

struct step {
  struct plugin_use use;
  const textan_layer *consumes, *produces; /* under its parameters; may be NULL */
  const struct when *when;                 /* NULL: it runs on every document */
  int64_t timeout;                         /* milliseconds of wall clock for a call; 0: none */
  enum on_error on_error;
  const struct node *node; /* as it was written, with what --set changed; for `explain` */
};

struct corpus {
  struct plugin_use reader;
  textan_record_schema records; /* the attributes that its records carry */
  struct plugin_use decoder;    /* the configured one, else "plain" with its defaults */
  const textan_layer *decoded;  /* layers that may come along, under its parameters; may be NULL */
  bool decoder_named;           /* it was configured: decodes records of every media type */
  const char *lang;             /* NULL: to be detected */
  const char *const *paths;     /* absolute paths or globs, or "-" */
  size_t path_count;
  struct step *const *steps; /* in run order, patches applied; unpatched steps are shared between corpora */
  size_t step_count;
};

struct output {
  struct plugin_use writer;
  const char *path; /* as written, with %{corpus} and %{run} still in it; "-": standard output */
};

/* What a test expects: an annotation, or that there is none such; or a document attribute. */
struct expectation {
  struct origin origin;
  const char *attribute; /* NULL: an annotation is expected */
  textan_value value;    /* of the attribute */
  const char *layer;
  const char *type, *text;        /* NULL: any */
  int64_t begin, end;             /* code points; negative: any */
  const textan_feature *features; /* that it has, perhaps among others */
  size_t feature_count;
  bool absent;
};

/* A text with what must be found in it, from the list "tests". */
struct test {
  struct origin origin;
  const char *name; /* "test "exports"", or "test 3" */
  const char *text;
  const char *lang;            /* NULL: that of the corpus, or to be detected */
  const struct corpus *corpus; /* whose steps it runs */
  const textan_feature *attributes;
  size_t attribute_count;
  const struct expectation *expectations;
  size_t expectation_count;
};

/* How many documents may fail: max(failures, failures * n / documents rounded up) among the first n. */
struct budget {
  uint64_t failures, documents; /* documents 0: any number may */
};

struct config {
  const struct node *file; /* all layers merged; for `explain` and `test` */
  const char *run_id;
  int64_t timeout; /* milliseconds of wall clock for a document; 0: none */
  struct budget budget;
  struct regex_limits limits; /* of patterns */
  bool strict;                /* plugins are held to what they declare when they run, too */
  struct corpus *corpora;
  size_t corpus_count;
  struct step *const *steps; /* every step of any corpus, once */
  size_t step_count;
  struct step *const *base_steps; /* of the run, before the patches of any corpus */
  size_t base_count;
  struct output *outputs;
  size_t output_count;
  const struct test *tests;
  size_t test_count;
};

/* What the command line, or a program that embeds textan, adds to the files. */
struct config_overrides {
  const char *const *sets; /* "step.parameter=value" */
  size_t set_count;
  const char *corpus;       /* run only this corpus; NULL: all */
  const char *const *files; /* to be read instead of the corpora's inputs, by file names */
  size_t file_count;
  bool strict;         /* as run.strict = true */
  bool without_inputs; /* the inputs of corpora need not be there */
  /* Texts come from the program and what is rendered goes to it: as without_inputs, and corpora, their readers and
   * paths, outputs and their paths may be left out.  Without corpora there is one, called as the run is. */
  bool embedded;
  const struct log *log; /* must outlive the configuration; NULL: standard error */
};

/* Reads a run file with all that it extends.  Every mistake is reported to `diagnostics`, in the order of the files'
 * lines; *out is NULL when there was an error.  The configuration keeps pointers into the registry. */
void config_load(const char *path, const struct config_overrides *overrides, struct registry *registry,
                 struct diagnostics *diagnostics, struct config **out);
void config_free(struct config *config); /* accepts NULL */

#endif

/* textan/plugin.h - the only header a textan plugin includes.
 *
 * A plugin is a shared object <name>.so that exports one function,
 * <name>_LTX_textan_module (see TEXTAN_MODULE).  It may offer a reader, a
 * decoder, an analyser and a writer, at most one of each, all under its name.
 * It links against nothing of textan's: the host hands it tables of functions.
 *
 * Threads.  Every function says from where it is called:
 *   [main]    one at a time in the process, and no other call for the same run
 *   [worker]  a thread or process that owns one scratch; calls that share a
 *             scratch or a document never overlap
 *   [reader]  the one thread or process that reads inputs
 *   [commit]  the one thread or process that writes outputs
 *   [any]     may be called concurrently
 * Memory.  Nothing allocated on one side is freed on the other.  Descriptors
 * are static and constant.  Pointers handed to a call live until it returns
 * unless their comment says longer.  Everything a plugin hands over is copied
 * before the call returns.
 * Failure.  A call that can fail returns TEXTAN_OK or a negative status and
 * then fills *error with one sentence: what was expected and what was found.
 * The host adds the names of run, step and document.
 * Growth.  Structs only ever grow at their end; the first field is the size of
 * the struct as its builder knew it.  Until 1.0 a module is loaded only when
 * its ABI minor is not newer than the host's. */
#ifndef TEXTAN_PLUGIN_H
#define TEXTAN_PLUGIN_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TEXTAN_ABI_MAJOR 0u /* another major: the module is refused */
#define TEXTAN_ABI_MINOR 2u /* newer than the host's: the module is refused */

#if defined __GNUC__
#define TEXTAN_EXPORT __attribute__((visibility("default")))
#define TEXTAN_PRINTF(format_, first_) __attribute__((format(printf, format_, first_)))
#else
#define TEXTAN_EXPORT
#define TEXTAN_PRINTF(format_, first_)
#endif

/* True when the struct at p, built by someone else, is long enough to hold the field. */
#define TEXTAN_HAS(p, type, field) ((p)->struct_size >= offsetof(type, field) + sizeof((p)->field))

/* ---- status and errors --------------------------------------------------- */

typedef enum textan_status {
  TEXTAN_OK = 0,
  TEXTAN_END = 1,       /* reader: no further record; iterators: no further item */
  TEXTAN_EMEMORY = -1,  /* out of memory, or past a configured memory limit */
  TEXTAN_ECONFIG = -2,  /* the user's configuration is wrong */
  TEXTAN_EDATA = -3,    /* a model, lexicon or pattern file is missing or damaged */
  TEXTAN_EINPUT = -4,   /* this record or document cannot be handled; others can */
  TEXTAN_ELIMIT = -5,   /* a match, size or time limit was reached; others may pass */
  TEXTAN_EIO = -6,      /* an input or output failed; the run cannot go on */
  TEXTAN_EINTERNAL = -7 /* a rule of this header was broken */
} textan_status;

/* Owned by the caller, filled by the callee. */
typedef struct textan_error {
  textan_status status;
  char message[500]; /* one line, no full stop or newline at its end */
} textan_error;

/* Fills *error (which may be NULL) and returns status.  [any] */
TEXTAN_PRINTF(3, 4)
static inline textan_status textan_fail(textan_error *error, textan_status status, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    error->status = status;
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
  }
  return status;
}

/* ---- values and features ------------------------------------------------- */

/* mantissa * 10^exponent, exactly.  Amounts never pass through binary floating point. */
typedef struct textan_decimal {
  int64_t mantissa;
  int32_t exponent;
} textan_decimal;

typedef enum textan_value_type {
  TEXTAN_STRING = 1,
  TEXTAN_INTEGER,
  TEXTAN_DECIMAL,
  TEXTAN_BOOLEAN,
  TEXTAN_LIST,     /* of strings */
  TEXTAN_REFERENCE /* to an annotation of the same document, by its id */
} textan_value_type;

/* Enough for any decimal that textan_decimal_format writes out in full. */
#define TEXTAN_DECIMAL_SIZE 64

/* Writes d in plain digits ("500000000", "-0.25", "12.5"), without trailing
 * zeros behind the point; with an exponent ("1E+60") only where that would be
 * longer than TEXTAN_DECIMAL_SIZE.  Returns out.  [any] */
static inline char *textan_decimal_format(textan_decimal d, char out[TEXTAN_DECIMAL_SIZE]) {
  char digits[21]; /* 2^64 has 20 */
  const bool negative = d.mantissa < 0;
  uint64_t m = negative ? 0u - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
  int32_t e = d.exponent;
  while (m != 0 && m % 10 == 0 && e < 0) {
    m /= 10;
    e++;
  }
  if (m == 0)
    e = 0;
  const int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)m);
  const char *sign = negative ? "-" : "";
  if (e > 32 || e < -40)
    snprintf(out, TEXTAN_DECIMAL_SIZE, "%s%sE%+ld", sign, digits, (long)e);
  else if (e >= 0)
    snprintf(out, TEXTAN_DECIMAL_SIZE, "%s%s%.*s", sign, digits, (int)e, "00000000000000000000000000000000");
  else if (n > -e)
    snprintf(out, TEXTAN_DECIMAL_SIZE, "%s%.*s.%s", sign, n + (int)e, digits, digits + n + e);
  else
    snprintf(out, TEXTAN_DECIMAL_SIZE, "%s0.%.*s%s", sign, -(int)e - n, "0000000000000000000000000000000000000000",
             digits);
  return out;
}

/* A string of UTF-8 bytes.  Need not end with NUL when handed to the host;
 * always ends with NUL (not counted in size) when it comes from the host. */
typedef struct textan_string {
  const char *data;
  size_t size; /* bytes */
} textan_string;

typedef struct textan_value {
  uint32_t type; /* textan_value_type */
  uint32_t size; /* TEXTAN_LIST: number of strings */
  union {
    textan_string string;
    int64_t integer;
    textan_decimal decimal;
    bool boolean;
    const textan_string *list;
    uint32_t reference;
  } as;
} textan_value;

/* A named value: a feature of an annotation or an attribute of a document.
 * Names are [a-z][a-z0-9_]*. */
typedef struct textan_feature {
  const char *name;
  textan_value value;
} textan_feature;

/* ---- what a plugin declares ---------------------------------------------- */

typedef enum textan_parameter_type {
  TEXTAN_PARAMETER_BOOLEAN = 1,
  TEXTAN_PARAMETER_INTEGER,
  TEXTAN_PARAMETER_DECIMAL,
  TEXTAN_PARAMETER_STRING,
  TEXTAN_PARAMETER_CHOICE,
  TEXTAN_PARAMETER_PATH,     /* relative to the file that names it; handed over absolute; must exist */
  TEXTAN_PARAMETER_DURATION, /* "500ms", "10s", "2min", "1h" */
  TEXTAN_PARAMETER_SIZE,     /* "64KiB", "10MB", "1GiB", or bytes as an integer */
  TEXTAN_PARAMETER_TABLE     /* a group of string settings with free keys */
} textan_parameter_type;

#define TEXTAN_PARAMETER_REQUIRED (1u << 0)   /* no default: the configuration must set it */
#define TEXTAN_PARAMETER_LIST (1u << 1)       /* a list of the type */
#define TEXTAN_PARAMETER_DEPRECATED (1u << 2) /* accepted with a warning */

/* One row of a plugin's parameter table.  The host derives parsing, checks,
 * defaults, `textan describe` and sample configurations from it. */
typedef struct textan_parameter {
  const char *name; /* configuration key: [a-z][a-z0-9_]*; NULL ends the table */
  uint32_t type;    /* textan_parameter_type */
  uint32_t flags;
  const char *fallback;       /* default as it would be written after "=" in a file (strings with
                               * their quotes, lists with their brackets); NULL: absent when not set */
  const char *minimum;        /* inclusive, written like a value; NULL: none */
  const char *maximum;        /* inclusive; NULL: none */
  const char *const *choices; /* TEXTAN_PARAMETER_CHOICE: NULL-terminated */
  const char *unit;           /* "bytes", "documents", …; NULL: none */
  const char *summary;        /* one sentence */
} textan_parameter;

/* A feature that annotations of a layer carry or must carry. */
typedef struct textan_feature_type {
  const char *name; /* NULL ends the table */
  uint32_t type;    /* textan_value_type */
  const char *summary;
} textan_feature_type;

#define TEXTAN_LAYER_OPTIONAL (1u << 0) /* consumed where there, not needed */

/* A layer that a plugin consumes or produces, with the features it reads or
 * writes there.  The layer "document" stands for document attributes. */
typedef struct textan_layer {
  const char *name; /* NULL ends the table */
  uint32_t flags;
  const char *const *types;            /* produced types, NULL-terminated; NULL: open */
  const textan_feature_type *features; /* NULL: none */
} textan_layer;

/* ---- handles of the host -------------------------------------------------- */

typedef struct textan_parameters textan_parameters; /* checked values of one configured plugin */
typedef struct textan_document textan_document;     /* text, attributes, annotations */
typedef struct textan_host textan_host;             /* see below */

/* ---- parameters, read through getters -------------------------------------- */

/* Every getter: [any]; name must stand in the plugin's table with that type,
 * else the host logs a plugin error and answers 0, false or NULL.
 * Strings live as long as the host handle. */
typedef struct textan_parameters_api {
  uint32_t struct_size;
  /* False when the parameter has no default and was not set. */
  bool (*is_set)(const textan_parameters *, const char *name);
  bool (*boolean)(const textan_parameters *, const char *name);
  int64_t (*integer)(const textan_parameters *, const char *name);
  textan_decimal (*decimal)(const textan_parameters *, const char *name);
  /* STRING, CHOICE, PATH; NULL when not set. */
  const char *(*string)(const textan_parameters *, const char *name);
  int64_t (*duration)(const textan_parameters *, const char *name); /* milliseconds */
  int64_t (*size)(const textan_parameters *, const char *name);     /* bytes */
  /* Items of a list or rows of a table; 0 when not set. */
  size_t (*count)(const textan_parameters *, const char *name);
  /* Item i of a list of STRING, CHOICE or PATH, or the value of row i of a table. */
  const char *(*string_at)(const textan_parameters *, const char *name, size_t i);
  int64_t (*integer_at)(const textan_parameters *, const char *name, size_t i); /* INTEGER, DURATION, SIZE, BOOLEAN */
  textan_decimal (*decimal_at)(const textan_parameters *, const char *name, size_t i);
  const char *(*key_at)(const textan_parameters *, const char *name, size_t i); /* key of row i of a table */
} textan_parameters_api;

/* ---- documents ------------------------------------------------------------- */

/* An annotation to add.  Begin and end are bytes of the document's text, on
 * code point boundaries, begin < end. */
typedef struct textan_annotation {
  uint32_t struct_size;
  uint32_t begin, end;
  float score;       /* 0..1, or negative: none */
  const char *layer; /* one that the plugin declares as produced */
  const char *type;
  const char *rule; /* the rule or model entry that fired; NULL: none */
  const textan_feature *features;
  size_t feature_count;
  const char *by; /* decoders only: the step of another run that made it; NULL: this one.  Since 0.2. */
} textan_annotation;

/* An annotation as it stands in the document.  Strings and features live as
 * long as the document, whatever is added later (a rollback ends those of the
 * step that is rolled back). */
typedef struct textan_annotation_view {
  uint32_t id; /* 1, 2, … in the order of adding */
  uint32_t begin, end;
  float score;
  const char *layer, *type;
  const char *by;   /* id of the step that added it */
  const char *rule; /* NULL: none */
  size_t feature_count;
} textan_annotation_view;

typedef struct textan_relation {
  const char *type;
  uint32_t from, to; /* ids of annotations */
  const char *by;
} textan_relation;

/* All: [worker], the worker that holds the document. */
typedef struct textan_document_api {
  uint32_t struct_size;
  const char *(*id)(const textan_document *);
  const char *(*corpus)(const textan_document *);
  const char *(*source)(const textan_document *); /* where it was read, for people: "a.jsonl:12" */
  /* The delivered text: valid UTF-8, immutable, NUL after its end. */
  const char *(*text)(const textan_document *, size_t *size);

  /* Document attributes ("lang", "date", …).  NULL: none of that name. */
  const textan_value *(*attribute)(const textan_document *, const char *name);
  size_t (*attribute_count)(const textan_document *);
  void (*attribute_at)(const textan_document *, size_t i, textan_feature *out);
  /* Sets or replaces an attribute.  Fails as `add` does. */
  textan_status (*set_attribute)(textan_document *, const textan_feature *, textan_error *);

  /* Adds an annotation; *id (may be NULL) gets its id.  TEXTAN_EINTERNAL: no step
   * runs, or a rule of docs/plugins.md is broken (span, score, UTF-8, a name, a reference;
   * layer, type or feature not as declared).  TEXTAN_ELIMIT: too many, or too long. */
  textan_status (*add)(textan_document *, const textan_annotation *, uint32_t *id, textan_error *);
  /* Adds a relation between annotations, once by a step.  Fails as `add` does. */
  textan_status (*relate)(textan_document *, const char *type, uint32_t from, uint32_t to, textan_error *);

  /* Walks the annotations of a layer (NULL: of all) in the order of adding:
   * start with *position = 0.  False at the end. */
  bool (*next)(const textan_document *, const char *layer, size_t *position, textan_annotation_view *out);
  /* The annotation with that id; false: there is none. */
  bool (*get)(const textan_document *, uint32_t id, textan_annotation_view *out);
  /* A feature of an annotation by name, or NULL. */
  const textan_value *(*feature)(const textan_document *, uint32_t id, const char *name);
  void (*feature_at)(const textan_document *, uint32_t id, size_t i, textan_feature *out);
  size_t (*relation_count)(const textan_document *);
  void (*relation_at)(const textan_document *, size_t i, textan_relation *out);

  /* BCP 47 tag of the language at a byte: from the layer "language" where it
   * covers the byte, else the attribute "lang", else "und". */
  const char *(*language_at)(const textan_document *, uint32_t offset);

  /* The step (or "read", "decode") and reason when the whole document failed. */
  bool (*failure)(const textan_document *, const char **step, const char **reason);

  /* Steps that failed and were skipped, as their on_error says.  Since 0.2. */
  size_t (*error_count)(const textan_document *);
  void (*error_at)(const textan_document *, size_t i, const char **step, const char **reason);
} textan_document_api;

/* ---- the host --------------------------------------------------------------- */

enum { TEXTAN_LOG_DEBUG, TEXTAN_LOG_INFO, TEXTAN_LOG_WARNING, TEXTAN_LOG_ERROR };

/* One handle per configured plugin (a step, a corpus' reader or decoder, an
 * output); it lives until after model_free. */
struct textan_host {
  uint32_t struct_size;
  uint32_t abi_major, abi_minor; /* the host's */
  const char *version;           /* textan's */
  const char *instance;          /* id of the step, corpus or output */
  const char *data_directory;    /* where the plugin's data files lie (lang/, …); absolute */
  const textan_parameters_api *parameters;
  const textan_document_api *document;
  /* One sentence to the run's log.  [any] */
  void (*log)(const textan_host *, int level, const char *message);
  /* A service by its id ("textan.lexicon/1"), or NULL when this host has none.
   * The table is static.  [any] */
  const void *(*extension)(const textan_host *, const char *id);
};

/* ---- readers ----------------------------------------------------------------- */

/* One record: the bytes of a document before decoding.  Pointers set by a
 * reader live until its next call. */
typedef struct textan_record {
  uint32_t struct_size;
  const char *id;         /* unique within the corpus */
  const char *source;     /* for people: "news.jsonl:12" */
  const char *media_type; /* "text/plain"; chooses the decoder where none is configured */
  const char *bytes;      /* followed by a NUL that size does not count */
  size_t size;
  const textan_feature *attributes; /* become document attributes */
  size_t attribute_count;
} textan_record;

/* What a corpus gives to its reader. */
typedef struct textan_inputs {
  uint32_t struct_size;
  const char *corpus;
  const char *const *paths; /* absolute paths or globs ("**" crosses folders); "-": standard input */
  size_t path_count;
} textan_inputs;

/* The attributes that a reader's records carry under its parameters. */
typedef struct textan_record_schema {
  uint32_t struct_size;
  const textan_feature_type *attributes; /* type 0: of any type; NULL: none.  Must live as long as the host handle. */
  bool open;                             /* records may carry others, too */
} textan_record_schema;

typedef struct textan_reader {
  uint32_t struct_size;
  uint32_t parameter_size; /* sizeof(textan_parameter) */
  const char *summary;
  const textan_parameter *parameters;
  /* Finds the inputs and opens the first.  TEXTAN_ECONFIG: an input does not
   * exist.  TEXTAN_EIO: it cannot be read.  [reader] */
  textan_status (*open)(const textan_host *, const textan_parameters *, const textan_inputs *, void **reader,
                        textan_error *);
  /* Reads the next record.  TEXTAN_END: no more.  TEXTAN_EINPUT or _ELIMIT:
   * this record is damaged (id and source are set) and reading goes on behind
   * it.  TEXTAN_EIO: reading cannot go on.  [reader] */
  textan_status (*next)(void *reader, textan_record *, textan_error *);
  /* Where reading goes on after the last record: bytes that `seek` of a reader
   * with the same inputs takes, also in another process.  The bytes live until
   * the next call.  [reader] */
  textan_status (*cursor)(void *reader, textan_string *cursor, textan_error *);
  textan_status (*seek)(void *reader, const textan_string *cursor, textan_error *); /* [reader] */
  void (*close)(void *reader);                                                      /* [reader] */
  /* Pure: the attributes of the records, so that conditions which name others are refused.  NULL: records may carry
   * any.  Since 0.2.  [main] */
  textan_status (*schema)(const textan_host *, const textan_parameters *, textan_record_schema *, textan_error *);
} textan_reader;

/* ---- decoders ------------------------------------------------------------------ */

/* What a decoder fills; the host owns it. */
typedef struct textan_decoding {
  uint32_t struct_size;
  /* The document's text; copied.  Must be valid UTF-8.  Once.  [worker] */
  textan_status (*set_text)(struct textan_decoding *, const char *text, size_t size, textan_error *);
  /* As set_text without a copy: text lies inside the record's bytes and ends with them.  [worker] */
  textan_status (*borrow_text)(struct textan_decoding *, const char *text, size_t size, textan_error *);
  textan_status (*set_attribute)(struct textan_decoding *, const textan_feature *, textan_error *); /* [worker] */
  /* The document, for layers that come along with the text (after the text).  [worker] */
  textan_document *(*document)(struct textan_decoding *);
  /* A step of another run failed on the document and was skipped: the document goes on saying so.  Since 0.2.  [worker]
   */
  textan_status (*add_error)(struct textan_decoding *, const char *step, const char *reason, textan_error *);
  /* Where the document was read by another run, for people; in place of the record's.  Since 0.2.  [worker] */
  textan_status (*set_source)(struct textan_decoding *, const char *source, textan_error *);
  /* The document failed in a step of another run and stays failed, in that step and for that reason: fills *error and
   * answers TEXTAN_EINPUT, which `decode` returns.  Since 0.2.  [worker] */
  textan_status (*fail_again)(struct textan_decoding *, const char *step, const char *reason, textan_error *);
  /* Adds a relation that a step of another run found; step NULL: it is the decoder's own.  Since 0.2.  [worker] */
  textan_status (*relate)(struct textan_decoding *, const char *step, const char *type, uint32_t from, uint32_t to,
                          textan_error *);
} textan_decoding;

/* Layers of a plugin whose layers depend on its parameters. */
typedef struct textan_schema {
  uint32_t struct_size;
  const textan_layer *consumes, *produces; /* must live as long as the host handle */
} textan_schema;

typedef struct textan_decoder {
  uint32_t struct_size;
  uint32_t parameter_size;
  const char *summary;
  const textan_parameter *parameters;
  const char *const *media_types; /* that it decodes, NULL-terminated */
  const textan_layer *produces;   /* layers that may come along; NULL: none */
  /* model_*, scratch_*: as for analysers, below. */
  textan_status (*model_new)(const textan_host *, const textan_parameters *, void **model, textan_error *);
  void (*model_free)(void *model);
  textan_status (*scratch_new)(const void *model, void **scratch, textan_error *);
  void (*scratch_free)(void *scratch);
  /* Makes text of a record.  TEXTAN_EINPUT: it cannot; the document fails.  [worker] */
  textan_status (*decode)(const void *model, void *scratch, const textan_record *, textan_decoding *, textan_error *);
  /* Pure: the layers that may come along under these parameters.  NULL: `produces` says all.  Since 0.2.  [main] */
  textan_status (*schema)(const textan_host *, const textan_parameters *, textan_schema *, textan_error *);
} textan_decoder;

/* ---- analysers -------------------------------------------------------------------- */

typedef struct textan_analyser {
  uint32_t struct_size;
  uint32_t parameter_size;
  const char *summary;
  const textan_parameter *parameters; /* NULL: none */
  const textan_layer *consumes;       /* NULL: none */
  const textan_layer *produces;       /* NULL: none */
  /* Pure: the layers under these parameters.  NULL: `consumes` and `produces` say all.  [main] */
  textan_status (*schema)(const textan_host *, const textan_parameters *, textan_schema *, textan_error *);
  /* Reads data files, compiles patterns.  The model is immutable afterwards and
   * shared by all workers.  When it fails it frees what it made itself.  [main] */
  textan_status (*model_new)(const textan_host *, const textan_parameters *, void **model, textan_error *);
  void (*model_free)(void *model); /* [main]; NULL: nothing to free */
  /* What one worker needs: buffers, counters.  Both may be NULL.  [worker] */
  textan_status (*scratch_new)(const void *model, void **scratch, textan_error *);
  void (*scratch_free)(void *scratch);
  /* Adds annotations.  When it fails the host takes back what it added.  [worker] */
  textan_status (*analyse)(const void *model, void *scratch, textan_document *, textan_error *);
} textan_analyser;

/* ---- writers ------------------------------------------------------------------------ */

/* Bytes that a writer renders; the host owns them.  [worker] */
typedef struct textan_buffer {
  uint32_t struct_size;
  textan_status (*append)(struct textan_buffer *, const void *bytes, size_t size, textan_error *);
} textan_buffer;

/* One output, opened by the host from its path.  [commit] */
typedef struct textan_output {
  uint32_t struct_size;
  const char *path; /* as the user knows it; "-": standard output */
  bool terminal;    /* the output is a terminal */
  textan_status (*write)(struct textan_output *, const void *bytes, size_t size, textan_error *);
} textan_output;

typedef struct textan_writer {
  uint32_t struct_size;
  uint32_t parameter_size;
  const char *summary;
  const textan_parameter *parameters;
  textan_status (*model_new)(const textan_host *, const textan_parameters *, void **model, textan_error *); /* [main] */
  void (*model_free)(void *model);
  textan_status (*scratch_new)(const void *model, void **scratch, textan_error *); /* [worker] */
  void (*scratch_free)(void *scratch);
  /* Renders one document, failed ones too (see `failure`).  What it renders is
   * handed to commit unchanged, perhaps in another process.  [worker] */
  textan_status (*render)(const void *model, void *scratch, const textan_document *, textan_buffer *, textan_error *);
  /* Once before the first commit.  NULL: no sink.  [commit] */
  textan_status (*open)(const void *model, textan_output *, void **sink, textan_error *);
  /* Takes what render made, in input order; sequence counts 0, 1, … NULL: the
   * host writes the bytes to the output as they are.  [commit] */
  textan_status (*commit)(void *sink, uint64_t sequence, const void *bytes, size_t size, textan_error *);
  /* Once after the last commit of a complete run: reports, indexes.  NULL: nothing.  [commit] */
  textan_status (*finish)(void *sink, textan_error *);
  void (*close)(void *sink); /* [commit] */
} textan_writer;

/* ---- modules --------------------------------------------------------------------------- */

typedef struct textan_module {
  uint32_t struct_size;
  uint32_t abi_major, abi_minor; /* TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR */
  const char *name;              /* [a-z][a-z0-9_]*; the file is <name>.so */
  const char *version;           /* "1.4.2"; `name@1` in a configuration asks for the major */
  const char *license;           /* SPDX expression */
  const char *summary;           /* one sentence */
  const textan_reader *reader;
  const textan_decoder *decoder;
  const textan_analyser *analyser;
  const textan_writer *writer;
} textan_module;

/* Exports the module: once per plugin, with the name of its file.  The function
 * is pure and does no work, so that listing plugins is cheap and safe. */
#define TEXTAN_MODULE(name_, module_)                                                                                  \
  TEXTAN_EXPORT const textan_module *name_##_LTX_textan_module(void);                                                  \
  const textan_module *name_##_LTX_textan_module(void) {                                                               \
    return &(module_);                                                                                                 \
  }                                                                                                                    \
  typedef int textan_module_needs_a_semicolon

#ifdef __cplusplus
}
#endif

#include <textan/services.h> /* words, lexicons, patterns, views, memory, the clock */

#endif /* TEXTAN_PLUGIN_H */

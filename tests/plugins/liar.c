/* Hostile: breaks the rules where a run begins and ends.  Its parameter "how" says which. */
#include <string.h>
#include <textan/plugin.h>
#include <time.h>

static const textan_parameter parameters[] = {
    {.name = "how", .type = TEXTAN_PARAMETER_STRING, .fallback = "\"\"", .summary = "What it does wrong"},
    {.name = NULL}};

struct liar {
  const textan_host *host;
  const char *how;
};

static struct liar analyser_model, writer_model;

static bool does(const struct liar *liar, const char *what) {
  return strcmp(liar->how, what) == 0;
}

/* ---- layers: the descriptor says one thing, the schema another */

static const char *const no_types[] = {"", NULL};
static const textan_layer honest[] = {{.name = "mark"}, {0}};
static const textan_layer bad_name[] = {{.name = "Mark"}, {0}};
static const textan_layer twice[] = {{.name = "mark"}, {.name = "mark"}, {0}};
static const textan_layer document_types[] = {{.name = "document", .types = no_types}, {0}};
static const textan_layer empty_type[] = {{.name = "mark", .types = no_types}, {0}};
static const textan_layer other[] = {{.name = "other"}, {0}};

static textan_status schema(const textan_host *host, const textan_parameters *values, textan_schema *out,
                            textan_error *error) {
  static int calls;
  const struct liar liar = {host, host->parameters->string(values, "how")};
  out->produces = honest;
  if (does(&liar, "schema-null"))
    out->produces = NULL;
  if (does(&liar, "schema-name"))
    out->produces = bad_name;
  if (does(&liar, "schema-twice"))
    out->produces = twice;
  if (does(&liar, "schema-document"))
    out->produces = document_types;
  if (does(&liar, "schema-type"))
    out->consumes = empty_type;
  if (does(&liar, "schema-changes") && calls++)
    out->produces = other;
  if (does(&liar, "schema-fails"))
    return (textan_status)-99;
  if (does(&liar, "schema-loads")) {
    const textan_lexicon_api *lexicons = host->extension(host, TEXTAN_LEXICON);
    textan_lexicon *lexicon;
    return lexicons->load(host, "list.tsv", 1, 0, &lexicon, error);
  }
  return TEXTAN_OK;
}

/* ---- models */

/* Asks for what only workers may ask for, without a document. */
static textan_status call_worker_functions(const textan_host *host, textan_error *error) {
  const textan_words_api *words = host->extension(host, TEXTAN_WORDS);
  const textan_views_api *views = host->extension(host, TEXTAN_VIEWS);
  const textan_regex_api *patterns = host->extension(host, TEXTAN_REGEX);
  const textan_annotation annotation = {.struct_size = sizeof annotation, .layer = "mark", .type = "x"};
  size_t count;
  if (words->words(NULL, &count) || views->tokens(NULL, &count) ||
      patterns->match(NULL, NULL, "", 0, 0, NULL, 0, NULL) >= 0 || host->extension(host, "textan.nothing/1") ||
      host->extension(host, NULL))
    return textan_fail(error, TEXTAN_EINTERNAL, "it was given something");
  return host->document->add(NULL, &annotation, NULL, error);
}

static textan_status make(const textan_host *host, const textan_parameters *values, struct liar *liar, void **model,
                          textan_error *error) {
  const struct timespec tenth = {.tv_nsec = 100000000};
  *liar = (struct liar){host, host->parameters->string(values, "how")};
  *model = liar;
  host->log(host, TEXTAN_LOG_WARNING, does(liar, "") ? NULL : "a\nline\x1b[31m");
  if (does(liar, "model-fails"))
    return textan_fail(error, TEXTAN_EDATA, "its list is damaged");
  if (does(liar, "model-fails-silently"))
    return TEXTAN_EDATA;
  if (does(liar, "model-unknown-status"))
    return (textan_status)12;
  if (does(liar, "model-calls"))
    return call_worker_functions(host, error);
  if (does(liar, "model-asks") && host->parameters->integer(values, "how") == 0 &&
      host->parameters->string(values, "nothing") == NULL)
    return textan_fail(error, TEXTAN_EDATA, "it was answered nothing");
  if (does(liar, "model-slow"))
    nanosleep(&tenth, NULL);
  return TEXTAN_OK;
}

static textan_status analyser_new(const textan_host *host, const textan_parameters *values, void **model,
                                  textan_error *error) {
  return make(host, values, &analyser_model, model, error);
}

static textan_status writer_new(const textan_host *host, const textan_parameters *values, void **model,
                                textan_error *error) {
  return make(host, values, &writer_model, model, error);
}

static textan_status scratch_new(const void *model, void **scratch, textan_error *error) {
  (void)error;
  *scratch = (void *)1; /* not to be freed when this fails */
  if (does(model, "scratch-fails"))
    return TEXTAN_EMEMORY;
  *scratch = NULL;
  return TEXTAN_OK;
}

static void scratch_free(void *scratch) {
  *(char *)scratch = 0;
}

/* ---- analysing: pointers that are kept from document to document */

static textan_document *kept;
static const textan_annotation_view *kept_view;

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)scratch;
  const struct liar *liar = model;
  const textan_document_api *api = liar->host->document;
  static textan_annotation_view view;
  char layer[8], type[8];
  size_t position = 0;
  snprintf(layer, sizeof layer, "mark");
  snprintf(type, sizeof type, "x");
  const textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 1, .score = -1, .layer = layer, .type = type};
  const textan_status status = api->add(kept ? kept : document, &annotation, NULL, error);
  memset(type, '?', sizeof type); /* strings are copied: what becomes of them later is no matter */
  memset(layer, '?', sizeof layer);
  if (does(liar, "keeps")) {
    kept = document;
    if (!kept_view && api->next(document, "mark", &position, &view))
      kept_view = &view;
  }
  return status;
}

/* Adds when all is over. */
static void analyser_free(void *model) {
  const struct liar *liar = model;
  const textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 1, .score = -1, .layer = "mark", .type = "x"};
  textan_error error = {.message = "nothing"};
  if (!kept)
    return;
  liar->host->document->add(kept, &annotation, NULL, &error);
  liar->host->log(liar->host, TEXTAN_LOG_WARNING, error.message);
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules where a run begins and ends",
    .parameters = parameters,
    .produces = honest,
    .schema = schema,
    .model_new = analyser_new,
    .model_free = analyser_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .analyse = analyse,
};

/* ---- writing */

static textan_status render(const void *model, void *scratch, const textan_document *document, textan_buffer *buffer,
                            textan_error *error) {
  (void)model, (void)scratch, (void)document;
  return buffer->append(buffer, "line\n", 5, error);
}

struct sink {
  const struct liar *liar;
  textan_output *output;
};

static textan_status open_sink(const void *model, textan_output *output, void **sink, textan_error *error) {
  static struct sink only;
  only = (struct sink){model, output};
  *sink = &only;
  if (does(model, "open-fails"))
    return TEXTAN_EINPUT;
  return does(model, "open-writes-null") ? output->write(output, NULL, 4096, error) : TEXTAN_OK;
}

static textan_status commit(void *sink, uint64_t sequence, const void *bytes, size_t size, textan_error *error) {
  const struct sink *open = sink;
  if (does(open->liar, "commit-fails") && sequence == 1)
    return textan_fail(error, TEXTAN_EINPUT, "no\nmore");
  if (does(open->liar, "commit-unknown-status"))
    return (textan_status)5;
  return open->output->write(open->output, bytes, size, error);
}

static textan_status finish(void *sink, textan_error *error) {
  const struct sink *open = sink;
  (void)error;
  return does(open->liar, "finish-fails") ? TEXTAN_EDATA : TEXTAN_OK;
}

static void close_sink(void *sink) {
  ((struct sink *)sink)->output = NULL;
}

static const textan_writer writer = {
    .struct_size = sizeof writer,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules where a run begins and ends",
    .parameters = parameters,
    .model_new = writer_new,
    .render = render,
    .open = open_sink,
    .commit = commit,
    .finish = finish,
    .close = close_sink,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "liar",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Breaks the rules where a run begins and ends",
    .analyser = &analyser,
    .writer = &writer,
};

TEXTAN_MODULE(liar, module);

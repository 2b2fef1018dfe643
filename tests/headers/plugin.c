/* A plugin of all four kinds that is C11 and C++17 alike; compiled by headers.sh, never run. */
#include <textan/plugin.h>

static const char *const speeds[] = {"slow", "fast", NULL};

static const textan_parameter parameters[] = {
    {"speed", TEXTAN_PARAMETER_CHOICE, 0, "\"fast\"", NULL, NULL, speeds, NULL, "How fast it works."},
    {"weight", TEXTAN_PARAMETER_DECIMAL, TEXTAN_PARAMETER_LIST, NULL, "0", "1", NULL, NULL, "Weights."},
    {NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};

static const textan_feature_type features[] = {{"code", TEXTAN_STRING, "A code"}, {NULL, 0, NULL}};
static const textan_layer layers[] = {{"entity", 0, NULL, features}, {NULL, 0, NULL, NULL}};
static const char *const media_types[] = {"text/x-example", NULL};

static textan_status reader_open(const textan_host *host, const textan_parameters *values, const textan_inputs *inputs,
                                 void **reader, textan_error *error) {
  const char *speed = host->parameters->string(values, "speed");
  *reader = NULL;
  return textan_fail(error, TEXTAN_ECONFIG, "%s: %zu inputs, speed %s", inputs->corpus, inputs->path_count, speed);
}

static textan_status reader_next(void *reader, textan_record *record, textan_error *error) {
  (void)reader, (void)error;
  record->size = 0;
  return TEXTAN_END;
}

static textan_status reader_cursor(void *reader, textan_string *cursor, textan_error *error) {
  (void)reader, (void)error;
  cursor->data = "";
  cursor->size = 0;
  return TEXTAN_OK;
}

static textan_status reader_seek(void *reader, const textan_string *cursor, textan_error *error) {
  (void)reader;
  return cursor->size ? textan_fail(error, TEXTAN_EINPUT, "a strange cursor") : TEXTAN_OK;
}

static void no_op(void *object) {
  (void)object;
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **model,
                               textan_error *error) {
  (void)values, (void)error;
  const textan_words_api *words = (const textan_words_api *)host->extension(host, TEXTAN_WORDS);
  host->log(host, TEXTAN_LOG_DEBUG, words && TEXTAN_HAS(words, textan_words_api, words) ? "words" : "no words");
  *model = NULL;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model, void **scratch, textan_error *error) {
  (void)model, (void)error;
  *scratch = NULL;
  return TEXTAN_OK;
}

static textan_status decode(const void *model, void *scratch, const textan_record *record, textan_decoding *decoding,
                            textan_error *error) {
  (void)model, (void)scratch;
  return decoding->set_text(decoding, record->bytes, record->size, error);
}

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  char digits[TEXTAN_DECIMAL_SIZE];
  const textan_decimal amount = {textan_word_hash("a", 1), -2};
  (void)model, (void)scratch, (void)document;
  return textan_fail(error, TEXTAN_EINPUT, "%s", textan_decimal_format(amount, digits));
}

static textan_status render(const void *model, void *scratch, const textan_document *document, textan_buffer *buffer,
                            textan_error *error) {
  (void)model, (void)scratch, (void)document;
  return buffer->append(buffer, "x", 1, error);
}

static textan_status writer_open(const void *model, textan_output *output, void **sink, textan_error *error) {
  (void)model;
  *sink = output;
  return output->write(output, "head", 4, error);
}

static textan_status commit(void *sink, uint64_t sequence, const void *bytes, size_t size, textan_error *error) {
  textan_output *output = (textan_output *)sink;
  (void)sequence;
  return output->write(output, bytes, size, error);
}

static textan_status finish(void *sink, textan_error *error) {
  return commit(sink, 0, "tail", 4, error);
}

static const textan_reader reader = {
    sizeof reader, sizeof(textan_parameter),
    "Reads",       parameters,
    reader_open,   reader_next,
    reader_cursor, reader_seek,
    no_op,         NULL,
};
static const textan_decoder decoder = {
    sizeof decoder, sizeof(textan_parameter),
    "Decodes",      parameters,
    media_types,    layers,
    model_new,      no_op,
    scratch_new,    no_op,
    decode,         NULL,
};
static const textan_analyser analyser = {
    sizeof analyser,
    sizeof(textan_parameter),
    "Analyses",
    parameters,
    layers,
    layers,
    NULL,
    model_new,
    no_op,
    scratch_new,
    no_op,
    analyse,
};
static const textan_writer writer = {
    sizeof writer, sizeof(textan_parameter),
    "Writes",      parameters,
    model_new,     no_op,
    scratch_new,   no_op,
    render,        writer_open,
    commit,        finish,
    no_op,
};
static const textan_module module_of_all_kinds = {
    sizeof module_of_all_kinds, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR, "example", "1.0.0", "Apache-2.0",
    "Does everything",          &reader,          &decoder,         &analyser, &writer,
};

TEXTAN_MODULE(example, module_of_all_kinds);

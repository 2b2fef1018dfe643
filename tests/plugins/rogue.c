/* Hostile, in all four kinds: breaks the rules of calls.  The text or the id of a document says which. */
#include <string.h>
#include <textan/plugin.h>

static const textan_host *host_of_model;

static textan_status model_new(const textan_host *host, const textan_parameters *parameters, void **model,
                               textan_error *error) {
  (void)parameters, (void)error;
  host_of_model = host;
  *model = (void *)(uintptr_t)host;
  return TEXTAN_OK;
}

static textan_status fail_oddly(const char *how, textan_error *error) {
  if (strcmp(how, "unknown-status") == 0)
    return (textan_status)77;
  if (strcmp(how, "end") == 0)
    return TEXTAN_END;
  if (strcmp(how, "empty-message") == 0) {
    error->message[0] = '\0';
    return TEXTAN_EINPUT;
  }
  if (strcmp(how, "endless-message") == 0) {
    memset(error->message, 'x', sizeof error->message);
    return TEXTAN_EINPUT;
  }
  return TEXTAN_OK;
}

/* ---- analyser */

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)scratch;
  const textan_host *host = model;
  const char *id = host->document->id(document);
  textan_feature feature = {"note", {.type = TEXTAN_INTEGER}};
  textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 1, .score = -1, .layer = "mark", .type = "x"};
  if (strcmp(id, "wrong-type") == 0)
    annotation.type = "y";
  if (strcmp(id, "not-a-number") == 0)
    annotation.score = 0.0f / 0.0f;
  if (strcmp(id, "short-annotation") == 0)
    annotation.struct_size = 8;
  if (strcmp(id, "wrong-feature") == 0) {
    annotation.features = &feature;
    annotation.feature_count = 1;
  }
  if (strcmp(id, "dangling-relation") == 0)
    return host->document->relate(document, "of", 1, 99, error);
  if (host->extension(host, "textan.nothing/1"))
    return textan_fail(error, TEXTAN_EINTERNAL, "the host has every service");
  const textan_status status = host->document->add(document, &annotation, NULL, error);
  /* What was refused is said to be fine. */
  return strcmp(id, "hides-refusal") == 0 ? TEXTAN_OK : status == TEXTAN_OK ? fail_oddly(id, error) : status;
}

static const char *const types[] = {"x", NULL};
static const textan_feature_type features[] = {{"note", TEXTAN_STRING, "A note"}, {0}};
static const textan_layer produces[] = {{.name = "mark", .types = types, .features = features}, {0}};

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules of calls",
    .produces = produces,
    .model_new = model_new,
    .analyse = analyse,
};

/* ---- decoder */

static textan_status decode(const void *model, void *scratch, const textan_record *record, textan_decoding *decoding,
                            textan_error *error) {
  (void)model, (void)scratch;
  static const char elsewhere[] = "elsewhere";
  const char *how = record->bytes;
  if (strcmp(how, "no-text") == 0)
    return TEXTAN_OK;
  if (strcmp(how, "invalid-text") == 0)
    return decoding->set_text(decoding, "\xff", 1, error);
  if (strcmp(how, "outside-text") == 0)
    return decoding->borrow_text(decoding, elsewhere, sizeof elsewhere - 1, error);
  textan_status status = decoding->set_text(decoding, record->bytes, record->size, error);
  if (status == TEXTAN_OK && strcmp(how, "text-twice") == 0)
    status = decoding->set_text(decoding, record->bytes, record->size, error);
  return status == TEXTAN_OK ? fail_oddly(how, error) : status;
}

static const char *const media_types[] = {"text/plain", NULL};
static const textan_decoder decoder = {
    .struct_size = sizeof decoder,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules of calls",
    .media_types = media_types,
    .decode = decode,
};

/* ---- reader: a record without anything, one with a status of no meaning, a good one, then it breaks off */

static int next_record;

static textan_status reader_open(const textan_host *host, const textan_parameters *parameters,
                                 const textan_inputs *inputs, void **reader, textan_error *error) {
  (void)host, (void)parameters, (void)inputs, (void)error;
  *reader = &next_record;
  return TEXTAN_OK;
}

static textan_status reader_next(void *reader, textan_record *record, textan_error *error) {
  (void)reader;
  switch (next_record++) {
  case 0:
    *record = (textan_record){.struct_size = sizeof *record, .size = 5, .attribute_count = 7};
    return TEXTAN_OK;
  case 1:
    *record = (textan_record){.struct_size = sizeof *record, .id = "good", .bytes = "text", .size = 4};
    return TEXTAN_OK;
  case 2:
    *record = (textan_record){.struct_size = sizeof *record, .id = "damaged"};
    error->message[0] = '\0';
    return TEXTAN_EINPUT;
  default:
    memset(error->message, 'x', sizeof error->message);
    return (textan_status)77;
  }
}

static textan_status reader_cursor(void *reader, textan_string *cursor, textan_error *error) {
  (void)reader, (void)cursor, (void)error;
  return TEXTAN_OK;
}

static textan_status reader_seek(void *reader, const textan_string *cursor, textan_error *error) {
  (void)reader, (void)cursor, (void)error;
  return TEXTAN_OK;
}

static void reader_close(void *reader) {
  (void)reader;
}

static const textan_reader reader = {
    .struct_size = sizeof reader,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules of calls",
    .open = reader_open,
    .next = reader_next,
    .cursor = reader_cursor,
    .seek = reader_seek,
    .close = reader_close,
};

/* ---- writer: a line with the id of each document; "failed" behind it for failed ones */

static textan_status render(const void *model, void *scratch, const textan_document *document, textan_buffer *buffer,
                            textan_error *error) {
  (void)scratch;
  const textan_host *host = model;
  const char *id = host->document->id(document), *step, *reason;
  const bool failed = host->document->failure(document, &step, &reason);
  if (!failed && strcmp(id, "null-bytes") == 0)
    return buffer->append(buffer, NULL, 10, error);
  textan_status status = failed ? TEXTAN_OK : fail_oddly(id, error);
  if (status == TEXTAN_OK)
    status = buffer->append(buffer, id, strlen(id), error);
  if (status == TEXTAN_OK)
    status = buffer->append(buffer, failed ? " failed\n" : "\n", failed ? 8 : 1, error);
  return status;
}

static const textan_writer writer = {
    .struct_size = sizeof writer,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Breaks the rules of calls",
    .model_new = model_new,
    .render = render,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "rogue",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Breaks the rules of calls",
    .reader = &reader,
    .decoder = &decoder,
    .analyser = &analyser,
    .writer = &writer,
};

TEXTAN_MODULE(rogue, module);

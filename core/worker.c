#include "worker.h"

#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "document_add.h"
#include "host.h"

/* How the host's tables of functions for decoders and writers lead back to the worker. */
struct decoding {
  textan_decoding public; /* first */
  struct worker *worker;
  const textan_record *record;
  bool has_text;
};

struct rendering {
  textan_buffer public; /* first */
  struct buffer *bytes;
};

struct worker {
  const struct models *models;
  textan_document *document;
  void **step_scratch, **decoder_scratch, **writer_scratch;
  struct buffer *rendered;
  textan_error failure;
  struct buffer failed_again; /* the step of another run in which the document failed; empty: it did not */
  bool is_measured;           /* statistics are wanted */
  bool is_timed;              /* some step, or documents, have a timeout */
  int64_t document_begin;     /* as document_now counts, when it is timed */
  struct worker_statistics statistics;
};

/* ---- scratch ---- */

typedef textan_status scratch_function(const void *, void **, textan_error *);

static textan_status make_scratch(scratch_function *make, const struct model *model, void **scratch,
                                  textan_error *error) {
  *error = (textan_error){.message = ""};
  const textan_status status = make ? make(model->data, scratch, error) : TEXTAN_OK;
  if (status == TEXTAN_OK)
    return status;
  *scratch = NULL;
  host_close_error(error);
  const textan_error reason = *error;
  return textan_fail(error, status, "%s \"%s\" cannot begin its work: %s", plugin_kind_names[model->use->kind],
                     model->use->id, reason.message);
}

static textan_status make_all_scratch(struct worker *worker, textan_error *error) {
  const struct models *models = worker->models;
  const struct config *config = models->config;
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < config->corpus_count; i++)
    status = make_scratch(config->corpora[i].decoder.plugin->module->decoder->scratch_new, &models->decoders[i],
                          &worker->decoder_scratch[i], error);
  for (size_t i = 0; status == TEXTAN_OK && i < config->step_count; i++)
    status = make_scratch(config->steps[i]->use.plugin->module->analyser->scratch_new, &models->steps[i],
                          &worker->step_scratch[i], error);
  for (size_t i = 0; status == TEXTAN_OK && i < config->output_count; i++)
    status = make_scratch(config->outputs[i].writer.plugin->module->writer->scratch_new, &models->writers[i],
                          &worker->writer_scratch[i], error);
  return status;
}

static void free_scratch(void (*release)(void *), void *scratch) {
  if (release && scratch)
    release(scratch);
}

textan_status worker_new(const struct models *models, struct worker **out, textan_error *error) {
  const struct config *config = models->config;
  struct worker *worker = calloc(1, sizeof *worker);
  *out = NULL;
  if (!worker)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for a worker");
  worker->models = models;
  worker->document = document_new();
  worker->step_scratch = calloc(config->step_count + 1, sizeof *worker->step_scratch);
  worker->decoder_scratch = calloc(config->corpus_count + 1, sizeof *worker->decoder_scratch);
  worker->writer_scratch = calloc(config->output_count + 1, sizeof *worker->writer_scratch);
  worker->rendered = calloc(config->output_count + 1, sizeof *worker->rendered);
  worker->statistics.steps = calloc(config->step_count + 1, sizeof *worker->statistics.steps);
  textan_status status = TEXTAN_OK;
  if (!worker->document || !worker->step_scratch || !worker->decoder_scratch || !worker->writer_scratch ||
      !worker->rendered || !worker->statistics.steps)
    status = textan_fail(error, TEXTAN_EMEMORY, "no memory for a worker");
  if (status == TEXTAN_OK)
    status = make_all_scratch(worker, error);
  worker->is_timed = config->timeout;
  for (size_t i = 0; i < config->step_count; i++)
    worker->is_timed = worker->is_timed || config->steps[i]->timeout;
  if (status == TEXTAN_OK)
    *out = worker;
  else
    worker_free(worker);
  return status;
}

void worker_free(struct worker *worker) {
  if (!worker)
    return;
  const struct config *config = worker->models->config;
  for (size_t i = 0; worker->decoder_scratch && i < config->corpus_count; i++)
    free_scratch(config->corpora[i].decoder.plugin->module->decoder->scratch_free, worker->decoder_scratch[i]);
  for (size_t i = 0; worker->step_scratch && i < config->step_count; i++)
    free_scratch(config->steps[i]->use.plugin->module->analyser->scratch_free, worker->step_scratch[i]);
  for (size_t i = 0; worker->writer_scratch && i < config->output_count; i++)
    free_scratch(config->outputs[i].writer.plugin->module->writer->scratch_free, worker->writer_scratch[i]);
  for (size_t i = 0; worker->rendered && i < config->output_count; i++)
    buffer_free(&worker->rendered[i]);
  free(worker->decoder_scratch);
  free(worker->step_scratch);
  free(worker->writer_scratch);
  free(worker->rendered);
  free(worker->statistics.steps);
  buffer_free(&worker->failed_again);
  document_free(worker->document);
  free(worker);
}

/* What a plugin's call answered, made fit to be passed on: a status that there is, with its sentence. */
static textan_status settle(textan_status status, textan_error *error) {
  if (status == TEXTAN_OK)
    return TEXTAN_OK;
  host_close_error(error);
  error->status = status < TEXTAN_OK && status >= TEXTAN_EINTERNAL ? status : TEXTAN_EINTERNAL;
  return error->status;
}

/* ---- decoding ---- */

static textan_status set_text(textan_decoding *public, const char *text, size_t size, bool copy, textan_error *error) {
  struct decoding *decoding = (struct decoding *)(void *)public;
  if (decoding->has_text)
    return textan_fail(error, TEXTAN_EINTERNAL, "the decoder set the text a second time");
  const textan_status status = document_set_text(decoding->worker->document, text, size, copy, error);
  decoding->has_text = status == TEXTAN_OK;
  return status;
}

static textan_status decoding_set_text(textan_decoding *public, const char *text, size_t size, textan_error *error) {
  return set_text(public, text, size, true, error);
}

static textan_status decoding_borrow_text(textan_decoding *public, const char *text, size_t size, textan_error *error) {
  const textan_record *record = ((struct decoding *)(void *)public)->record;
  const char *end = record->bytes + record->size;
  if (text < record->bytes || text > end || size != (size_t)(end - text))
    return textan_fail(error, TEXTAN_EINTERNAL, "the borrowed text does not lie at the end of the record's bytes");
  return set_text(public, text, size, false, error);
}

static textan_status decoding_set_attribute(textan_decoding *public, const textan_feature *feature,
                                            textan_error *error) {
  return document_set_attribute(((struct decoding *)(void *)public)->worker->document, feature, error);
}

static textan_status decoding_add_error(textan_decoding *public, const char *step, const char *reason,
                                        textan_error *error) {
  return document_add_error(((struct decoding *)(void *)public)->worker->document, step, reason, error);
}

static textan_status decoding_set_source(textan_decoding *public, const char *source, textan_error *error) {
  return document_set_source(((struct decoding *)(void *)public)->worker->document, source, error);
}

static textan_status decoding_fail_again(textan_decoding *public, const char *step, const char *reason,
                                         textan_error *error) {
  struct worker *worker = ((struct decoding *)(void *)public)->worker;
  buffer_clear(&worker->failed_again);
  if (!buffer_text(&worker->failed_again, step))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the name of a step");
  return textan_fail(error, TEXTAN_EINPUT, "%s", reason);
}

static textan_status decoding_relate(textan_decoding *public, const char *step, const char *type, uint32_t from,
                                     uint32_t to, textan_error *error) {
  return document_relate_as(((struct decoding *)(void *)public)->worker->document, step, type, from, to, error);
}

static textan_document *decoding_document(textan_decoding *public) {
  return ((struct decoding *)(void *)public)->worker->document;
}

/* Attributes of the record and of the corpus, before the decoder adds its own. */
static textan_status set_attributes(textan_document *document, const struct corpus *corpus, const textan_record *record,
                                    textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < record->attribute_count; i++)
    status = document_keep_attribute(document, &record->attributes[i], error);
  if (status == TEXTAN_OK && corpus->lang) {
    const textan_feature lang = {
        .name = "lang",
        .value = {.type = TEXTAN_STRING, .size = 0, .as = {.string = {corpus->lang, strlen(corpus->lang)}}}};
    status = document_keep_attribute(document, &lang, error);
  }
  return status;
}

static bool decodes(const textan_decoder *decoder, const char *media_type) {
  for (const char *const *type = decoder->media_types; type && *type; type++)
    if (strcmp(*type, media_type) == 0)
      return true;
  return false;
}

static textan_status decode(struct worker *worker, size_t corpus_index, const textan_record *record,
                            textan_error *error) {
  const struct corpus *corpus = &worker->models->config->corpora[corpus_index];
  const struct model *model = &worker->models->decoders[corpus_index];
  const textan_decoder *decoder = corpus->decoder.plugin->module->decoder;
  if (!corpus->decoder_named && record->media_type && !decodes(decoder, record->media_type))
    return textan_fail(error, TEXTAN_EINPUT, "nothing decodes the media type \"%s\"; name a decoder for corpus \"%s\"",
                       record->media_type, corpus->reader.id);
  struct decoding decoding = {.public = {.struct_size = sizeof decoding.public,
                                         .set_text = decoding_set_text,
                                         .borrow_text = decoding_borrow_text,
                                         .set_attribute = decoding_set_attribute,
                                         .document = decoding_document,
                                         .add_error = decoding_add_error,
                                         .set_source = decoding_set_source,
                                         .fail_again = decoding_fail_again,
                                         .relate = decoding_relate},
                              .worker = worker,
                              .record = record};
  textan_document *document = worker->document;
  textan_status status = set_attributes(document, corpus, record, error);
  if (status != TEXTAN_OK)
    return status;
  document_begin_step(document, "decode", model->produces);
  *error = (textan_error){.message = ""};
  status = settle(decoder->decode(model->data, worker->decoder_scratch[corpus_index], record, &decoding.public, error),
                  error);
  document_end_step(document, false);
  if (status != TEXTAN_EINPUT)
    buffer_clear(&worker->failed_again);
  if (status == TEXTAN_OK && !decoding.has_text)
    status = textan_fail(error, TEXTAN_EINTERNAL, "decoder \"%s\" gave no text and no error",
                         corpus->decoder.plugin->module->name);
  return status;
}

/* The record's bytes as the text.  What the record says of the language goes before what the corpus says. */
static textan_status take_text(struct worker *worker, const struct corpus *corpus, const textan_record *record,
                               textan_error *error) {
  const textan_record bare = {.struct_size = sizeof bare};
  textan_status status = set_attributes(worker->document, corpus, &bare, error);
  for (size_t i = 0; status == TEXTAN_OK && i < record->attribute_count; i++)
    status = document_keep_attribute(worker->document, &record->attributes[i], error);
  return status == TEXTAN_OK ? document_set_text(worker->document, record->bytes, record->size, true, error) : status;
}

/* ---- steps ---- */

static double seconds(int64_t nanoseconds) {
  return (double)nanoseconds / 1e9;
}

/* A step or document that took longer than it may has failed, whatever it answered.  limit: milliseconds; 0: none. */
static textan_status check_time(int64_t begin, int64_t limit, const char *who, textan_error *error) {
  const int64_t took = limit ? document_now() - begin : 0;
  if (took <= limit * 1000000)
    return TEXTAN_OK;
  return textan_fail(error, TEXTAN_ELIMIT, "%s took %.3f s; its timeout is %.3f s", who, seconds(took),
                     seconds(limit * 1000000));
}

/* The status, unless the plugin did not notice that memory ran out. */
static textan_status check_memory(const struct worker *worker, textan_status status, textan_error *error) {
  if (status != TEXTAN_OK || !document_is_exhausted(worker->document))
    return status;
  return textan_fail(error, TEXTAN_EMEMORY, "memory ran out");
}

/* When a call that begins now must be done: by its own limit or by that of the document, whichever is first. */
static int64_t deadline(const struct worker *worker, int64_t now, int64_t limit) {
  const int64_t document =
      worker->models->config->timeout ? worker->document_begin + worker->models->config->timeout * 1000000 : 0;
  const int64_t step = limit ? now + limit * 1000000 : 0;
  return !document || (step && step < document) ? step : document;
}

/* Runs step i of the configuration; *error is filled when it fails. */
static textan_status run_step(struct worker *worker, size_t i, textan_error *error) {
  const struct step *step = worker->models->config->steps[i];
  const struct model *model = &worker->models->steps[i];
  if (step->when && !when_holds(step->when, worker->document))
    return TEXTAN_OK;
  document_begin_step(worker->document, step->use.id, step->produces);
  if (worker->models->config->strict)
    document_hold_step(worker->document, step->consumes);
  *error = (textan_error){.message = ""};
  const int64_t wall = worker->is_timed ? document_now() : 0;
  document_set_deadline(worker->document, deadline(worker, wall, step->timeout));
  struct step_statistics *statistics = &worker->statistics.steps[i];
  const uint64_t begin = statistics_clock(worker->is_measured), before = document_annotation_count(worker->document);
  textan_status status =
      step->use.plugin->module->analyser->analyse(model->data, worker->step_scratch[i], worker->document, error);
  statistics->time += statistics_clock(worker->is_measured) - begin;
  statistics->calls++;
  status = check_memory(worker, status, error);
  document_set_deadline(worker->document, 0);
  if (status == TEXTAN_OK)
    status = document_check_step(worker->document, error);
  if (status == TEXTAN_OK || status == TEXTAN_ELIMIT) {
    const textan_status in_time = check_time(wall, step->timeout, "the step", error);
    status = in_time == TEXTAN_OK ? status : in_time;
  }
  document_end_step(worker->document, status != TEXTAN_OK);
  statistics->annotations += document_annotation_count(worker->document) - before;
  statistics->failures += status != TEXTAN_OK;
  return settle(status, error);
}

static size_t step_index(const struct config *config, const struct step *step) {
  size_t i = 0;
  while (config->steps[i] != step)
    i++;
  return i;
}

/* Runs the step; one that fails and may be skipped leaves its error in the document. */
static textan_status run_or_skip(struct worker *worker, const struct step *step, struct result *result) {
  textan_error *error = &worker->failure;
  const struct config *config = worker->models->config;
  result->step = step->use.id;
  const textan_status status = run_step(worker, step_index(config, step), error);
  const textan_status in_time = check_time(worker->document_begin, config->timeout, "the document", error);
  if (in_time != TEXTAN_OK || status == TEXTAN_OK)
    return in_time;
  result->stops = step->on_error == ON_ERROR_STOP;
  if (step->on_error != ON_ERROR_SKIP)
    return status;
  result->skipped++;
  const textan_error reason = *error;
  return document_add_error(worker->document, step->use.id, reason.message, error);
}

static void count_decoding(struct worker *worker, uint64_t time, textan_status status) {
  struct step_statistics *decode = &worker->statistics.decode;
  size_t size = 0;
  document_text(worker->document, &size);
  decode->time += time;
  decode->calls++;
  decode->failures += status != TEXTAN_OK;
  decode->annotations += status == TEXTAN_OK ? document_annotation_count(worker->document) : 0;
  worker->statistics.bytes += size;
}

/* Decodes and analyses. */
static textan_status analyse(struct worker *worker, size_t corpus_index, const textan_record *record, bool is_text,
                             struct result *result) {
  const struct corpus *corpus = &worker->models->config->corpora[corpus_index];
  worker->document_begin = worker->is_timed ? document_now() : 0;
  document_set_deadline(worker->document, deadline(worker, worker->document_begin, 0));
  buffer_clear(&worker->failed_again);
  const uint64_t begin = statistics_clock(worker->is_measured);
  textan_status status = is_text ? take_text(worker, corpus, record, &worker->failure)
                                 : decode(worker, corpus_index, record, &worker->failure);
  count_decoding(worker, statistics_clock(worker->is_measured) - begin, status);
  result->step = worker->failed_again.size ? worker->failed_again.data : "decode";
  if (status == TEXTAN_OK)
    status = check_time(worker->document_begin, worker->models->config->timeout, "the document", &worker->failure);
  for (size_t i = 0; status == TEXTAN_OK && i < corpus->step_count; i++)
    status = run_or_skip(worker, corpus->steps[i], result);
  return status;
}

/* ---- rendering ---- */

static textan_status rendering_append(textan_buffer *public, const void *bytes, size_t size, textan_error *error) {
  if (!bytes && size)
    return textan_fail(error, TEXTAN_EINTERNAL, "%zu bytes were to be rendered, but none are there", size);
  if (!buffer_append(((struct rendering *)(void *)public)->bytes, bytes, size))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu rendered bytes", size);
  return TEXTAN_OK;
}

textan_status worker_render(struct worker *worker, size_t output, textan_error *error) {
  struct rendering rendering = {.public = {.struct_size = sizeof rendering.public, .append = rendering_append},
                                .bytes = &worker->rendered[output]};
  buffer_clear(rendering.bytes);
  *error = (textan_error){.message = ""};
  textan_status status = worker->models->config->outputs[output].writer.plugin->module->writer->render(
      worker->models->writers[output].data, worker->writer_scratch[output], worker->document, &rendering.public, error);
  status = check_memory(worker, status, error);
  return settle(status, error);
}

static textan_status render(struct worker *worker, const char **where, textan_error *error) {
  const struct config *config = worker->models->config;
  const uint64_t begin = statistics_clock(worker->is_measured);
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < config->output_count; i++) {
    *where = config->outputs[i].writer.id;
    status = worker_render(worker, i, error);
  }
  worker->statistics.render.time += statistics_clock(worker->is_measured) - begin;
  worker->statistics.render.calls++;
  worker->statistics.render.failures += status != TEXTAN_OK;
  return status;
}

/* Makes the document a failed one, for the reason in worker->failure. */
static void fail(struct worker *worker, struct result *result) {
  result->failed = true;
  result->status = worker->failure.status;
  result->reason = worker->failure.message;
  document_fail(worker->document, result->step, result->reason);
}

/* A new document without contents; false when there is no memory for its names. */
static bool begin(struct worker *worker, size_t corpus, const textan_record *record, struct result *result) {
  *result = (struct result){.rendered = worker->rendered, .step = "read"};
  if (document_begin(worker->document, worker->models->config->corpora[corpus].reader.id, record->id, record->source))
    return true;
  textan_fail(&worker->failure, TEXTAN_EMEMORY, "no memory for the names of a document");
  return false;
}

void worker_analyse(struct worker *worker, size_t corpus, const textan_record *record, bool is_text,
                    struct result *result) {
  if (!begin(worker, corpus, record, result) || analyse(worker, corpus, record, is_text, result) != TEXTAN_OK)
    fail(worker, result);
}

textan_document *worker_document(struct worker *worker) {
  return worker->document;
}

textan_status worker_handle(struct worker *worker, size_t corpus, const textan_record *record,
                            const textan_error *read_error, struct result *result, textan_error *error) {
  if (read_error) {
    if (!begin(worker, corpus, record, result))
      return textan_fail(error, TEXTAN_EMEMORY, "%s", worker->failure.message);
    worker->failure = *read_error;
    fail(worker, result);
  } else
    worker_analyse(worker, corpus, record, false, result);
  if (result->stops)
    return TEXTAN_OK;
  if (!result->failed && render(worker, &result->step, &worker->failure) == TEXTAN_OK)
    return TEXTAN_OK;
  if (!result->failed)
    fail(worker, result);
  const char *where;
  return render(worker, &where, error);
}

void worker_measure(struct worker *worker) {
  worker->is_measured = true;
}

const struct worker_statistics *worker_get_statistics(const struct worker *worker) {
  return &worker->statistics;
}

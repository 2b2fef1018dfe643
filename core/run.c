#include "run.h"

#include <string.h>

#include "document.h"
#include "host.h"
#include "shown.h"
#include "sink.h"
#include "utf8.h"
#include "worker.h"

enum { FAILURES_SHOWN = 20 }; /* on standard error; the output has them all */

struct run {
  const struct models *models;
  const struct run_options *options;
  struct worker *worker;
  struct sinks *sinks;
  uint64_t documents, failures;
  struct step_statistics read, write;
  uint64_t skipped; /* documents in which a step was skipped */
  bool stopped;     /* for the reason in the error */
};

static void report_failure(struct run *run, const char *corpus, const textan_record *record,
                           const struct result *result) {
  if (++run->failures <= FAILURES_SHOWN)
    shown_print(stderr, "textan: corpus \"%s\", document \"%s\" (%s): failed in \"%s\": %s", corpus, record->id,
                record->source, result->step, result->reason);
  else if (run->failures == FAILURES_SHOWN + 1)
    fprintf(stderr, "textan: further failed documents are named in the outputs only\n");
}

/* A reader may leave out what it does not know.  What it must set, but did not, is set here, so that no document is
 * lost: TEXTAN_EINPUT says what that was. */
static textan_status complete_record(textan_record *record, textan_error *error) {
  const bool has_id = record->id && record->id[0] && utf8_valid(record->id, strlen(record->id), NULL);
  const bool has_source = !record->source || utf8_valid(record->source, strlen(record->source), NULL);
  textan_status status = TEXTAN_OK;
  if (!has_id)
    status = textan_fail(error, TEXTAN_EINPUT, "the reader gave a record without an id in UTF-8");
  else if (!has_source)
    status = textan_fail(error, TEXTAN_EINPUT, "the reader named a source that is not valid UTF-8");
  else if (!record->bytes && record->size)
    status = textan_fail(error, TEXTAN_EINPUT, "the reader gave a size of %zu bytes, but no bytes", record->size);
  else if (!record->attributes && record->attribute_count)
    status =
        textan_fail(error, TEXTAN_EINPUT, "the reader counts %zu attributes, but gave none", record->attribute_count);
  record->id = has_id ? record->id : "";
  record->source = record->source && has_source ? record->source : record->id;
  record->attribute_count = record->attributes ? record->attribute_count : 0;
  record->size = record->bytes ? record->size : 0;
  record->bytes = record->bytes ? record->bytes : "";
  return status;
}

TEXTAN_PRINTF(3, 4)
static textan_status stop(struct run *run, textan_error *error, const char *format, ...) {
  run->stopped = true;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return error->status = TEXTAN_ELIMIT;
}

/* max(a, a * n / b rounded up) of the first n documents may fail. */
static textan_status check_budget(struct run *run, textan_error *error) {
  const struct budget *budget = &run->models->config->budget;
  if (!budget->documents)
    return TEXTAN_OK;
  /* Without overflow: failures is at most documents, both are below 2^32. */
  const uint64_t whole = run->documents / budget->documents, rest = run->documents % budget->documents;
  const uint64_t share =
      whole * budget->failures + (rest * budget->failures + budget->documents - 1) / budget->documents;
  const uint64_t allowed = share > budget->failures ? share : budget->failures;
  if (run->failures <= allowed)
    return TEXTAN_OK;
  return stop(run, error, "%llu of %llu documents failed, more than the %llu that run.errors = \"%llu/%llu\" allows",
              (unsigned long long)run->failures, (unsigned long long)run->documents, (unsigned long long)allowed,
              (unsigned long long)budget->failures, (unsigned long long)budget->documents);
}

/* Handles and commits the record, or the reason why it could not be read. */
static textan_status handle(struct run *run, size_t corpus, textan_record *record, const textan_error *read_error,
                            textan_error *error) {
  struct result result;
  textan_error damage;
  if (complete_record(record, &damage) != TEXTAN_OK && !read_error)
    read_error = &damage;
  textan_status status = worker_handle(run->worker, corpus, record, read_error, &result, error);
  if (status != TEXTAN_OK)
    return status;
  if (result.stops)
    return stop(run, error, "document \"%s\" (%s): step \"%s\", whose on_error is \"stop\", failed: %s", record->id,
                record->source, result.step, result.reason);
  run->documents++;
  run->skipped += result.skipped > 0;
  if (result.failed)
    report_failure(run, run->models->config->corpora[corpus].reader.id, record, &result);
  const uint64_t begin = statistics_clock(run->options->statistics);
  status = sinks_commit(run->sinks, corpus, result.rendered, error);
  run->write.time += statistics_clock(run->options->statistics) - begin;
  run->write.calls++;
  return status == TEXTAN_OK && result.failed ? check_budget(run, error) : status;
}

static textan_status read_records(struct run *run, size_t corpus_index, void *reader, textan_error *error) {
  const textan_reader *plugin = run->models->config->corpora[corpus_index].reader.plugin->module->reader;
  for (uint64_t count = 0; !run->options->limit || count < run->options->limit; count++) {
    textan_record record = {.struct_size = sizeof record};
    textan_error read_error = {.message = ""};
    const uint64_t begin = statistics_clock(run->options->statistics);
    const textan_status read = plugin->next(reader, &record, &read_error);
    run->read.time += statistics_clock(run->options->statistics) - begin;
    if (read == TEXTAN_END)
      return TEXTAN_OK;
    run->read.calls++;
    run->read.failures += read != TEXTAN_OK;
    read_error.status = read;
    host_close_error(&read_error);
    if (read != TEXTAN_OK && read != TEXTAN_EINPUT && read != TEXTAN_ELIMIT)
      return textan_fail(error, TEXTAN_EIO, "%s", read_error.message);
    const textan_status status = handle(run, corpus_index, &record, read == TEXTAN_OK ? NULL : &read_error, error);
    if (status != TEXTAN_OK)
      return status;
  }
  return TEXTAN_OK;
}

static textan_status run_corpus(struct run *run, size_t corpus_index, textan_error *error) {
  const struct corpus *corpus = &run->models->config->corpora[corpus_index];
  const textan_reader *plugin = corpus->reader.plugin->module->reader;
  const textan_inputs inputs = {.struct_size = sizeof inputs,
                                .corpus = corpus->reader.id,
                                .paths = corpus->paths,
                                .path_count = corpus->path_count};
  textan_host *host = host_new(&corpus->reader, run->models->lexicons, run->models->patterns);
  if (!host)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the reader of corpus \"%s\"", corpus->reader.id);
  void *reader = NULL;
  textan_error reason = {.message = ""};
  textan_status status = plugin->open(host, corpus->reader.parameters, &inputs, &reader, &reason);
  if (status == TEXTAN_OK) {
    status = read_records(run, corpus_index, reader, &reason);
    plugin->close(reader);
  }
  host_free(host);
  host_close_error(&reason);
  if (status != TEXTAN_OK)
    textan_fail(error, status, "corpus \"%s\": %s", corpus->reader.id, reason.message);
  return status;
}

static void print_statistics(const struct run *run, int64_t wall_time) {
  const struct run_statistics statistics = {.worker = worker_get_statistics(run->worker),
                                            .documents = run->documents,
                                            .failures = run->failures,
                                            .read = run->read,
                                            .write = run->write,
                                            .wall_time = wall_time};
  statistics_print(run->models, &statistics, run->options->statistics, stderr);
}

static void close_run(struct run *run) {
  sinks_free(run->sinks);
  worker_free(run->worker);
}

enum exit_code run_execute(const struct models *models, const struct run_options *options) {
  struct run run = {.models = models, .options = options};
  textan_error error = {.message = ""};
  const int64_t begin = document_now();
  textan_status status = worker_new(models, &run.worker, &error);
  if (status == TEXTAN_OK && options->statistics)
    worker_measure(run.worker);
  if (status == TEXTAN_OK)
    status = sinks_new(models, options->output_folder, &run.sinks, &error);
  for (size_t i = 0; status == TEXTAN_OK && i < models->config->corpus_count; i++)
    status = run_corpus(&run, i, &error);
  if (status == TEXTAN_OK)
    status = sinks_finish(run.sinks, &error);
  if (status == TEXTAN_OK && options->statistics)
    print_statistics(&run, document_now() - begin);
  const bool have_files = run.sinks && sinks_have_files(run.sinks);
  close_run(&run);
  if (status != TEXTAN_OK) {
    shown_print(stderr, "textan: error: %s", error.message);
    if (run.documents)
      fprintf(stderr, "textan: the run stopped at its document %llu%s\n", (unsigned long long)run.documents,
              have_files ? "; what was written to files is in NAME.part" : "");
    return run.stopped ? EXIT_STOPPED : status == TEXTAN_ECONFIG ? EXIT_CONFIGURATION : EXIT_INPUT_OUTPUT;
  }
  if (run.skipped)
    fprintf(stderr, "textan: in %llu of %llu documents a step failed and was skipped\n",
            (unsigned long long)run.skipped, (unsigned long long)run.documents);
  if (run.failures)
    fprintf(stderr, "textan: %llu of %llu documents failed\n", (unsigned long long)run.failures,
            (unsigned long long)run.documents);
  return run.failures ? EXIT_DOCUMENTS_FAILED : EXIT_DONE;
}

/* Writer: a summary of the run, as tables that people read. */
#include "table.h"

#include <stdlib.h>

static const textan_parameter parameters[] = {{.name = "rows",
                                               .type = TEXTAN_PARAMETER_INTEGER,
                                               .fallback = "20",
                                               .minimum = "0",
                                               .maximum = "1000",
                                               .summary = "Rows of a table; counts are of all."},
                                              {.name = "width",
                                               .type = TEXTAN_PARAMETER_INTEGER,
                                               .fallback = "120",
                                               .minimum = "60",
                                               .maximum = "1000",
                                               .unit = "columns",
                                               .summary = "Cells are cut so that a line is no wider."},
                                              {0}};

static void model_free(void *data) {
  struct table_model *model = data;
  if (model)
    table_languages_free(&model->languages);
  free(model);
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  struct table_model *model = calloc(1, sizeof *model);
  *out = NULL;
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the writer");
  model->document = host->document;
  model->rows = (size_t)host->parameters->integer(values, "rows");
  model->width = (size_t)host->parameters->integer(values, "width");
  const textan_status status = table_languages_load(host->data_directory, &model->languages, error);
  if (status == TEXTAN_OK)
    *out = model;
  else
    model_free(model);
  return status;
}

static textan_status scratch_new(const void *model, void **out, textan_error *error) {
  (void)model;
  *out = calloc(1, sizeof(struct table_output));
  return *out ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the writer");
}

static void scratch_free(void *data) {
  struct table_output *rows = data;
  if (rows)
    free(rows->data);
  free(rows);
}

static textan_status render(const void *data, void *memory, const textan_document *document, textan_buffer *buffer,
                            textan_error *error) {
  struct table_output *rows = memory;
  rows->size = 0;
  rows->failed = false;
  table_render(data, document, rows);
  if (rows->failed)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the rows of a document");
  return buffer->append(buffer, rows->data, rows->size, error);
}

static textan_status open_sink(const void *data, textan_output *output, void **out, textan_error *error) {
  struct table_summary *summary = calloc(1, sizeof *summary);
  *out = summary;
  if (!summary)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the summary");
  summary->model = data;
  summary->output = output;
  summary->failures.limit = summary->treaties.limit = summary->figures.limit = summary->model->rows;
  return TEXTAN_OK;
}

static textan_status commit(void *sink, uint64_t sequence, const void *bytes, size_t size, textan_error *error) {
  (void)sequence;
  return table_summary_add(sink, bytes, size, error);
}

static textan_status finish(void *sink, textan_error *error) {
  struct table_summary *summary = sink;
  struct table_output text = {0};
  table_print(summary, &text);
  textan_status status = TEXTAN_OK;
  if (text.failed)
    status = textan_fail(error, TEXTAN_EMEMORY, "no memory to print the summary");
  else
    status = summary->output->write(summary->output, text.data, text.size, error);
  free(text.data);
  return status;
}

static void close_sink(void *sink) {
  if (sink)
    table_summary_free(sink);
  free(sink);
}

static const textan_writer writer = {
    .struct_size = sizeof(textan_writer),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Writes one summary of the run: documents by language, treaties, figures, entities.",
    .parameters = parameters,
    .model_new = model_new,
    .model_free = model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .render = render,
    .open = open_sink,
    .commit = commit,
    .finish = finish,
    .close = close_sink,
};

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "table",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "A summary for the terminal.",
    .writer = &writer,
};

TEXTAN_MODULE(table, module);

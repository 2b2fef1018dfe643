/* The reader: one document a line, from files, patterns or standard input. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files/inputs.h"
#include "jsonl.h"

struct reader {
  const textan_host *host;
  struct inputs inputs;
  size_t file;      /* the open one, or the next to open */
  bool has_records; /* a line that is not empty was found in it */
  struct jsonl_lines lines;
  struct jsonl_parser parser;
  char cursor[64];
};

static const char *const record_choices[] = {"text", "line", NULL};

static const textan_parameter parameters[] = {
    {.name = "id_field",
     .type = TEXTAN_PARAMETER_STRING,
     .fallback = "\"id\"",
     .summary = "The field that names the document; where it is missing, null or empty the id is \"<file>:<line>\"."},
    {.name = "text_field",
     .type = TEXTAN_PARAMETER_STRING,
     .fallback = "\"text\"",
     .summary = "The field that holds the document's text."},
    {.name = "lang_field",
     .type = TEXTAN_PARAMETER_STRING,
     .summary = "The field with the document's language (BCP 47), which the detector then leaves alone; not read "
                "unless set."},
    {.name = "keep",
     .type = TEXTAN_PARAMETER_STRING,
     .flags = TEXTAN_PARAMETER_LIST,
     .summary = "Fields kept as document attributes; when not set, all others that are strings, numbers, booleans or "
                "lists of strings."},
    {.name = "record",
     .type = TEXTAN_PARAMETER_CHOICE,
     .fallback = "\"text\"",
     .choices = record_choices,
     .summary =
         "What a record is: the text, with the fields that are kept; or the line as it is, for a decoder of JSON "
         "such as \"textan\"."},
    {.name = "max_record",
     .type = TEXTAN_PARAMETER_SIZE,
     .fallback = "\"256MiB\"",
     .minimum = "1",
     .maximum = "\"2GiB\"",
     .unit = "bytes",
     .summary = "A longer line is an error of its own; reading goes on behind it."},
    {0}};

static void reader_close(void *data) {
  struct reader *reader = data;
  if (!reader)
    return;
  jsonl_lines_free(&reader->lines);
  jsonl_parser_free(&reader->parser);
  inputs_free(&reader->inputs);
  free(reader);
}

static textan_status read_parameters(const textan_host *host, const textan_parameters *values, struct reader *reader,
                                     textan_error *error) {
  const textan_parameters_api *get = host->parameters;
  struct jsonl_fields *fields = &reader->parser.fields;
  fields->id = get->string(values, "id_field");
  fields->text = get->string(values, "text_field");
  fields->lang = get->string(values, "lang_field");
  const char *record = get->string(values, "record");
  fields->whole_line = record && strcmp(record, "line") == 0;
  fields->keep_all = !get->is_set(values, "keep");
  fields->keep_count = get->count(values, "keep");
  fields->keep = calloc(fields->keep_count + 1, sizeof *fields->keep);
  if (!fields->keep)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the reader");
  for (size_t i = 0; i < fields->keep_count; i++)
    fields->keep[i] = get->string_at(values, "keep", i);
  reader->lines.limit = (size_t)get->size(values, "max_record");
  return TEXTAN_OK;
}

/* Opens the file at hand, behind the bytes and lines that were read already. */
static textan_status open_file(struct reader *reader, uint64_t offset, uint64_t line, textan_error *error) {
  const char *path = inputs_path(&reader->inputs, reader->file);
  const char *name = inputs_name(&reader->inputs, reader->file);
  const bool standard = strcmp(path, "-") == 0;
  const int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0)
    return textan_fail(error, TEXTAN_EIO, "\"%s\" cannot be opened: %s", path, strerror(errno));
  if (offset && lseek(descriptor, (off_t)offset, SEEK_SET) < 0) {
    const int reason = errno;
    if (!standard)
      close(descriptor);
    return textan_fail(error, TEXTAN_EIO, "\"%s\" cannot be read again from byte %llu: %s", name,
                       (unsigned long long)offset, strerror(reason));
  }
  jsonl_lines_begin(&reader->lines, descriptor, name, offset, line);
  reader->has_records = offset > 0;
  return TEXTAN_OK;
}

/* A file without rights is found here and not in the middle of the run. */
static textan_status check_rights(const struct inputs *inputs, textan_error *error) {
  for (size_t i = 0; i < inputs->count; i++) {
    const char *path = inputs_path(inputs, i);
    if (strcmp(path, "-") != 0 && access(path, R_OK) != 0)
      return textan_fail(error, TEXTAN_EIO, "\"%s\" cannot be read: %s", path, strerror(errno));
  }
  return TEXTAN_OK;
}

static textan_status reader_open(const textan_host *host, const textan_parameters *values, const textan_inputs *wanted,
                                 void **out, textan_error *error) {
  struct reader *reader = calloc(1, sizeof *reader);
  *out = NULL;
  if (!reader)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the reader");
  reader->host = host;
  reader->lines.descriptor = -1;
  textan_status status = read_parameters(host, values, reader, error);
  if (status == TEXTAN_OK)
    status = inputs_find(wanted, INPUTS_STANDARD_INPUT, &reader->inputs, error);
  if (status == TEXTAN_OK)
    status = check_rights(&reader->inputs, error);
  if (status == TEXTAN_OK)
    *out = reader;
  else
    reader_close(reader);
  return status;
}

static bool is_blank(const textan_string *line) {
  size_t at = 0;
  while (at < line->size && (line->data[at] == ' ' || line->data[at] == '\t'))
    at++;
  return at == line->size;
}

static void end_file(struct reader *reader) {
  if (!reader->has_records) {
    char message[300];
    snprintf(message, sizeof message, "\"%.200s\" holds no document", inputs_name(&reader->inputs, reader->file));
    reader->host->log(reader->host, TEXTAN_LOG_WARNING, message);
  }
  jsonl_lines_close(&reader->lines);
  reader->file++;
}

static textan_status reader_next(void *data, textan_record *record, textan_error *error) {
  struct reader *reader = data;
  while (reader->file < reader->inputs.count) {
    textan_status status = TEXTAN_OK;
    if (reader->lines.descriptor < 0)
      status = open_file(reader, 0, 0, error);
    textan_string line = {"", 0};
    if (status == TEXTAN_OK)
      status = jsonl_lines_next(&reader->lines, &line, error);
    if (status == TEXTAN_END) {
      end_file(reader);
      continue;
    }
    if (status == TEXTAN_OK && is_blank(&line))
      continue;
    const char *name = inputs_name(&reader->inputs, reader->file);
    reader->has_records = true;
    if (status == TEXTAN_OK)
      return jsonl_parse(&reader->parser, &line, name, reader->lines.line, record, error);
    if (status == TEXTAN_ELIMIT) {
      const textan_status placed = jsonl_place(&reader->parser, name, reader->lines.line, record, error);
      return placed == TEXTAN_OK ? status : placed;
    }
    return status;
  }
  return TEXTAN_END;
}

static textan_status reader_cursor(void *data, textan_string *cursor, textan_error *error) {
  struct reader *reader = data;
  (void)error;
  const bool open = reader->lines.descriptor >= 0;
  const int size = snprintf(reader->cursor, sizeof reader->cursor, "%zu %llu %llu", reader->file,
                            open ? (unsigned long long)reader->lines.offset : 0u,
                            open ? (unsigned long long)reader->lines.line : 0u);
  *cursor = (textan_string){reader->cursor, (size_t)size};
  return TEXTAN_OK;
}

static textan_status reader_seek(void *data, const textan_string *cursor, textan_error *error) {
  struct reader *reader = data;
  char text[sizeof reader->cursor];
  size_t file;
  unsigned long long offset, line;
  if (cursor->size >= sizeof text)
    return textan_fail(error, TEXTAN_EINPUT, "the cursor is not one of reader \"jsonl\"");
  memcpy(text, cursor->data, cursor->size);
  text[cursor->size] = '\0';
  if (sscanf(text, "%zu %llu %llu", &file, &offset, &line) != 3 || file > reader->inputs.count)
    return textan_fail(error, TEXTAN_EINPUT, "the cursor \"%s\" is not one of reader \"jsonl\" with %zu files", text,
                       reader->inputs.count);
  jsonl_lines_close(&reader->lines);
  reader->file = file;
  return file < reader->inputs.count ? open_file(reader, offset, line, error) : TEXTAN_OK;
}

const textan_reader jsonl_reader = {
    .struct_size = sizeof(textan_reader),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Reads JSON Lines: one object a line, with the document's text in one of its fields.",
    .parameters = parameters,
    .open = reader_open,
    .next = reader_next,
    .cursor = reader_cursor,
    .seek = reader_seek,
    .close = reader_close,
    .schema = jsonl_reader_schema,
};

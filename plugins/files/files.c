/* Reader of folders and files: one document a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <textan/plugin.h>

#include "../plain/utf8.h"
#include "inputs.h"

struct reader {
  const textan_host *host;
  struct inputs inputs;
  size_t file; /* the next to read */
  size_t limit;
  char *bytes;
  size_t capacity;
  char *id; /* the file's name in UTF-8 */
  size_t id_capacity;
  char *cursor;
};

static const textan_parameter parameters[] = {{.name = "max_record",
                                               .type = TEXTAN_PARAMETER_SIZE,
                                               .fallback = "\"256MiB\"",
                                               .minimum = "1",
                                               .maximum = "\"2GiB\"",
                                               .unit = "bytes",
                                               .summary =
                                                   "A larger file is an error of its own; reading goes on behind "
                                                   "it."},
                                              {0}};

/* By the end of the name; what stands not here is taken for plain text. */
static const char *const media_types[][2] = {
    {".html", "text/html"},      {".htm", "text/html"},       {".xhtml", "application/xhtml+xml"},
    {".pdf", "application/pdf"}, {".gz", "application/gzip"}, {".zip", "application/zip"}};

static const char *media_type_of(const char *name) {
  const char *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < sizeof media_types / sizeof media_types[0]; i++)
    if (strcasecmp(dot, media_types[i][0]) == 0)
      return media_types[i][1];
  return "text/plain";
}

static void reader_close(void *data) {
  struct reader *reader = data;
  if (!reader)
    return;
  inputs_free(&reader->inputs);
  free(reader->bytes);
  free(reader->id);
  free(reader->cursor);
  free(reader);
}

static textan_status reader_open(const textan_host *host, const textan_parameters *values, const textan_inputs *wanted,
                                 void **out, textan_error *error) {
  struct reader *reader = calloc(1, sizeof *reader);
  *out = NULL;
  if (!reader)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the reader");
  reader->host = host;
  reader->limit = (size_t)host->parameters->size(values, "max_record");
  const textan_status status = inputs_find(wanted, INPUTS_FOLDERS, &reader->inputs, error);
  if (status == TEXTAN_OK)
    *out = reader;
  else
    reader_close(reader);
  return status;
}

/* ---- one file ---- */

/* The name as an id: bytes that are not UTF-8 as %XX. */
static bool make_id(struct reader *reader, const char *name) {
  const size_t size = strlen(name);
  if (reader->id_capacity < 3 * size + 1) {
    char *grown = realloc(reader->id, 6 * size + 1);
    if (!grown)
      return false;
    reader->id = grown;
    reader->id_capacity = 6 * size + 1;
  }
  char *to = reader->id;
  for (size_t at = 0; at < size;) {
    const size_t length = utf8_sequence((const unsigned char *)name + at, size - at);
    if (length) {
      memcpy(to, name + at, length);
      to += length;
      at += length;
    } else {
      to += sprintf(to, "%%%02X", (unsigned)(unsigned char)name[at++]);
    }
  }
  *to = '\0';
  return true;
}

/* A pipe or device is read only where the configuration names it; found on the way it could hang the run. */
static textan_status open_file(const char *path, bool given, int *descriptor, struct stat *information,
                               textan_error *error) {
  *descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (given ? 0 : O_NONBLOCK));
  if (*descriptor < 0)
    return textan_fail(error, TEXTAN_EINPUT, "the file cannot be opened: %s", strerror(errno));
  if (fstat(*descriptor, information) != 0)
    return textan_fail(error, TEXTAN_EINPUT, "the file cannot be read: %s", strerror(errno));
  if (!given && !S_ISREG(information->st_mode))
    return textan_fail(error, TEXTAN_EINPUT, "expected a regular file, found a folder, pipe or device");
  return TEXTAN_OK;
}

static textan_status too_large(const struct reader *reader, textan_error *error) {
  return textan_fail(error, TEXTAN_ELIMIT, "the file is larger than %zu bytes (parameter \"max_record\")",
                     reader->limit);
}

/* Room for `size` bytes and the NUL behind them. */
static bool reserve(struct reader *reader, size_t size) {
  if (size < reader->capacity)
    return true;
  const size_t capacity = size + size / 2 + 65536;
  char *grown = realloc(reader->bytes, capacity);
  if (!grown)
    return false;
  reader->bytes = grown;
  reader->capacity = capacity;
  return true;
}

static textan_status read_all(struct reader *reader, int descriptor, const struct stat *information, size_t *size,
                              textan_error *error) {
  *size = 0;
  if (information->st_size > 0 && (uintmax_t)information->st_size > reader->limit)
    return too_large(reader, error);
  for (;;) {
    /* One byte more than the file should have shows its end without another growth. */
    const size_t expected = (size_t)information->st_size + 1;
    if (!reserve(reader, *size < expected ? expected : *size + 65536))
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for a file of %zu bytes", *size);
    const ssize_t got = read(descriptor, reader->bytes + *size, reader->capacity - 1 - *size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return textan_fail(error, TEXTAN_EINPUT, "the file cannot be read: %s", strerror(errno));
    *size += (size_t)got;
    reader->bytes[*size] = '\0';
    if (*size > reader->limit)
      return too_large(reader, error);
    if (!got)
      return TEXTAN_OK;
  }
}

static textan_status reader_next(void *data, textan_record *record, textan_error *error) {
  struct reader *reader = data;
  if (reader->file == reader->inputs.count)
    return TEXTAN_END;
  const char *path = inputs_path(&reader->inputs, reader->file);
  const char *name = inputs_name(&reader->inputs, reader->file);
  const bool given = reader->inputs.files[reader->file].given;
  reader->file++;
  if (!make_id(reader, name))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the name of a record");
  *record = (textan_record){.struct_size = sizeof *record,
                            .id = reader->id,
                            .source = reader->id,
                            .media_type = media_type_of(name),
                            .bytes = ""};
  int descriptor;
  struct stat information;
  size_t size = 0;
  textan_status status = open_file(path, given, &descriptor, &information, error);
  if (status == TEXTAN_OK)
    status = read_all(reader, descriptor, &information, &size, error);
  if (descriptor >= 0)
    close(descriptor);
  if (status != TEXTAN_OK)
    return status;
  if (!size) {
    char message[300];
    snprintf(message, sizeof message, "the file \"%.200s\" is empty", reader->id);
    reader->host->log(reader->host, TEXTAN_LOG_WARNING, message);
  }
  record->bytes = reader->bytes;
  record->size = size;
  return TEXTAN_OK;
}

/* ---- cursor ---- */

/* The number of the next file and the path of the last one, which shows whether the inputs are the same. */
static textan_status reader_cursor(void *data, textan_string *cursor, textan_error *error) {
  struct reader *reader = data;
  const char *last = reader->file ? inputs_path(&reader->inputs, reader->file - 1) : "";
  char *text;
  const int size = asprintf(&text, "%zu %s", reader->file, last);
  if (size < 0)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the cursor");
  free(reader->cursor);
  reader->cursor = text;
  *cursor = (textan_string){text, (size_t)size};
  return TEXTAN_OK;
}

static textan_status reader_seek(void *data, const textan_string *cursor, textan_error *error) {
  struct reader *reader = data;
  char *text = strndup(cursor->data, cursor->size);
  if (!text)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the cursor");
  char *end;
  const unsigned long long file = strtoull(text, &end, 10);
  textan_status status = TEXTAN_OK;
  if (end == text || *end != ' ')
    status = textan_fail(error, TEXTAN_EINPUT, "the cursor \"%.200s\" is not one of reader \"files\"", text);
  else if (file > reader->inputs.count || (file && strcmp(inputs_path(&reader->inputs, file - 1), end + 1) != 0))
    status = textan_fail(error, TEXTAN_EIO, "the input files have changed: \"%.300s\" is not number %llu any more",
                         end + 1, file);
  else
    reader->file = file;
  free(text);
  return status;
}

/* Files carry no attributes. */
static textan_status reader_schema(const textan_host *host, const textan_parameters *values,
                                   textan_record_schema *schema, textan_error *error) {
  (void)host, (void)values, (void)error;
  schema->open = false;
  return TEXTAN_OK;
}

static const textan_reader reader = {
    .struct_size = sizeof(textan_reader),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Reads files, folders and patterns (\"**\" crosses folders): one document a file.",
    .parameters = parameters,
    .open = reader_open,
    .next = reader_next,
    .cursor = reader_cursor,
    .seek = reader_seek,
    .close = reader_close,
    .schema = reader_schema,
};

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "files",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Files and folders: one document a file.",
    .reader = &reader,
};

TEXTAN_MODULE(files, module);

/* A line and its members. */
#include <stdlib.h>
#include <string.h>

#include "textan.h"

/* ---- failures ---- */

textan_status line_fail(const struct line *line, const char *format, ...) {
  char place[160] = "", reason[sizeof line->error->message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  if (line->list && line->name)
    snprintf(place, sizeof place, "%s %zu of the line: feature \"%.60s\": ", line->list, line->item, line->name);
  else if (line->list)
    snprintf(place, sizeof place, "%s %zu of the line: ", line->list, line->item);
  else if (line->name)
    snprintf(place, sizeof place, "attribute \"%.60s\" of the line: ", line->name);
  return textan_fail(line->error, TEXTAN_EINPUT, "%s%.*s", place,
                     (int)(sizeof line->error->message - strlen(place) - 1), reason);
}

textan_status line_fail_json(const struct line *line, const struct scanner *scanner) {
  return scan_fail(scanner, "the line", line->error);
}

textan_status line_no_memory(const struct line *line) {
  return textan_fail(line->error, TEXTAN_EMEMORY, "no memory for what the line holds");
}

bool line_grow(void **array, size_t *capacity, size_t count, size_t size) {
  if (count < *capacity)
    return true;
  const size_t more = count ? 2 * count : 64;
  void *grown = realloc(*array, more * size);
  if (!grown)
    return false;
  *array = grown;
  *capacity = more;
  return true;
}

void scratch_clear(struct scratch *scratch) {
  offsets_free(&scratch->offsets);
  free(scratch->room);
  free(scratch->numbers);
  free(scratch->tokens);
  free(scratch->sentences);
  free(scratch->features);
  free(scratch->strings);
  free(scratch->decimals);
  *scratch = (struct scratch){0};
}

/* ---- strings and members ---- */

textan_status line_string(struct line *line, const char *what, const struct scan_value *value, textan_string *out) {
  if (value->kind != SCAN_STRING)
    return line_fail(line, "\"%s\": expected a string, found %s", what, scan_kind_name(value->kind));
  const size_t size = scan_unescape(value, line->free);
  if (size == SIZE_MAX)
    return line_fail(line, "\"%s\" holds an escape that is wrong, half of a pair, or U+0000", what);
  *out = (textan_string){line->free, size};
  line->free[size] = '\0';
  line->free += size + 1;
  return TEXTAN_OK;
}

size_t members_find(const struct members *members, const struct scan_value *name, size_t guess) {
  if (members->names[guess] && scan_says(name, members->names[guess]))
    return guess;
  size_t i = 0;
  while (members->names[i] && !scan_says(name, members->names[i]))
    i++;
  return i;
}

static textan_status keep_member(const struct line *line, struct members *members, size_t i,
                                 const struct scan_value *value) {
  if (!members->names[i])
    return TEXTAN_OK;
  if (members_have(members, i))
    return line_fail(line, "\"%s\" stands there twice", members->names[i]);
  members->found |= 1u << i;
  members->values[i] = *value;
  return TEXTAN_OK;
}

textan_status members_read(const struct line *line, struct scanner *scanner, struct members *members) {
  struct scan_value name, value;
  textan_status status = TEXTAN_OK;
  bool first = true;
  size_t i = 0;
  members->found = 0;
  if (!scan_enter(scanner, SCAN_OBJECT))
    return line_fail_json(line, scanner);
  while (status == TEXTAN_OK && scan_member(scanner, &first, &name) && scan_read(scanner, &value)) {
    i = members_find(members, &name, i); /* they mostly stand in their order */
    status = keep_member(line, members, i, &value);
    i += members->names[i] != NULL;
  }
  return status == TEXTAN_OK && scanner->expected ? line_fail_json(line, scanner) : status;
}

/* ---- members of the line ---- */

enum { FORMAT, SOURCE, LANG, TEXT, DECIMALS, ATTRIBUTES, ANNOTATIONS, RELATIONS, ERRORS, ERROR };
static const char *const line_names[] = {"format",      "source",    "lang",   "text",  "decimals", "attributes",
                                         "annotations", "relations", "errors", "error", NULL};

enum { STEP, REASON };
static const char *const error_names[] = {"step", "reason", NULL};

static textan_status read_error(struct line *line, struct scanner *scanner, textan_string *step,
                                textan_string *reason) {
  struct members members = {.names = error_names};
  textan_status status = members_read(line, scanner, &members);
  if (status == TEXTAN_OK && (!members_have(&members, STEP) || !members_have(&members, REASON)))
    status = line_fail(line, "an error needs \"step\" and \"reason\"");
  if (status == TEXTAN_OK)
    status = line_string(line, "step", &members.values[STEP], step);
  if (status == TEXTAN_OK)
    status = line_string(line, "reason", &members.values[REASON], reason);
  return status;
}

/* What it failed for in the run that wrote the line is what it fails for now. */
static textan_status fail_again(struct line *line, const struct scan_value *failure) {
  struct scanner scanner = scan_inside(&line->scanner, failure);
  textan_string step = {"", 0}, reason = {"", 0};
  const textan_status status = read_error(line, &scanner, &step, &reason);
  return status == TEXTAN_OK ? line->decoding->fail_again(line->decoding, step.data, reason.data, line->error) : status;
}

static textan_status add_errors(struct line *line, const struct scan_value *list) {
  struct scanner scanner = scan_inside(&line->scanner, list);
  textan_status status = TEXTAN_OK;
  bool first = true;
  line->list = "error";
  line->item = 0;
  if (!scan_enter(&scanner, SCAN_LIST))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_item(&scanner, &first)) {
    textan_string step = {"", 0}, reason = {"", 0};
    line->item++;
    status = read_error(line, &scanner, &step, &reason);
    if (status == TEXTAN_OK)
      status = line->decoding->add_error(line->decoding, step.data, reason.data, line->error);
  }
  line->list = NULL;
  return status == TEXTAN_OK && scanner.expected ? line_fail_json(line, &scanner) : status;
}

/* The language that the corpus sets goes before the line's. */
static textan_status set_language(struct line *line, const struct scan_value *value) {
  textan_feature lang = {.name = "lang", .value = {.type = TEXTAN_STRING}};
  const textan_status status = line_string(line, "lang", value, &lang.value.as.string);
  if (status != TEXTAN_OK || strcmp(lang.value.as.string.data, "und") == 0 ||
      line->model->document->attribute(line->document, "lang"))
    return status;
  return line->decoding->set_attribute(line->decoding, &lang, line->error);
}

static textan_status set_attributes(struct line *line, const struct scan_value *object) {
  struct scanner scanner = scan_inside(&line->scanner, object);
  struct scratch *scratch = line->scratch;
  struct scan_value name, value;
  textan_status status = TEXTAN_OK;
  bool first = true;
  if (!scan_enter(&scanner, SCAN_OBJECT))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_member(&scanner, &first, &name) && scan_read(&scanner, &value)) {
    char *const free = line->free;
    scratch->feature_count = scratch->string_count = 0;
    status = value_read(line, &line->model->attributes, &name, &value);
    values_settle(scratch);
    const bool skipped = !line->model->language && scan_says(&name, "lang_score");
    if (status == TEXTAN_OK && scratch->feature_count && !skipped)
      status = line->decoding->set_attribute(line->decoding, &scratch->features[0], line->error);
    line->free = free;
  }
  line->name = NULL;
  return status == TEXTAN_OK && scanner.expected ? line_fail_json(line, &scanner) : status;
}

static textan_status set_text(struct line *line, const struct scan_value *value) {
  textan_status status = line_string(line, "text", value, &line->text);
  if (status == TEXTAN_OK)
    status = line->decoding->set_text(line->decoding, line->text.data, line->text.size, line->error);
  if (status != TEXTAN_OK)
    return status;
  line->document = line->decoding->document(line->decoding);
  return offsets_begin(&line->scratch->offsets, line->model->unit, line->text.data, line->text.size)
             ? TEXTAN_OK
             : line_no_memory(line);
}

/* Annotations need the text and the decimals.  Where both stand before them, as they are written, they are read on the
 * way; else when the line's end has been seen. */
static textan_status begin_contents(struct line *line, const struct members *members) {
  line->scratch->decimal_count = line->scratch->number_count = 0;
  if (!members_have(members, TEXT))
    return line_fail(line, "the line holds no text; it is written with text = true");
  const textan_status status = set_text(line, &members->values[TEXT]);
  return status == TEXTAN_OK && members_have(members, DECIMALS) ? decimals_read(line, &members->values[DECIMALS])
                                                                : status;
}

static textan_status read_layers(struct line *line, const struct members *members) {
  struct scanner scanner = scan_inside(&line->scanner, &members->values[ANNOTATIONS]);
  if (!members_have(members, ANNOTATIONS))
    return line_fail(line, "the line holds no \"annotations\"");
  const textan_status status = begin_contents(line, members);
  return status == TEXTAN_OK ? annotations_read(line, &scanner) : status;
}

/* What stands around the annotations; attributes may refer to them. */
static textan_status read_rest(struct line *line, const struct members *members) {
  textan_status status = TEXTAN_OK;
  if (members_have(members, LANG) && line->model->language)
    status = set_language(line, &members->values[LANG]);
  if (status == TEXTAN_OK && members_have(members, RELATIONS))
    status = relations_read(line, &members->values[RELATIONS]);
  if (status == TEXTAN_OK && members_have(members, ATTRIBUTES))
    status = set_attributes(line, &members->values[ATTRIBUTES]);
  if (status == TEXTAN_OK && members_have(members, ERRORS))
    status = add_errors(line, &members->values[ERRORS]);
  return status;
}

static textan_status set_source(struct line *line, const struct scan_value *value) {
  textan_string source = {"", 0};
  const textan_status status = line_string(line, "source", value, &source);
  return status == TEXTAN_OK ? line->decoding->set_source(line->decoding, source.data, line->error) : status;
}

/* Every string has its quotes in the line, so that there is room for its NUL. */
static bool begin(struct line *line, size_t size) {
  struct scratch *scratch = line->scratch;
  if (size + 1 > scratch->room_size) {
    free(scratch->room);
    scratch->room_size = 0;
    scratch->room = malloc(size + size / 2 + 1);
    if (!scratch->room)
      return false;
    scratch->room_size = size + size / 2 + 1;
  }
  line->free = scratch->room;
  return true;
}

static bool is_format(const struct members *members) {
  uint32_t format = 0;
  return members_have(members, FORMAT) && scan_whole(&members->values[FORMAT], &format) && format == 1;
}

/* Reads the members of the line, and its annotations where what they need stands before them. */
static textan_status read_members(struct line *line, struct members *members, bool *has_layers) {
  struct scanner *scanner = &line->scanner;
  struct scan_value name, value = {.kind = SCAN_LIST};
  textan_status status = TEXTAN_OK;
  bool first = true;
  if (!scan_enter(scanner, SCAN_OBJECT))
    return line_fail_json(line, scanner);
  while (status == TEXTAN_OK && scan_member(scanner, &first, &name)) {
    const size_t i = members_find(members, &name, 0);
    if (i == ANNOTATIONS && is_format(members) && members_have(members, TEXT) && !*has_layers) {
      status = begin_contents(line, members);
      if (status == TEXTAN_OK)
        status = annotations_read(line, scanner);
      *has_layers = true;
    } else if (!scan_read(scanner, &value))
      break;
    if (status == TEXTAN_OK)
      status = keep_member(line, members, i, &value);
    if (status == TEXTAN_OK && i == DECIMALS && *has_layers)
      status = line_fail(line, "\"decimals\" stands behind \"annotations\", which it tells how to read");
  }
  return status == TEXTAN_OK && (scanner->expected || !scan_end(scanner)) ? line_fail_json(line, scanner) : status;
}

textan_status line_read(const struct model *model, struct scratch *scratch, const textan_record *record,
                        textan_decoding *decoding, textan_error *error) {
  struct line line = {.model = model,
                      .scratch = scratch,
                      .decoding = decoding,
                      .scanner = scan_begin(record->bytes, record->size),
                      .error = error};
  struct members members = {.names = line_names};
  bool has_layers = false;
  if (!begin(&line, record->size))
    return line_no_memory(&line);
  if (record->bytes[strspn(record->bytes, " \t\r\n")] != '{')
    return line_fail(&line,
                     "the record is no line of JSON; the reader gives whole lines with params = { record = "
                     "\"line\"; }");
  textan_status status = read_members(&line, &members, &has_layers);
  if (status == TEXTAN_OK && !is_format(&members))
    status = line_fail(&line, "the line is not of format 1, as textan writes it");
  const bool failed = members_have(&members, ERROR);
  if (status == TEXTAN_OK && !failed && !has_layers)
    status = read_layers(&line, &members);
  if (status == TEXTAN_OK && !failed)
    status = read_rest(&line, &members);
  /* A line that is wrong is found by the record's own source. */
  if (status == TEXTAN_OK && members_have(&members, SOURCE))
    status = set_source(&line, &members.values[SOURCE]);
  return status == TEXTAN_OK && failed ? fail_again(&line, &members.values[ERROR]) : status;
}

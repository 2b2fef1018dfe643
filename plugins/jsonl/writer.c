/* The writer: textan's native output, one line a document. */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "jsonl.h"

struct model {
  const textan_document_api *document;
  const textan_views_api *views; /* NULL: the host has none */
  enum jsonl_unit unit;
  bool text;
  bool tokens, sentences;
  size_t layer_count;
  const char **layers;
};

/* A feature whose values are decimals, which no reader of the line would know from strings. */
struct decimal {
  const char *layer, *name;
};

struct scratch {
  struct jsonl_output out;
  struct jsonl_units units;
  struct decimal *decimals;
  size_t decimal_count, decimal_capacity;
};

/* One document on its way to its line. */
struct line {
  const struct model *model;
  const textan_document *document;
  struct jsonl_output *out;
  struct scratch *scratch;
  const char *text;
  bool first; /* of the list at hand */
};

static const char *const offset_choices[] = {"byte", "codepoint", "utf16", NULL};

static const textan_parameter parameters[] = {
    {.name = "offsets",
     .type = TEXTAN_PARAMETER_CHOICE,
     .fallback = "\"codepoint\"",
     .choices = offset_choices,
     .summary = "What begin and end count: bytes of UTF-8, Unicode code points, or UTF-16 code units."},
    {.name = "layers",
     .type = TEXTAN_PARAMETER_STRING,
     .flags = TEXTAN_PARAMETER_LIST,
     .fallback = "[ \"language\", \"boilerplate\", \"entity\", \"treaty\", \"figure\" ]",
     .summary =
         "The layers that are written; \"token\" and \"sentence\" can be among them. What leads to an annotation "
         "that is not written is left out."},
    {.name = "text",
     .type = TEXTAN_PARAMETER_BOOLEAN,
     .fallback = "true",
     .summary = "Writes the text of the document."},
    {0}};

/* ---- values ---- */

#define PUT(out_, literal_) jsonl_put(out_, literal_, sizeof(literal_) - 1)

static void put_terminated(struct jsonl_output *out, const char *text) {
  jsonl_put_string(out, text ? text : "", text ? strlen(text) : 0);
}

static void put_value(struct jsonl_output *out, const textan_value *value) {
  char digits[TEXTAN_DECIMAL_SIZE];
  switch (value->type) {
  case TEXTAN_STRING:
    jsonl_put_string(out, value->as.string.data, value->as.string.size);
    return;
  case TEXTAN_INTEGER:
    jsonl_put_integer(out, value->as.integer);
    return;
  case TEXTAN_DECIMAL:
    put_terminated(out, textan_decimal_format(value->as.decimal, digits));
    return;
  case TEXTAN_BOOLEAN:
    jsonl_put_text(out, value->as.boolean ? "true" : "false");
    return;
  case TEXTAN_REFERENCE:
    PUT(out, "{\"annotation\":");
    jsonl_put_integer(out, value->as.reference);
    PUT(out, "}");
    return;
  default:
    PUT(out, "[");
    for (uint32_t i = 0; i < value->size; i++) {
      if (i)
        PUT(out, ",");
      jsonl_put_string(out, value->as.list[i].data, value->as.list[i].size);
    }
    PUT(out, "]");
  }
}

/* Keeps in mind that the feature is a decimal, unless the format says so. */
static void note_decimal(struct line *line, const char *layer, const char *name) {
  struct scratch *scratch = line->scratch;
  const textan_feature_type *known = format_feature(format_layer(layer), name);
  if (known && known->type == TEXTAN_DECIMAL)
    return;
  for (size_t i = 0; i < scratch->decimal_count; i++)
    if (strcmp(scratch->decimals[i].name, name) == 0 && strcmp(scratch->decimals[i].layer, layer) == 0)
      return;
  if (scratch->decimal_count == scratch->decimal_capacity) {
    const size_t capacity = 2 * scratch->decimal_capacity + 8;
    struct decimal *grown = realloc(scratch->decimals, capacity * sizeof *grown);
    if (!grown) {
      line->out->failed = true;
      return;
    }
    scratch->decimals = grown;
    scratch->decimal_capacity = capacity;
  }
  scratch->decimals[scratch->decimal_count++] = (struct decimal){layer, name};
}

/* Names are [a-z][a-z0-9_]*, so they need no escapes. */
static void put_feature(struct line *line, const char *layer, const textan_feature *feature, bool first) {
  struct jsonl_output *out = line->out;
  if (!first)
    PUT(out, ",");
  PUT(out, "\"");
  jsonl_put_text(out, feature->name);
  PUT(out, "\":");
  put_value(out, &feature->value);
  if (feature->value.type == TEXTAN_DECIMAL)
    note_decimal(line, layer, feature->name);
}

/* 0..1 in thousandths, without trailing zeros and without the locale. */
static void put_score(struct jsonl_output *out, float score) {
  const int thousandths = score >= 1 ? 1000 : (int)(score * 1000 + 0.5f);
  if (thousandths % 1000 == 0) {
    jsonl_put_integer(out, thousandths / 1000);
    return;
  }
  char digits[] = "0.000";
  for (int i = 4, left = thousandths; i > 1; i--, left /= 10)
    digits[i] = (char)('0' + left % 10);
  size_t size = sizeof digits - 1;
  while (digits[size - 1] == '0')
    size--;
  jsonl_put(out, digits, size);
}

/* ---- annotations ---- */

static bool is_written(const struct model *model, const char *layer) {
  for (size_t i = 0; i < model->layer_count; i++)
    if (strcmp(model->layers[i], layer) == 0)
      return true;
  return false;
}

/* What all annotations begin with; the object stays open. */
static void put_span(struct line *line, uint32_t id, const char *layer, const char *type, uint32_t begin,
                     uint32_t end) {
  struct jsonl_output *out = line->out;
  jsonl_put_text(out, line->first ? "{\"id\":" : ",{\"id\":");
  line->first = false;
  jsonl_put_integer(out, id);
  PUT(out, ",\"layer\":");
  put_terminated(out, layer);
  PUT(out, ",\"type\":");
  put_terminated(out, type);
  PUT(out, ",\"begin\":");
  jsonl_put_integer(out, jsonl_units_at(&line->scratch->units, begin));
  PUT(out, ",\"end\":");
  jsonl_put_integer(out, jsonl_units_at(&line->scratch->units, end));
  PUT(out, ",\"text\":");
  jsonl_put_string(out, line->text + begin, end - begin);
}

/* A relation or reference is written when what it leads to is. */
static bool is_end_written(const struct line *line, uint32_t id) {
  textan_annotation_view view;
  return line->model->document->get(line->document, id, &view) && is_written(line->model, view.layer);
}

/* A reference to an annotation that is not written. */
static bool leads_nowhere(const struct line *line, const textan_value *value) {
  return value->type == TEXTAN_REFERENCE && !is_end_written(line, value->as.reference);
}

static void put_features(struct line *line, const textan_annotation_view *view) {
  bool first = true;
  for (size_t i = 0; i < view->feature_count; i++) {
    textan_feature feature;
    line->model->document->feature_at(line->document, view->id, i, &feature);
    if (leads_nowhere(line, &feature.value))
      continue;
    if (first)
      PUT(line->out, ",\"features\":{");
    put_feature(line, view->layer, &feature, first);
    first = false;
  }
  if (!first)
    PUT(line->out, "}");
}

static void put_annotation(struct line *line, const textan_annotation_view *view) {
  struct jsonl_output *out = line->out;
  put_span(line, view->id, view->layer, view->type, view->begin, view->end);
  if (view->score >= 0) {
    PUT(out, ",\"score\":");
    put_score(out, view->score);
  }
  PUT(out, ",\"by\":");
  put_terminated(out, view->by);
  if (view->rule) {
    PUT(out, ",\"rule\":");
    put_terminated(out, view->rule);
  }
  put_features(line, view);
  PUT(out, "}");
}

/* Tokens and sentences are no general annotations; their ids follow the last one's, whether they are written or not. */
static void put_arrays(struct line *line, uint32_t last_id) {
  const struct model *model = line->model;
  if (!model->views || (!model->tokens && !model->sentences))
    return;
  /* Reading an array that is there already changes nothing. */
  textan_document *document = (textan_document *)line->document;
  size_t token_count, sentence_count;
  const textan_token *tokens = model->views->tokens(document, &token_count);
  const textan_sentence *sentences = model->views->sentences(document, &sentence_count);
  for (size_t i = 0; model->tokens && i < token_count; i++) {
    put_span(line, last_id + (uint32_t)i + 1, "token", "token", tokens[i].begin, tokens[i].end);
    PUT(line->out, "}");
  }
  last_id += (uint32_t)token_count;
  for (size_t i = 0; model->sentences && i < sentence_count; i++) {
    put_span(line, last_id + (uint32_t)i + 1, "sentence", "sentence", sentences[i].begin, sentences[i].end);
    PUT(line->out, "}");
  }
}

static void put_annotations(struct line *line) {
  const textan_document_api *document = line->model->document;
  PUT(line->out, ",\"annotations\":[");
  line->first = true;
  uint32_t last_id = 0;
  textan_annotation_view view;
  for (size_t position = 0; document->next(line->document, NULL, &position, &view); last_id = view.id)
    if (is_written(line->model, view.layer))
      put_annotation(line, &view);
  put_arrays(line, last_id);
  PUT(line->out, "]");
}

static void put_relations(struct line *line) {
  const textan_document_api *document = line->model->document;
  struct jsonl_output *out = line->out;
  PUT(out, ",\"relations\":[");
  line->first = true;
  for (size_t i = 0; i < document->relation_count(line->document); i++) {
    textan_relation relation;
    document->relation_at(line->document, i, &relation);
    if (!is_end_written(line, relation.from) || !is_end_written(line, relation.to))
      continue;
    jsonl_put_text(out, line->first ? "{\"type\":" : ",{\"type\":");
    line->first = false;
    put_terminated(out, relation.type);
    PUT(out, ",\"from\":");
    jsonl_put_integer(out, relation.from);
    PUT(out, ",\"to\":");
    jsonl_put_integer(out, relation.to);
    PUT(out, ",\"by\":");
    put_terminated(out, relation.by);
    PUT(out, "}");
  }
  PUT(out, "]");
}

/* ---- the document ---- */

static void put_names(struct line *line) {
  const textan_document_api *document = line->model->document;
  PUT(line->out, "{\"format\":1,\"id\":");
  put_terminated(line->out, document->id(line->document));
  PUT(line->out, ",\"corpus\":");
  put_terminated(line->out, document->corpus(line->document));
  PUT(line->out, ",\"source\":");
  put_terminated(line->out, document->source(line->document));
}

static void put_failure(struct line *line, const char *step, const char *reason) {
  PUT(line->out, ",\"error\":{\"step\":");
  put_terminated(line->out, step);
  PUT(line->out, ",\"reason\":");
  put_terminated(line->out, reason);
  PUT(line->out, "}}\n");
}

static void put_attributes(struct line *line) {
  const textan_document_api *document = line->model->document;
  PUT(line->out, ",\"attributes\":{");
  bool first = true;
  for (size_t i = 0; i < document->attribute_count(line->document); i++) {
    textan_feature attribute;
    document->attribute_at(line->document, i, &attribute);
    if (strcmp(attribute.name, "lang") == 0 || leads_nowhere(line, &attribute.value))
      continue; /* the language has a key of its own */
    put_feature(line, "document", &attribute, first);
    first = false;
  }
  PUT(line->out, "}");
}

/* Steps that failed and were skipped. */
static void put_errors(struct line *line) {
  const textan_document_api *document = line->model->document;
  const size_t count = document->error_count(line->document);
  for (size_t i = 0; i < count; i++) {
    const char *step, *reason;
    document->error_at(line->document, i, &step, &reason);
    jsonl_put_text(line->out, i ? ",{\"step\":" : ",\"errors\":[{\"step\":");
    put_terminated(line->out, step);
    PUT(line->out, ",\"reason\":");
    put_terminated(line->out, reason);
    PUT(line->out, "}");
  }
  if (count)
    PUT(line->out, "]");
}

/* Says at `place`, in front of the attributes, which strings behind it are decimals. */
static void insert_decimals(struct line *line, size_t place) {
  const struct scratch *scratch = line->scratch;
  struct jsonl_output *out = line->out;
  const size_t behind = out->size;
  if (!scratch->decimal_count)
    return;
  for (size_t i = 0; i < scratch->decimal_count; i++) {
    jsonl_put_text(out, i ? ",\"" : ",\"decimals\":[\"");
    jsonl_put_text(out, scratch->decimals[i].layer);
    PUT(out, ".");
    jsonl_put_text(out, scratch->decimals[i].name);
    PUT(out, "\"");
  }
  PUT(out, "]");
  jsonl_turn(out, place, behind);
}

static void put_document(struct line *line, size_t size) {
  const textan_value *lang = line->model->document->attribute(line->document, "lang");
  PUT(line->out, ",\"lang\":");
  put_terminated(line->out, lang && lang->type == TEXTAN_STRING ? lang->as.string.data : "und");
  if (line->model->text) {
    PUT(line->out, ",\"text\":");
    jsonl_put_string(line->out, line->text, size);
  }
  const size_t place = line->out->size;
  line->scratch->decimal_count = 0;
  put_attributes(line);
  put_annotations(line);
  put_relations(line);
  put_errors(line);
  insert_decimals(line, place);
  PUT(line->out, "}\n");
}

static textan_status writer_render(const void *data, void *memory, const textan_document *document,
                                   textan_buffer *buffer, textan_error *error) {
  const struct model *model = data;
  struct scratch *scratch = memory;
  scratch->out.size = 0;
  scratch->out.failed = false;
  size_t size = 0;
  const char *text = model->document->text(document, &size);
  struct line line = {
      .model = model, .document = document, .out = &scratch->out, .scratch = scratch, .text = text ? text : ""};
  const char *step, *reason;
  put_names(&line);
  if (model->document->failure(document, &step, &reason))
    put_failure(&line, step, reason);
  else if (jsonl_units_begin(&scratch->units, model->unit, line.text, size))
    put_document(&line, size);
  else
    scratch->out.failed = true;
  if (scratch->out.failed)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the JSON of a document of %zu bytes", size);
  return buffer->append(buffer, scratch->out.data, scratch->out.size, error);
}

/* ---- model and scratch ---- */

static void model_free(void *data) {
  struct model *model = data;
  if (model)
    free(model->layers);
  free(model);
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  const textan_parameters_api *get = host->parameters;
  struct model *model = calloc(1, sizeof *model);
  *out = NULL;
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the writer");
  model->document = host->document;
  model->views = host->extension(host, TEXTAN_VIEWS);
  model->text = get->boolean(values, "text");
  const char *offsets = get->string(values, "offsets");
  while (model->unit < JSONL_UTF16 && strcmp(offset_choices[model->unit], offsets) != 0)
    model->unit++;
  model->layer_count = get->count(values, "layers");
  model->layers = calloc(model->layer_count + 1, sizeof *model->layers);
  if (!model->layers) {
    model_free(model);
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the writer");
  }
  for (size_t i = 0; i < model->layer_count; i++)
    model->layers[i] = get->string_at(values, "layers", i);
  model->tokens = is_written(model, "token");
  model->sentences = is_written(model, "sentence");
  *out = model;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model, void **out, textan_error *error) {
  (void)model;
  *out = calloc(1, sizeof(struct scratch));
  return *out ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the writer");
}

static void scratch_free(void *data) {
  struct scratch *scratch = data;
  if (!scratch)
    return;
  free(scratch->out.data);
  jsonl_units_free(&scratch->units);
  free(scratch->decimals);
  free(scratch);
}

const textan_writer jsonl_writer = {
    .struct_size = sizeof(textan_writer),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Writes JSON Lines: text, attributes and annotations of a document in one line.",
    .parameters = parameters,
    .model_new = model_new,
    .model_free = model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .render = writer_render,
};

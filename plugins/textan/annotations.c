/* Annotations, relations, tokens and sentences of a line. */
#include <stdlib.h>
#include <string.h>

#include "../jsonl/jsonl.h"
#include "textan.h"

/* ---- members of an annotation ---- */

enum { ID, LAYER, TYPE, BEGIN, END, TEXT, SCORE, BY, RULE, FEATURES };
static const char *const names[] = {"id",    "layer", "type", "begin",    "end", "text",
                                    "score", "by",    "rule", "features", NULL};

/* A whole number from 1 in `member`. */
static textan_status read_number(const struct line *line, const struct members *members, size_t member, uint32_t *out) {
  const char *name = members->names[member];
  if (!members_have(members, member))
    return line_fail(line, "\"%s\" is missing", name);
  if (!scan_whole(&members->values[member], out) || !*out)
    return line_fail(line, "\"%s\" is no whole number from 1", name);
  return TEXTAN_OK;
}

/* What an annotation says of itself, against the text that it covers. */
static textan_status check_text(struct line *line, const struct scan_value *said, uint32_t begin, uint32_t end) {
  const size_t size = end - begin;
  textan_string text = said->raw;
  if (said->escaped || said->kind != SCAN_STRING) {
    char *const free = line->free;
    const textan_status status = line_string(line, "text", said, &text);
    line->free = free;
    if (status != TEXTAN_OK)
      return status;
  }
  if (text.size == size && memcmp(text.data, line->text.data + begin, size) == 0)
    return TEXTAN_OK;
  return line_fail(line, "covers \"%.*s\", but its text is \"%.*s\"; does parameter \"offsets\" say what it counts?",
                   (int)(size < 60 ? size : 60), line->text.data + begin, (int)(text.size < 60 ? text.size : 60),
                   text.data);
}

static textan_status read_span(struct line *line, const struct members *members, uint32_t *begin, uint32_t *end) {
  const struct offsets *offsets = &line->scratch->offsets;
  uint32_t from, to;
  for (size_t i = BEGIN; i <= END; i++)
    if (!members_have(members, i))
      return line_fail(line, "\"%s\" is missing", names[i]);
  const struct scan_value *first = &members->values[BEGIN], *last = &members->values[END];
  if (!scan_whole(first, &from) || !scan_whole(last, &to) || !offsets_byte(offsets, from, begin) ||
      !offsets_byte(offsets, to, end) || *begin >= *end)
    return line_fail(line,
                     "the span %.*s..%.*s is empty, outside the text or inside a character; does parameter "
                     "\"offsets\" say what it counts?",
                     (int)(first->raw.size < 20 ? first->raw.size : 20), first->raw.data,
                     (int)(last->raw.size < 20 ? last->raw.size : 20), last->raw.data);
  return members_have(members, TEXT) ? check_text(line, &members->values[TEXT], *begin, *end) : TEXTAN_OK;
}

/* From 0 to 1; what is written has few digits, which a float keeps. */
static textan_status read_score(const struct line *line, const struct scan_value *value, float *score) {
  textan_decimal decimal;
  if (value->kind != SCAN_NUMBER || !jsonl_decimal(value->raw, &decimal) || decimal.mantissa < 0 ||
      decimal.exponent > 0 || decimal.exponent < -18)
    return line_fail(line, "\"score\" is no number from 0 to 1");
  double power = 1;
  for (int32_t i = decimal.exponent; i < 0; i++)
    power *= 10;
  *score = (float)((double)decimal.mantissa / power);
  return TEXTAN_OK;
}

/* The string of `member`; NULL in *out where there is none. */
static textan_status read_string(struct line *line, const struct members *members, size_t member, const char **out) {
  textan_string string = {NULL, 0};
  const textan_status status = members_have(members, member)
                                   ? line_string(line, members->names[member], &members->values[member], &string)
                                   : TEXTAN_OK;
  *out = string.data;
  return status;
}

static textan_status read_features(struct line *line, const struct layer *layer, const struct scan_value *object) {
  struct scanner scanner = scan_inside(&line->scanner, object);
  struct scan_value name, value;
  textan_status status = TEXTAN_OK;
  bool first = true;
  if (!scan_enter(&scanner, SCAN_OBJECT))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_member(&scanner, &first, &name) && scan_read(&scanner, &value))
    status = value_read(line, layer, &name, &value);
  if (status != TEXTAN_OK)
    return status;
  line->name = NULL;
  return scanner.expected ? line_fail_json(line, &scanner) : TEXTAN_OK;
}

/* ---- tokens and sentences ---- */

/* Which words it covers is found when all are read. */
static textan_status read_token(struct line *line, const struct members *members, bool token) {
  struct scratch *scratch = line->scratch;
  uint32_t begin, end;
  const textan_status status = read_span(line, members, &begin, &end);
  if (status != TEXTAN_OK)
    return status;
  if (token) {
    if (!line_grow((void **)&scratch->tokens, &scratch->token_capacity, scratch->token_count, sizeof *scratch->tokens))
      return line_no_memory(line);
    scratch->tokens[scratch->token_count++] = (textan_token){.begin = begin, .end = end};
    return TEXTAN_OK;
  }
  if (!line_grow((void **)&scratch->sentences, &scratch->sentence_capacity, scratch->sentence_count,
                 sizeof *scratch->sentences))
    return line_no_memory(line);
  scratch->sentences[scratch->sentence_count++] = (textan_sentence){.begin = begin, .end = end};
  return TEXTAN_OK;
}

/* Fills in which of the document's words lie inside each span; both stand in text order. */
static void fill_words(const textan_word *words, size_t word_count, textan_token *spans, size_t count) {
  uint32_t word = 0;
  for (size_t i = 0; i < count; i++) {
    while (word < word_count && words[word].begin < spans[i].begin)
      word++;
    spans[i].first_word = word;
    while (word < word_count && words[word].end <= spans[i].end)
      word++;
    spans[i].word_count = word - spans[i].first_word;
  }
}

/* Both records begin with the same four numbers. */
_Static_assert(sizeof(textan_token) == sizeof(textan_sentence), "tokens and sentences are filled by one function");

static textan_status set_tokens(struct line *line) {
  struct scratch *scratch = line->scratch;
  const textan_views_api *views = line->model->views;
  textan_status status = TEXTAN_OK;
  size_t count = 0;
  if (!scratch->token_count && !scratch->sentence_count)
    return status;
  const textan_word *words = line->model->words->words(line->document, &count);
  fill_words(words, count, scratch->tokens, scratch->token_count);
  fill_words(words, count, (textan_token *)(void *)scratch->sentences, scratch->sentence_count);
  if (scratch->token_count)
    status = views->set_tokens(line->document, scratch->tokens, scratch->token_count, line->error);
  if (status == TEXTAN_OK && scratch->sentence_count)
    status = views->set_sentences(line->document, scratch->sentences, scratch->sentence_count, line->error);
  return status;
}

/* ---- annotations ---- */

static textan_status keep_number(const struct line *line, uint32_t number, uint32_t id) {
  struct scratch *scratch = line->scratch;
  if (!line_grow((void **)&scratch->numbers, &scratch->number_capacity, scratch->number_count,
                 sizeof *scratch->numbers))
    return line_no_memory(line);
  scratch->numbers[scratch->number_count++] = (struct number){number, id};
  return TEXTAN_OK;
}

/* Adds the annotation; number: its id in the line. */
static textan_status add_annotation(struct line *line, const struct members *members, const struct layer *layer,
                                    uint32_t number) {
  struct scratch *scratch = line->scratch;
  textan_annotation annotation = {.struct_size = sizeof annotation, .score = -1, .layer = layer->name};
  uint32_t id;
  textan_status status = read_string(line, members, TYPE, &annotation.type);
  if (status == TEXTAN_OK && !annotation.type)
    return line_fail(line, "\"type\" is missing");
  if (status == TEXTAN_OK)
    status = read_string(line, members, BY, &annotation.by);
  if (status == TEXTAN_OK)
    status = read_string(line, members, RULE, &annotation.rule);
  if (status == TEXTAN_OK)
    status = read_span(line, members, &annotation.begin, &annotation.end);
  if (status == TEXTAN_OK && members_have(members, SCORE))
    status = read_score(line, &members->values[SCORE], &annotation.score);
  scratch->feature_count = scratch->string_count = 0;
  if (status == TEXTAN_OK && members_have(members, FEATURES))
    status = read_features(line, layer, &members->values[FEATURES]);
  if (status != TEXTAN_OK)
    return status;
  values_settle(scratch);
  annotation.features = scratch->features;
  annotation.feature_count = scratch->feature_count;
  status = line->model->document->add(line->document, &annotation, &id, line->error);
  if (status != TEXTAN_OK) {
    const textan_error reason = *line->error;
    line_fail(line, "%s", reason.message);
    return line->error->status = status;
  }
  return keep_number(line, number, id);
}

/* The layer, if it is one that is read. */
static const struct layer *find_layer(const struct model *model, const struct scan_value *name) {
  for (size_t i = 0; i < model->layer_count; i++)
    if (scan_says(name, model->layers[i].name))
      return &model->layers[i];
  return NULL;
}

static textan_status read_annotation(struct line *line, struct scanner *scanner) {
  struct members members = {.names = names};
  uint32_t number = 0;
  textan_status status = members_read(line, scanner, &members);
  if (status == TEXTAN_OK)
    status = read_number(line, &members, ID, &number);
  if (status != TEXTAN_OK)
    return status;
  if (number <= line->largest)
    return line_fail(line, "ids must rise, but %u stands before its %u", (unsigned)line->largest, (unsigned)number);
  line->largest = number;
  if (!members_have(&members, LAYER))
    return line_fail(line, "\"layer\" is missing");
  const struct layer *layer = find_layer(line->model, &members.values[LAYER]);
  if (!layer)
    return members.values[LAYER].kind == SCAN_STRING ? TEXTAN_OK : line_fail(line, "\"layer\" is no string");
  if (layer == line->model->tokens || layer == line->model->sentences)
    return read_token(line, &members, layer == line->model->tokens);
  char *const free = line->free;
  status = add_annotation(line, &members, layer, number);
  line->free = free;
  return status;
}

textan_status annotations_read(struct line *line, struct scanner *scanner) {
  struct scratch *scratch = line->scratch;
  textan_status status = TEXTAN_OK;
  bool first = true;
  scratch->token_count = scratch->sentence_count = 0;
  line->list = "annotation";
  if (!scan_enter(scanner, SCAN_LIST))
    return line_fail_json(line, scanner);
  while (status == TEXTAN_OK && scan_item(scanner, &first)) {
    line->item++;
    status = read_annotation(line, scanner);
  }
  if (status == TEXTAN_OK && scanner->expected)
    status = line_fail_json(line, scanner);
  line->list = NULL;
  return status == TEXTAN_OK ? set_tokens(line) : status;
}

/* ---- relations ---- */

enum { RELATION_TYPE, FROM, TO, RELATION_BY };
static const char *const relation_names[] = {"type", "from", "to", "by", NULL};

/* A relation one of whose ends is in a layer that is not read is left out, as the writer does. */
static textan_status read_relation(struct line *line, struct scanner *scanner) {
  struct members members = {.names = relation_names};
  const char *type = NULL, *by = NULL;
  uint32_t from = 0, to = 0;
  char *const free = line->free;
  textan_status status = members_read(line, scanner, &members);
  if (status == TEXTAN_OK)
    status = read_string(line, &members, RELATION_TYPE, &type);
  if (status == TEXTAN_OK && !type)
    return line_fail(line, "\"type\" is missing");
  if (status == TEXTAN_OK)
    status = read_string(line, &members, RELATION_BY, &by);
  if (status == TEXTAN_OK)
    status = read_number(line, &members, FROM, &from);
  if (status == TEXTAN_OK)
    status = read_number(line, &members, TO, &to);
  if (status != TEXTAN_OK)
    return status;
  line->free = free;
  if (from > line->largest || to > line->largest)
    return line_fail(line, "leads to annotation %u, which the line does not have",
                     (unsigned)(from > line->largest ? from : to));
  const uint32_t first = number_find(line->scratch, from), second = number_find(line->scratch, to);
  return first && second ? line->decoding->relate(line->decoding, by, type, first, second, line->error) : TEXTAN_OK;
}

textan_status relations_read(struct line *line, const struct scan_value *list) {
  struct scanner scanner = scan_inside(&line->scanner, list);
  textan_status status = TEXTAN_OK;
  bool first = true;
  line->list = "relation";
  line->item = 0;
  if (!scan_enter(&scanner, SCAN_LIST))
    return line_fail_json(line, &scanner);
  while (status == TEXTAN_OK && scan_item(&scanner, &first)) {
    line->item++;
    status = read_relation(line, &scanner);
  }
  line->list = NULL;
  return status == TEXTAN_OK && scanner.expected ? line_fail_json(line, &scanner) : status;
}

/* Annotations, relations, tokens and sentences of a line. */
#include <stdlib.h>
#include <string.h>

#include "textan.h"

static textan_status no_memory(const struct line *line) {
  return textan_fail(line->error, TEXTAN_EMEMORY, "no memory for the annotations of the line");
}

/* Room for one more; false: no memory. */
static bool grow(void **array, size_t *capacity, size_t count, size_t size) {
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
  free(scratch->numbers);
  free(scratch->tokens);
  free(scratch->sentences);
  free(scratch->features);
  free(scratch->strings);
  *scratch = (struct scratch){0};
}

bool is_read(const struct model *model, const char *layer) {
  for (size_t i = 0; i < model->layer_count; i++)
    if (strcmp(model->layers[i], layer) == 0)
      return true;
  return false;
}

/* ---- fields ---- */

/* The string of that name; NULL after a report. */
static const char *string_of(const struct line *line, const cJSON *object, const char *name, const char *what) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
  if (cJSON_IsString(value))
    return value->valuestring;
  textan_fail(line->error, TEXTAN_EINPUT, "%s: \"%s\" is %s", what, name, value ? "no string" : "missing");
  return NULL;
}

/* The whole number from 1 of that name; 0 after a report. */
static uint32_t number_of(const struct line *line, const cJSON *object, const char *name, const char *what) {
  const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
  const double number = cJSON_IsNumber(value) ? value->valuedouble : 0;
  if (number >= 1 && number < UINT32_MAX && number == (double)(uint32_t)number)
    return (uint32_t)number;
  textan_fail(line->error, TEXTAN_EINPUT, "%s: \"%s\" is %s", what, name, value ? "no whole number from 1" : "missing");
  return 0;
}

/* The document's number of an annotation of the line; 0: it was not read. */
static uint32_t look_up(const struct scratch *scratch, double wanted) {
  size_t low = 0, high = scratch->number_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if ((double)scratch->numbers[middle].line < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < scratch->number_count && (double)scratch->numbers[low].line == wanted ? scratch->numbers[low].document
                                                                                     : 0;
}

/* ---- values ---- */

static textan_status read_list(const struct line *line, const char *what, const cJSON *json, textan_value *out) {
  struct scratch *scratch = line->scratch;
  const size_t count = (size_t)cJSON_GetArraySize(json);
  if (count > scratch->string_capacity) {
    free(scratch->strings);
    scratch->string_capacity = 0;
    scratch->strings = malloc(count * sizeof *scratch->strings);
    if (!scratch->strings)
      return no_memory(line);
    scratch->string_capacity = count;
  }
  *out = (textan_value){.type = TEXTAN_LIST, .as = {.list = scratch->strings}};
  for (const cJSON *item = json->child; item; item = item->next) {
    if (!cJSON_IsString(item))
      return textan_fail(line->error, TEXTAN_EINPUT, "%s: expected a list of strings, found another item", what);
    scratch->strings[out->size++] = (textan_string){item->valuestring, strlen(item->valuestring)};
  }
  return TEXTAN_OK;
}

textan_status value_read(const struct line *line, const char *what, const cJSON *json, textan_value *out) {
  static const double exact = 9007199254740992.0; /* 2^53: beyond, JSON's numbers are rounded */
  const cJSON *reference = cJSON_GetObjectItemCaseSensitive(json, "annotation");
  if (cJSON_IsString(json))
    *out = (textan_value){.type = TEXTAN_STRING, .as = {.string = {json->valuestring, strlen(json->valuestring)}}};
  else if (cJSON_IsBool(json))
    *out = (textan_value){.type = TEXTAN_BOOLEAN, .as = {.boolean = cJSON_IsTrue(json)}};
  else if (cJSON_IsArray(json))
    return read_list(line, what, json, out);
  else if (cJSON_IsNumber(json) && json->valuedouble >= -exact && json->valuedouble <= exact &&
           json->valuedouble == (double)(int64_t)json->valuedouble)
    *out = (textan_value){.type = TEXTAN_INTEGER, .as = {.integer = (int64_t)json->valuedouble}};
  else if (cJSON_IsObject(json) && cJSON_IsNumber(reference)) {
    *out = (textan_value){.type = TEXTAN_REFERENCE};
    out->as.reference = look_up(line->scratch, reference->valuedouble);
    return out->as.reference ? TEXTAN_OK
                             : textan_fail(line->error, TEXTAN_EINPUT,
                                           "%s leads to annotation %.0f, which is not among those read before it", what,
                                           reference->valuedouble);
  } else
    return textan_fail(line->error, TEXTAN_EINPUT,
                       "%s: expected a string, a whole number up to 2^53, true, false, a list of strings or "
                       "{\"annotation\":N}",
                       what);
  return TEXTAN_OK;
}

/* Features that are lists are added one by one with their own strings, so an annotation has room for all of them. */
static textan_status read_features(const struct line *line, const cJSON *json, const char *what, size_t *count) {
  struct scratch *scratch = line->scratch;
  size_t used = 0, strings = 0;
  for (const cJSON *feature = json ? json->child : NULL; feature; feature = feature->next)
    strings += cJSON_IsArray(feature) ? (size_t)cJSON_GetArraySize(feature) : 0;
  if (strings > scratch->string_capacity) {
    free(scratch->strings);
    scratch->string_capacity = 0;
    scratch->strings = malloc(strings * sizeof *scratch->strings);
    if (!scratch->strings)
      return no_memory(line);
    scratch->string_capacity = strings;
  }
  textan_string *const all = scratch->strings;
  textan_status status = TEXTAN_OK;
  for (const cJSON *feature = json ? json->child : NULL; feature && status == TEXTAN_OK; feature = feature->next) {
    char name[120];
    snprintf(name, sizeof name, "%s: feature \"%.40s\"", what, feature->string);
    if (!grow((void **)&scratch->features, &scratch->feature_capacity, used, sizeof *scratch->features))
      return no_memory(line);
    scratch->features[used].name = feature->string;
    status = value_read(line, name, feature, &scratch->features[used].value);
    if (status == TEXTAN_OK && scratch->features[used].value.type == TEXTAN_LIST) {
      /* The next list stands behind this one. */
      scratch->strings += scratch->features[used].value.size;
      scratch->string_capacity -= scratch->features[used].value.size;
    }
    used++;
  }
  scratch->string_capacity += (size_t)(scratch->strings - all);
  scratch->strings = all;
  *count = used;
  return status;
}

/* ---- annotations ---- */

static textan_status read_span(const struct line *line, const cJSON *json, const char *what, uint32_t *begin,
                               uint32_t *end) {
  const cJSON *from = cJSON_GetObjectItemCaseSensitive(json, "begin");
  const cJSON *to = cJSON_GetObjectItemCaseSensitive(json, "end");
  const cJSON *text = cJSON_GetObjectItemCaseSensitive(json, "text");
  if (!cJSON_IsNumber(from) || !cJSON_IsNumber(to))
    return textan_fail(line->error, TEXTAN_EINPUT, "%s: \"begin\" or \"end\" is missing or no number", what);
  if (!offsets_byte(&line->scratch->offsets, from->valuedouble, begin) ||
      !offsets_byte(&line->scratch->offsets, to->valuedouble, end) || *begin >= *end)
    return textan_fail(line->error, TEXTAN_EINPUT,
                       "%s: the span %.0f..%.0f is empty, outside the text or inside a character; does parameter "
                       "\"offsets\" say what it counts?",
                       what, from->valuedouble, to->valuedouble);
  const size_t size = *end - *begin;
  if (cJSON_IsString(text) &&
      (strlen(text->valuestring) != size || memcmp(text->valuestring, line->text + *begin, size) != 0))
    return textan_fail(line->error, TEXTAN_EINPUT,
                       "%s covers \"%.*s\", but its text is \"%.60s\"; does parameter \"offsets\" say what it counts?",
                       what, (int)(size < 60 ? size : 60), line->text + *begin, text->valuestring);
  return TEXTAN_OK;
}

/* A token or sentence; which words it covers is found when all are read. */
static textan_status read_token(struct line *line, const cJSON *json, const char *what, bool token) {
  struct scratch *scratch = line->scratch;
  uint32_t begin, end;
  const textan_status status = read_span(line, json, what, &begin, &end);
  if (status != TEXTAN_OK)
    return status;
  if (token) {
    if (!grow((void **)&scratch->tokens, &scratch->token_capacity, scratch->token_count, sizeof *scratch->tokens))
      return no_memory(line);
    scratch->tokens[scratch->token_count++] = (textan_token){.begin = begin, .end = end};
  } else {
    if (!grow((void **)&scratch->sentences, &scratch->sentence_capacity, scratch->sentence_count,
              sizeof *scratch->sentences))
      return no_memory(line);
    scratch->sentences[scratch->sentence_count++] = (textan_sentence){.begin = begin, .end = end};
  }
  return TEXTAN_OK;
}

static textan_status keep_number(const struct line *line, uint32_t number, uint32_t id, const char *what) {
  struct scratch *scratch = line->scratch;
  if (scratch->number_count && scratch->numbers[scratch->number_count - 1].line >= number)
    return textan_fail(line->error, TEXTAN_EINPUT, "%s: ids must rise, but %u stands before it", what,
                       (unsigned)scratch->numbers[scratch->number_count - 1].line);
  if (!grow((void **)&scratch->numbers, &scratch->number_capacity, scratch->number_count, sizeof *scratch->numbers))
    return no_memory(line);
  scratch->numbers[scratch->number_count++] = (struct number){number, id};
  return TEXTAN_OK;
}

static textan_status add_annotation(struct line *line, const cJSON *json, const char *layer, uint32_t number,
                                    const char *what) {
  const cJSON *score = cJSON_GetObjectItemCaseSensitive(json, "score");
  const cJSON *rule = cJSON_GetObjectItemCaseSensitive(json, "rule"),
              *by = cJSON_GetObjectItemCaseSensitive(json, "by");
  textan_annotation annotation = {.struct_size = sizeof annotation,
                                  .score = cJSON_IsNumber(score) ? (float)score->valuedouble : -1,
                                  .layer = layer,
                                  .type = string_of(line, json, "type", what),
                                  .rule = cJSON_IsString(rule) ? rule->valuestring : NULL,
                                  .by = cJSON_IsString(by) ? by->valuestring : NULL};
  uint32_t id;
  textan_status status = annotation.type ? TEXTAN_OK : TEXTAN_EINPUT;
  if (status == TEXTAN_OK)
    status = read_span(line, json, what, &annotation.begin, &annotation.end);
  if (status == TEXTAN_OK)
    status = read_features(line, cJSON_GetObjectItemCaseSensitive(json, "features"), what, &annotation.feature_count);
  annotation.features = line->scratch->features;
  if (status == TEXTAN_OK)
    status = line->model->document->add(line->document, &annotation, &id, line->error);
  return status == TEXTAN_OK ? keep_number(line, number, id, what) : status;
}

static textan_status read_annotation(struct line *line, const cJSON *json, size_t i) {
  char what[40];
  snprintf(what, sizeof what, "annotation %zu of the line", i + 1);
  if (!cJSON_IsObject(json))
    return textan_fail(line->error, TEXTAN_EINPUT, "%s is no object", what);
  const char *layer = string_of(line, json, "layer", what);
  const uint32_t number = layer ? number_of(line, json, "id", what) : 0;
  if (!number)
    return TEXTAN_EINPUT;
  if (number > line->scratch->largest)
    line->scratch->largest = number;
  if (!is_read(line->model, layer))
    return TEXTAN_OK;
  if (strcmp(layer, "token") == 0 || strcmp(layer, "sentence") == 0)
    return read_token(line, json, what, *layer == 't');
  return add_annotation(line, json, layer, number, what);
}

/* ---- words of tokens and sentences ---- */

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
  size_t count = 0;
  const textan_word *words = line->model->words->words(line->document, &count);
  textan_status status = TEXTAN_OK;
  fill_words(words, count, scratch->tokens, scratch->token_count);
  fill_words(words, count, (textan_token *)(void *)scratch->sentences, scratch->sentence_count);
  if (scratch->token_count)
    status = views->set_tokens(line->document, scratch->tokens, scratch->token_count, line->error);
  if (status == TEXTAN_OK && scratch->sentence_count)
    status = views->set_sentences(line->document, scratch->sentences, scratch->sentence_count, line->error);
  return status;
}

/* ---- all ---- */

/* A relation one of whose ends is in a layer that is not read is left out, as the writer does. */
static textan_status read_relation(struct line *line, const cJSON *json, size_t i) {
  const struct scratch *scratch = line->scratch;
  char what[40];
  snprintf(what, sizeof what, "relation %zu of the line", i + 1);
  if (!cJSON_IsObject(json))
    return textan_fail(line->error, TEXTAN_EINPUT, "%s is no object", what);
  const char *type = string_of(line, json, "type", what);
  const uint32_t from = type ? number_of(line, json, "from", what) : 0;
  const uint32_t to = from ? number_of(line, json, "to", what) : 0;
  if (!to)
    return TEXTAN_EINPUT;
  const uint32_t first = look_up(scratch, from), second = look_up(scratch, to);
  if (first && second)
    return line->model->document->relate(line->document, type, first, second, line->error);
  const uint32_t missing = first ? to : from;
  return missing <= scratch->largest ? TEXTAN_OK
                                     : textan_fail(line->error, TEXTAN_EINPUT,
                                                   "%s leads to annotation %u, which the "
                                                   "line does not have",
                                                   what, (unsigned)missing);
}

textan_status annotations_read(struct line *line, const cJSON *annotations, const cJSON *relations) {
  struct scratch *scratch = line->scratch;
  scratch->number_count = scratch->token_count = scratch->sentence_count = 0;
  scratch->largest = 0;
  if (!cJSON_IsArray(annotations))
    return textan_fail(line->error, TEXTAN_EINPUT, "\"annotations\" is %s", annotations ? "no list" : "missing");
  textan_status status = TEXTAN_OK;
  size_t i = 0;
  for (const cJSON *item = annotations->child; item && status == TEXTAN_OK; item = item->next)
    status = read_annotation(line, item, i++);
  if (status == TEXTAN_OK)
    status = set_tokens(line);
  i = 0;
  for (const cJSON *item = relations ? relations->child : NULL; item && status == TEXTAN_OK; item = item->next)
    status = read_relation(line, item, i++);
  return status;
}

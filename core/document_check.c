/* The rules at the border.  What a plugin declares was checked when it was loaded; so a name that is found there needs
 * no further check, and mostly its pointer is the declaration's own. */
#include "document_check.h"

#include <string.h>

#include "document_limits.h"
#include "module.h"
#include "utf8.h"

#define REFUSE(...) textan_fail(error, TEXTAN_EINTERNAL, __VA_ARGS__)
#define PASS_LIMIT(...) textan_fail(error, TEXTAN_ELIMIT, __VA_ARGS__)

/* What is being checked, for messages: "feature "code" of layer "entity"". */
struct subject {
  const char *what, *name, *layer; /* layer NULL: an attribute of the document */
  textan_error *error;
};

#define FAIL(subject_, status_, format_, ...)                                                                          \
  textan_fail((subject_)->error, status_, "%s \"%.60s\"%s%.60s%s " format_, (subject_)->what, (subject_)->name,        \
              (subject_)->layer ? " of layer \"" : "", (subject_)->layer ? (subject_)->layer : "",                     \
              (subject_)->layer ? "\"" : "", __VA_ARGS__)

static bool same(const char *a, const char *b) {
  return a == b || strcmp(a, b) == 0;
}

/* ---- values ---- */

/* A short string that ends with NUL: a type, a rule. */
static textan_status check_word(const char *what, const char *word, textan_error *error) {
  const size_t size = strnlen(word, LIMIT_NAME + 1);
  size_t bad;
  if (size == 0 || size > LIMIT_NAME)
    return REFUSE("%s has %s bytes; it may have 1 to %d", what, size ? "too many" : "no", LIMIT_NAME);
  if (!utf8_valid(word, size, &bad))
    return REFUSE("%s is not valid UTF-8 at byte %zu", what, bad);
  return TEXTAN_OK;
}

static textan_status check_string(const struct subject *subject, const textan_string *string) {
  size_t bad;
  if (!string->data)
    return FAIL(subject, TEXTAN_EINTERNAL, "is a string without %s", "data");
  if (string->size > LIMIT_STRING)
    return FAIL(subject, TEXTAN_ELIMIT, "has a string of %zu bytes; at most %d are taken", string->size, LIMIT_STRING);
  if (!utf8_valid(string->data, string->size, &bad))
    return FAIL(subject, TEXTAN_EINTERNAL, "is not valid UTF-8 at byte %zu", bad);
  return TEXTAN_OK;
}

static textan_status check_list(const struct subject *subject, const textan_value *value) {
  textan_status status = TEXTAN_OK;
  if (value->size > LIMIT_LIST)
    return FAIL(subject, TEXTAN_ELIMIT, "is a list of %u items; at most %d are taken", (unsigned)value->size,
                LIMIT_LIST);
  if (value->size && !value->as.list)
    return FAIL(subject, TEXTAN_EINTERNAL, "is a list without %s", "items");
  for (uint32_t i = 0; i < value->size && status == TEXTAN_OK; i++)
    status = check_string(subject, &value->as.list[i]);
  return status;
}

static textan_status check_value(const textan_document *document, const struct subject *subject,
                                 const textan_value *value) {
  unsigned char truth;
  switch (value->type) {
  case TEXTAN_STRING:
    return check_string(subject, &value->as.string);
  case TEXTAN_LIST:
    return check_list(subject, value);
  case TEXTAN_REFERENCE:
    if (!value->as.reference || value->as.reference > document->block.annotations.count)
      return FAIL(subject, TEXTAN_EINTERNAL, "refers to annotation %u, but the document has %u",
                  (unsigned)value->as.reference, document->block.annotations.count);
    return TEXTAN_OK;
  case TEXTAN_BOOLEAN:
    memcpy(&truth, &value->as.boolean, 1); /* any other value than two may not even be read as one */
    return truth <= 1 ? TEXTAN_OK : FAIL(subject, TEXTAN_EINTERNAL, "is a boolean of value %u", (unsigned)truth);
  case TEXTAN_INTEGER:
  case TEXTAN_DECIMAL:
    return TEXTAN_OK;
  default:
    return FAIL(subject, TEXTAN_EINTERNAL, "has the unknown value type %u", (unsigned)value->type);
  }
}

static const char *type_name(uint32_t type) {
  static const char *const names[] = {"nothing",   "a string", "an integer", "a decimal",
                                      "a boolean", "a list",   "a reference"};
  return names[type < sizeof names / sizeof names[0] ? type : 0];
}

static textan_status check_name(const char *what, const char *name, textan_error *error) {
  if (name && module_name_valid(name) && strnlen(name, LIMIT_NAME + 1) <= LIMIT_NAME)
    return TEXTAN_OK;
  return REFUSE("%s has the name \"%.40s\"; names are [a-z][a-z0-9_]*, at most %d bytes", what, name ? name : "(none)",
                LIMIT_NAME);
}

/* ---- what the step declares ---- */

static const textan_layer *find_layer(const textan_layer *layers, const char *name) {
  for (; layers && layers->name; layers++)
    if (same(layers->name, name))
      return layers;
  return NULL;
}

/* Plugins mostly set features in the order of their declaration: the search begins at `from`. */
static const textan_feature_type *find_feature(const textan_feature_type *declared, const textan_feature_type *from,
                                               const char *name) {
  for (; from && from->name; from++)
    if (from->name == name)
      return from;
  for (; declared && declared->name; declared++)
    if (same(declared->name, name))
      return declared;
  return NULL;
}

/* A feature or attribute, and `declared`, which may be NULL, for its name. */
static textan_status check_feature(const textan_document *document, const struct subject *subject,
                                   const textan_feature_type *declared, const textan_feature *feature) {
  if (declared && declared->type != feature->value.type)
    return FAIL(subject, TEXTAN_EINTERNAL, "is declared as %s and is %s", type_name(declared->type),
                type_name(feature->value.type));
  if (!declared) {
    const textan_status status = check_name(subject->what, feature->name, subject->error);
    if (status != TEXTAN_OK)
      return status;
  }
  if (!declared && document->strict)
    return FAIL(subject, TEXTAN_EINTERNAL, "is not declared by %s", "the plugin");
  return check_value(document, subject, &feature->value);
}

/* Notes that feature i of the declared ones was seen; true: it was before. */
static bool was_seen(uint64_t seen[MODULE_ROWS_MAX / 64], size_t i) {
  const uint64_t bit = (uint64_t)1 << i % 64;
  const bool before = seen[i / 64] & bit;
  seen[i / 64] |= bit;
  return before;
}

static textan_status check_features(const textan_document *document, const textan_layer *layer,
                                    const textan_annotation *annotation, textan_error *error) {
  const textan_feature *features = annotation->features;
  if (annotation->feature_count > LIMIT_FEATURES)
    return PASS_LIMIT("an annotation of layer \"%.60s\" has %zu features; at most %d are taken", layer->name,
                      annotation->feature_count, LIMIT_FEATURES);
  if (annotation->feature_count && !features)
    return REFUSE("an annotation of layer \"%.60s\" counts features that are not there", layer->name);
  uint64_t seen[MODULE_ROWS_MAX / 64] = {0};
  const textan_feature_type *from = layer->features;
  for (size_t i = 0; i < annotation->feature_count; i++) {
    const char *name = features[i].name;
    const textan_feature_type *declared = name ? find_feature(layer->features, from, name) : NULL;
    bool twice = declared && was_seen(seen, (size_t)(declared - layer->features));
    for (size_t j = 0; !declared && name && j < i; j++)
      twice = twice || same(features[j].name, name);
    const struct subject subject = {"feature", name ? name : "", layer->name, error};
    if (twice)
      return FAIL(&subject, TEXTAN_EINTERNAL, "is given %s", "twice");
    const textan_status status = check_feature(document, &subject, declared, &features[i]);
    if (status != TEXTAN_OK)
      return status;
    from = declared ? declared + 1 : from;
  }
  return TEXTAN_OK;
}

/* The step that an annotation or a relation is said to be of. */
static textan_status check_by(const textan_document *document, const char *by, textan_error *error) {
  if (strcmp(document->by, "decode") != 0)
    return REFUSE("only decoders bring what other steps (\"%.60s\") found along", by);
  return check_word("the step of an annotation or a relation", by, error);
}

static textan_status check_type(const textan_layer *layer, const char *type, textan_error *error) {
  if (!layer->types)
    return check_word("the type of an annotation", type, error);
  for (const char *const *known = layer->types; *known; known++)
    if (*known == type)
      return TEXTAN_OK;
  for (const char *const *known = layer->types; *known; known++)
    if (strcmp(*known, type) == 0)
      return TEXTAN_OK;
  return REFUSE("type \"%.60s\" is not among those that the plugin declares for layer \"%.60s\"", type, layer->name);
}

textan_status document_check_layer(const textan_document *document, const char *layer, textan_error *error) {
  if (find_layer(document->produces, layer))
    return TEXTAN_OK;
  return REFUSE("layer \"%.40s\" is not among those that the plugin declares to produce", layer);
}

/* The declaration of a layer that annotations may be added to. */
static textan_status find_open_layer(textan_document *document, const char *name, const textan_layer **layer,
                                     textan_error *error) {
  *layer = document->last_layer;
  if (*layer && same((*layer)->name, name))
    return TEXTAN_OK;
  if (strcmp(name, "document") == 0)
    return REFUSE("layer \"document\" stands for the attributes of the document, which are set, not added");
  if (strcmp(name, "token") == 0 || strcmp(name, "sentence") == 0)
    return REFUSE("layer \"%s\" is set as a whole with set_%ss; no annotation can be added to it", name, name);
  const textan_status status = document_check_layer(document, name, error);
  if (status == TEXTAN_OK)
    document->last_layer = *layer = find_layer(document->produces, name);
  return status;
}

/* ---- what is added ---- */

textan_status document_check_open(const textan_document *document, textan_error *error) {
  if (!document)
    return REFUSE("a document was handed over as NULL");
  return document->by ? TEXTAN_OK : REFUSE("a document can be added to only while its step runs");
}

textan_status document_check_span(const textan_document *document, uint32_t begin, uint32_t end, textan_error *error) {
  if (begin >= end || end > document->text_size)
    return REFUSE("span %u..%u is empty or outside the text of %zu bytes", begin, end, document->text_size);
  if (!utf8_boundary(document->text[begin]) || (end < document->text_size && !utf8_boundary(document->text[end])))
    return REFUSE("span %u..%u does not lie on code point boundaries", begin, end);
  return TEXTAN_OK;
}

textan_status document_check_annotation(textan_document *document, const textan_annotation *annotation,
                                        textan_error *error) {
  const textan_layer *layer = NULL;
  if (!annotation || !TEXTAN_HAS(annotation, textan_annotation, feature_count) || !annotation->layer ||
      !annotation->type)
    return REFUSE("an annotation without struct_size, layer or type was added");
  if (!(annotation->score <= 1.0f)) /* also no number at all */
    return REFUSE("an annotation's score is %g; scores are from 0 to 1, or negative", (double)annotation->score);
  textan_status status = find_open_layer(document, annotation->layer, &layer, error);
  if (status == TEXTAN_OK)
    status = document_check_span(document, annotation->begin, annotation->end, error);
  if (status == TEXTAN_OK)
    status = check_type(layer, annotation->type, error);
  if (status == TEXTAN_OK && annotation->rule)
    status = check_word("the rule of an annotation", annotation->rule, error);
  if (status == TEXTAN_OK && annotation->feature_count)
    status = check_features(document, layer, annotation, error);
  if (status == TEXTAN_OK && TEXTAN_HAS(annotation, textan_annotation, by) && annotation->by)
    status = check_by(document, annotation->by, error);
  if (status == TEXTAN_OK && document->block.annotations.count >= LIMIT_ANNOTATIONS)
    return PASS_LIMIT("the document has %d annotations, as many as it may have", LIMIT_ANNOTATIONS);
  return status;
}

textan_status document_check_attribute(const textan_document *document, const textan_feature *attribute,
                                       textan_error *error) {
  if (!attribute || !attribute->name)
    return REFUSE("an attribute without a name was set");
  const textan_layer *layer = find_layer(document->produces, "document");
  const textan_feature_type *features = layer ? layer->features : NULL;
  const struct subject subject = {"attribute", attribute->name, NULL, error};
  return check_feature(document, &subject, find_feature(features, features, attribute->name), attribute);
}

textan_status document_check_relation(const textan_document *document, const char *by, const char *type, uint32_t from,
                                      uint32_t to, textan_error *error) {
  const uint32_t count = document->block.annotations.count;
  textan_status status = check_name("a relation", type, error);
  if (status == TEXTAN_OK && by)
    status = check_by(document, by, error);
  if (status != TEXTAN_OK)
    return status;
  if (!from || from > count || !to || to > count)
    return REFUSE("relation \"%s\" from %u to %u, but the document has %u annotations", type, from, to, count);
  uint32_t beginning;
  if (block_has_relation(&document->block, type, from, to, by ? by : document->by, &beginning))
    return REFUSE("relation \"%s\" from %u to %u was added by this step already", type, from, to);
  if (beginning >= LIMIT_RELATIONS_FROM)
    return PASS_LIMIT("%d relations begin at annotation %u, as many as may", LIMIT_RELATIONS_FROM, from);
  if (document->block.relations.count >= LIMIT_RELATIONS)
    return PASS_LIMIT("the document has %d relations, as many as it may have", LIMIT_RELATIONS);
  return TEXTAN_OK;
}

/* ---- faults ---- */

void document_note_fault(const textan_document *document, const char *format, ...) {
  /* The note is about the step, not about the document: reading may make it, too. */
  textan_error *fault = &((textan_document *)document)->fault;
  if (!document->strict || fault->status != TEXTAN_OK)
    return;
  va_list arguments;
  va_start(arguments, format);
  fault->status = TEXTAN_EINTERNAL;
  vsnprintf(fault->message, sizeof fault->message, format, arguments);
  va_end(arguments);
}

bool document_may_read(const textan_document *document, const char *layer) {
  if (!document->strict || find_layer(document->produces, layer) || find_layer(document->consumes, layer))
    return true;
  document_note_fault(document, "the plugin read layer \"%.60s\", which it does not declare to consume", layer);
  return false;
}

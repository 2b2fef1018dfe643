#include "module.h"

#include <string.h>

#include "document_limits.h"
#include "utf8.h"

enum { WORDS_MAX = 10000 }; /* as MODULE_ROWS_MAX, for tables of single words */

/* What a check is about, for its messages: "its analyser". */
struct subject {
  const char *part;
  textan_error *error;
};

#define FAIL(subject_, ...) textan_fail((subject_)->error, TEXTAN_EDATA, __VA_ARGS__)

bool module_name_valid(const char *name) {
  if (*name < 'a' || *name > 'z')
    return false;
  for (; *name; name++)
    if (!((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_'))
      return false;
  return true;
}

/* "1.4.2" */
static bool version_valid(const char *version) {
  int parts = 0;
  do {
    const size_t digits = strspn(version, "0123456789");
    if (digits == 0)
      return false;
    parts++;
    version += digits;
  } while (*version++ == '.');
  return version[-1] == '\0' && parts == 3;
}

/* Text that is shown to people: there, valid UTF-8, in one line. */
static bool is_shown(const char *text) {
  if (!text || !text[0] || !utf8_valid(text, strlen(text), NULL))
    return false;
  for (; *text; text++)
    if ((unsigned char)*text < ' ' || *text == 0x7F)
      return false;
  return true;
}

static bool is_short_name(const char *name) {
  return module_name_valid(name) && strlen(name) <= LIMIT_NAME;
}

/* A table of words that ends with NULL: the types of a layer, choices, media types. */
static textan_status check_words(const struct subject *subject, const char *what, const char *of,
                                 const char *const *words) {
  for (size_t i = 0; words && words[i]; i++) {
    if (i == WORDS_MAX)
      return FAIL(subject, "%s: the %s of \"%s\" have no closing NULL", subject->part, what, of);
    if (!is_shown(words[i]) || strlen(words[i]) > LIMIT_NAME)
      return FAIL(subject,
                  "%s: the %s of \"%s\" include an empty one, one of more than %d bytes, or one that is not "
                  "UTF-8 in one line",
                  subject->part, what, of, LIMIT_NAME);
    for (size_t j = 0; j < i; j++)
      if (strcmp(words[j], words[i]) == 0)
        return FAIL(subject, "%s: the %s of \"%s\" include \"%s\" twice", subject->part, what, of, words[i]);
  }
  return TEXTAN_OK;
}

static textan_status check_features(const struct subject *subject, const char *layer,
                                    const textan_feature_type *features) {
  for (size_t i = 0; features && features[i].name; i++) {
    if (i == MODULE_ROWS_MAX)
      return FAIL(subject, "%s: the features of layer \"%s\" have no closing row", subject->part, layer);
    if (!is_short_name(features[i].name))
      return FAIL(subject, "%s: \"%s\" is no name for a feature of layer \"%s\"", subject->part, features[i].name,
                  layer);
    for (size_t j = 0; j < i; j++)
      if (strcmp(features[j].name, features[i].name) == 0)
        return FAIL(subject, "%s: feature \"%s\" of layer \"%s\" stands in its table twice", subject->part,
                    features[i].name, layer);
    if (features[i].type < TEXTAN_STRING || features[i].type > TEXTAN_REFERENCE)
      return FAIL(subject, "%s: feature \"%s\" of layer \"%s\" has the unknown type %u", subject->part,
                  features[i].name, layer, (unsigned)features[i].type);
  }
  return TEXTAN_OK;
}

static textan_status check_layers(const struct subject *subject, const textan_layer *layers) {
  for (size_t i = 0; layers && layers[i].name; i++) {
    if (i == MODULE_ROWS_MAX)
      return FAIL(subject, "%s: a table of layers has no closing row", subject->part);
    if (!is_short_name(layers[i].name))
      return FAIL(subject, "%s: \"%s\" is no name for a layer", subject->part, layers[i].name);
    if (layers[i].flags & ~TEXTAN_LAYER_OPTIONAL)
      return FAIL(subject, "%s: layer \"%s\" has unknown flags %#x", subject->part, layers[i].name,
                  (unsigned)layers[i].flags);
    for (size_t j = 0; j < i; j++)
      if (strcmp(layers[j].name, layers[i].name) == 0)
        return FAIL(subject, "%s: layer \"%s\" stands in a table twice", subject->part, layers[i].name);
    if (layers[i].types && strcmp(layers[i].name, "document") == 0)
      return FAIL(subject, "%s: the attributes of the document (layer \"document\") have no types", subject->part);
    if ((layers[i].types || layers[i].features) &&
        (strcmp(layers[i].name, "token") == 0 || strcmp(layers[i].name, "sentence") == 0))
      return FAIL(subject, "%s: layer \"%s\" has neither types nor features", subject->part, layers[i].name);
    textan_status status = check_words(subject, "types", layers[i].name, layers[i].types);
    if (status == TEXTAN_OK)
      status = check_features(subject, layers[i].name, layers[i].features);
    if (status != TEXTAN_OK)
      return status;
  }
  return TEXTAN_OK;
}

textan_status module_check_layers(const textan_layer *layers, textan_error *error) {
  const struct subject subject = {"its schema", error};
  return check_layers(&subject, layers);
}

textan_status module_check_attributes(const textan_feature_type *attributes, textan_error *error) {
  for (size_t i = 0; attributes && attributes[i].name; i++) {
    if (i == MODULE_ROWS_MAX)
      return textan_fail(error, TEXTAN_EDATA, "its schema: the attributes of its records have no closing row");
    if (!is_short_name(attributes[i].name))
      return textan_fail(error, TEXTAN_EDATA, "its schema: \"%s\" is no name for an attribute", attributes[i].name);
    if (attributes[i].type > TEXTAN_REFERENCE)
      return textan_fail(error, TEXTAN_EDATA, "its schema: attribute \"%s\" has the unknown type %u",
                         attributes[i].name, (unsigned)attributes[i].type);
  }
  return TEXTAN_OK;
}

static textan_status check_parameter(const struct subject *subject, const textan_parameter *parameter) {
  const uint32_t known = TEXTAN_PARAMETER_REQUIRED | TEXTAN_PARAMETER_LIST | TEXTAN_PARAMETER_DEPRECATED;
  if (!module_name_valid(parameter->name))
    return FAIL(subject, "%s: \"%s\" is no name for a parameter", subject->part, parameter->name);
  if (parameter->type < TEXTAN_PARAMETER_BOOLEAN || parameter->type > TEXTAN_PARAMETER_TABLE)
    return FAIL(subject, "%s: parameter \"%s\" has the unknown type %u", subject->part, parameter->name,
                (unsigned)parameter->type);
  if (parameter->flags & ~known)
    return FAIL(subject, "%s: parameter \"%s\" has unknown flags %#x", subject->part, parameter->name,
                (unsigned)parameter->flags);
  if (parameter->type == TEXTAN_PARAMETER_CHOICE && (!parameter->choices || !parameter->choices[0]))
    return FAIL(subject, "%s: parameter \"%s\" offers no choices", subject->part, parameter->name);
  if (parameter->type != TEXTAN_PARAMETER_CHOICE && parameter->choices)
    return FAIL(subject, "%s: parameter \"%s\" offers choices, but is none of their type", subject->part,
                parameter->name);
  const textan_status status = check_words(subject, "choices", parameter->name, parameter->choices);
  if (status != TEXTAN_OK)
    return status;
  if ((parameter->flags & TEXTAN_PARAMETER_REQUIRED) && parameter->fallback)
    return FAIL(subject, "%s: parameter \"%s\" is required and has a default", subject->part, parameter->name);
  if (!is_shown(parameter->summary))
    return FAIL(subject, "%s: parameter \"%s\" has no summary in one line", subject->part, parameter->name);
  return TEXTAN_OK;
}

/* Rows are as long as the plugin knew them. */
static const textan_parameter *parameter_row(const textan_parameter *table, uint32_t size, size_t i) {
  return (const textan_parameter *)(const void *)((const char *)table + i * size);
}

static textan_status check_parameters(const struct subject *subject, const textan_parameter *table, uint32_t size) {
  if (!table)
    return TEXTAN_OK;
  if (size < sizeof *table || size % _Alignof(textan_parameter))
    return FAIL(subject, "%s: parameter_size is %u, not the %zu of ABI %u.%u", subject->part, (unsigned)size,
                sizeof *table, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR);
  for (size_t i = 0; parameter_row(table, size, i)->name; i++) {
    const textan_parameter *row = parameter_row(table, size, i);
    if (i == MODULE_ROWS_MAX)
      return FAIL(subject, "%s: its table of parameters has no closing row", subject->part);
    const textan_status status = check_parameter(subject, row);
    if (status != TEXTAN_OK)
      return status;
    for (size_t j = 0; j < i; j++)
      if (strcmp(parameter_row(table, size, j)->name, row->name) == 0)
        return FAIL(subject, "%s: parameter \"%s\" stands in its table twice", subject->part, row->name);
  }
  return TEXTAN_OK;
}

/* What the four kinds of plugin have in common: size, summary, parameters. */
static textan_status check_part(const struct subject *subject, uint32_t size, size_t needed, const char *summary,
                                const textan_parameter *parameters, uint32_t parameter_size) {
  if (size < needed)
    return FAIL(subject, "%s has %u bytes where ABI %u.%u needs %zu", subject->part, (unsigned)size, TEXTAN_ABI_MAJOR,
                TEXTAN_ABI_MINOR, needed);
  if (!is_shown(summary))
    return FAIL(subject, "%s has no summary in one line", subject->part);
  return check_parameters(subject, parameters, parameter_size);
}

/* The size comes first: nothing behind it may be read before it is known to be there. */
#define CHECK_PART(subject_, part_)                                                                                    \
  ((part_)->struct_size < sizeof *(part_)                                                                              \
       ? check_part(subject_, (part_)->struct_size, sizeof *(part_), NULL, NULL, 0)                                    \
       : check_part(subject_, (part_)->struct_size, sizeof *(part_), (part_)->summary, (part_)->parameters,            \
                    (part_)->parameter_size))

#define REQUIRE(subject_, part_, function_)                                                                            \
  if (!(part_)->function_)                                                                                             \
  return FAIL(subject_, "%s has no function \"%s\"", (subject_)->part, #function_)

static textan_status check_reader(const textan_reader *reader, textan_error *error) {
  const struct subject subject = {"its reader", error};
  const textan_status status = CHECK_PART(&subject, reader);
  if (status != TEXTAN_OK)
    return status;
  REQUIRE(&subject, reader, open);
  REQUIRE(&subject, reader, next);
  REQUIRE(&subject, reader, cursor);
  REQUIRE(&subject, reader, seek);
  REQUIRE(&subject, reader, close);
  return TEXTAN_OK;
}

static textan_status check_decoder(const textan_decoder *decoder, textan_error *error) {
  const struct subject subject = {"its decoder", error};
  textan_status status = CHECK_PART(&subject, decoder);
  if (status != TEXTAN_OK)
    return status;
  REQUIRE(&subject, decoder, decode);
  status = check_words(&subject, "media types", subject.part, decoder->media_types);
  return status == TEXTAN_OK ? check_layers(&subject, decoder->produces) : status;
}

static textan_status check_analyser(const textan_analyser *analyser, textan_error *error) {
  const struct subject subject = {"its analyser", error};
  textan_status status = CHECK_PART(&subject, analyser);
  if (status != TEXTAN_OK)
    return status;
  REQUIRE(&subject, analyser, analyse);
  status = check_layers(&subject, analyser->consumes);
  return status == TEXTAN_OK ? check_layers(&subject, analyser->produces) : status;
}

static textan_status check_writer(const textan_writer *writer, textan_error *error) {
  const struct subject subject = {"its writer", error};
  const textan_status status = CHECK_PART(&subject, writer);
  if (status != TEXTAN_OK)
    return status;
  REQUIRE(&subject, writer, render);
  if ((writer->commit || writer->finish || writer->close) && !writer->open)
    return FAIL(&subject, "%s commits, finishes or closes what it cannot open", subject.part);
  return TEXTAN_OK;
}

static textan_status check_header(const textan_module *module, const char *name, textan_error *error) {
  if (module->struct_size < offsetof(textan_module, abi_minor) + sizeof module->abi_minor)
    return textan_fail(error, TEXTAN_EDATA, "its descriptor has %u bytes, too few to name an ABI",
                       (unsigned)module->struct_size);
  if (module->abi_major != TEXTAN_ABI_MAJOR || module->abi_minor > TEXTAN_ABI_MINOR)
    return textan_fail(error, TEXTAN_EDATA, "it was built for plugin ABI %u.%u, but this textan has %u.%u",
                       (unsigned)module->abi_major, (unsigned)module->abi_minor, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR);
  if (module->struct_size < sizeof *module)
    return textan_fail(error, TEXTAN_EDATA, "its descriptor has %u bytes where ABI %u.%u needs %zu",
                       (unsigned)module->struct_size, TEXTAN_ABI_MAJOR, TEXTAN_ABI_MINOR, sizeof *module);
  if (!module->name || strcmp(module->name, name) != 0)
    return textan_fail(error, TEXTAN_EDATA, "it calls itself \"%s\", but its file is %s.so",
                       module->name ? module->name : "", name);
  if (!module->version || !version_valid(module->version))
    return textan_fail(error, TEXTAN_EDATA, "its version is \"%s\", not three numbers as in \"1.4.2\"",
                       module->version ? module->version : "");
  if (!is_shown(module->license) || !is_shown(module->summary))
    return textan_fail(error, TEXTAN_EDATA, "it has no %s in one line",
                       is_shown(module->license) ? "summary" : "license");
  if (!module->reader && !module->decoder && !module->analyser && !module->writer)
    return textan_fail(error, TEXTAN_EDATA, "it offers no reader, decoder, analyser or writer");
  return TEXTAN_OK;
}

textan_status module_check(const textan_module *module, const char *name, textan_error *error) {
  if (!module)
    return textan_fail(error, TEXTAN_EDATA, "its entry function returns NULL");
  textan_status status = check_header(module, name, error);
  if (status == TEXTAN_OK && module->reader)
    status = check_reader(module->reader, error);
  if (status == TEXTAN_OK && module->decoder)
    status = check_decoder(module->decoder, error);
  if (status == TEXTAN_OK && module->analyser)
    status = check_analyser(module->analyser, error);
  if (status == TEXTAN_OK && module->writer)
    status = check_writer(module->writer, error);
  return status;
}

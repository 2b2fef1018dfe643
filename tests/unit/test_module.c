/* What a plugin says about itself is checked before anything relies on it. */
#include <criterion/criterion.h>
#include <string.h>

#include "document_limits.h"
#include "module.h"

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)model, (void)scratch, (void)document, (void)error;
  return TEXTAN_OK;
}

/* A good descriptor, for each test to spoil. */
static textan_parameter parameters[3];
static textan_feature_type features[2];
static textan_layer produces[2];
static textan_analyser analyser;
static textan_module module;
static textan_error error;

static void set_up(void) {
  parameters[0] = (textan_parameter){.name = "size", .type = TEXTAN_PARAMETER_SIZE, .summary = "How large."};
  parameters[1] = (textan_parameter){.name = "kind", .type = TEXTAN_PARAMETER_STRING, .summary = "Which."};
  features[0] = (textan_feature_type){"code", TEXTAN_STRING, "A code"};
  produces[0] = (textan_layer){.name = "entity", .features = features};
  analyser = (textan_analyser){.struct_size = sizeof analyser,
                               .parameter_size = sizeof(textan_parameter),
                               .summary = "Analyses",
                               .parameters = parameters,
                               .produces = produces,
                               .analyse = analyse};
  module = (textan_module){.struct_size = sizeof module,
                           .abi_major = TEXTAN_ABI_MAJOR,
                           .abi_minor = TEXTAN_ABI_MINOR,
                           .name = "good",
                           .version = "1.4.2",
                           .license = "MIT",
                           .summary = "Good",
                           .analyser = &analyser};
}

TestSuite(module, .init = set_up);

static void expect_refusal(const char *reason) {
  cr_expect_eq(module_check(&module, "good", &error), TEXTAN_EDATA, "not refused: %s", reason);
  cr_expect(strstr(error.message, reason), "\"%s\" is not in \"%s\"", reason, error.message);
  set_up();
  error.message[0] = '\0';
}

Test(module, good_one_is_accepted) {
  cr_assert_eq(module_check(&module, "good", &error), TEXTAN_OK, "%s", error.message);
  /* A plugin that was built for a later patch of the header may have longer structs. */
  module.struct_size += 8;
  cr_assert_eq(module_check(&module, "good", &error), TEXTAN_OK, "%s", error.message);
}

Test(module, head_is_checked) {
  cr_expect_eq(module_check(NULL, "good", &error), TEXTAN_EDATA);
  module.struct_size = 4;
  expect_refusal("4 bytes, too few to name an ABI");
  module.abi_major++;
  expect_refusal("it was built for plugin ABI 1.");
  module.abi_minor++;
  expect_refusal("but this textan has 0.");
  module.struct_size = offsetof(textan_module, writer);
  expect_refusal("its descriptor has");
  module.name = "bad";
  expect_refusal("calls itself \"bad\", but its file is good.so");
  module.name = NULL;
  expect_refusal("calls itself \"\"");
  module.license = NULL;
  expect_refusal("it has no license");
  module.summary = NULL;
  expect_refusal("it has no summary");
  module.analyser = NULL;
  expect_refusal("offers no reader, decoder, analyser or writer");
}

Test(module, versions_are_three_numbers) {
  static const char *const wrong[] = {"", "1", "1.2", "1.2.", "1.2.3.4", "1.2.x", "v1.2.3", "1..3", "1.2.3-rc1"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    module.version = wrong[i];
    expect_refusal("its version is");
  }
  module.version = NULL;
  expect_refusal("its version is");
  module.version = "0.10.200";
  cr_expect_eq(module_check(&module, "good", &error), TEXTAN_OK, "%s", error.message);
}

/* What a plugin built against a header one field shorter says of itself. */
Test(module, structs_one_field_short_are_refused) {
  static textan_reader reader;
  static textan_decoder decoder;
  static textan_writer writer;
  reader = (textan_reader){.struct_size = offsetof(textan_reader, schema), .summary = "Reads"};
  decoder = (textan_decoder){.struct_size = offsetof(textan_decoder, schema), .summary = "Decodes"};
  writer = (textan_writer){.struct_size = offsetof(textan_writer, close), .summary = "Writes"};
  module.struct_size = offsetof(textan_module, writer);
  expect_refusal("its descriptor has");
  module.struct_size = offsetof(textan_module, abi_minor);
  expect_refusal("too few to name an ABI");
  module.struct_size = 0;
  expect_refusal("its descriptor has 0 bytes");
  analyser.struct_size = offsetof(textan_analyser, analyse);
  expect_refusal("its analyser has");
  module.reader = &reader;
  expect_refusal("its reader has");
  module.decoder = &decoder;
  expect_refusal("its decoder has");
  module.writer = &writer;
  expect_refusal("its writer has");
  analyser.parameter_size = offsetof(textan_parameter, summary);
  expect_refusal("its analyser: parameter_size is");
  analyser.parameter_size = sizeof(textan_parameter) + 1;
  expect_refusal("its analyser: parameter_size is");
}

Test(module, texts_are_shown_to_people) {
  static const char *const wrong[] = {"", "two\nlines", "a\x1b[31m", "\xff", "a\x7f"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    module.summary = wrong[i];
    expect_refusal("it has no summary in one line");
    module.license = wrong[i];
    expect_refusal("it has no license in one line");
    analyser.summary = wrong[i];
    expect_refusal("its analyser has no summary in one line");
    parameters[0].summary = wrong[i];
    expect_refusal("parameter \"size\" has no summary in one line");
  }
}

Test(module, words_of_tables_are_checked) {
  static const char *words[3];
  static const char *endless[20001];
  static char names[20001][8];
  static char long_word[LIMIT_NAME + 2];
  memset(long_word, 'x', LIMIT_NAME + 1);
  const char *const wrong[] = {"", "a\tb", "\xc3", long_word};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    words[0] = wrong[i];
    produces[0].types = words;
    expect_refusal("the types of \"entity\" include an empty one, one of more than 100 bytes");
  }
  words[0] = words[1] = "A";
  produces[0].types = words;
  expect_refusal("the types of \"entity\" include \"A\" twice");
  parameters[0].type = TEXTAN_PARAMETER_CHOICE;
  parameters[0].choices = words;
  expect_refusal("the choices of \"size\" include \"A\" twice");
  parameters[1].choices = words;
  expect_refusal("parameter \"kind\" offers choices, but is none of their type");
  for (size_t i = 0; i < 20000; i++) {
    snprintf(names[i], sizeof names[i], "t%zu", i);
    endless[i] = names[i];
  }
  produces[0].types = endless;
  expect_refusal("the types of \"entity\" have no closing NULL");
  produces[0].name = long_word;
  expect_refusal("is no name for a layer");
}

Test(module, parts_are_checked) {
  analyser.struct_size = offsetof(textan_analyser, analyse);
  expect_refusal("its analyser has");
  analyser.summary = NULL;
  expect_refusal("its analyser has no summary");
  analyser.analyse = NULL;
  expect_refusal("has no function \"analyse\"");
  static const textan_reader reader = {.struct_size = sizeof reader, .summary = "Reads"};
  module.reader = &reader;
  expect_refusal("its reader has no function \"open\"");
  static const textan_decoder decoder = {.struct_size = sizeof decoder, .summary = "Decodes"};
  module.decoder = &decoder;
  expect_refusal("its decoder has no function \"decode\"");
  static const textan_writer writer = {.struct_size = sizeof writer, .summary = "Writes"};
  module.writer = &writer;
  expect_refusal("its writer has no function \"render\"");
}

Test(module, parameters_are_checked) {
  analyser.parameter_size = 8;
  expect_refusal("parameter_size is 8");
  parameters[1].name = "Kind";
  expect_refusal("\"Kind\" is no name for a parameter");
  parameters[1].name = "size";
  expect_refusal("\"size\" stands in its table twice");
  parameters[0].type = 77;
  expect_refusal("unknown type 77");
  parameters[0].flags = 1u << 20;
  expect_refusal("unknown flags 0x100000");
  parameters[0].type = TEXTAN_PARAMETER_CHOICE;
  expect_refusal("offers no choices");
  parameters[0].flags = TEXTAN_PARAMETER_REQUIRED;
  parameters[0].fallback = "1";
  expect_refusal("is required and has a default");
  parameters[0].summary = NULL;
  expect_refusal("\"size\" has no summary in one line");
}

Test(module, tables_without_an_end_are_refused) {
  static textan_parameter endless[300];
  static char names[300][8];
  for (size_t i = 0; i < 300; i++) {
    snprintf(names[i], sizeof names[i], "p%zu", i);
    endless[i] = (textan_parameter){.name = names[i], .type = TEXTAN_PARAMETER_STRING, .summary = "S"};
  }
  analyser.parameters = endless;
  expect_refusal("has no closing row");
}

Test(module, layers_are_checked) {
  produces[0].name = "no layer";
  expect_refusal("\"no layer\" is no name for a layer");
  produces[0].flags = 1u << 9;
  expect_refusal("unknown flags 0x200");
  features[0].name = "";
  expect_refusal("is no name for a feature of layer \"entity\"");
  features[0].type = 0;
  expect_refusal("feature \"code\" of layer \"entity\" has the unknown type 0");
}

Test(module, layers_stand_once_and_some_are_the_hosts) {
  static textan_layer twice[3];
  static textan_feature_type same[3];
  static const char *const types[] = {"A", NULL};
  twice[0] = twice[1] = produces[0];
  analyser.produces = twice;
  expect_refusal("layer \"entity\" stands in a table twice");
  same[0] = same[1] = features[0];
  produces[0].features = same;
  expect_refusal("feature \"code\" of layer \"entity\" stands in its table twice");
  produces[0].name = "document";
  produces[0].types = types;
  expect_refusal("the attributes of the document (layer \"document\") have no types");
  produces[0].name = "token";
  expect_refusal("layer \"token\" has neither types nor features");
}

Test(module, answers_of_schema_are_checked_alike) {
  cr_expect_eq(module_check_layers(NULL, &error), TEXTAN_OK);
  cr_expect_eq(module_check_layers(produces, &error), TEXTAN_OK);
  produces[0].name = "Entity";
  cr_expect_eq(module_check_layers(produces, &error), TEXTAN_EDATA);
  cr_expect_str_eq(error.message, "its schema: \"Entity\" is no name for a layer");
  cr_expect_eq(module_check_attributes(features, &error), TEXTAN_OK);
  features[0].type = 0;
  cr_expect_eq(module_check_attributes(features, &error), TEXTAN_OK, "of any type");
  features[0].type = 40;
  cr_expect_eq(module_check_attributes(features, &error), TEXTAN_EDATA);
  cr_expect_str_eq(error.message, "its schema: attribute \"code\" has the unknown type 40");
}

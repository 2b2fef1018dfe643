/* What a plugin says about itself is checked before anything relies on it. */
#include <criterion/criterion.h>
#include <string.h>

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
  expect_refusal("\"size\" has no summary");
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

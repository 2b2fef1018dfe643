/* Examples of run files that are made from the tables of plugins. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>

#include "describe_example.h"
#include "fake_registry.h"
#include "parameter_text.h"

static void print(const char *name, enum plugin_kind kind) {
  textan_error error;
  const struct plugin *plugin = registry_find(fake_registry(), name, &error);
  cr_assert(plugin);
  struct buffer scratch = {0};
  describe_example(fake_registry(), plugin, kind, &scratch);
  cr_expect_not(scratch.lost);
  buffer_free(&scratch);
  fflush(stdout);
}

Test(describe, puts_the_steps_that_are_needed_before_an_analyser, .init = cr_redirect_stdout) {
  print("digest", PLUGIN_ANALYSER);
  cr_assert_stdout_eq_str(
      "  example\n    steps = (\n"
      "      { id = \"tokens\"; use = \"tokens@1\"; },\n"
      "      { id = \"entities\"; use = \"entities@1\"; },\n"
      "      { id = \"treaty\"; use = \"treaty@1\"; },\n"
      "      { id = \"digest\"; use = \"digest@1\"; }\n    );\n");
}

Test(describe, says_that_nothing_makes_what_is_needed, .init = cr_redirect_stdout) {
  print("parse", PLUGIN_ANALYSER);
  cr_assert_stdout_eq_str(
      "  example\n    steps = (\n"
      "      # steps go here that make what it needs; no installed analyser makes all of it by default\n"
      "      { id = \"parse\"; use = \"parse@1\"; }\n    );\n");
}

Test(describe, explains_every_parameter, .init = cr_redirect_stdout) {
  print("lines", PLUGIN_READER);
  print("needy", PLUGIN_ANALYSER);
  cr_assert_stdout_eq_str(
      "  example\n    corpora = (\n"
      "      { id = \"corpus\"; reader = \"lines@2\"; paths = [ \"FILE\" ];\n"
      "        params = {\n"
      "          # for tests\n          # string\n          text = \"text\";\n"
      "          # for tests\n          # integer from 1 to 5000000000 (records); an example, not set "
      "by default\n          #limit = 1;\n"
      "          # for tests\n          # table; an example, not set by default\n"
      "          #rename = { key = \"value\"; };\n        };\n      }\n    );\n"
      "  example\n    steps = (\n      { id = \"needy\"; use = \"needy@1\";\n        params = {\n"
      "          # for tests\n          # string; must be set\n          model = \"text\";\n"
      "        };\n      }\n    );\n");
}

Test(describe, has_an_example_of_every_type) {
  static const char *const words[] = {"b", "a", NULL};
  static const struct {
    textan_parameter row;
    const char *type, *sample;
  } rows[] = {
      {{.type = TEXTAN_PARAMETER_BOOLEAN}, "boolean", "true"},
      {{.type = TEXTAN_PARAMETER_INTEGER}, "integer", "1"},
      {{.type = TEXTAN_PARAMETER_INTEGER, .maximum = "-5"}, "integer of -5 or less", "-5"},
      {{.type = TEXTAN_PARAMETER_DECIMAL, .minimum = "0.5"}, "decimal of 0.5 or more", "0.5"},
      {{.type = TEXTAN_PARAMETER_CHOICE, .choices = words}, "choice: \"b\" | \"a\"", "\"b\""},
      {{.type = TEXTAN_PARAMETER_PATH}, "path", "\"FILE\""},
      {{.type = TEXTAN_PARAMETER_DURATION, .minimum = "10ms", .maximum = "\"1h\""},
       "duration from 10ms to 1h",
       "\"10ms\""},
      {{.type = TEXTAN_PARAMETER_SIZE, .unit = "bytes"}, "size (bytes)", "\"1MiB\""},
      {{.type = TEXTAN_PARAMETER_TABLE, .flags = TEXTAN_PARAMETER_LIST}, "table", "{ key = \"value\"; }"},
      {{.type = TEXTAN_PARAMETER_CHOICE, .choices = words, .flags = TEXTAN_PARAMETER_LIST},
       "list of choice: \"b\" | \"a\"",
       "[ \"b\", \"a\" ]"},
      {{.type = TEXTAN_PARAMETER_SIZE, .minimum = "512", .flags = TEXTAN_PARAMETER_LIST},
       "list of size of 512 or more",
       "[ \"512\" ]"},
      {{.type = TEXTAN_PARAMETER_STRING, .fallback = "[ \"x\" ]", .flags = TEXTAN_PARAMETER_LIST},
       "list of string",
       "[ \"x\" ]"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buffer type = {0}, sample = {0};
    parameter_append_type(&rows[i].row, &type);
    parameter_append_sample(&rows[i].row, &sample);
    cr_expect_str_eq(type.data, rows[i].type);
    cr_expect_str_eq(sample.data, rows[i].sample);
    buffer_free(&type);
    buffer_free(&sample);
  }
}

/* JSON as it is written for people, and the schema of run files with made-up plugins. */
#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <string.h>

#include "fake_registry.h"
#include "json_text.h"
#include "schema.h"

Test(json_text, is_indented_in_order) {
  struct buffer out = {0};
  struct json_writer json = {.out = &out};
  json_open_object(&json, NULL);
  json_add_string(&json, "b", "x");
  json_open_object(&json, "a");
  json_close_object(&json);
  json_open_array(&json, "list");
  json_open_object(&json, NULL);
  json_add_boolean(&json, "yes", true);
  json_close_object(&json);
  json_close_array(&json);
  json_open_line(&json, "line");
  json_add_decimal(&json, NULL, (textan_decimal){-25, -1});
  json_add_decimal(&json, NULL, (textan_decimal){1, 60});
  json_close_line(&json);
  json_close_object(&json);
  cr_assert_str_eq(out.data,
                   "{\n  \"b\": \"x\",\n  \"a\": {},\n  \"list\": [\n    {\n      \"yes\": true\n    }\n  ],\n"
                   "  \"line\": [-2.5, 1E+60]\n}\n");
  cr_assert_not(json.failed);
  buffer_free(&out);
}

Test(json_text, escapes_what_json_does_not_hold) {
  static const char *const rows[][2] = {
      {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
      {"\n\t\x01\x1F\x7F", "\"\\n\\t\\u0001\\u001F\\u007F\""},
      {"\xC3\xA9\xE2\x80\xA6", "\"\xC3\xA9\xE2\x80\xA6\""},
      {"\xFFx\xC3", "\"\\uFFFDx\\uFFFD\""},
      {"\xED\xA0\x80", "\"\\uFFFD\\uFFFD\\uFFFD\""},
      {"", "\"\""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_add_string(&json, NULL, rows[i][0]);
    cr_expect_str_eq(out.data, rows[i][1]);
    buffer_free(&out);
  }
}

/* ---- the schema ---- */

static cJSON *schema;

static void begin(void) {
  struct buffer out = {0};
  cr_assert_eq(schema_write(fake_registry(), &out), TEXTAN_OK);
  schema = cJSON_Parse(out.data);
  cr_assert(schema, "well-formed");
  buffer_free(&out);
}

static void end(void) {
  cJSON_Delete(schema);
}

/* The schema of a parameter as JSON on one line. */
static void expect_parameter(const char *plugin, const char *name, const char *expected) {
  const cJSON *definitions = cJSON_GetObjectItemCaseSensitive(schema, "$defs");
  const cJSON *definition = cJSON_GetObjectItemCaseSensitive(definitions, plugin);
  const cJSON *properties = cJSON_GetObjectItemCaseSensitive(definition, "properties");
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(properties, name);
  cr_assert(found, "%s.%s", plugin, name);
  char *text = cJSON_PrintUnformatted(found);
  cr_expect_str_eq(text, expected);
  cJSON_free(text);
}

Test(schema, has_every_type_of_parameter, .init = begin, .fini = end) {
  expect_parameter("analyser_entities", "min_score",
                   "{\"description\":\"for tests\",\"type\":\"number\",\"minimum\":0,\"maximum\":1,\"default\":0.5}");
  expect_parameter("analyser_entities", "types",
                   "{\"description\":\"for tests\",\"type\":\"array\",\"items\":{\"type\":\"string\"},"
                   "\"default\":[\"GPE\",\"ORG\"]}");
  expect_parameter("analyser_entities", "mode",
                   "{\"description\":\"for tests\",\"enum\":[\"fast\",\"exact\"],\"default\":\"fast\"}");
  expect_parameter("analyser_entities", "list", "{\"description\":\"for tests\",\"type\":\"string\",\"minLength\":1}");
  expect_parameter("analyser_entities", "patience",
                   "{\"description\":\"for tests (duration from 10ms to 1h)\",\"type\":\"string\",\"pattern\":"
                   "\"^(0|[1-9][0-9]*) ?([mM][sS]|[sS]|[mM][iI][nN]|[hH])$\",\"default\":\"2s\"}");
  expect_parameter("analyser_entities", "memory",
                   "{\"description\":\"for tests (size of 512 or more)\",\"anyOf\":[{\"type\":\"integer\","
                   "\"minimum\":512},{\"type\":\"string\",\"pattern\":"
                   "\"^(0|[1-9][0-9]*)( ?([kKmMgGtT][iI]?)?[bB])?$\"}],\"default\":\"64KiB\"}");
  expect_parameter("analyser_entities", "nested",
                   "{\"description\":\"for tests\",\"type\":\"boolean\",\"default\":false}");
  expect_parameter("analyser_entities", "weights",
                   "{\"description\":\"for tests\",\"type\":\"array\",\"items\":{\"type\":\"number\"}}");
  expect_parameter("analyser_entities", "old_name",
                   "{\"description\":\"for tests\",\"type\":\"string\",\"deprecated\":true}");
  expect_parameter("reader_lines", "limit",
                   "{\"description\":\"for tests (integer from 1 to 5000000000 (records))\",\"type\":\"integer\","
                   "\"minimum\":1,\"maximum\":5000000000}");
  expect_parameter("reader_lines", "rename",
                   "{\"description\":\"for tests\",\"type\":\"object\",\"propertyNames\":{\"pattern\":"
                   "\"^[A-Za-z*][A-Za-z0-9_*-]*$\"},\"additionalProperties\":{\"type\":\"string\"}}");
}

Test(schema, leaves_out_limits_that_cannot_be_read, .init = begin, .fini = end) {
  expect_parameter("analyser_faulty", "share", "{\"description\":\"for tests\",\"type\":\"number\",\"default\":0.5}");
}

Test(schema, names_plugins_by_kind_and_major_version, .init = begin, .fini = end) {
  const cJSON *definitions = cJSON_GetObjectItemCaseSensitive(schema, "$defs");
  const cJSON *corpus = cJSON_GetObjectItemCaseSensitive(definitions, "corpus");
  const cJSON *properties = cJSON_GetObjectItemCaseSensitive(corpus, "properties");
  const cJSON *reader = cJSON_GetObjectItemCaseSensitive(properties, "reader");
  char *text = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(reader, "enum"));
  cr_assert_str_eq(text, "[\"lines\",\"lines@2\"]");
  cJSON_free(text);
}

Test(schema, wants_what_must_be_set_only_where_nothing_below_can_set_it, .init = begin, .fini = end) {
  const cJSON *definitions = cJSON_GetObjectItemCaseSensitive(schema, "$defs");
  const cJSON *step = cJSON_GetObjectItemCaseSensitive(definitions, "step");
  const cJSON *whole = cJSON_GetObjectItemCaseSensitive(definitions, "whole_step");
  char *text = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(step, "allOf"));
  cr_assert_null(strstr(text, "\"model\""));
  cJSON_free(text);
  text = cJSON_PrintUnformatted(whole);
  cr_assert_str_eq(text,
                   "{\"$ref\":\"#/$defs/step\",\"required\":[\"use\"],\"allOf\":[{\"if\":{\"properties\":{\"use\":"
                   "{\"enum\":[\"needy\",\"needy@1\"]}},\"required\":[\"use\"]},\"then\":{\"properties\":"
                   "{\"params\":{\"required\":[\"model\"]}},\"required\":[\"params\"]}}]}");
  cJSON_free(text);
}

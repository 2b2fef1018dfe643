/* JSON Lines: what the reader makes of good and bad lines, and the lines that the writer makes of documents. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../plugins/jsonl/jsonl.h"
#include "plugin_host.h"

static const textan_module module = {.struct_size = sizeof module, .name = "jsonl", .version = "1.0.0"};
static char folder[] = "/tmp/textan-jsonl-XXXXXX";
static char path[64];
static textan_host *host;
static void *reader;

static void set_up(void) {
  cr_assert(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/in.jsonl", folder);
  host = plugin_host_new(&module, "/", NULL, NULL);
}

static void tear_down(void) {
  if (reader)
    jsonl_reader.close(reader);
  reader = NULL;
  host_free(host);
  unlink(path);
  rmdir(folder);
}

TestSuite(jsonl_reader, .init = set_up, .fini = tear_down);
TestSuite(jsonl_writer, .init = set_up, .fini = tear_down);

static const struct setting defaults[] = {
    {"id_field", {"id"}}, {"text_field", {"text"}}, {"max_record", {"1000000"}}, {0}};

static void write_file(const char *contents, size_t size) {
  FILE *file = fopen(path, "w");
  cr_assert(file);
  cr_assert_eq(fwrite(contents, 1, size, file), size);
  fclose(file);
}

static void open_reader(const struct setting *settings) {
  const char *const paths[] = {path};
  const textan_inputs inputs = {.struct_size = sizeof inputs, .corpus = "c", .paths = paths, .path_count = 1};
  const textan_parameters parameters = {settings};
  textan_error error = {0};
  if (reader)
    jsonl_reader.close(reader);
  reader = NULL;
  cr_assert_eq(jsonl_reader.open(host, &parameters, &inputs, &reader, &error), TEXTAN_OK, "%s", error.message);
}

static void read_text(const char *contents, const struct setting *settings) {
  write_file(contents, strlen(contents));
  open_reader(settings);
}

Test(jsonl_reader, reads_lines_of_every_kind) {
  textan_record record;
  textan_error error;
  read_text(
      "\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"one\"}\r\n\n  \n{\"text\":\"t\\u00EAn\\n\"}\n"
      "{\"id\":9007199254740993,\"text\":\"\"}\n{\"id\":\"\",\"text\":\"last\"}",
      defaults);
  static const char *const expected[][3] = {{"a", "in.jsonl:1", "one"},
                                            {"in.jsonl:4", "in.jsonl:4", "t\u00EAn\n"},
                                            {"9007199254740993", "in.jsonl:5", ""},
                                            {"in.jsonl:6", "in.jsonl:6", "last"}};
  for (size_t i = 0; i < 4; i++) {
    cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
    cr_expect_str_eq(record.id, expected[i][0]);
    cr_expect_str_eq(record.source, expected[i][1]);
    cr_expect_str_eq(record.bytes, expected[i][2]);
    cr_expect_eq(record.size, strlen(expected[i][2]));
    cr_expect_str_eq(record.media_type, "text/plain");
    cr_expect_eq(record.attribute_count, 0);
  }
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_END);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_END);
}

Test(jsonl_reader, explains_bad_lines_and_goes_on) {
  static const struct {
    const char *line, *says;
  } cases[] = {
      {"[1]", "expected a JSON object, found a list"},
      {"\"x\"", "expected a JSON object, found a string"},
      {"{\"text\":\"a\"", "breaks off"},
      {"{\"text\":\"a}", "breaks off"},
      {"{\"text\":tru, \"b\":1}", "not valid JSON at byte 8 (at: tru"},
      {"{\"text\":\"a\"} {}", "behind it at byte 13"},
      {"{\"id\":\"a\"}", "field \"text\" is missing"},
      {"{\"text\":null}", "field \"text\": expected the document's text as a string, found null"},
      {"{\"text\":[\"a\"]}", "found a list"},
      {"{\"id\":{},\"text\":\"a\"}", "field \"id\": expected a string or a number as id, found an object"},
      {"{\"text\":\"a\xC3(\"}", "expected UTF-8, found the byte 0xC3 at byte 10"},
      {"{\"text\":\"a\\u0000b\"}", "U+0000"},
      {"{\"text\":\"a\\\\\\u0000b\"}", "U+0000"},
      {"{\"text\":\"\\ud800\"}", "not valid JSON"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char contents[256];
    snprintf(contents, sizeof contents, "%s\n{\"text\":\"next\"}\n", cases[i].line);
    read_text(contents, defaults);
    textan_record record = {0};
    textan_error error = {0};
    cr_expect_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_EINPUT, "%s", cases[i].line);
    cr_expect(strstr(error.message, cases[i].says), "%s says: %s", cases[i].line, error.message);
    cr_expect_str_eq(record.source, "in.jsonl:1");
    cr_expect(record.id && *record.id);
    cr_expect_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
    cr_expect_str_eq(record.bytes, "next");
  }
}

Test(jsonl_reader, takes_a_backslash_before_u0000_for_text) {
  textan_record record;
  textan_error error;
  read_text("{\"text\":\"a\\\\u0000b\"}", defaults);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_assert_str_eq(record.bytes, "a\\u0000b");
}

Test(jsonl_reader, refuses_deep_nesting) {
  enum { DEPTH = 100000 };
  char *contents = malloc(DEPTH + 64);
  int size = sprintf(contents, "{\"text\":\"a\",\"deep\":");
  memset(contents + size, '[', DEPTH);
  write_file(contents, (size_t)size + DEPTH);
  free(contents);
  open_reader(defaults);
  textan_record record;
  textan_error error;
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_EINPUT);
  cr_expect(strstr(error.message, "deeper than 1000 levels"), "says: %s", error.message);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_END);
}

static const textan_feature *attribute(const textan_record *record, const char *name) {
  for (size_t i = 0; i < record->attribute_count; i++)
    if (strcmp(record->attributes[i].name, name) == 0)
      return &record->attributes[i];
  return NULL;
}

Test(jsonl_reader, keeps_fields_as_attributes) {
  textan_record record;
  textan_error error;
  read_text(
      "{\"Title\":\"x\",\"n\":-12,\"r\": 0.1 ,\"big\":1e999,\"long\":12345678901234567890123,\"ok\":true,"
      "\"tags\":[\"a\",\"b\"],\"none\":null,\"mixed\":[1],\"o\":{\"a\":\"}\"},\"lang\":\"vi\",\"dc:date\":\"d\","
      "\"\u00E9\":\"x\",\"text\":\"a\"}",
      defaults);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_expect_str_eq(attribute(&record, "title")->value.as.string.data, "x");
  cr_expect_eq(attribute(&record, "n")->value.as.integer, -12);
  cr_expect_eq(attribute(&record, "r")->value.as.decimal.mantissa, 1);
  cr_expect_eq(attribute(&record, "r")->value.as.decimal.exponent, -1);
  cr_expect_eq(attribute(&record, "big")->value.as.decimal.exponent, 999);
  cr_expect_eq(attribute(&record, "long")->value.type, TEXTAN_STRING);
  cr_expect_eq(attribute(&record, "long")->value.as.string.size, 23);
  cr_expect(attribute(&record, "ok")->value.as.boolean);
  cr_expect_eq(attribute(&record, "tags")->value.size, 2);
  cr_expect_str_eq(attribute(&record, "tags")->value.as.list[1].data, "b");
  cr_expect_str_eq(attribute(&record, "dc_date")->value.as.string.data, "d");
  cr_expect_eq(record.attribute_count, 8, "found %zu", record.attribute_count);
}

Test(jsonl_reader, keeps_numbers_exactly) {
  static const struct {
    const char *literal;
    uint32_t type;
    int64_t mantissa; /* or the integer */
    int32_t exponent;
  } cases[] = {{"0", TEXTAN_INTEGER, 0, 0},
               {"-0", TEXTAN_INTEGER, 0, 0},
               {"1200", TEXTAN_INTEGER, 1200, 0},
               {"9223372036854775807", TEXTAN_INTEGER, INT64_MAX, 0},
               {"-9223372036854775808", TEXTAN_INTEGER, INT64_MIN, 0},
               {"9223372036854775808", TEXTAN_STRING, 0, 0},
               {"10000000000000000000", TEXTAN_STRING, 0, 0},
               {"0.0", TEXTAN_DECIMAL, 0, 0},
               {"0.10", TEXTAN_DECIMAL, 1, -1},
               {"-100.050", TEXTAN_DECIMAL, -10005, -2},
               {"1000000000000000000000000.0", TEXTAN_DECIMAL, 1, 24},
               {"-9223372036854775808e-3", TEXTAN_DECIMAL, INT64_MIN, -3},
               {"1.5E+60", TEXTAN_DECIMAL, 15, 59},
               {"9223372036854775808.5", TEXTAN_STRING, 0, 0},
               {"1e9999999", TEXTAN_STRING, 0, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const textan_value value = jsonl_number((textan_string){cases[i].literal, strlen(cases[i].literal)});
    cr_expect_eq(value.type, cases[i].type, "%s has type %u", cases[i].literal, value.type);
    if (value.type == TEXTAN_INTEGER)
      cr_expect_eq(value.as.integer, cases[i].mantissa, "%s", cases[i].literal);
    if (value.type == TEXTAN_DECIMAL)
      cr_expect(value.as.decimal.mantissa == cases[i].mantissa && value.as.decimal.exponent == cases[i].exponent, "%s",
                cases[i].literal);
  }
}

static const struct setting whole[] = {
    {"id_field", {"id"}}, {"text_field", {"text"}}, {"max_record", {"1000"}}, {"record", {"line"}}, {0}};

Test(jsonl_reader, gives_whole_lines) {
  textan_record record;
  textan_error error;
  read_text("{\"id\":\"a\\u0062\",\"text\":5}\r\n{\"n\":1, \"id\" : 12.0}\nno JSON\n{\"id\":null}\n{\"id\":\"last\"}",
            whole);
  static const char *const expected[][2] = {{"ab", "{\"id\":\"a\\u0062\",\"text\":5}"},
                                            {"12.0", "{\"n\":1, \"id\" : 12.0}"},
                                            {"in.jsonl:3", "no JSON"},
                                            {"in.jsonl:4", "{\"id\":null}"},
                                            {"last", "{\"id\":\"last\"}"}};
  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
    cr_expect_str_eq(record.id, expected[i][0]);
    cr_expect_str_eq(record.bytes, expected[i][1]);
    cr_expect_eq(record.size, strlen(expected[i][1]));
    cr_expect_str_eq(record.media_type, "application/json");
    cr_expect_eq(record.attribute_count, 0);
  }
  cr_expect_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_END);
}

Test(jsonl_reader, refuses_ids_of_whole_lines_that_cannot_be) {
  static const char *const cases[][2] = {{"{\"id\":[1]}", "expected a string or a number as id, found a list"},
                                         {"{\"id\":\"\\ud800\"}", "wrong escape"},
                                         {"{\"id\":\"\xC3(\"}", "not UTF-8"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    textan_record record;
    textan_error error = {0};
    read_text(cases[i][0], whole);
    cr_expect_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_EINPUT);
    cr_expect(strstr(error.message, cases[i][1]), "%s says: %s", cases[i][0], error.message);
    cr_expect_str_eq(record.id, "in.jsonl:1");
  }
}

Test(jsonl_reader, keeps_no_more_than_a_thousand_fields) {
  char *contents = malloc(40000);
  size_t size = (size_t)sprintf(contents, "{\"text\":\"a\"");
  for (int i = 0; i < 1001; i++)
    size += (size_t)sprintf(contents + size, ", \"n%d\" : %d", i, i);
  sprintf(contents + size, "}");
  read_text(contents, defaults);
  textan_record record;
  textan_error error;
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_ELIMIT);
  cr_expect(strstr(error.message, "more than 1000 fields"), "says: %s", error.message);
  cr_expect_eq(attribute(&record, "n999")->value.as.integer, 999);
  free(contents);
}

Test(jsonl_reader, keeps_only_what_is_asked_for) {
  static const struct setting none[] = {
      {"id_field", {"id"}}, {"text_field", {"text"}}, {"max_record", {"100"}}, {"keep", {0}}, {0}};
  static const struct setting some[] = {{"id_field", {"key"}},    {"text_field", {"body"}}, {"lang_field", {"lang"}},
                                        {"max_record", {"1000"}}, {"keep", {"b", "m"}},     {0}};
  textan_record record;
  textan_error error;
  read_text("{\"a\":\"x\",\"lang\":\"vi\",\"text\":\"t\"}", none);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_expect_eq(record.attribute_count, 0);
  read_text(
      "{\"key\":\"k\",\"a\":\"x\",\"b\":\"y\",\"lang\":\"vi\",\"body\":\"t\"}\n{\"m\":{},\"body\":\"t\"}\n"
      "{\"lang\":5,\"body\":\"t\"}\n{\"lang\":null,\"body\":\"t\"}\n",
      some);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_expect_str_eq(record.id, "k");
  cr_expect_eq(record.attribute_count, 2);
  cr_expect_str_eq(attribute(&record, "lang")->value.as.string.data, "vi");
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_EINPUT);
  cr_expect(strstr(error.message, "field \"m\""), "%s", error.message);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_EINPUT);
  cr_expect(strstr(error.message, "found a number"), "%s", error.message);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_expect_eq(record.attribute_count, 0);
}

Test(jsonl_reader, skips_lines_beyond_the_limit) {
  static const struct setting small[] = {{"id_field", {"id"}}, {"text_field", {"text"}}, {"max_record", {"20"}}, {0}};
  enum { LONG = 700000 };
  char *contents = malloc(2 * LONG + 100);
  size_t size = 0;
  memset(contents, 'x', LONG);
  size = LONG;
  size += (size_t)sprintf(contents + size, "\n{\"text\":\"between\"}\n");
  memset(contents + size, 'y', LONG);
  size += LONG;
  write_file(contents, size);
  free(contents);
  open_reader(small);
  textan_record record;
  textan_error error;
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_ELIMIT);
  cr_expect_str_eq(record.source, "in.jsonl:1");
  cr_expect(strstr(error.message, "longer than 20 bytes"), "%s", error.message);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_OK);
  cr_expect_str_eq(record.id, "in.jsonl:2");
  cr_expect_str_eq(record.bytes, "between");
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_ELIMIT);
  cr_assert_eq(jsonl_reader.next(reader, &record, &error), TEXTAN_END);
}

Test(jsonl_reader, goes_on_from_a_cursor) {
  textan_record record;
  textan_error error;
  read_text("{\"text\":\"a\"}\n\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", defaults);
  char kept[4][64];
  for (size_t i = 0; i < 4; i++) {
    textan_string cursor;
    cr_assert_eq(jsonl_reader.cursor(reader, &cursor, &error), TEXTAN_OK);
    snprintf(kept[i], sizeof kept[i], "%.*s", (int)cursor.size, cursor.data);
    cr_assert_eq(jsonl_reader.next(reader, &record, &error), i < 3 ? TEXTAN_OK : TEXTAN_END);
  }
  static const char *const sources[] = {"in.jsonl:1", "in.jsonl:3", "in.jsonl:4"};
  for (size_t i = 4; i-- > 0;) {
    open_reader(defaults);
    const textan_string cursor = {kept[i], strlen(kept[i])};
    cr_assert_eq(jsonl_reader.seek(reader, &cursor, &error), TEXTAN_OK);
    cr_assert_eq(jsonl_reader.next(reader, &record, &error), i < 3 ? TEXTAN_OK : TEXTAN_END);
    if (i < 3)
      cr_expect_str_eq(record.source, sources[i]);
  }
  const textan_string wrong = {"x", 1};
  cr_expect_eq(jsonl_reader.seek(reader, &wrong, &error), TEXTAN_EINPUT);
}

Test(jsonl_reader, names_inputs_that_are_not_there) {
  static const struct {
    const char *path;
    const char *says;
  } cases[] = {{"/none.jsonl", "does not exist"},
               {"/*.none", "matches no file"},
               {"", "is a folder"},
               {"/none/*.jsonl", "cannot be read"}};
  const textan_parameters parameters = {defaults};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char wanted[96];
    snprintf(wanted, sizeof wanted, "%s%s", folder, cases[i].path);
    const char *const paths[] = {wanted};
    const textan_inputs inputs = {.struct_size = sizeof inputs, .corpus = "c", .paths = paths, .path_count = 1};
    textan_error error = {0};
    void *none;
    cr_expect_eq(jsonl_reader.open(host, &parameters, &inputs, &none, &error), TEXTAN_ECONFIG);
    cr_expect(strstr(error.message, cases[i].says) && strstr(error.message, folder), "%s", error.message);
    cr_expect_null(none);
  }
}

/* ---- writer ---- */

static char *rendered;
static size_t rendered_size;

static textan_status keep(textan_buffer *buffer, const void *bytes, size_t size, textan_error *error) {
  (void)buffer, (void)error;
  rendered = realloc(rendered, rendered_size + size + 1);
  memcpy(rendered + rendered_size, bytes, size);
  rendered_size += size;
  rendered[rendered_size] = '\0';
  return TEXTAN_OK;
}

static const char *render(const textan_document *document, const struct setting *settings) {
  const textan_parameters parameters = {settings};
  textan_error error = {0};
  void *model, *scratch;
  textan_buffer buffer = {.struct_size = sizeof buffer, .append = keep};
  rendered_size = 0;
  cr_assert_eq(jsonl_writer.model_new(host, &parameters, &model, &error), TEXTAN_OK);
  cr_assert_eq(jsonl_writer.scratch_new(model, &scratch, &error), TEXTAN_OK);
  cr_assert_eq(jsonl_writer.render(model, scratch, document, &buffer, &error), TEXTAN_OK, "%s", error.message);
  jsonl_writer.scratch_free(scratch);
  jsonl_writer.model_free(model);
  return rendered;
}

static const textan_layer produced[] = {{.name = "entity"}, {.name = "token"}, {.name = "sentence"}, {0}};

static textan_document *make_document(const char *text) {
  textan_document *document = document_new();
  textan_error error;
  cr_assert(document && document_begin(document, "news", "d\"1", "in.jsonl:1"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
  document_begin_step(document, "step", produced);
  return document;
}

static void add(textan_document *document, uint32_t begin, uint32_t end, float score, const textan_feature *features,
                size_t count) {
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .begin = begin,
                                        .end = end,
                                        .score = score,
                                        .layer = "entity",
                                        .type = "GPE",
                                        .features = features,
                                        .feature_count = count};
  textan_error error = {0};
  cr_assert_eq(document_api.add(document, &annotation, NULL, &error), TEXTAN_OK, "%s", error.message);
}

Test(jsonl_writer, writes_the_documented_line) {
  static const struct setting settings[] = {
      {"offsets", {"codepoint"}}, {"layers", {"entity"}}, {"text", {"true"}}, {0}};
  textan_document *document = make_document("Vi\u1EC7t Nam");
  textan_error error;
  const textan_string parties[] = {{"BY", 2}, {"VN", 2}};
  const textan_feature features[] = {{"code", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {"VN", 2}}}},
                                     {"count", {.type = TEXTAN_INTEGER, .size = 0, .as = {.integer = INT64_MIN}}},
                                     {"share", {.type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {125, -1}}}},
                                     {"anaphor", {.type = TEXTAN_BOOLEAN, .size = 0, .as = {.boolean = false}}},
                                     {"parties", {.type = TEXTAN_LIST, .size = 2, .as = {.list = parties}}},
                                     {"head", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = 1}}}};
  const textan_feature lang = {"lang", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {"vi", 2}}}};
  const textan_feature title = {"title", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {"a\tb", 3}}}};
  cr_assert_eq(document_api.set_attribute(document, &lang, &error), TEXTAN_OK);
  cr_assert_eq(document_api.set_attribute(document, &title, &error), TEXTAN_OK);
  add(document, 7, 10, -1, NULL, 0);
  add(document, 0, 10, 0.98f, features, 6);
  cr_assert_eq(document_api.relate(document, "same_as", 1, 2, &error), TEXTAN_OK);
  document_end_step(document, false);
  cr_expect_str_eq(
      render(document, settings),
      "{\"format\":1,\"id\":\"d\\\"1\",\"corpus\":\"news\",\"source\":\"in.jsonl:1\",\"lang\":\"vi\","
      "\"text\":\"Vi\u1EC7t Nam\",\"decimals\":[\"entity.share\"],\"attributes\":{\"title\":\"a\\tb\"},"
      "\"annotations\":["
      "{\"id\":1,\"layer\":\"entity\",\"type\":\"GPE\",\"begin\":5,\"end\":8,\"text\":\"Nam\",\"by\":\"step\"},"
      "{\"id\":2,\"layer\":\"entity\",\"type\":\"GPE\",\"begin\":0,\"end\":8,\"text\":\"Vi\u1EC7t Nam\","
      "\"score\":0.98,\"by\":\"step\",\"features\":{\"code\":\"VN\",\"count\":-9223372036854775808,"
      "\"share\":\"12.5\",\"anaphor\":false,\"parties\":[\"BY\",\"VN\"],\"head\":{\"annotation\":1}}}],"
      "\"relations\":[{\"type\":\"same_as\",\"from\":1,\"to\":2,\"by\":\"step\"}]}\n");
  document_free(document);
}

Test(jsonl_writer, leaves_out_what_is_not_asked_for) {
  static const struct setting settings[] = {
      {"offsets", {"byte"}}, {"layers", {"sentence", "figure"}}, {"text", {"false"}}, {0}};
  textan_document *document = make_document("\u00C0 b.");
  textan_error error;
  const textan_token token = {.begin = 0, .end = 2};
  const textan_sentence sentence = {.begin = 0, .end = 5};
  cr_assert_eq(views_api.set_tokens(document, &token, 1, &error), TEXTAN_OK);
  cr_assert_eq(views_api.set_sentences(document, &sentence, 1, &error), TEXTAN_OK);
  add(document, 0, 2, 1, NULL, 0);
  add(document, 3, 4, 1, NULL, 0);
  cr_assert_eq(document_api.relate(document, "same_as", 1, 2, &error), TEXTAN_OK);
  document_end_step(document, false);
  cr_expect_str_eq(
      render(document, settings),
      "{\"format\":1,\"id\":\"d\\\"1\",\"corpus\":\"news\",\"source\":\"in.jsonl:1\",\"lang\":\"und\","
      "\"attributes\":{},\"annotations\":[{\"id\":4,\"layer\":\"sentence\",\"type\":\"sentence\",\"begin\":0,"
      "\"end\":5,\"text\":\"\u00C0 b.\"}],\"relations\":[]}\n");
  document_free(document);
}

/* Annotation 2 is written; 1, in another layer, is not. */
Test(jsonl_writer, writes_nothing_that_leads_nowhere) {
  static const struct setting settings[] = {{"offsets", {"byte"}}, {"layers", {"figure"}}, {"text", {"false"}}, {0}};
  static const textan_layer layers[] = {{.name = "entity"}, {.name = "figure"}, {0}};
  const textan_feature features[] = {{"of", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = 1}}},
                                     {"same", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = 2}}}};
  textan_document *document = make_document("a b");
  textan_error error;
  document_begin_step(document, "step", layers);
  add(document, 0, 1, -1, NULL, 0);
  for (uint32_t i = 0; i < 2; i++) {
    const textan_annotation figure = {.struct_size = sizeof figure,
                                      .begin = 2,
                                      .end = 3,
                                      .score = -1,
                                      .layer = "figure",
                                      .type = "money",
                                      .features = features,
                                      .feature_count = i + 1};
    cr_assert_eq(document_api.add(document, &figure, NULL, &error), TEXTAN_OK, "%s", error.message);
    cr_assert_eq(document_api.set_attribute(document, &features[i], &error), TEXTAN_OK, "%s", error.message);
    cr_assert_eq(document_api.relate(document, "near", 2, i + 1, &error), TEXTAN_OK, "%s", error.message);
  }
  document_end_step(document, false);
  cr_expect_str_eq(
      render(document, settings),
      "{\"format\":1,\"id\":\"d\\\"1\",\"corpus\":\"news\",\"source\":\"in.jsonl:1\",\"lang\":\"und\","
      "\"attributes\":{\"same\":{\"annotation\":2}},\"annotations\":["
      "{\"id\":2,\"layer\":\"figure\",\"type\":\"money\",\"begin\":2,\"end\":3,\"text\":\"b\",\"by\":\"step\"},"
      "{\"id\":3,\"layer\":\"figure\",\"type\":\"money\",\"begin\":2,\"end\":3,\"text\":\"b\",\"by\":\"step\","
      "\"features\":{\"same\":{\"annotation\":2}}}],\"relations\":[{\"type\":\"near\",\"from\":2,\"to\":2,\"by\":"
      "\"step\"}]}\n");
  document_free(document);
}

Test(jsonl_writer, counts_offsets_in_every_unit) {
  /* One, two, three and four bytes a character, longer than a block of the conversion. */
  char text[1100] = "";
  size_t size = 0;
  for (int i = 0; i < 100; i++)
    size += (size_t)sprintf(text + size, "a\u00EA\u1EC7\U0001F600");
  static const char *const units[] = {"byte", "codepoint", "utf16"};
  static const uint32_t expected[][2] = {{996, 1000}, {399, 400}, {498, 500}};
  textan_document *document = make_document(text);
  add(document, 996, 1000, 1, NULL, 0);
  for (size_t i = 0; i < 3; i++) {
    const struct setting settings[] = {{"offsets", {units[i]}}, {"layers", {"entity"}}, {"text", {"false"}}, {0}};
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\"begin\":%u,\"end\":%u,", expected[i][0], expected[i][1]);
    cr_expect(strstr(render(document, settings), wanted), "%s: %s", units[i], rendered);
  }
  document_free(document);
}

Test(jsonl_writer, writes_failed_documents) {
  static const struct setting settings[] = {{"offsets", {"byte"}}, {"layers", {"entity"}}, {"text", {"true"}}, {0}};
  textan_document *document = make_document("text");
  document_fail(document, "decode", "bad \xC3");
  cr_expect_str_eq(render(document, settings),
                   "{\"format\":1,\"id\":\"d\\\"1\",\"corpus\":\"news\",\"source\":\"in.jsonl:1\",\"error\":{"
                   "\"step\":\"decode\",\"reason\":\"bad \uFFFD\"}}\n");
  document_free(document);
}

Test(jsonl_writer, escapes_strings) {
  static const struct {
    const char *text, *json;
  } cases[] = {{"", "\"\""},
               {"plain text that is longer than eight bytes", "\"plain text that is longer than eight bytes\""},
               {"\"\\/", "\"\\\"\\\\/\""},
               {"1234567\"90", "\"1234567\\\"90\""},
               {"\b\f\n\r\t\x01\x1F\x7F", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\""},
               {"a\u2028b\u2029c\u2027", "\"a\\u2028b\\u2029c\u2027\""},
               {"\xFF\xC3", "\"\uFFFD\uFFFD\""},
               {"\U0001F600", "\"\U0001F600\""}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct jsonl_output out = {0};
    jsonl_put_string(&out, cases[i].text, strlen(cases[i].text));
    cr_expect_eq(out.size, strlen(cases[i].json));
    cr_expect(memcmp(out.data, cases[i].json, out.size) == 0, "case %zu: %.*s", i, (int)out.size, out.data);
    free(out.data);
  }
}

/* Long strings are escaped in pieces, which must cut no character. */
Test(jsonl_writer, escapes_long_strings) {
  static const char *const characters[] = {"a", "\u00E9", "\u20AC", "\U0001F600"};
  for (size_t i = 0; i < 4; i++)
    for (size_t offset = 0; offset < 4; offset++) {
      char *text = calloc(1, 300000);
      size_t size = offset;
      memset(text, '.', offset);
      while (size < 200000)
        size += (size_t)sprintf(text + size, "%s", characters[i]);
      struct jsonl_output out = {0};
      jsonl_put_string(&out, text, size);
      cr_expect(out.size == size + 2 && memcmp(out.data + 1, text, size) == 0, "%s from %zu", characters[i], offset);
      free(out.data);
      free(text);
    }
}

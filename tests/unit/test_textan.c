/* The decoder of textan's own lines: layers that are left out, and lines damaged in every place. */
#include "../../plugins/textan/textan.h"

#include "document_add.h"
#include "plugin_host.h"

extern const textan_module *textan_LTX_textan_module(void);

/* What the host's worker does for a decoder. */
struct decoding {
  textan_decoding public; /* first */
  textan_document *document;
};

static textan_document *document_of(textan_decoding *public) {
  return ((struct decoding *)(void *)public)->document;
}

static textan_status take_text(textan_decoding *public, const char *text, size_t size, textan_error *error) {
  return document_set_text(document_of(public), text, size, true, error);
}

static textan_status take_attribute(textan_decoding *public, const textan_feature *feature, textan_error *error) {
  return document_set_attribute(document_of(public), feature, error);
}

static textan_status take_error(textan_decoding *public, const char *step, const char *reason, textan_error *error) {
  return document_add_error(document_of(public), step, reason, error);
}

static textan_status take_source(textan_decoding *public, const char *source, textan_error *error) {
  return document_set_source(document_of(public), source, error);
}

static textan_status take_relation(textan_decoding *public, const char *step, const char *type, uint32_t from,
                                   uint32_t to, textan_error *error) {
  return document_relate_as(document_of(public), step, type, from, to, error);
}

static textan_status fail_again(textan_decoding *public, const char *step, const char *reason, textan_error *error) {
  (void)public;
  return textan_fail(error, TEXTAN_EINPUT, "again in %s: %s", step, reason);
}

static textan_host *host;
static const textan_decoder *decoder;
static textan_document *document;
static void *model, *scratch;
static textan_schema schema;

static void begin(const struct setting *settings) {
  const textan_parameters parameters = {settings};
  textan_error error = {.message = ""};
  schema = (textan_schema){.struct_size = sizeof schema};
  host = plugin_host_new(textan_LTX_textan_module(), "/", NULL, NULL);
  decoder = textan_LTX_textan_module()->decoder;
  document = document_new();
  cr_assert_eq(decoder->schema(host, &parameters, &schema, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(decoder->model_new(host, &parameters, &model, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(decoder->scratch_new(model, &scratch, &error), TEXTAN_OK, "%s", error.message);
}

static void end(void) {
  decoder->scratch_free(scratch);
  decoder->model_free(model);
  document_free(document);
  host_free(host);
}

/* Decodes bytes of their own allocation, so that a sanitizer sees every byte that is read behind them. */
static textan_status decode(const char *line, size_t size, textan_error *error) {
  struct decoding decoding = {.public = {.struct_size = sizeof decoding.public,
                                         .set_text = take_text,
                                         .set_attribute = take_attribute,
                                         .document = document_of,
                                         .add_error = take_error,
                                         .set_source = take_source,
                                         .fail_again = fail_again,
                                         .relate = take_relation},
                              .document = document};
  char *bytes = malloc(size + 1);
  memcpy(bytes, line, size);
  bytes[size] = '\0';
  const textan_record record = {
      .struct_size = sizeof record, .id = "id", .source = "here:1", .bytes = bytes, .size = size};
  *error = (textan_error){.message = ""};
  cr_assert(document_begin(document, "corpus", "id", "here:1"));
  document_begin_step(document, "decode", schema.produces);
  const textan_status status = decoder->decode(model, scratch, &record, &decoding.public, error);
  document_end_step(document, false);
  free(bytes);
  return status;
}

static const struct setting defaults[] = {
    {"layers", {"language", "token", "sentence", "entity", "figure", "gadget"}}, {"offsets", {"codepoint"}}, {0}};

static const char line[] =
    "{\"format\":1,\"id\":\"a\",\"corpus\":\"c\",\"source\":\"there\",\"lang\":\"vi\",\"text\":\"\u00E9t\\u00e9 1\\n\","
    "\"decimals\":[\"document.p\",\"gadget.w\"],\"attributes\":{\"p\":\"0.5\",\"l\":[\"x\",\"y\"]},\"annotations\":["
    "{\"id\":1,\"layer\":\"entity\",\"type\":\"GPE\",\"begin\":0,\"end\":3,\"text\":\"\u00E9t\u00E9\",\"score\":0.5,"
    "\"by\":\"e\",\"rule\":\"r\",\"features\":{\"code\":\"FR\",\"a\":[\"b\"],\"c\":[\"d\",\"e\"]}},"
    "{\"id\":2,\"layer\":\"gadget\",\"type\":\"x\",\"begin\":4,\"end\":5,\"features\":{\"w\":\"1.50\",\"n\":-3,"
    "\"of\":{\"annotation\":1},\"ok\":true}},"
    "{\"id\":3,\"layer\":\"token\",\"type\":\"token\",\"begin\":0,\"end\":3,\"text\":\"\u00E9t\u00E9\"},"
    "{\"id\":4,\"layer\":\"sentence\",\"type\":\"sentence\",\"begin\":0,\"end\":5}],"
    "\"relations\":[{\"type\":\"near\",\"from\":2,\"to\":1}],\"errors\":[{\"step\":\"s\",\"reason\":\"r\"}]}";

Test(textan, reads_what_the_line_says) {
  textan_error error;
  begin(defaults);
  cr_assert_eq(decode(line, sizeof line - 1, &error), TEXTAN_OK, "%s", error.message);
  cr_expect_str_eq(document_api.source(document), "there");
  cr_expect_str_eq(document_api.attribute(document, "lang")->as.string.data, "vi");
  cr_expect_eq(document_api.attribute(document, "p")->as.decimal.mantissa, 5);
  cr_expect_str_eq(document_api.attribute(document, "l")->as.list[1].data, "y");
  textan_annotation_view view;
  cr_assert(document_api.get(document, 1, &view));
  cr_expect(view.begin == 0 && view.end == 5 && view.score == 0.5f);
  cr_expect_str_eq(view.by, "e");
  cr_expect_str_eq(view.rule, "r");
  cr_expect_str_eq(document_api.feature(document, 1, "a")->as.list[0].data, "b");
  cr_expect_str_eq(document_api.feature(document, 1, "c")->as.list[1].data, "e");
  cr_assert(document_api.get(document, 2, &view));
  cr_expect(view.begin == 6 && view.end == 7 && view.score < 0 && !view.rule);
  cr_expect_str_eq(view.by, "decode");
  cr_expect_eq(document_api.feature(document, 2, "w")->as.decimal.mantissa, 15);
  cr_expect_eq(document_api.feature(document, 2, "n")->as.integer, -3);
  cr_expect_eq(document_api.feature(document, 2, "of")->as.reference, 1);
  cr_expect(document_api.feature(document, 2, "ok")->as.boolean);
  size_t count;
  const textan_token *tokens = views_api.tokens(document, &count);
  cr_assert_eq(count, 1);
  cr_expect(tokens[0].end == 5 && tokens[0].first_word == 0 && tokens[0].word_count == 1);
  const textan_sentence *sentences = views_api.sentences(document, &count);
  cr_assert_eq(count, 1);
  cr_expect(sentences[0].end == 7 && sentences[0].word_count == 2);
  cr_expect_eq(document_api.relation_count(document), 1);
  cr_expect_eq(document_api.error_count(document), 1);
  end();
}

Test(textan, leaves_out_layers_and_what_leads_there) {
  static const struct setting settings[] = {{"layers", {"gadget"}}, {"offsets", {"codepoint"}}, {0}};
  textan_error error;
  size_t count;
  begin(settings);
  cr_assert_eq(decode(line, sizeof line - 1, &error), TEXTAN_OK, "%s", error.message);
  textan_annotation_view view;
  cr_assert(document_api.get(document, 1, &view));
  cr_expect_str_eq(view.layer, "gadget");
  cr_expect_null(document_api.feature(document, 1, "of"));
  cr_expect_eq(document_api.feature(document, 1, "n")->as.integer, -3);
  cr_expect_eq(document_api.relation_count(document), 0);
  views_api.tokens(document, &count);
  cr_expect_eq(count, 0);
  end();
}

/* The number of an offset's unit at each byte, and the bytes at which none is. */
Test(textan, finds_offsets_in_every_unit) {
  static const char text[] = "a\u00EA\U0001F600b"; /* bytes 0, 1, 3, 7; size 8 */
  static const struct {
    enum unit unit;
    int64_t bytes[9]; /* of units 0, 1, …; -1: none */
  } cases[] = {{UNIT_BYTE, {0, 1, -1, 3, -1, -1, -1, 7, 8}},
               {UNIT_CODEPOINT, {0, 1, 3, 7, 8, -1, -1, -1, -1}},
               {UNIT_UTF16, {0, 1, 3, -1, 7, 8, -1, -1, -1}}};
  struct offsets offsets = {0};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cr_assert(offsets_begin(&offsets, cases[i].unit, text, sizeof text - 1));
    for (uint32_t unit = 0; unit < 9; unit++) {
      uint32_t byte;
      const bool found = offsets_byte(&offsets, unit, &byte);
      cr_expect_eq(found ? (int64_t)byte : -1, cases[i].bytes[unit], "case %zu: unit %u", i, unit);
    }
    uint32_t byte;
    cr_expect_not(offsets_byte(&offsets, UINT32_MAX, &byte));
  }
  offsets_free(&offsets);
}

/* Whatever the line holds, it is read or refused with a reason. */
static void expect_answer(const char *damaged, size_t size, size_t *refused) {
  textan_error error;
  if (decode(damaged, size, &error) == TEXTAN_OK)
    return;
  ++*refused;
  cr_expect(error.message[0], "no reason: %.*s", (int)size, damaged);
}

Test(textan, stands_every_damage_of_one_byte) {
  static const char bytes[] = "\"\\{}[],:0e-. \xC3\x01x";
  const size_t size = sizeof line - 1;
  char *damaged = malloc(size);
  size_t refused = 0;
  begin(defaults);
  for (size_t i = 0; i < size; i++) {
    size_t wrong = 0;
    expect_answer(line, i, &wrong);
    cr_expect_eq(wrong, 1, "%zu bytes of the line are taken for all", i);
    memcpy(damaged, line, i);
    memcpy(damaged + i, line + i + 1, size - i - 1);
    expect_answer(damaged, size - 1, &refused);
    memcpy(damaged, line, size);
    for (const char *byte = bytes; *byte; byte++) {
      damaged[i] = *byte;
      expect_answer(damaged, size, &refused);
    }
  }
  cr_expect(refused > 5 * size, "only %zu were refused", refused);
  free(damaged);
  end();
}

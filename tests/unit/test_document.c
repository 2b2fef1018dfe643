/* Documents: what is added can be read back, what is wrong is refused, what failed is taken back. */
#include <criterion/criterion.h>
#include <string.h>

#include "document.h"

static const textan_layer produced[] = {{.name = "entity"}, {.name = "token"}, {.name = "sentence"}, {0}};
static textan_document *document;

static void begin(const char *text) {
  textan_error error;
  document = document_new();
  cr_assert(document);
  cr_assert(document_begin(document, "news", "doc-1", "news.jsonl:1"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
  document_begin_step(document, "entities", produced);
}

static void end(void) {
  document_free(document);
}

static textan_value string_value(const char *text) {
  return (textan_value){.type = TEXTAN_STRING, .size = 0, .as = {.string = {text, strlen(text)}}};
}

static textan_status add(uint32_t from, uint32_t to, const char *layer, const textan_feature *features, size_t count,
                         uint32_t *id, textan_error *error) {
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .begin = from,
                                        .end = to,
                                        .score = 0.5f,
                                        .layer = layer,
                                        .type = "GPE",
                                        .rule = "cldr:VN",
                                        .features = features,
                                        .feature_count = count};
  return document_api.add(document, &annotation, id, error);
}

Test(document, reads_back_every_kind_of_feature) {
  begin("Viet Nam and Belarus");
  textan_error error;
  uint32_t first, second;
  cr_assert_eq(add(0, 8, "entity", NULL, 0, &first, &error), TEXTAN_OK);
  const textan_string parties[] = {{"BY", 2}, {"VN", 2}};
  const textan_feature features[] = {
      {"code", string_value("BY")},
      {"count", {.type = TEXTAN_INTEGER, .size = 0, .as = {.integer = -9}}},
      {"value", {.type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {125, -1}}}},
      {"anaphor", {.type = TEXTAN_BOOLEAN, .size = 0, .as = {.boolean = true}}},
      {"parties", {.type = TEXTAN_LIST, .size = 2, .as = {.list = parties}}},
      {"head", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = first}}},
  };
  cr_assert_eq(add(13, 20, "entity", features, 6, &second, &error), TEXTAN_OK);
  cr_assert_str_eq(document_api.feature(document, second, "code")->as.string.data, "BY");
  cr_assert_eq(document_api.feature(document, second, "count")->as.integer, -9);
  cr_assert_eq(document_api.feature(document, second, "value")->as.decimal.mantissa, 125);
  cr_assert(document_api.feature(document, second, "anaphor")->as.boolean);
  cr_assert_eq(document_api.feature(document, second, "head")->as.reference, first);
  const textan_value *list = document_api.feature(document, second, "parties");
  cr_assert_eq(list->size, 2);
  cr_assert_str_eq(list->as.list[1].data, "VN");
  cr_assert_null(document_api.feature(document, second, "unknown"));
  textan_annotation_view view;
  cr_assert(document_api.get(document, second, &view));
  cr_assert_str_eq(view.by, "entities");
  cr_assert_str_eq(view.rule, "cldr:VN");
  cr_assert_not(document_api.get(document, 3, &view));
  end();
}

Test(document, refuses_wrong_annotations) {
  begin("H\xC3\xA0 N\xE1\xBB\x99i");
  static const struct {
    uint32_t from, to;
    const char *layer, *says;
  } wrong[] = {{0, 0, "entity", "empty"},          {5, 4, "entity", "empty"},      {0, 900, "entity", "outside"},
               {900, 901, "entity", "outside"},    {2, 3, "entity", "boundaries"}, {0, 2, "entity", "boundaries"},
               {0, 1, "figure", "not among those"}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    textan_error error = {0};
    cr_expect_eq(add(wrong[i].from, wrong[i].to, wrong[i].layer, NULL, 0, NULL, &error), TEXTAN_EINTERNAL);
    cr_expect(strstr(error.message, wrong[i].says), "case %zu says: %s", i, error.message);
  }
  textan_error error = {0};
  const textan_feature bad_name = {"Code", string_value("VN")};
  cr_expect_eq(add(0, 1, "entity", &bad_name, 1, NULL, &error), TEXTAN_EINTERNAL);
  const textan_feature bad_bytes = {"code", string_value("\xFF")};
  cr_expect_eq(add(0, 1, "entity", &bad_bytes, 1, NULL, &error), TEXTAN_EINTERNAL);
  cr_expect_eq(document_api.relate(document, "amends", 1, 2, &error), TEXTAN_EINTERNAL);
  size_t position = 0;
  textan_annotation_view view;
  cr_expect_not(document_api.next(document, NULL, &position, &view));
  end();
}

Test(document, takes_back_what_a_failed_step_added) {
  begin("Viet Nam");
  textan_error error;
  const textan_feature lang = {"lang", string_value("vi")}, other = {"lang", string_value("en")};
  const textan_feature extra = {"extra", string_value("x")};
  cr_assert_eq(document_api.set_attribute(document, &lang, &error), TEXTAN_OK);
  cr_assert_eq(add(0, 4, "entity", NULL, 0, NULL, &error), TEXTAN_OK);
  document_end_step(document, false);
  document_begin_step(document, "second", produced);
  uint32_t id;
  const textan_token token = {.begin = 0, .end = 4, .first_word = 0, .word_count = 1};
  cr_assert_eq(views_api.set_tokens(document, &token, 1, &error), TEXTAN_OK);
  cr_assert_eq(document_api.set_attribute(document, &other, &error), TEXTAN_OK);
  cr_assert_eq(document_api.set_attribute(document, &extra, &error), TEXTAN_OK);
  for (int i = 0; i < 3000; i++) {
    char code[16];
    snprintf(code, sizeof code, "c%d", i);
    const textan_feature feature = {"code", string_value(code)};
    cr_assert_eq(add(0, 4, "entity", &feature, 1, &id, &error), TEXTAN_OK);
  }
  cr_assert_eq(document_api.relate(document, "same_as", 1, id, &error), TEXTAN_OK);
  document_end_step(document, true);
  size_t position = 0, count = 0;
  textan_annotation_view view;
  while (document_api.next(document, "entity", &position, &view))
    count++;
  cr_assert_eq(count, 1);
  cr_assert_eq(document_api.relation_count(document), 0);
  cr_assert_eq(document_api.attribute_count(document), 1);
  cr_assert_str_eq(document_api.attribute(document, "lang")->as.string.data, "vi");
  views_api.tokens(document, &count);
  cr_assert_eq(count, 0);
  /* The block goes on in good order. */
  document_begin_step(document, "third", produced);
  const textan_feature feature = {"code", string_value("VN")};
  cr_assert_eq(add(5, 8, "entity", &feature, 1, &id, &error), TEXTAN_OK);
  cr_assert_eq(id, 2);
  cr_assert_str_eq(document_api.feature(document, id, "code")->as.string.data, "VN");
  end();
}

Test(document, refuses_text_that_is_not_utf8) {
  textan_error error = {0};
  document = document_new();
  cr_assert(document_begin(document, "news", "doc-1", "a.txt"));
  cr_assert_eq(document_set_text(document, "ab\xC3(", 4, true, &error), TEXTAN_EINPUT);
  cr_assert(strstr(error.message, "byte 2"), "says: %s", error.message);
  end();
}

Test(document, knows_the_language_at_a_place) {
  static const textan_layer languages[] = {{.name = "language"}, {0}};
  begin("Hello world. Xin chao.");
  textan_error error;
  cr_assert_str_eq(document_api.language_at(document, 0), "und");
  const textan_feature lang = {"lang", string_value("en")};
  cr_assert_eq(document_api.set_attribute(document, &lang, &error), TEXTAN_OK);
  document_begin_step(document, "lang", languages);
  const textan_annotation span = {
      .struct_size = sizeof span, .begin = 13, .end = 22, .score = -1, .layer = "language", .type = "vi"};
  cr_assert_eq(document_api.add(document, &span, NULL, &error), TEXTAN_OK);
  document_end_step(document, false);
  cr_assert_str_eq(document_api.language_at(document, 0), "en");
  cr_assert_str_eq(document_api.language_at(document, 13), "vi");
  cr_assert_str_eq(document_api.language_at(document, 22), "en");
  end();
}

Test(document, shows_entities_in_text_order_with_their_words) {
  begin("Hanoi and Viet Nam");
  textan_error error;
  const textan_feature features[] = {{"code", string_value("VN")}, {"role", string_value("host")}};
  cr_assert_eq(add(10, 18, "entity", features, 2, NULL, &error), TEXTAN_OK);
  cr_assert_eq(add(0, 5, "entity", NULL, 0, NULL, &error), TEXTAN_OK);
  size_t count;
  const textan_entity *entities = views_api.entities(document, &count);
  cr_assert_eq(count, 2);
  cr_assert_eq(entities[0].begin, 0);
  cr_assert_null(entities[0].code);
  cr_assert_str_eq(entities[1].code, "VN");
  cr_assert_str_eq(entities[1].role, "host");
  cr_assert_null(entities[1].country);
  cr_assert_eq(entities[1].first_word, 2);
  cr_assert_eq(entities[1].word_count, 2);
  end();
}

Test(decimal, is_written_in_plain_digits) {
  static const struct {
    textan_decimal decimal;
    const char *text;
  } cases[] = {{{5, 8}, "500000000"},
               {{125, -1}, "12.5"},
               {{1250, -2}, "12.5"},
               {{-5, -2}, "-0.05"},
               {{0, -3}, "0"},
               {{100, -2}, "1"},
               {{INT64_MIN, 0}, "-9223372036854775808"},
               {{1, 60}, "1E+60"},
               {{7, 0}, "7"},
               {{123456, -6}, "0.123456"}};
  char out[TEXTAN_DECIMAL_SIZE];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect_str_eq(textan_decimal_format(cases[i].decimal, out), cases[i].text);
}

/* Documents: what is added can be read back, what is wrong is refused, what failed is taken back. */
#include <criterion/criterion.h>
#include <string.h>

#include "document.h"
#include "document_add.h"

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

/* A layer whose types and features are declared. */
static const textan_feature_type declared_features[] = {
    {"code", TEXTAN_STRING, "for tests"}, {"head", TEXTAN_REFERENCE, "for tests"}, {0}};
static const textan_feature_type declared_attributes[] = {{"lang", TEXTAN_STRING, "for tests"}, {0}};
static const char *const declared_types[] = {"GPE", "ORG", NULL};
static const textan_layer declared[] = {{"entity", 0, declared_types, declared_features},
                                        {"document", 0, NULL, declared_attributes},
                                        {"token", 0, NULL, NULL},
                                        {0}};

static textan_value integer_value(int64_t number) {
  return (textan_value){.type = TEXTAN_INTEGER, .size = 0, .as = {.integer = number}};
}

static textan_value reference_value(uint32_t id) {
  return (textan_value){.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = id}};
}

Test(document, holds_plugins_to_what_they_declare) {
  begin("Viet Nam");
  document_end_step(document, false);
  document_begin_step(document, "entities", declared);
  textan_error error;
  uint32_t id;
  cr_assert_eq(add(0, 8, "entity", NULL, 0, &id, &error), TEXTAN_OK);
  static char long_name[120];
  memset(long_name, 'a', sizeof long_name - 1);
  const struct {
    textan_feature features[2];
    size_t count;
    const char *says;
  } wrong[] = {
      {{{"code", integer_value(1)}},
       1,
       "feature \"code\" of layer \"entity\" is declared as a string and is an integer"},
      {{{"code", string_value("VN")}, {"code", string_value("BY")}},
       2,
       "feature \"code\" of layer \"entity\" is given twice"},
      {{{"head", reference_value(0)}}, 1, "refers to annotation 0, but the document has 1"},
      {{{"head", reference_value(2)}}, 1, "refers to annotation 2, but the document has 1"},
      {{{"Code", string_value("VN")}}, 1, "feature has the name \"Code\""},
      {{{long_name, string_value("VN")}}, 1, "names are [a-z][a-z0-9_]*"},
      {{{"other", {.type = TEXTAN_LIST, .size = 3, .as = {.list = NULL}}}}, 1, "is a list without items"},
      {{{"other", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {NULL, 3}}}}}, 1, "is a string without data"},
      {{{"other", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {"x", SIZE_MAX}}}}},
       1,
       "at most 16777216 are taken"},
      {{{"code", string_value("VN")}}, 2000, "has 2000 features; at most 200 are taken"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    cr_expect(add(0, 8, "entity", wrong[i].features, wrong[i].count, &id, &error) < 0, "case %zu", i);
    cr_expect(strstr(error.message, wrong[i].says), "case %zu says: %s", i, error.message);
  }
  const textan_annotation other_type = {
      .struct_size = sizeof other_type, .end = 4, .score = -1, .layer = "entity", .type = "PERSON"};
  cr_expect_eq(document_api.add(document, &other_type, NULL, &error), TEXTAN_EINTERNAL);
  cr_expect(strstr(error.message, "type \"PERSON\" is not among those that the plugin declares for layer \"entity\""));
  cr_expect(add(0, 8, "document", NULL, 0, &id, &error) < 0, "attributes are no annotations");
  const textan_feature number = {"lang", integer_value(5)};
  cr_expect(document_api.set_attribute(document, &number, &error) < 0);
  cr_expect_str_eq(error.message, "attribute \"lang\" is declared as a string and is an integer");
  const textan_feature undeclared = {"other", string_value("x")};
  cr_expect_eq(add(0, 8, "entity", &undeclared, 1, &id, &error), TEXTAN_OK, "undeclared features are taken");
  cr_expect_eq(document_api.set_attribute(document, &undeclared, &error), TEXTAN_OK);
  end();
}

Test(document, is_strict_where_it_is_asked_to) {
  static const textan_layer consumed[] = {{"sentence", 0, NULL, NULL}, {0}};
  begin("Viet Nam");
  document_end_step(document, false);
  document_begin_step(document, "entities", declared);
  document_hold_step(document, consumed);
  textan_error error;
  textan_annotation_view view;
  size_t position = 0, count;
  const textan_feature undeclared = {"other", string_value("x")};
  cr_expect(add(0, 8, "entity", &undeclared, 1, NULL, &error) < 0);
  cr_expect_str_eq(error.message, "feature \"other\" of layer \"entity\" is not declared by the plugin");
  cr_expect(document_api.set_attribute(document, &undeclared, &error) < 0);
  cr_expect_str_eq(error.message, "attribute \"other\" is not declared by the plugin");
  cr_expect(document_check_step(document, &error) < 0, "what was refused is not forgotten");
  cr_expect_str_eq(error.message, "feature \"other\" of layer \"entity\" is not declared by the plugin");
  document_end_step(document, true);
  document_begin_step(document, "entities", declared);
  document_hold_step(document, consumed);
  views_api.sentences(document, &count);
  views_api.tokens(document, &count);
  document_api.next(document, "entity", &position, &view);
  cr_expect_eq(document_check_step(document, &error), TEXTAN_OK, "what is consumed or produced may be read");
  document_api.next(document, "treaty", &position, &view);
  cr_expect(document_check_step(document, &error) < 0);
  cr_expect_str_eq(error.message, "the plugin read layer \"treaty\", which it does not declare to consume");
  end();
}

Test(document, is_closed_between_steps) {
  begin("Viet Nam");
  document_end_step(document, false);
  textan_error error;
  const textan_feature lang = {"lang", string_value("vi")};
  const textan_token token = {.begin = 0, .end = 4, .first_word = 0, .word_count = 1};
  cr_expect_eq(add(0, 8, "entity", NULL, 0, NULL, &error), TEXTAN_EINTERNAL);
  cr_expect_str_eq(error.message, "a document can be added to only while its step runs");
  cr_expect_eq(document_api.set_attribute(document, &lang, &error), TEXTAN_EINTERNAL);
  cr_expect_eq(document_api.relate(document, "same_as", 1, 1, &error), TEXTAN_EINTERNAL);
  cr_expect_eq(views_api.set_tokens(document, &token, 1, &error), TEXTAN_EINTERNAL);
  end();
}

Test(document, refuses_tokens_that_lie) {
  begin("Viet Nam");
  textan_error error;
  const struct {
    textan_token tokens[2];
    size_t count;
    const char *says;
  } wrong[] = {
      {{{0, 4, 0, 1}, {3, 8, 1, 1}}, 2, "token 1 begins at 3, before the end of the last one at 4"},
      {{{0, 4, 0, 9}}, 1, "token 0 covers 9 words from word 0 on, but the document has 2"},
      {{{0, 4, UINT32_MAX, 1}}, 1, "token 0 covers 1 words from word 4294967295 on, but the document has 2"},
      {{{0, 9, 0, 1}}, 1, "is empty or outside the text"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    cr_expect_eq(views_api.set_tokens(document, wrong[i].tokens, wrong[i].count, &error), TEXTAN_EINTERNAL);
    cr_expect(strstr(error.message, wrong[i].says), "case %zu says: %s", i, error.message);
  }
  const textan_token good[] = {{0, 4, 0, 1}, {5, 8, 1, 1}};
  cr_expect_eq(views_api.set_tokens(document, good, 2, &error), TEXTAN_OK);
  cr_expect_eq(views_api.set_tokens(document, good, 2, &error), TEXTAN_EINTERNAL, "once only");
  end();
}

/* Random adding and rolling back, beside a list of what must be there. */
Test(document, is_exact_after_any_rollback) {
  enum { ROUNDS = 300, KEPT_MAX = 4000 };
  static struct { uint32_t begin, end, head; } kept[KEPT_MAX];
  static char text[201];
  memset(text, 'a', sizeof text - 1);
  begin(text);
  document_end_step(document, false);
  size_t count = 0, relations = 0;
  uint64_t random = 1;
  int64_t attribute = -1;
  textan_error error;
  for (int round = 0; round < ROUNDS; round++) {
    document_begin_step(document, "entities", produced);
    const size_t before = count, relations_before = relations;
    const int64_t attribute_before = attribute;
    random = random * 6364136223846793005u + 1442695040888963407u;
    const bool failed = random >> 40 & 1;
    for (uint64_t n = random >> 50 & 15; n > 0 && count < KEPT_MAX; n--) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      const uint32_t from = (uint32_t)(random >> 33) % 190,
                     head = count ? (uint32_t)(random >> 43) % (uint32_t)count + 1 : 0;
      const textan_feature features[] = {{"head", reference_value(head)}, {"n", integer_value(from)}};
      cr_assert_eq(add(from, from + 5, "entity", head ? features : features + 1, head ? 2 : 1, NULL, &error),
                   TEXTAN_OK);
      kept[count].begin = from;
      kept[count].end = from + 5;
      kept[count++].head = head;
      if (head) {
        cr_assert_eq(document_api.relate(document, "of", (uint32_t)count, head, &error), TEXTAN_OK);
        relations++;
      }
      attribute = from;
      const textan_feature last = {"last", integer_value(from)};
      cr_assert_eq(document_api.set_attribute(document, &last, &error), TEXTAN_OK);
    }
    document_end_step(document, failed);
    count = failed ? before : count;
    relations = failed ? relations_before : relations;
    attribute = failed ? attribute_before : attribute;
    textan_annotation_view view;
    size_t position = 0, i = 0;
    for (; document_api.next(document, "entity", &position, &view); i++) {
      cr_assert(view.id == i + 1 && view.begin == kept[i].begin && view.end == kept[i].end);
      const textan_value *head = document_api.feature(document, view.id, "head");
      cr_assert(kept[i].head ? head && head->as.reference == kept[i].head : !head);
    }
    cr_assert_eq(i, count);
    cr_assert_eq(document_api.relation_count(document), relations);
    const textan_value *last = document_api.attribute(document, "last");
    cr_assert(attribute < 0 ? !last : last && last->as.integer == attribute);
  }
  cr_assert_gt(count, 100);
  end();
}

Test(document, takes_back_what_a_failed_step_added) {
  begin("Viet Nam");
  textan_error error;
  const textan_feature lang = {"lang", string_value("vi")}, other = {"lang", string_value("en")};
  const textan_feature extra = {"extra", string_value("x")};
  cr_assert_eq(document_keep_attribute(document, &lang, &error), TEXTAN_OK);
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
  cr_assert_eq(document_keep_attribute(document, &lang, &error), TEXTAN_OK);
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

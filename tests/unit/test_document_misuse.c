/* Documents in the hands of plugins that go wrong: every call is answered, nothing wrong gets in, limits hold. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "document_add.h"
#include "document_limits.h"
#include "host.h"

static const textan_feature_type features[] = {
    {"head", TEXTAN_REFERENCE, "for tests"}, {"sure", TEXTAN_BOOLEAN, "for tests"}, {0}};
static const textan_layer produced[] = {
    {.name = "entity", .features = features}, {.name = "token"}, {.name = "sentence"}, {.name = "document"}, {0}};
static const textan_layer consumed[] = {{.name = "language"}, {0}};
static textan_document *document;
static textan_error error;

static void set_up(void) {
  document = document_new();
  cr_assert(document);
  cr_assert(document_begin(document, "news", "doc-1", "news.jsonl:1"));
  cr_assert_eq(document_set_text(document, "Viet Nam", 8, true, &error), TEXTAN_OK);
  document_begin_step(document, "step", produced);
}

static void tear_down(void) {
  document_free(document);
}

TestSuite(document_misuse, .init = set_up, .fini = tear_down);

static textan_status add(const char *layer, const textan_feature *list, size_t count) {
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .end = 4,
                                        .score = -1,
                                        .layer = layer,
                                        .type = "x",
                                        .features = list,
                                        .feature_count = count};
  return document_api.add(document, &annotation, NULL, &error);
}

static void expect_refusal(textan_status status, const char *says) {
  cr_expect_eq(status, TEXTAN_EINTERNAL);
  cr_expect(strstr(error.message, says), "\"%s\" is not in \"%s\"", says, error.message);
}

static textan_feature attribute(const char *name, const char *text) {
  return (textan_feature){name, {.type = TEXTAN_STRING, .size = 0, .as = {.string = {text, strlen(text)}}}};
}

Test(document_misuse, some_layers_take_no_annotations) {
  expect_refusal(add("document", NULL, 0), "layer \"document\" stands for the attributes");
  expect_refusal(add("token", NULL, 0), "layer \"token\" is set as a whole with set_tokens");
  expect_refusal(add("sentence", NULL, 0), "layer \"sentence\" is set as a whole with set_sentences");
}

Test(document_misuse, values_must_be_what_they_say) {
  textan_feature truth = {"sure", {.type = TEXTAN_BOOLEAN}};
  memset(&truth.value.as, 7, 1);
  expect_refusal(add("entity", &truth, 1), "feature \"sure\" of layer \"entity\" is a boolean of value 7");
  const textan_feature nameless = {NULL, {.type = TEXTAN_INTEGER}};
  expect_refusal(add("entity", &nameless, 1), "has the name \"(none)\"");
  const textan_feature others[] = {attribute("other", "a"), attribute("other", "b")};
  expect_refusal(add("entity", others, 2), "feature \"other\" of layer \"entity\" is given twice");
  const textan_feature own = {"head", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = 1}}};
  expect_refusal(add("entity", &own, 1), "refers to annotation 1, but the document has 0");
}

Test(document_misuse, relations_lead_from_annotation_to_annotation_once) {
  cr_assert_eq(add("entity", NULL, 0), TEXTAN_OK);
  cr_assert_eq(add("entity", NULL, 0), TEXTAN_OK);
  expect_refusal(document_api.relate(document, "Of", 1, 2, &error), "has the name \"Of\"");
  expect_refusal(document_api.relate(document, NULL, 1, 2, &error), "has the name \"(none)\"");
  cr_assert_eq(document_api.relate(document, "of", 1, 2, &error), TEXTAN_OK);
  cr_assert_eq(document_api.relate(document, "of", 2, 1, &error), TEXTAN_OK);
  cr_assert_eq(document_api.relate(document, "in", 1, 2, &error), TEXTAN_OK);
  expect_refusal(document_api.relate(document, "of", 1, 2, &error),
                 "relation \"of\" from 1 to 2 was added by this step already");
  cr_assert_eq(document_api.relation_count(document), 3);
  document_end_step(document, false);
  document_begin_step(document, "other", produced);
  cr_assert_eq(document_api.relate(document, "of", 1, 2, &error), TEXTAN_OK, "another step finds it, too");
}

Test(document_misuse, limits_are_told) {
  for (uint32_t i = 0; i < LIMIT_RELATIONS_FROM + 2; i++)
    cr_assert_eq(add("entity", NULL, 0), TEXTAN_OK);
  textan_status status = TEXTAN_OK;
  for (uint32_t to = 2; status == TEXTAN_OK; to++)
    status = document_api.relate(document, "of", 1, to, &error);
  cr_expect_eq(status, TEXTAN_ELIMIT);
  cr_expect_str_eq(error.message, "1000 relations begin at annotation 1, as many as may");
  cr_expect_eq(document_api.relation_count(document), LIMIT_RELATIONS_FROM);

  char name[16];
  status = TEXTAN_OK;
  for (int i = 0; status == TEXTAN_OK; i++) {
    snprintf(name, sizeof name, "a%d", i);
    const textan_feature one = attribute(name, "x");
    status = document_api.set_attribute(document, &one, &error);
  }
  cr_expect_eq(status, TEXTAN_ELIMIT);
  cr_expect_str_eq(error.message, "the document has 1000 attributes, as many as it may have");
  const textan_feature again = attribute("a7", "y");
  cr_expect_eq(document_api.set_attribute(document, &again, &error), TEXTAN_OK, "replacing one takes no further room");
  cr_expect_str_eq(document_api.attribute(document, "a7")->as.string.data, "y");

  const textan_feature list = {"list", {.type = TEXTAN_LIST, .size = UINT32_MAX, .as = {.list = NULL}}};
  cr_expect_eq(document_api.set_attribute(document, &list, &error), TEXTAN_ELIMIT);
  cr_expect_str_eq(error.message, "attribute \"list\" is a list of 4294967295 items; at most 1000000 are taken");
  cr_expect_eq(document_set_text(document, "x", SIZE_MAX, true, &error), TEXTAN_ELIMIT);
}

Test(document_misuse, a_full_block_is_told_and_goes_on) {
  enum { SIZE = LIMIT_STRING };
  char *bytes = malloc(SIZE);
  cr_assert(bytes);
  memset(bytes, 'x', SIZE);
  textan_feature big = {"big", {.type = TEXTAN_STRING, .size = 0, .as = {.string = {bytes, SIZE}}}};
  textan_status status = TEXTAN_OK;
  uint32_t count = 0;
  for (; status == TEXTAN_OK; count++) {
    memcpy(bytes, &(uint32_t){0x61616161u + count}, 4); /* each another one */
    status = add("entity", &big, 1);
  }
  cr_expect_eq(status, TEXTAN_ELIMIT);
  cr_expect(strstr(error.message, "annotations fill the 256 MiB that a document's may take"), "%s", error.message);
  cr_expect_eq(document_api.set_attribute(document, &big, &error), TEXTAN_ELIMIT);
  cr_expect_null(document_api.attribute(document, "big"));
  cr_expect_eq(add("entity", NULL, 0), TEXTAN_OK, "a small one has room");
  free(bytes);
}

Test(document_misuse, what_is_not_there_is_answered) {
  textan_feature feature;
  textan_relation relation;
  document_hold_step(document, NULL);
  document_api.attribute_at(document, 3, &feature);
  cr_expect_str_eq(feature.name, "");
  document_api.feature_at(document, 9, 0, &feature);
  cr_expect_str_eq(feature.value.as.string.data, "");
  document_api.relation_at(document, 0, &relation);
  cr_expect_str_eq(relation.type, "");
  cr_expect_eq(document_check_step(document, &error), TEXTAN_EINTERNAL);
  cr_expect_str_eq(error.message, "the plugin asked for attribute 3, but there are 0, counted from 0");
}

Test(document_misuse, strict_steps_read_declared_layers_only_by_any_way) {
  cr_assert_eq(add("entity", NULL, 0), TEXTAN_OK);
  document_end_step(document, false);
  textan_annotation_view view;
  for (int way = 0; way < 4; way++) {
    size_t position = 0, count;
    document_begin_step(document, "other", NULL);
    document_hold_step(document, consumed);
    if (way == 0)
      cr_expect_not(document_api.next(document, NULL, &position, &view));
    if (way == 1)
      cr_expect_not(document_api.get(document, 1, &view));
    if (way == 2)
      cr_expect_null(document_api.feature(document, 1, "head"));
    if (way == 3)
      cr_expect_null(views_api.entities(document, &count));
    cr_expect_eq(document_check_step(document, &error), TEXTAN_EINTERNAL, "way %d", way);
    cr_expect_str_eq(error.message, "the plugin read layer \"entity\", which it does not declare to consume");
    document_end_step(document, true);
  }
  /* The host's own answer takes the layer whoever asks. */
  document_begin_step(document, "other", NULL);
  document_hold_step(document, NULL);
  cr_expect_str_eq(document_api.language_at(document, 0), "und");
  cr_expect_eq(document_check_step(document, &error), TEXTAN_OK);
}

/* Everything that takes a document, with `given`, which is none or a closed one. */
static void call_all(textan_document *given) {
  size_t count = 7, position = 0;
  textan_annotation_view view;
  textan_feature feature = attribute("lang", "vi");
  textan_relation relation;
  const char *step, *reason;
  const textan_token token = {.end = 4, .word_count = 1};
  const textan_sentence sentence = {.end = 4, .word_count = 1};
  const textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 4, .score = -1, .layer = "entity", .type = "x"};
  cr_expect_str_eq(document_api.id(given), "");
  cr_expect_str_eq(document_api.corpus(given), "");
  cr_expect_str_eq(document_api.source(given), "");
  cr_expect_str_eq(document_api.text(given, &count), "");
  cr_expect_eq(count, 0);
  cr_expect_null(document_api.attribute(given, "lang"));
  cr_expect_eq(document_api.attribute_count(given), 0);
  document_api.attribute_at(given, 0, &feature);
  cr_expect_eq(document_api.set_attribute(given, &feature, NULL), TEXTAN_EINTERNAL);
  cr_expect_eq(document_api.add(given, &annotation, NULL, NULL), TEXTAN_EINTERNAL);
  cr_expect_eq(document_api.relate(given, "of", 1, 2, NULL), TEXTAN_EINTERNAL);
  cr_expect_not(document_api.next(given, NULL, &position, &view));
  cr_expect_not(document_api.next(given, "entity", &position, &view));
  cr_expect_not(document_api.get(given, 1, &view));
  cr_expect_null(document_api.feature(given, 1, "head"));
  document_api.feature_at(given, 1, 0, &feature);
  cr_expect_eq(document_api.relation_count(given), 0);
  document_api.relation_at(given, 0, &relation);
  cr_expect_str_eq(document_api.language_at(given, 0), "und");
  cr_expect_not(document_api.failure(given, &step, &reason));
  cr_expect_eq(document_api.error_count(given), 0);
  document_api.error_at(given, 0, &step, &reason);
  cr_expect_null(views_api.tokens(given, &count));
  cr_expect_null(views_api.sentences(given, &count));
  cr_expect_null(views_api.entities(given, &count));
  cr_expect_eq(count, 0);
  cr_expect_eq(views_api.set_tokens(given, &token, 1, NULL), TEXTAN_EINTERNAL);
  cr_expect_eq(views_api.set_sentences(given, &sentence, 1, NULL), TEXTAN_EINTERNAL);
  cr_expect_null(arena_api.alloc(given, 16));
  cr_expect_eq(clock_api.time_left(given), INT64_MAX);
  cr_expect_null(words_api.words(given, &count));
  cr_expect_null(words_api.folded(given, &count));
  cr_expect_null(words_api.normal(given, &count));
  cr_expect_eq(words_api.normal_to_text(given, 3), 3);
}

Test(document_misuse, no_document_is_answered) {
  call_all(NULL);
}

Test(document_misuse, a_handle_that_was_closed_is_answered) {
  textan_document *kept = document;
  document_free(document);
  call_all(kept);
  document = document_new();
  cr_expect_eq(document, kept, "its bytes are used again");
  cr_assert(document_begin(document, "news", "doc-2", ""));
  cr_assert_str_eq(document_api.id(document), "doc-2");
}

Test(document_misuse, wrong_arguments_are_answered) {
  expect_refusal(document_api.add(document, NULL, NULL, &error), "an annotation without struct_size");
  expect_refusal(document_api.set_attribute(document, NULL, &error), "an attribute without a name");
  expect_refusal(views_api.set_tokens(document, NULL, 2, &error), "2 spans of layer \"token\" are handed over as NULL");
  const textan_token token = {.end = 4};
  expect_refusal(views_api.set_tokens(document, &token, SIZE_MAX, &error), "do not fit in the text");
  expect_refusal(document_set_text(document, NULL, 5, true, &error), "its text was handed over as NULL");
  cr_expect_null(document_api.attribute(document, NULL));
  textan_annotation short_one = {.struct_size = offsetof(textan_annotation, feature_count), .layer = "entity"};
  expect_refusal(document_api.add(document, &short_one, NULL, &error), "an annotation without struct_size");
}

Test(document_misuse, words_before_the_text_are_not_kept) {
  size_t count;
  cr_assert(document_begin(document, "news", "doc-2", ""));
  document_begin_step(document, "decode", produced);
  words_api.words(document, &count);
  cr_assert_eq(count, 0);
  cr_assert_eq(document_set_text(document, "one two", 7, false, &error), TEXTAN_OK);
  words_api.words(document, &count);
  cr_expect_eq(count, 2);
}

Test(document_misuse, services_without_what_they_work_on_are_answered) {
  size_t spans[2], count;
  const textan_lexicon_match *matches;
  textan_lexicon *lexicon;
  textan_regex *regex;
  static const struct plugin plugin = {.path = "", .data_directory = "/"};
  static const struct plugin_use use = {.id = "test", .plugin = &plugin};
  textan_host *host = host_new(&use, NULL, NULL); /* as `schema` gets it */
  cr_assert(host);
  expect_refusal(lexicon_api.load(host, "list.tsv", 1, 0, &lexicon, &error), "can only be loaded by model_new");
  expect_refusal(lexicon_api.load(host, NULL, 1, 0, &lexicon, &error), "without a path");
  expect_refusal(lexicon_api.match(NULL, document, &matches, &count, &error), "there is no list to be matched");
  cr_expect_eq(lexicon_api.entry_count(NULL), 0);
  cr_expect_eq(lexicon_api.line(NULL, 0), 0);
  cr_expect_str_eq(lexicon_api.cell(NULL, 0, 0), "");
  expect_refusal(regex_api.compile(host, "name", "x", 0, &regex, &error), "can only be compiled by model_new");
  expect_refusal(regex_api.match(NULL, document, "x", 1, 0, spans, 1, &error), "there is no pattern to be matched");
  cr_expect_null(host->extension(host, NULL));
  cr_expect_null(host->extension(host, "textan.nothing/1"));
  host->log(host, TEXTAN_LOG_ERROR, NULL);
  host->log(host, -5, "nobody hears this");
  host_free(host);
}

Test(document_misuse, annotations_are_counted) {
  textan_status status = TEXTAN_OK;
  uint32_t count = 0;
  for (; status == TEXTAN_OK && count <= LIMIT_ANNOTATIONS; count++)
    status = add("entity", NULL, 0);
  cr_expect_eq(count, LIMIT_ANNOTATIONS + 1);
  cr_expect_eq(status, TEXTAN_ELIMIT);
  cr_expect_str_eq(error.message, "the document has 4000000 annotations, as many as it may have");
}

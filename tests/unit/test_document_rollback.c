/* What a failed step leaves behind is nothing: random steps beside a copy of all that a document says. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "document_add.h"

enum { DOCUMENTS = 60, STEPS = 14, MOST = 12, IMAGE_SIZE = 1 << 18 };

static const textan_layer produced[] = {
    {.name = "entity"}, {.name = "figure"}, {.name = "token"}, {.name = "sentence"}, {0}};
static const char text[] = "One two three four five six seven eight nine ten.";
static textan_document *document;
static textan_error error;
static uint64_t random_state;

static uint32_t draw(uint32_t below) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33) % below;
}

/* ---- all that a document says, in words ---- */

struct image {
  size_t size;
  char bytes[IMAGE_SIZE];
};

TEXTAN_PRINTF(2, 3)
static void note(struct image *image, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(image->bytes + image->size, sizeof image->bytes - image->size, format, arguments);
  va_end(arguments);
  cr_assert(length >= 0 && image->size + (size_t)length < sizeof image->bytes);
  image->size += (size_t)length;
}

static void note_feature(struct image *image, const textan_feature *feature) {
  const textan_value *value = &feature->value;
  note(image, " %s=", feature->name);
  if (value->type == TEXTAN_STRING)
    note(image, "%s", value->as.string.data);
  else if (value->type == TEXTAN_REFERENCE)
    note(image, "#%u", value->as.reference);
  else if (value->type == TEXTAN_LIST)
    for (uint32_t i = 0; i < value->size; i++)
      note(image, "[%s]", value->as.list[i].data);
}

static void take_image(struct image *image) {
  textan_feature feature;
  textan_annotation_view view;
  textan_relation relation;
  size_t position = 0, count;
  image->size = 0;
  for (size_t i = 0; i < document_api.attribute_count(document); i++) {
    document_api.attribute_at(document, i, &feature);
    note_feature(image, &feature);
  }
  while (document_api.next(document, NULL, &position, &view)) {
    note(image, "\n%u %s %s %u..%u by %s rule %s:", view.id, view.layer, view.type, view.begin, view.end, view.by,
         view.rule ? view.rule : "-");
    for (size_t i = 0; i < view.feature_count; i++) {
      document_api.feature_at(document, view.id, i, &feature);
      note_feature(image, &feature);
    }
  }
  for (size_t i = 0; i < document_api.relation_count(document); i++) {
    document_api.relation_at(document, i, &relation);
    note(image, "\n%s %u->%u by %s", relation.type, relation.from, relation.to, relation.by);
  }
  const textan_token *tokens = views_api.tokens(document, &count);
  for (size_t i = 0; i < count; i++)
    note(image, "\ntoken %u..%u", tokens[i].begin, tokens[i].end);
  const textan_sentence *sentences = views_api.sentences(document, &count);
  for (size_t i = 0; i < count; i++)
    note(image, "\nsentence %u..%u", sentences[i].begin, sentences[i].end);
  const textan_entity *entities = views_api.entities(document, &count);
  for (size_t i = 0; i < count; i++)
    note(image, "\nentity %u code %s", entities[i].id, entities[i].code ? entities[i].code : "-");
  note(image, "\n%s, text: %s", document_api.language_at(document, 0), document_api.text(document, &count));
}

/* ---- random steps ---- */

static textan_value word(char *buffer, size_t size) {
  const int length = snprintf(buffer, size, "w%u", draw(40));
  return (textan_value){.type = TEXTAN_STRING, .size = 0, .as = {.string = {buffer, (size_t)length}}};
}

static void add_annotation(uint32_t *annotations) {
  char code[8], part[8], rule[8];
  const textan_string list[] = {{part, (size_t)snprintf(part, sizeof part, "p%u", draw(30))}, {"", 0}};
  const textan_feature features[] = {
      {"code", word(code, sizeof code)},
      {"parts", {.type = TEXTAN_LIST, .size = draw(3), .as = {.list = list}}},
      {"head", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = *annotations ? draw(*annotations) + 1 : 1}}}};
  snprintf(rule, sizeof rule, "r%u", draw(50));
  const uint32_t begin = draw(sizeof text - 5);
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .begin = begin,
                                        .end = begin + 1 + draw(4),
                                        .score = -1,
                                        .layer = draw(2) ? "entity" : "figure",
                                        .type = draw(2) ? "A" : "B",
                                        .rule = draw(3) ? rule : NULL,
                                        .features = features,
                                        .feature_count = draw(*annotations ? 4 : 3)};
  uint32_t id;
  cr_assert_eq(document_api.add(document, &annotation, &id, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(id, ++*annotations);
}

/* Adds something; also what is refused, which must change nothing. */
static void act(uint32_t *annotations) {
  static const char *const names[] = {"lang", "date", "title", "kind"};
  static const textan_token tokens[] = {{.end = 3, .word_count = 1}, {.begin = 4, .end = 7, .first_word = 1}};
  static const textan_sentence sentence = {.end = 7, .word_count = 2};
  char buffer[8];
  const textan_feature feature = {names[draw(4)], word(buffer, sizeof buffer)};
  switch (draw(8)) {
  case 0:
  case 1:
    cr_assert_eq(document_api.set_attribute(document, &feature, &error), TEXTAN_OK);
    break;
  case 2:
    document_api.relate(document, draw(2) ? "of" : "in", draw(*annotations + 2), draw(*annotations + 2), &error);
    break;
  case 3:
    views_api.set_tokens(document, tokens, draw(3), &error);
    break;
  case 4:
    views_api.set_sentences(document, &sentence, 1, &error);
    break;
  default:
    add_annotation(annotations);
  }
}

static void check_references(uint32_t annotations) {
  textan_relation relation;
  for (uint32_t id = 1; id <= annotations; id++) {
    const textan_value *head = document_api.feature(document, id, "head");
    cr_assert(!head || (head->as.reference >= 1 && head->as.reference <= annotations));
  }
  for (size_t i = 0; i < document_api.relation_count(document); i++) {
    document_api.relation_at(document, i, &relation);
    cr_assert(relation.from <= annotations && relation.to <= annotations);
  }
}

Test(document_rollback, leaves_all_as_it_was) {
  static struct image before, after;
  document = document_new();
  cr_assert(document);
  for (int seed = 0; seed < DOCUMENTS; seed++) {
    uint32_t annotations = 0;
    random_state = (uint64_t)seed;
    cr_assert(document_begin(document, "c", "d", "s"));
    cr_assert_eq(document_set_text(document, text, sizeof text - 1, true, &error), TEXTAN_OK);
    for (int step = 0; step < STEPS; step++) {
      const bool fails = draw(2);
      const uint32_t annotations_before = annotations;
      take_image(&before);
      /* All steps under one name: what is taken back hangs on the step, not on how it is called. */
      document_begin_step(document, "step", produced);
      for (uint32_t n = draw(MOST); n > 0; n--)
        act(&annotations);
      document_end_step(document, fails);
      if (!fails)
        continue;
      annotations = annotations_before;
      take_image(&after);
      cr_assert_str_eq(after.bytes, before.bytes, "seed %d, step %d", seed, step);
    }
    check_references(annotations);
  }
  document_free(document);
}

/* A reference or relation can only lead to what was there before it: so what is taken back takes them along. */
Test(document_rollback, takes_references_and_relations_along) {
  document = document_new();
  cr_assert(document && document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, sizeof text - 1, true, &error), TEXTAN_OK);
  textan_annotation annotation = {
      .struct_size = sizeof annotation, .end = 3, .score = -1, .layer = "entity", .type = "x"};
  document_begin_step(document, "first", produced);
  for (int i = 0; i < 2; i++)
    cr_assert_eq(document_api.add(document, &annotation, NULL, &error), TEXTAN_OK);
  cr_assert_eq(document_api.relate(document, "of", 1, 2, &error), TEXTAN_OK);
  document_end_step(document, false);
  document_begin_step(document, "second", produced);
  cr_assert_eq(document_api.add(document, &annotation, NULL, &error), TEXTAN_OK);
  const textan_feature reference = {"focus", {.type = TEXTAN_REFERENCE, .size = 0, .as = {.reference = 3}}};
  cr_assert_eq(document_api.set_attribute(document, &reference, &error), TEXTAN_OK);
  cr_assert_eq(document_api.relate(document, "of", 1, 3, &error), TEXTAN_OK);
  cr_assert_eq(document_api.relate(document, "of", 3, 1, &error), TEXTAN_OK);
  document_end_step(document, true);
  cr_expect_eq(document_api.relation_count(document), 1);
  cr_expect_null(document_api.attribute(document, "focus"));
  /* Id 3 is another one now: nothing of the failed step is tied to it. */
  document_begin_step(document, "third", produced);
  cr_assert_eq(document_api.add(document, &annotation, NULL, &error), TEXTAN_OK);
  cr_expect_eq(document_api.relate(document, "of", 1, 3, &error), TEXTAN_OK, "%s", error.message);
  cr_expect_eq(document_api.relate(document, "of", 3, 1, &error), TEXTAN_OK, "%s", error.message);
  cr_expect_eq(document_api.relate(document, "of", 1, 2, &error), TEXTAN_OK, "%s", error.message);
  document_free(document);
}

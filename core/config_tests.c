/* The tests that a run file brings along: texts, and what must be found in them. */
#include <string.h>

#include "config_check.h"
#include "literal.h"

enum { TESTS_MAX = 10000, EXPECTATIONS_MAX = 1000 };

static const struct key_rule test_rules[] = {{"name", NODE_STRING, false},
                                             {"text", NODE_STRING, true},
                                             {"lang", NODE_STRING, false},
                                             {"corpus", NODE_STRING, false},
                                             {"attributes", NODE_GROUP, false},
                                             {"expect", NODE_LIST, true},
                                             {0}};
static const struct key_rule expect_rules[] = {{"layer", NODE_STRING, false},   {"type", NODE_STRING, false},
                                               {"text", NODE_STRING, false},    {"begin", NODE_NUMBER, false},
                                               {"end", NODE_NUMBER, false},     {"features", NODE_GROUP, false},
                                               {"absent", NODE_BOOLEAN, false}, {"attribute", NODE_STRING, false},
                                               {"value", NODE_BROKEN, false},   {0}};

/* One test being read. */
struct test_reader {
  struct config_reader *reader;
  const struct config *config;
  struct test *test;
  const char *who;
};

/* ---- values ---- */

static textan_string string_of(const char *text) {
  return (textan_string){text, strlen(text)};
}

/* The value that a node writes; type 0 after a report. */
static textan_value read_value(const struct test_reader *test, const struct node *node) {
  textan_value value = {.type = TEXTAN_STRING};
  if (node->type == NODE_STRING)
    value.as.string = string_of(node->text);
  else if (node->type == NODE_BOOLEAN) {
    value.type = TEXTAN_BOOLEAN;
    value.as.boolean = strcasecmp(node->text, "true") == 0;
  } else if (node->type == NODE_NUMBER && literal_decimal(node->text, &value.as.decimal) == LITERAL_OK)
    value.type = TEXTAN_DECIMAL;
  else if (node->type == NODE_LIST) {
    textan_string *items = reader_alloc(test->reader, (node->count + 1) * sizeof *items);
    value = (textan_value){.type = TEXTAN_LIST, .as = {.list = items}};
    for (size_t i = 0; i < node->count && value.type; i++)
      if (node->items[i]->type == NODE_STRING)
        items[value.size++] = string_of(node->items[i]->text);
      else
        value.type = 0;
  } else
    value.type = 0;
  if (!value.type && node->type != NODE_BROKEN)
    reader_error(test->reader, node, "%s: \"%s\" wants a string, a number, true, false or a list of strings, not %s",
                 test->who, node->name, node_show(test->reader, node));
  return value;
}

static const textan_feature *read_features(const struct test_reader *test, const struct node *group, size_t *count) {
  *count = group ? group->count : 0;
  textan_feature *features = reader_alloc(test->reader, (*count + 1) * sizeof *features);
  for (size_t i = 0; i < *count; i++)
    features[i] = (textan_feature){group->items[i]->name, read_value(test, group->items[i])};
  return features;
}

/* ---- expectations ---- */

/* What the steps of the test's corpus make. */
static bool makes(const struct corpus *corpus, const char *layer) {
  for (size_t i = 0; i < corpus->step_count; i++) {
    if (!corpus->steps[i])
      return true; /* it is wrong itself, and nobody knows what it makes */
    for (const textan_layer *made = corpus->steps[i]->produces; made && made->name; made++)
      if (strcmp(made->name, layer) == 0)
        return true;
  }
  return false;
}

static void check_layer(const struct test_reader *test, const struct node *node) {
  const struct corpus *corpus = test->test->corpus;
  enum { LAYERS_MAX = 100 };
  const char *names[LAYERS_MAX];
  size_t count = 0;
  if (makes(corpus, node->text) && strcmp(node->text, "document") != 0)
    return;
  for (size_t i = 0; i < corpus->step_count; i++)
    for (const textan_layer *made = corpus->steps[i]->produces; made && made->name; made++)
      if (strcmp(made->name, "document") != 0 && count < LAYERS_MAX)
        names[count++] = made->name;
  reader_error(test->reader, node, "%s: no step of corpus \"%s\" produces layer \"%s\"", test->who, corpus->reader.id,
               node->text);
  check_suggest(test->reader, node->text, "produced", names, count);
}

static int64_t read_offset(const struct test_reader *test, const struct node *node, const char *name) {
  const struct node *offset = check_member(node, name, NODE_NUMBER);
  int64_t number = -1;
  if (offset && (literal_integer(offset->text, &number) != LITERAL_OK || number < 0)) {
    reader_error(test->reader, offset, "%s: \"%s\" counts characters, a whole number from 0, not %s", test->who, name,
                 offset->text);
    return -1;
  }
  return number;
}

/* Either an attribute with a value, or an annotation. */
static void read_expectation(const struct test_reader *test, const struct node *node, struct expectation *out) {
  *out = (struct expectation){.origin = {node->source->name, node->line},
                              .attribute = check_string(node, "attribute"),
                              .layer = check_string(node, "layer"),
                              .type = check_string(node, "type"),
                              .text = check_string(node, "text"),
                              .begin = read_offset(test, node, "begin"),
                              .end = read_offset(test, node, "end"),
                              .absent = check_true(node, "absent")};
  out->features = read_features(test, check_member(node, "features", NODE_GROUP), &out->feature_count);
  const struct node *value = node_member(node, "value");
  if (!out->attribute == !out->layer)
    reader_error(test->reader, node, "%s: an expectation names a \"layer\" or an \"attribute\"", test->who);
  else if (out->layer && value)
    reader_error(test->reader, value, "%s: \"value\" goes with \"attribute\"; features stand in \"features\"",
                 test->who);
  else if (out->attribute && !value && !out->absent)
    reader_error(test->reader, node, "%s: attribute \"%s\" has no \"value\"", test->who, out->attribute);
  else if (out->layer)
    check_layer(test, check_member(node, "layer", NODE_STRING));
  if (value)
    out->value = read_value(test, value);
}

static void read_expectations(const struct test_reader *test, const struct node *node) {
  const struct node *list = check_list(test->reader, node, "expect", EXPECTATIONS_MAX);
  struct expectation *expectations = reader_alloc(test->reader, ((list ? list->count : 0) + 1) * sizeof *expectations);
  if (list && list->count == 0)
    reader_error(test->reader, list, "%s: it expects nothing", test->who);
  for (size_t i = 0; list && i < list->count; i++)
    if (check_group(test->reader, list->items[i], reader_format(test->reader, "%s: an expectation", test->who),
                    expect_rules))
      read_expectation(test, list->items[i], &expectations[test->test->expectation_count++]);
  test->test->expectations = expectations;
}

/* ---- tests ---- */

/* The corpus whose steps the test runs: the named or the first; NULL when it is not among those of the run. */
static const struct corpus *find_corpus(const struct test_reader *test, const struct node *node,
                                        const struct node *corpora) {
  const struct config *config = test->config;
  const struct node *name = check_member(node, "corpus", NODE_STRING);
  const char *first = corpora && corpora->count ? check_string(corpora->items[0], "id") : NULL;
  const char *wanted = name ? name->text : first;
  for (size_t i = 0; wanted && i < config->corpus_count; i++)
    if (strcmp(config->corpora[i].reader.id, wanted) == 0)
      return &config->corpora[i];
  const char **ids = reader_alloc(test->reader, ((corpora ? corpora->count : 0) + 1) * sizeof *ids);
  size_t count = 0;
  for (size_t i = 0; corpora && i < corpora->count; i++)
    if (check_string(corpora->items[i], "id"))
      ids[count++] = check_string(corpora->items[i], "id");
  for (size_t i = 0; i < count; i++)
    if (wanted && strcmp(ids[i], wanted) == 0)
      return NULL; /* left out by --corpus, or wrong itself */
  if (name) {
    reader_error(test->reader, name, "%s: there is no corpus \"%s\"", test->who, name->text);
    check_suggest(test->reader, name->text, "corpora", ids, count);
  }
  return NULL;
}

static bool read_test(struct config_reader *reader, const struct config *config, const struct node *node,
                      const struct node *corpora, size_t number, struct test *out) {
  const char *name = check_string(node, "name");
  const char *who = name ? reader_format(reader, "test \"%s\"", name) : reader_format(reader, "test %zu", number);
  const struct test_reader test = {reader, config, out, who};
  if (!check_group(reader, node, who, test_rules))
    return false;
  *out = (struct test){.origin = {node->source->name, node->line},
                       .name = who,
                       .text = check_string(node, "text"),
                       .lang = check_string(node, "lang"),
                       .corpus = find_corpus(&test, node, corpora)};
  out->attributes = read_features(&test, check_member(node, "attributes", NODE_GROUP), &out->attribute_count);
  if (!out->corpus)
    return false;
  read_expectations(&test, node);
  return out->text;
}

void tests_read(struct config_reader *reader, const struct node *file, struct config *config) {
  const struct node *list = check_list(reader, file, "tests", TESTS_MAX);
  struct test *tests = reader_alloc(reader, ((list ? list->count : 0) + 1) * sizeof *tests);
  config->tests = tests;
  for (size_t i = 0; list && i < list->count; i++)
    if (read_test(reader, config, list->items[i], check_member(file, "corpora", NODE_LIST), i + 1,
                  &tests[config->test_count]))
      config->test_count++;
}

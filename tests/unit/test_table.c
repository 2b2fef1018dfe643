/* The summary: text fit for terminals, numbers fit for people, what is kept in bounded memory, the whole report. */
#include "../../plugins/table/table.h"
#include "plugin_host.h"

const textan_module *table_LTX_textan_module(void);

static const char *text_of(struct table_output *out) {
  table_put(out, "", 1);
  cr_assert_not(out->failed);
  out->size = 0;
  return out->data;
}

Test(table, shows_text_clean_and_cut) {
  static const struct {
    const char *text;
    size_t width;
    const char *shown;
  } cases[] = {
      {"", 5, ""},
      {"  two \n\t words  ", 20, "two words"},
      {"abcdef", 6, "abcdef"},
      {"abcdefg", 6, "abcde\u2026"},
      {"ab cdefg", 4, "ab\u2026"},
      {"\u65E5\u672C\u8A9E", 6, "\u65E5\u672C\u8A9E"},  /* wide */
      {"\u65E5\u672C\u8A9E", 5, "\u65E5\u672C\u2026"},  /* half of one does not fit */
      {"e\u0302\u0301e", 2, "e\u0302\u0301e"},          /* marks take no column */
      {"a\u202Eb\x1B[1mc", 30, "a\\u202eb\\u001b[1mc"}, /* direction and control */
      {"a\xFF"
       "b",
       5,
       "a\uFFFD"
       "b"},
      {"a\u00A0b\u2028c", 9, "a b c"},
  };
  struct table_output out = {0};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    table_put_clean(&out, cases[i].text, strlen(cases[i].text), cases[i].width);
    cr_expect(table_width(out.data ? out.data : "", out.size) <= cases[i].width);
    cr_expect_str_eq(text_of(&out), cases[i].shown);
  }
  free(out.data);
}

Test(table, writes_amounts_for_people) {
  static const struct {
    textan_decimal amount;
    const char *text;
  } cases[] = {
      {{0, 0}, "0"},
      {{21000, 0}, "21,000"},
      {{999999, 0}, "999,999"},
      {{1, 6}, "1 million"},
      {{57847, 7}, "578.47 billion"},
      {{-5, 8}, "-500 million"},
      {{12174, 10}, "121.74 trillion"},
      {{112, 16}, "1,120,000 trillion"},
      {{125, -1}, "12.5"},
      {{-1234567, -2}, "-12,345.67"},
      {{5, -3}, "0.005"},
  };
  struct table_output out = {0};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    table_put_amount(&out, cases[i].amount);
    cr_expect_str_eq(text_of(&out), cases[i].text);
  }
  free(out.data);
}

Test(table, counts_names_by_code_or_text) {
  struct table_names names = {0};
  for (int i = 0; i < 1000; i++) {
    char text[24];
    snprintf(text, sizeof text, "name %d", i);
    cr_assert(table_names_add(&names, "ORG", "", text));
    cr_assert(table_names_add(&names, "GPE", "VN", i % 2 ? "Vietnam" : "Viet Nam"));
    cr_assert(table_names_add(&names, "NORP", "VN", "Vietnamese"));
  }
  cr_expect_eq(names.count, 1002);
  cr_expect_eq(names.left_out, 0);
  cr_expect_str_eq(names.list[1].label, "Viet Nam");
  cr_expect_eq(names.list[1].count, 1000);
  table_names_free(&names);
}

Test(table, keeps_the_fullest_rows_and_counts_all) {
  const struct table_model model = {.rows = 2};
  struct table_summary summary = {.model = &model, .treaties = {.limit = 2}};
  textan_error error;
  static const char *const rows[] = {"Ttreaty\037\037\037\037plain\037d1\037\n",
                                     "Ttreaty\037BY, VN\037signed\037\037fuller\037d2\037\n",
                                     "Ttreaty\037BY, VN\037signed\0372016\037fullest\037d3\037\n",
                                     "Ttreaty\037BY, VN\037signed\0372016\037fullest\037d3\037\n"};
  for (size_t i = 0; i < 4; i++)
    cr_assert_eq(table_summary_add(&summary, rows[i], strlen(rows[i]), &error), TEXTAN_OK);
  cr_expect_eq(summary.treaties.seen, 4);
  cr_assert_eq(summary.treaties.count, 2);
  cr_expect(strstr(summary.treaties.list[0].line, "fuller\037"));
  cr_expect(strstr(summary.treaties.list[1].line, "fullest\037"));
  table_summary_free(&summary);
}

/* ---- the whole writer ---- */

static struct table_output rendered, written;

static textan_status keep_rendered(textan_buffer *buffer, const void *bytes, size_t size, textan_error *error) {
  (void)buffer, (void)error;
  table_put(&rendered, bytes, size);
  return TEXTAN_OK;
}

static textan_status keep_written(textan_output *output, const void *bytes, size_t size, textan_error *error) {
  (void)output, (void)error;
  table_put(&written, bytes, size);
  return TEXTAN_OK;
}

static const textan_layer produced[] = {{.name = "entity"}, {.name = "treaty"}, {.name = "figure"}, {0}};

static void add(textan_document *document, const char *layer, const char *type, uint32_t begin, uint32_t end,
                const textan_feature *features, size_t count) {
  const textan_annotation annotation = {.struct_size = sizeof annotation,
                                        .begin = begin,
                                        .end = end,
                                        .score = -1,
                                        .layer = layer,
                                        .type = type,
                                        .features = features,
                                        .feature_count = count};
  textan_error error = {0};
  cr_assert_eq(document_api.add(document, &annotation, NULL, &error), TEXTAN_OK, "%s", error.message);
}

#define STRING(text_)                                                                                                  \
  {                                                                                                                    \
    .type = TEXTAN_STRING, .size = 0, .as = {.string = {text_, sizeof(text_) - 1} }                                    \
  }

static void fill(textan_document *document) {
  static const char text[] = "Vietnam signed a protocol; trade rose 10 to 15%.";
  static const textan_string parties[] = {{"BY", 2}, {"VN", 2}};
  static const textan_feature entity[] = {{"code", STRING("VN")}};
  static const textan_feature treaty[] = {{"parties", {.type = TEXTAN_LIST, .size = 2, .as = {.list = parties}}},
                                          {"status", STRING("in_force")}};
  static const textan_feature anaphor[] = {{"anaphor", {.type = TEXTAN_BOOLEAN, .size = 0, .as = {.boolean = true}}}};
  static const textan_feature figure[] = {{"low", {.type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {10, 0}}}},
                                          {"high", {.type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {15, 0}}}},
                                          {"unit", STRING("percent")},
                                          {"measure", STRING("trade")},
                                          {"reporter", STRING("VN")},
                                          {"partner", STRING("BY")},
                                          {"change", STRING("up")},
                                          {"qualifier", STRING("range")}};
  textan_error error;
  cr_assert(document_begin(document, "news", "d1", "a.jsonl:1"));
  cr_assert_eq(document_set_text(document, text, sizeof text - 1, true, &error), TEXTAN_OK);
  document_begin_step(document, "step", produced);
  const textan_feature lang = {"lang", STRING("en")};
  cr_assert_eq(document_api.set_attribute(document, &lang, &error), TEXTAN_OK);
  add(document, "entity", "GPE", 0, 7, entity, 1);
  add(document, "treaty", "protocol", 17, 25, treaty, 2);
  add(document, "treaty", "protocol", 17, 25, anaphor, 1);
  add(document, "figure", "percent", 38, 47, figure, 8);
  document_end_step(document, false);
}

Test(table, prints_the_report) {
  const textan_module *module = table_LTX_textan_module();
  static const struct setting settings[] = {{"rows", {"5"}}, {"width", {"80"}}, {0}};
  const textan_parameters parameters = {settings};
  char folder[4096];
  const char *source = getenv("srcdir");
  snprintf(folder, sizeof folder, "%s/plugins/table", source ? source : ".");
  textan_host *host = plugin_host_new(module, folder, NULL, NULL);
  textan_error error = {0};
  void *model, *scratch, *sink;
  textan_buffer buffer = {.struct_size = sizeof buffer, .append = keep_rendered};
  textan_output output = {.struct_size = sizeof output, .path = "-", .write = keep_written};
  cr_assert_eq(module->writer->model_new(host, &parameters, &model, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(module->writer->scratch_new(model, &scratch, &error), TEXTAN_OK);
  cr_assert_eq(module->writer->open(model, &output, &sink, &error), TEXTAN_OK);
  textan_document *document = document_new();
  fill(document);
  cr_assert_eq(module->writer->render(model, scratch, document, &buffer, &error), TEXTAN_OK);
  cr_assert_eq(module->writer->commit(sink, 0, rendered.data, rendered.size, &error), TEXTAN_OK);
  rendered.size = 0;
  cr_assert(document_begin(document, "news", "d2", "a.jsonl:2"));
  document_fail(document, "decode", "no\nUTF-8");
  cr_assert_eq(module->writer->render(model, scratch, document, &buffer, &error), TEXTAN_OK);
  cr_assert_eq(module->writer->commit(sink, 1, rendered.data, rendered.size, &error), TEXTAN_OK);
  cr_assert_eq(module->writer->finish(sink, &error), TEXTAN_OK);
  cr_expect_str_eq(text_of(&written),
                   "2 documents, 48 bytes of text, 1 failed\n"
                   "\nDocuments\n"
                   "  corpus  language      documents  failed\n"
                   "  news    English (en)          1\n"
                   "  news    -                             1\n"
                   "\nFailed documents: 1\n"
                   "  corpus  document  step    reason\n"
                   "  news    d2        decode  no UTF-8\n"
                   "\nTreaties and other instruments: 1\n"
                   "  kind      parties  status    name      document\n"
                   "  protocol  BY, VN   in force  protocol  d1\n"
                   "\nFigures: 1\n"
                   "     figure  measure  who      change  document\n"
                   "  10 - 15 %  trade    VN \u2192 BY  up      d1\n"
                   "\nEntities\n"
                   "  type  mentions  names  most frequent\n"
                   "  GPE          1      1  Vietnam (VN): 1\n");
  module->writer->close(sink);
  module->writer->scratch_free(scratch);
  module->writer->model_free(model);
  document_free(document);
  host_free(host);
  free(rendered.data);
  free(written.data);
}

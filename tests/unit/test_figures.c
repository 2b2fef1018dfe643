/* The plugin figures: decimals, numbers with their separators and scales, amounts with their units. */
#include "plugin_host.h"

#include "../../plugins/figures/figures.h"

static const textan_module module = {.struct_size = sizeof module, .name = "figures", .version = "0.1.0"};
static struct lexicon_set *lexicons;
static struct regex_set *patterns;
static textan_host *host;
static textan_document *document;
static struct figures_model model;
static struct figures_scratch scratch;
static struct figures_text text;

static void set_up(void) {
  static char folder[4096];
  textan_error error = {0};
  const char *source = getenv("srcdir");
  snprintf(folder, sizeof folder, "%s/plugins/figures", source ? source : ".");
  lexicons = lexicon_set_new();
  patterns = regex_set_new();
  host = plugin_host_new(&module, folder, lexicons, patterns);
  document = document_new();
  model = (struct figures_model){.services = {.words = host->extension(host, TEXTAN_WORDS),
                                              .lexicon = host->extension(host, TEXTAN_LEXICON),
                                              .views = host->extension(host, TEXTAN_VIEWS),
                                              .document = host->document},
                                 .trade_only = true,
                                 .default_currency = "USD"};
  cr_assert_eq(figures_tables_load(&model, host, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(lexicon_set_compile(lexicons, &error), TEXTAN_OK, "%s", error.message);
}

static void tear_down(void) {
  free(scratch.amounts);
  free(scratch.marks);
  free(scratch.starts);
  scratch = (struct figures_scratch){0};
  figures_tables_free(&model);
  document_free(document);
  host_free(host);
  lexicon_set_free(lexicons);
  regex_set_free(patterns);
}

TestSuite(figures, .init = set_up, .fini = tear_down);

static void match_all(size_t language) {
  textan_error error = {0};
  for (int i = 0; i < MATCHES_COUNT; i++) {
    struct figures_matches *matches = &scratch.matches[language][i];
    const textan_lexicon *lexicon =
        i < LIST_COUNT ? model.languages[language].lexicons[i] : model.signs[i - LIST_COUNT];
    cr_assert_eq(model.services.lexicon->match(lexicon, document, &matches->items, &matches->count, &error), TEXTAN_OK);
    for (size_t k = 0; k < matches->count; k++) {
      const uint32_t first = matches->items[k].first_word, last = first + matches->items[k].word_count - 1;
      scratch.starts[language * text.word_count + first] |= (uint8_t)(1u << i);
      scratch.starts[(model.language_count + language) * text.word_count + last] |= (uint8_t)(1u << i);
    }
  }
}

/* Makes `content` the document's text, in that language. */
static void begin(const char *language, const char *content) {
  textan_error error = {0};
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, content, strlen(content), true, &error), TEXTAN_OK, "%s", error.message);
  text = (struct figures_text){.model = &model, .document = document};
  text.text = model.services.document->text(document, &text.size);
  text.words = model.services.words->words(document, &text.word_count);
  size_t size;
  text.folded = model.services.words->folded(document, &size);
  const struct figures_language *tables = figures_language_find(&model, language);
  cr_assert(tables, "no tables of %s", language);
  free(scratch.starts);
  scratch.starts = calloc(2 * model.language_count + 1, text.word_count + 1);
  for (size_t i = 0; i < model.language_count; i++)
    match_all(i);
  text.all = (const struct figures_matches(*)[MATCHES_COUNT])scratch.matches;
  text.all_starts = scratch.starts;
  text.all_lasts = scratch.starts + model.language_count * text.word_count;
  figures_text_speak(&text, tables);
  text.bare = figures_text_bare(&text);
  scratch.amount_count = 0;
}

/* The amounts of a text as "value unit", parted by "; ". */
static const char *amounts(const char *language, const char *content) {
  static char out[2048];
  char low[TEXTAN_DECIMAL_SIZE], high[TEXTAN_DECIMAL_SIZE];
  textan_error error = {0};
  size_t used = 0;
  begin(language, content);
  cr_assert_eq(figures_amounts_read(&text, &scratch, 0, 0, (uint32_t)text.word_count, &error), TEXTAN_OK);
  out[0] = '\0';
  for (size_t i = 0; i < scratch.amount_count; i++) {
    const struct figures_amount *a = &scratch.amounts[i];
    const bool range = a->flags & AMOUNT_RANGE;
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%s%s %s%s%s", i ? "; " : "",
                             textan_decimal_format(a->value, low), range ? ".." : "",
                             range ? textan_decimal_format(a->high, high) : "", a->unit->code, a->per ? "/" : "",
                             a->per ? a->per->code : "");
  }
  return out;
}

static void check(const char *language, const char *content, const char *expected) {
  const char *found = amounts(language, content);
  cr_expect_str_eq(found, expected, "\"%s\": expected \"%s\", found \"%s\"", content, expected, found);
}

Test(figures, decimals_are_exact_or_refused) {
  textan_decimal sum;
  char buffer[TEXTAN_DECIMAL_SIZE];
  cr_assert(figures_decimal_add((textan_decimal){12, 8}, (textan_decimal){5, -1}, &sum));
  cr_expect_str_eq(textan_decimal_format(sum, buffer), "1200000000.5");
  cr_expect_not(figures_decimal_add((textan_decimal){1, 25}, (textan_decimal){1, -5}, &sum));
  cr_expect_not(figures_decimal_multiply((textan_decimal){INT64_MAX, 0}, 3, 0, &sum));
  cr_expect_not(figures_decimal_multiply((textan_decimal){7, 20}, 1, 12, &sum));
  cr_expect_lt(figures_decimal_compare((textan_decimal){9, 2}, (textan_decimal){1, 3}), 0);
  cr_expect_eq(figures_decimal_compare((textan_decimal){100, 0}, (textan_decimal){1, 2}), 0);
  cr_expect_gt(figures_decimal_compare((textan_decimal){1, 18}, (textan_decimal){99, -18}), 0);
}

Test(figures, english_separators_and_scales) {
  check("en", "It sold 3,425 million dollars of tea.", "3425000000 USD");
  check("en", "It sold $3.425 million of tea.", "3425000 USD");
  check("en", "a $1.2bn credit and a $300k gift", "1200000000 USD; 300000 USD");
  check("en", "worth VND118 trillion, or USD4.6 billion", "118000000000000 VND; 4600000000 USD");
  check("en", "a 5.5-billion-dollar line", "5500000000 USD");
  check("en", "Rs 1.2 lakh crore for chips", "1200000000000 INR");
  check("en", "Rs 1,20,000 a head", "120000 INR");
  check("en", "816 000 t of wheat", "816000 tonne");
  check("en", "It put 75 USD million aside.", "75000000 USD");
  check("en", "387.700 tons of rice", "387700 tonne");
  check("en", "rose to6.13 trillion yuan", "6130000000000 CNY");
  check("en", "worth US$5&nbsp;billion", "5000000000 USD");
}

Test(figures, english_number_words) {
  check("en", "half a billion dollars", "500000000 USD");
  check("en", "two and a half billion US dollars", "2500000000 USD");
  check("en", "five hundred million euros", "500000000 EUR");
  check("en", "a quarter million dollars", "250000 USD");
  check("en", "a million tonnes of maize", "1000000 tonne");
  check("en", "zero percent", "0 percent");
  check("en", "It spent tens of millions of dollars and several billion yen.", "");
}

Test(figures, english_ranges) {
  check("en", "orders of $10-12 billion", "10000000000..12000000000 USD");
  check("en", "US$2.5 billion to US$3 billion", "2500000000..3000000000 USD");
  check("en", "between $17 billion and $18 billion", "17000000000..18000000000 USD");
  check("en", "rose from $3 billion to $4 billion", "3000000000 USD; 4000000000 USD");
  check("en", "fell by $2 billion to $3 billion", "2000000000 USD; 3000000000 USD");
  check("en", "shrank by 15 to 20%", "15..20 percent");
}

Test(figures, dollars_of_many_lands) {
  check("en", "A$1.5 billion, HK$7 million, NT$3 million and C$2", "1500000000 AUD; 7000000 HKD; 3000000 TWD; 2 CAD");
  check("en", "a $2 billion loan", "2000000000 USD");
  check("en", "an additional billion Australian dollars", "1000000000 AUD");
  check("en", "US$5 billion kip", "5000000000 USD");
  check("en", "3.92 USD per kilo, RMB 610 per tonne", "3.92 USD/kg; 610 CNY/tonne");
}

Test(figures, vietnamese_separators_and_scales) {
  check("vi", "đạt 3,425 tỷ USD", "3425000000 USD");
  check("vi", "thu 7.690 tỷ đồng", "7690000000000 VND");
  check("vi", "thu 1.886,3 tỷ đồng", "1886300000000 VND");
  check("vi", "chi 118 nghìn tỷ đồng", "118000000000000 VND");
  check("vi", "vay 1,2 triệu tỷ đồng", "1200000000000000 VND");
  check("vi", "đạt 1 tỷ 200 triệu USD", "1200000000 USD");
  check("vi", "giá 1 tỷ rưỡi đồng", "1500000000 VND");
  check("vi", "căn hộ giá 3 tỷ 2", "3200000000 VND");
  check("vi", "thu hơn 15.563 tỷđồng", "15563000000000 VND");
  check("vi", "giá 25.000đ", "25000 VND");
  check("vi", "năm trăm triệu đô la Mỹ", "500000000 USD");
  check("vi", "từ 10 đến 12 tỷ USD", "10000000000..12000000000 USD");
  check("vi", "từ 5 tỷ USD lên 8 tỷ USD", "5000000000 USD; 8000000000 USD");
  check("vi", "500 nghìn tấn gạo, giá 547,9 USD/tấn", "500000 tonne; 547.9 USD/tonne");
}

Test(figures, normal_forms_are_read_alike) {
  check("vi", "đạt 500 tri\u1ec7u USD", "500000000 USD");
  check("vi", "đạt 500 trie\u0323\u0302u USD", "500000000 USD");
  check("vi", "đạt 500\u00a0triệu\u00a0USD", "500000000 USD");
  check("vi", "dat 500 trieu USD, tang 12,5%", "500000000 USD; 12.5 percent");
  check("vi", "lượng 5 tan, số 3 ty", "");
}

Test(figures, what_is_no_amount) {
  check("en", "Article 5 of Decree 15/2022, call +84 24 3825 5555", "");
  check("en", "the G20, COVID-19 and Boeing 787", "");
  check("en", "60% of voters and 12 percent of the population", "");
  check("en", "in 2012-13 output was flat", "");
  check("en", "signed in 2015.In April", "");
  check("vi", "khoản 2 Điều 15 Nghị định 15/2022/NĐ-CP", "");
  check("vi", "gạo 5% tấm", "");
  check("vi", "hai nước ký năm đồng minh", "");
  check("en", "99999999999999999999999 million dollars", "");
  check("en", "9999999999999999999 trillion trillion dollars", "");
}

Test(figures, a_scale_word_of_the_other_language_is_not_dropped) {
  amounts("vi", "\"Exports will reach NZ$120 million\", he said");
  cr_assert(text.foreign);
  cr_expect_str_eq(text.foreign->code, "en");
  cr_expect_eq(scratch.amount_count, 0);
}

Test(figures, long_runs_stay_linear) {
  enum { SIZE = 400000 };
  char *digits = malloc(SIZE + 1);
  for (size_t i = 0; i < SIZE; i++)
    digits[i] = "1,2.$3%"[i % 7];
  digits[SIZE] = '\0';
  begin("en", digits);
  textan_error error;
  cr_expect_eq(figures_amounts_read(&text, &scratch, 0, 0, (uint32_t)text.word_count, &error), TEXTAN_OK);
  free(digits);
}

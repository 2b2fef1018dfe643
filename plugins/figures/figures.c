/* figures: amounts of money, percentages and quantities of trade, with what they measure, of whom, when and how sure.
 */
#include "figures.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the plugin declares -------------------------------------------------------------------- */

static const char *const scopes[] = {"trade", "all", NULL};

static const textan_parameter parameters[] = {
    {"scope", TEXTAN_PARAMETER_CHOICE, 0, "\"trade\"", NULL, NULL, scopes, NULL,
     "\"trade\": money, percentages and traded goods; \"all\": every amount with a unit."},
    {"default_currency", TEXTAN_PARAMETER_STRING, 0, "\"USD\"", NULL, NULL, NULL, NULL,
     "ISO 4217 code of dollars that the text does not tell apart."},
    {"min_score", TEXTAN_PARAMETER_DECIMAL, 0, "0.5", "0.0", "1.0", NULL, NULL,
     "Figures with a lower score are left out."},
    {0}};

static const textan_feature_type entity_features[] = {
    {"code", TEXTAN_STRING, "State or organisation."},
    {"country", TEXTAN_STRING, "The state of a city, province or organ."},
    {"value", TEXTAN_STRING, "DATE: ISO 8601, reduced."},
    {0}};

static const textan_feature_type figure_features[] = {
    {"value", TEXTAN_DECIMAL, "The number, fully scaled."},
    {"low", TEXTAN_DECIMAL, "Lower end of a range."},
    {"high", TEXTAN_DECIMAL, "Upper end of a range."},
    {"unit", TEXTAN_STRING, "ISO 4217 code, percent, tonne, item or another unit code; prices as USD/tonne."},
    {"noun", TEXTAN_STRING, "Items: what is counted."},
    {"measure", TEXTAN_STRING, "What is measured: trade, export, import, investment and so on."},
    {"reporter", TEXTAN_STRING, "ISO 3166-1 alpha-2 or acronym: whose figure it is."},
    {"partner", TEXTAN_STRING, "ISO 3166-1 alpha-2 or acronym: the other side."},
    {"period", TEXTAN_STRING, "ISO 8601, reduced: the time it covers or the target year."},
    {"modality", TEXTAN_STRING, "actual, target or forecast."},
    {"qualifier", TEXTAN_STRING, "about, nearly, over, under, at_least, up_to or range."},
    {"change", TEXTAN_STRING, "Percentages: up, down, share or level."},
    {"basis", TEXTAN_STRING, "Changes: yoy, qoq, mom or a year."},
    {0}};

static const char *const figure_types[] = {"money", "percent", "quantity", NULL};

static const textan_layer consumes[] = {{"entity", 0, NULL, entity_features},
                                        {"sentence", 0, NULL, NULL},
                                        {"language", TEXTAN_LAYER_OPTIONAL, NULL, NULL},
                                        {"treaty", TEXTAN_LAYER_OPTIONAL, NULL, NULL},
                                        {0}};
static const textan_layer produces[] = {{"figure", 0, figure_types, figure_features}, {0}};

/* ---- model and scratch ------------------------------------------------------------------------------ */

static void model_free(void *model) {
  if (!model)
    return;
  figures_tables_free(model);
  free(model);
}

static bool is_currency(const char *code) {
  for (int i = 0; i < 3; i++)
    if (code[i] < 'A' || code[i] > 'Z')
      return false;
  return code[3] == '\0';
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  struct figures_model *model = calloc(1, sizeof *model);
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the tables of figures");
  model->services.words = host->extension(host, TEXTAN_WORDS);
  model->services.lexicon = host->extension(host, TEXTAN_LEXICON);
  model->services.views = host->extension(host, TEXTAN_VIEWS);
  model->services.document = host->document;
  model->trade_only = strcmp(host->parameters->string(values, "scope"), "trade") == 0;
  model->default_currency = host->parameters->string(values, "default_currency");
  const textan_decimal score = host->parameters->decimal(values, "min_score");
  double min_score = (double)score.mantissa;
  for (int32_t e = score.exponent; e < 0; e++)
    min_score /= 10;
  model->min_score = (float)min_score;
  textan_status status = TEXTAN_OK;
  if (!model->services.words || !model->services.lexicon || !model->services.views)
    status = textan_fail(error, TEXTAN_ECONFIG, "figures needs the services %s, %s and %s of the host", TEXTAN_WORDS,
                         TEXTAN_LEXICON, TEXTAN_VIEWS);
  else if (!is_currency(model->default_currency))
    status = textan_fail(error, TEXTAN_ECONFIG,
                         "default_currency: expected an ISO 4217 code of three capitals, found \"%.40s\"",
                         model->default_currency);
  else
    status = figures_tables_load(model, host, error);
  if (status != TEXTAN_OK) {
    model_free(model);
    return status;
  }
  *out = model;
  return TEXTAN_OK;
}

static textan_status scratch_new(const void *model, void **scratch, textan_error *error) {
  (void)model;
  *scratch = calloc(1, sizeof(struct figures_scratch));
  return *scratch ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "out of memory for the scratch of figures");
}

static void scratch_free(void *memory) {
  struct figures_scratch *scratch = memory;
  if (!scratch)
    return;
  free(scratch->amounts);
  free(scratch->marks);
  free(scratch->starts);
  free(scratch->treaties);
  free(scratch);
}

/* ---- output -------------------------------------------------------------------------------------------- */

static void feature_string(textan_feature *features, size_t *count, const char *name, const char *value, size_t size) {
  if (size == 0)
    return;
  features[*count].name = name;
  features[*count].value = (textan_value){.type = TEXTAN_STRING, .as = {.string = {value, size}}};
  (*count)++;
}

static void feature_name(textan_feature *features, size_t *count, const char *name, const char *value) {
  if (value)
    feature_string(features, count, name, value, strlen(value));
}

static void feature_decimal(textan_feature *features, size_t *count, const char *name, textan_decimal value) {
  features[*count].name = name;
  features[*count].value = (textan_value){.type = TEXTAN_DECIMAL, .as = {.decimal = value}};
  (*count)++;
}

static const char *unit_code(const struct figures_text *text, const struct figures_amount *amount, char *buffer,
                             size_t size) {
  const char *code = amount->unit->flags & UNIT_ANY_DOLLAR ? text->model->default_currency : amount->unit->code;
  if (amount->unit->flags & UNIT_OPEN)
    return NULL;
  if (!amount->per)
    return code;
  snprintf(buffer, size, "%s/%s", code, amount->per->code);
  return buffer;
}

static size_t features_fill(const struct figures_text *text, const struct figures_amount *amount, char *buffer,
                            size_t size, textan_feature *features) {
  size_t n = 0;
  if (amount->flags & AMOUNT_RANGE) {
    feature_decimal(features, &n, "low", amount->value);
    feature_decimal(features, &n, "high", amount->high);
  } else {
    feature_decimal(features, &n, "value", amount->value);
  }
  feature_name(features, &n, "unit", unit_code(text, amount, buffer, size));
  if (amount->noun_end > amount->noun_first) {
    const uint32_t begin = text->words[amount->noun_first].begin, end = text->words[amount->noun_end - 1].end;
    feature_string(features, &n, "noun", text->text + begin, end - begin);
  }
  feature_name(features, &n, "measure", figures_measure_name(amount->measure));
  feature_name(features, &n, "reporter", amount->reporter);
  feature_name(features, &n, "partner", amount->partner);
  feature_name(features, &n, "period", amount->period);
  feature_name(features, &n, "modality", figures_modality_name(amount->modality));
  feature_name(features, &n, "qualifier", figures_qualifier_name(amount->qualifier));
  feature_name(features, &n, "change", figures_change_name(amount->change));
  feature_name(features, &n, "basis",
               amount->basis == BASIS_NAMED ? amount->basis_value : figures_basis_name(amount->basis));
  return n;
}

static textan_status amount_emit(const struct figures_text *text, struct figures_amount *amount, textan_error *error) {
  char buffer[64];
  textan_feature features[16];
  const size_t count = features_fill(text, amount, buffer, sizeof buffer, features);
  const float score = amount->flags & AMOUNT_DEFAULTED && amount->score > 0.8f ? 0.8f : amount->score;
  if (score < text->model->min_score)
    return TEXTAN_OK;
  const textan_annotation annotation = {
      .struct_size = sizeof annotation,
      .begin = text->words[amount->first].begin,
      .end = text->words[amount->end - 1].end,
      .score = score,
      .layer = "figure",
      .type = amount->unit->kind == UNIT_MONEY     ? "money"
              : amount->unit->kind == UNIT_PERCENT ? "percent"
                                                   : "quantity",
      .rule = amount->flags & AMOUNT_INHERITED ? "unit of a neighbour"
              : amount->flags & AMOUNT_RANGE   ? "range"
                                               : "number and unit",
      .features = features,
      .feature_count = count,
  };
  return text->model->services.document->add(text->document, &annotation, &amount->id, error);
}

/* ---- a document --------------------------------------------------------------------------------------------- */

/* The matches of a language's lists and of the signs; the host has scanned for all lists at once. */
static textan_status matches_load(const struct figures_text *text, const struct figures_language *language,
                                  struct figures_matches *matches, uint8_t *starts, uint8_t *lasts,
                                  textan_error *error) {
  const struct figures_model *model = text->model;
  for (int i = 0; i < MATCHES_COUNT; i++) {
    const textan_lexicon *lexicon = i < LIST_COUNT ? language->lexicons[i] : model->signs[i - LIST_COUNT];
    const textan_status status =
        model->services.lexicon->match(lexicon, text->document, &matches[i].items, &matches[i].count, error);
    if (status != TEXTAN_OK)
      return status;
    for (size_t k = 0; k < matches[i].count; k++) {
      const textan_lexicon_match *match = &matches[i].items[k];
      starts[match->first_word] |= (uint8_t)(1u << i);
      lasts[match->first_word + match->word_count - 1] |= (uint8_t)(1u << i);
    }
  }
  return TEXTAN_OK;
}

/* Room for the starts of all languages, zeroed. */
static bool starts_reserve(struct figures_scratch *scratch, size_t size) {
  if (size > scratch->starts_room) {
    uint8_t *starts = realloc(scratch->starts, size);
    if (!starts)
      return false;
    scratch->starts = starts;
    scratch->starts_room = size;
  }
  if (size > 0)
    memset(scratch->starts, 0, size);
  return true;
}

/* Asks for the matches of all languages; a sentence may quote another one. */
static textan_status text_match(struct figures_text *text, struct figures_scratch *scratch, textan_error *error) {
  const struct figures_model *model = text->model;
  const size_t size = model->language_count * text->word_count;
  if (!starts_reserve(scratch, 2 * size))
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the matches of a document");
  text->all = (const struct figures_matches(*)[MATCHES_COUNT])scratch->matches;
  text->all_starts = scratch->starts;
  text->all_lasts = scratch->starts + size;
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < model->language_count; i++)
    status = matches_load(text, &model->languages[i], scratch->matches[i], scratch->starts + i * text->word_count,
                          scratch->starts + size + i * text->word_count, error);
  return status;
}

/* Whether the document writes its separators the other way round: every clear number says so, and two at least. */
static void separators_vote(struct figures_text *text) {
  int with = 0, against = 0;
  text->swapped = false;
  for (uint32_t i = 0; i + 2 < text->word_count && against + with < 64; i++) {
    if (!(text->words[i].flags & TEXTAN_WORD_DIGITS) || figures_glued(text, i) || !figures_glued(text, i + 1) ||
        !(figures_is(text, i + 1, '.') || figures_is(text, i + 1, ',')))
      continue;
    const int vote = figures_number_vote(text, i);
    with += vote > 0;
    against += vote < 0;
  }
  text->swapped = against >= 2 && with == 0;
}

static void language_set(struct figures_text *text, const struct figures_language *language) {
  figures_text_speak(text, language);
  separators_vote(text);
}

static textan_status sentence_amounts(struct figures_text *text, struct figures_scratch *scratch, uint32_t index,
                                      const textan_sentence *sentence, textan_error *error) {
  bool seeds = false;
  const uint32_t end = sentence->first_word + sentence->word_count;
  for (uint32_t i = sentence->first_word; i < end && !seeds; i++)
    seeds = text->words[i].flags & TEXTAN_WORD_DIGITS;
  const char *tag = text->model->services.document->language_at(text->document, sentence->begin);
  const struct figures_language *language = figures_language_find(text->model, tag);
  if (!language)
    return TEXTAN_OK;
  if (text->language != language)
    language_set(text, language);
  if (!seeds) {
    const struct figures_matches *numbers = &text->matches[LIST_NUMBERS];
    const size_t at = figures_match_from(numbers, sentence->first_word);
    if (at == numbers->count || numbers->items[at].first_word >= end)
      return TEXTAN_OK;
  }
  const size_t before = scratch->amount_count;
  text->foreign = NULL;
  textan_status status = figures_amounts_read(text, scratch, index, sentence->first_word, end, error);
  if (status == TEXTAN_OK && text->foreign) {
    scratch->amount_count = before;
    language_set(text, text->foreign);
    status = figures_amounts_read(text, scratch, index, sentence->first_word, end, error);
  }
  return status;
}

static textan_status sentence_roles(struct figures_text *text, struct figures_scratch *scratch, uint32_t first,
                                    uint32_t end, const struct figures_pair *pair, const char *today,
                                    textan_error *error) {
  const textan_sentence *sentence = &text->sentences[scratch->amounts[first].sentence];
  struct figures_scene scene = {.text = text,
                                .today = today,
                                .amounts = scratch->amounts,
                                .first_amount = first,
                                .end_amount = end,
                                .first = sentence->first_word,
                                .end = sentence->first_word + sentence->word_count,
                                .pair = pair};
  figures_text_speak(text, scratch->amounts[first].language);
  const textan_status status = figures_marks_read(text, scratch, &scene, error);
  if (status != TEXTAN_OK)
    return status;
  figures_qualifiers_read(&scene);
  figures_measures_read(&scene);
  figures_changes_read(&scene);
  figures_modalities_read(&scene);
  figures_periods_read(&scene);
  figures_parties_read(&scene);
  return TEXTAN_OK;
}

static textan_status text_open(const struct figures_model *model, textan_document *document, struct figures_text *text,
                               textan_error *error) {
  size_t folded_size;
  *text = (struct figures_text){.model = model, .document = document};
  text->text = model->services.document->text(document, &text->size);
  text->words = model->services.words->words(document, &text->word_count);
  text->folded = model->services.words->folded(document, &folded_size);
  if (!text->words || !text->folded)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the words of the document");
  text->bare = figures_text_bare(text);
  text->entities = model->services.views->entities(document, &text->entity_count);
  text->sentences = model->services.views->sentences(document, &text->sentence_count);
  return TEXTAN_OK;
}

static textan_status analyse(const void *memory, void *scratch_memory, textan_document *document, textan_error *error) {
  struct figures_scratch *scratch = scratch_memory;
  struct figures_text text;
  textan_status status = text_open(memory, document, &text, error);
  scratch->amount_count = 0;
  if (status == TEXTAN_OK)
    status = text_match(&text, scratch, error);

  for (size_t i = 0; status == TEXTAN_OK && i < text.sentence_count; i++)
    status = sentence_amounts(&text, scratch, (uint32_t)i, &text.sentences[i], error);
  if (status != TEXTAN_OK || scratch->amount_count == 0)
    return status;
  struct figures_pair pair;
  char buffer[11];
  const char *today = figures_today(&text, buffer);
  figures_text_speak(&text, scratch->amounts[0].language);
  status = figures_treaties_read(&text, scratch, error);
  figures_pair_find(&text, &pair);
  for (uint32_t first = 0, end; status == TEXTAN_OK && first < scratch->amount_count; first = end) {
    end = first + 1;
    while (end < scratch->amount_count && scratch->amounts[end].sentence == scratch->amounts[first].sentence)
      end++;
    status = sentence_roles(&text, scratch, first, end, &pair, today, error);
  }
  for (size_t i = 0; status == TEXTAN_OK && i < scratch->amount_count; i++)
    status = amount_emit(&text, &scratch->amounts[i], error);
  return status == TEXTAN_OK ? figures_relate(&text, scratch, error) : status;
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Finds money, percentages and traded quantities and says what they measure, of whom, when and how sure.",
    .parameters = parameters,
    .consumes = consumes,
    .produces = produces,
    .model_new = model_new,
    .model_free = model_free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "figures",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Trade and economic figures: amounts, units, measures, parties and periods.",
    .analyser = &analyser,
};

TEXTAN_MODULE(figures, module);

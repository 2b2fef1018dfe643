/* The analyser entities: what is a name and what only looks like one, values of dates, roles of persons, damaged data
 * files.  Texts in other languages stand in plugins/entities/cases. */
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include "document_add.h"
#include "plugin_host.h"

const textan_module *entities_LTX_textan_module(void);

static const struct setting no_settings[] = {{0}};
static struct lexicon_set *lexicons;
static textan_host *host;
static textan_document *document;
static void *model, *scratch;

static textan_status load(const char *folder, const struct setting *settings, textan_error *error) {
  const textan_parameters parameters = {settings};
  const textan_module *module = entities_LTX_textan_module();
  lexicons = lexicon_set_new();
  host = plugin_host_new(module, folder, lexicons, NULL);
  const textan_status status = module->analyser->model_new(host, &parameters, &model, error);
  return status == TEXTAN_OK ? lexicon_set_compile(lexicons, error) : status;
}

static void unload(void) {
  if (model)
    entities_LTX_textan_module()->analyser->model_free(model);
  model = NULL;
  host_free(host);
  lexicon_set_free(lexicons);
}

static void start(const struct setting *settings) {
  static char folder[4096];
  textan_error error = {0};
  const char *source = getenv("srcdir");
  char relative[4000];
  snprintf(relative, sizeof relative, "%s/plugins/entities", source ? source : ".");
  cr_assert(realpath(relative, folder), "no folder %s", relative);
  cr_assert_eq(load(folder, settings, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(entities_LTX_textan_module()->analyser->scratch_new(model, &scratch, &error), TEXTAN_OK);
  document = document_new();
}

static void set_up(void) {
  start(no_settings);
}

static void tear_down(void) {
  document_free(document);
  entities_LTX_textan_module()->analyser->scratch_free(scratch);
  unload();
}

TestSuite(entities, .init = set_up, .fini = tear_down);

static void analyse(const char *lang, const char *text) {
  textan_error error = {0};
  const textan_analyser *analyser = entities_LTX_textan_module()->analyser;
  const textan_feature feature = {"lang", {.type = TEXTAN_STRING, .as = {.string = {lang, strlen(lang)}}}};
  cr_assert(document_begin(document, "c", "d", "s"));
  cr_assert_eq(document_set_text(document, text, strlen(text), true, &error), TEXTAN_OK);
  cr_assert_eq(document_keep_attribute(document, &feature, &error), TEXTAN_OK);
  document_begin_step(document, "entities", analyser->produces);
  cr_assert_eq(analyser->analyse(model, scratch, document, &error), TEXTAN_OK, "%s: %s", text, error.message);
  document_end_step(document, false);
}

/* The entities of a type (NULL: of all, with their type before) as "mention=feature", parted by "; ". */
static const char *found(const char *lang, const char *text, const char *type, const char *feature) {
  static char out[4096];
  textan_annotation_view view;
  size_t position = 0, used = 0;
  analyse(lang, text);
  out[0] = '\0';
  while (document_api.next(document, "entity", &position, &view)) {
    if (type && strcmp(type, view.type) != 0)
      continue;
    const textan_value *value = feature ? document_api.feature(document, view.id, feature) : NULL;
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%s%.*s%s%s", used ? "; " : "", type ? "" : view.type,
                             type ? "" : " ", (int)(view.end - view.begin), text + view.begin, value ? "=" : "",
                             value ? value->as.string.data : "");
  }
  return out;
}

struct expected {
  const char *text, *entities;
};

static void check_all(const struct expected *cases, size_t count, const char *type, const char *feature) {
  for (size_t i = 0; i < count; i++) {
    const char *entities = found("en", cases[i].text, type, feature);
    cr_expect_str_eq(entities, cases[i].entities, "\"%s\": expected \"%s\", found \"%s\"", cases[i].text,
                     cases[i].entities, entities);
  }
}

#define CHECK(cases_, type_, feature_) check_all(cases_, sizeof(cases_) / sizeof(cases_)[0], type_, feature_)

/* The code of the entity that begins at the byte, or NULL. */
static const char *code_at(uint32_t begin) {
  textan_annotation_view view;
  size_t position = 0;
  while (document_api.next(document, "entity", &position, &view)) {
    const textan_value *code = view.begin == begin ? document_api.feature(document, view.id, "code") : NULL;
    if (code)
      return code->as.string.data;
  }
  return NULL;
}

/* Every name that CLDR and iso-codes have for a state, in a sentence; the list is made by generate-countries.py, which
 * says what is left out and why. */
static size_t check_country_names(const char *lang) {
  char path[4000], line[600];
  const char *source = getenv("srcdir");
  size_t count = 0;
  snprintf(path, sizeof path, "%s/tests/country-names/%s.tsv", source ? source : ".", lang);
  FILE *file = fopen(path, "r");
  cr_assert(file, "no file %s", path);
  while (fgets(line, sizeof line, file)) {
    if (line[0] == '#')
      continue;
    line[strcspn(line, "\n")] = '\0';
    char *rest = line;
    const char *sentence = strsep(&rest, "\t"), *name = strsep(&rest, "\t"), *expected = rest;
    cr_assert(sentence && name && expected, "%s: expected three columns", path);
    const char *at = strstr(sentence, name);
    cr_assert(at, "%s: \"%s\" is not in \"%s\"", path, name, sentence);
    analyse(lang, sentence);
    at += strncasecmp(name, "the ", 4) == 0 ? 4 : 0;
    const char *code = code_at((uint32_t)(at - sentence));
    cr_expect(code && strcmp(code, expected) == 0, "\"%s\": expected %s, found %s", name, expected,
              code ? code : "none");
    count++;
  }
  fclose(file);
  return count;
}

Test(entities, every_name_of_a_state_has_its_code) {
  cr_expect_gt(check_country_names("en"), 400);
  cr_expect_gt(check_country_names("vi"), 600);
}

/* What a text has, in the form in which it is compared: NFC. */
static char *found_composed(const char *text) {
  const char *entities = found("vi", text, NULL, "code");
  char *composed = (char *)utf8proc_NFC((const utf8proc_uint8_t *)entities);
  cr_assert(composed);
  return composed;
}

/* Tone marks on either vowel, letters and marks apart, capitals, two words that lost their space: one finding. */
Test(entities, takes_every_form_of_vietnamese) {
  static const char *const texts[] = {
      "Th\u1EE7 t\u01B0\u1EDBng Ph\u1EA1m Minh Ch\u00EDnh \u0111\u1EBFn H\u00F2a B\u00ECnh h\u00F4m nay.",
      "B\u1ED9 Ngo\u1EA1i giao L\u00E0o \u0111\u00F3n \u00F4ng B\u00F9i Thanh S\u01A1n ng\u00E0y 3/5/2021.",
      "Kim ng\u1EA1ch gi\u1EEFa Vi\u1EC7t Nam v\u00E0 Hoa K\u1EF3 t\u0103ng m\u1EA1nh trong n\u0103m 2024.",
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char *apart = (char *)utf8proc_NFD((const utf8proc_uint8_t *)texts[i]);
    char *expected = found_composed(texts[i]), *entities = found_composed(apart);
    cr_expect_str_eq(entities, expected, "\"%s\" in NFD: expected \"%s\", found \"%s\"", texts[i], expected, entities);
    cr_expect_gt(strlen(expected), 20);
    free(apart);
    free(expected);
    free(entities);
  }
  static const struct expected forms[] = {
      {"\u00D4ng \u0111\u1EBFn H\u00F2a B\u00ECnh.", "H\u00F2a B\u00ECnh"},
      {"\u00D4ng \u0111\u1EBFn Ho\u00E0 B\u00ECnh.", "Ho\u00E0 B\u00ECnh"},
      {"\u00D4NG \u0110\u1EBEN H\u00D2A B\u00CCNH.", "H\u00D2A B\u00CCNH"},
      {"Ong den Hoa Binh hom nay, gap lanh dao tinh nay va noi chuyen.", "Hoa Binh"},
      {"C\u00E1c b\u00EAn g\u1EB7p nhau t\u1EA1i MinskLi\u00EAn doanh m\u1EDBi.", "Minsk"},
  };
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    const char *entities = found("vi", forms[i].text, "GPE", NULL);
    cr_expect_str_eq(entities, forms[i].entities, "\"%s\": expected \"%s\", found \"%s\"", forms[i].text,
                     forms[i].entities, entities);
  }
}

Test(entities, writes_dates_in_iso_form) {
  static const struct expected cases[] = {
      {"It opened on 3 May 2021.", "3 May 2021=2021-05-03"},
      {"It opened on May 3rd, 2021.", "May 3rd, 2021=2021-05-03"},
      {"It opened on 2021-05-03.", "2021-05-03=2021-05-03"},
      {"It opened on 03/05/2021.", "03/05/2021=2021-05-03"},
      {"They met in May 2021.", "May 2021=2021-05"},
      {"They met in Sept. 2021.", "Sept. 2021=2021-09"},
      {"The 2021 plan stands.", "2021=2021"},
      {"A plan for the 2021-25 period.", "2021-25 period=2021/2025"},
      {"A plan for 2021-2025.", "2021-2025=2021/2025"},
      {"They talk on May 3-5, 2021.", "May 3-5, 2021=2021-05-03/2021-05-05"},
      {"They talk on 30 May - 2 June 2021.", "30 May - 2 June 2021=2021-05-30/2021-06-02"},
      {"Sales rose in the first quarter of 2021.", "first quarter of 2021=2021-01/2021-03"},
      {"Sales rose in Q3 2021.", "Q3 2021=2021-07/2021-09"},
      {"Sales rose in the first seven months of 2021.", "first seven months of 2021=2021-01/2021-07"},
      {"Sales rose in the second half of 2021.", "second half of 2021=2021-07/2021-12"},
      {"Sales in the year to June 2021 rose.", "year to June 2021=2020-07/2021-06"},
      {"Music of the 1970s.", "1970s=1970/1979"},
      {"They meet on May 3.", "May 3=--05-03"},
      {"They meet on May 3-5.", "May 3-5=--05-03/--05-05"},
  };
  CHECK(cases, "DATE", "value");
}

Test(entities, gives_a_date_the_year_that_the_text_names) {
  static const struct expected cases[] = {
      {"On 3 May 2021 they met; on 9 May they parted.", "3 May 2021=2021-05-03; 9 May=2021-05-09"},
      {"On 9 May they met, as in May 1994 and in June 2007.", "9 May=--05-09; May 1994=1994-05; June 2007=2007-06"},
      {"On 9 May they met, as the 1994 plan says.", "9 May=--05-09; 1994=1994"},
  };
  CHECK(cases, "DATE", "value");
}

Test(entities, leaves_numbers_alone_that_are_no_dates) {
  static const struct expected cases[] = {
      {"It costs $2021 and weighs 2021.5 kg.", ""},
      {"They sold 2021 tonnes to 1950 people.", ""},
      {"They may march on.", ""},
      {"On 31 June 2021", "June 2021=2021-06"},
      {"Decree 45/2024/ND rose 2024% since then.", ""},
      {"It is 1/2 or 2/3 of it.", ""},
  };
  CHECK(cases, "DATE", "value");
}

Test(entities, gives_countries_and_their_people_codes) {
  static const struct expected cases[] = {
      {"Peru and Viet Nam signed.", "GPE Peru=PE; GPE Viet Nam=VN"},
      {"The U.S. and the UAE signed.", "GPE U.S.=US; GPE UAE=AE"},
      {"It cost US$5 and they told us so.", ""},
      {"A Peruvian ship met Vietnamese-built boats.", "NORP Peruvian=PE; NORP Vietnamese=VN"},
      {"She speaks the Vietnamese language.", ""},
      {"They answered in French.", ""},
      {"Tbilisi, Georgia", "GPE Tbilisi; GPE Georgia=GE"},
      {"the Democratic Republic of the Congo", "GPE Democratic Republic of the Congo=CD"},
  };
  CHECK(cases, NULL, "code");
}

Test(entities, takes_the_longest_name_without_its_article) {
  static const struct expected cases[] = {
      {"The Ministry of Trade and Industry of Peru said so.", "ORG Ministry of Trade and Industry of Peru=PE"},
      {"The Peruvian Foreign Ministry said so.", "NORP Peruvian; ORG Foreign Ministry=PE"},
      {"the World Trade Organization (WTO)", "ORG World Trade Organization; ORG WTO"},
      {"the Steering Committee for Water, Land and Energy", "ORG Steering Committee for Water, Land and Energy"},
      {"at the 12th Harbour Summit in Lima", "EVENT 12th Harbour Summit; GPE Lima=PE"},
      {"a second meeting was held", ""},
      {"through the Strait of Hormuz and the Lima Airport", "LOC Strait of Hormuz; LOC Lima Airport"},
      {"under the Lima Agreement", ""},
  };
  CHECK(cases, NULL, "country");
}

Test(entities, gives_persons_their_roles) {
  static const struct expected cases[] = {
      {"Prime Minister Ana Ruiz left.", "Ana Ruiz=Prime Minister"},
      {"Peruvian Foreign Minister Ana Ruiz left.", "Ana Ruiz=Foreign Minister"},
      {"Minister of Trade and Industry Ana Ruiz left.", "Ana Ruiz=Minister of Trade and Industry"},
      {"Ana Ruiz, Governor of the Central Bank of Peru, left.", "Ana Ruiz=Governor of the Central Bank of Peru"},
      {"WTO Director-General Ana Ruiz left.", "Ana Ruiz=WTO Director-General"},
      {"Mr. Ruiz met Ambassador J. P. van Dorn.", "Ruiz; J. P. van Dorn=Ambassador"},
      {"President Ana Ruiz spoke. Later Ruiz left.", "Ana Ruiz=President; Ruiz"},
      {"The president said so.", ""},
  };
  CHECK(cases, "PERSON", "role");
}

Test(entities, survives_any_text) {
  static const char *const texts[] = {"",          " ",         "\n\n",    "-",  "(",  "Ministry", "Ministry of", "of",
                                      "President", "2024-",     "US$",     "'s", "A.", "By",       "May",         "1/",
                                      "- and",     "Committee", "Bank of", ",",  "\"", "The"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    for (size_t j = 0; j < 3; j++)
      cr_expect(found(j == 0 ? "en" : j == 1 ? "vi" : "und", texts[i], NULL, "code"));
}

Test(entities_types, writes_only_those_that_are_asked_for) {
  static const struct setting settings[] = {{"types", {"DATE", "NORP"}}, {0}};
  start(settings);
  cr_expect_str_eq(found("en", "Peru and Peruvian ships in 2021", NULL, NULL), "NORP Peruvian; DATE 2021");
  tear_down();
}

Test(entities_second_pass, goes_over_the_document_again) {
  static const struct setting settings[] = {{"second_pass", {"true"}}, {0}};
  static const struct expected cases[] = {
      {"Peru and Viet Nam signed on 3 May 2021.", "GPE Peru=PE; GPE Viet Nam=VN; DATE 3 May 2021"},
      {"President Ana Ruiz left Lima. Ruiz will be back in Lima.", "PERSON Ana Ruiz; GPE Lima; PERSON Ruiz; GPE Lima"},
  };
  start(settings);
  CHECK(cases, NULL, "code");
  tear_down();
}

/* ---- damaged data files ---------------------------------------------------------------------- */

/* Links the tagger's model, which is not what is damaged here. */
static void model_link(const char *folder) {
  const char *source = getenv("srcdir");
  char path[4200], *target;
  snprintf(path, sizeof path, "%s/plugins/entities/tagger.model", source ? source : ".");
  target = realpath(path, NULL);
  snprintf(path, sizeof path, "%s/tagger.model", folder);
  cr_assert(target && symlink(target, path) == 0, "no link %s", path);
  free(target);
}

/* A folder of data files in which one list of one language is as given; the others are empty. */
static void folder_make(char *folder, const char *list, const char *content) {
  static const char *const lists[] = {"aliases",   "nationalities", "organisations", "locations", "places",
                                      "countries", "heads",         "titles",        "fields",    "dates",
                                      "people",    "words",         "date-patterns"};
  char path[4200];
  cr_assert(mkdtemp(folder));
  model_link(folder);
  snprintf(path, sizeof path, "%s/lang", folder);
  cr_assert_eq(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/lang/xx", folder);
  cr_assert_eq(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/lang/languages.tsv", folder);
  FILE *file = fopen(path, "w");
  cr_assert(file && fputs("xx\n", file) >= 0 && fclose(file) == 0);
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    snprintf(path, sizeof path, "%s/lang/xx/%s.tsv", folder, lists[i]);
    file = fopen(path, "w");
    cr_assert(file && fputs(strcmp(lists[i], list) == 0 ? content : "", file) >= 0 && fclose(file) == 0);
  }
}

static void check_damaged(const char *list, const char *content, const char *message) {
  char folder[] = "/tmp/textan-entities-XXXXXX", command[64];
  textan_error error = {0};
  folder_make(folder, list, content);
  cr_expect_eq(load(folder, no_settings, &error), message ? TEXTAN_EDATA : TEXTAN_OK, "%s", error.message);
  cr_expect(!message || strstr(error.message, message), "expected \"%s\", found \"%s\"", message, error.message);
  unload();
  snprintf(command, sizeof command, "rm -r %s", folder);
  cr_assert_eq(system(command), 0);
}

Test(entities_data, names_the_line_of_a_damaged_list) {
  check_damaged("none", "", NULL);
  check_damaged("places", "Nowhere\tGPE\nSomewhere\tPLACE\n", "places.tsv:2: \"PLACE\" is no entity type");
  check_damaged("aliases", "Nowhere\tGPE\t\t\tweek\n", "aliases.tsv:1: unknown condition \"week\"");
  check_damaged("heads", "Ministry\tORG\tleft,off\n", "heads.tsv:1: unknown word \"off\" in column 3");
  check_damaged("titles", "king\thonour\n", "titles.tsv:1: unknown word \"honour\" in column 2");
  check_damaged("dates", "may\tmonth\n", "dates.tsv:1: pairs like month=5");
  check_damaged("date-patterns", "D M Y\tday_of_year\n", "date-patterns.tsv:1: \"D M Y\" with form \"day_of_year\"");
  check_damaged("date-patterns", "D <month Y\tdate\n", "date-patterns.tsv:1");
  check_damaged("date-patterns", "^<before>\tdate\n", "date-patterns.tsv:1");
  check_damaged("places", "Nowhere\n", "places.tsv:1: 1 column, but at least 2 are needed");
}

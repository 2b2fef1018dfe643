/* Analyser: tokens and sentences over the host's words. */
#include "segment.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LANGUAGES_MAX = 64 };

/* The lists of one language; all may be NULL. */
struct language {
  char code[16];
  textan_lexicon *abbreviations, *openers;
  textan_lexicon *caseless_abbreviations; /* the same abbreviations in any case, for texts without capitals */
};

struct model {
  const textan_document_api *document;
  const textan_words_api *words;
  const textan_lexicon_api *lexicon;
  const textan_views_api *views;
  struct language languages[LANGUAGES_MAX];
  size_t language_count;
};

struct scratch {
  uint8_t *marks;
  size_t mark_capacity;
  textan_token *spans; /* tokens, then sentences */
  size_t span_capacity;
  uint32_t *hashes;
  size_t hash_capacity;
};

/* ---- word lists ---- */

static const struct {
  const char *name;
  uint8_t mark;
} kinds[] = {{"title", SEGMENT_NO_END}, {"number", SEGMENT_NUMBER}, {"end", SEGMENT_MAY_END}, {"word", SEGMENT_WORD}};

static uint8_t mark_of_kind(const char *kind) {
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(kinds[i].name, kind) == 0)
      return kinds[i].mark;
  return 0;
}

static textan_status check_kinds(const struct model *model, const textan_lexicon *lexicon, const char *path,
                                 textan_error *error) {
  for (uint32_t i = 0; i < model->lexicon->entry_count(lexicon); i++)
    if (!mark_of_kind(model->lexicon->cell(lexicon, i, 1)))
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: expected the kind title, number, end or word, found \"%s\"", path,
                         (unsigned)model->lexicon->line(lexicon, i), model->lexicon->cell(lexicon, i, 1));
  return TEXTAN_OK;
}

/* Loads lang/<code>/<name>.tsv, if the language has it. */
static textan_status load_list(const textan_host *host, const struct model *model, const char *code, const char *name,
                               size_t columns, uint32_t flags, textan_lexicon **list, textan_error *error) {
  char path[4096], full[4096];
  snprintf(path, sizeof path, "lang/%s/%s.tsv", code, name);
  if (snprintf(full, sizeof full, "%s/%s", host->data_directory, path) >= (int)sizeof full)
    return textan_fail(error, TEXTAN_EDATA, "the path of \"%s\" is too long", path);
  *list = NULL;
  if (access(full, F_OK) != 0 && errno == ENOENT)
    return TEXTAN_OK;
  return model->lexicon->load(host, path, columns, flags, list, error);
}

static textan_status load_abbreviations(const textan_host *host, const struct model *model, struct language *language,
                                        textan_error *error) {
  const char *const code = language->code;
  textan_status status =
      load_list(host, model, code, "abbreviations", 2, TEXTAN_LEXICON_EXACT_CASE, &language->abbreviations, error);
  if (status == TEXTAN_OK && language->abbreviations) {
    char path[300];
    snprintf(path, sizeof path, "lang/%s/abbreviations.tsv", code);
    status = check_kinds(model, language->abbreviations, path, error);
  }
  if (status == TEXTAN_OK)
    status = load_list(host, model, code, "abbreviations", 2, 0, &language->caseless_abbreviations, error);
  return status;
}

static textan_status load_language(const textan_host *host, struct model *model, const char *code,
                                   textan_error *error) {
  if (model->language_count == LANGUAGES_MAX)
    return textan_fail(error, TEXTAN_EDATA, "more than %d languages in \"%s/lang\"", (int)LANGUAGES_MAX,
                       host->data_directory);
  struct language *language = &model->languages[model->language_count++];
  if (snprintf(language->code, sizeof language->code, "%s", code) >= (int)sizeof language->code)
    return textan_fail(error, TEXTAN_EDATA, "expected a language tag as the name of the folder \"%s/lang/%s\"",
                       host->data_directory, code);
  const textan_status status = load_abbreviations(host, model, language, error);
  return status == TEXTAN_OK
             ? load_list(host, model, code, "openers", 1, TEXTAN_LEXICON_EXACT_CASE, &language->openers, error)
             : status;
}

static int is_code(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

/* Every folder in lang/ is a language. */
static textan_status load_languages(const textan_host *host, struct model *model, textan_error *error) {
  char folder[4096];
  struct dirent **entries;
  snprintf(folder, sizeof folder, "%s/lang", host->data_directory);
  const int count = scandir(folder, &entries, is_code, alphasort);
  if (count < 0)
    return textan_fail(error, TEXTAN_EDATA, "the folder \"%s\" cannot be read: %s", folder, strerror(errno));
  textan_status status = TEXTAN_OK;
  for (int i = 0; i < count; i++) {
    if (status == TEXTAN_OK)
      status = load_language(host, model, entries[i]->d_name, error);
    free(entries[i]);
  }
  free(entries);
  return status;
}

static textan_status model_new(const textan_host *host, const textan_parameters *values, void **out,
                               textan_error *error) {
  (void)values;
  struct model *model = calloc(1, sizeof *model);
  *out = NULL;
  if (!model)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the segmenter");
  model->document = host->document;
  model->words = host->extension(host, TEXTAN_WORDS);
  model->lexicon = host->extension(host, TEXTAN_LEXICON);
  model->views = host->extension(host, TEXTAN_VIEWS);
  textan_status status = TEXTAN_OK;
  if (!model->words || !model->lexicon || !model->views)
    status = textan_fail(error, TEXTAN_EINTERNAL, "this host lacks words, lexicons or views");
  if (status == TEXTAN_OK)
    status = load_languages(host, model, error);
  if (status == TEXTAN_OK)
    *out = model;
  else
    free(model);
  return status;
}

/* ---- scratch ---- */

static textan_status scratch_new(const void *model, void **out, textan_error *error) {
  (void)model;
  *out = calloc(1, sizeof(struct scratch));
  return *out ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the segmenter");
}

static void scratch_free(void *data) {
  struct scratch *scratch = data;
  if (!scratch)
    return;
  free(scratch->marks);
  free(scratch->spans);
  free(scratch->hashes);
  free(scratch);
}

/* Room for `count` items of `size` bytes; what was there is given up. */
static void *reserve(void *memory, size_t *capacity, size_t count, size_t size) {
  if (count <= *capacity)
    return memory;
  free(memory);
  *capacity = count + count / 2;
  memory = malloc(*capacity * size);
  if (!memory)
    *capacity = 0;
  return memory;
}

/* ---- one document ---- */

static bool is_language(const struct language *language, const char *tag) {
  const size_t size = strlen(language->code);
  return strncmp(tag, language->code, size) == 0 && (tag[size] == '\0' || tag[size] == '-');
}

/* Lists count where their language is written; where it is not known, or has no lists, all count. */
static bool applies(const struct model *model, const struct language *language, const textan_document *document,
                    uint32_t offset) {
  const char *tag = model->document->language_at(document, offset);
  if (is_language(language, tag))
    return true;
  for (size_t i = 0; i < model->language_count; i++)
    if (is_language(&model->languages[i], tag))
      return false;
  return true;
}

static textan_status mark_abbreviations(const struct model *model, const struct language *language,
                                        const textan_lexicon *list, struct segment_text *t, textan_document *document,
                                        textan_error *error) {
  const textan_lexicon_match *matches;
  size_t count;
  const textan_status status = model->lexicon->match(list, document, &matches, &count, error);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++) {
    const textan_lexicon_match *match = &matches[i];
    if (!applies(model, language, document, match->begin))
      continue;
    const size_t last = match->first_word + match->word_count - 1;
    const uint8_t mark = mark_of_kind(model->lexicon->cell(list, match->entry, 1));
    for (size_t word = match->first_word + 1; word <= last && mark != SEGMENT_WORD; word++)
      t->marks[word] |= SEGMENT_JOINED | (word < last ? SEGMENT_NO_END : 0);
    t->marks[last] |= mark;
  }
  return status;
}

static textan_status mark_openers(const struct model *model, const textan_lexicon *list, struct segment_text *t,
                                  textan_document *document, textan_error *error) {
  const textan_lexicon_match *matches;
  size_t count;
  const textan_status status = model->lexicon->match(list, document, &matches, &count, error);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++)
    t->marks[matches[i].first_word] |= SEGMENT_OPENER;
  return status;
}

static textan_status mark_lists(const struct model *model, struct segment_text *t, textan_document *document,
                                textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < model->language_count; i++) {
    const struct language *language = &model->languages[i];
    const textan_lexicon *abbreviations = t->caseless ? language->caseless_abbreviations : language->abbreviations;
    if (abbreviations)
      status = mark_abbreviations(model, language, abbreviations, t, document, error);
    if (status == TEXTAN_OK && language->openers)
      status = mark_openers(model, language->openers, t, document, error);
  }
  return status;
}

/* Less than one word in fifty with a capital. */
static bool is_caseless(const struct segment_text *t) {
  size_t letters = 0, titles = 0;
  for (size_t i = 0; i < t->count; i++) {
    letters += (t->words[i].flags & TEXTAN_WORD_LETTERS) != 0;
    titles += (t->words[i].flags & TEXTAN_WORD_TITLE) != 0;
  }
  return titles * 50 < letters;
}

static textan_status find_sentences(struct scratch *scratch, struct segment_text *t, textan_error *error) {
  segment_mark_lines(t);
  segment_mark_sentences(t, NULL, 0);
  if (!segment_needs_hashes(t))
    return TEXTAN_OK;
  size_t size = 64;
  while (size < 4 * t->count) /* a word and a pair each, half full */
    size *= 2;
  scratch->hashes = reserve(scratch->hashes, &scratch->hash_capacity, size, sizeof *scratch->hashes);
  if (!scratch->hashes)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu words", t->count);
  segment_mark_sentences(t, scratch->hashes, size);
  return TEXTAN_OK;
}

/* The runs of words that begin where `begins` says: one of the marks is set, or is not. */
static size_t collect(const struct segment_text *t, uint8_t mark, bool set, textan_token *spans) {
  size_t count = 0;
  for (size_t i = 0; i < t->count; i++) {
    if (!i || ((t->marks[i] & mark) != 0) == set)
      spans[count++] = (textan_token){.begin = t->words[i].begin, .first_word = (uint32_t)i};
    spans[count - 1].end = t->words[i].end;
    spans[count - 1].word_count++;
  }
  return count;
}

static textan_status set_layers(const struct model *model, struct scratch *scratch, const struct segment_text *t,
                                textan_document *document, textan_error *error) {
  /* A token and a sentence are the same four numbers, so one array serves both. */
  _Static_assert(sizeof(textan_token) == sizeof(textan_sentence), "one array serves both");
  scratch->spans = reserve(scratch->spans, &scratch->span_capacity, t->count + 1, sizeof *scratch->spans);
  if (!scratch->spans)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu tokens", t->count);
  size_t count = collect(t, SEGMENT_JOINED, false, scratch->spans);
  const textan_status status = model->views->set_tokens(document, scratch->spans, count, error);
  if (status != TEXTAN_OK)
    return status;
  count = collect(t, SEGMENT_BEGIN, true, scratch->spans);
  return model->views->set_sentences(document, (const textan_sentence *)(const void *)scratch->spans, count, error);
}

static textan_status analyse(const void *data, void *memory, textan_document *document, textan_error *error) {
  const struct model *model = data;
  struct scratch *scratch = memory;
  size_t folded_size;
  struct segment_text t = {0};
  t.text = model->document->text(document, &t.size);
  t.words = model->words->words(document, &t.count);
  t.folded = model->words->folded(document, &folded_size);
  if (!t.words && t.size)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the words of the document");
  scratch->marks = reserve(scratch->marks, &scratch->mark_capacity, t.count + 1, sizeof *scratch->marks);
  if (!scratch->marks)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for %zu words", t.count);
  t.marks = memset(scratch->marks, 0, t.count + 1);
  t.caseless = is_caseless(&t);
  textan_status status = mark_lists(model, &t, document, error);
  if (status == TEXTAN_OK)
    status = find_sentences(scratch, &t, error);
  if (status != TEXTAN_OK)
    return status;
  segment_mark_tokens(&t);
  return set_layers(model, scratch, &t, document, error);
}

static const textan_layer consumes[] = {{.name = "language", .flags = TEXTAN_LAYER_OPTIONAL}, {0}};
static const textan_layer produces[] = {{.name = "token"}, {.name = "sentence"}, {0}};

static const textan_analyser analyser = {
    .struct_size = sizeof(textan_analyser),
    .parameter_size = sizeof(textan_parameter),
    .summary = "Finds tokens and sentences, in prose, lists, wrapped lines and text that lost its spaces.",
    .consumes = consumes,
    .produces = produces,
    .model_new = model_new,
    .model_free = free,
    .scratch_new = scratch_new,
    .scratch_free = scratch_free,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "segment",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Tokens and sentences.",
    .analyser = &analyser,
};

TEXTAN_MODULE(segment, module);

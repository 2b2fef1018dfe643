/* Parts of the core alone. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <textan/textan.h>
#include <unistd.h>

#include "arena.h"
#include "buffer.h"
#include "diagnostics.h"
#include "document.h"
#include "faults.h"
#include "host.h"
#include "log.h"
#include "registry.h"
#include "shown.h"

/* ---- memory ---- */

static void use_buffer(struct outcome *outcome) {
  struct buffer buffer = {0};
  char line[300];
  memset(line, 'x', sizeof line);
  bool ok = buffer_text(&buffer, "text") && buffer_format(&buffer, "%s %d", "formatted", 3);
  for (int i = 0; i < 20 && ok; i++)
    ok = buffer_append(&buffer, line, sizeof line);
  if (!ok)
    outcome_fail(outcome, "no memory");
  outcome_add(outcome, buffer.data, buffer.size);
  buffer_free(&buffer);
}

static void use_arena(struct outcome *outcome) {
  struct arena arena = {0};
  for (int round = 0; round < 2; round++) {
    for (size_t size = 1; size < 300000; size *= 3) {
      char *memory = arena_alloc(&arena, size);
      if (memory)
        memset(memory, 1, size);
      else
        outcome_fail(outcome, "no memory");
    }
    arena_reset(&arena);
  }
  arena_free(&arena);
}

/* ---- words for people ---- */

static void count_diagnostic(void *context, const textan_diagnostic *diagnostic) {
  size_t *count = context;
  *count += diagnostic->message && *diagnostic->message && diagnostic->notes;
}

/* Without memory messages may be lost, but not the fact that there was an error. */
static void use_diagnostics(struct outcome *outcome) {
  struct diagnostics *diagnostics = diagnostics_new();
  if (!diagnostics) {
    outcome_fail(outcome, "no memory");
    return;
  }
  for (int i = 0; i < 40; i++) {
    diagnostics_error(diagnostics, i % 2 ? "a.cfg" : "b.cfg", i % 7, "wrong: \x1b %d", i % 9);
    diagnostics_note(diagnostics, "allowed: %d", i);
    diagnostics_warning(diagnostics, NULL, 0, "doubtful: %d", i);
  }
  size_t count = 0;
  diagnostics_visit(diagnostics, count_diagnostic, &count);
  diagnostics_print(diagnostics, stderr);
  outcome_add_number(outcome, diagnostics_errors(diagnostics));
  outcome_add_number(outcome, diagnostics_warnings(diagnostics));
  outcome_add_number(outcome, count > 0);
  diagnostics_free(diagnostics);
}

static void use_log(struct outcome *outcome) {
  (void)outcome;
  log_write(NULL, TEXTAN_LOG_WARNING, "step", "a \x1b sentence");
  shown_print(stderr, "%s", "and \xff another");
}

/* ---- documents ---- */

static const textan_layer layers[] = {{.name = "entity"}, {.name = "token"}, {.name = "sentence"}, {0}};

#define STRING(text_)                                                                                                  \
  {                                                                                                                    \
    .type = TEXTAN_STRING, .as = {.string = {text_, sizeof(text_) - 1} }                                               \
  }

static textan_status add_annotations(textan_document *document, uint32_t count, textan_error *error) {
  static const textan_string parties[] = {{"BY", 2}, {"VN", 2}};
  textan_status status = TEXTAN_OK;
  for (uint32_t i = 0; status == TEXTAN_OK && i < count; i++) {
    char name[20];
    snprintf(name, sizeof name, "feature%u", (unsigned)i);
    const textan_feature features[] = {{name, STRING("value")},
                                       {"parties", {.type = TEXTAN_LIST, .size = 2, .as = {.list = parties}}}};
    const textan_annotation annotation = {.struct_size = sizeof annotation,
                                          .end = 1 + i % 4,
                                          .layer = "entity",
                                          .type = "GPE",
                                          .features = features,
                                          .feature_count = 2};
    status = document_api.add(document, &annotation, NULL, error);
  }
  return status;
}

static textan_status fill_document(textan_document *document, textan_error *error) {
  static const textan_token tokens[] = {{0, 2, 0, 1}, {3, 4, 1, 1}};
  static const textan_feature lang = {"lang", STRING("en")};
  document_begin_step(document, "first", layers);
  textan_status status = add_annotations(document, 700, error);
  if (status == TEXTAN_OK)
    status = views_api.set_tokens(document, tokens, 2, error);
  document_end_step(document, true);
  if (status != TEXTAN_OK)
    return status;
  document_begin_step(document, "second", layers);
  status = add_annotations(document, 100, error);
  if (status == TEXTAN_OK)
    status = document_api.relate(document, "same", 1, 2, error);
  if (status == TEXTAN_OK)
    status = document_api.set_attribute(document, &lang, error);
  if (status == TEXTAN_OK)
    status = views_api.set_tokens(document, tokens, 2, error);
  document_end_step(document, status != TEXTAN_OK);
  return status;
}

static void read_value(struct outcome *outcome, const textan_feature *feature) {
  outcome_add_text(outcome, feature->name);
  if (feature->value.type == TEXTAN_STRING)
    outcome_add_text(outcome, feature->value.as.string.data);
  for (uint32_t i = 0; feature->value.type == TEXTAN_LIST && i < feature->value.size; i++)
    outcome_add_text(outcome, feature->value.as.list[i].data);
}

static void read_document(struct outcome *outcome, textan_document *document) {
  textan_annotation_view view;
  textan_feature feature;
  size_t count;
  outcome_add_text(outcome, document_api.text(document, &count));
  for (size_t position = 0; document_api.next(document, "entity", &position, &view);) {
    outcome_add_number(outcome, view.end);
    outcome_add_text(outcome, view.by);
    for (size_t i = 0; i < view.feature_count; i++) {
      document_api.feature_at(document, view.id, i, &feature);
      read_value(outcome, &feature);
    }
  }
  for (size_t i = 0; i < document_api.attribute_count(document); i++) {
    document_api.attribute_at(document, i, &feature);
    read_value(outcome, &feature);
  }
  outcome_add_number(outcome, document_api.relation_count(document));
  outcome_add_number(outcome, document_api.error_count(document));
  const textan_entity *entities = views_api.entities(document, &count);
  if (!entities)
    outcome_fail(outcome, "no memory for the entities");
  outcome_add_number(outcome, count);
  views_api.tokens(document, &count);
  outcome_add_number(outcome, count);
}

static void use_document(struct outcome *outcome) {
  static const char text[] = "Rice and tea.";
  textan_document *document = document_new();
  if (!document) {
    outcome_fail(outcome, "no memory");
    return;
  }
  for (int round = 0; round < 2; round++) {
    textan_error error = {.message = ""};
    if (!document_begin(document, "news", "a document", "source"))
      outcome_fail(outcome, "no memory");
    else if (document_set_text(document, text, sizeof text - 1, true, &error) != TEXTAN_OK ||
             fill_document(document, &error) != TEXTAN_OK)
      outcome_fail(outcome, error.message);
    else if (document_add_error(document, "step", "a reason", &error) != TEXTAN_OK)
      outcome_fail(outcome, error.message);
    else
      /* Lists are read into the document's memory: until it must grow. */
      for (int i = 0; i < 30; i++)
        read_document(outcome, document);
    if (document_is_exhausted(document))
      outcome_fail(outcome, "no memory");
    document_fail(document, "step", "a reason");
    const char *step, *reason;
    outcome_add_number(outcome, document_api.failure(document, &step, &reason) && step && reason);
  }
  document_free(document);
}

/* ---- services ---- */

static const char mixed[] =
    "Cho\xCC\xA3n \xE2\x80\x9CMinh Ch\xC3\xA2u\xE2\x80\x9D \xE2\x80\x93 Ha\xCC\x80 "
    "N\xE1\xBB\x99i, xa\xC2\xA0xa; mynh chau.";

static bool begin_text(textan_document *document, textan_error *error) {
  if (!document_begin(document, "news", "a document", "source"))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the names") == TEXTAN_OK;
  return document_set_text(document, mixed, sizeof mixed - 1, true, error) == TEXTAN_OK;
}

static void use_words(struct outcome *outcome) {
  textan_document *document = document_new();
  textan_error error = {.message = ""};
  if (!document || !begin_text(document, &error)) {
    outcome_fail(outcome, "no memory");
    document_free(document);
    return;
  }
  size_t count;
  const textan_word *words = words_api.words(document, &count);
  for (size_t i = 0; words && i < count; i++)
    outcome_add(outcome, &words[i], sizeof words[i]);
  const char *folded = words_api.folded(document, &count);
  if (folded)
    outcome_add(outcome, folded, count);
  const char *normal = words_api.normal(document, &count);
  if (normal)
    outcome_add(outcome, normal, count);
  if (!words || !folded || !normal)
    outcome_fail(outcome, "no memory for words");
  document_free(document);
}

/* The model side of the services and a document, made and freed. */
struct services {
  struct lexicon_set *lexicons;
  struct regex_set *patterns;
  textan_host *host;
  textan_document *document;
};

static const struct plugin plugin = {.path = "none", .data_directory = "/"};
static const struct plugin_use use = {.id = "step", .plugin = &plugin};

static bool open_services(struct services *services) {
  services->lexicons = lexicon_set_new();
  services->patterns = regex_set_new();
  services->host = host_new(&use, services->lexicons, services->patterns);
  services->document = document_new();
  return services->lexicons && services->patterns && services->host && services->document;
}

static void close_services(struct services *services) {
  document_free(services->document);
  host_free(services->host);
  lexicon_set_free(services->lexicons);
  regex_set_free(services->patterns);
}

static textan_status match_list(struct outcome *outcome, const struct services *services, textan_error *error) {
  textan_lexicon *lists[2] = {NULL, NULL};
  const textan_lexicon_match *matches;
  size_t count;
  textan_status status =
      lexicon_api.load(services->host, faults_path("list.tsv"), 2, TEXTAN_LEXICON_BARE, &lists[0], error);
  if (status == TEXTAN_OK)
    status = lexicon_api.load(services->host, faults_path("list.tsv"), 2, TEXTAN_LEXICON_EXACT_CASE, &lists[1], error);
  if (status == TEXTAN_OK)
    status = lexicon_set_compile(services->lexicons, error);
  if (status == TEXTAN_OK && !begin_text(services->document, error))
    status = error->status;
  for (int i = 0; status == TEXTAN_OK && i < 2; i++) {
    status = lexicon_api.match(lists[i], services->document, &matches, &count, error);
    for (size_t j = 0; status == TEXTAN_OK && j < count; j++)
      outcome_add(outcome, &matches[j], sizeof matches[j]);
  }
  return status;
}

static textan_status match_patterns(struct outcome *outcome, const struct services *services, textan_error *error) {
  static const char *const patterns[] = {"x(a)", "(((a)|b)|c)\\w+|(d)?(e)?", "(?<year>[0-9]{4}"};
  textan_status status = TEXTAN_OK;
  for (int i = 0; i < 3 && (status == TEXTAN_OK || status == TEXTAN_EDATA); i++) {
    textan_regex *regex;
    size_t spans[4];
    status = regex_api.compile(services->host, "rule", patterns[i], 0, &regex, error);
    outcome_add_number(outcome, (uint64_t)status);
    if (status != TEXTAN_OK)
      continue;
    status = regex_api.match(regex, services->document, "a taxa", 6, 0, spans, 2, error);
    if (status == TEXTAN_OK)
      outcome_add(outcome, spans, sizeof spans);
  }
  return status == TEXTAN_EDATA ? TEXTAN_OK : status; /* the last pattern is wrong */
}

static void use_services(struct outcome *outcome,
                         textan_status (*work)(struct outcome *, const struct services *, textan_error *)) {
  struct services services;
  textan_error error = {.message = ""};
  if (!open_services(&services))
    outcome_fail(outcome, "no memory");
  else if (work(outcome, &services, &error) != TEXTAN_OK)
    outcome_fail(outcome, error.message);
  close_services(&services);
}

static void use_lexicon(struct outcome *outcome) {
  use_services(outcome, match_list);
}

static textan_status match_large_list(struct outcome *outcome, const struct services *services, textan_error *error) {
  textan_lexicon *list;
  const textan_lexicon_match *matches;
  size_t count;
  textan_status status = lexicon_api.load(services->host, faults_path("large.tsv"), 1, 0, &list, error);
  if (status == TEXTAN_OK)
    status = lexicon_set_compile(services->lexicons, error);
  if (status == TEXTAN_OK && !begin_text(services->document, error))
    status = error->status;
  if (status == TEXTAN_OK)
    status = lexicon_api.match(list, services->document, &matches, &count, error);
  for (size_t i = 0; status == TEXTAN_OK && i < count; i++)
    outcome_add(outcome, &matches[i], sizeof matches[i]);
  return status;
}

/* Without a cache, with one that is empty, and with one that may have the list. */
static void use_large_lexicon(struct outcome *outcome) {
  setenv("TEXTAN_CACHE_DIR", "", 1);
  use_services(outcome, match_large_list);
  setenv("TEXTAN_CACHE_DIR", faults_path("cache"), 1);
  use_services(outcome, match_large_list);
  use_services(outcome, match_large_list);
  DIR *folder = opendir(faults_path("cache"));
  for (const struct dirent *item; folder && (item = readdir(folder));)
    unlinkat(dirfd(folder), item->d_name, 0);
  if (folder)
    closedir(folder);
}

static void use_regex(struct outcome *outcome) {
  use_services(outcome, match_patterns);
}

const struct scenario unit_scenarios[] = {
    {"buffer", use_buffer},
    {"arena", use_arena},
    {"diagnostics", use_diagnostics},
    {"log", use_log},
    {"document", use_document},
    {"words", use_words},
    {"lexicon", use_lexicon},
    {"large lexicon", use_large_lexicon},
    {"regex", use_regex},
    {0},
};

/* A run's configuration, put together from its parts. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "config_check.h"
#include "host.h"
#include "module.h"

/* A configuration with all that it owns. */
struct owned_config {
  struct config public; /* first, so that a config is its owner */
  struct arena arena;   /* everything that the configuration points to */
  struct host_list asked;
};

/* One reading of a run file. */
struct config_maker {
  struct config_reader reader;
  struct registry *registry;
  const struct config_overrides *overrides;
  struct owned_config *config;
  struct step_reader steps;
  struct needs_checker needs;
  const struct node *standard_input; /* the first path that is "-" */
};

static const struct key_rule file_rules[] = {{"format", NODE_BROKEN, false}, {"extends", NODE_BROKEN, false},
                                             {"run", NODE_GROUP, false},     {"steps", NODE_LIST, false},
                                             {"corpora", NODE_LIST, true},   {"outputs", NODE_LIST, true},
                                             {"tests", NODE_LIST, false},    {0}};
static const struct key_rule embedded_file_rules[] = {{"format", NODE_BROKEN, false}, {"extends", NODE_BROKEN, false},
                                                      {"run", NODE_GROUP, false},     {"steps", NODE_LIST, false},
                                                      {"corpora", NODE_LIST, false},  {"outputs", NODE_LIST, false},
                                                      {"tests", NODE_LIST, false},    {0}};
static const struct key_rule corpus_rules[] = {{"id", NODE_STRING, true},
                                               {"reader", NODE_STRING, true},
                                               {"paths", NODE_LIST, true},
                                               {"lang", NODE_STRING, false},
                                               {"params", NODE_GROUP, false},
                                               {"decoder", NODE_STRING, false},
                                               {"decoder_params", NODE_GROUP, false},
                                               {"patch", NODE_LIST, false},
                                               {0}};
static const struct key_rule embedded_corpus_rules[] = {{"id", NODE_STRING, true},
                                                        {"reader", NODE_STRING, false},
                                                        {"paths", NODE_LIST, false},
                                                        {"lang", NODE_STRING, false},
                                                        {"params", NODE_GROUP, false},
                                                        {"decoder", NODE_STRING, false},
                                                        {"decoder_params", NODE_GROUP, false},
                                                        {"patch", NODE_LIST, false},
                                                        {0}};

/* ---- corpora ---- */

/* BCP 47 in its usual form: "vi", "zh-Hant", "pt-BR". */
static bool is_language_tag(const char *tag) {
  const size_t primary = strspn(tag, "abcdefghijklmnopqrstuvwxyz");
  if (primary < 2 || primary > 3)
    return false;
  for (tag += primary; *tag == '-';) {
    const size_t length = strspn(++tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (length < 1 || length > 8)
      return false;
    tag += length;
  }
  return *tag == '\0';
}

static const char *read_language(struct config_reader *reader, const struct node *corpus, const char *who) {
  const struct node *lang = check_member(corpus, "lang", NODE_STRING);
  if (!lang)
    return NULL;
  if (!is_language_tag(lang->text)) {
    reader_error(reader, lang, "%s: \"%s\" is not a language tag", who, lang->text);
    diagnostics_note(reader->diagnostics, "allowed: BCP 47, as in \"en\", \"vi\", \"zh-Hant\", \"pt-BR\"");
  }
  return lang->text;
}

/* A path as the reader gets it; what exists or not is its matter, except for a plain path. */
static const char *read_path(struct config_maker *maker, const struct node *node, const char *who, bool is_run) {
  struct config_reader *reader = &maker->reader;
  if (node->type != NODE_STRING || !node->text[0]) {
    if (node->type != NODE_BROKEN)
      reader_error(reader, node, "%s: \"paths\" wants paths as strings, not %s", who, node_show(reader, node));
    return "";
  }
  if (strcmp(node->text, "-") == 0) {
    if (is_run && maker->standard_input)
      reader_error(reader, node, "%s: standard input is read already, on line %d", who, maker->standard_input->line);
    else if (is_run)
      maker->standard_input = node;
    return "-";
  }
  const char *path = strncmp(node->text, "./", 2) == 0 ? node->text + 2 : node->text;
  if (path[0] != '/')
    path = reader_format(reader, "%s/%s", node->source->directory, path);
  struct stat status;
  const bool needed = is_run && !reader->embedded && !(maker->overrides && maker->overrides->without_inputs);
  if (needed && stat(path, &status) != 0 && !strpbrk(node->text, "*?["))
    check_report_path(reader, node, reader_format(reader, "%s: input", who));
  return path;
}

static void read_paths(struct config_maker *maker, const struct node *node, const char *who, bool is_run,
                       struct corpus *corpus) {
  const struct node *list = check_member(node, "paths", NODE_LIST);
  if (!list)
    return;
  if (list->count == 0)
    reader_error(&maker->reader, list, "%s: \"paths\" names no input", who);
  const char **paths = reader_alloc(&maker->reader, (list->count + 1) * sizeof *paths);
  for (size_t i = 0; i < list->count; i++)
    paths[i] = read_path(maker, list->items[i], who, is_run);
  corpus->paths = paths;
  corpus->path_count = list->count;
}

/* The reader or decoder of a corpus; `word` names its plugin. */
static void read_use(struct config_maker *maker, const struct node *corpus, const struct node *word, const char *params,
                     enum plugin_kind kind, const char *who, struct plugin_use *use) {
  struct config_reader *reader = &maker->reader;
  const char *id = check_string(corpus, "id");
  *use = (struct plugin_use){
      .id = id ? id : "?", .origin = {corpus->source->name, corpus->line}, .kind = kind, .log = reader->log};
  if (!word)
    return;
  use->plugin = check_plugin(reader, maker->registry, word, who, kind);
  if (!use->plugin)
    return;
  who = reader_format(reader, "%s (%s %s)", who, use->plugin->module->name, use->plugin->module->version);
  use->parameters = check_parameters(reader, use->plugin, kind, check_member(corpus, params, NODE_GROUP), corpus, who);
}

/* What is known of the attributes of the corpus' records. */
static void ask_records(struct config_maker *maker, const struct node *node, const char *who, struct corpus *corpus) {
  const struct plugin *plugin = corpus->reader.plugin;
  corpus->records = (textan_record_schema){.struct_size = sizeof corpus->records, .open = true};
  if (!plugin || !corpus->reader.parameters || !plugin->module->reader->schema)
    return;
  const textan_host *host = check_new_host(&maker->reader, &maker->config->asked, &corpus->reader);
  textan_error error = {.message = ""};
  corpus->records.open = false;
  if (plugin->module->reader->schema(host, corpus->reader.parameters, &corpus->records, &error) == TEXTAN_OK &&
      module_check_attributes(corpus->records.attributes, &error) == TEXTAN_OK)
    return;
  host_close_error(&error);
  reader_error(&maker->reader, node, "%s: %s", who, error.message);
  corpus->records = (textan_record_schema){.struct_size = sizeof corpus->records, .open = true};
}

/* The layers that the decoder may bring along; NULL: none, or, which is reported, it is not known. */
static const textan_layer *ask_decoder(struct config_maker *maker, const struct node *node, const char *who,
                                       const struct plugin_use *use) {
  if (!use->plugin || !use->plugin->module->decoder->schema)
    return use->plugin ? use->plugin->module->decoder->produces : NULL;
  const textan_host *host = check_new_host(&maker->reader, &maker->config->asked, use);
  textan_schema schema = {.struct_size = sizeof schema};
  textan_error error = {.message = ""};
  if (use->plugin->module->decoder->schema(host, use->parameters, &schema, &error) == TEXTAN_OK &&
      module_check_layers(schema.produces, &error) == TEXTAN_OK)
    return schema.produces;
  host_close_error(&error);
  reader_error(&maker->reader, node, "%s: decoder \"%s\": %s", who, use->plugin->module->name, error.message);
  return NULL;
}

/* The steps of the corpus, its patches applied; those of all corpora are collected in the configuration. */
static void read_corpus_steps(struct config_maker *maker, const struct node *node, bool is_run, struct corpus *corpus) {
  struct config *config = &maker->config->public;
  const struct node *patches = check_list(&maker->reader, node, "patch", STEPS_MAX);
  const struct step_list list = steps_patch(&maker->steps, patches, corpus->reader.id);
  needs_check(&maker->needs, &list, corpus, patches);
  if (!is_run)
    return;
  struct step **steps = reader_alloc(&maker->reader, (list.count + 1) * sizeof *steps);
  struct step **all = (struct step **)config->steps;
  for (size_t i = 0; i < list.count; i++) {
    steps[i] = list.plans[i]->step;
    size_t known = 0;
    while (known < config->step_count && all[known] != steps[i])
      known++;
    if (known < config->step_count)
      continue;
    all = reader_grow(&maker->reader, all, config->step_count, sizeof *all);
    all[config->step_count++] = steps[i];
  }
  config->steps = all;
  corpus->steps = steps;
  corpus->step_count = list.count;
}

static void read_corpus(struct config_maker *maker, const struct node *node) {
  struct config_reader *reader = &maker->reader;
  struct config *config = &maker->config->public;
  const char *id = check_string(node, "id"), *only = maker->overrides ? maker->overrides->corpus : NULL;
  const char *who = id ? reader_format(reader, "corpus \"%s\"", id) : "a corpus";
  if (!check_group(reader, node, who, reader->embedded ? embedded_corpus_rules : corpus_rules))
    return;
  const bool is_run = !only || (id && strcmp(id, only) == 0);
  struct corpus corpus = {.lang = read_language(reader, node, who)};
  check_id(reader, node, "a corpus");
  read_use(maker, node, check_member(node, "reader", NODE_STRING), "params", PLUGIN_READER, who, &corpus.reader);
  ask_records(maker, node, who, &corpus);
  const struct node *decoder = check_member(node, "decoder", NODE_STRING);
  const struct node plain = {.type = NODE_STRING, .source = node->source, .line = node->line, .text = "plain"};
  corpus.decoder_named = decoder;
  read_use(maker, node, decoder ? decoder : &plain, "decoder_params", PLUGIN_DECODER, who, &corpus.decoder);
  corpus.decoded = ask_decoder(maker, node, who, &corpus.decoder);
  read_paths(maker, node, who, is_run, &corpus);
  read_corpus_steps(maker, node, is_run, &corpus);
  if (is_run)
    config->corpora[config->corpus_count++] = corpus;
}

static void check_corpus_ids(struct config_reader *reader, const struct node *list) {
  for (size_t i = 0; i < list->count; i++)
    for (size_t j = 0; j < i; j++) {
      const char *a = check_string(list->items[i], "id"), *b = check_string(list->items[j], "id");
      if (a && b && strcmp(a, b) == 0) {
        reader_error(reader, list->items[i], "corpus \"%s\" stands here a second time; the first is on line %d", a,
                     list->items[j]->line);
        break;
      }
    }
}

/* --corpus names one that is not there. */
static void report_no_corpus(struct config_maker *maker, const struct node *list) {
  const char **ids = reader_alloc(&maker->reader, (list->count + 1) * sizeof *ids);
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++)
    if (check_string(list->items[i], "id"))
      ids[count++] = check_string(list->items[i], "id");
  diagnostics_error(maker->reader.diagnostics, "--corpus", 0, "there is no corpus \"%s\"", maker->overrides->corpus);
  check_suggest(&maker->reader, maker->overrides->corpus, "corpora", ids, count);
}

/* The corpus of a program that feeds texts to a run without corpora. */
static void add_embedded_corpus(struct config_maker *maker, const struct node *file) {
  struct config *config = &maker->config->public;
  const struct node id = {
      .type = NODE_STRING, .name = "id", .source = file->source, .line = file->line, .text = config->run_id};
  struct node *items[] = {reader_alloc(&maker->reader, sizeof(struct node))};
  struct node *corpus = reader_alloc(&maker->reader, sizeof *corpus);
  *items[0] = id;
  *corpus = (struct node){.type = NODE_GROUP, .source = file->source, .line = file->line, .items = items, .count = 1};
  config->corpora = reader_alloc(&maker->reader, sizeof *config->corpora);
  read_corpus(maker, corpus);
}

static void read_corpora(struct config_maker *maker, const struct node *file) {
  const struct node *list = check_list(&maker->reader, file, "corpora", CORPORA_MAX);
  if (maker->overrides && maker->overrides->file_count)
    list = files_as_corpora(&maker->reader, maker->overrides);
  struct config *config = &maker->config->public;
  if (!list && maker->reader.embedded && !node_member(file, "corpora"))
    add_embedded_corpus(maker, file);
  if (!list)
    return;
  config->corpora = reader_alloc(&maker->reader, (list->count + 1) * sizeof *config->corpora);
  if (list->count == 0)
    reader_error(&maker->reader, list, "\"corpora\" holds no corpus");
  check_corpus_ids(&maker->reader, list);
  for (size_t i = 0; i < list->count; i++)
    read_corpus(maker, list->items[i]);
  if (list->count > 0 && config->corpus_count == 0 && maker->overrides && maker->overrides->corpus)
    report_no_corpus(maker, list);
}

/* ---- all ---- */

static void keep_base_steps(struct config_maker *maker) {
  struct config *config = &maker->config->public;
  const struct step_list *list = &maker->steps.steps;
  struct step **steps = reader_alloc(&maker->reader, (list->count + 1) * sizeof *steps);
  for (size_t i = 0; i < list->count; i++)
    steps[i] = list->plans[i]->step;
  config->base_steps = steps;
  config->base_count = list->count;
}

static void read_file(struct config_maker *maker, const char *path) {
  struct config_reader *reader = &maker->reader;
  const struct node *file = layers_read(reader, path);
  if (!file)
    return;
  check_group(reader, file, NULL, reader->embedded ? embedded_file_rules : file_rules);
  maker->config->public.file = file;
  run_read(reader, file, path, &maker->config->public);
  if (maker->overrides && maker->overrides->strict)
    maker->config->public.strict = true;
  maker->steps = (struct step_reader){.reader = reader, .registry = maker->registry, .hosts = &maker->config->asked};
  maker->needs = (struct needs_checker){.reader = reader, .registry = maker->registry};
  steps_read(&maker->steps, check_list(reader, file, "steps", STEPS_MAX), maker->overrides);
  keep_base_steps(maker);
  read_corpora(maker, file);
  steps_check_settings(&maker->steps);
  const struct node *outputs = check_list(reader, file, "outputs", OUTPUTS_MAX);
  if (outputs && outputs->count == 0)
    reader_error(reader, outputs, "\"outputs\" holds no output");
  outputs_read(reader, maker->registry, outputs, &maker->config->public);
  tests_read(reader, file, &maker->config->public);
}

void config_load(const char *path, const struct config_overrides *overrides, struct registry *registry,
                 struct diagnostics *diagnostics, struct config **out) {
  *out = NULL;
  const size_t errors = diagnostics_errors(diagnostics);
  struct owned_config *config = calloc(1, sizeof *config);
  struct config_maker *maker = calloc(1, sizeof *maker);
  if (config && maker) {
    maker->reader.diagnostics = diagnostics;
    maker->reader.embedded = overrides && overrides->embedded;
    maker->reader.log = overrides ? overrides->log : NULL;
    maker->reader.arena = &config->arena;
    maker->registry = registry;
    maker->overrides = overrides;
    maker->config = config;
    if (setjmp(maker->reader.no_memory) == 0)
      read_file(maker, path);
    else
      diagnostics_error(diagnostics, path, 0, "no memory for the configuration");
    file_clean_up(&maker->reader);
  } else
    diagnostics_error(diagnostics, path, 0, "no memory for the configuration");
  free(maker);
  if (diagnostics_errors(diagnostics) == errors)
    *out = &config->public;
  else if (config)
    config_free(&config->public);
}

void config_free(struct config *config) {
  if (!config)
    return;
  struct owned_config *owned = (struct owned_config *)(void *)config;
  for (size_t i = 0; i < owned->asked.count; i++)
    host_free(owned->asked.hosts[i]);
  free(owned->asked.hosts);
  arena_free(&owned->arena);
  free(owned);
}

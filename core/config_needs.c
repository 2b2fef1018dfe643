/* Whether each step finds the layers and features that it needs: made by the decoder or by a step before it. */
#include <string.h>

#include "config_check.h"

static const textan_layer *find_layer(const textan_layer *layers, const char *name) {
  for (; layers && layers->name; layers++)
    if (strcmp(layers->name, name) == 0)
      return layers;
  return NULL;
}

/* Whether annotations of the layer carry the feature, with values of the same type. */
static bool has_feature(const textan_layer *layer, const textan_feature_type *needed) {
  for (const textan_feature_type *feature = layer->features; feature && feature->name; feature++)
    if (strcmp(feature->name, needed->name) == 0)
      return feature->type == needed->type;
  return false;
}

/* The steps of one corpus as they are checked. */
struct chain {
  struct needs_checker *checker;
  const struct step_list *steps;
  const textan_layer *decoded; /* layers that the decoder brings */
  const char *corpus;          /* NULL: not to be named */
};

/* What step i makes; NULL: nothing, or it is not known. */
static const textan_layer *produces(const struct chain *chain, size_t i) {
  const struct step *step = chain->steps->plans[i]->step;
  return step ? step->produces : NULL;
}

/* The layer as step i, or one before it, or the decoder makes it: the first that has `feature` (NULL: any). */
static const textan_layer *find_producer(const struct chain *chain, size_t before, const char *layer,
                                         const textan_feature_type *feature) {
  for (size_t i = 0; i <= before; i++) {
    const textan_layer *found = find_layer(i ? produces(chain, i - 1) : chain->decoded, layer);
    if (found && (!feature || has_feature(found, feature)))
      return found;
  }
  return NULL;
}

/* True once: the need of the step is new. */
static bool is_news(struct needs_checker *checker, const struct node *step, const char *layer, const char *feature) {
  for (size_t i = 0; i < checker->reported_count; i++) {
    const struct reported *reported = &checker->reported[i];
    if (reported->step == step && strcmp(reported->layer, layer) == 0 && strcmp(reported->feature, feature) == 0)
      return false;
  }
  checker->reported = reader_grow(checker->reader, checker->reported, checker->reported_count, sizeof(struct reported));
  checker->reported[checker->reported_count++] = (struct reported){step, layer, feature};
  return true;
}

/* ---- what could produce it ---- */

static const char *append(struct config_reader *reader, const char *list, const char *word) {
  return list ? reader_format(reader, "%s, %s", list, word) : word;
}

/* The names of the layers made before step i. */
static const char *produced_before(const struct chain *chain, size_t before) {
  struct config_reader *reader = chain->checker->reader;
  const char *list = NULL;
  for (size_t i = 0; i <= before; i++)
    for (const textan_layer *layer = i ? produces(chain, i - 1) : chain->decoded; layer && layer->name; layer++)
      if (find_producer(chain, i, layer->name, NULL) == layer && strcmp(layer->name, "document") != 0)
        list = append(reader, list, layer->name);
  return list ? list : "nothing";
}

static bool gives(const textan_layer *layers, const char *layer, const textan_feature_type *feature) {
  const textan_layer *found = find_layer(layers, layer);
  return found && (!feature || has_feature(found, feature));
}

/* Installed analysers and decoders that make the layer. */
static const char *installed_producers(const struct chain *chain, const char *layer,
                                       const textan_feature_type *feature) {
  struct config_reader *reader = chain->checker->reader;
  const struct plugin *const *plugins = NULL;
  const char *list = NULL;
  if (!registry_load_all(chain->checker->registry))
    longjmp(chain->checker->reader->no_memory, 1);
  const size_t count = registry_plugins(chain->checker->registry, &plugins);
  for (size_t i = 0; i < count; i++) {
    const textan_module *module = plugins[i]->module;
    if ((module->analyser && gives(module->analyser->produces, layer, feature)) ||
        (module->decoder && gives(module->decoder->produces, layer, feature)))
      list = append(reader, list, module->name);
  }
  return list ? list : "no installed plugin";
}

/* ---- the right order ---- */

enum { ORDER_MAX = 100 }; /* nobody reads the order of more */

/* Whether nothing that step i needs is made only by steps that are not `placed`.  What nothing makes is no matter of
 * order. */
static bool is_ready(const struct chain *chain, size_t i, const bool *placed) {
  for (const textan_layer *need = chain->steps->plans[i]->step->consumes; need && need->name; need++) {
    /* Attributes are each a thing of their own, a layer is one. */
    const textan_feature_type *feature = strcmp(need->name, "document") == 0 ? need->features : NULL;
    do {
      bool made = gives(chain->decoded, need->name, feature), makeable = made;
      for (size_t j = 0; j < chain->steps->count; j++)
        if (j != i && gives(produces(chain, j), need->name, feature)) {
          makeable = true;
          made = made || placed[j];
        }
      if (makeable && !made)
        return false;
    } while (feature && (++feature)->name);
  }
  return true;
}

/* The steps in an order that meets all needs, as near to the given one as can be; NULL when there is none, or when it
 * is not known. */
static const char *right_order(const struct chain *chain) {
  struct config_reader *reader = chain->checker->reader;
  const size_t count = chain->steps->count;
  if (count > ORDER_MAX)
    return NULL;
  bool *placed = reader_alloc(reader, (count + 1) * sizeof *placed);
  const char *order = NULL;
  for (size_t i = 0; i < count; i++)
    if (!chain->steps->plans[i]->step)
      return NULL;
  for (size_t round = 0; round < count; round++) {
    size_t next = 0;
    while (next < count && (placed[next] || !is_ready(chain, next, placed)))
      next++;
    if (next == count)
      return NULL;
    placed[next] = true;
    order = append(reader, order, chain->steps->plans[next]->id);
  }
  return order;
}

/* ---- checking ---- */

/* Says who could produce the layer or feature that step i needs. */
static void note_producers(const struct chain *chain, size_t i, const char *layer, const textan_feature_type *feature,
                           const char *before) {
  struct config_reader *reader = chain->checker->reader;
  const struct step_list *steps = chain->steps;
  size_t later = i + 1;
  while (later < steps->count && !gives(produces(chain, later), layer, feature))
    later++;
  if (later == steps->count) {
    diagnostics_note(reader->diagnostics, "%sproduced by: %s", before, installed_producers(chain, layer, feature));
    return;
  }
  diagnostics_note(reader->diagnostics, "%sproduced by: %s (step \"%s\" stands after it; put it before \"%s\")", before,
                   steps->plans[later]->step->use.plugin->module->name, steps->plans[later]->id, steps->plans[i]->id);
  const char *order = right_order(chain);
  if (order)
    diagnostics_note(reader->diagnostics, "right order: %s", order);
}

static const char *step_name(const struct chain *chain, size_t i) {
  const char *id = chain->steps->plans[i]->id;
  return chain->corpus ? reader_format(chain->checker->reader, "step \"%s\" of corpus \"%s\"", id, chain->corpus)
                       : reader_format(chain->checker->reader, "step \"%s\"", id);
}

/* The steps before step i that make the layer, and their plugins. */
static const char *makers(const struct chain *chain, size_t before, const char *layer) {
  struct config_reader *reader = chain->checker->reader;
  const char *list = find_layer(chain->decoded, layer) ? "the decoder" : NULL;
  for (size_t i = 0; i < before; i++) {
    const struct plugin_use *use = &chain->steps->plans[i]->step->use;
    if (find_layer(produces(chain, i), layer))
      list = append(reader, list,
                    reader_format(reader, "step \"%s\" (%s %s)", use->id, use->plugin->module->name,
                                  use->plugin->module->version));
  }
  return list;
}

static const char *type_name(uint32_t type) {
  static const char *const names[] = {"a value",   "a string", "an integer", "a decimal",
                                      "a boolean", "a list",   "a reference"};
  /* What a plugin says of its layers under its parameters is not checked before. */
  return names[type < sizeof names / sizeof names[0] ? type : 0];
}

static void check_features(const struct chain *chain, size_t i, const textan_layer *need) {
  struct config_reader *reader = chain->checker->reader;
  const struct node *node = chain->steps->plans[i]->node;
  for (const textan_feature_type *feature = need->features; feature && feature->name; feature++) {
    if (find_producer(chain, i, need->name, feature) || !is_news(chain->checker, node, need->name, feature->name))
      continue;
    reader_error(reader, node, "%s needs feature \"%s\" (%s) of layer \"%s\", but %s does not give it",
                 step_name(chain, i), feature->name, type_name(feature->type), need->name,
                 makers(chain, i, need->name));
    note_producers(chain, i, need->name, feature, "");
  }
}

static void check_layer(const struct chain *chain, size_t i, const textan_layer *need) {
  struct config_reader *reader = chain->checker->reader;
  const struct node *node = chain->steps->plans[i]->node;
  if (find_producer(chain, i, need->name, NULL)) {
    check_features(chain, i, need);
  } else if (is_news(chain->checker, node, need->name, "")) {
    reader_error(reader, node, "%s needs layer \"%s\", but no step before it produces it", step_name(chain, i),
                 need->name);
    note_producers(chain, i, need->name, NULL,
                   reader_format(reader, "produced before it: %s   ", produced_before(chain, i)));
  }
}

/* Document attributes may come along with the records, which only the run will show.  But a step that sets one behind
 * the step that reads it is a mistake. */
static void check_attributes(const struct chain *chain, size_t i, const textan_layer *need) {
  struct config_reader *reader = chain->checker->reader;
  const struct node *node = chain->steps->plans[i]->node;
  for (const textan_feature_type *feature = need->features; feature && feature->name; feature++) {
    size_t later = i + 1;
    while (later < chain->steps->count && !gives(produces(chain, later), need->name, feature))
      later++;
    if (later == chain->steps->count || find_producer(chain, i, need->name, feature) ||
        !is_news(chain->checker, node, need->name, feature->name))
      continue;
    reader_error(reader, node,
                 "%s needs the document attribute \"%s\", but step \"%s\", which sets it, stands after it",
                 step_name(chain, i), feature->name, chain->steps->plans[later]->id);
    const char *order = right_order(chain);
    if (order)
      diagnostics_note(reader->diagnostics, "right order: %s", order);
  }
}

/* A layer that a step uses where it is there, but that only a later step makes, was meant to be there. */
static void check_optional(const struct chain *chain, size_t i, const textan_layer *need) {
  struct config_reader *reader = chain->checker->reader;
  const struct node *node = chain->steps->plans[i]->node;
  size_t later = i + 1;
  while (later < chain->steps->count && !find_layer(produces(chain, later), need->name))
    later++;
  if (later == chain->steps->count || find_producer(chain, i, need->name, NULL) ||
      !is_news(chain->checker, node, need->name, ""))
    return;
  diagnostics_warning(reader->diagnostics, node->source->name, node->line,
                      "%s would use layer \"%s\", but step \"%s\", which makes it, stands after it",
                      step_name(chain, i), need->name, chain->steps->plans[later]->id);
}

/* What the condition of step i may name. */
static void check_when(const struct chain *chain, size_t i, const struct corpus *corpus) {
  struct config_reader *reader = chain->checker->reader;
  const struct step *step = chain->steps->plans[i]->step;
  const textan_layer *lists[STEPS_MAX + 3];
  const textan_layer records[] = {{"document", 0, NULL, corpus->records.attributes}, {0}};
  struct when_scope scope = {.layer_lists = lists, .language_is_set = corpus->lang, .open = corpus->records.open};
  lists[scope.layer_list_count++] = records;
  lists[scope.layer_list_count++] = chain->decoded;
  for (size_t j = 0; j < i; j++)
    lists[scope.layer_list_count++] = produces(chain, j);
  when_check(reader, step->when, &scope, node_member(step->node, "when"), step_name(chain, i));
}

void needs_check(struct needs_checker *checker, const struct step_list *steps, const struct corpus *corpus,
                 bool patched) {
  if (!corpus->decoder.plugin)
    return;
  const struct chain chain = {checker, steps, corpus->decoded, patched ? corpus->reader.id : NULL};
  /* A decoder or step of which nothing is known may make anything: what stands behind it cannot be judged. */
  for (size_t i = 0; i < steps->count && steps->plans[i]->step; i++) {
    for (const textan_layer *need = steps->plans[i]->step->consumes; need && need->name; need++) {
      if (need->flags & TEXTAN_LAYER_OPTIONAL)
        check_optional(&chain, i, need);
      else if (strcmp(need->name, "document") == 0)
        check_attributes(&chain, i, need);
      else
        check_layer(&chain, i, need);
    }
    if (steps->plans[i]->step->when)
      check_when(&chain, i, corpus);
  }
}

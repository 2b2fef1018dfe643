/* What each corpus runs: its steps, and the layers that go from one to another. */
#include <string.h>

#include "config_explain.h"
#include "config_node.h"

/* ---- layers ---- */

static const textan_layer *find_layer(const textan_layer *layers, const char *name) {
  for (; layers && layers->name; layers++)
    if (strcmp(layers->name, name) == 0)
      return layers;
  return NULL;
}

/* "entity (code, country)", an optional one "language?"; attributes of the document by their names. */
static void put_layers(struct buffer *out, const textan_layer *layers) {
  if (!layers || !layers->name)
    buffer_text(out, "nothing");
  for (const textan_layer *layer = layers; layer && layer->name; layer++) {
    const bool attributes = strcmp(layer->name, "document") == 0;
    buffer_format(out, "%s%s%s", layer == layers ? "" : ", ", attributes ? "attributes" : layer->name,
                  layer->flags & TEXTAN_LAYER_OPTIONAL ? "?" : "");
    for (const textan_feature_type *feature = layer->features; feature && feature->name; feature++)
      buffer_format(out, "%s%s", feature == layer->features ? " (" : ", ", feature->name);
    buffer_text(out, layer->features && layer->features->name ? ")" : "");
  }
}

/* ---- text ---- */

static bool is_base(const struct config *config, const struct step *step) {
  for (size_t i = 0; i < config->base_count; i++)
    if (config->base_steps[i] == step)
      return true;
  return false;
}

/* A base step that does not stand among those of the corpus was disabled, or another stands in its place. */
static void put_left_out(const struct config *config, const struct corpus *corpus, struct buffer *out) {
  for (size_t i = 0; i < config->base_count; i++) {
    size_t j = 0;
    while (j < corpus->step_count && strcmp(corpus->steps[j]->use.id, config->base_steps[i]->use.id) != 0)
      j++;
    if (j == corpus->step_count)
      buffer_format(out, "#   (step \"%s\" is disabled by a patch)\n", config->base_steps[i]->use.id);
  }
}

static void put_step(const struct config *config, const struct step *step, size_t number, struct buffer *out) {
  const textan_module *module = step->use.plugin->module;
  buffer_format(out, "#   %zu. %s: %s %s", number, step->use.id, module->name, module->version);
  buffer_format(out, "\n#        needs ");
  put_layers(out, step->consumes);
  buffer_format(out, "\n#        gives ");
  put_layers(out, step->produces);
  const struct node *when = node_member(step->node, "when");
  if (when)
    buffer_format(out, "\n#        runs only where %s", when->text);
  buffer_text(out, "\n");
  if (is_base(config, step))
    return;
  buffer_format(out, "#        patched:\n");
  explain_step(step, "#          ", out);
}

void explain_corpora(const struct config *config, struct buffer *out) {
  for (size_t i = 0; i < config->corpus_count; i++) {
    const struct corpus *corpus = &config->corpora[i];
    const textan_module *reader = corpus->reader.plugin->module, *decoder = corpus->decoder.plugin->module;
    buffer_format(out, "\n# corpus \"%s\": reader %s %s, decoder %s %s%s\n", corpus->reader.id, reader->name,
                  reader->version, decoder->name, decoder->version, corpus->decoder_named ? "" : " (default)");
    if (corpus->lang)
      buffer_format(out, "#   the language of its documents is set: %s\n", corpus->lang);
    for (size_t j = 0; j < corpus->step_count; j++)
      put_step(config, corpus->steps[j], j + 1, out);
    put_left_out(config, corpus, out);
    if (corpus->step_count == 0)
      buffer_text(out, "#   runs no step\n");
  }
}

/* ---- Graphviz ---- */

/* The place among the steps of the last that makes the layer before step `before`; `before` itself: none does. */
static size_t producer(const struct corpus *corpus, size_t before, const char *layer) {
  for (size_t i = before; i-- > 0;)
    if (find_layer(corpus->steps[i]->produces, layer))
      return i;
  return before;
}

static void put_edges(const struct corpus *corpus, size_t number, size_t i, struct buffer *out) {
  const struct step *step = corpus->steps[i];
  bool any = false;
  for (const textan_layer *need = step->consumes; need && need->name; need++) {
    const size_t from = producer(corpus, i, need->name);
    if (from == i)
      continue;
    any = true;
    buffer_format(out, "    c%zu_%zu -> c%zu_%zu [label=\"%s\"%s];\n", number, from, number, i,
                  strcmp(need->name, "document") == 0 ? "attributes" : need->name,
                  need->flags & TEXTAN_LAYER_OPTIONAL ? ", style=dashed" : "");
  }
  if (!any)
    buffer_format(out, "    c%zu -> c%zu_%zu [label=\"text\"];\n", number, number, i);
}

void explain_dot(const struct config *config, struct buffer *out) {
  buffer_format(out, "digraph \"%s\" {\n  node [shape=box];\n", config->run_id);
  for (size_t i = 0; i < config->corpus_count; i++) {
    const struct corpus *corpus = &config->corpora[i];
    buffer_format(out, "  subgraph cluster_%zu {\n    label=\"%s\";\n", i, corpus->reader.id);
    buffer_format(out, "    c%zu [label=\"%s\\n%s\", shape=oval];\n", i, corpus->reader.plugin->module->name,
                  corpus->decoder.plugin->module->name);
    for (size_t j = 0; j < corpus->step_count; j++)
      buffer_format(out, "    c%zu_%zu [label=\"%s\\n%s %s\"%s];\n", i, j, corpus->steps[j]->use.id,
                    corpus->steps[j]->use.plugin->module->name, corpus->steps[j]->use.plugin->module->version,
                    corpus->steps[j]->when ? ", style=dashed" : "");
    for (size_t j = 0; j < corpus->step_count; j++)
      put_edges(corpus, i, j, out);
    buffer_text(out, "  }\n");
  }
  buffer_text(out, "}\n");
}

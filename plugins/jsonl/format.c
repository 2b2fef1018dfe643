#include "format.h"

#include <string.h>

static const textan_feature_type attributes[] = {{"lang", TEXTAN_STRING, "BCP 47 tag of the document's language"},
                                                 {"lang_score", TEXTAN_DECIMAL, "how likely that is right"},
                                                 {0}};
static const textan_feature_type entity_features[] = {{"code", TEXTAN_STRING, "state or organisation"},
                                                      {"country", TEXTAN_STRING, "the state that it belongs to"},
                                                      {"role", TEXTAN_STRING, "a person's title or office"},
                                                      {"value", TEXTAN_STRING, "a date, ISO 8601"},
                                                      {0}};
static const textan_feature_type treaty_features[] = {
    {"kind", TEXTAN_STRING, "the kind of instrument"},     {"parties", TEXTAN_LIST, "codes and acronyms"},
    {"status", TEXTAN_STRING, "what the text says of it"}, {"date", TEXTAN_STRING, "of that status, ISO 8601"},
    {"count", TEXTAN_INTEGER, "how many instruments"},     {"known", TEXTAN_STRING, "code of a well-known instrument"},
    {"anaphor", TEXTAN_BOOLEAN, "it only refers back"},    {0}};
static const textan_feature_type figure_features[] = {{"value", TEXTAN_DECIMAL, "the number, fully scaled"},
                                                      {"low", TEXTAN_DECIMAL, "lower end of a range"},
                                                      {"high", TEXTAN_DECIMAL, "upper end of a range"},
                                                      {"unit", TEXTAN_STRING, "currency or other unit"},
                                                      {"noun", TEXTAN_STRING, "what is counted"},
                                                      {"measure", TEXTAN_STRING, "what is measured"},
                                                      {"reporter", TEXTAN_STRING, "whose figure it is"},
                                                      {"partner", TEXTAN_STRING, "the other side"},
                                                      {"period", TEXTAN_STRING, "the time it covers, ISO 8601"},
                                                      {"modality", TEXTAN_STRING, "actual, target or forecast"},
                                                      {"qualifier", TEXTAN_STRING, "about, over, at_least and so on"},
                                                      {"change", TEXTAN_STRING, "up, down, share or level"},
                                                      {"basis", TEXTAN_STRING, "what a change is measured against"},
                                                      {0}};

const textan_layer format_layers[] = {{.name = "document", .features = attributes},
                                      {.name = "language"},
                                      {.name = "token"},
                                      {.name = "sentence"},
                                      {.name = "boilerplate"},
                                      {.name = "entity", .features = entity_features},
                                      {.name = "treaty", .features = treaty_features},
                                      {.name = "figure", .features = figure_features},
                                      {0}};

const textan_layer *format_layer(const char *name) {
  for (const textan_layer *layer = format_layers; layer->name; layer++)
    if (strcmp(layer->name, name) == 0)
      return layer;
  return NULL;
}

const textan_feature_type *format_feature(const textan_layer *layer, const char *name) {
  for (const textan_feature_type *feature = layer ? layer->features : NULL; feature && feature->name; feature++)
    if (strcmp(feature->name, name) == 0)
      return feature;
  return NULL;
}

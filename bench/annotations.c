/* How long a document takes to check and store an annotation: bench/annotations [ROUNDS].
 * Prints the best round of nanoseconds an annotation, for one without features and one with five. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "document.h"

enum { ANNOTATIONS = 200, DOCUMENTS = 500 };

static const char *const figure_types[] = {"MONEY", "PERCENT", "QUANTITY", "RATE", NULL};
static const textan_feature_type figure_features[] = {{"value", TEXTAN_DECIMAL, "v"},
                                                      {"low", TEXTAN_DECIMAL, "l"},
                                                      {"high", TEXTAN_DECIMAL, "h"},
                                                      {"unit", TEXTAN_STRING, "u"},
                                                      {"noun", TEXTAN_STRING, "n"},
                                                      {"measure", TEXTAN_STRING, "m"},
                                                      {"partner", TEXTAN_STRING, "p"},
                                                      {"reporter", TEXTAN_STRING, "r"},
                                                      {"period", TEXTAN_STRING, "p"},
                                                      {"parties", TEXTAN_LIST, "p"},
                                                      {NULL, 0, NULL}};
static const textan_layer layers[] = {
    {.name = "entity"}, {.name = "figure", .types = figure_types, .features = figure_features}, {.name = NULL}};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static textan_value string(const char *text) {
  return (textan_value){.type = TEXTAN_STRING, .size = 0, .as = {.string = {text, strlen(text)}}};
}

/* Nanoseconds for an annotation with the first `count` of the features. */
static double measure(textan_document *document, const char *layer, const char *type, size_t count) {
  const textan_string parties[] = {{"BY", 2}, {"VN", 2}};
  const textan_feature features[] = {{"value", {.type = TEXTAN_DECIMAL, .size = 0, .as = {.decimal = {125, -1}}}},
                                     {"unit", string("USD/tonne")},
                                     {"measure", string("export")},
                                     {"period", string("2024-05")},
                                     {"parties", {.type = TEXTAN_LIST, .size = 2, .as = {.list = parties}}}};
  textan_annotation annotation = {.struct_size = sizeof annotation,
                                  .score = 0.5f,
                                  .layer = layer,
                                  .type = type,
                                  .rule = "amount:unit",
                                  .features = features,
                                  .feature_count = count};
  char text[4 * ANNOTATIONS + 1];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  textan_error error;
  const double begin = now();
  for (int d = 0; d < DOCUMENTS; d++) {
    document_begin(document, "corpus", "id", "source");
    document_set_text(document, text, sizeof text - 1, true, &error);
    document_begin_step(document, "step", layers);
    for (uint32_t i = 0; i < ANNOTATIONS; i++) {
      annotation.begin = 4 * i;
      annotation.end = annotation.begin + 3;
      if (document_api.add(document, &annotation, NULL, &error) != TEXTAN_OK) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
      }
    }
    document_end_step(document, false);
  }
  return (now() - begin) / DOCUMENTS / ANNOTATIONS;
}

int main(int argc, char **argv) {
  const int rounds = argc > 1 ? atoi(argv[1]) : 30;
  textan_document *document = document_new();
  double plain = 1e9, full = 1e9;
  for (int i = 0; document && i < rounds; i++) {
    const double one = measure(document, "entity", "PERSON", 0), five = measure(document, "figure", "MONEY", 5);
    plain = one < plain ? one : plain;
    full = five < full ? five : full;
  }
  document_free(document);
  printf("no feature    %7.1f ns\nfive features %7.1f ns\n", plain, full);
  return 0;
}

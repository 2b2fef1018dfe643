/* textan-train-entities: learns the tagger of the plugin entities from marked texts, and says how good it is. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "train.h"

struct request {
  struct learning learning;
  const char *lists, *output;
  uint32_t bits, bare, capitals;
  struct gold_corpus corpus, test;
  struct clusters clusters;
};

static const char usage[] =
    "usage: textan-train-entities [options] --language CODE FILE... [--language CODE FILE...]...\n"
    "\n"
    "Learns the tagger of the plugin entities from texts in which names are marked, as \"[name|TYPE]\" or in two "
    "columns\n"
    "(token, IOB2 tag), and prints held-out scores.\n"
    "\n"
    "  -l, --language CODE  the language of the files behind it\n"
    "  -k, --folds N        score by N-fold cross-validation; 0: not at all (default 5)\n"
    "  -t, --test FILE      a file to score the model on, which is not learned from\n"
    "  -x, --extra FILE     a file to learn from in every fold, which is not scored\n"
    "  -o, --output FILE    where the model is written; without it none is\n"
    "  -e, --epochs N       passes over the texts (default 10)\n"
    "  -r, --runs N         average the weights of N runs, each with the texts in other orders (default 8)\n"
    "  -b, --bits N         features fall in 2^N buckets of weights (8 to 22, default 18)\n"
    "  -w, --least N        leave out buckets whose weights, of at most 455, are all smaller (default 20)\n"
    "  -c, --cost N         by how much a right path must win (default 0)\n"
    "  -C, --clusters FILE  classes of words: a word, a tab and a number a line, or a model\n"
    "                       that has some\n"
    "  -d, --bare N         learn every Nth document also without diacritics; 0: none (default 5)\n"
    "  -u, --capitals N     learn every Nth document also in capitals; 0: none (default 8)\n"
    "  -m, --mistakes       print what was found wrongly, or not at all\n"
    "  -s, --second-pass    score with a second pass\n"
    "  -L, --lists FOLDER   where the plugin's word lists are\n"
    "  -h, --help           this\n"
    "\n"
    "Dates are left to the rules.\n";

static const struct option options[] = {
    {"language", required_argument, NULL, 'l'}, {"folds", required_argument, NULL, 'k'},
    {"test", required_argument, NULL, 't'},     {"output", required_argument, NULL, 'o'},
    {"epochs", required_argument, NULL, 'e'},   {"bits", required_argument, NULL, 'b'},
    {"cost", required_argument, NULL, 'c'},     {"lists", required_argument, NULL, 'L'},
    {"clusters", required_argument, NULL, 'C'}, {"mistakes", no_argument, NULL, 'm'},
    {"runs", required_argument, NULL, 'r'},     {"second-pass", no_argument, NULL, 's'},
    {"bare", required_argument, NULL, 'd'},     {"extra", required_argument, NULL, 'x'},
    {"least", required_argument, NULL, 'w'},    {"capitals", required_argument, NULL, 'u'},
    {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0},
};

static textan_status number_read(const char *name, const char *text, long least, long most, uint32_t *out,
                                 textan_error *error) {
  char *end;
  const long value = strtol(text, &end, 10);
  if (*end || end == text || value < least || value > most)
    return textan_fail(error, TEXTAN_ECONFIG, "option --%s: expected a number from %ld to %ld, found \"%s\"", name,
                       least, most, text);
  *out = (uint32_t)value;
  return TEXTAN_OK;
}

static textan_status file_read(struct request *request, int letter, const char *path, const char *language,
                               textan_error *error) {
  struct gold_corpus *corpus = letter == 't' ? &request->test : &request->corpus;
  const size_t before = corpus->count;
  const textan_status status = corpus_read(corpus, path, language, error);
  for (size_t i = before; letter == 'x' && i < corpus->count; i++) {
    corpus->documents[i].silent = true;
    corpus->documents[i].number = ALWAYS;
  }
  return status;
}

static textan_status request_read(struct request *request, int argc, char **argv, textan_error *error) {
  const char *language = NULL;
  textan_status status = TEXTAN_OK;
  uint32_t cost = 0;
  int letter;
  while (status == TEXTAN_OK &&
         (letter = getopt_long(argc, argv, "-l:k:t:x:o:e:b:c:C:L:r:d:u:w:msh", options, NULL)) != -1) {
    if (letter == 'l')
      language = optarg;
    else if (letter == 'o')
      request->output = optarg;
    else if (letter == 'L')
      request->lists = optarg;
    else if (letter == 'k')
      status = number_read("folds", optarg, 0, 100, &request->learning.folds, error);
    else if (letter == 'e')
      status = number_read("epochs", optarg, 1, 1000, &request->learning.epochs, error);
    else if (letter == 'b')
      status = number_read("bits", optarg, TAGGER_BITS_LEAST, TAGGER_BITS_MOST, &request->bits, error);
    else if (letter == 'c')
      status = number_read("cost", optarg, 0, 1000, &cost, error);
    else if (letter == 'C')
      status = clusters_read(&request->clusters, optarg, error);
    else if (letter == 'r')
      status = number_read("runs", optarg, 1, 100, &request->learning.runs, error);
    else if (letter == 'd')
      status = number_read("bare", optarg, 0, 1000, &request->bare, error);
    else if (letter == 'u')
      status = number_read("capitals", optarg, 0, 1000, &request->capitals, error);
    else if (letter == 'w')
      status = number_read("least", optarg, 1, TAGGER_WEIGHT, &request->learning.least, error);
    else if (letter == 'm')
      request->learning.mistakes = true;
    else if (letter == 's')
      request->learning.second_pass = true;
    else if (letter == 'h')
      exit(fputs(usage, stdout) < 0);
    else if (letter != 1 && letter != 't' && letter != 'x')
      return textan_fail(error, TEXTAN_ECONFIG, "the options are wrong; --help lists them");
    else if (!language)
      return textan_fail(error, TEXTAN_ECONFIG, "%s: expected --language before the first file", optarg);
    else
      status = file_read(request, letter, optarg, language, error);
  }
  request->learning.cost = (int32_t)cost;
  if (status == TEXTAN_OK && request->corpus.count == 0)
    return textan_fail(error, TEXTAN_ECONFIG, "no texts to learn from; --help says how to name them");
  return status == TEXTAN_OK ? corpus_forms_add(&request->corpus, request->bare, request->capitals, error) : status;
}

/* Types and languages of the texts; dates are the rules'. */
static textan_status model_shape(const struct request *request, struct tagger_model *model, textan_error *error) {
  const struct gold_corpus *corpus = &request->corpus;
  *model = (struct tagger_model){.bits = request->bits, .bin_size = 64};
  for (uint32_t i = 1; i <= corpus->type_count; i++)
    if (strcmp(corpus->types[i], "DATE") != 0)
      memcpy(model->types[++model->type_count], corpus->types[i], TAGGER_NAME);
  for (size_t i = 0; i < corpus->count; i++) {
    const char *language = corpus->documents[i].language;
    int j = 0;
    while (j < TAGGER_LANGUAGES && model->languages[j][0] && strcmp(model->languages[j], language) != 0)
      j++;
    if (j == TAGGER_LANGUAGES || strlen(language) >= TAGGER_NAME)
      return textan_fail(error, TEXTAN_ECONFIG, "expected at most %d languages with short codes, found \"%s\"",
                         TAGGER_LANGUAGES, language);
    memcpy(model->languages[j], language, strlen(language));
  }
  model->cluster_count = (uint32_t)request->clusters.count;
  const textan_status status = tagger_model_alloc(model, error);
  if (status == TEXTAN_OK)
    clusters_copy(&request->clusters, model);
  return status;
}

/* Scores of all texts, and of each language where there are several. */
static void scores_print(const struct counts *counts, const struct gold_corpus *corpus,
                         const struct tagger_model *model, const char *what) {
  char title[64];
  struct counts all = {0};
  for (int i = 0; i < TAGGER_LANGUAGES; i++)
    counts_add(&all, &counts[i]);
  for (int i = 0; i < TAGGER_LANGUAGES && model->languages[1][0] && model->languages[i][0]; i++) {
    snprintf(title, sizeof title, "%s, %s", what, model->languages[i]);
    counts_print(&counts[i], corpus, title);
  }
  counts_print(&all, corpus, what);
}

static textan_status folds_score(const struct request *request, struct analysis *analysis,
                                 const struct examples *examples, struct tagger_model *model, textan_error *error) {
  struct counts counts[TAGGER_LANGUAGES] = {0}, all = {0};
  struct learning learning = request->learning;
  textan_status status = TEXTAN_OK;
  for (learning.fold = 0; learning.fold < learning.folds && status == TEXTAN_OK; learning.fold++) {
    status = learn(examples, &learning, model, error);
    if (status == TEXTAN_OK)
      status = evaluate(analysis, &request->corpus, model, &learning, counts, error);
  }
  for (int i = 0; i < TAGGER_LANGUAGES; i++)
    counts_add(&all, &counts[i]);
  if (status == TEXTAN_OK && learning.folds)
    scores_print(counts, &request->corpus, model, "held out");
  counts_calibrate(&all, model);
  return status;
}

static textan_status train(struct request *request, struct analysis *analysis, struct tagger_model *model,
                           textan_error *error) {
  struct examples examples;
  struct learning whole = request->learning;
  whole.folds = 0;
  textan_status status = examples_make(&examples, analysis, &request->corpus, model, error);
  if (status == TEXTAN_OK) {
    printf("%zu documents, %zu stretches, %zu words, %zu features; %zu names, %zu of them out of reach\n",
           request->corpus.count, examples.count, examples.word_count, examples.feature_count, examples.names,
           examples.unreachable);
    status = folds_score(request, analysis, &examples, model, error);
  }
  if (status == TEXTAN_OK && (request->output || request->test.count))
    status = learn(&examples, &whole, model, error);
  if (status == TEXTAN_OK && request->test.count) {
    struct counts counts[TAGGER_LANGUAGES] = {0};
    status = evaluate(analysis, &request->test, model, &whole, counts, error);
    if (status == TEXTAN_OK)
      scores_print(counts, &request->test, model, "test");
  }
  if (status == TEXTAN_OK && request->output)
    status = tagger_model_write(request->output, model, error);
  examples_free(&examples);
  return status;
}

int main(int argc, char **argv) {
  struct request request = {.learning = {.epochs = 10, .runs = 8, .folds = 5, .least = 20},
                            .bits = 18,
                            .bare = 5,
                            .capitals = 8,
                            .lists = LISTS_FOLDER};
  struct analysis analysis = {0};
  struct tagger_model model = {0};
  textan_error error = {0};
  textan_status status = request_read(&request, argc, argv, &error);
  if (status == TEXTAN_OK)
    status = model_shape(&request, &model, &error);
  if (status == TEXTAN_OK)
    status = analysis_open(&analysis, request.lists, &error);
  if (status == TEXTAN_OK)
    status = train(&request, &analysis, &model, &error);
  if (status != TEXTAN_OK)
    fprintf(stderr, "textan-train-entities: error: %s\n", error.message);
  analysis_close(&analysis);
  tagger_model_close(&model);
  corpus_free(&request.corpus);
  corpus_free(&request.test);
  free(request.clusters.items);
  return status == TEXTAN_OK ? 0 : 1;
}

/* tagger-speed - what the rules and the tagger of the plugin entities take for a byte, over marked texts.
 *
 *   make bench/tagger-speed && bench/tagger-speed plugins/entities LANGUAGE PASSES FILE...
 *
 * Words and word lists are matched before the clock starts, as the host does both once for all steps. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../plugins/entities/train/train.h"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

struct times {
  double rules, view, sums, merge;
  size_t bytes, words, tagged, spans;
};

static textan_status document_time(struct analysis *analysis, const struct gold_document *document, struct times *times,
                                   textan_error *error) {
  textan_status status = analysis_rules(analysis, document, error); /* also matches the word lists */
  if (status != TEXTAN_OK || !analysis->work.count)
    return status;
  const double begin = now();
  status = entities_rules(&analysis->work);
  const double ruled = now();
  const struct tagger_view view = {&analysis->work, analysis->scratch.tagger, analysis->model->tagger, false};
  status = status == TEXTAN_OK ? tagger_view_read(&view) : status;
  const double viewed = now();
  if (status == TEXTAN_OK)
    status = tagger_spans_find(&view);
  const double summed = now();
  if (status == TEXTAN_OK)
    status = entities_tagged_merge(&analysis->work);
  const double end = now();
  times->rules += ruled - begin;
  times->view += viewed - ruled;
  times->sums += summed - viewed;
  times->merge += end - summed;
  times->bytes += document->size;
  times->words += analysis->work.count;
  times->spans += view.scratch->span_count;
  for (size_t i = 0; i < view.scratch->stretch_count; i++)
    times->tagged += view.scratch->stretches[i].end - view.scratch->stretches[i].first;
  return status;
}

int main(int argc, char **argv) {
  struct gold_corpus corpus = {0};
  struct analysis analysis;
  struct tagger_model model;
  textan_error error = {0};
  char path[4096];
  if (argc < 5) {
    fprintf(stderr, "usage: bench/tagger-speed plugins/entities LANGUAGE PASSES FILE...\n");
    return 2;
  }
  snprintf(path, sizeof path, "%s/tagger.model", argv[1]);
  textan_status status = analysis_open(&analysis, argv[1], &error);
  const double begin = now();
  if (status == TEXTAN_OK)
    status = tagger_model_open(path, &model, &error);
  printf("model read in %.1f ms\n", (now() - begin) / 1e6);
  for (int i = 4; i < argc && status == TEXTAN_OK; i++)
    status = corpus_read(&corpus, argv[i], argv[2], &error);
  if (status == TEXTAN_OK)
    analysis.model->tagger = &model;
  for (int pass = 0; pass < atoi(argv[3]) && status == TEXTAN_OK; pass++) {
    struct times t = {0};
    for (size_t i = 0; i < corpus.count && status == TEXTAN_OK; i++)
      status = document_time(&analysis, &corpus.documents[i], &t, &error);
    const double bytes = (double)t.bytes;
    printf("pass %d: ns a byte: rules %.2f, tagger %.2f (view %.2f, decode %.2f, merge %.2f); %.0f %% of %zu words\n",
           pass + 1, t.rules / bytes, (t.view + t.sums + t.merge) / bytes, t.view / bytes, t.sums / bytes,
           t.merge / bytes, 100.0 * (double)t.tagged / (double)t.words, t.words);
  }
  if (status != TEXTAN_OK)
    fprintf(stderr, "tagger-speed: error: %s\n", error.message);
  return status == TEXTAN_OK ? 0 : 1;
}

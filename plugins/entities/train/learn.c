/* The averaged structured perceptron: where the best path differs from the right one, the weights of the right tags
 * grow and those of the wrong ones shrink; the model is the average of the weights over all steps (M. Collins, 2002).
 * All in whole numbers and in an order that a fixed generator shuffles, so that the same texts give the same bytes. */
#include "train.h"

#include <stdlib.h>

#include "../tagger_kernels.h"

enum { FIXED = 4096 }; /* what 1 is in sums of averages */

struct learner {
  const struct examples *examples;
  struct tagger_model joins; /* only its joins and type_count are used */
  int32_t (*rows)[TAGGER_LANES];
  int64_t (*totals)[TAGGER_LANES];
  int64_t join_totals[TAGGER_GROUP][TAGGER_GROUP];
  int64_t (*means)[TAGGER_LANES]; /* sums over the runs */
  int64_t join_means[TAGGER_GROUP][TAGGER_GROUP];
  size_t row_count;
  int64_t steps;
  int32_t cost;
  uint32_t least;
  int16_t (*sums)[TAGGER_LANES];
  uint8_t (*paths)[TAGGER_GROUP];
  uint8_t *tags;
  uint32_t *order;
};

static void sums_make(const struct learner *l, const struct example *example) {
  const struct examples *e = l->examples;
  for (uint32_t i = 0; i < example->count; i++) {
    int32_t sums[TAGGER_LANES] = {0};
    for (size_t f = e->begins[example->word + i]; f < e->begins[example->word + i + 1]; f++) {
      const int32_t *row = l->rows[e->features[f]];
      for (int lane = 0; lane < TAGGER_LANES; lane++)
        sums[lane] += row[lane];
    }
    for (int lane = 0; lane < TAGGER_LANES; lane++) {
      l->sums[i][lane] = tagger_saturated(sums[lane] + (lane == e->tags[example->word + i] ? 0 : l->cost));
    }
  }
}

static int ended_type(uint8_t tag) {
  return tag / TAGGER_GROUP >= PLACE_LAST ? tag % TAGGER_GROUP : -1;
}

static int begun_type(uint8_t tag) {
  const int place = tag / TAGGER_GROUP;
  return place == PLACE_BEGIN || place == PLACE_UNIT ? tag % TAGGER_GROUP : -1;
}

static void joins_move(struct learner *l, const uint8_t *tags, uint32_t count, int32_t by) {
  for (uint32_t i = 0; i < count; i++) {
    const int from = i ? ended_type(tags[i - 1]) : 0, to = begun_type(tags[i]);
    if (from >= 0 && to >= 0) {
      l->joins.joins[from][to] = tagger_saturated(l->joins.joins[from][to] + by);
      l->join_totals[from][to] += by * l->steps;
    }
  }
}

static void learn_from(struct learner *l, const struct example *example) {
  const struct examples *e = l->examples;
  const uint8_t *right = e->tags + example->word;
  l->steps++;
  sums_make(l, example);
  tagger_decode(&l->joins, (const int16_t(*)[TAGGER_LANES])l->sums, example->count, l->paths, l->tags);
  if (!memcmp(l->tags, right, example->count))
    return;
  for (uint32_t i = 0; i < example->count; i++) {
    if (l->tags[i] == right[i])
      continue;
    for (size_t f = e->begins[example->word + i]; f < e->begins[example->word + i + 1]; f++) {
      const uint32_t row = e->features[f];
      l->rows[row][right[i]]++;
      l->rows[row][l->tags[i]]--;
      l->totals[row][right[i]] += l->steps;
      l->totals[row][l->tags[i]] -= l->steps;
    }
  }
  joins_move(l, right, example->count, 1);
  joins_move(l, l->tags, example->count, -1);
}

static void shuffle(uint32_t *order, size_t count, uint64_t *state) {
  for (size_t i = count; i > 1; i--) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    const size_t other = (size_t)((*state >> 33) % i);
    const uint32_t swap = order[i - 1];
    order[i - 1] = order[other];
    order[other] = swap;
  }
}

/* The average of a weight over all steps. */
static int64_t average(const struct learner *l, int32_t weight, int64_t total) {
  return (weight * (l->steps + 1) - total) * FIXED / (l->steps + 1);
}

/* Adds the averages of a run, and forgets its weights. */
static void run_end(struct learner *l) {
  for (size_t row = 0; row < l->row_count; row++)
    for (int lane = 0; lane < TAGGER_LANES; lane++)
      l->means[row][lane] += average(l, l->rows[row][lane], l->totals[row][lane]);
  for (int i = 0; i < TAGGER_GROUP; i++)
    for (int j = 0; j < TAGGER_GROUP; j++)
      l->join_means[i][j] += average(l, l->joins.joins[i][j], l->join_totals[i][j]);
  memset(l->rows, 0, l->row_count * sizeof *l->rows);
  memset(l->totals, 0, l->row_count * sizeof *l->totals);
  memset(l->joins.joins, 0, sizeof l->joins.joins);
  memset(l->join_totals, 0, sizeof l->join_totals);
  l->steps = 0;
}

static int64_t scaled(int64_t mean, int64_t most, int64_t largest) {
  const int64_t twice = 2 * mean * most / largest;
  return (twice + (twice < 0 ? -1 : 1)) / 2;
}

/* Weights of a bucket as the model has them: the largest of all means becomes the largest that there is room for. */
static bool weights_make(const struct learner *l, size_t bucket, int64_t largest, int16_t *weights) {
  int most = 0;
  for (int lane = 0; lane < TAGGER_LANES; lane++) {
    weights[lane] = (int16_t)scaled(l->means[bucket][lane], TAGGER_WEIGHT, largest);
    most = abs(weights[lane]) > most ? abs(weights[lane]) : most;
  }
  return most >= (int)l->least;
}

/* Buckets that hardly change anything get no row: fewer rows are nearer to the processor. */
static textan_status model_make(const struct learner *l, struct tagger_model *model, textan_error *error) {
  int64_t largest = 1;
  uint32_t count = 0;
  int16_t weights[TAGGER_LANES];
  for (size_t bucket = 0; bucket < l->row_count; bucket++)
    for (int lane = 0; lane < TAGGER_LANES; lane++)
      largest = llabs(l->means[bucket][lane]) > largest ? llabs(l->means[bucket][lane]) : largest;
  for (size_t bucket = 0; bucket < l->row_count; bucket++) {
    struct tagger_eight *eight = &model->eights[bucket / 8];
    if (bucket % 8 == 0)
      *eight = (struct tagger_eight){(uint16_t)count, 0};
    if (!weights_make(l, bucket, largest, weights))
      continue;
    eight->present = (uint16_t)(eight->present | 1u << bucket % 8);
    if (count++ == TAGGER_ROWS)
      return textan_fail(error, TEXTAN_EINPUT, "more than %d rows of weights; a larger --least leaves out more",
                         TAGGER_ROWS);
  }
  const textan_status status = tagger_rows_alloc(model, count, error);
  for (size_t bucket = 0, row = 0; status == TEXTAN_OK && bucket < l->row_count; bucket++)
    if (model->eights[bucket / 8].present >> bucket % 8 & 1)
      weights_make(l, bucket, largest, model->rows[row++]);
  for (int i = 0; i < TAGGER_GROUP; i++)
    for (int j = 0; j < TAGGER_GROUP; j++) {
      const int64_t join = scaled(l->join_means[i][j], TAGGER_WEIGHT, largest);
      model->joins[i][j] = (int16_t)(join > INT16_MAX ? INT16_MAX : join < -INT16_MAX ? -INT16_MAX : join);
    }
  return status;
}

static bool learner_new(struct learner *l, size_t count) {
  l->rows = calloc(l->row_count, sizeof *l->rows);
  l->totals = calloc(l->row_count, sizeof *l->totals);
  l->means = calloc(l->row_count, sizeof *l->means);
  l->sums = malloc(TAGGER_STRETCH * sizeof *l->sums);
  l->paths = malloc(TAGGER_STRETCH * sizeof *l->paths);
  l->tags = malloc(TAGGER_STRETCH);
  l->order = malloc((count + 1) * sizeof *l->order);
  return l->rows && l->totals && l->means && l->sums && l->paths && l->tags && l->order;
}

static void learner_free(struct learner *l) {
  free(l->rows);
  free(l->totals);
  free(l->means);
  free(l->sums);
  free(l->paths);
  free(l->tags);
  free(l->order);
}

textan_status learn(const struct examples *examples, const struct learning *learning, struct tagger_model *model,
                    textan_error *error) {
  struct learner l = {
      .examples = examples, .row_count = (size_t)1 << model->bits, .cost = learning->cost, .least = learning->least};
  l.joins.type_count = model->type_count;
  size_t count = 0;
  uint64_t state = 1;
  const bool ready = learner_new(&l, examples->count);
  for (uint32_t i = 0; ready && i < examples->count; i++)
    if (!learning->folds || examples->items[i].document == ALWAYS ||
        examples->items[i].document % learning->folds != learning->fold)
      l.order[count++] = i;
  for (uint32_t epoch = 0; ready && epoch < learning->epochs * learning->runs; epoch++) {
    shuffle(l.order, count, &state);
    for (size_t i = 0; i < count; i++)
      learn_from(&l, &examples->items[l.order[i]]);
    if (epoch % learning->epochs + 1 == learning->epochs)
      run_end(&l);
  }
  const textan_status status =
      ready ? model_make(&l, model, error) : textan_fail(error, TEXTAN_EMEMORY, "no memory to learn");
  learner_free(&l);
  return status;
}

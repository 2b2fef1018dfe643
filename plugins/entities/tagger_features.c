/* The features of the tagger: what it looks at in a word, around it and elsewhere in the document. */
#include "tagger_hash.h"

enum { AFFIXES = 3 };

/* Kinds of features; those of single words have a number for each distance. */
enum {
  KIND_WORD,
  KIND_WRITTEN,
  KIND_SHAPE,
  KIND_CLUSTER,
  KIND_CLUSTER_SHAPE,
  KIND_PREFIX,
  KIND_SUFFIX = KIND_PREFIX + AFFIXES,
  KIND_SINGLE = KIND_SUFFIX + AFFIXES,
  KIND_CONTEXT = KIND_SINGLE * TAGGER_WINDOW
};

/* Kinds of features of several words. */
enum {
  KIND_PLACE,
  KIND_AROUND,
  KIND_RULE,
  KIND_TAG_BEFORE,
  KIND_TAG_LIST,
  KIND_LISTS,
  KIND_MARKS,
  KIND_MARKS_BEFORE,
  KIND_HEAD_TYPE,
  KIND_HEAD_WORD,
  KIND_HEAD_TAG,
  KIND_RUN_LAST,
  KIND_LABEL,
  KIND_LABEL_TAG,
  KIND_ELSEWHERE_LAST,
  KIND_ELSEWHERE_LENGTH
};

static const struct tagger_atom outside; /* beyond the sentence */

static uint32_t coarse_of(const struct tagger_atom *atom) {
  return atom->cluster ? (atom->cluster - 1u) >> TAGGER_FINE_BITS : UINT32_MAX;
}

/* ---- single words ---------------------------------------------------------------- */

/* Bytes of the first (or last) `letters` code points; 0: the word has no more than these. */
static uint32_t affix_size(const char *text, uint32_t size, uint32_t letters, bool last) {
  uint32_t bytes = 0;
  while (letters > 0 && bytes < size) {
    bytes++;
    const uint32_t next = last ? size - bytes : bytes;
    if (next >= size || ((unsigned char)text[next] & 0xC0) != 0x80)
      letters--;
  }
  return bytes < size ? bytes : 0;
}

static uint32_t affixes(const char *text, uint32_t size, uint32_t base, uint32_t shape, uint32_t *features) {
  uint32_t count = 0;
  for (uint32_t letters = 1; letters <= AFFIXES; letters++) {
    const uint32_t first = affix_size(text, size, letters, false), last = affix_size(text, size, letters, true);
    if (first)
      features[count++] =
          tagger_feature(base + KIND_PREFIX + letters - 1, tagger_join(textan_word_hash(text, first), shape));
    if (last)
      features[count++] = tagger_feature(base + KIND_SUFFIX + letters - 1,
                                         tagger_join(textan_word_hash(text + size - last, last), shape));
  }
  return count;
}

uint16_t tagger_cluster(const struct tagger_model *model, uint32_t word) {
  const uint32_t bucket = word >> (32 - TAGGER_BUCKET_BITS);
  for (uint32_t i = model->buckets[bucket]; i < model->buckets[bucket + 1]; i++)
    if (model->cluster_words[i] == word)
      return (uint16_t)(model->clusters[i] + 1);
  return 0;
}

uint32_t tagger_word_features(const struct tagger_view *view, uint32_t word, int offset, uint32_t *features) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  const textan_word *w = &view->work->words[word];
  const char *text = view->work->folded + w->folded;
  const uint32_t base = (uint32_t)(offset + TAGGER_NEAR) * KIND_SINGLE, cluster = atom->cluster;
  const bool near = offset >= -1 && offset <= 1;
  uint32_t count = 0;
  features[count++] = tagger_feature(base + KIND_WORD, atom->word);
  if (near)
    features[count++] = tagger_feature(base + KIND_SHAPE, atom->shape);
  if (cluster)
    features[count++] = tagger_feature(base + KIND_CLUSTER, cluster);
  if (offset == 0)
    features[count++] = tagger_feature(base + KIND_WRITTEN, tagger_join(atom->word, atom->shape));
  if (cluster && near)
    features[count++] = tagger_feature(base + KIND_CLUSTER_SHAPE, tagger_join(coarse_of(atom), atom->shape));
  if ((w->flags & TEXTAN_WORD_LETTERS) && offset == 0)
    count += affixes(text, w->folded_size, base, atom->shape, features + count);
  return count;
}

/* ---- several words ------------------------------------------------------------------ */

/* Features of a kind each, as they are found. */
struct found {
  uint32_t *features, count;
};

static inline void add(struct found *list, uint32_t kind, uint32_t value) {
  list->features[list->count++] = tagger_feature(KIND_CONTEXT + kind, value);
}

/* The word and the words beside it, as they are written. */
static void add_shapes(struct found *list, const struct tagger_atom *atom, const struct tagger_atom *before,
                       const struct tagger_atom *behind) {
  add(list, KIND_PLACE, tagger_join(atom->place, atom->shape));
  add(list, KIND_AROUND, (uint32_t)atom->shape << 16 | (uint32_t)before->shape << 8 | behind->shape);
}

/* What rules and lists found at the word and beside it. */
static void add_findings(struct found *list, const struct tagger_atom *atom, const struct tagger_atom *before,
                         const struct tagger_atom *behind) {
  if (atom->tag) {
    add(list, KIND_RULE, atom->rule);
    add(list, KIND_TAG_BEFORE, tagger_join(atom->tag, before->word));
    add(list, KIND_TAG_LIST, tagger_join(atom->tag, atom->list));
  }
  if (before->list | atom->list | behind->list)
    add(list, KIND_LISTS, tagger_join(tagger_join(before->list, atom->list), behind->list));
  if (atom->marks)
    add(list, KIND_MARKS, atom->marks);
  if (before->marks | atom->marks)
    add(list, KIND_MARKS_BEFORE, tagger_join(before->marks, atom->marks));
}

/* The head noun that stands before the word in its sentence, or begins at it. */
static void add_head(struct found *list, const struct work *work, uint32_t word, const struct tagger_atom *atom) {
  const uint32_t first = atom->head - 1, distance = word - first;
  const struct match *head = entities_rule(work, RULES_HEADS, work->marks[first].head);
  const uint32_t near = distance < 4 ? distance : 4;
  const uint32_t type = (uint32_t)work->model->languages[head->language].heads[head->entry].type << 3 | near;
  add(list, KIND_HEAD_TYPE, tagger_join(type << 1 | entities_capital(work, first), atom->shape));
  add(list, KIND_HEAD_WORD, tagger_join(tagger_join(work->words[first].hash, near), atom->shape));
  if (atom->tag)
    add(list, KIND_HEAD_TAG, tagger_join(type, atom->tag));
}

/* The run of capitalised words around the word. */
static void add_run(struct found *list, const struct tagger_scratch *scratch, uint32_t word,
                    const struct tagger_atom *atom) {
  const struct tagger_run *run = &scratch->runs[atom->run - 1];
  add(list, KIND_RUN_LAST, tagger_join(scratch->atoms[run->end - 1].word, word + 1 == run->end));
}

/* The same word elsewhere: what the rules say most often, and the longest run that it is part of. */
static void add_repeats(struct found *list, const struct tagger_scratch *scratch, uint32_t word,
                        const struct tagger_atom *atom) {
  const struct tagger_repeat *repeat = tagger_repeat_find(scratch, atom->word);
  uint32_t best = TYPE_COUNT + 1, most = 0;
  for (uint32_t i = 0; repeat->count > 1 && i <= TYPE_COUNT; i++) {
    const uint32_t own = atom->label == i + 1;
    if (repeat->labels[i] > most + own) {
      most = repeat->labels[i] - own;
      best = i;
    }
  }
  add(list, KIND_LABEL, best << 2 | (repeat->lower ? 2u : 0) | (repeat->named ? 1u : 0));
  if (atom->tag)
    add(list, KIND_LABEL_TAG, tagger_join(best, atom->tag));
  const struct tagger_run *run = &scratch->runs[repeat->run];
  if (repeat->count == 1 || (word >= run->first && word < run->end))
    return;
  add(list, KIND_ELSEWHERE_LAST, scratch->atoms[run->end - 1].word);
  add(list, KIND_ELSEWHERE_LENGTH, tagger_join(run->end - run->first, atom->shape));
}

uint32_t tagger_context_features(const struct tagger_view *view, uint32_t word, uint32_t *features) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  const struct tagger_atom *before = atom->left ? atom - 1 : &outside, *behind = atom->right ? atom + 1 : &outside;
  struct found list = {.features = features};
  add_shapes(&list, atom, before, behind);
  add_findings(&list, atom, before, behind);
  if (atom->head)
    add_head(&list, view->work, word, atom);
  if (atom->run) {
    add_run(&list, view->scratch, word, atom);
    add_repeats(&list, view->scratch, word, atom);
  }
  return list.count;
}

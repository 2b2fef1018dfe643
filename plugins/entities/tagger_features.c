/* The features of the tagger: what it looks at in a word, around it and elsewhere in the document. */
#include "tagger_hash.h"

enum {
  AFFIXES = 4,
  HEAD_REACH = 8 /* words to the left in which a head noun counts */
};

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
    if (next >= size || ((unsigned char)text[last ? next : next] & 0xC0) != 0x80)
      letters--;
  }
  return bytes < size ? bytes : 0;
}

static uint32_t affixes(const char *text, uint32_t size, uint32_t most, uint32_t base, uint32_t shape,
                        uint32_t *features) {
  uint32_t count = 0;
  for (uint32_t letters = 1; letters <= most; letters++) {
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
  uint32_t first = 0, end = model->cluster_count;
  while (first < end) {
    const uint32_t middle = first + (end - first) / 2;
    if (model->cluster_words[middle] < word)
      first = middle + 1;
    else
      end = middle;
  }
  const bool found = first < model->cluster_count && model->cluster_words[first] == word;
  return found ? (uint16_t)(model->clusters[first] + 1) : 0;
}

uint32_t tagger_word_features(const struct tagger_view *view, uint32_t word, int offset, uint32_t *features) {
  const struct tagger_atom *atom = &view->scratch->atoms[word];
  const textan_word *w = &view->work->words[word];
  const char *text = view->work->folded + w->folded;
  const uint32_t base = (uint32_t)(offset + TAGGER_NEAR) * KIND_SINGLE, cluster = atom->cluster;
  uint32_t count = 0;
  features[count++] = tagger_feature(base + KIND_WORD, atom->word);
  features[count++] = tagger_feature(base + KIND_SHAPE, atom->shape);
  if (cluster)
    features[count++] = tagger_feature(base + KIND_CLUSTER, cluster);
  if (offset == 0)
    features[count++] = tagger_feature(base + KIND_WRITTEN, tagger_join(atom->word, atom->shape));
  if (cluster)
    features[count++] = tagger_feature(base + KIND_CLUSTER_SHAPE, tagger_join(coarse_of(atom), atom->shape));
  if ((w->flags & TEXTAN_WORD_LETTERS) && offset >= -1 && offset <= 1)
    count += affixes(text, w->folded_size, offset ? 3 : AFFIXES, base, atom->shape, features + count);
  return count;
}

/* ---- several words ------------------------------------------------------------------ */

/* The head noun before the word in its sentence; NULL: none near. */
static const struct match *head_before(const struct work *work, uint32_t word, uint32_t *distance) {
  for (uint32_t back = 0; back < HEAD_REACH && word >= back; back++) {
    const struct match *head = entities_rule(work, RULES_HEADS, work->marks[word - back].head);
    *distance = back;
    if (head)
      return head;
    if (!entities_follows(work, word - back))
      return NULL;
  }
  return NULL;
}

static uint32_t words_and_shapes(const struct tagger_atom *const *at, uint32_t place, uint32_t kind,
                                 uint32_t *features) {
  uint32_t count = 0;
  const uint32_t before = tagger_join(at[1]->shape, at[2]->shape), behind = tagger_join(at[2]->shape, at[3]->shape);
  const uint32_t around = tagger_join(before, at[3]->shape);
#define ADD(value_) (features[count] = tagger_feature(kind + count, value_), count++)
  ADD(before);
  ADD(behind);
  ADD(around);
  ADD(tagger_join(around, tagger_join(at[0]->shape, at[4]->shape)));
  ADD(tagger_join(at[1]->word, at[2]->word));
  ADD(tagger_join(at[2]->word, at[3]->word));
  ADD(tagger_join(at[0]->word, at[1]->word));
  ADD(tagger_join(at[3]->word, at[4]->word));
  ADD(tagger_join(at[1]->word, at[3]->word));
  ADD(tagger_join(place, at[2]->shape));
  ADD(tagger_join(before, tagger_join(coarse_of(at[1]), coarse_of(at[2]))));
  ADD(tagger_join(behind, tagger_join(coarse_of(at[2]), coarse_of(at[3]))));
  return count;
}

static uint32_t findings(const struct tagger_atom *const *at, uint32_t kind, uint32_t *features) {
  uint32_t count = 0;
  const uint32_t around = tagger_join(tagger_join(at[1]->tag, at[2]->tag), at[3]->tag);
  ADD(at[2]->rule);
  ADD(at[1]->rule);
  ADD(at[3]->rule);
  ADD(around);
  ADD(tagger_join(around, tagger_join(at[0]->tag, at[4]->tag)));
  ADD(tagger_join(at[2]->tag, at[2]->word));
  ADD(tagger_join(at[2]->tag, at[1]->word));
  ADD(tagger_join(at[2]->tag, at[3]->word));
  ADD(tagger_join(around, tagger_join(tagger_join(at[1]->shape, at[2]->shape), at[3]->shape)));
  ADD(tagger_join(at[2]->list, at[2]->tag));
  ADD(tagger_join(tagger_join(at[1]->list, at[2]->list), at[3]->list));
  ADD(at[1]->marks);
  ADD(at[2]->marks);
  ADD(at[3]->marks);
  ADD(tagger_join(at[1]->marks, at[2]->marks));
  ADD(tagger_join(at[2]->marks, at[3]->marks));
  ADD(tagger_join(at[2]->marks, at[2]->tag));
  return count;
}

static uint32_t heads(const struct tagger_view *view, uint32_t word, const struct tagger_atom *atom, uint32_t kind,
                      uint32_t *features) {
  const struct work *work = view->work;
  uint32_t count = 0, distance;
  const struct match *head = head_before(work, word, &distance);
  if (!head)
    return 0;
  const uint32_t type = work->model->languages[head->language].heads[head->entry].type;
  const uint32_t near = distance < 4 ? distance : 4;
  const bool capital = entities_capital(work, head->first);
  ADD(tagger_join(tagger_join(type, capital), tagger_join(near, atom->shape)));
  ADD(tagger_join(tagger_join(work->words[head->first].hash, near), atom->shape));
  ADD(tagger_join(tagger_join(type, near), atom->tag));
  return count;
}

static uint32_t runs(const struct tagger_view *view, uint32_t word, const struct tagger_atom *atom, uint32_t kind,
                     uint32_t *features) {
  const struct tagger_run *run = &view->scratch->runs[atom->run - 1];
  const struct tagger_atom *atoms = view->scratch->atoms;
  const struct tagger_atom *before = atoms[run->first].near & 15 ? &atoms[run->first - 1] : &outside;
  const struct tagger_atom *behind = atoms[run->end - 1].near >> 4 ? &atoms[run->end] : &outside;
  const uint32_t length = run->end - run->first < 6 ? run->end - run->first : 6;
  const uint32_t place = word - run->first < 3 ? word - run->first : word + 1 == run->end ? 4 : 3;
  uint32_t count = 0;
  ADD(tagger_join(length, place));
  ADD(tagger_join(atoms[run->end - 1].word, word + 1 == run->end));
  ADD(tagger_join(atoms[run->first].word, word == run->first));
  ADD(tagger_join(before->word, word == run->first));
  ADD(tagger_join(behind->word, word + 1 == run->end));
  ADD(tagger_join(before->marks, behind->marks));
  ADD(tagger_join(before->marks, length));
  return count;
}

static uint32_t repeats(const struct tagger_view *view, uint32_t word, const struct tagger_atom *atom, uint32_t kind,
                        uint32_t *features) {
  const struct tagger_repeat *repeat = tagger_repeat_find(view->scratch, atom->word);
  const struct tagger_run *run = &view->scratch->runs[repeat->run];
  uint32_t count = 0, best = TYPE_COUNT + 1, most = 0;
  for (uint32_t i = 0; i <= TYPE_COUNT; i++) {
    const uint32_t own = atom->tag && (atom->tag - 1u) / 4 == i;
    if (repeat->labels[i] > most + own) {
      most = repeat->labels[i] - own;
      best = i;
    }
  }
  ADD(tagger_join(tagger_join(best, repeat->lower), repeat->named));
  ADD(tagger_join(best, atom->tag));
  if (repeat->count > 1 && (word < run->first || word >= run->end)) {
    ADD(view->scratch->atoms[run->end - 1].word);
    ADD(tagger_join(view->scratch->atoms[run->first].word, 7));
    ADD(tagger_join(run->end - run->first, atom->shape));
  }
  return count;
#undef ADD
}

uint32_t tagger_context_features(const struct tagger_view *view, uint32_t word, uint32_t *features) {
  const struct tagger_atom *atom = &view->scratch->atoms[word], *at[TAGGER_WINDOW];
  for (int i = -TAGGER_NEAR; i <= TAGGER_NEAR; i++)
    at[i + TAGGER_NEAR] = (i < 0 ? -i <= (atom->near & 15) : i <= atom->near >> 4) ? atom + i : &outside;
  const struct mark *mark = &view->work->marks[word];
  const uint32_t place = (uint32_t)mark->style << 1 | mark->start |
                         (view->work->words[word].flags & TEXTAN_WORD_GLUED ? 16u : 0u);
  uint32_t count = words_and_shapes(at, place, KIND_CONTEXT, features);
  count += findings(at, KIND_CONTEXT + 16, features + count);
  count += heads(view, word, atom, KIND_CONTEXT + 48, features + count);
  if (!atom->run)
    return count;
  count += runs(view, word, atom, KIND_CONTEXT + 56, features + count);
  return count + repeats(view, word, atom, KIND_CONTEXT + 68, features + count);
}

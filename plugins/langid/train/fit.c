/* fit.c - builds the language model from n-gram tables and labelled texts; see MODEL.md for the recipe.
 *
 *   fit [--fold I/N] [--keys K] [--epochs E] [--least SHARE] classes.tsv ngrams.tsv model TEXTS.tsv...
 *
 * The tables give naive Bayes weights.  They are then fitted, by multinomial
 * logistic regression with AdaGrad steps, to labelled texts; the features that
 * matter least are dropped and the rest is fitted again.  With --fold, every
 * N-th text from the I-th on is left out, for measuring.  Everything is
 * deterministic. */
#include "../letters.h"
#include "../model.h"
#include "../scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FLOOR 15.5   /* -ln of what an unseen n-gram is taken for */
#define INITIAL 0.12 /* n-grams overlap, so that their evidence counts this much */
#define RATE 0.06    /* length of the first steps */
#define SCALE 40     /* weights of the file per natural unit of log-odds */
#define LEAST 0.06f  /* smaller weights are dropped */
#define WINDOWS 2    /* words and pairs of words drawn from each longer text and epoch */

typedef struct entry {
  uint64_t key;
  float table;   /* ln p of the table, or 0: not there */
  uint32_t seen; /* in the texts */
  uint8_t class;
} entry;

typedef struct item {
  uint32_t first, count; /* its words */
  uint8_t class;
} item;

typedef struct word {
  uint16_t letters[LANGID_WORD_LETTERS];
  uint8_t count;
} word;

typedef struct weight {
  float value, squares; /* squares: sum of squared gradients */
  uint8_t class;
} weight;

typedef struct feature {
  uint64_t key;
  uint32_t first, count; /* its weights */
  float mass, importance;
} feature;

typedef struct fit {
  langid_class classes[LANGID_CLASSES];
  char names[LANGID_CLASSES][LANGID_TAG_SIZE];
  uint32_t class_count, gram_class_count;
  entry *entries; /* hash table */
  size_t entry_slots, entry_count;
  double text_features[LANGID_CLASSES];
  item *items;
  size_t item_count, item_space;
  word *words;
  size_t word_count, word_space;
  feature *features; /* sorted by key */
  size_t feature_count;
  weight *weights;
  size_t weight_count;
  uint32_t *index; /* hash table: feature + 1 */
  size_t index_slots;
  uint64_t random;
  unsigned fold, folds;
  size_t keys;
  unsigned epochs;
  float least_share;
} fit;

static void *checked(void *memory) {
  if (!memory) {
    fprintf(stderr, "fit: out of memory\n");
    exit(1);
  }
  return memory;
}

static uint64_t next_random(fit *f) {
  f->random ^= f->random << 13;
  f->random ^= f->random >> 7;
  f->random ^= f->random << 17;
  return f->random;
}

/* ---- reading ---------------------------------------------------------------- */

static FILE *opened(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (!file) {
    fprintf(stderr, "fit: cannot open %s\n", path);
    exit(1);
  }
  return file;
}

static int class_named(const fit *f, const char *name) {
  for (uint32_t i = 0; i < f->gram_class_count; i++)
    if (strcmp(f->names[i], name) == 0)
      return (int)i;
  return -1;
}

static unsigned script_number(const char *name) {
  static const char *const scripts[] = {"",         "latin", "cyrillic", "arabic", "devanagari",
                                        "ethiopic", "han",   "kana",     "hangul"};
  static const char *const alone[] = {"greek",    "hebrew",   "armenian", "georgian", "thai",    "bengali",
                                      "gurmukhi", "gujarati", "tamil",    "telugu",   "kannada", "malayalam",
                                      "sinhala",  "khmer",    "lao",      "myanmar",  "oriya"};
  for (unsigned i = 1; i < sizeof scripts / sizeof *scripts; i++)
    if (strcmp(scripts[i], name) == 0)
      return i;
  for (unsigned i = 0; i < sizeof alone / sizeof *alone; i++)
    if (strcmp(alone[i], name) == 0)
      return LANGID_FIRST_ALONE + i;
  fprintf(stderr, "fit: unknown script %s\n", name);
  exit(1);
}

static void read_classes(fit *f, const char *path) {
  FILE *file = opened(path, "r");
  char line[256], name[32], tag[32], script[32];
  while (fgets(line, sizeof line, file)) {
    if (line[0] == '#' || sscanf(line, "%13s %13s %31s", name, tag, script) != 3)
      continue;
    langid_class *c = &f->classes[f->class_count];
    snprintf(f->names[f->class_count], LANGID_TAG_SIZE, "%.13s", name);
    snprintf(c->tag, LANGID_TAG_SIZE, "%.13s", tag);
    c->script = (uint8_t)script_number(script);
    if (c->script <= LANGID_ETHIOPIC)
      f->gram_class_count = f->class_count + 1;
    f->class_count++;
  }
  fclose(file);
}

static entry *entry_of(fit *f, uint64_t key, unsigned class) {
  uint64_t h = langid_mix(key * 128 + class + 1) & (f->entry_slots - 1);
  while (f->entries[h].key && (f->entries[h].key != key || f->entries[h].class != class))
    h = (h + 1) & (f->entry_slots - 1);
  if (!f->entries[h].key) {
    f->entries[h].key = key;
    f->entries[h].class = (uint8_t) class;
    if (++f->entry_count > f->entry_slots / 10 * 9) {
      fprintf(stderr, "fit: too many entries\n");
      exit(1);
    }
  }
  return &f->entries[h];
}

/* The key of a table's n-gram, or 0 where it has characters that are no letters of n-grams. */
static uint64_t ngram_key(const char *text) {
  uint64_t key = 0;
  for (const unsigned char *p = (const unsigned char *)text; *p;) {
    size_t size = 1;
    const uint32_t c = *p < 0x80 ? *p : langid_decode(p, &size);
    const uint32_t value = langid_letter(c);
    if (value >> 12 < LANGID_LATIN || value >> 12 > LANGID_ETHIOPIC)
      return 0;
    key = key << 12 | (value & 0xFFF);
    p += size;
  }
  return key;
}

static void read_tables(fit *f, const char *path) {
  FILE *file = opened(path, "r");
  char line[256], name[32], ngram[64];
  float ln;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%31s %63s %f", name, ngram, &ln) != 3)
      continue;
    const int class = class_named(f, name);
    const uint64_t key = ngram_key(ngram);
    if (class < 0 || key == 0)
      continue;
    entry *e = entry_of(f, key, (unsigned)class);
    e->table = e->table < 0 ? (float)log(exp((double)e->table) + exp((double)ln)) : ln;
  }
  fclose(file);
}

static void *grown(void *array, size_t *space, size_t count, size_t size) {
  if (count < *space)
    return array;
  *space = *space ? *space * 2 : 1 << 16;
  return checked(realloc(array, *space * size));
}

static void add_word(void *context, const uint16_t *letters, size_t count, uint64_t hash) {
  fit *f = context;
  (void)hash;
  f->words = grown(f->words, &f->word_space, f->word_count, sizeof *f->words);
  word *w = &f->words[f->word_count++];
  memcpy(w->letters, letters, count * sizeof *letters);
  w->count = (uint8_t)count;
}

static void end_segment(void *context, const langid_segment *segment) {
  (void)context;
  (void)segment;
}

static void add_item(fit *f, unsigned class, const char *text) {
  const langid_sink sink = {add_word, end_segment, f};
  f->items = grown(f->items, &f->item_space, f->item_count, sizeof *f->items);
  item *it = &f->items[f->item_count];
  it->first = (uint32_t)f->word_count;
  it->class = (uint8_t) class;
  langid_scan(text, strlen(text), &sink);
  it->count = (uint32_t)f->word_count - it->first;
  f->item_count += it->count > 0;
}

/* Texts of a language may stand under another name too, as Vietnamese without
 * diacritics does: then a line gives that name. */
static void read_texts(fit *f, const char *path) {
  FILE *file = opened(path, "r");
  char *line = NULL;
  size_t space = 0;
  for (unsigned row = 0; getline(&line, &space, file) > 0; row++) {
    char *tab = strchr(line, '\t');
    if (!tab || row % f->folds == f->fold)
      continue;
    *tab = 0;
    tab[strcspn(tab + 1, "\n") + 1] = 0;
    const int class = class_named(f, line);
    if (class >= 0)
      add_item(f, (unsigned)class, tab + 1);
  }
  free(line);
  fclose(file);
}

/* ---- features ------------------------------------------------------------------- */

static void count_texts(fit *f) {
  uint64_t keys[LANGID_WORD_FEATURES];
  for (size_t i = 0; i < f->item_count; i++)
    for (uint32_t w = 0; w < f->items[i].count; w++) {
      const word *at = &f->words[f->items[i].first + w];
      const size_t n = langid_word_features(at->letters, at->count, keys);
      for (size_t k = 0; k < n; k++)
        entry_of(f, keys[k], f->items[i].class)->seen++;
      f->text_features[f->items[i].class] += at->count;
    }
}

static int by_key(const void *a_, const void *b_) {
  const entry *a = a_, *b = b_;
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  return (int)a->class - (int)b->class;
}

static float initial_weight(const fit *f, const entry *e) {
  double ln = e->table;
  if (ln == 0)
    ln = log((e->seen - 0.5) / f->text_features[e->class]);
  return ln > -FLOOR ? (float)(INITIAL * (ln + FLOOR)) : 0;
}

static void index_features(fit *f) {
  free(f->index);
  f->index_slots = 1;
  while (f->index_slots < f->feature_count * 2)
    f->index_slots *= 2;
  f->index = checked(calloc(f->index_slots, sizeof *f->index));
  for (size_t i = 0; i < f->feature_count; i++) {
    uint64_t h = langid_mix(f->features[i].key) & (f->index_slots - 1);
    while (f->index[h])
      h = (h + 1) & (f->index_slots - 1);
    f->index[h] = (uint32_t)i + 1;
  }
}

/* N-grams of the tables, and those of the texts that came up at least twice in one class. */
static void make_features(fit *f) {
  size_t n = 0;
  for (size_t i = 0; i < f->entry_slots; i++)
    if (f->entries[i].key && (f->entries[i].table < 0 || f->entries[i].seen > 1))
      f->entries[n++] = f->entries[i];
  qsort(f->entries, n, sizeof *f->entries, by_key);
  f->weights = checked(calloc(n + 1, sizeof *f->weights));
  f->features = checked(calloc(n + 1, sizeof *f->features));
  for (size_t i = 0; i < n; i++) {
    const entry *e = &f->entries[i];
    if (i == 0 || e->key != e[-1].key)
      f->features[f->feature_count++] = (feature){.key = e->key, .first = (uint32_t)i};
    feature *at = &f->features[f->feature_count - 1];
    at->count++;
    at->mass += (e->table < 0 ? expf(e->table) : 0) + (float)(e->seen / f->text_features[e->class]);
    f->weights[i] = (weight){.value = initial_weight(f, e), .class = e->class};
  }
  f->weight_count = n;
  free(f->entries);
  f->entries = NULL;
  index_features(f);
  fprintf(stderr, "%zu features, %zu weights\n", f->feature_count, f->weight_count);
}

static feature *feature_of(const fit *f, uint64_t key) {
  uint64_t h = langid_mix(key) & (f->index_slots - 1);
  while (f->index[h]) {
    feature *at = &f->features[f->index[h] - 1];
    if (at->key == key)
      return at;
    h = (h + 1) & (f->index_slots - 1);
  }
  return NULL;
}

/* ---- fitting ---------------------------------------------------------------------- */

typedef struct activation {
  feature **active;
  size_t count, space;
  float scores[LANGID_GRAM_CLASSES];
} activation;

static void activate(const fit *f, activation *a, uint32_t first, uint32_t count) {
  uint64_t keys[LANGID_WORD_FEATURES];
  memset(a->scores, 0, sizeof a->scores);
  a->count = 0;
  for (uint32_t w = first; w < first + count; w++) {
    const size_t n = langid_word_features(f->words[w].letters, f->words[w].count, keys);
    for (size_t k = 0; k < n; k++) {
      feature *at = feature_of(f, keys[k]);
      if (!at)
        continue;
      a->active = grown(a->active, &a->space, a->count, sizeof(feature *));
      a->active[a->count++] = at;
      for (uint32_t i = at->first; i < at->first + at->count; i++)
        a->scores[f->weights[i].class] += f->weights[i].value;
    }
  }
}

/* One step; returns whether the answer was right.  Only classes of the script compete. */
static bool fit_text(fit *f, activation *a, uint32_t first, uint32_t count, unsigned right) {
  activate(f, a, first, count);
  const uint8_t script = f->classes[right].script;
  unsigned best = right;
  for (unsigned c = 0; c < f->gram_class_count; c++)
    if (f->classes[c].script == script && a->scores[c] > a->scores[best])
      best = c;
  float total = 0, p[LANGID_GRAM_CLASSES] = {0};
  for (unsigned c = 0; c < f->gram_class_count; c++)
    if (f->classes[c].script == script)
      total += p[c] = expf(a->scores[c] - a->scores[best]);
  for (unsigned c = 0; c < f->gram_class_count; c++)
    p[c] /= total;
  p[right] -= 1;
  if (p[right] > -1e-3f)
    return best == right;
  for (size_t k = 0; k < a->count; k++)
    for (uint32_t i = a->active[k]->first; i < a->active[k]->first + a->active[k]->count; i++) {
      weight *w = &f->weights[i];
      const float gradient = p[w->class];
      w->squares += gradient * gradient;
      w->value -= (float)RATE * gradient / sqrtf(w->squares + 1);
    }
  return best == right;
}

static void fit_epoch(fit *f, activation *a) {
  size_t right = 0;
  for (size_t i = f->item_count - 1; i > 0; i--) {
    const size_t k = next_random(f) % (i + 1);
    const item swap = f->items[i];
    f->items[i] = f->items[k];
    f->items[k] = swap;
  }
  for (size_t i = 0; i < f->item_count; i++) {
    const item *it = &f->items[i];
    right += fit_text(f, a, it->first, it->count, it->class);
    for (uint32_t size = 1; size <= 2 && it->count > 2; size++)
      for (unsigned k = 0; k < WINDOWS; k++)
        fit_text(f, a, it->first + (uint32_t)(next_random(f) % (it->count - size + 1)), size, it->class);
  }
  fprintf(stderr, "%zu of %zu texts right\n", right, f->item_count);
}

/* ---- choosing features ---------------------------------------------------------------- */

static int by_importance(const void *a_, const void *b_) {
  const feature *a = a_, *b = b_;
  if (a->importance != b->importance)
    return a->importance > b->importance ? -1 : 1;
  return a->key < b->key ? -1 : 1;
}

/* Drops weights that are small, or small beside the feature's largest. */
static void drop_weights(fit *f, feature *at) {
  float largest = 0;
  for (uint32_t k = at->first; k < at->first + at->count; k++)
    largest = fmaxf(largest, fabsf(f->weights[k].value));
  uint32_t kept = at->first;
  for (uint32_t k = at->first; k < at->first + at->count; k++)
    if (fabsf(f->weights[k].value) >= fmaxf(LEAST, largest * f->least_share))
      f->weights[kept++] = f->weights[k];
  at->count = kept - at->first;
}

/* Keeps the features that move the scores most: how common they are times how much their weights vary. */
static void choose_features(fit *f) {
  for (size_t i = 0; i < f->feature_count; i++) {
    feature *at = &f->features[i];
    double squares = 0;
    for (uint32_t k = at->first; k < at->first + at->count; k++)
      squares += f->weights[k].value * f->weights[k].value;
    at->importance = (float)(sqrt((double)at->mass) * squares / sqrt((double)at->count));
  }
  qsort(f->features, f->feature_count, sizeof *f->features, by_importance);
  if (f->feature_count > f->keys)
    f->feature_count = f->keys;
  for (size_t i = 0; i < f->feature_count; i++)
    drop_weights(f, &f->features[i]);
  index_features(f);
}

/* ---- writing ---------------------------------------------------------------------------- */

static int rounded(float value) {
  const long w = lroundf(value * SCALE);
  return (int)(w < -127 ? -127 : w > 127 ? 127 : w);
}

/* The slot of a feature; rows grows where it has more than three weights.  0: all weights are 0. */
static uint64_t slot_of(const fit *f, const feature *at, uint16_t *rows, uint32_t *row_count) {
  uint16_t entries[LANGID_GRAM_CLASSES];
  uint32_t n = 0;
  for (uint32_t k = at->first; k < at->first + at->count; k++) {
    const int w = rounded(f->weights[k].value);
    if (w != 0)
      entries[n++] = (uint16_t)(f->weights[k].class << 8 | (uint8_t)(int8_t)w);
  }
  if (n == 0)
    return 0;
  uint64_t slot = langid_fingerprint(langid_mix(at->key));
  if (n > 3) {
    slot |= (uint64_t)(LANGID_ENTRY_ROW | n) << 16 | (uint64_t)*row_count << 32;
    memcpy(rows + *row_count, entries, n * sizeof *rows);
    *row_count += n;
    return slot;
  }
  for (uint32_t k = 0; k < n; k++)
    slot |= (uint64_t)entries[k] << (16 + 16 * k);
  return slot;
}

static void write_model(const fit *f, const char *path) {
  langid_header h = {.version = LANGID_MODEL_VERSION,
                     .class_count = f->class_count,
                     .gram_class_count = f->gram_class_count,
                     .scale = SCALE,
                     .slot_count = (uint32_t)(f->feature_count / 10 * 13 + 16)};
  memcpy(h.magic, LANGID_MODEL_MAGIC, sizeof h.magic);
  memcpy(h.classes, f->classes, sizeof h.classes);
  uint64_t *slots = checked(calloc(h.slot_count, sizeof *slots));
  uint16_t *rows = checked(calloc(f->weight_count + 1, sizeof *rows));
  for (size_t i = 0; i < f->feature_count; i++) {
    const uint64_t slot = slot_of(f, &f->features[i], rows, &h.row_count);
    uint32_t at = langid_slot_of(langid_mix(f->features[i].key), h.slot_count);
    while (slot && slots[at])
      at = at + 1 == h.slot_count ? 0 : at + 1;
    if (slot)
      slots[at] = slot;
  }
  const size_t head = sizeof h - offsetof(langid_header, classes);
  const size_t slots_size = h.slot_count * sizeof *slots, rows_size = h.row_count * sizeof *rows;
  char *body = checked(malloc(head + slots_size + rows_size));
  memcpy(body, h.classes, head);
  memcpy(body + head, slots, slots_size);
  memcpy(body + head + slots_size, rows, rows_size);
  h.checksum = langid_checksum(body, head + slots_size + rows_size);
  FILE *file = opened(path, "wb");
  if (fwrite(&h, offsetof(langid_header, classes), 1, file) != 1 ||
      fwrite(body, head + slots_size + rows_size, 1, file) != 1 || fclose(file) != 0) {
    fprintf(stderr, "fit: cannot write %s\n", path);
    exit(1);
  }
  fprintf(stderr, "%u slots, %u entries in rows, %zu bytes\n", h.slot_count, h.row_count,
          sizeof h + slots_size + rows_size);
  free(body);
  free(slots);
  free(rows);
}

static int options_read(fit *f, int count, char **arguments) {
  int i = 1;
  for (; i + 1 < count && strncmp(arguments[i], "--", 2) == 0; i += 2) {
    if (strcmp(arguments[i], "--fold") == 0)
      sscanf(arguments[i + 1], "%u/%u", &f->fold, &f->folds);
    else if (strcmp(arguments[i], "--keys") == 0)
      f->keys = strtoul(arguments[i + 1], NULL, 10);
    else if (strcmp(arguments[i], "--epochs") == 0)
      f->epochs = (unsigned)strtoul(arguments[i + 1], NULL, 10);
    else if (strcmp(arguments[i], "--least") == 0)
      f->least_share = strtof(arguments[i + 1], NULL);
    else
      return 0;
  }
  return count - i >= 3 && f->folds > 0 ? i : 0;
}

int main(int count, char **arguments) {
  static fit f = {
      .fold = 1, .folds = 1, .keys = 300000, .least_share = 0.4f, .epochs = 4, .random = 88172645463325252u};
  const int first = options_read(&f, count, arguments);
  if (first == 0) {
    fprintf(
        stderr,
        "usage: fit [--fold I/N] [--keys K] [--epochs E] [--least SHARE] classes.tsv ngrams.tsv model TEXTS.tsv...\n");
    return 2;
  }
  f.entry_slots = 1 << 24;
  f.entries = checked(calloc(f.entry_slots, sizeof *f.entries));
  read_classes(&f, arguments[first]);
  read_tables(&f, arguments[first + 1]);
  for (int i = first + 3; i < count; i++)
    read_texts(&f, arguments[i]);
  count_texts(&f);
  make_features(&f);
  activation a = {0};
  for (unsigned i = 0; i < f.epochs; i++)
    fit_epoch(&f, &a);
  choose_features(&f);
  for (unsigned i = 0; i < f.epochs; i++)
    fit_epoch(&f, &a);
  write_model(&f, arguments[first + 2]);
  return 0;
}

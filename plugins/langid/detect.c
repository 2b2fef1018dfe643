/* detect.c - the language of a text and of its parts. */
#include "detect.h"

#include "memory.h"
#include "runs.h"
#include "scan.h"
#include "score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In natural units of log-odds. */
#define LETTER_BONUS 2.0 /* a letter speaks for the languages of its script */
#define LETTER_ALONE 4.0 /* and more so where n-grams do not speak as well */
/* A segment with more of such characters than 1 in this is program code or a table. */
#define SYMBOL_SHARE 12
/* Once the text has shown so many letters, longer segments are judged by their first words. */
#define SHOWN_LETTERS 400
#define SEGMENT_WORDS 12
/* Random letters have few of a language's n-grams, which shows in longer runs of them. */
#define KNOWN_PER_LETTER 1.1
#define KNOWN_ALLOWANCE 5.0

struct langid_detector {
  const langid_model *model;
  const langid_languages *languages;
  int32_t letter_bonus, letter_alone, known_per_letter, known_allowance;
  int64_t totals[LANGID_CLASSES]; /* of the text, by language */
  uint64_t letters;               /* that count */
  uint32_t words, word_letters;   /* scored in the segment */
  langid_segments segments;
  bool failed;          /* out of memory */
  langid_scorer scorer; /* of the segment */
};

void langid_languages_all(const langid_model *m, langid_languages *out) {
  *out = (langid_languages){0};
  for (uint32_t c = 0; c < m->header->class_count; c++) {
    const char *tag = m->header->classes[c].tag;
    uint32_t i = 0;
    while (i < out->count && strcmp(out->tags[i], tag) != 0)
      i++;
    if (i == out->count)
      out->tags[out->count++] = tag;
    out->of_class[c] = (uint8_t)i;
  }
}

bool langid_languages_allow(const langid_model *m, langid_languages *out, const char *tag) {
  bool known = false;
  if (out->count == 0)
    memset(out->of_class, LANGID_UNKNOWN, sizeof out->of_class);
  for (uint32_t c = 0; c < m->header->class_count; c++) {
    if (strcmp(m->header->classes[c].tag, tag) != 0)
      continue;
    if (!known && out->of_class[c] == LANGID_UNKNOWN)
      out->tags[out->count++] = m->header->classes[c].tag;
    if (out->of_class[c] == LANGID_UNKNOWN)
      out->of_class[c] = (uint8_t)(out->count - 1);
    known = true;
  }
  return known;
}

langid_detector *langid_detector_new(const langid_model *m, const langid_languages *languages) {
  langid_detector *d = langid_memory_new(sizeof *d);
  if (!d)
    return NULL;
  d->model = d->scorer.model = m;
  d->languages = languages;
  d->letter_bonus = (int32_t)(LETTER_BONUS * m->header->scale);
  d->letter_alone = (int32_t)(LETTER_ALONE * m->header->scale);
  d->known_per_letter = (int32_t)(KNOWN_PER_LETTER * m->header->scale);
  d->known_allowance = (int32_t)(KNOWN_ALLOWANCE * m->header->scale);
  return d;
}

void langid_detector_free(langid_detector *d) {
  if (d)
    langid_segments_free(&d->segments);
  free(d);
}

static void take_word(void *context, const uint16_t *letters, size_t count, uint64_t hash) {
  langid_detector *d = context;
  if (d->words >= SEGMENT_WORDS && d->letters >= SHOWN_LETTERS)
    return;
  d->words++;
  d->word_letters += (uint32_t)count;
  langid_scorer_add(&d->scorer, letters, count, hash);
}

static void raise_score(const langid_detector *d, uint32_t class, int32_t score, langid_scores *out) {
  const uint8_t language = d->languages->of_class[class];
  out->best = score > out->best ? score : out->best;
  if (language != LANGID_UNKNOWN && score > out->of[language])
    out->of[language] = score;
}

/* Scores by language; false when the segment says nothing.  Japanese is kana with Han among it, Korean
 * hangul likewise. */
static bool segment_scores(const langid_detector *d, const langid_segment *s, langid_scores *out) {
  if (s->letters == 0 || s->symbols > 1 + s->visible / SYMBOL_SHARE)
    return false;
  memset(out, 0, sizeof *out);
  const langid_header *h = d->model->header;
  const int32_t han = (int32_t)s->scripts[LANGID_HAN];
  for (uint32_t c = 0; c < h->gram_class_count; c++) {
    const int32_t own = (int32_t)s->scripts[h->classes[c].script];
    if (own)
      raise_score(d, c, d->letter_bonus * own + d->scorer.wide[c], out);
  }
  for (uint32_t c = h->gram_class_count; c < h->class_count; c++) {
    const uint8_t script = h->classes[c].script;
    const int32_t own = (int32_t)s->scripts[script];
    const int32_t among = script == LANGID_KANA || script == LANGID_HANGUL ? han * 7 / 8 : 0;
    if (own || among)
      raise_score(d, c, d->letter_alone * (own + among), out);
  }
  const uint32_t latin = s->scripts[LANGID_LATIN] < d->word_letters ? s->scripts[LANGID_LATIN] : d->word_letters;
  const int32_t expected = d->known_per_letter * (int32_t)latin - d->known_allowance;
  return out->best - d->letter_bonus * (int32_t)s->letters > (expected > 0 ? expected : 0);
}

static void take_segment(void *context, const langid_segment *s) {
  langid_detector *d = context;
  langid_scores scores;
  langid_scorer_settle(&d->scorer);
  const bool speaks = segment_scores(d, s, &scores);
  langid_scorer_clear(&d->scorer);
  d->words = d->word_letters = 0;
  if (speaks) {
    d->letters += s->letters;
    for (uint32_t i = 0; i < d->languages->count; i++)
      d->totals[i] += scores.of[i];
  }
  if (!langid_segments_add(&d->segments, s, speaks ? &scores : NULL, (int32_t)d->model->header->scale))
    d->failed = true;
}

/* How likely the best language is, from the leads and the number of letters: neighbouring n-grams are
 * not independent, so that leads grow faster than certainty. */
static double confidence(const langid_detector *d, uint32_t best) {
  const double unit = d->model->header->scale * (0.4 + 0.2 * sqrt((double)d->letters));
  double others = 0;
  for (uint32_t i = 0; i < d->languages->count; i++) {
    const double lead = (double)(d->totals[best] - d->totals[i]) / unit;
    if (i != best && lead < 30)
      others += exp(-lead);
  }
  return 1 / (1 + others);
}

bool langid_detect(langid_detector *d, const char *text, size_t size, bool spans, langid_result *result) {
  const langid_sink sink = {take_word, take_segment, d};
  *result = (langid_result){.language = LANGID_UNKNOWN};
  memset(d->totals, 0, sizeof d->totals);
  d->letters = 0;
  d->failed = false;
  langid_segments_clear(&d->segments, d->languages->count);
  langid_scan(text, size, &sink);
  if (d->failed)
    return false;
  if (d->letters == 0 || d->languages->count == 0)
    return true;
  uint32_t best = 0;
  for (uint32_t i = 1; i < d->languages->count; i++)
    if (d->totals[i] > d->totals[best])
      best = i;
  if (d->totals[best] <= 0) /* the letters are those of languages that were left out */
    return true;
  result->language = (uint8_t)best;
  result->score = confidence(d, best);
  if (!spans)
    return true;
  return langid_segments_runs(&d->segments, (uint8_t)best, &result->runs, &result->run_count);
}

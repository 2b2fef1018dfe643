/* detect.h - the language of a text and of its parts. */
#ifndef LANGID_DETECT_H
#define LANGID_DETECT_H

#include "model.h"

enum { LANGID_UNKNOWN = 0xFF };

/* What may be answered.  Languages are numbered in the order of the model's classes. */
typedef struct langid_languages {
  uint32_t count;
  const char *tags[LANGID_CLASSES];
  uint8_t of_class[LANGID_CLASSES]; /* LANGID_UNKNOWN: left out */
} langid_languages;

/* A part of the text in one language. */
typedef struct langid_run {
  size_t begin, end;
  uint32_t letters;
  uint8_t language;
} langid_run;

typedef struct langid_result {
  uint8_t language; /* LANGID_UNKNOWN: nothing speaks for a language */
  double score;     /* how likely the answer is right; 0 when unknown */
  /* Parts, where there is more than one language; live until the next text. */
  const langid_run *runs;
  size_t run_count;
} langid_result;

typedef struct langid_detector langid_detector;

/* The languages of the model, in its order. */
void langid_languages_all(const langid_model *, langid_languages *);
/* Leaves out all but one more language: false when the model does not know the tag. */
bool langid_languages_allow(const langid_model *, langid_languages *, const char *tag);

/* NULL: out of memory.  Both arguments must outlive it. */
langid_detector *langid_detector_new(const langid_model *, const langid_languages *);
void langid_detector_free(langid_detector *);
/* The answer does not depend on earlier texts.  False: out of memory. */
bool langid_detect(langid_detector *, const char *text, size_t size, bool spans, langid_result *);

#endif

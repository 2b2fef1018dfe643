/* runs.h - the segments of a text and the runs of one language that they make. */
#ifndef LANGID_RUNS_H
#define LANGID_RUNS_H

#include "detect.h"
#include "scan.h"

enum { LANGID_STATES = 8 };

/* What a segment says for each language; 0 where it has no letters of its script. */
typedef struct langid_scores {
  int32_t of[LANGID_CLASSES];
  int32_t best; /* of all, also of languages that were left out */
} langid_scores;

typedef struct langid_scored {
  size_t begin, end;
  uint32_t letters; /* 0: the segment says nothing */
  uint8_t best;     /* language */
} langid_scored;

typedef struct langid_segments {
  langid_scored *list;
  size_t count, space;
  uint8_t *behind; /* how far each language is behind the best, for each segment */
  size_t behind_space;
  uint32_t language_count;
  uint8_t (*from)[LANGID_STATES]; /* best state before, for each segment and state */
  size_t from_space;
  langid_run *runs;
  size_t run_space;
} langid_segments;

/* No segments yet, of a text that may be in so many languages. */
void langid_segments_clear(langid_segments *, uint32_t language_count);
void langid_segments_free(langid_segments *);
/* Scores, or NULL for a segment that says nothing; `scale` is one natural unit.  False: out of memory. */
bool langid_segments_add(langid_segments *, const langid_segment *, const langid_scores *, int32_t scale);
/* The runs where there are several languages, else none.  False: out of memory. */
bool langid_segments_runs(langid_segments *, uint8_t main_language, const langid_run **, size_t *count);

#endif

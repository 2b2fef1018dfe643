/* tagger.h - the statistical tagger: a linear model over hashed features of words, decoded by Viterbi's search.
 *
 * A tag is a type with a place in the span: begin, inside, last or unit (BILOU).  The lanes of a row of weights are the
 * places by the types: lane place * TAGGER_GROUP + type.  Type 0 is "outside", whose only place is unit. */
#ifndef ENTITIES_TAGGER_H
#define ENTITIES_TAGGER_H

#include "entities.h"

enum { TAGGER_GROUP = 8, TAGGER_LANES = 4 * TAGGER_GROUP, TAGGER_TYPES = TAGGER_GROUP - 1, TAGGER_NAME = 12 };
enum { PLACE_BEGIN, PLACE_INSIDE, PLACE_LAST, PLACE_UNIT };

enum {
  TAGGER_FEATURES = 72,                        /* that one word may have */
  TAGGER_WEIGHT = INT16_MAX / TAGGER_FEATURES, /* the largest weight: no sum of a word passes 16 bits */
  TAGGER_BITS_LEAST = 8,
  TAGGER_BITS_MOST = 22,
  TAGGER_ROWS = UINT16_MAX, /* at most: 4 MiB of weights */
  TAGGER_STRETCH = 1024,    /* words that are decoded together at most */
  TAGGER_NEAR = 1,          /* words on either side whose features count */
  TAGGER_WINDOW = 2 * TAGGER_NEAR + 1,
  TAGGER_LANGUAGES = 8,
  TAGGER_BUCKET_BITS = 14,
  TAGGER_FINE_BITS = 10, /* of a class of words; the coarse class stands above */
  TAGGER_BINS = 16       /* steps of the table that makes scores of margins */
};

/* Eight buckets of features: which have weights, and how many rows the buckets before them have. */
struct tagger_eight {
  uint16_t before;
  uint16_t present; /* a bit each */
};

/* Whether the rules found a span with the same type, and were sure of it. */
enum tagger_support { SUPPORT_SURE, SUPPORT_UNSURE, SUPPORT_NONE, TAGGER_SUPPORTS };

/* A model as it is used. */
struct tagger_model {
  int16_t (*rows)[TAGGER_LANES]; /* of the buckets that have weights, in order, each in a line of the cache */
  uint32_t row_count;
  struct tagger_eight *eights;                   /* 1 << (bits - 3) of them */
  uint32_t bits;                                 /* features fall in 1 << bits buckets */
  uint32_t type_count;                           /* without "outside" */
  char types[TAGGER_GROUP][TAGGER_NAME];         /* names; of 0: "" */
  char languages[TAGGER_LANGUAGES][TAGGER_NAME]; /* codes; "": no more */
  int16_t joins[TAGGER_GROUP][TAGGER_GROUP];     /* from what ends at a word to what begins at the next */
  int32_t bin_size;                              /* margin of a step */
  /* Per cent of the held-out spans with such a support and margin that were right. */
  uint8_t bins[TAGGER_SUPPORTS][TAGGER_BINS];
  uint32_t cluster_count;
  uint32_t *cluster_words; /* hashes of folded words, ascending */
  uint16_t *clusters;
  uint32_t buckets[(1 << TAGGER_BUCKET_BITS) + 1]; /* where the words with these first bits begin */
  void *memory;                                    /* of all but the rows */
};

/* What the tagger sees in a word: small numbers, of which features are made. */
struct tagger_atom {
  uint32_t word;    /* hash of the folded word */
  uint32_t marks;   /* hash of what the word lists say */
  uint32_t rule;    /* hash of the rules' finding: its type, the word's place in it, the rule */
  uint32_t head;    /* the head noun that begins at the word or near before it, plus 1; 0: none */
  uint32_t run;     /* the run of capitalised words around it, plus 1 */
  uint16_t cluster; /* class of the word, plus 1; 0: none.  Set for stretches alone */
  uint8_t list;     /* type and place of the name of a list */
  uint8_t tag;      /* type and place of the rules' finding, 0: none */
  uint8_t label;    /* its type, plus 1; in the second pass that of the first pass; 0: none */
  uint8_t shape;
  uint8_t place;       /* how its line is written, whether it begins a sentence or is glued to what is before it */
  uint8_t left, right; /* words before and behind it in the same sentence, up to TAGGER_NEAR */
};

/* Capitalised words in a row. */
struct tagger_run {
  uint32_t first, end;
};

/* What the document tells of a capitalised word, wherever it stands. */
struct tagger_repeat {
  uint32_t word;       /* hash of the folded word; 0: free */
  uint32_t run, count; /* the longest run with it; how often it is there */
  uint16_t labels[TYPE_COUNT + 1];
  bool lower, named;
};

struct tagger_stretch {
  uint32_t first, end;
};

struct tagger_span {
  uint32_t first, count;
  uint8_t type; /* of the model */
  int32_t margin;
};

struct tagger_cache;

/* What one worker needs to tag a document; all but the cache is made anew for each. */
struct tagger_scratch {
  struct tagger_atom *atoms;
  struct tagger_run *runs;
  struct tagger_repeat *repeats;
  struct tagger_stretch *stretches;
  struct tagger_span *spans;
  struct candidate *listed; /* what the lists found */
  size_t listed_count, listed_capacity;
  uint8_t *lists; /* type and place of a name of the lists, for each word */
  size_t word_capacity, run_count, repeat_capacity, repeat_slots, stretch_count, span_count;
  int16_t (*sums)[TAGGER_LANES];
  uint8_t (*paths)[TAGGER_GROUP];
  uint8_t *tags;
  struct tagger_cache *cache;
  const struct tagger_model *cached; /* whose sums the cache holds */
};

/* The document that is tagged. */
struct tagger_view {
  const struct work *work;
  struct tagger_scratch *scratch;
  const struct tagger_model *model;
  bool second_pass; /* tag again, knowing what was found for the same words elsewhere */
};

/* ---- tagger_model.c */
/* Finds where the classes of words begin, after they were filled in. */
void tagger_model_index(struct tagger_model *model);
/* Reads and checks a file.  Free with tagger_model_close, also after a failure.  [main] */
textan_status tagger_model_open(const char *path, struct tagger_model *model, textan_error *error);
/* Zeroed memory for what is read here and there; NULL: none.  Freed with free. */
void *tagger_memory_new(size_t size);
/* Room for the eights and the classes of words; and for so many rows, instead of those that were there. */
textan_status tagger_model_alloc(struct tagger_model *model, textan_error *error);
textan_status tagger_rows_alloc(struct tagger_model *model, uint32_t count, textan_error *error);
void tagger_model_close(struct tagger_model *model);

static inline uint32_t tagger_bucket(const struct tagger_model *model, uint32_t feature) {
  return feature >> (32 - model->bits);
}

/* Whether the feature's bucket has weights, which most have not; *row gets the number of their row. */
static inline bool tagger_row(const struct tagger_model *model, uint32_t feature, uint32_t *row) {
  const uint32_t bucket = tagger_bucket(model, feature);
  const struct tagger_eight eight = model->eights[bucket >> 3];
  uint32_t lower = eight.present & ((1u << (bucket & 7)) - 1);
  lower -= lower >> 1 & 0x55;
  lower = (lower & 0x33) + (lower >> 2 & 0x33);
  *row = eight.before + ((lower + (lower >> 4)) & 15);
  return eight.present >> (bucket & 7) & 1;
}

/* ---- tagger_view.c */
/* Notes which names of lists were found, before the rules reach further. */
textan_status tagger_lists_note(const struct work *work);
/* Reads what the features are made of, and which stretches of the document are to be tagged. */
textan_status tagger_view_read(const struct tagger_view *view);
/* Makes the labels of words those of the tagger's spans, for a second pass. */
void tagger_view_relabel(const struct tagger_view *view);
void tagger_scratch_free(struct tagger_scratch *scratch);

/* ---- tagger_features.c */
/* The class of words that a word belongs to, plus 1; 0: none.  Fine class in the lower bits, coarse above. */
uint16_t tagger_cluster(const struct tagger_model *model, uint32_t word);
/* The features that a word gives to the word `offset` words before it (-TAGGER_NEAR to TAGGER_NEAR); their number. */
uint32_t tagger_word_features(const struct tagger_view *view, uint32_t word, int offset, uint32_t *features);
/* The features of a word that depend on more than one word; their number. */
uint32_t tagger_context_features(const struct tagger_view *view, uint32_t word, uint32_t *features);

/* ---- tagger_cache.c */
textan_status tagger_cache_ready(const struct tagger_view *view);
/* Asks for the entries of words from first to end. */
void tagger_cache_ask(const struct tagger_view *view, uint32_t first, uint32_t end);
/* Makes those that are not there. */
void tagger_cache_fill(const struct tagger_view *view, uint32_t first, uint32_t end);
/* The sums that a word gives to those at -TAGGER_NEAR to TAGGER_NEAR of it; until the next call. */
const int16_t (*tagger_cache_sums(const struct tagger_view *view, uint32_t word))[TAGGER_LANES];

/* ---- tagger_decode.c */
/* The best tags (lanes) of a stretch, whose sums are given. */
void tagger_decode(const struct tagger_model *model, const int16_t (*sums)[TAGGER_LANES], uint32_t count,
                   uint8_t (*paths)[TAGGER_GROUP], uint8_t *tags);

/* ---- tagger.c */
/* Tags the document: spans in text order in scratch->spans. */
textan_status tagger_spans_find(const struct tagger_view *view);
/* How far the rules found the same. */
enum tagger_support tagger_support(const struct tagger_view *view, const struct tagger_span *span);
/* How likely the span is right. */
float tagger_score(const struct tagger_view *view, const struct tagger_span *span);
/* The step of the table that a margin is in. */
int tagger_bin(const struct tagger_model *model, int32_t margin);

#endif

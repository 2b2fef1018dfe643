/* train.h - the training tool: annotated texts, the examples made of them, and weights learned from these. */
#ifndef ENTITIES_TRAIN_H
#define ENTITIES_TRAIN_H

#include "../tagger.h"

/* ---- corpus.c: texts with marked names */

struct gold_span {
  uint32_t begin, end; /* bytes of the text */
  uint8_t type;        /* of the corpus, from 1 */
};

#define ALWAYS UINT32_MAX

struct gold_document {
  char *text;
  size_t size, capacity;
  struct gold_span *spans;
  size_t span_count, span_capacity;
  const char *file, *language;
  uint32_t line;
  uint32_t number; /* of the document in the corpus, or of that which this is a copy of; ALWAYS: is in no fold */
  bool silent;     /* learned from, but not scored */
};

struct gold_corpus {
  struct gold_document *documents;
  size_t count, capacity;
  char types[TAGGER_GROUP + 1][TAGGER_NAME]; /* names from 1; the last row may hold DATE alone */
  uint32_t type_count;
};

/* Appends the documents of a file: two columns (token, IOB2 tag) where its first line with text has a tab, otherwise a
 * sentence a line with names as "[name|TYPE]".  Strings given must outlive the corpus. */
textan_status corpus_read(struct gold_corpus *corpus, const char *path, const char *language, textan_error *error);
void corpus_free(struct gold_corpus *corpus);

/* Parts of corpus.c that each format needs.  NULL or false: no memory, or too many types (reported). */
struct gold_document *corpus_document(struct gold_corpus *corpus, const char *path, const char *language, uint32_t line,
                                      textan_error *error);
bool corpus_append(struct gold_document *document, const char *text, size_t size, textan_error *error);
bool corpus_span(struct gold_document *document, uint32_t begin, uint32_t type, textan_error *error);
/* The number of a type, which is new where it has none; 0: too many (reported). */
uint32_t corpus_type(struct gold_corpus *corpus, const char *name, size_t size, const char *path, uint32_t line,
                     textan_error *error);

/* ---- corpus_columns.c, corpus_marked.c */
textan_status columns_read(struct gold_corpus *corpus, char *bytes, const char *path, const char *language,
                           textan_error *error);
textan_status marked_read(struct gold_corpus *corpus, char *bytes, const char *path, const char *language,
                          textan_error *error);

/* ---- corpus_forms.c */
/* Adds forms of some of the texts to learn from: each so many-th without diacritics and in capitals; 0: none. */
textan_status corpus_forms_add(struct gold_corpus *corpus, uint32_t bare, uint32_t capitals, textan_error *error);

/* ---- clusters.c */

/* Classes of words: a word, a tab and a number a line, or those of a model file. */
struct clusters {
  struct cluster_word {
    uint32_t word;
    uint16_t cluster;
  } * items;
  size_t count, capacity;
};

textan_status clusters_read(struct clusters *clusters, const char *path, textan_error *error);
/* Puts them into a model that has room for clusters->count of them. */
void clusters_copy(const struct clusters *clusters, struct tagger_model *model);

/* ---- analysis.c: the analyser's own code at work on the texts */

struct analysis {
  struct lexicon_set *lexicons;
  textan_host *host;
  struct entities_model *model;
  struct scratch scratch;
  textan_document *document;
  struct work work;
};

/* Loads the word lists of `folder`. */
textan_status analysis_open(struct analysis *analysis, const char *folder, textan_error *error);
void analysis_close(struct analysis *analysis);
/* Words, marks and the rules' candidates of a text; analysis->work is then ready for the tagger. */
textan_status analysis_rules(struct analysis *analysis, const struct gold_document *document, textan_error *error);

/* ---- examples.c */

struct example {            /* a stretch with its features and tags */
  uint32_t document, count; /* number of the document; words */
  size_t word;              /* the first, among the words of all examples */
};

struct examples {
  struct example *items;
  size_t count, capacity;
  uint32_t *features; /* rows */
  size_t feature_count, feature_capacity;
  size_t *begins; /* of each word's features, and one behind the last */
  uint8_t *tags;
  size_t word_count, word_capacity;
  size_t names, unreachable; /* marked names; those that no tags can describe */
};

/* Examples of all documents, for a model with these types and bits. */
textan_status examples_make(struct examples *examples, struct analysis *analysis, const struct gold_corpus *corpus,
                            const struct tagger_model *shape, textan_error *error);
void examples_free(struct examples *examples);

/* ---- learn.c */

struct learning {
  uint32_t runs;                /* whose weights are averaged; each reads the texts in other orders */
  uint32_t epochs, fold, folds; /* documents whose number modulo folds is fold are left out; folds 0: none */
  bool mistakes;                /* to print what was found wrongly or not at all */
  bool second_pass;             /* when scoring */
  int32_t cost;                 /* by how much a right path must win */
  uint32_t least;               /* weights that no bucket of the model stays below in all lanes */
};

/* Fills the rows and joins of the model. */
textan_status learn(const struct examples *examples, const struct learning *learning, struct tagger_model *model,
                    textan_error *error);

/* ---- evaluate.c */

struct counts {
  size_t right[TAGGER_GROUP + 1], found[TAGGER_GROUP + 1], gold[TAGGER_GROUP + 1];
  size_t margin_right[TAGGER_SUPPORTS][TAGGER_BINS], margin_found[TAGGER_SUPPORTS][TAGGER_BINS];
};

/* Adds what the model finds in the documents of a fold (folds 0: in all); counts: one for each language of the model.
 */
textan_status evaluate(struct analysis *analysis, const struct gold_corpus *corpus, struct tagger_model *model,
                       const struct learning *learning, struct counts *counts, textan_error *error);
void counts_add(struct counts *to, const struct counts *from);
void counts_print(const struct counts *counts, const struct gold_corpus *corpus, const char *what);
/* Makes the model's table of scores. */
void counts_calibrate(const struct counts *counts, struct tagger_model *model);

/* ---- model_write.c */
textan_status tagger_model_write(const char *path, const struct tagger_model *model, textan_error *error);

#endif

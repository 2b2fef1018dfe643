/* textan/services.h - the host's services, which keep plugins small: each a table of functions that the host's
 * `extension` answers for an id.  Included by textan/plugin.h, whose rules of threads, memory and failure hold here
 * too. */
#ifndef TEXTAN_SERVICES_H
#define TEXTAN_SERVICES_H

#include <textan/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- service: words and normal forms ---------------------------------------------------- */

#define TEXTAN_WORDS "textan.words/1"

enum {
  TEXTAN_WORD_LETTERS = 1u << 0,     /* has letters */
  TEXTAN_WORD_DIGITS = 1u << 1,      /* digits only */
  TEXTAN_WORD_PUNCTUATION = 1u << 2, /* one punctuation mark or symbol */
  TEXTAN_WORD_TITLE = 1u << 3,       /* first letter upper case */
  TEXTAN_WORD_UPPER = 1u << 4,       /* no lower-case letter, at least one upper-case */
  TEXTAN_WORD_GLUED = 1u << 5,       /* follows its predecessor without white space */
  TEXTAN_WORD_LINE = 1u << 6,        /* a line break stands before it */
  TEXTAN_WORD_PARAGRAPH = 1u << 7,   /* an empty line stands before it, or it is the first */
  TEXTAN_WORD_NON_ASCII = 1u << 8    /* its text is not plain ASCII */
};

/* A run of letters and marks, a run of digits, or one other character.  Runs
 * are also split where a lower-case letter is followed by an upper-case one
 * ("MinskLi\u00ean"), and digits from letters ("USD164").  Space is skipped. */
typedef struct textan_word {
  uint32_t begin, end;  /* bytes of the document's text */
  uint32_t folded;      /* where its folded form begins in the folded text */
  uint16_t folded_size; /* bytes; longer runs are cut in several words */
  uint16_t flags;       /* TEXTAN_WORD_* */
  uint32_t hash;        /* textan_word_hash of its folded form */
} textan_word;

/* Hash of a folded word (FNV-1a, 32 bit), to compare with textan_word.hash.  [any] */
static inline uint32_t textan_word_hash(const char *folded, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ (uint32_t)(unsigned char)folded[i]) * 16777619u;
  return hash;
}

/* All: [worker]; made once a document at the first call; live as long as the
 * document.  NULL or false when memory runs out. */
typedef struct textan_words_api {
  uint32_t struct_size;
  /* The words of the document in order. */
  const textan_word *(*words)(textan_document *, size_t *count);
  /* The folded text that textan_word.folded points into: NFC, lower case,
   * one form of dashes ("-"), quotes (" and '), spaces; zero-width characters
   * and soft hyphens dropped; U+00D0 folded like U+0110.  White space of ASCII
   * stays as it is. */
  const char *(*folded)(textan_document *, size_t *size);
  /* The text in NFC with spaces, dashes and quotes made one, case kept; the
   * text itself when it is in that form already. */
  const char *(*normal)(textan_document *, size_t *size);
  /* The byte of the delivered text behind a byte of the normal text. */
  uint32_t (*normal_to_text)(textan_document *, uint32_t normal_offset);
  /* Hash of a folded word without its diacritics, the same for "tr\u1ea7n" and
   * "tran".  [any] */
  uint32_t (*bare_hash)(const char *folded, size_t size);
} textan_words_api;

/* ---- service: lexicons ---------------------------------------------------------------------- */

#define TEXTAN_LEXICON "textan.lexicon/1"

enum {
  TEXTAN_LEXICON_EXACT_CASE = 1u << 0, /* entries match only in the case they are written in */
  TEXTAN_LEXICON_BARE = 1u << 1,       /* entries also match text without their diacritics */
  TEXTAN_LEXICON_ALL = 1u << 2,        /* report every match, not only the longest that do not overlap */
  TEXTAN_LEXICON_TABLE = 1u << 3       /* only read: any first column; it costs no time and `match` refuses it */
};

typedef struct textan_lexicon textan_lexicon; /* immutable after loading */

typedef struct textan_lexicon_match {
  uint32_t begin, end;             /* bytes of the document's text */
  uint32_t first_word, word_count; /* among the document's words */
  uint32_t entry;                  /* row of the lexicon */
} textan_lexicon_match;

/* Word lists in TSV files: UTF-8; lines that are empty or begin with "#" are
 * skipped; the first column is the entry as it is written in texts, several
 * spellings parted by "|"; the others are the plugin's.  A cell holds no tab.
 * A line "#!variants FILE" before the first row names a table of pairs of
 * parts of words that may stand for one another.  docs/lexicon.md says what
 * matches what. */
typedef struct textan_lexicon_api {
  uint32_t struct_size;
  /* Reads a file (relative to the plugin's data_directory, or absolute) with at
   * least `columns` columns.  TEXTAN_EDATA names file and line.  Freed with the
   * host handle.  [main] */
  textan_status (*load)(const textan_host *, const char *path, size_t columns, uint32_t flags, textan_lexicon **,
                        textan_error *);
  size_t (*entry_count)(const textan_lexicon *); /* [any] */
  /* Cell of a row, or "" past its last column; column 0 is the entry itself.  [any] */
  const char *(*cell)(const textan_lexicon *, uint32_t entry, size_t column);
  uint32_t (*line)(const textan_lexicon *, uint32_t entry); /* line of the file, from 1  [any] */
  /* The lexicon's matches in text order; a row that several spellings or lists
   * share is reported once per match.  All lists are matched in one scan, once a
   * document.  The matches live as long as the document.  [worker] */
  textan_status (*match)(const textan_lexicon *, textan_document *, const textan_lexicon_match **, size_t *count,
                         textan_error *);
} textan_lexicon_api;

/* ---- service: regular expressions --------------------------------------------------------------- */

#define TEXTAN_REGEX "textan.regex/1"

enum { TEXTAN_REGEX_CASELESS = 1u << 0, TEXTAN_REGEX_EXTENDED = 1u << 1 };

typedef struct textan_regex textan_regex; /* immutable after compiling */

/* PCRE2 in UTF mode with Unicode properties and JIT, under the run's limits. */
typedef struct textan_regex_api {
  uint32_t struct_size;
  /* TEXTAN_EDATA: the pattern is wrong (message with position).  `name` stands
   * in messages of this and later calls.  Freed with the host handle.  [main] */
  textan_status (*compile)(const textan_host *, const char *name, const char *pattern, uint32_t flags, textan_regex **,
                           textan_error *);
  /* The first match at or after `from` in text (valid UTF-8): spans[2*g] and
   * spans[2*g+1] get group g's begin and end for g < groups, SIZE_MAX where a
   * group took no part.  TEXTAN_END: none.  TEXTAN_ELIMIT: a limit; the message
   * names the pattern.  [worker] */
  textan_status (*match)(const textan_regex *, textan_document *, const char *text, size_t size, size_t from,
                         size_t *spans, size_t groups, textan_error *);
} textan_regex_api;

/* ---- service: typed views on earlier layers --------------------------------------------------------- */

#define TEXTAN_VIEWS "textan.views/1"

/* Tokens and sentences are compact arrays, not general annotations. */
typedef struct textan_token {
  uint32_t begin, end;             /* bytes of the document's text */
  uint32_t first_word, word_count; /* the host's words that it covers */
} textan_token;

typedef struct textan_sentence {
  uint32_t begin, end;
  uint32_t first_word, word_count;
} textan_sentence;

/* An annotation of the layer "entity".  Strings as in textan_annotation_view;
 * NULL where the annotation has no such feature. */
typedef struct textan_entity {
  uint32_t id, begin, end;
  uint32_t first_word, word_count; /* words that lie wholly inside */
  float score;
  const char *type;    /* PERSON, ORG, GPE, LOC, NORP, EVENT, DATE, … */
  const char *code;    /* ISO 3166-1 alpha-2, or an organisation's acronym */
  const char *country; /* the state that a city, province or organ belongs to */
  const char *value;   /* DATE: ISO 8601, reduced */
  const char *role;    /* PERSON: title or office */
} textan_entity;

/* All: [worker].  Arrays live as long as the document; in text order. */
typedef struct textan_views_api {
  uint32_t struct_size;
  const textan_token *(*tokens)(textan_document *, size_t *count);
  const textan_sentence *(*sentences)(textan_document *, size_t *count);
  const textan_entity *(*entities)(textan_document *, size_t *count); /* as of the first call in a step */
  /* For the step that produces the layer "token" or "sentence": sets it, once.
   * Spans in text order, not overlapping. */
  textan_status (*set_tokens)(textan_document *, const textan_token *, size_t count, textan_error *);
  textan_status (*set_sentences)(textan_document *, const textan_sentence *, size_t count, textan_error *);
} textan_views_api;

/* ---- service: memory of documents and hosts ------------------------------------------------------------------- */

#define TEXTAN_ARENA "textan.arena/1"

typedef struct textan_arena_api {
  uint32_t struct_size;
  /* Zeroed memory, aligned for any type, that lives as long as the document;
   * NULL when memory runs out.  [worker] */
  void *(*alloc)(textan_document *, size_t size);
  /* The same, living as long as the host handle: for what `schema` answers.  Since 0.2.  [main] */
  void *(*keep)(const textan_host *, size_t size);
} textan_arena_api;

/* ---- service: the clock -------------------------------------------------------------------------------- */

#define TEXTAN_CLOCK "textan.clock/1"

typedef struct textan_clock_api {
  uint32_t struct_size;
  /* Milliseconds of wall clock that the running call has before its step's or its document's time limit is over, 0 or
   * less behind it; INT64_MAX without a limit.  What a call makes behind its limit is thrown away, so a plugin that
   * can take long looks now and then and returns TEXTAN_ELIMIT.  [worker] */
  int64_t (*time_left)(const textan_document *);
} textan_clock_api;

#ifdef __cplusplus
}
#endif
#endif /* TEXTAN_SERVICES_H */

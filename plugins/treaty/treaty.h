/* What the parts of the plugin treaty share: the tables, the marks of one sentence, the instruments of one document.
 *
 * The way of a document: treaty_marks.c says of each word of a sentence that names an instrument what the tables say
 * of it; treaty_names.c finds the names; treaty_status.c, treaty_parties.c and treaty_reject.c read their records from
 * the clause; treaty_document.c joins what belongs together; treaty.c adds the annotations. */
#ifndef TREATY_H
#define TREATY_H

#include <textan/plugin.h>

/* ---- names of the record, in the order of treaty_values.c ---------------------------------------- */

enum treaty_kind {
  KIND_NONE,
  KIND_TREATY,
  KIND_FREE_TRADE_AGREEMENT,
  KIND_AGREEMENT,
  KIND_CONVENTION,
  KIND_CHARTER,
  KIND_PROTOCOL,
  KIND_MEMORANDUM_OF_UNDERSTANDING,
  KIND_JOINT_STATEMENT,
  KIND_JOINT_DECLARATION,
  KIND_PROGRAMME,
  KIND_ARRANGEMENT,
  KIND_EXCHANGE_OF_NOTES,
  KIND_LETTER_OF_INTENT,
  KIND_CODE_OF_CONDUCT,
  KIND_MINUTES,
  KIND_CONTRACT_BETWEEN_STATES,
  KIND_DOCUMENTS,
  KIND_COUNT
};

enum treaty_status {
  STATUS_NONE,
  STATUS_PROPOSED,
  STATUS_NEGOTIATING,
  STATUS_CONCLUDED,
  STATUS_INITIALLED,
  STATUS_SIGNED,
  STATUS_RATIFIED,
  STATUS_IN_FORCE,
  STATUS_IMPLEMENTED,
  STATUS_AMENDED,
  STATUS_EXTENDED,
  STATUS_SUSPENDED,
  STATUS_TERMINATED,
  STATUS_REFERENCED,
  STATUS_COUNT
};

enum treaty_modality { MODALITY_PLAIN, MODALITY_FUTURE, MODALITY_WISH, MODALITY_NEGATED, MODALITY_COUNT };

enum {
  NOUN_PLURAL = 1u << 0,    /* several instruments */
  NOUN_WEAK = 1u << 1,      /* names an instrument only with evidence: an act, two parties */
  NOUN_GENERIC = 1u << 2,   /* alone it only refers to an instrument named before */
  NOUN_ANY = 1u << 3,       /* refers to instruments of every kind */
  NOUN_SINGLE = 1u << 4,    /* has no parties but those its clause names */
  NOUN_ONE = 1u << 5,       /* stands for the noun of the instrument before it ("another on …") */
  NOUN_COMPLEMENT = 1u << 6 /* needs a complement of its own */
};

enum {
  CUE_BEFORE = 1u << 0,  /* governs the instrument that follows */
  CUE_AFTER = 1u << 1,   /* says something of the instrument before it, when it is passive or follows directly */
  CUE_ALWAYS = 1u << 2,  /* … also as the verb of its clause */
  CUE_ACT = 1u << 3,     /* an act that makes instruments: what it governs is one */
  CUE_LINK = 1u << 4,    /* joins an instrument to one inside its name */
  CUE_PART = 1u << 5,    /* may stand inside the topic of a name */
  CUE_DIRECT = 1u << 6,  /* only right beside the instrument */
  CUE_RELATIVE = 1u << 7 /* says something of the instrument before it only in a relative clause */
};

/* Classes of words. */
enum {
  WORD_DETERMINER = 1u << 0, /* never part of a name's edge */
  WORD_DEFINITE = 1u << 1,   /* … and points back */
  WORD_NEGATIVE = 1u << 2,   /* "no": there is none */
  WORD_QUANTIFIER = 1u << 3, /* part of the mention, says no number */
  WORD_DROP = 1u << 4,       /* an adjective that stays outside */
  WORD_STOP = 1u << 5,       /* ends a name */
  WORD_SOFT = 1u << 6,       /* ends a name that has no topic yet */
  WORD_BETWEEN = 1u << 7,
  WORD_WITH = 1u << 8,
  WORD_AND = 1u << 9,
  WORD_TOPIC = 1u << 10, /* opens a topic: "on" */
  WORD_OF = 1u << 11,
  WORD_PLACE = 1u << 12, /* "in": opens a place or a time */
  WORD_TO = 1u << 13,
  WORD_PASSIVE = 1u << 14,
  WORD_RELATIVE = 1u << 15,
  WORD_BREAK = 1u << 16,   /* another clause begins */
  WORD_COPULA = 1u << 17,  /* what follows only describes */
  WORD_POST = 1u << 18,    /* belongs to the name it follows */
  WORD_DEICTIC = 1u << 19, /* "this", behind its noun */
  WORD_PAIR = 1u << 20,    /* "the two countries" */
  WORD_COMPANY = 1u << 21, /* what trades, not states */
  WORD_PARTY = 1u << 22,   /* a common noun that is a party: "the bloc" */
  WORD_BY = 1u << 23,
  WORD_POSSESSIVE = 1u << 24,
  WORD_PAST = 1u << 25,    /* what is told lies back: no date of the document is its date */
  WORD_INCLUDE = 1u << 26, /* "including": members of what stands before it follow */
  WORD_ORDINAL = 1u << 27, /* makes the number behind it an ordinal */
  WORD_PLAIN = 1u << 28,   /* nothing special: keeps the words inside it from being read alone */
  WORD_ORGAN = 1u << 29,   /* an organ of a state, by its name */
  WORD_UNTIL = 1u << 30    /* the date behind it is an aim or an end */
};

/* Classes of words that are content of a name all the same. */
#define WORD_CONTENT ((uint32_t)(WORD_ORGAN | WORD_COMPANY))

const char *treaty_kind_name(enum treaty_kind kind);
const char *treaty_status_name(enum treaty_status status);
/* The number of a name, or -1; of a flag its bit, or 0. */
int treaty_kind_find(const char *name, size_t size);
int treaty_status_find(const char *name, size_t size);
int treaty_modality_find(const char *name, size_t size);
uint32_t treaty_noun_flag_find(const char *name, size_t size);
uint32_t treaty_cue_flag_find(const char *name, size_t size);
uint32_t treaty_word_class_find(const char *name, size_t size);

/* ---- tables ---------------------------------------------------------------------------------------- */

enum { PARTIES_MAX = 12 };

struct treaty_noun {
  uint8_t kind;
  uint16_t flags;
};

struct treaty_known {
  const char *code;
  uint8_t kind, party_count;
  bool needs_full;                  /* an acronym that means it only where the document has its full name */
  const char *parties[PARTIES_MAX]; /* sorted */
  char *storage;                    /* of the parties' codes */
};

struct treaty_cue {
  uint8_t status;
  uint16_t flags;
};

enum { MODAL_DIRECT = 1u << 0 /* only right before its verb */ };

struct treaty_modal {
  uint8_t modality, flags;
};

enum treaty_list { LIST_NOUNS, LIST_CUES, LIST_MODALS, LIST_WORDS, LIST_NUMBERS, LIST_REJECTS, LIST_COUNT };
enum { KNOWN_NAMES, KNOWN_ACRONYMS, KNOWN_COUNT };

struct treaty_language {
  char code[12];
  bool modifiers_follow; /* adjectives stand behind their noun */
  const textan_lexicon *lexicons[LIST_COUNT];
  struct treaty_noun *nouns; /* by row of their list, as the others */
  struct treaty_cue *cues;
  struct treaty_modal *modals;
  uint32_t *words;
  uint32_t *numbers;
};

enum { LANGUAGES_MAX = 32, BLOCS_MAX = 64 };

struct treaty_model {
  const textan_words_api *words;
  const textan_lexicon_api *lexicon;
  const textan_views_api *views;
  const textan_document_api *document;
  struct treaty_language languages[LANGUAGES_MAX];
  size_t language_count;
  const textan_lexicon *known_lexicons[KNOWN_COUNT];
  struct treaty_known *known[KNOWN_COUNT];
  const char *blocs[BLOCS_MAX]; /* organisations that conclude instruments as states do */
  size_t bloc_count;
  uint8_t outcome[STATUS_COUNT][MODALITY_COUNT]; /* status of a cue under a modality */
  uint8_t rank[STATUS_COUNT];                    /* where two cues meet, the higher decides */
};

textan_status treaty_tables_load(struct treaty_model *model, const textan_host *host, textan_error *error);
void treaty_tables_free(struct treaty_model *model);
/* The tables of a BCP 47 tag, or NULL. */
const struct treaty_language *treaty_language_find(const struct treaty_model *model, const char *tag);
bool treaty_is_bloc(const struct treaty_model *model, const char *code);
/* The known instrument of that kind and exactly these parties, or NULL. */
const struct treaty_known *treaty_known_find(const struct treaty_model *model, uint8_t kind, const char *const *parties,
                                             size_t count);

/* ---- one document ----------------------------------------------------------------------------------- */

/* What the tables and earlier layers say of a word. */
struct treaty_mark {
  const struct treaty_noun *noun; /* a noun begins here */
  const struct treaty_known *known;
  const struct treaty_cue *cue;
  const struct treaty_modal *modal;
  uint32_t noun_size, known_size, cue_size, modal_size, class_size, number_size; /* words */
  uint32_t classes;                                                              /* WORD_*, of every word covered */
  uint32_t number;                                                               /* a count, 0: none */
  uint32_t entity;                                                               /* index + 1, of every word covered */
  uint32_t item;     /* index + 1 of the instrument whose name covers it, the innermost */
  uint32_t head;     /* index + 1 of the instrument whose noun begins here */
  uint32_t alias;    /* index + 1 of the acronym that the document gave to an instrument */
  bool rejected;     /* a phrase that is no instrument covers it */
  bool known_inside; /* covered by a known name that begins before it */
  bool named;        /* covered by a noun or a known name */
  bool inside;       /* covered by an entry of words.tsv that begins before it */
};

enum {
  ITEM_ANAPHOR = 1u << 0,
  ITEM_DEFINITE = 1u << 1, /* "the", "this" */
  ITEM_DENIED = 1u << 2,
  ITEM_PLURAL = 1u << 3,
  ITEM_BARE = 1u << 4,    /* nothing but the noun */
  ITEM_FRAME = 1u << 5,   /* its name has a party frame or a dyad */
  ITEM_TOPIC = 1u << 6,   /* its name has a topic */
  ITEM_ACT = 1u << 7,     /* governed by an act that makes instruments */
  ITEM_ACRONYM = 1u << 8, /* an acronym in brackets behind its name */
  ITEM_NESTED = 1u << 9,
  ITEM_DROPPED = 1u << 10,
  ITEM_TITLE = 1u << 11, /* written as a title */
  ITEM_DEICTIC = 1u << 12,
  ITEM_QUANTIFIED = 1u << 13,
  ITEM_GOVERNED = 1u << 14, /* a cue before it decides */
  ITEM_NEGATED = 1u << 15,  /* its cue is negated */
  ITEM_LISTED = 1u << 16,   /* stands in a list that another instrument heads */
  ITEM_PLAIN = 1u << 17     /* its cue tells a fact, not a plan or wish */
};

struct treaty_item {
  uint32_t first, end;             /* words of the mention */
  uint32_t head_first, head_end;   /* words of its noun or known name */
  uint32_t sentence, flags, outer; /* outer: index + 1 of the instrument whose name it is part of */
  uint32_t same;                   /* index + 1 of the instrument whose record it shares */
  const struct treaty_noun *noun;
  const struct treaty_known *known;
  const struct treaty_language *language;
  const char *rule;
  uint8_t kind, status, party_count;
  uint32_t cue, cue_end; /* words of the deciding cue; equal: none */
  uint32_t count;
  char date[24];
  const char *parties[PARTIES_MAX]; /* sorted */
};

/* The states a document is about, by how often they are named. */
struct treaty_pair {
  const char *codes[2];
};

/* An acronym that the document introduces in brackets. */
struct treaty_alias {
  uint32_t hash, item; /* index of the instrument */
};

enum { ALIASES_MAX = 64 };

/* What one worker keeps between documents. */
struct treaty_scratch {
  struct treaty_item *items;
  size_t item_count, item_room;
  struct treaty_mark *marks;
  size_t mark_room;
  uint32_t *order; /* items in text order */
  size_t order_room;
  struct treaty_alias aliases[ALIASES_MAX];
  size_t alias_count;
};

/* One sentence of a document. */
struct treaty_scene {
  const struct treaty_model *model;
  textan_document *document;
  struct treaty_scratch *scratch;
  const textan_word *words;
  size_t word_count;
  const char *folded;
  const textan_entity *entities;
  size_t entity_count;
  const textan_sentence *sentences;
  size_t sentence_count;
  const struct treaty_language *language;
  uint32_t sentence, first, end; /* words of the sentence */
  struct treaty_mark *marks;     /* of word w: marks[w - first] */
  size_t first_item;             /* of the sentence */
  struct treaty_pair pair;
  bool pair_read;
};

static inline struct treaty_mark *treaty_mark(const struct treaty_scene *scene, uint32_t word) {
  return &scene->marks[word - scene->first];
}

/* A word that is that one ASCII character. */
static inline bool treaty_is(const struct treaty_scene *scene, uint32_t word, char c) {
  return word < scene->end && scene->words[word].folded_size == 1 && scene->folded[scene->words[word].folded] == c;
}

static inline bool treaty_has(const struct treaty_scene *scene, uint32_t word, uint32_t classes) {
  return word >= scene->first && word < scene->end && (treaty_mark(scene, word)->classes & classes) != 0;
}

static inline const textan_entity *treaty_entity(const struct treaty_scene *scene, uint32_t word) {
  const uint32_t index = treaty_mark(scene, word)->entity;
  return index ? &scene->entities[index - 1] : NULL;
}

static inline bool treaty_type_is(const textan_entity *entity, const char *type) {
  for (const char *a = entity->type; *a || *type; a++, type++)
    if (*a != *type)
      return false;
  return true;
}

/* True when the sentence names an instrument; its marks are then made. */
textan_status treaty_marks_read(struct treaty_scene *scene, bool *found, textan_error *error);

/* Adds the instruments of the sentence to the scratch. */
textan_status treaty_names_read(struct treaty_scene *scene, textan_error *error);
void treaty_statuses_read(struct treaty_scene *scene);
void treaty_parties_read(struct treaty_scene *scene);
/* Drops what is no instrument, as far as the sentence tells. */
void treaty_reject(struct treaty_scene *scene);

void treaty_pair_find(struct treaty_scene *scene);
/* The state or bloc an entity stands for as a party, or NULL. */
const char *treaty_entity_party(const textan_entity *entity);
void treaty_party_add(struct treaty_item *item, const char *code);
/* Anaphora, acronyms, lists, parties of the document: what needs more than one sentence. */
textan_status treaty_document_join(struct treaty_scene *scene, textan_error *error);
/* The outermost instrument whose name an instrument is part of. */
size_t treaty_outermost(const struct treaty_scratch *scratch, size_t index);

#endif

/* What the parts of the plugin figures share: the tables of a language, one document's text, amounts and roles.
 *
 * The way of a document: figures_amount.c walks the words once and makes amounts (number, scale, unit);
 * figures_marks.c lists cues and entities of each sentence that has amounts; figures_roles.c, figures_parties.c and
 * figures_period.c read the roles of each amount from them; figures.c adds the annotations. */
#ifndef FIGURES_H
#define FIGURES_H

#include <textan/plugin.h>

#include <string.h>

/* ---- names of the record, in the order of figures_names.c ------------------------------------ */

enum figures_measure {
  MEASURE_NONE,
  MEASURE_TRADE,
  MEASURE_EXPORT,
  MEASURE_IMPORT,
  MEASURE_SURPLUS,
  MEASURE_DEFICIT,
  MEASURE_INVESTMENT,
  MEASURE_LOAN,
  MEASURE_AID,
  MEASURE_REVENUE,
  MEASURE_COST,
  MEASURE_GDP,
  MEASURE_BUDGET,
  MEASURE_QUANTITY,
  MEASURE_TARIFF,
  MEASURE_OTHER,
  MEASURE_COUNT
};

enum figures_modality { MODALITY_NONE, MODALITY_ACTUAL, MODALITY_TARGET, MODALITY_FORECAST, MODALITY_COUNT };

enum figures_qualifier {
  QUALIFIER_NONE,
  QUALIFIER_ABOUT,
  QUALIFIER_NEARLY,
  QUALIFIER_OVER,
  QUALIFIER_UNDER,
  QUALIFIER_AT_LEAST,
  QUALIFIER_UP_TO,
  QUALIFIER_RANGE,
  QUALIFIER_COUNT
};

enum figures_change { CHANGE_NONE, CHANGE_UP, CHANGE_DOWN, CHANGE_SHARE, CHANGE_LEVEL, CHANGE_COUNT };

enum figures_basis { BASIS_NONE, BASIS_YOY, BASIS_QOQ, BASIS_MOM, BASIS_NAMED, BASIS_COUNT };

/* How a name hangs on its clause: the preposition before it, or its place. */
enum figures_link {
  LINK_NONE,
  LINK_SUBJECT, /* no preposition */
  LINK_OF,
  LINK_FROM,
  LINK_TO,
  LINK_IN,
  LINK_WITH,
  LINK_BY,
  LINK_ON,
  LINK_FOR,
  LINK_BETWEEN,
  LINK_AND,
  LINK_COUNT
};

/* Further things a cue may say. */
enum {
  CUE_BREAK = 1u << 0,          /* a new clause begins */
  CUE_RESPECTIVELY = 1u << 1,   /* the amounts are told off to names or measures in their order */
  CUE_PAIR = 1u << 2,           /* "the two countries": the document's pair */
  CUE_PREVIOUS = 1u << 3,       /* the amount behind it is the one before the change */
  CUE_RANGE_LINK = 1u << 4,     /* joins the ends of a range */
  CUE_RANGE_OPEN = 1u << 5,     /* a range follows */
  CUE_RANGE_BLOCK = 1u << 6,    /* two full amounts behind it are no range */
  CUE_PER = 1u << 7,            /* a denominator follows */
  CUE_SKIP = 1u << 8,           /* may stand between a preposition and its name, a qualifier and its number */
  CUE_AFTER = 1u << 9,          /* a qualifier that follows its number */
  CUE_EVENT = 1u << 10,         /* the date behind it dates an event, not an amount */
  CUE_REJECT_BEFORE = 1u << 11, /* no amount stands behind it */
  CUE_REJECT_AFTER = 1u << 12,  /* no amount stands before it */
  CUE_PART = 1u << 13,          /* what follows is a part of a whole */
  CUE_TAKES = 1u << 14,         /* the subject takes what it measures: loans, aid */
  CUE_PARTNER = 1u << 15,       /* the subject of its clause is the other side: "China is the largest market" */
  CUE_RATE = 1u << 16,          /* "a year": an amount for any such time */
  CUE_WEIGHT = 1u << 17,        /* speaks of weight */
  CUE_DEAL = 1u << 18,          /* an export or import only where a state is named: "to buy 20 buses" */
  CUE_MARKED = 1u << 19,        /* with its diacritics only */
  CUE_WHOLE = 1u << 20,         /* "foreign trade": with all the world */
  CUE_REVERSE = 1u << 21,       /* "in the other direction": the parties change sides */
  CUE_INNER = 1u << 22          /* "of which": a part of the amount before follows */
};

const char *figures_measure_name(enum figures_measure measure);
const char *figures_modality_name(enum figures_modality modality);
const char *figures_qualifier_name(enum figures_qualifier qualifier);
const char *figures_change_name(enum figures_change change);
const char *figures_basis_name(enum figures_basis basis);
/* The number of a name, or -1. */
int figures_measure_find(const char *name, size_t size);
int figures_modality_find(const char *name, size_t size);
int figures_qualifier_find(const char *name, size_t size);
int figures_change_find(const char *name, size_t size);
int figures_basis_find(const char *name, size_t size);
int figures_link_find(const char *name, size_t size);
int figures_refer_find(const char *name, size_t size);
uint32_t figures_flag_find(const char *name, size_t size); /* CUE_*, 0: none */

/* ---- tables of a language ---------------------------------------------------------------------- */

/* What words that stand for a name stand for. */
enum figures_refer { REFER_NONE, REFER_STATE, REFER_BODY, REFER_TIME, REFER_MONTH, REFER_COUNT };

/* What a cue row says; 0 where it says nothing of that kind. */
struct figures_cue {
  uint8_t measure, modality, qualifier, change, basis, link, refer;
  uint8_t otherwise; /* CUE_DEAL: the measure where no state is named; none: that of the next cue */
  uint8_t told[2];   /* measures that "respectively" tells off: "exports and imports" */
  uint32_t flags;
};

enum figures_numeral_kind {
  NUMERAL_ADD,   /* "five", "twenty" */
  NUMERAL_TENS,  /* multiplies by ten the digit before it */
  NUMERAL_TIMES, /* "hundred" */
  NUMERAL_SCALE, /* "million" */
  NUMERAL_HALF,  /* half of what it stands before or of the scale it follows */
  NUMERAL_AND,   /* "two hundred and five" */
  NUMERAL_ONE,   /* "a", before a scale */
  NUMERAL_POINT  /* "two point five" */
};

enum {
  NUMERAL_GLUED = 1u << 0, /* only directly behind digits */
  NUMERAL_MONEY = 1u << 1, /* only where a currency stands before the number */
  NUMERAL_BARE = 1u << 2   /* stands without a number before it ("billions of" does not) */
};

struct figures_numeral {
  uint8_t kind, flags;
  int32_t exponent; /* scales: power of ten */
  int64_t value;
};

enum figures_unit_kind { UNIT_MONEY = 1, UNIT_PERCENT, UNIT_QUANTITY, UNIT_ITEM, UNIT_TIME };

enum {
  UNIT_BEFORE = 1u << 0,
  UNIT_AFTER = 1u << 1,
  UNIT_ANY_DOLLAR = 1u << 2, /* the parameter or the context decides */
  UNIT_ALL = 1u << 3,        /* only with scope = "all" */
  UNIT_GLUED = 1u << 4,      /* only directly beside the digits */
  UNIT_LOWER = 1u << 5,      /* only in lower case */
  UNIT_SIGN = 1u << 6,       /* its words must touch each other */
  UNIT_PRICED = 1u << 7,     /* as a denominator only */
  UNIT_OPEN = 1u << 8,       /* the name of several currencies: the figure has the noun and no unit */
  UNIT_WEIGHED = 1u << 10,   /* only near words for weight */
  UNIT_LOCAL = 1u << 11,     /* several currencies have it: the one of a state that is named near decides */
  UNIT_MINOR = 1u << 9       /* a hundredth of the currency before it: "3 dollars 50 cents" */
};

struct figures_unit {
  uint8_t kind;
  uint16_t flags;
  int32_t exponent; /* "MUSD": 6 */
  const char *code;
  const char *noun; /* items; NULL: the word itself */
};

enum figures_list { LIST_NUMBERS, LIST_UNITS, LIST_CURRENCIES, LIST_CUES, LIST_MEASURES, LIST_FRAMES, LIST_COUNT };

struct figures_language {
  char code[12];
  char decimal, group;           /* separators */
  struct figures_unit tail_unit; /* "3 ty 2" is 3.2 ty of it; no code: the language has no such numbers */
  char home[4];                  /* whose side texts of the language take between two states; empty: the first named */
  const textan_lexicon *lexicons[LIST_COUNT];
  bool *marked[LIST_COUNT];         /* by row: a spelling has diacritics */
  struct figures_numeral *numerals; /* by row of LIST_NUMBERS */
  struct figures_unit *units[2];    /* by row of LIST_UNITS, LIST_CURRENCIES */
  struct figures_cue *cues[3];      /* by row of LIST_CUES, LIST_MEASURES, LIST_FRAMES */
};

#define FIGURES_LANGUAGES 32

/* A body of states that trades as one, and the state whose city its name may be told by ("Brussels"). */
struct figures_bloc {
  char code[12], seat[4];
};

#define FIGURES_BLOCS 64

struct figures_services {
  const textan_words_api *words;
  const textan_lexicon_api *lexicon;
  const textan_views_api *views;
  const textan_document_api *document;
};

struct figures_model {
  struct figures_services services;
  bool trade_only;
  const char *default_currency;
  float min_score;
  struct figures_language languages[FIGURES_LANGUAGES];
  size_t language_count;
  const textan_lexicon *signs[2]; /* any language: signs and codes; codes in their case */
  struct figures_unit *sign_units[2];
  uint8_t roles[MEASURE_COUNT][LINK_COUNT]; /* ROLE_* of a name by its link */
  struct figures_bloc blocs[FIGURES_BLOCS];
  size_t bloc_count;
};

enum { ROLE_NONE, ROLE_REPORTER, ROLE_PARTNER };

textan_status figures_tables_load(struct figures_model *model, const textan_host *host, textan_error *error);
void figures_tables_free(struct figures_model *model);
/* The bloc of a code, or NULL. */
const struct figures_bloc *figures_bloc_find(const struct figures_model *model, const char *code);
/* The tables of a BCP 47 tag, or NULL. */
const struct figures_language *figures_language_find(const struct figures_model *model, const char *tag);

/* ---- one document --------------------------------------------------------------------------------- */

struct figures_matches {
  const textan_lexicon_match *items;
  size_t count;
};

/* Lists a language has of its own, and behind them the two of any language. */
enum { MATCHES_SIGNS = LIST_COUNT, MATCHES_CODES, MATCHES_COUNT };

struct figures_text {
  const struct figures_model *model;
  textan_document *document;
  const textan_word *words;
  size_t word_count;
  const char *text, *folded;
  size_t size;
  const textan_entity *entities;
  size_t entity_count;
  const textan_sentence *sentences;
  size_t sentence_count;
  const struct figures_language *language;            /* of the sentence being read */
  const struct figures_matches *matches;              /* of that language */
  const struct figures_matches (*all)[MATCHES_COUNT]; /* of every language */
  const uint8_t *starts;                              /* by word: bit i, a match of list i begins there */
  const uint8_t *all_starts;                          /* of every language, one behind the other */
  const uint8_t *lasts, *all_lasts;                   /* the same for the last words of matches */
  const struct figures_language *foreign;             /* the language of a scale word that this one does not know */
  bool swapped;                                       /* the document writes the other language's separators */
  bool bare;                                          /* the document leaves out diacritics */
};

/* Whether the document is written without diacritics; its first words tell. */
bool figures_text_bare(const struct figures_text *text);
/* The index of the first entity that begins at a word or behind it. */
size_t figures_entity_from(const struct figures_text *text, uint32_t word);
/* Makes `language` the one that amounts are read in. */
void figures_text_speak(struct figures_text *text, const struct figures_language *language);
/* The longest match of a list that begins at a word, or NULL. */
const textan_lexicon_match *figures_match_at(const struct figures_text *text, int list, uint32_t word);
/* The index of the first match that begins at a word or behind it. */
size_t figures_match_from(const struct figures_matches *matches, uint32_t word);
/* What the longest cue that begins at a word says, of all three cue lists; the word behind it, or 0: none. */
uint32_t figures_cue_at(const struct figures_text *text, uint32_t word, struct figures_cue *out);
/* The same for the longest cue that ends right before a word; *begin gets its first word.  False: none. */
bool figures_cue_before(const struct figures_text *text, uint32_t word, uint32_t *begin, struct figures_cue *out);
/* False for a match without diacritics in a text that has them. */
bool figures_match_counts(const struct figures_text *text, int list, const textan_lexicon_match *match);

static inline bool figures_glued(const struct figures_text *text, uint32_t word) {
  return word < text->word_count && text->words[word].flags & TEXTAN_WORD_GLUED;
}

/* Behind a hyphen between the parts of "45-billion", or a no-break space that was left as markup. */
uint32_t figures_after_joint(const struct figures_text *text, uint32_t word);

/* A word that is that one ASCII character. */
static inline bool figures_is(const struct figures_text *text, uint32_t word, char c) {
  return word < text->word_count && text->words[word].folded_size == 1 && text->folded[text->words[word].folded] == c;
}

/* ---- decimals ----------------------------------------------------------------------------------------- */

/* False when the result does not fit; *out is then unchanged. */
bool figures_decimal_add(textan_decimal a, textan_decimal b, textan_decimal *out);
bool figures_decimal_multiply(textan_decimal a, int64_t factor, int32_t exponent, textan_decimal *out);
int figures_decimal_compare(textan_decimal a, textan_decimal b);
textan_decimal figures_decimal_reduce(textan_decimal a);

/* ---- numbers ---------------------------------------------------------------------------------------------- */

struct figures_number {
  textan_decimal value;
  uint32_t first, end;  /* words */
  int32_t scale;        /* power of ten of its scale words */
  bool digits;          /* begins with digits */
  bool doubtful;        /* its separator can be read in two ways */
  bool plain;           /* digits without separator or scale */
  bool vague;           /* begins with a scale word or "hundred" */
  bool tail;            /* ends with a tenth of its scale: "3 ty 2" */
  textan_decimal other; /* the other reading, where doubtful */
};

/* Reads a number with its scale words at a word.  `money`: a currency stands before it. */
bool figures_number_read(const struct figures_text *text, uint32_t word, bool money, struct figures_number *out);
/* The language other than the text's that has a scale word at a word, or NULL. */
const struct figures_language *figures_number_foreign(const struct figures_text *text, uint32_t word);
/* Multiplies by a scale word that stands at a word; *end gets the word behind it. */
bool figures_number_scale_on(const struct figures_text *text, uint32_t word, struct figures_number *number,
                             uint32_t *end);
/* Votes of the number at a word for the language's separators (+1) or the other way round (-1); 0: none. */
int figures_number_vote(const struct figures_text *text, uint32_t word);

/* ---- currencies that share a name ---------------------------------------------------------------------------- */

/* The currency that a unit with UNIT_LOCAL stands for at a word: that of the state named nearest, of the two hundred
 * entities around it; else the one that the table names first, else the unit itself where it may stay open, else
 * NULL.  The code of a currency begins with that of its state (ISO 4217); others are told by the table. */
const struct figures_unit *figures_currency_local(const struct figures_text *text, const struct figures_unit *unit,
                                                  uint32_t word);

/* ---- amounts -------------------------------------------------------------------------------------------------- */

enum {
  AMOUNT_RANGE = 1u << 0,
  AMOUNT_DEFAULTED = 1u << 1, /* the currency is the default one */
  AMOUNT_INHERITED = 1u << 2, /* the unit stands at a neighbour */
  AMOUNT_PREVIOUS = 1u << 3,  /* the amount before a change */
  AMOUNT_BRACKET = 1u << 4,   /* says the one before it in another unit */
  AMOUNT_PLUS = 1u << 5,
  AMOUNT_MINUS = 1u << 6,
  AMOUNT_CARRIED = 1u << 7, /* its measure was named in another clause or sentence */
  AMOUNT_DEAL = 1u << 8,    /* its measure needs a state */
  AMOUNT_PART = 1u << 9     /* a part of the one before it: "of which" */
};

struct figures_amount {
  uint32_t id;         /* of its annotation; 0: left out */
  uint32_t first, end; /* words of the mention */
  uint32_t sentence;   /* index */
  uint32_t mark;       /* its index among the marks of its sentence */
  const struct figures_language *language;
  textan_decimal value, high;
  const struct figures_unit *unit, *per;
  uint32_t noun_first, noun_end; /* words; equal: none */
  int32_t scale;
  uint16_t flags;
  uint32_t told_first, told_end; /* the amounts, this one among them, that "respectively" tells off; equal: none */
  bool measures_told;            /* they are told off to measures */
  uint8_t measure, modality, qualifier, change, basis;
  uint8_t fallback; /* AMOUNT_DEAL: the measure where no state is named */
  const char *reporter, *partner;
  char period[24], basis_value[12];
  float score;
};

struct figures_mark {
  uint32_t first, end; /* words */
  uint32_t clause;     /* counted from the sentence's begin */
  uint32_t part;       /* counted too, strong breaks only */
  uint32_t aside;      /* the number of the bracket it stands in; 0: none */
  const struct figures_cue *cue;
  const textan_entity *entity;
  const char *state; /* of names, and of words that stand for one ("the bloc"); NULL: none */
  const char *time;  /* of dates, and of words that stand for one ("that year"): ISO 8601; NULL: none */
  uint32_t amount;   /* index + 1; 0: none */
  uint8_t link;      /* of what has a state: figures_link */
  bool joined;       /* to the name before it: "A and B", "A, B" */
};

/* What stands in a bracket is seen from within it only. */
static inline bool figures_sees(const struct figures_mark *amount, const struct figures_mark *other) {
  return other->aside == 0 || other->aside == amount->aside;
}

static inline bool figures_same_clause(const struct figures_mark *a, const struct figures_mark *b) {
  return a->clause == b->clause && a->aside == b->aside;
}

struct figures_span {
  uint32_t begin, end; /* bytes */
};

/* What one worker keeps between documents. */
struct figures_scratch {
  struct figures_amount *amounts;
  size_t amount_count, amount_room;
  struct figures_mark *marks;
  size_t mark_count, mark_room;
  struct figures_matches matches[FIGURES_LANGUAGES][MATCHES_COUNT];
  uint8_t *starts; /* figures_text.all_starts, and behind them all_lasts */
  size_t starts_room;
  struct figures_span *treaties; /* in text order */
  size_t treaty_count, treaty_room;
};

/* Makes the amounts of a run of words, all in text->language. */
textan_status figures_amounts_read(struct figures_text *text, struct figures_scratch *scratch, uint32_t sentence,
                                   uint32_t first, uint32_t end, textan_error *error);

/* ---- roles ----------------------------------------------------------------------------------------------------------
 */

/* The pair of states a document is about, by how often they are named. */
struct figures_pair {
  const char *first, *second; /* in the order of their first mention */
  const char *main;           /* the one named most */
  uint32_t main_word;         /* where it is named first */
  bool closed;                /* hardly any other state is named */
};

/* One sentence and its marks, sorted by words. */
struct figures_scene {
  const struct figures_text *text;
  const char *today;              /* the document's date, ISO 8601, or "" */
  struct figures_amount *amounts; /* of the document */
  uint32_t first_amount, end_amount;
  uint32_t first, end; /* words */
  const struct figures_mark *marks;
  uint32_t mark_count;
  const struct figures_pair *pair;
  bool speaks_of_pair;
};

textan_status figures_marks_read(struct figures_text *text, struct figures_scratch *scratch,
                                 struct figures_scene *scene, textan_error *error);
/* The treaties of the document: names inside them are parties of the treaty, not of an amount. */
textan_status figures_treaties_read(const struct figures_text *text, struct figures_scratch *scratch,
                                    textan_error *error);
/* Relates figures to each other ("change_of", "previous_of", "equivalent_of", "part_of") and to the entities that name
 * their parties and period. */
textan_status figures_relate(const struct figures_text *text, const struct figures_scratch *scratch,
                             textan_error *error);
/* The document's date: its attribute "date"; "": none.  `buffer` gets it. */
const char *figures_today(const struct figures_text *text, char buffer[11]);
void figures_pair_find(const struct figures_text *text, struct figures_pair *pair);
const char *figures_entity_state(const textan_entity *entity);

/* Who an amount is of and with whom; `several`: more than one partner is named, so that none is the partner. */
struct figures_parties {
  const char *reporter, *partner;
  bool several;
};

static inline bool figures_same_state(const char *a, const char *b) {
  return a && b && strcmp(a, b) == 0;
}

static inline bool figures_is_flow(enum figures_measure measure) {
  return measure >= MEASURE_TRADE && measure <= MEASURE_DEFICIT;
}

static inline bool figures_is_gift(enum figures_measure measure) {
  return measure == MEASURE_LOAN || measure == MEASURE_AID;
}

/* Whether a measure has a second side. */
static inline bool figures_takes_pair(enum figures_measure measure) {
  return figures_is_flow(measure) || figures_is_gift(measure) || measure == MEASURE_INVESTMENT ||
         measure == MEASURE_TARIFF || measure == MEASURE_QUANTITY;
}

/* The parties that names in the clause of an amount, and in those left of it, say it has; `at`: its mark, or the first
 * of those that are told off. */
void figures_names_read(const struct figures_scene *scene, uint32_t at, enum figures_measure measure,
                        struct figures_parties *out);

/* Finds the amounts of a sentence that are told off one by one ("respectively"). */
void figures_told_find(struct figures_scene *scene);
/* Gives amounts that are told off as many measures as they are. */
void figures_told_measures(struct figures_scene *scene);
/* "20 and 19 billion respectively, up 4 and 16 % respectively": the one in its place of those told off right before in
 * the same sentence, or NULL. */
const struct figures_amount *figures_told_before(const struct figures_amount *amounts, size_t index);
/* The name an amount is told off to, or NULL. */
const struct figures_mark *figures_told_name(const struct figures_scene *scene, uint32_t index);
/* Whether an amount told off with this one is told off to a state. */
bool figures_told_to(const struct figures_scene *scene, uint32_t index, const char *state);

/* The measure that an amount of its unit can have. */
uint8_t figures_measure_fit(const struct figures_amount *amount, enum figures_measure measure);

void figures_measures_read(struct figures_scene *scene);
void figures_changes_read(struct figures_scene *scene);
void figures_modalities_read(struct figures_scene *scene);
void figures_qualifiers_read(struct figures_scene *scene);
void figures_periods_read(struct figures_scene *scene);
void figures_parties_read(struct figures_scene *scene);

#endif

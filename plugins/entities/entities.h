/* entities.h - what the files of the entity analyser share: the language data, the view of one document, candidates. */
#ifndef ENTITIES_H
#define ENTITIES_H

#include <string.h>
#include <textan/plugin.h>

enum entity_type { TYPE_PERSON, TYPE_ORG, TYPE_GPE, TYPE_LOC, TYPE_NORP, TYPE_EVENT, TYPE_DATE, TYPE_COUNT };
/* The type "-" of the lists: a fixed title that is no entity and hides the names inside it. */
enum { TYPE_NONE = TYPE_COUNT };

/* Lists of names; where two give the same span the earlier list decides. */
enum {
  NAMES_ALIASES,
  NAMES_NATIONALITIES,
  NAMES_ORGANISATIONS,
  NAMES_LOCATIONS,
  NAMES_PLACES,
  NAMES_COUNTRIES,
  NAMES_COUNT
};

/* Lists of words that rules are made of. */
enum { RULES_HEADS, RULES_TITLES, RULES_FIELDS, RULES_DATES, RULES_PEOPLE, RULES_WORDS, RULES_COUNT };

/* Conditions of a name (last column of the name lists). */
enum {
  NAME_OWN = 1u << 0,     /* only in texts of the list's language */
  NAME_UPPER = 1u << 1,   /* only in capitals */
  NAME_WEAK = 1u << 2,    /* not beside other capitalised words */
  NAME_PAIR = 1u << 3,    /* only joined to another name by a dash */
  NAME_LOWER = 1u << 4,   /* also without a capital */
  NAME_KNOWN = 1u << 5,   /* only where the document has the name with this code in full */
  NAME_START = 1u << 6,   /* not at the start of a sentence */
  NAME_CAPITALS = 1u << 7 /* (found at load) every spelling has only capitalised words */
};

/* What a head noun does (third column of heads.tsv). */
enum {
  HEAD_LEFT = 1u << 0,     /* capitalised words before it belong to the name */
  HEAD_RIGHT = 1u << 1,    /* capitalised words and fields after it belong to the name */
  HEAD_OF = 1u << 2,       /* a complement with a preposition of class "of" may follow */
  HEAD_AT = 1u << 3,       /* so may a place with a preposition of class "at" */
  HEAD_ALONE = 1u << 4,    /* it is a name without any complement */
  HEAD_OUTSIDE = 1u << 5,  /* it is not part of the mention */
  HEAD_LOWER = 1u << 6,    /* it may be written without a capital */
  HEAD_NUMBER = 1u << 7,   /* the name needs an ordinal, a number or a year */
  HEAD_PAIR = 1u << 8,     /* countries joined by a dash may follow */
  HEAD_PEOPLE = 1u << 9,   /* a country's name must follow: its people */
  HEAD_NATION = 1u << 10,  /* a nationality before it stays outside */
  HEAD_STATE = 1u << 11,   /* a country's name must follow, which keeps its code */
  HEAD_DIGITS = 1u << 12,  /* a number may follow at once */
  HEAD_BUSINESS = 1u << 13 /* what follows may be any name, a person's too */
};

/* Classes of single words and phrases (second column of words.tsv). */
enum {
  WORD_ARTICLE = 1u << 0,
  WORD_OF = 1u << 1,
  WORD_ON = 1u << 2,
  WORD_AND = 1u << 3,
  WORD_AT = 1u << 4,
  WORD_LEVEL = 1u << 5,    /* adjectives and nouns of administration that names contain in lower case */
  WORD_STOP = 1u << 6,     /* never part of a name, whatever its capital */
  WORD_PARTICLE = 1u << 7, /* lower-case part of a personal name */
  WORD_SPEECH = 1u << 8,   /* verb whose subject is a person */
  WORD_LANGUAGE = 1u << 9, /* a nationality beside it names a language */
  WORD_ORDINAL = 1u << 10,
  WORD_SEQUENCE = 1u << 11, /* an ordinal or number follows */
  WORD_ACRONYM = 1u << 12,  /* capitals that are no organisation */
  WORD_BYLINE = 1u << 13,   /* a personal name follows */
  WORD_SUFFIX = 1u << 14,   /* after a personal name, part of it */
  WORD_THING = 1u << 16,    /* noun for something that is no person: a name after it is none either */
  WORD_RELATIVE = 1u << 17, /* pronoun for persons */
  WORD_IN = 1u << 19,       /* preposition of place before towns */
  WORD_AGE = 1u << 18       /* stands behind a number of years of life */
};

/* What a title allows (second column of titles.tsv). */
enum {
  TITLE_HONORIFIC = 1u << 0, /* marks a person but is no role */
  TITLE_WORD = 1u << 1,      /* a qualifier that only begins or joins a title */
  TITLE_EXACT = 1u << 2      /* only with a capital, or in capitals */
};

/* A field of administration that may be written in lower case (second column of fields.tsv). */
enum { FIELD_LOWER = 1u << 0, FIELD_INNER = 1u << 1 /* lower case only before more of the name */ };

/* What a word of people.tsv is. */
enum {
  PEOPLE_SURNAME = 1u << 0,
  PEOPLE_GIVEN = 1u << 1,
  PEOPLE_FIRST = 1u << 2, /* the surname stands before the given names */
  PEOPLE_CALLED = 1u << 3 /* such a person is called by the surname */
};

enum { DATE_KINDS = 32, DATE_ELEMENTS = 16 };

/* One element of a date pattern. */
struct date_element {
  uint8_t what;  /* a letter of date-patterns.tsv, '<' for a kind, or 0 for a literal */
  uint8_t kind;  /* for '<' */
  uint8_t flags; /* DATE_GLUED … */
  char literal;
};
enum { DATE_GLUED = 1, DATE_OPTIONAL = 2, DATE_NOT = 4, DATE_BEFORE = 8 };

struct date_pattern {
  struct date_element elements[DATE_ELEMENTS];
  uint8_t count;
  uint8_t form;
  uint8_t digits;  /* DATE_SHORT, DATE_YEAR: numbers that it may begin with */
  uint32_t kinds;  /* kinds of words that it may begin with */
  uint64_t behind; /* what may stand behind a number that it begins with: kinds of words, DATE_BEHIND_* */
  uint32_t line;
};
#define DATE_BEHIND_DIGITS (UINT64_C(1) << 32)
#define DATE_BEHIND_ANY (UINT64_C(1) << 33) /* a pattern that may end there */
/* Bits for "-", "/", "." and ",", one for all other marks. */
#define DATE_BEHIND_MARK(c_)                                                                                           \
  (UINT64_C(1) << ((c_) == '-' ? 34 : (c_) == '/' ? 35 : (c_) == '.' ? 36 : (c_) == ',' ? 37 : 38))
enum { DATE_SHORT = 1, DATE_YEAR = 2 };

struct date_word { /* kind=value pairs of one row of dates.tsv */
  uint32_t kinds;  /* bit set */
  int8_t values[DATE_KINDS];
};

/* How a row is spelled: text without diacritics may be one of its spellings, or may have lost them. */
enum spelling { SPELLED_PLAIN, SPELLED_MARKED, SPELLED_BOTH };

struct name_row {
  uint8_t type;
  uint8_t spelling;
  uint8_t conditions;
  const char *code, *country; /* NULL: none */
};

struct head_row {
  uint8_t type;
  uint32_t flags;
};

/* A list and what its rows mean. */
struct name_list {
  textan_lexicon *lexicon;
  struct name_row *rows;
};

struct language {
  const char *code;
  struct name_list names[NAMES_COUNT];
  textan_lexicon *rules[RULES_COUNT];
  uint8_t *spellings[RULES_COUNT]; /* enum spelling of each row */
  struct head_row *heads;
  uint32_t *titles, *fields, *words, *people;
  struct date_word *dates;
  struct date_pattern *patterns;
  size_t pattern_count;
  uint32_t date_kinds; /* kinds of words that a pattern may begin with */
  char kinds[DATE_KINDS][16];
  size_t kind_count;
  int kind_month, kind_number, kind_month_number, kind_ordinal, kind_roman, kind_suffix, kind_before; /* -1: none */
};

struct tagger_model;
struct tagger_scratch;

struct entities_model {
  const textan_host *host;
  const textan_document_api *document;
  const textan_words_api *words;
  const textan_lexicon_api *lexicon;
  const textan_views_api *views;
  const textan_arena_api *arena;
  struct language *languages;
  size_t language_count;
  struct name_list gazetteer; /* the user's; without lexicon: none */
  bool second_pass;
  struct tagger_model *tagger; /* NULL: rules alone decide */
  uint32_t types;              /* bit set of types to write */
  float min_score;
};

/* How a line is written. */
enum line_style { STYLE_NORMAL, STYLE_TITLE, STYLE_CAPITALS, STYLE_LOWER };

/* What is known of one word, beyond the host's flags. */
struct mark {
  uint32_t head, title, field, date, people; /* match that begins here, plus 1; 0: none */
  uint32_t title_end;                        /* title match that ends here, plus 1 */
  uint32_t name;                             /* candidate of the gazetteer that covers the word, plus 1 */
  uint32_t classes;                          /* WORD_* of a match that begins here */
  uint32_t refused_count;                    /* words of a listed name that does not count here */
  uint32_t family;                           /* words of a personal name with a listed surname that begins here */
  uint8_t classes_count;                     /* words of that match */
  uint32_t role_first, role_end;             /* title before a personal name that may begin here; end 0: none */
  bool abbreviation;                         /* stands in brackets behind a common noun that it abbreviates */
  bool titled;                               /* covered by a title */
  bool named;                                /* a title or honorific says that a personal name begins here */
  uint8_t language;                          /* index of a language, or LANGUAGE_OTHER */
  uint8_t style;                             /* enum line_style */
  bool start;                                /* begins a sentence */
};
enum { LANGUAGE_OTHER = 255 };

struct match { /* a rule list's match, with the language it came from */
  uint32_t first, count, entry;
  uint8_t language;
};

struct candidate {
  uint32_t first, count; /* words */
  uint8_t type;
  uint8_t priority; /* among equally long ones; higher wins */
  bool pending;     /* holds only if the document has its code otherwise */
  bool contested;   /* overlaps another one, while it is chosen among them */
  float score;
  const char *code, *country, *value, *role, *canonical, *rule;
};

struct list { /* growable array of matches */
  struct match *items;
  size_t count, capacity;
};

struct scratch {
  struct tagger_scratch *tagger; /* NULL: nothing was tagged yet */
  struct mark *marks;
  size_t mark_capacity;
  struct list matches[RULES_COUNT];
  struct candidate *candidates;
  size_t candidate_count, candidate_capacity;
  struct candidate *ordered; /* the other buffer, to sort into */
  size_t ordered_capacity;
  struct rank *ranks; /* of the candidates */
  size_t rank_capacity;
  struct person *persons;
  size_t person_count, person_capacity;
};

/* Everything a rule needs while one document is analysed. */
struct work {
  const struct entities_model *model;
  struct scratch *scratch;
  textan_document *document;
  textan_error *error;
  const char *text, *folded;
  size_t text_size;
  const textan_word *words;
  uint32_t count;
  struct mark *marks;
  bool bare; /* the text is written without diacritics */
};

/* ---- small questions about one word that every rule family asks */

static inline bool entities_capital(const struct work *work, uint32_t word) {
  return (work->words[word].flags & (TEXTAN_WORD_TITLE | TEXTAN_WORD_UPPER)) != 0;
}

/* Another word follows in the same paragraph. */
static inline bool entities_joined(const struct work *work, uint32_t word) {
  return word + 1 < work->count && !(work->words[word + 1].flags & TEXTAN_WORD_PARAGRAPH);
}

/* The word follows its predecessor in the same sentence. */
static inline bool entities_follows(const struct work *work, uint32_t word) {
  return word < work->count && word > 0 && entities_joined(work, word - 1) && !work->marks[word].start;
}

/* The word is this punctuation mark. */
static inline bool entities_is(const struct work *work, uint32_t word, char mark) {
  return word < work->count && (work->words[word].flags & TEXTAN_WORD_PUNCTUATION) &&
         work->folded[work->words[word].folded] == mark;
}

static inline bool entities_class(const struct work *work, uint32_t word, uint32_t classes) {
  return word < work->count && (work->marks[word].classes & classes);
}

static inline const struct match *entities_rule(const struct work *work, int rule, uint32_t index_plus_one) {
  return index_plus_one ? &work->scratch->matches[rule].items[index_plus_one - 1] : NULL;
}

/* The candidate that covers the word. */
static inline const struct candidate *entities_name_at(const struct work *work, uint32_t word) {
  const uint32_t index = work->marks[word].name;
  return index ? &work->scratch->candidates[index - 1] : NULL;
}

/* The name, no date, that begins at the word. */
static inline const struct candidate *entities_name_from(const struct work *work, uint32_t word) {
  const struct candidate *candidate = entities_name_at(work, word);
  return candidate && candidate->first == word && candidate->type != TYPE_DATE ? candidate : NULL;
}

/* ---- entities_data.c */
/* Languages that are asked for; none: all that are installed. */
struct entities_languages {
  size_t count;
  const char *(*get)(const void *context, size_t index);
  const void *context;
};
textan_status entities_languages_load(struct entities_model *model, const struct entities_languages *wanted,
                                      textan_error *error);
/* The user's list: names, type, code, country, conditions, as the lists that ship. */
textan_status entities_gazetteer_load(struct entities_model *model, const char *path, textan_error *error);
void entities_languages_free(struct entities_model *model);
int entities_type_find(const char *name);
enum spelling entities_spelling(const char *cell);
extern const char *const entities_type_names[TYPE_COUNT + 1];

/* ---- entities_date_patterns.c */
textan_status entities_date_patterns_load(const struct entities_model *model, struct language *language,
                                          textan_error *error);
enum date_form {
  FORM_DATE,
  FORM_DAY,
  FORM_MONTH,
  FORM_RANGE,
  FORM_QUARTER,
  FORM_HALF,
  FORM_FIRST_MONTHS,
  FORM_LAST_MONTHS,
  FORM_YEAR_TO,
  FORM_DECADE,
  FORM_COUNT
};

/* ---- entities_document.c */
textan_status entities_document_read(struct work *work);
/* The words, plain ASCII, stand for a spelling of the cell that has diacritics. */
bool entities_bare(const struct work *work, enum spelling spelling, const char *cell, uint32_t first, uint32_t count);
/* Flags of the people.tsv row that begins at the word. */
uint32_t entities_people(const struct work *work, uint32_t word);
/* Words of the field of administration that begins at the word; 0: none. */
uint32_t entities_field(const struct work *work, uint32_t word);
/* A capitalised word that may be part of a name. */
bool entities_part(const struct work *work, uint32_t word);
/* The word begins a title that is no mere qualifier or honorific. */
bool entities_title(const struct work *work, uint32_t word);
/* A title stands before the word, perhaps with its field. */
bool entities_after_title(const struct work *work, uint32_t word);
char *entities_span_text(const struct work *work, uint32_t first, uint32_t count);
const char *entities_copy(const struct work *work, const char *text);

/* ---- entities_candidates.c */
struct candidate *entities_candidate_add(struct work *work, uint32_t first, uint32_t count, int type, int priority);
textan_status entities_candidates_resolve(struct work *work);
void entities_names_clear(struct work *work);
void entities_names_mark(struct work *work);
/* Room in scratch->ordered, to write candidates into in text order; and that these take the place of the others. */
textan_status entities_ordered_reserve(struct work *work, size_t count);
void entities_ordered_take(struct work *work, size_t count);

/* ---- entities_titles.c */
void entities_titles_mark(struct work *work);
/* The office behind a name and a comma that begins at the word: words from *first to *end; false: none. */
bool entities_office_behind(const struct work *work, uint32_t word, uint32_t *first, uint32_t *end);

/* ---- one rule family each */
textan_status entities_gazetteer(struct work *work);
textan_status entities_family_names(struct work *work);
textan_status entities_dates(struct work *work);
textan_status entities_date_years(struct work *work, size_t from);
textan_status entities_heads(struct work *work);
textan_status entities_acronyms(struct work *work);
textan_status entities_persons(struct work *work);
/* A word that can stand in a personal name and belongs to nothing else. */
bool entities_personal(const struct work *work, uint32_t word);
textan_status entities_user_names(struct work *work);
textan_status entities_canonical(struct work *work);

/* ---- entities_organs.c */

/* Gives organs the state that owns them by their place in the sentence, and takes it from those of two states. */
void entities_organs(struct work *work);

/* ---- entities.c */
/* The services and lists; NULL: they cannot be had (reported). */
struct entities_model *entities_model_new(const textan_host *host, const struct entities_languages *wanted,
                                          textan_error *error);
void entities_model_free(void *model);
void entities_scratch_clear(struct scratch *scratch);
/* The words of a document; work->count may be 0. */
textan_status entities_work_begin(struct work *work, const struct entities_model *model, struct scratch *scratch,
                                  textan_document *document, textan_error *error);
/* Candidates of all rules. */
textan_status entities_rules(struct work *work);

/* ---- entities_tagged.c */

/* Two names of different states that a dash joins stand in the span; false where no tagger is. */
bool entities_two_states(const struct work *work, const struct candidate *span);
textan_status entities_tagger_load(struct entities_model *model, textan_error *error);
void entities_tagger_free(struct entities_model *model);
/* Notes which names of lists were found, before the rules reach further. */
textan_status entities_lists_note(struct work *work);
/* Lets the tagger decide, with the rules' candidates as what it knows. */
textan_status entities_tag(struct work *work);
/* Replaces the rules' candidates by the tagger's spans, where it decides. */
textan_status entities_tagged_merge(struct work *work);

#endif

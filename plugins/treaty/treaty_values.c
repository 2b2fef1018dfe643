/* The names that tables and records use: kinds, statuses, modalities, flags. */
#include "treaty.h"

#include <string.h>

static const char *const kinds[KIND_COUNT] = {"",
                                              "treaty",
                                              "free_trade_agreement",
                                              "agreement",
                                              "convention",
                                              "charter",
                                              "protocol",
                                              "memorandum_of_understanding",
                                              "joint_statement",
                                              "joint_declaration",
                                              "programme",
                                              "arrangement",
                                              "exchange_of_notes",
                                              "letter_of_intent",
                                              "code_of_conduct",
                                              "minutes",
                                              "contract_between_states",
                                              "documents"};

static const char *const statuses[STATUS_COUNT] = {"",         "proposed",  "negotiating", "concluded",   "initialled",
                                                   "signed",   "ratified",  "in_force",    "implemented", "amended",
                                                   "extended", "suspended", "terminated",  "referenced"};

static const char *const modalities[MODALITY_COUNT] = {"plain", "future", "wish", "negated"};

static const char *const noun_flags[] = {"plural", "weak", "generic", "any", "single", "one", "complement"};

static const char *const cue_flags[] = {"before", "after", "always", "act", "link", "part", "direct", "relative"};

static const char *const word_classes[] = {
    "determiner", "definite", "negative", "quantifier", "drop",  "stop",    "soft",    "between",
    "with",       "and",      "topic",    "of",         "place", "to",      "passive", "relative",
    "break",      "copula",   "post",     "deictic",    "pair",  "company", "party",   "by",
    "possessive", "past",     "include",  "ordinal",    "plain", "organ",   "until"};

static int find(const char *const *names, size_t count, const char *name, size_t size) {
  for (size_t i = 0; i < count; i++)
    if (strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
      return (int)i;
  return -1;
}

static uint32_t bit(int index) {
  return index < 0 ? 0 : 1u << index;
}

#define FIND(names, name, size) find(names, sizeof(names) / sizeof *(names), name, size)

const char *treaty_kind_name(enum treaty_kind kind) {
  return kinds[kind];
}

const char *treaty_status_name(enum treaty_status status) {
  return statuses[status];
}

int treaty_kind_find(const char *name, size_t size) {
  return FIND(kinds, name, size);
}

int treaty_status_find(const char *name, size_t size) {
  return FIND(statuses, name, size);
}

int treaty_modality_find(const char *name, size_t size) {
  return FIND(modalities, name, size);
}

uint32_t treaty_noun_flag_find(const char *name, size_t size) {
  return bit(FIND(noun_flags, name, size));
}

uint32_t treaty_cue_flag_find(const char *name, size_t size) {
  return bit(FIND(cue_flags, name, size));
}

uint32_t treaty_word_class_find(const char *name, size_t size) {
  return bit(FIND(word_classes, name, size));
}

/* The condition under which a step runs on a document: `when = "lang in ['en', 'vi'] and has('entity:GPE')"`.  Parsed
 * and checked with the configuration (config_when*.c), immutable afterwards. */
#ifndef CORE_WHEN_H
#define CORE_WHEN_H

#include <textan/plugin.h>

enum when_kind {
  WHEN_OR,           /* left, right */
  WHEN_AND,          /* left, right */
  WHEN_NOT,          /* left */
  WHEN_COMPARE,      /* left `comparison` right, each a value */
  WHEN_IN,           /* left, a value; right, a list or an attribute that is one */
  WHEN_TRUTH,        /* left, an attribute that is true or false */
  WHEN_HAS_LAYER,    /* text: the layer; type: of an annotation, or NULL */
  WHEN_HAS_VARIABLE, /* left */
  WHEN_VARIABLE,     /* text: its name */
  WHEN_STRING,       /* text */
  WHEN_NUMBER,       /* number */
  WHEN_BOOLEAN,      /* truth */
  WHEN_LIST          /* items */
};

enum when_comparison { WHEN_EQUAL, WHEN_UNEQUAL, WHEN_LESS, WHEN_AT_MOST, WHEN_GREATER, WHEN_AT_LEAST };

struct when {
  enum when_kind kind;
  size_t at; /* where it stands in the condition, bytes */
  enum when_comparison comparison;
  const struct when *left, *right;
  const char *text, *type;
  textan_decimal number;
  bool truth;
  const struct when *const *items;
  size_t count;
};

/* What every document has: "id", "corpus", "source" (strings) and "size" (bytes of its text).  0: no such variable. */
textan_value_type when_own_variable(const char *name);

/* Whether the condition holds for the document now.  A comparison with an attribute that the document does not have, or
 * that is of another type, is false.  [worker] */
bool when_holds(const struct when *when, textan_document *document);

#endif

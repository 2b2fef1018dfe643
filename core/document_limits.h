/* How much a document may hold: far beyond what anyone needs, so that a plugin that never ends is stopped and every
 * count and offset fits 32 bits.  What passes a limit is refused; docs/plugins.md names them all. */
#ifndef CORE_DOCUMENT_LIMITS_H
#define CORE_DOCUMENT_LIMITS_H

enum {
  LIMIT_TEXT = 1 << 30,        /* bytes of a document's text */
  LIMIT_ANNOTATIONS = 4000000, /* of a document */
  LIMIT_FEATURES = 200,        /* of an annotation */
  LIMIT_ATTRIBUTES = 1000,     /* of a document */
  LIMIT_RELATIONS = 4000000,   /* of a document */
  LIMIT_RELATIONS_FROM = 1000, /* that begin at one annotation */
  LIMIT_NAME = 100,            /* bytes of a type or rule, of the name of a feature, attribute or relation */
  LIMIT_STRING = 16 << 20,     /* bytes of a value, and of each string of a list */
  LIMIT_LIST = 1000000         /* strings of a list */
};

#endif

/* scan.h - walks a text in segments (lines and sentences) and hands over their words. */
#ifndef LANGID_SCAN_H
#define LANGID_SCAN_H

#include "letters.h"

/* A line or a sentence, as far as counting goes. */
typedef struct langid_segment {
  size_t begin, end;                /* bytes, white space around left out */
  uint32_t letters;                 /* all; a Han, kana or hangul character says as much as two letters */
  uint32_t symbols;                 /* characters that are frequent in program code */
  uint32_t visible;                 /* bytes that are not white space */
  uint32_t scripts[LANGID_SCRIPTS]; /* letters by script */
} langid_segment;

typedef struct langid_sink {
  /* A word of letters of one script; hash stands for its letters. */
  void (*word)(void *context, const uint16_t *letters, size_t count, uint64_t hash);
  /* The segment is complete. */
  void (*segment)(void *context, const langid_segment *);
  void *context;
} langid_sink;

/* Valid UTF-8.  Addresses, numbers, names of files and other tokens that are
 * not words of a language are passed over. */
void langid_scan(const char *text, size_t size, const langid_sink *);

#endif

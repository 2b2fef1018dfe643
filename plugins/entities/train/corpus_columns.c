/* Two columns, token and tag (O, B-TYPE, I-TYPE), parted by a tab; an empty line between sentences.  A token -DOCSTART-
 * begins a document; in a file without any, each sentence is one. */
#include "train.h"

struct reading {
  struct gold_corpus *corpus;
  struct gold_document *document;
  const char *path, *language;
  uint32_t line, type; /* of the name that is open, 0: none */
  uint32_t begin;
  bool marked, fresh, open_quote; /* documents are marked; a sentence begins; a quotation mark is open */
};

/* Spaces are not in the file: none stands before closing marks and behind opening ones. */
static bool spaced(const struct reading *reading, const char *token) {
  const struct gold_document *document = reading->document;
  static const char *const endings[] = {"'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "'"};
  if (strchr(".,;:!?)]}%", token[0]) && strlen(token) < 3)
    return false;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (!strcmp(token, endings[i]))
      return false;
  if (!strcmp(token, "\"") && reading->open_quote)
    return false;
  const char last = document->text[document->size - 1];
  return !strchr("([{$#@", last) && !(last == '"' && reading->open_quote);
}

static bool name_end(struct reading *reading, textan_error *error) {
  const uint32_t type = reading->type;
  reading->type = 0;
  return !type || corpus_span(reading->document, reading->begin, type, error);
}

static textan_status token_add(struct reading *reading, const char *token, const char *tag, textan_error *error) {
  uint32_t type = 0;
  if (strcmp(tag, "O") != 0) {
    if ((tag[0] != 'B' && tag[0] != 'I') || tag[1] != '-')
      return textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected a tag O, B-TYPE or I-TYPE, found \"%s\"", reading->path,
                         reading->line, tag);
    type = corpus_type(reading->corpus, tag + 2, strlen(tag + 2), reading->path, reading->line, error);
    if (!type)
      return error->status;
  }
  if (!reading->document)
    reading->document = corpus_document(reading->corpus, reading->path, reading->language, reading->line, error);
  if (!reading->document)
    return error->status;
  const bool ends = reading->type && (reading->type != type || tag[0] == 'B');
  if (ends && !name_end(reading, error))
    return error->status;
  if (reading->document->size > 0) {
    const bool gap = reading->fresh || spaced(reading, token);
    if (gap && !corpus_append(reading->document, reading->fresh ? "\n" : " ", 1, error))
      return error->status;
  }
  if (!strcmp(token, "\""))
    reading->open_quote = !reading->open_quote;
  reading->fresh = false;
  if (type && !reading->type)
    reading->begin = (uint32_t)reading->document->size;
  reading->type = type;
  return corpus_append(reading->document, token, strlen(token), error) ? TEXTAN_OK : error->status;
}

static textan_status sentence_end(struct reading *reading, textan_error *error) {
  reading->fresh = true;
  reading->open_quote = false;
  if (!reading->document)
    return TEXTAN_OK;
  const bool ended = name_end(reading, error);
  if (!reading->marked)
    reading->document = NULL;
  return ended ? TEXTAN_OK : error->status;
}

textan_status columns_read(struct gold_corpus *corpus, char *bytes, const char *path, const char *language,
                           textan_error *error) {
  struct reading reading = {.corpus = corpus, .path = path, .language = language, .fresh = true};
  textan_status status = TEXTAN_OK;
  reading.marked = strstr(bytes, "-DOCSTART-") != NULL;
  for (char *line; status == TEXTAN_OK && (line = strsep(&bytes, "\n")) != NULL;) {
    reading.line++;
    line[strcspn(line, "\r")] = '\0';
    char *tag = strchr(line, '\t');
    if (line[0] == '\0') {
      status = sentence_end(&reading, error);
    } else if (!tag || strchr(tag + 1, '\t') || tag == line) {
      status = textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected a token, a tab and a tag, found \"%.40s\"", path,
                           reading.line, line);
    } else {
      *tag++ = '\0';
      if (!strcmp(line, "-DOCSTART-"))
        reading.document = NULL;
      else
        status = token_add(&reading, line, tag, error);
    }
  }
  return status == TEXTAN_OK ? sentence_end(&reading, error) : status;
}

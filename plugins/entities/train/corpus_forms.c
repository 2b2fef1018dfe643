/* Other forms of the texts to learn from: without diacritics, as many write on the move, and in capitals, as headlines
 * are set.  Some texts of each are enough; a form counts as its text when folds are made, and is never scored. */
#include <stdlib.h>
#include <utf8proc.h>

#include "train.h"
#include "utf8.h"

/* The character's form; bytes written. */
typedef size_t form(uint32_t code, unsigned char out[16]);

static size_t bare_form(uint32_t code, unsigned char out[16]) {
  utf8proc_int32_t parts[4];
  int boundary = 0;
  size_t size = 0;
  if (code == 0x110 || code == 0x111)
    return utf8_encode(code == 0x110 ? 'D' : 'd', out);
  const utf8proc_ssize_t count =
      utf8proc_decompose_char((utf8proc_int32_t)code, parts, 4, UTF8PROC_DECOMPOSE, &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < 4; i++)
    if (utf8proc_get_property(parts[i])->category != UTF8PROC_CATEGORY_MN)
      size += utf8_encode((uint32_t)parts[i], out + size);
  return size;
}

static size_t capital_form(uint32_t code, unsigned char out[16]) {
  return utf8_encode((uint32_t)utf8proc_toupper((utf8proc_int32_t)code), out);
}

/* Appends the document in another form. */
static textan_status form_add(struct gold_corpus *corpus, size_t source, form *make, textan_error *error) {
  struct gold_document *to = corpus_document(corpus, corpus->documents[source].file, corpus->documents[source].language,
                                             corpus->documents[source].line, error);
  if (!to)
    return TEXTAN_EMEMORY;
  const struct gold_document *from = &corpus->documents[source];
  to->number = from->number;
  to->silent = true;
  uint32_t *places = malloc((from->size + 1) * sizeof *places); /* of each byte, in the new text */
  if (!places)
    return textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a form of the text", from->file, from->line);
  textan_status status = TEXTAN_OK;
  for (size_t at = 0, bytes; at < from->size && status == TEXTAN_OK; at += bytes) {
    unsigned char out[16];
    const uint32_t code = utf8_decode((const unsigned char *)from->text + at, &bytes);
    places[at] = (uint32_t)to->size;
    if (!corpus_append(to, (const char *)out, make(code, out), error))
      status = TEXTAN_EMEMORY;
  }
  places[from->size] = (uint32_t)to->size;
  to->spans = status == TEXTAN_OK ? calloc(from->span_count + 1, sizeof *to->spans) : NULL;
  if (status == TEXTAN_OK && !to->spans)
    status = textan_fail(error, TEXTAN_EMEMORY, "%s:%u: no memory for a form of the text", from->file, from->line);
  for (size_t i = 0; i < from->span_count && status == TEXTAN_OK; i++)
    to->spans[to->span_count++] =
        (struct gold_span){places[from->spans[i].begin], places[from->spans[i].end], from->spans[i].type};
  free(places);
  return status;
}

static bool has_diacritics(const struct gold_document *document) {
  size_t others = 0;
  for (size_t i = 0; i < document->size; i++)
    others += (document->text[i] & 0x80) != 0;
  return others * 10 > document->size;
}

textan_status corpus_forms_add(struct gold_corpus *corpus, uint32_t bare, uint32_t capitals, textan_error *error) {
  const size_t count = corpus->count;
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; i < count && status == TEXTAN_OK; i++) {
    if (!utf8_valid(corpus->documents[i].text, corpus->documents[i].size, NULL))
      continue; /* examples_make says so */
    if (bare && i % bare == 0 && has_diacritics(&corpus->documents[i]))
      status = form_add(corpus, i, bare_form, error);
    if (capitals && i % capitals == 1 % capitals && status == TEXTAN_OK)
      status = form_add(corpus, i, capital_form, error);
  }
  return status;
}

/* A sentence a line, names as "[name|TYPE]", an empty line between documents. */
#include "train.h"

/* Appends a line without its marks. */
static textan_status line_read(struct gold_corpus *corpus, struct gold_document *document, const char *line,
                               uint32_t number, textan_error *error) {
  const char *path = document->file;
  while (*line) {
    const size_t plain = strcspn(line, "[]|");
    if (!corpus_append(document, line, plain, error))
      return TEXTAN_EMEMORY;
    line += plain;
    if (!*line)
      break;
    const size_t name = strcspn(line + 1, "[]|"),
                 type = line[0] == '[' && line[1 + name] == '|' ? strcspn(line + 2 + name, "[]|") : 0;
    if (!name || !type || line[2 + name + type] != ']')
      return textan_fail(error, TEXTAN_EINPUT, "%s:%u: expected names marked as \"[name|TYPE]\", found \"%.20s\"", path,
                         number, line);
    const uint32_t kind = corpus_type(corpus, line + 2 + name, type, path, number, error);
    const uint32_t begin = (uint32_t)document->size;
    if (!kind || !corpus_append(document, line + 1, name, error) || !corpus_span(document, begin, kind, error))
      return error->status;
    line += 3 + name + type;
  }
  return TEXTAN_OK;
}

textan_status marked_read(struct gold_corpus *corpus, char *bytes, const char *path, const char *language,
                          textan_error *error) {
  struct gold_document *document = NULL;
  textan_status status = TEXTAN_OK;
  uint32_t number = 0;
  for (char *line; status == TEXTAN_OK && (line = strsep(&bytes, "\n")) != NULL;) {
    number++;
    line[strcspn(line, "\r")] = '\0';
    if (line[strspn(line, " \t")] == '\0') {
      document = NULL;
      continue;
    }
    if (document && !corpus_append(document, "\n", 1, error))
      return TEXTAN_EMEMORY;
    if (!document)
      document = corpus_document(corpus, path, language, number, error);
    if (!document)
      return TEXTAN_EMEMORY;
    status = line_read(corpus, document, line, number, error);
  }
  return status;
}

/* Reading word lists: TSV files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "word_list.h"
#include "utf8.h"

/* Room for one more element; false: no memory. */
static bool room(void **list, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity)
    return true;
  const size_t more = *capacity ? *capacity * 2 : 64;
  void *grown = realloc(*list, more * size);
  if (!grown)
    return false;
  *list = grown;
  *capacity = more;
  return true;
}

static textan_status no_memory(const struct textan_lexicon *lexicon, textan_error *error) {
  return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
}

static textan_status read_bytes(struct textan_lexicon *lexicon, textan_error *error) {
  FILE *file = fopen(lexicon->path, "rb");
  if (!file)
    return textan_fail(error, TEXTAN_EDATA, "%s: the list cannot be opened: %s", lexicon->path, strerror(errno));
  textan_status status = TEXTAN_OK;
  for (size_t got = 1; status == TEXTAN_OK && got;) {
    if (!buffer_reserve(&lexicon->bytes, 65536)) {
      status = no_memory(lexicon, error);
      break;
    }
    got = fread(lexicon->bytes.data + lexicon->bytes.size, 1, 65536, file);
    lexicon->bytes.size += got;
  }
  if (status == TEXTAN_OK && ferror(file))
    status = textan_fail(error, TEXTAN_EDATA, "%s: the list cannot be read: %s", lexicon->path, strerror(errno));
  fclose(file);
  size_t bad;
  if (status == TEXTAN_OK && !utf8_valid(lexicon->bytes.data, lexicon->bytes.size, &bad)) {
    uint32_t line = 1;
    for (size_t i = 0; i < bad; i++)
      line += lexicon->bytes.data[i] == '\n';
    status = textan_fail(error, TEXTAN_EDATA, "%s:%u: invalid UTF-8", lexicon->path, line);
  }
  if (status == TEXTAN_OK)
    lexicon->bytes.data[lexicon->bytes.size] = '\0';
  return status;
}

static bool add_cell(struct textan_lexicon *lexicon, const char *cell) {
  if (!room((void **)&lexicon->cells, lexicon->cell_count, &lexicon->cell_capacity, sizeof *lexicon->cells))
    return false;
  lexicon->cells[lexicon->cell_count++] = (uint32_t)(cell - lexicon->bytes.data);
  return true;
}

static bool add_spelling(struct textan_lexicon *lexicon, uint32_t text, uint32_t entry) {
  if (!room((void **)&lexicon->spellings, lexicon->spelling_count, &lexicon->spelling_capacity,
            sizeof *lexicon->spellings))
    return false;
  lexicon->spellings[lexicon->spelling_count++] = (struct spelling){text, entry};
  return true;
}

/* Cuts the line, which ends with NUL, at its tabs. */
static textan_status read_row(struct textan_lexicon *lexicon, char *line, uint32_t number, size_t columns,
                              textan_error *error) {
  if (!room((void **)&lexicon->rows, lexicon->row_count, &lexicon->row_capacity, sizeof *lexicon->rows))
    return no_memory(lexicon, error);
  struct row *row = &lexicon->rows[lexicon->row_count++];
  *row = (struct row){.cells = (uint32_t)lexicon->cell_count, .line = number};
  for (char *cell = line; cell; row->cell_count++) {
    char *tab = strchr(cell, '\t');
    if (tab)
      *tab = '\0';
    if (!add_cell(lexicon, cell))
      return no_memory(lexicon, error);
    cell = tab ? tab + 1 : NULL;
  }
  if (row->cell_count < columns)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: %u columns, but at least %zu are needed", lexicon->path, number,
                       row->cell_count, columns);
  if (!line[0])
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: the first column is empty", lexicon->path, number);
  return TEXTAN_OK;
}

static textan_status read_rows(struct textan_lexicon *lexicon, size_t columns, textan_error *error) {
  uint32_t number = 0;
  textan_status status = TEXTAN_OK;
  char *const end = lexicon->bytes.data + lexicon->bytes.size;
  if (memchr(lexicon->bytes.data, '\0', lexicon->bytes.size))
    return textan_fail(error, TEXTAN_EDATA, "%s: the list holds a NUL character", lexicon->path);
  for (char *line = lexicon->bytes.data; status == TEXTAN_OK && line < end;) {
    char *newline = memchr(line, '\n', (size_t)(end - line));
    char *next = newline ? newline + 1 : end;
    char *stop = newline ? newline : end;
    if (stop > line && stop[-1] == '\r')
      stop--;
    *stop = '\0';
    number++;
    if (line[0] && line[0] != '#')
      status = read_row(lexicon, line, number, columns, error);
    line = next;
  }
  return status;
}

/* Copies the spellings of each entry behind the file's bytes, cut at "|". */
static textan_status cut_spellings(struct textan_lexicon *lexicon, textan_error *error) {
  for (size_t i = 0; i < lexicon->row_count; i++) {
    const uint32_t cell = lexicon->cells[lexicon->rows[i].cells];
    const size_t size = strlen(lexicon->bytes.data + cell);
    for (size_t from = 0; from <= size;) {
      const char *bar = memchr(lexicon->bytes.data + cell + from, '|', size - from);
      const size_t to = bar ? (size_t)(bar - lexicon->bytes.data) - cell : size;
      if (to == from)
        return textan_fail(error, TEXTAN_EDATA, "%s:%u: an empty spelling in \"%s\"", lexicon->path,
                           lexicon->rows[i].line, lexicon->bytes.data + cell);
      const uint32_t text = (uint32_t)lexicon->bytes.size;
      if (!buffer_reserve(&lexicon->bytes, to - from + 1) ||
          !buffer_append(&lexicon->bytes, lexicon->bytes.data + cell + from, to - from) ||
          !buffer_append(&lexicon->bytes, "", 1) || !add_spelling(lexicon, text, (uint32_t)i))
        return no_memory(lexicon, error);
      from = to + 1;
    }
  }
  return TEXTAN_OK;
}

textan_status lexicon_read(struct textan_lexicon *lexicon, size_t columns, textan_error *error) {
  textan_status status = read_bytes(lexicon, error);
  if (status == TEXTAN_OK && lexicon->bytes.size)
    status = read_rows(lexicon, columns, error);
  /* One more NUL parts the file's last cell from the spellings. */
  if (status == TEXTAN_OK && !buffer_append(&lexicon->bytes, "", 1))
    status = no_memory(lexicon, error);
  if (status == TEXTAN_OK)
    status = cut_spellings(lexicon, error);
  return status;
}

void lexicon_free(struct textan_lexicon *lexicon) {
  if (!lexicon)
    return;
  buffer_free(&lexicon->bytes);
  free(lexicon->path);
  free(lexicon->rows);
  free(lexicon->cells);
  free(lexicon->spellings);
  free(lexicon);
}

/* Reading word lists: TSV files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"
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

static uint32_t line_of(const struct textan_lexicon *lexicon, size_t offset) {
  uint32_t line = 1;
  for (size_t i = 0; i < offset; i++)
    line += lexicon->bytes.data[i] == '\n';
  return line;
}

static textan_status read_bytes(struct textan_lexicon *lexicon, textan_error *error) {
  FILE *file = fopen(lexicon->path, "rb");
  if (!file)
    return textan_fail(error, TEXTAN_EDATA, "%s: the list cannot be opened: %s", lexicon->path, strerror(errno));
  textan_status status = buffer_append(&lexicon->bytes, "", 0) ? TEXTAN_OK : no_memory(lexicon, error);
  for (size_t got = 1; status == TEXTAN_OK && got;) {
    if (lexicon->bytes.size > UINT32_MAX / 2)
      status = textan_fail(error, TEXTAN_EDATA, "%s: the list is larger than 2 GiB", lexicon->path);
    else if (!buffer_reserve(&lexicon->bytes, 65536))
      status = no_memory(lexicon, error);
    else
      lexicon->bytes.size += got = fread(lexicon->bytes.data + lexicon->bytes.size, 1, 65536, file);
  }
  if (status == TEXTAN_OK && ferror(file))
    status = textan_fail(error, TEXTAN_EDATA, "%s: the list cannot be read: %s", lexicon->path, strerror(errno));
  fclose(file);
  if (status == TEXTAN_OK)
    lexicon->bytes.data[lexicon->bytes.size] = '\0';
  return status;
}

static textan_status check_bytes(const struct textan_lexicon *lexicon, textan_error *error) {
  const struct buffer *bytes = &lexicon->bytes;
  size_t bad;
  if (!utf8_valid(bytes->data, bytes->size, &bad))
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: invalid UTF-8 (byte 0x%02X)", lexicon->path, line_of(lexicon, bad),
                       (unsigned)(unsigned char)bytes->data[bad]);
  const char *nul = memchr(bytes->data, '\0', bytes->size);
  if (nul)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: a NUL character", lexicon->path,
                       line_of(lexicon, (size_t)(nul - bytes->data)));
  return TEXTAN_OK;
}

static bool add_cell(struct textan_lexicon *lexicon, const char *cell) {
  if (!room((void **)&lexicon->cells, lexicon->cell_count, &lexicon->cell_capacity, sizeof *lexicon->cells))
    return false;
  lexicon->cells[lexicon->cell_count++] = (uint32_t)(cell - lexicon->bytes.data);
  return true;
}

static textan_status too_few(const struct textan_lexicon *lexicon, const struct row *row, size_t columns,
                             textan_error *error) {
  return textan_fail(error, TEXTAN_EDATA, "%s:%u: %u column%s, but at least %zu are needed", lexicon->path, row->line,
                     row->cell_count, row->cell_count == 1 ? "" : "s", columns);
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
    return too_few(lexicon, row, columns, error);
  if (!line[0])
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: the first column is empty", lexicon->path, number);
  return TEXTAN_OK;
}

/* A line that begins with "#!". */
static textan_status read_directive(struct textan_lexicon *lexicon, const char *line, uint32_t number,
                                    textan_error *error) {
  static const char variants[] = "#!variants ";
  const size_t size = sizeof variants - 1;
  if (strncmp(line, variants, size) != 0 || !line[size])
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: \"%.40s\" is no directive: only \"#!variants FILE\" is known",
                       lexicon->path, number, line);
  if (lexicon->variants || lexicon->row_count)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: \"#!variants\" must stand once, before the first row",
                       lexicon->path, number);
  lexicon->variants = strdup(line + size);
  lexicon->variants_line = number;
  return lexicon->variants ? TEXTAN_OK : no_memory(lexicon, error);
}

static textan_status read_line(struct textan_lexicon *lexicon, char *line, uint32_t number, size_t columns,
                               textan_error *error) {
  if (line[0] == '#')
    return line[1] == '!' ? read_directive(lexicon, line, number, error) : TEXTAN_OK;
  return line[0] ? read_row(lexicon, line, number, columns, error) : TEXTAN_OK;
}

static textan_status read_lines(struct textan_lexicon *lexicon, size_t columns, textan_error *error) {
  uint32_t number = 0;
  textan_status status = TEXTAN_OK;
  char *line = lexicon->bytes.data;
  char *const end = line + lexicon->bytes.size;
  if (strncmp(line, "\xEF\xBB\xBF", 3) == 0) /* byte order mark */
    line += 3;
  while (status == TEXTAN_OK && line < end) {
    char *newline = memchr(line, '\n', (size_t)(end - line));
    char *stop = newline ? newline : end;
    char *const next = newline ? newline + 1 : end;
    if (stop > line && stop[-1] == '\r')
      stop--;
    *stop = '\0';
    status = read_line(lexicon, line, ++number, columns, error);
    line = next;
  }
  return status;
}

/* ---- rows that stand twice ---- */

static bool same_row(const struct textan_lexicon *lexicon, const struct row *a, const struct row *b) {
  if (a->cell_count != b->cell_count)
    return false;
  for (uint32_t i = 0; i < a->cell_count; i++)
    if (strcmp(lexicon->bytes.data + lexicon->cells[a->cells + i],
               lexicon->bytes.data + lexicon->cells[b->cells + i]) != 0)
      return false;
  return true;
}

static uint32_t hash_row(const struct textan_lexicon *lexicon, const struct row *row) {
  uint32_t hash = 0;
  for (uint32_t i = 0; i < row->cell_count; i++) {
    const char *text = lexicon->bytes.data + lexicon->cells[row->cells + i];
    hash = hash * 31 + textan_word_hash(text, strlen(text));
  }
  return hash;
}

textan_status lexicon_check_rows(const struct textan_lexicon *lexicon, textan_error *error) {
  size_t slots = 64;
  while (slots < lexicon->row_count * 2)
    slots *= 2;
  uint32_t *table = calloc(slots, sizeof *table); /* rows + 1 */
  textan_status status = table ? TEXTAN_OK : no_memory(lexicon, error);
  for (uint32_t i = 0; status == TEXTAN_OK && i < lexicon->row_count; i++) {
    size_t slot = hash_row(lexicon, &lexicon->rows[i]) & (slots - 1);
    for (; table[slot]; slot = (slot + 1) & (slots - 1)) {
      const struct row *row = &lexicon->rows[table[slot] - 1];
      if (!same_row(lexicon, row, &lexicon->rows[i]))
        continue;
      status = textan_fail(error, TEXTAN_EDATA, "%s:%u: the row of line %u once more", lexicon->path,
                           lexicon->rows[i].line, row->line);
      break;
    }
    table[slot] = i + 1;
  }
  free(table);
  return status;
}

textan_status lexicon_check_columns(const struct textan_lexicon *lexicon, size_t columns, textan_error *error) {
  for (size_t i = 0; i < lexicon->row_count; i++)
    if (lexicon->rows[i].cell_count < columns)
      return too_few(lexicon, &lexicon->rows[i], columns, error);
  return TEXTAN_OK;
}

textan_status lexicon_read(struct textan_lexicon *lexicon, size_t columns, textan_error *error) {
  textan_status status = read_bytes(lexicon, error);
  if (status == TEXTAN_OK)
    status = check_bytes(lexicon, error);
  if (status == TEXTAN_OK)
    status = read_lines(lexicon, columns, error);
  return status;
}

const char *lexicon_cell(const struct textan_lexicon *lexicon, uint32_t entry, size_t column) {
  static const struct row none;
  const struct row *row = entry < lexicon->row_count ? &lexicon->rows[entry] : &none;
  return column < row->cell_count ? lexicon->bytes.data + lexicon->cells[row->cells + column] : "";
}

void lexicon_free(struct textan_lexicon *lexicon) {
  if (!lexicon)
    return;
  buffer_free(&lexicon->bytes);
  automaton_free(lexicon->automaton);
  free(lexicon->path);
  free(lexicon->variants);
  free(lexicon->rows);
  free(lexicon->cells);
  free(lexicon);
}

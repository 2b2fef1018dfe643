/* What is kept of the run's rows: counts, the fullest rows of each table, names. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { GROUPS_MAX = 1000 };

/* ---- rows ---- */

/* The row that says least, of several the last. */
static size_t poorest(const struct table_rows *rows) {
  size_t worst = 0;
  for (size_t i = 1; i < rows->count; i++)
    if (rows->list[i].weight <= rows->list[worst].weight)
      worst = i;
  return worst;
}

/* A row as it was rendered, and its cells. */
struct row {
  const char *line;
  size_t size;
  char *cells[TABLE_CELLS_MAX];
  size_t cell_count;
};

static bool has_line(const struct table_rows *rows, const struct row *row) {
  for (size_t i = 0; i < rows->count; i++)
    if (strncmp(rows->list[i].line, row->line, row->size) == 0 && !rows->list[i].line[row->size])
      return true;
  return false;
}

/* How much a row says: first its filled cells (`weighed` of them count), less for one of a document that has rows
 * already; among equals chance decides, the same at every run, so that the table is not all from the first documents.
 */
static uint64_t weigh(const struct table_rows *rows, const struct row *row, unsigned weighed) {
  const char *document = row->cells[row->cell_count ? row->cell_count - 1 : 0];
  const size_t size = strlen(document);
  uint64_t weight = 1000;
  for (size_t i = 0; i < row->cell_count; i++)
    if (weighed >> i & 1 && *row->cells[i] && strcmp(row->cells[i], "referenced") != 0)
      weight += 4;
  for (size_t i = 0; i < rows->count; i++) {
    const char *line = rows->list[i].line;
    const size_t length = strlen(line);
    if (length > size + 1 && strncmp(line + length - size - 1, document, size) == 0 &&
        line[length - size - 2] == TABLE_CELL_END)
      weight -= weight > 900;
  }
  return weight << 32 | textan_word_hash(row->line, row->size);
}

/* Keeps the row if it is among the fullest so far and no repetition of one that is kept. */
static bool add_row(struct table_rows *rows, const struct row *row, unsigned weighed) {
  size_t at = rows->count;
  rows->seen++;
  if (!rows->limit || has_line(rows, row))
    return true;
  const uint64_t weight = weigh(rows, row, weighed);
  if (at == rows->limit && rows->list[at = poorest(rows)].weight >= weight)
    return true;
  if (!rows->list && !(rows->list = calloc(rows->limit, sizeof *rows->list)))
    return false;
  char *copy = strndup(row->line, row->size);
  if (!copy)
    return false;
  if (at < rows->count) { /* rows stay in input order: the new one goes to the end */
    free(rows->list[at].line);
    memmove(rows->list + at, rows->list + at + 1, (rows->count - at - 1) * sizeof *rows->list);
    rows->count--;
  }
  rows->list[rows->count++] = (struct table_row){.weight = weight, .line = copy};
  return true;
}

static void free_rows(struct table_rows *rows) {
  for (size_t i = 0; i < rows->count; i++)
    free(rows->list[i].line);
  free(rows->list);
}

/* ---- documents ---- */

/* The group of a corpus and a language ("" for failed documents); past the limit, the last one. */
static struct table_group *find_group(struct table_summary *summary, const char *corpus, const char *lang) {
  for (size_t i = 0; i < summary->group_count; i++)
    if (strcmp(summary->groups[i].corpus, corpus) == 0 && strcmp(summary->groups[i].lang, lang) == 0)
      return &summary->groups[i];
  if (summary->group_count == GROUPS_MAX)
    return &summary->groups[GROUPS_MAX - 1];
  struct table_group *groups = realloc(summary->groups, (summary->group_count + 1) * sizeof *groups);
  if (!groups)
    return NULL;
  summary->groups = groups;
  const bool last = summary->group_count + 1 == GROUPS_MAX;
  struct table_group group = {.corpus = strdup(last ? "(others)" : corpus), .lang = strdup(last ? "" : lang)};
  groups[summary->group_count++] = group;
  return group.corpus && group.lang ? &groups[summary->group_count - 1] : NULL;
}

static bool add_document(struct table_summary *summary, char *const *cells) {
  summary->documents++;
  summary->bytes += strtoull(cells[2], NULL, 10);
  struct table_group *group = find_group(summary, cells[0], cells[1]);
  if (group)
    group->documents++;
  return group != NULL;
}

static bool add_failure(struct table_summary *summary, const struct row *row) {
  summary->documents++;
  summary->failed++;
  struct table_group *group = find_group(summary, row->cells[0], "");
  if (group)
    group->failed++;
  return group && add_row(&summary->failures, row, 0);
}

/* ---- all ---- */

/* Cuts text into the row's cells. */
static void cut(char *text, struct row *row) {
  static char empty[1];
  row->cell_count = 0;
  for (char *end; row->cell_count < TABLE_CELLS_MAX && (end = strchr(text, TABLE_CELL_END)) != NULL; text = end + 1) {
    *end = '\0';
    row->cells[row->cell_count++] = text;
  }
  for (size_t i = row->cell_count; i < TABLE_CELLS_MAX; i++)
    row->cells[i] = empty;
}

static bool add_line(struct table_summary *summary, enum table_kind kind, const struct row *row) {
  switch (kind) {
  case TABLE_DOCUMENT:
    return add_document(summary, row->cells);
  case TABLE_FAILURE:
    return add_failure(summary, row);
  case TABLE_TREATY:
    return add_row(&summary->treaties, row, ~0u);
  case TABLE_FIGURE:
    return add_row(&summary->figures, row, 0x1F); /* a rate's change says no more than an amount */
  case TABLE_ENTITY:
    return table_names_add(&summary->names, row->cells[0], row->cells[1], row->cells[2]);
  }
  return true;
}

/* A copy of the rows whose cells can be cut; NULL: no memory. */
static char *copy_rows(struct table_summary *summary, const char *bytes, size_t size) {
  if (size >= summary->copy_capacity) {
    char *grown = realloc(summary->copy, 2 * size + 1);
    if (!grown)
      return NULL;
    summary->copy = grown;
    summary->copy_capacity = 2 * size + 1;
  }
  memcpy(summary->copy, bytes, size);
  summary->copy[size] = '\0';
  return summary->copy;
}

textan_status table_summary_add(struct table_summary *summary, const char *bytes, size_t size, textan_error *error) {
  char *copy = copy_rows(summary, bytes, size);
  bool ok = copy != NULL;
  for (size_t at = 0; ok && at < size;) {
    char *end = strchr(copy + at, '\n');
    const size_t next = end ? (size_t)(end + 1 - copy) : size;
    if (end)
      *end = '\0';
    struct row row = {.line = bytes + at + 1, .size = next - at - 1 - (end ? 1 : 0)};
    cut(copy + at + 1, &row);
    ok = add_line(summary, (enum table_kind)copy[at], &row);
    at = next;
  }
  return ok ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the summary");
}

void table_summary_free(struct table_summary *summary) {
  for (size_t i = 0; i < summary->group_count; i++) {
    free(summary->groups[i].corpus);
    free(summary->groups[i].lang);
  }
  free(summary->groups);
  free(summary->copy);
  free_rows(&summary->failures);
  free_rows(&summary->treaties);
  free_rows(&summary->figures);
  table_names_free(&summary->names);
}

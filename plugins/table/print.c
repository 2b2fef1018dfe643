/* The summary as aligned tables. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = TABLE_CELLS_MAX, COLUMN_MIN = 8, INDENT = 2, GAP = 2 };

/* Cells of a table, row by row; each cell is clean text in `text`. */
struct grid {
  struct table_output text;
  size_t *begins; /* where each cell begins in text.data; one more than there are cells */
  size_t count, capacity;
  size_t columns;
  const char *const *titles;
  unsigned right; /* bit i: column i is set flush right */
};

static void grid_end_cell(struct grid *grid) {
  if (grid->count + 2 > grid->capacity) {
    const size_t capacity = 2 * grid->capacity + 64;
    size_t *begins = realloc(grid->begins, capacity * sizeof *begins);
    if (!begins) {
      grid->text.failed = true;
      return;
    }
    if (!grid->count)
      begins[0] = 0;
    grid->begins = begins;
    grid->capacity = capacity;
  }
  grid->begins[++grid->count] = grid->text.size;
}

static void grid_add(struct grid *grid, const char *cell) {
  table_put_text(&grid->text, cell);
  grid_end_cell(grid);
}

static void grid_add_count(struct grid *grid, uint64_t count) {
  if (count)
    table_put_count(&grid->text, count);
  grid_end_cell(grid);
}

static void grid_free(struct grid *grid) {
  free(grid->text.data);
  free(grid->begins);
}

static const char *cell_at(const struct grid *grid, size_t i, size_t *size) {
  *size = grid->begins[i + 1] - grid->begins[i];
  return grid->text.data ? grid->text.data + grid->begins[i] : "";
}

/* ---- layout ---- */

static void measure(const struct grid *grid, size_t widths[COLUMNS_MAX]) {
  for (size_t column = 0; column < grid->columns; column++)
    widths[column] = 0;
  for (size_t i = 0; i < grid->count; i++) {
    size_t size;
    const char *cell = cell_at(grid, i, &size);
    const size_t width = table_width(cell, size);
    if (width > widths[i % grid->columns])
      widths[i % grid->columns] = width;
  }
  for (size_t column = 0; column < grid->columns; column++)
    if (widths[column] && widths[column] < strlen(grid->titles[column]))
      widths[column] = strlen(grid->titles[column]); /* an empty column is left out */
}

/* Takes columns from the widest until the table fits, as far as that goes. */
static void shrink(const struct grid *grid, size_t widths[COLUMNS_MAX], size_t limit) {
  for (;;) {
    size_t total = INDENT, widest = 0;
    for (size_t column = 0; column < grid->columns; column++) {
      total += widths[column] ? widths[column] + GAP : 0;
      if (widths[column] > widths[widest])
        widest = column;
    }
    if (total <= limit + GAP || widths[widest] <= COLUMN_MIN)
      return;
    const size_t excess = total - limit - GAP;
    widths[widest] -= excess > 4 && widths[widest] > COLUMN_MIN + 4 ? 4 : 1;
  }
}

static void put_spaces(struct table_output *out, size_t count) {
  while (count--)
    table_put(out, " ", 1);
}

static void put_aligned(struct table_output *out, const char *cell, size_t size, size_t width, bool right) {
  const size_t begin = out->size;
  table_put_clean(out, cell, size, width);
  if (out->failed)
    return;
  const size_t used = table_width(out->data + begin, out->size - begin);
  const size_t bytes = out->size - begin;
  put_spaces(out, width - used);
  if (right && !out->failed) {
    memmove(out->data + begin + (width - used), out->data + begin, bytes);
    memset(out->data + begin, ' ', width - used);
  }
}

static void end_line(struct table_output *out) {
  while (out->size && out->data[out->size - 1] == ' ')
    out->size--;
  table_put_text(out, "\n");
}

static void put_grid(struct table_output *out, const struct grid *grid, size_t limit) {
  size_t widths[COLUMNS_MAX];
  out->failed |= grid->text.failed;
  if (out->failed || !grid->count)
    return;
  measure(grid, widths);
  shrink(grid, widths, limit);
  for (size_t row = 0; row <= grid->count / grid->columns; row++) {
    put_spaces(out, INDENT);
    for (size_t column = 0; column < grid->columns; column++) {
      if (!widths[column])
        continue;
      size_t size = strlen(grid->titles[column]);
      const char *cell = grid->titles[column];
      if (row)
        cell = cell_at(grid, (row - 1) * grid->columns + column, &size);
      put_aligned(out, cell, size, widths[column], grid->right >> column & 1);
      put_spaces(out, GAP);
    }
    end_line(out);
  }
}

/* ---- sections ---- */

static void put_title(const struct table_summary *summary, struct table_output *out, const char *title) {
  table_put_text(out, summary->output->terminal ? "\n\x1B[1m" : "\n");
  table_put_text(out, title);
  if (summary->output->terminal)
    table_put_text(out, "\x1B[0m");
}

static void put_documents(const struct table_summary *summary, struct table_output *out) {
  static const char *const titles[] = {"corpus", "language", "documents", "failed"};
  struct grid grid = {.columns = 4, .titles = titles, .right = 1u << 2 | 1u << 3};
  for (size_t i = 0; i < summary->group_count; i++) {
    const struct table_group *group = &summary->groups[i];
    grid_add(&grid, group->corpus);
    if (*group->lang) {
      table_put_text(&grid.text, table_language_name(&summary->model->languages, group->lang));
      table_put_text(&grid.text, " (");
      table_put_text(&grid.text, group->lang);
      table_put_text(&grid.text, ")");
    } else {
      table_put_text(&grid.text, "-"); /* failed documents have none */
    }
    grid_end_cell(&grid);
    grid_add_count(&grid, group->documents);
    grid_add_count(&grid, group->failed);
  }
  put_title(summary, out, "Documents\n");
  put_grid(out, &grid, summary->model->width);
  grid_free(&grid);
}

/* A table of kept rows; nothing when none was seen. */
static void put_rows(const struct table_summary *summary, struct table_output *out, const struct table_rows *rows,
                     const char *title, const char *const *titles, size_t columns, unsigned right) {
  struct grid grid = {.columns = columns, .titles = titles, .right = right};
  if (!rows->seen)
    return;
  for (size_t i = 0; i < rows->count; i++) {
    const char *at = rows->list[i].line;
    for (size_t column = 0; column < columns; column++) {
      const char *end = strchr(at, TABLE_CELL_END);
      table_put(&grid.text, at, (size_t)(end - at));
      grid_end_cell(&grid);
      at = end + 1;
    }
  }
  put_title(summary, out, title);
  table_put_text(out, ": ");
  table_put_count(out, rows->seen);
  if (rows->count < rows->seen && rows->count) {
    table_put_text(out, ", the ");
    table_put_count(out, rows->count);
    table_put_text(out, " that say most");
  }
  table_put_text(out, "\n");
  put_grid(out, &grid, summary->model->width);
  grid_free(&grid);
}

static int by_type_and_count(const void *a, const void *b) {
  const struct table_name *x = a, *y = b;
  const int type = strcmp(x->type, y->type);
  if (type)
    return type;
  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  const int key = strcmp(x->key, y->key);
  return key ? key : (int)x->has_code - (int)y->has_code;
}

/* The names of one type, the most frequent first, as far as one line holds them. */
static void add_type(struct grid *grid, const struct table_name *names, size_t count, size_t width) {
  uint64_t mentions = 0;
  for (size_t i = 0; i < count; i++)
    mentions += names[i].count;
  grid_add(grid, names->type);
  grid_add_count(grid, mentions);
  grid_add_count(grid, count);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    struct table_output item = {0};
    table_put_text(&item, i ? ", " : "");
    table_put_text(&item, names[i].label);
    if (names[i].has_code && strcmp(names[i].key, names[i].label) != 0) {
      table_put_text(&item, " (");
      table_put_text(&item, names[i].key);
      table_put_text(&item, ")");
    }
    table_put_text(&item, ": ");
    table_put_count(&item, names[i].count);
    grid->text.failed |= item.failed;
    const size_t columns = item.failed ? 0 : table_width(item.data, item.size);
    const bool fits = !item.failed && used + columns <= width;
    if (fits)
      table_put(&grid->text, item.data, item.size);
    free(item.data);
    if (!fits)
      break;
    used += columns;
  }
  grid_end_cell(grid);
}

/* Needs a sorted copy, as the index points into the list itself. */
static void put_entities(const struct table_summary *summary, struct table_output *out) {
  static const char *const titles[] = {"type", "mentions", "names", "most frequent"};
  const struct table_names *names = &summary->names;
  if (!names->count)
    return;
  struct table_name *sorted = malloc(names->count * sizeof *sorted);
  if (!sorted) {
    out->failed = true;
    return;
  }
  memcpy(sorted, names->list, names->count * sizeof *sorted);
  qsort(sorted, names->count, sizeof *sorted, by_type_and_count);
  struct grid grid = {.columns = 4, .titles = titles, .right = 1u << 1 | 1u << 2};
  const size_t others = 36; /* columns that the other cells take */
  for (size_t begin = 0, end; begin < names->count; begin = end) {
    for (end = begin + 1; end < names->count && strcmp(sorted[end].type, sorted[begin].type) == 0;)
      end++;
    add_type(&grid, sorted + begin, end - begin, summary->model->width - others);
  }
  free(sorted);
  put_title(summary, out, "Entities\n");
  put_grid(out, &grid, summary->model->width);
  grid_free(&grid);
  if (names->left_out) {
    put_spaces(out, INDENT);
    table_put_text(out, "and ");
    table_put_count(out, names->left_out);
    table_put_text(out, " mentions of further names, which came after the first ");
    table_put_count(out, TABLE_NAMES_MAX);
    table_put_text(out, "\n");
  }
}

static void put_totals(const struct table_summary *summary, struct table_output *out) {
  table_put_count(out, summary->documents);
  table_put_text(out, summary->documents == 1 ? " document, " : " documents, ");
  table_put_count(out, summary->bytes);
  table_put_text(out, " bytes of text");
  if (summary->failed) {
    table_put_text(out, ", ");
    table_put_count(out, summary->failed);
    table_put_text(out, " failed");
  }
  table_put_text(out, "\n");
}

void table_print(const struct table_summary *summary, struct table_output *out) {
  static const char *const failure[] = {"corpus", "document", "step", "reason"};
  static const char *const treaty[] = {"kind", "parties", "status", "date", "name", "document"};
  static const char *const figure[] = {"figure", "measure", "who", "period", "modality", "change", "document"};
  put_totals(summary, out);
  if (summary->documents)
    put_documents(summary, out);
  put_rows(summary, out, &summary->failures, "Failed documents", failure, 4, 0);
  put_rows(summary, out, &summary->treaties, "Treaties and other instruments", treaty, 6, 0);
  put_rows(summary, out, &summary->figures, "Figures", figure, 7, 1u << 0);
  put_entities(summary, out);
}

/* The rows of one document. */
#include "table.h"

#include <string.h>

struct rendering {
  const struct table_model *model;
  const textan_document *document;
  struct table_output *out;
};

static void begin_row(struct rendering *r, enum table_kind kind) {
  const char letter = (char)kind;
  table_put(r->out, &letter, 1);
}

static void end_cell(struct rendering *r) {
  const char end = TABLE_CELL_END;
  table_put(r->out, &end, 1);
}

static void end_row(struct rendering *r) {
  table_put_text(r->out, "\n");
}

static void put_cell(struct rendering *r, const char *text) {
  table_put_clean(r->out, text ? text : "", text ? strlen(text) : 0, TABLE_CELL_WIDTH);
  end_cell(r);
}

static const textan_value *feature(const struct rendering *r, uint32_t id, const char *name) {
  return r->model->document->feature(r->document, id, name);
}

static const char *string_feature(const struct rendering *r, uint32_t id, const char *name) {
  const textan_value *value = feature(r, id, name);
  return value && value->type == TEXTAN_STRING ? value->as.string.data : NULL;
}

/* A name of the guidelines as words: "in_force" as "in force". */
static void put_words(struct rendering *r, const char *name) {
  char words[64];
  snprintf(words, sizeof words, "%s", name);
  for (char *at = words; *at; at++)
    if (*at == '_')
      *at = ' ';
  table_put_clean(r->out, words, strlen(words), TABLE_CELL_WIDTH);
}

static void put_words_cell(struct rendering *r, const char *name) {
  if (name)
    put_words(r, name);
  end_cell(r);
}

static void put_span_cell(struct rendering *r, const textan_annotation_view *view) {
  size_t size;
  const char *text = r->model->document->text(r->document, &size);
  table_put_clean(r->out, text + view->begin, view->end - view->begin, TABLE_CELL_WIDTH);
  end_cell(r);
}

/* ---- treaties ---- */

static void put_parties_cell(struct rendering *r, uint32_t id) {
  const textan_value *parties = feature(r, id, "parties");
  char joined[256] = "";
  size_t used = 0;
  for (uint32_t i = 0; parties && parties->type == TEXTAN_LIST && i < parties->size && used < sizeof joined; i++)
    used += (size_t)snprintf(joined + used, sizeof joined - used, "%s%s", i ? ", " : "", parties->as.list[i].data);
  put_cell(r, joined);
}

static void put_treaty(struct rendering *r, const textan_annotation_view *view) {
  const textan_value *anaphor = feature(r, view->id, "anaphor");
  if (anaphor && anaphor->type == TEXTAN_BOOLEAN && anaphor->as.boolean)
    return;
  const char *known = string_feature(r, view->id, "known");
  begin_row(r, TABLE_TREATY);
  put_words_cell(r, view->type);
  put_parties_cell(r, view->id);
  put_words_cell(r, string_feature(r, view->id, "status"));
  put_cell(r, string_feature(r, view->id, "date"));
  if (known)
    put_cell(r, known);
  else
    put_span_cell(r, view);
  put_cell(r, r->model->document->id(r->document));
  end_row(r);
}

/* ---- figures ---- */

static bool put_number(struct rendering *r, uint32_t id, const char *name) {
  const textan_value *value = feature(r, id, name);
  if (!value || value->type != TEXTAN_DECIMAL)
    return false;
  table_put_amount(r->out, value->as.decimal);
  return true;
}

/* "about 500 million USD", "10 - 15 %", "20 cars". */
static void put_figure_cell(struct rendering *r, const textan_annotation_view *view) {
  const char *qualifier = string_feature(r, view->id, "qualifier");
  const char *unit = string_feature(r, view->id, "unit");
  const char *noun = string_feature(r, view->id, "noun");
  if (qualifier && strcmp(qualifier, "range") != 0) {
    put_words(r, qualifier);
    table_put_text(r->out, " ");
  }
  bool found = put_number(r, view->id, "value");
  if (!found && put_number(r, view->id, "low")) {
    table_put_text(r->out, " - ");
    found = put_number(r, view->id, "high");
  }
  if (!found) {
    put_span_cell(r, view);
    return;
  }
  if (unit && noun && strcmp(unit, "item") == 0)
    unit = noun;
  if (unit) {
    table_put_text(r->out, " ");
    table_put_clean(r->out, strcmp(unit, "percent") == 0 ? "%" : unit, strcmp(unit, "percent") == 0 ? 1 : strlen(unit),
                    TABLE_CELL_WIDTH);
  }
  end_cell(r);
}

/* Two features in one cell, parted by `between`; an arrow shows that one of them alone is the second. */
static void put_pair_cell(struct rendering *r, uint32_t id, const char *first, const char *second,
                          const char *between) {
  const char *a = string_feature(r, id, first), *b = string_feature(r, id, second);
  char joined[160];
  snprintf(joined, sizeof joined, "%s%s%s", a ? a : "", b ? between : "", b ? b : "");
  put_cell(r, joined);
}

static void put_figure(struct rendering *r, const textan_annotation_view *view) {
  begin_row(r, TABLE_FIGURE);
  put_figure_cell(r, view);
  put_words_cell(r, string_feature(r, view->id, "measure"));
  put_pair_cell(r, view->id, "reporter", "partner", " \u2192 ");
  put_cell(r, string_feature(r, view->id, "period"));
  put_cell(r, string_feature(r, view->id, "modality"));
  put_pair_cell(r, view->id, "change", "basis", " ");
  put_cell(r, r->model->document->id(r->document));
  end_row(r);
}

/* ---- entities and the document ---- */

static void put_entity(struct rendering *r, const textan_annotation_view *view) {
  begin_row(r, TABLE_ENTITY);
  put_cell(r, view->type);
  put_cell(r, string_feature(r, view->id, "code"));
  put_span_cell(r, view);
  end_row(r);
}

static void put_layer(struct rendering *r, const char *layer,
                      void (*put)(struct rendering *, const textan_annotation_view *)) {
  textan_annotation_view view;
  for (size_t position = 0; r->model->document->next(r->document, layer, &position, &view);)
    put(r, &view);
}

void table_render(const struct table_model *model, const textan_document *document, struct table_output *out) {
  struct rendering r = {.model = model, .document = document, .out = out};
  const char *step, *reason;
  if (model->document->failure(document, &step, &reason)) {
    begin_row(&r, TABLE_FAILURE);
    put_cell(&r, model->document->corpus(document));
    put_cell(&r, model->document->id(document));
    put_cell(&r, step);
    table_put_clean(out, reason, strlen(reason), 4 * TABLE_CELL_WIDTH);
    end_cell(&r);
    end_row(&r);
    return;
  }
  size_t size;
  char bytes[24];
  model->document->text(document, &size);
  snprintf(bytes, sizeof bytes, "%zu", size);
  const textan_value *lang = model->document->attribute(document, "lang");
  begin_row(&r, TABLE_DOCUMENT);
  put_cell(&r, model->document->corpus(document));
  put_cell(&r, lang && lang->type == TEXTAN_STRING ? lang->as.string.data : "und");
  put_cell(&r, bytes);
  end_row(&r);
  put_layer(&r, "treaty", put_treaty);
  put_layer(&r, "figure", put_figure);
  put_layer(&r, "entity", put_entity);
}

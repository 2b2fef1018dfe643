/* What the files of this plugin share.
 *
 * render makes rows of a document (rows.c), one line each: a letter for the kind, then the cells, each ended by
 * TABLE_CELL_END.  commit adds them up (summary.c) and finish prints (print.c).  Cells are clean when they are
 * rendered: no control characters, no line breaks, no longer than they will be shown. */
#ifndef PLUGINS_TABLE_TABLE_H
#define PLUGINS_TABLE_TABLE_H

#include <textan/plugin.h>

#define TABLE_CELL_END '\x1F'

enum {
  TABLE_CELLS_MAX = 8,
  TABLE_CELL_WIDTH = 60, /* columns that a cell's text may take */
  TABLE_NAMES_MAX = 200000
};

enum table_kind {
  TABLE_DOCUMENT = 'D', /* corpus, language tag, bytes of text */
  TABLE_FAILURE = 'F',  /* corpus, document, step, reason */
  TABLE_TREATY = 'T',   /* kind, parties, status, date, name, document */
  TABLE_FIGURE = 'G',   /* figure, measure, who, period, modality, change, document */
  TABLE_ENTITY = 'E'    /* type, code, text */
};

/* ---- text.c ---- */

struct table_output {
  char *data;
  size_t size, capacity;
  bool failed; /* memory ran out; what follows is ignored */
};

void table_put(struct table_output *out, const char *bytes, size_t size);
void table_put_text(struct table_output *out, const char *text);
/* Text from a document, fit to be shown: white space is one space, control and direction characters are written as
 * \u…, and what goes beyond `width` columns is cut. */
void table_put_clean(struct table_output *out, const char *text, size_t size, size_t width);
size_t table_width(const char *text, size_t size); /* columns of clean text */
/* 578470000000 as "578.47 billion", 21000 as "21,000". */
void table_put_amount(struct table_output *out, textan_decimal amount);
void table_put_count(struct table_output *out, uint64_t count); /* "12,345" */

/* ---- languages.c ---- */

struct table_languages {
  char *text;
  struct table_language {
    const char *tag, *name;
  } * list;
  size_t count;
};

textan_status table_languages_load(const char *folder, struct table_languages *languages, textan_error *error);
/* The name of a tag's language, or the tag itself. */
const char *table_language_name(const struct table_languages *languages, const char *tag);
void table_languages_free(struct table_languages *languages);

/* ---- the model ---- */

struct table_model {
  const textan_document_api *document;
  struct table_languages languages;
  size_t rows, width;
};

/* ---- rows.c ---- */

void table_render(const struct table_model *model, const textan_document *document, struct table_output *out);

/* ---- names.c: how often which name came ---- */

struct table_name {
  char *type, *key, *label; /* key: the code where there is one, else the text; label: the first text with it */
  bool has_code;
  uint64_t count;
};

struct table_names {
  struct table_name *list;
  size_t count, capacity;
  uint32_t *slots; /* index + 1 in list; 0: empty */
  size_t slot_count;
  uint64_t left_out; /* mentions of names that came when the list was full */
};

bool table_names_add(struct table_names *names, const char *type, const char *code, const char *text);
void table_names_free(struct table_names *names);

/* ---- summary.c ---- */

/* The fullest rows of a table, in input order. */
struct table_rows {
  struct table_row {
    uint64_t weight; /* how much it says */
    char *line;
  } * list;
  size_t count, limit;
  uint64_t seen;
};

struct table_group { /* documents of a corpus in a language */
  char *corpus, *lang;
  uint64_t documents, failed;
};

struct table_summary {
  const struct table_model *model;
  textan_output *output;
  struct table_group *groups;
  size_t group_count;
  char *copy; /* of the document's rows at hand */
  size_t copy_capacity;
  uint64_t documents, failed, bytes;
  struct table_rows failures, treaties, figures;
  struct table_names names;
};

textan_status table_summary_add(struct table_summary *summary, const char *bytes, size_t size, textan_error *error);
void table_summary_free(struct table_summary *summary);

/* ---- print.c ---- */

void table_print(const struct table_summary *summary, struct table_output *out);

#endif

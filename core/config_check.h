/* The strict, typed reading of configuration trees.  For the config_*.c files only. */
#ifndef CORE_CONFIG_CHECK_H
#define CORE_CONFIG_CHECK_H

#include "config.h"
#include "config_node.h"

/* Far beyond what anyone writes; checks may compare each with each. */
enum { STEPS_MAX = 500, OUTPUTS_MAX = 100, CORPORA_MAX = 5000 };

/* A key that a group may have. */
struct key_rule {
  const char *name;    /* NULL ends the table */
  enum node_type type; /* NODE_BROKEN: any */
  bool required;
};

/* Reports unknown keys, wrong types and missing keys of a group; `who` it is: "step "x"" (NULL: the whole file).  False
 * when the node is no group. */
bool check_group(struct config_reader *reader, const struct node *node, const char *who, const struct key_rule *rules);
/* The list of that name, or NULL: absent, no list, or, which is reported, of more than `most` items. */
const struct node *check_list(struct config_reader *reader, const struct node *group, const char *name, size_t most);
/* The member when it has the type, else NULL: what is wrong was reported by check_group. */
const struct node *check_member(const struct node *group, const char *name, enum node_type type);
const char *check_string(const struct node *group, const char *name);
bool check_true(const struct node *group, const char *name); /* it is set, and to true */
/* The id of a step, corpus or output ("kind"), reported when its form is wrong; "?" when there is none. */
const char *check_id(struct config_reader *reader, const struct node *group, const char *kind);
bool check_id_valid(const char *id);
/* Adds "did you mean" and the allowed words to the last message; `title` goes before them: "allowed". */
void check_suggest(struct config_reader *reader, const char *word, const char *title, const char *const *words,
                   size_t count);
/* Reports that there is no file at the path of the node, for the reason in errno; `what` it is. */
void check_report_path(struct config_reader *reader, const struct node *node, const char *what);
/* The words, parted by commas; "none" without any. */
const char *check_join(struct config_reader *reader, const char *const *words, size_t count);

/* The duration of that name in milliseconds, 0 without one; reported when it is no duration or none at all. */
int64_t check_duration(struct config_reader *reader, const struct node *group, const char *name, const char *who);

/* ---- config_use.c ---- */

/* Finds the plugin that `word` ("name" or "name@N") asks for; NULL after a report. */
const struct plugin *check_plugin(struct config_reader *reader, struct registry *registry, const struct node *word,
                                  const char *who, enum plugin_kind kind);

/* Handles with which plugins were asked for their layers: what they answered lives as long. */
struct host_list {
  textan_host **hosts;
  size_t count;
};

/* A handle for the use, kept in the list. */
const textan_host *check_new_host(struct config_reader *reader, struct host_list *list, const struct plugin_use *use);

/* ---- config_parameters.c ---- */

/* The values of a plugin's parameters as `group` (NULL: none) sets them; what is wrong is reported.  `owner` is the
 * node of the step, corpus or output. */
textan_parameters *check_parameters(struct config_reader *reader, const struct plugin *plugin, enum plugin_kind kind,
                                    const struct node *group, const struct node *owner, const char *who);
/* Reports that the plugin has no parameter of the node's name. */
void check_unknown_parameter(struct config_reader *reader, const struct plugin *plugin, enum plugin_kind kind,
                             const struct node *setting, const char *who);
bool check_has_parameter(const struct plugin *plugin, enum plugin_kind kind, const char *name);

/* ---- config_steps.c: the steps of the run and those of each corpus ---- */

/* A step as it is written, and what it became. */
struct step_plan {
  const struct node *node;
  const char *id;
  struct step *step; /* NULL: it cannot be used, which was reported */
};

struct step_list {
  struct step_plan **plans;
  size_t count;
};

struct step_reader {
  struct config_reader *reader;
  struct registry *registry;
  struct setting *settings; /* of --set */
  size_t setting_count;
  struct host_list *hosts;
  struct step_list steps; /* as the file lists them */
};

void steps_read(struct step_reader *steps, const struct node *list, const struct config_overrides *overrides);
/* The steps of a corpus under its patches (NULL: none). */
struct step_list steps_patch(struct step_reader *steps, const struct node *patches, const char *corpus);
/* Reports every --set that met no parameter; after all corpora are read. */
void steps_check_settings(struct step_reader *steps);

/* ---- config_when.c, config_when_check.c ---- */

/* What a condition may name: the layers of the decoder and of earlier steps, and the attributes among them. */
struct when_scope {
  const textan_layer **layer_lists;
  size_t layer_list_count;
  bool language_is_set; /* by the corpus */
  bool open;            /* records may bring attributes of which nothing is known */
};

/* The condition that the node writes; NULL after a report. */
const struct when *when_read(struct config_reader *reader, const struct node *node, const char *who);
/* Reports what the condition names that the scope does not have, and values of types that cannot be compared. */
void when_check(struct config_reader *reader, const struct when *when, const struct when_scope *scope,
                const struct node *node, const char *who);

/* ---- config_files.c ---- */

/* The list "corpora" that reads the files of the command line. */
const struct node *files_as_corpora(struct config_reader *reader, const struct config_overrides *overrides);

/* ---- config_run.c ---- */

/* Reads the group "run"; `path` is that of the run file. */
void run_read(struct config_reader *reader, const struct node *file, const char *path, struct config *config);

/* ---- config_needs.c ---- */

/* A need that was reported once must not be for every corpus. */
struct needs_checker {
  struct config_reader *reader;
  struct registry *registry;
  struct reported {
    const struct node *step;
    const char *layer, *feature;
  } * reported;
  size_t reported_count;
};

/* Checks that each step of the corpus finds the layers and features it needs, and that its condition names what is
 * there.  `patched`: the corpus is named in messages. */
void needs_check(struct needs_checker *checker, const struct step_list *steps, const struct corpus *corpus,
                 bool patched);

/* ---- config_tests.c ---- */

/* Reads the list "tests"; after the corpora. */
void tests_read(struct config_reader *reader, const struct node *file, struct config *config);

/* ---- config_outputs.c ---- */

void outputs_read(struct config_reader *reader, struct registry *registry, const struct node *list,
                  struct config *config);

#endif

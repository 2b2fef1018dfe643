/* What a step's condition names, and of what type it is: known to the corpus, or a mistake. */
#include <string.h>

#include "config_check.h"
#include "when.h"

enum { NAMES_MAX = 100 };

/* What may be compared with what; ANY where it is known only when documents are read. */
enum when_type { TYPE_UNKNOWN, TYPE_ANY, TYPE_STRING, TYPE_NUMBER, TYPE_BOOLEAN, TYPE_LIST };

static const char *const type_names[] = {
    [TYPE_ANY] = "a value",           [TYPE_STRING] = "a string", [TYPE_NUMBER] = "a number",
    [TYPE_BOOLEAN] = "true or false", [TYPE_LIST] = "a list",
};

struct check {
  const struct when_scope *scope;
  struct config_reader *reader;
  const struct node *node;
  const char *who;
};

static enum when_type type_of_value(uint32_t type) {
  switch (type) {
  case TEXTAN_STRING:
    return TYPE_STRING;
  case TEXTAN_INTEGER:
  case TEXTAN_DECIMAL:
    return TYPE_NUMBER;
  case TEXTAN_BOOLEAN:
    return TYPE_BOOLEAN;
  case TEXTAN_LIST:
    return TYPE_LIST;
  default:
    return TYPE_ANY;
  }
}

/* ---- attributes ---- */

/* Walks the attributes known to the scope: with `name`, finds its type; without, collects the names. */
static enum when_type walk_attributes(const struct when_scope *scope, const char *name, const char **names,
                                      size_t *count) {
  for (size_t i = 0; i < scope->layer_list_count; i++)
    for (const textan_layer *layer = scope->layer_lists[i]; layer && layer->name; layer++) {
      if (strcmp(layer->name, "document") != 0)
        continue;
      for (const textan_feature_type *feature = layer->features; feature && feature->name; feature++) {
        if (name && strcmp(feature->name, name) == 0)
          return type_of_value(feature->type);
        if (!name && count && *count < NAMES_MAX)
          names[(*count)++] = feature->name;
      }
    }
  return TYPE_UNKNOWN;
}

static enum when_type variable_type(const struct check *check, const struct when *variable) {
  const struct when_scope *scope = check->scope;
  const char *name = variable->text;
  if (when_own_variable(name))
    return type_of_value(when_own_variable(name));
  if (scope->language_is_set && strcmp(name, "lang") == 0)
    return TYPE_STRING;
  const enum when_type type = walk_attributes(scope, name, NULL, NULL);
  if (type != TYPE_UNKNOWN)
    return type;
  if (scope->open)
    return TYPE_ANY;
  const char *names[NAMES_MAX + 5] = {"id", "corpus", "source", "size"};
  size_t count = 4;
  if (scope->language_is_set)
    names[count++] = "lang";
  walk_attributes(scope, NULL, names, &count);
  reader_error(check->reader, check->node, "%s: \"when\" names \"%s\", which no document has before this step",
               check->who, name);
  check_suggest(check->reader, name, "known", names, count);
  return TYPE_UNKNOWN;
}

static enum when_type value_type(const struct check *check, const struct when *value) {
  switch (value->kind) {
  case WHEN_STRING:
    return TYPE_STRING;
  case WHEN_NUMBER:
    return TYPE_NUMBER;
  case WHEN_BOOLEAN:
    return TYPE_BOOLEAN;
  case WHEN_LIST:
    return TYPE_LIST;
  default:
    return variable_type(check, value);
  }
}

/* ---- layers ---- */

static bool has_type(const textan_layer *layer, const char *type) {
  if (!layer->types)
    return true;
  for (const char *const *known = layer->types; *known; known++)
    if (strcmp(*known, type) == 0)
      return true;
  return false;
}

static void check_layer(const struct check *check, const struct when *has) {
  const struct when_scope *scope = check->scope;
  const char *names[NAMES_MAX];
  size_t count = 0;
  const textan_layer *found = NULL;
  for (size_t i = 0; i < scope->layer_list_count; i++)
    for (const textan_layer *layer = scope->layer_lists[i]; layer && layer->name; layer++) {
      if (strcmp(layer->name, "document") == 0)
        continue;
      if (count < NAMES_MAX)
        names[count++] = layer->name;
      if (strcmp(layer->name, has->text) == 0) {
        found = layer;
        if (!has->type || has_type(layer, has->type))
          return;
      }
    }
  if (!found) {
    reader_error(check->reader, check->node, "%s: \"when\" asks for layer \"%s\", which nothing before it produces",
                 check->who, has->text);
    check_suggest(check->reader, has->text, "produced before it", names, count);
    return;
  }
  count = 0;
  while (found->types[count])
    count++;
  reader_error(check->reader, check->node, "%s: \"when\" asks for type \"%s\", which layer \"%s\" does not have",
               check->who, has->type, has->text);
  check_suggest(check->reader, has->type, "types", found->types, count);
}

/* ---- conditions ---- */

static void report_types(const struct check *check, const struct when *left, enum when_type a, enum when_type b) {
  if (left->kind == WHEN_VARIABLE)
    reader_error(check->reader, check->node, "%s: \"when\" compares \"%s\", %s, with %s", check->who, left->text,
                 type_names[a], type_names[b]);
  else
    reader_error(check->reader, check->node, "%s: \"when\" compares %s with %s", check->who, type_names[a],
                 type_names[b]);
}

static void check_comparable(const struct check *check, const struct when *left, enum when_type a, enum when_type b) {
  if (a == TYPE_UNKNOWN || b == TYPE_UNKNOWN || ((a == TYPE_ANY || b == TYPE_ANY) && a != TYPE_LIST && b != TYPE_LIST))
    return;
  if (a != b || a == TYPE_LIST)
    report_types(check, left, a, b);
}

static void check_in(const struct check *check, const struct when *in) {
  const enum when_type type = value_type(check, in->left);
  if (in->right->kind == WHEN_LIST) {
    for (size_t i = 0; i < in->right->count; i++)
      check_comparable(check, in->left, type, value_type(check, in->right->items[i]));
    return;
  }
  const enum when_type list = value_type(check, in->right);
  if (list != TYPE_LIST && list != TYPE_ANY && list != TYPE_UNKNOWN)
    reader_error(check->reader, check->node, "%s: \"when\": \"in\" wants a list behind it, not %s", check->who,
                 type_names[list]);
  else if (list == TYPE_LIST)
    check_comparable(check, in->left, type, TYPE_STRING);
}

static void check_condition(const struct check *check, const struct when *when) {
  switch (when->kind) {
  case WHEN_OR:
  case WHEN_AND:
    check_condition(check, when->left);
    check_condition(check, when->right);
    break;
  case WHEN_NOT:
    check_condition(check, when->left);
    break;
  case WHEN_COMPARE: {
    const enum when_type left = value_type(check, when->left), right = value_type(check, when->right);
    check_comparable(check, when->left, left, right);
    break;
  }
  case WHEN_IN:
    check_in(check, when);
    break;
  case WHEN_HAS_LAYER:
    check_layer(check, when);
    break;
  case WHEN_HAS_VARIABLE:
    variable_type(check, when->left);
    break;
  default: { /* WHEN_TRUTH */
    const enum when_type type = variable_type(check, when->left);
    if (type != TYPE_UNKNOWN && type != TYPE_ANY && type != TYPE_BOOLEAN)
      reader_error(check->reader, check->node, "%s: \"when\": \"%s\" is %s: compare it with a value", check->who,
                   when->left->text, type_names[type]);
  }
  }
}

void when_check(struct config_reader *reader, const struct when *when, const struct when_scope *scope,
                const struct node *node, const char *who) {
  const struct check check = {scope, reader, node, who};
  check_condition(&check, when);
}

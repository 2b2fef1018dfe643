/* Keys, types and names of configuration groups. */
#include "config_check.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "literal.h"

enum { WORDS_MAX = 64, SHOWN_MAX = 40 };

const char *check_join(struct config_reader *reader, const char *const *words, size_t count) {
  const size_t shown = count < SHOWN_MAX ? count : SHOWN_MAX;
  const char *text = count ? words[0] : "none";
  for (size_t i = 1; i < shown; i++)
    text = reader_format(reader, "%s, %s", text, words[i]);
  return shown < count ? reader_format(reader, "%s and %zu more", text, count - shown) : text;
}

void check_suggest(struct config_reader *reader, const char *word, const char *title, const char *const *words,
                   size_t count) {
  const char *suggestion = diagnostics_suggest(word, words, count);
  const char *all = check_join(reader, words, count);
  if (suggestion)
    diagnostics_note(reader->diagnostics, "did you mean \"%s\"?   %s: %s", suggestion, title, all);
  else
    diagnostics_note(reader->diagnostics, "%s: %s", title, all);
}

static const struct key_rule *find_rule(const struct key_rule *rules, const char *name) {
  for (; rules->name; rules++)
    if (strcmp(rules->name, name) == 0)
      return rules;
  return NULL;
}

static void report_unknown(struct config_reader *reader, const struct node *member, const char *prefix,
                           const struct key_rule *rules) {
  const char *words[WORDS_MAX];
  size_t count = 0;
  for (; rules->name && count < WORDS_MAX; rules++)
    words[count++] = rules->name;
  reader_error(reader, member, "%sunknown setting \"%s\"", prefix, member->name);
  check_suggest(reader, member->name, "allowed", words, count);
}

bool check_group(struct config_reader *reader, const struct node *node, const char *who, const struct key_rule *rules) {
  const char *prefix = who ? reader_format(reader, "%s: ", who) : "";
  if (node->type == NODE_BROKEN)
    return false;
  if (node->type != NODE_GROUP) {
    reader_error(reader, node, "%s is a group { }, not %s", who, node_show(reader, node));
    return false;
  }
  for (size_t i = 0; i < node->count; i++) {
    const struct node *member = node->items[i];
    const struct key_rule *rule = find_rule(rules, member->name);
    if (!rule)
      report_unknown(reader, member, prefix, rules);
    else if (rule->type != NODE_BROKEN && member->type != NODE_BROKEN && member->type != rule->type)
      reader_error(reader, member, "%s\"%s\" wants %s, not %s", prefix, member->name, node_type_name(rule->type),
                   node_show(reader, member));
  }
  for (const struct key_rule *rule = rules; rule->name; rule++)
    if (rule->required && !node_member(node, rule->name))
      reader_error(reader, node, "%s\"%s\" is missing", prefix, rule->name);
  return true;
}

void check_report_path(struct config_reader *reader, const struct node *node, const char *what) {
  const int reason = errno;
  reader_error(reader, node, "%s \"%s\": %s", what, node->text, strerror(reason));
  if (reason == ENOENT && node->text[0] != '/')
    diagnostics_note(reader->diagnostics, "it is relative to %s", node->source->base);
}

const struct node *check_member(const struct node *group, const char *name, enum node_type type) {
  const struct node *member = node_member(group, name);
  return member && member->type == type ? member : NULL;
}

const struct node *check_list(struct config_reader *reader, const struct node *group, const char *name, size_t most) {
  const struct node *list = check_member(group, name, NODE_LIST);
  if (!list || list->count <= most)
    return list;
  reader_error(reader, list, "\"%s\" has %zu items; at most %zu are taken", name, list->count, most);
  return NULL;
}

const char *check_string(const struct node *group, const char *name) {
  const struct node *member = check_member(group, name, NODE_STRING);
  return member ? member->text : NULL;
}

bool check_true(const struct node *group, const char *name) {
  const struct node *member = check_member(group, name, NODE_BOOLEAN);
  return member && strcasecmp(member->text, "true") == 0;
}

int64_t check_duration(struct config_reader *reader, const struct node *group, const char *name, const char *who) {
  const struct node *node = node_member(group, name);
  int64_t duration = 0;
  if (!node || node->type == NODE_BROKEN)
    return 0;
  if (node->type == NODE_STRING && literal_duration(node->text, &duration) == LITERAL_OK && duration > 0)
    return duration;
  reader_error(reader, node, "%s: \"%s\" wants a duration, not %s", who, name, node_show(reader, node));
  diagnostics_note(reader->diagnostics, "written as \"500ms\", \"10s\", \"2min\" or \"1h\"");
  return 0;
}

bool check_id_valid(const char *id) {
  if (*id < 'a' || *id > 'z')
    return false;
  return id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

const char *check_id(struct config_reader *reader, const struct node *group, const char *kind) {
  const struct node *id = check_member(group, "id", NODE_STRING);
  if (!id)
    return "?";
  if (!check_id_valid(id->text)) {
    reader_error(reader, id, "\"%s\" cannot be the id of %s", id->text, kind);
    diagnostics_note(reader->diagnostics,
                     "allowed: small letters a-z, digits, \"_\" and \"-\", beginning with a letter");
  }
  return id->text;
}

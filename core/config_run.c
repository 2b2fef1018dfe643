/* The group "run": what holds for all corpora. */
#include <string.h>

#include "config_check.h"
#include "literal.h"

static const struct key_rule run_rules[] = {{"id", NODE_STRING, false},
                                            {"timeout", NODE_BROKEN, false},
                                            {"errors", NODE_STRING, false},
                                            {"strict", NODE_BOOLEAN, false},
                                            {"workers", NODE_NUMBER, false},
                                            {"limits", NODE_GROUP, false},
                                            {0}};
static const struct key_rule limit_rules[] = {
    {"match", NODE_NUMBER, false}, {"depth", NODE_NUMBER, false}, {"heap", NODE_BROKEN, false}, {0}};

/* The name of the run file, made an id: "Trade 2024.cfg" is "trade-2024". */
static const char *default_run_id(struct config_reader *reader, const char *path) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  const char *dot = strrchr(base, '.');
  char *id = reader_copy(reader, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
  for (char *c = id; *c; c++) {
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c - 'A' + 'a');
    else if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_'))
      *c = '-';
  }
  return check_id_valid(id) ? id : reader_format(reader, "run-%s", id);
}

/* "3/1000" */
static void read_budget(struct config_reader *reader, const struct node *node, struct budget *budget) {
  const char *slash = strchr(node->text, '/');
  int64_t failures = -1, documents = -1;
  const bool good =
      slash &&
      literal_integer(reader_copy(reader, node->text, (size_t)(slash - node->text)), &failures) == LITERAL_OK &&
      literal_integer(slash + 1, &documents) == LITERAL_OK && failures >= 0 && documents >= 1 &&
      failures <= documents && documents <= UINT32_MAX;
  if (good) {
    *budget = (struct budget){(uint64_t)failures, (uint64_t)documents};
    return;
  }
  reader_error(reader, node, "\"run\": \"errors\" wants failures and documents, not \"%s\"", node->text);
  diagnostics_note(reader->diagnostics, "written as \"3/1000\": among 1000 documents 3 may fail");
}

/* The output of a run does not depend on the number of workers, so a run file that asks for several is right. */
static void check_workers(struct config_reader *reader, const struct node *node) {
  enum { WORKERS_MAX = 1024 };
  int64_t workers = -1;
  if (literal_integer(node->text, &workers) != LITERAL_OK || workers < 0 || workers > WORKERS_MAX)
    reader_error(reader, node, "\"run\": \"workers\" wants a whole number from 0 (one for each core) to %d, not %s",
                 WORKERS_MAX, node->text);
  else if (workers != 1)
    diagnostics_warning(reader->diagnostics, node->source->name, node->line,
                        "\"run\": workers = %s: this version of textan runs one; what it writes is the same",
                        node->text);
}

/* A number of steps; 0 without one. */
static uint32_t read_steps(struct config_reader *reader, const struct node *limits, const char *name) {
  const struct node *node = check_member(limits, name, NODE_NUMBER);
  int64_t steps = 0;
  if (!node)
    return 0;
  if (literal_integer(node->text, &steps) == LITERAL_OK && steps >= 1 && steps <= UINT32_MAX)
    return (uint32_t)steps;
  reader_error(reader, node, "\"limits\": \"%s\" wants a whole number of steps from 1 to %u, not %s", name, UINT32_MAX,
               node->text);
  return 0;
}

/* Memory, in KiB; 0 without a limit. */
static uint32_t read_heap(struct config_reader *reader, const struct node *limits) {
  const struct node *node = node_member(limits, "heap");
  int64_t bytes = 0;
  if (!node || node->type == NODE_BROKEN)
    return 0;
  if ((node->type == NODE_STRING || node->type == NODE_NUMBER) && literal_size(node->text, &bytes) == LITERAL_OK &&
      bytes >= 1024 && bytes / 1024 <= UINT32_MAX)
    return (uint32_t)(bytes / 1024);
  reader_error(reader, node, "\"limits\": \"heap\" wants a size of 1KiB or more, not %s", node_show(reader, node));
  diagnostics_note(reader->diagnostics, "written as \"64KiB\", \"10MB\" or \"1GiB\", or as bytes: 65536");
  return 0;
}

static void read_limits(struct config_reader *reader, const struct node *limits, struct regex_limits *out) {
  if (!limits || !check_group(reader, limits, "\"limits\"", limit_rules))
    return;
  *out = (struct regex_limits){.match = read_steps(reader, limits, "match"),
                               .depth = read_steps(reader, limits, "depth"),
                               .heap = read_heap(reader, limits)};
}

void run_read(struct config_reader *reader, const struct node *file, const char *path, struct config *config) {
  const struct node *run = check_member(file, "run", NODE_GROUP);
  config->run_id = default_run_id(reader, path);
  if (!run || !check_group(reader, run, "\"run\"", run_rules))
    return;
  if (check_member(run, "id", NODE_STRING))
    config->run_id = check_id(reader, run, "a run");
  config->timeout = check_duration(reader, run, "timeout", "\"run\"");
  if (check_member(run, "errors", NODE_STRING))
    read_budget(reader, check_member(run, "errors", NODE_STRING), &config->budget);
  config->strict = check_true(run, "strict");
  read_limits(reader, check_member(run, "limits", NODE_GROUP), &config->limits);
  if (check_member(run, "workers", NODE_NUMBER))
    check_workers(reader, check_member(run, "workers", NODE_NUMBER));
}

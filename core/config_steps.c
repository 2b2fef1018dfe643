/* The steps of a run, what --set changes in them, and what the patches of a corpus make of them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "config_check.h"
#include "host.h"
#include "module.h"

/* One --set. */
struct setting {
  const struct node *node; /* its name is the parameter's */
  const char *step;
  bool met;                   /* a step's plugin had the parameter */
  const struct plugin *wrong; /* of a step of that id, without such a parameter; NULL: none */
};

static const struct key_rule step_rules[] = {{"id", NODE_STRING, true},
                                             {"use", NODE_STRING, true},
                                             {"params", NODE_GROUP, false},
                                             {"when", NODE_STRING, false},
                                             {"timeout", NODE_BROKEN, false},
                                             {"on_error", NODE_STRING, false},
                                             {0}};
static const struct key_rule patch_rules[] = {
    {"step", NODE_STRING, false},   {"set", NODE_GROUP, false},       {"use", NODE_STRING, false},
    {"params", NODE_GROUP, false},  {"disable", NODE_BOOLEAN, false}, {"add", NODE_GROUP, false},
    {"before", NODE_STRING, false}, {"after", NODE_STRING, false},    {0}};
static const struct key_rule set_rules[] = {{"params", NODE_GROUP, false},
                                            {"when", NODE_STRING, false},
                                            {"timeout", NODE_BROKEN, false},
                                            {"on_error", NODE_STRING, false},
                                            {0}};

/* ---- --set ---- */

static void read_setting(struct step_reader *steps, const struct source *source, const char *text) {
  const char *dot = strchr(text, '.'), *equals = strchr(text, '=');
  if (!dot || !equals || dot > equals || dot == text || dot + 1 == equals) {
    diagnostics_error(steps->reader->diagnostics, source->name, 0, "\"%s\" is not of the form step.parameter=value",
                      text);
    return;
  }
  struct node *node = reader_alloc(steps->reader, sizeof *node);
  *node = (struct node){.type = NODE_TEXT, .source = source, .text = equals + 1};
  node->name = reader_copy(steps->reader, dot + 1, (size_t)(equals - dot - 1));
  steps->settings = reader_grow(steps->reader, steps->settings, steps->setting_count, sizeof *steps->settings);
  steps->settings[steps->setting_count++] =
      (struct setting){.node = node, .step = reader_copy(steps->reader, text, (size_t)(dot - text))};
}

static void read_settings(struct step_reader *steps, const struct config_overrides *overrides) {
  struct source *source = reader_alloc(steps->reader, sizeof *source);
  char folder[PATH_MAX];
  *source = (struct source){.name = "--set", .directory = ".", .base = "the working directory"};
  if (realpath(".", folder))
    source->directory = reader_copy(steps->reader, folder, strlen(folder));
  for (size_t i = 0; overrides && i < overrides->set_count; i++)
    read_setting(steps, source, overrides->sets[i]);
}

/* The parameters of a step (NULL: none) with those of the command line laid on them. */
static const struct node *apply_settings(struct step_reader *steps, const struct plugin *plugin,
                                         const struct node *params, const struct step_plan *plan) {
  for (size_t i = 0; i < steps->setting_count; i++) {
    struct setting *setting = &steps->settings[i];
    if (strcmp(setting->step, plan->id) != 0)
      continue;
    if (!check_has_parameter(plugin, PLUGIN_ANALYSER, setting->node->name)) {
      setting->wrong = plugin;
      continue;
    }
    setting->met = true;
    struct node *items[] = {reader_alloc(steps->reader, sizeof(struct node))};
    *items[0] = *setting->node;
    const struct node group = {.type = NODE_GROUP, .source = setting->node->source, .items = items, .count = 1};
    const struct node empty = {.type = NODE_GROUP, .source = setting->node->source};
    params = layers_merge(steps->reader, params ? params : &empty, &group);
  }
  return params;
}

void steps_check_settings(struct step_reader *steps) {
  struct config_reader *reader = steps->reader;
  for (size_t i = 0; i < steps->setting_count; i++) {
    const struct setting *setting = &steps->settings[i];
    if (setting->met)
      continue;
    if (setting->wrong) {
      const struct plugin *plugin = setting->wrong;
      check_unknown_parameter(
          reader, plugin, PLUGIN_ANALYSER, setting->node,
          reader_format(reader, "step \"%s\" (%s %s)", setting->step, plugin->module->name, plugin->module->version));
      continue;
    }
    const char **ids = reader_alloc(reader, (steps->steps.count + 1) * sizeof *ids);
    bool known = false;
    for (size_t j = 0; j < steps->steps.count; j++) {
      ids[j] = steps->steps.plans[j]->id;
      known = known || strcmp(ids[j], setting->step) == 0;
    }
    if (known) /* the step cannot be used, which was reported */
      continue;
    reader_error(reader, setting->node, "there is no step \"%s\"", setting->step);
    check_suggest(reader, setting->step, "steps", ids, steps->steps.count);
  }
}

/* ---- a step ---- */

/* Asks the plugin for the step's layers under its parameters; false after a report. */
static bool ask_layers(struct step_reader *steps, struct step *step, const struct node *node, const char *who) {
  const textan_host *host = check_new_host(steps->reader, steps->hosts, &step->use);
  textan_schema schema = {.struct_size = sizeof schema};
  textan_error error = {.message = ""};
  if (step->use.plugin->module->analyser->schema(host, step->use.parameters, &schema, &error) != TEXTAN_OK) {
    host_close_error(&error);
    reader_error(steps->reader, node, "%s: %s", who, error.message);
    return false;
  }
  if (module_check_layers(schema.consumes, &error) != TEXTAN_OK ||
      module_check_layers(schema.produces, &error) != TEXTAN_OK) {
    reader_error(steps->reader, node, "%s: the plugin is wrong: %s", who, error.message);
    return false;
  }
  step->consumes = schema.consumes;
  step->produces = schema.produces;
  return true;
}

/* When it runs, how long it may take and what follows when it fails. */
static void read_conduct(struct step_reader *steps, struct step *step, const struct node *node, const char *who) {
  static const char *const words[] = {
      [ON_ERROR_QUARANTINE] = "quarantine", [ON_ERROR_SKIP] = "skip", [ON_ERROR_STOP] = "stop"};
  enum { WORDS = sizeof words / sizeof words[0] };
  const struct node *when = check_member(node, "when", NODE_STRING);
  const struct node *on_error = check_member(node, "on_error", NODE_STRING);
  step->when = when ? when_read(steps->reader, when, who) : NULL;
  step->timeout = check_duration(steps->reader, node, "timeout", who);
  if (!on_error)
    return;
  int i = 0;
  while (i < WORDS && strcmp(words[i], on_error->text) != 0)
    i++;
  if (i < WORDS) {
    step->on_error = (enum on_error)i;
    return;
  }
  reader_error(steps->reader, on_error, "%s: \"on_error\" has no \"%s\"", who, on_error->text);
  check_suggest(steps->reader, on_error->text, "allowed", words, WORDS);
}

/* The node with other parameters. */
static const struct node *with_params(struct step_reader *steps, const struct node *node, const struct node *params) {
  if (!params || params == node_member(node, "params")) /* also where it is no group, which was reported */
    return node;
  struct node *named = reader_alloc(steps->reader, sizeof *named), *items[] = {named};
  *named = *params;
  named->name = "params";
  const struct node bare = {.type = NODE_GROUP, .items = items, .count = 1};
  return layers_merge(steps->reader, node, &bare);
}

/* Makes the step that the plan's node describes; NULL, after a report, when its plugin or its layers are not known. */
static struct step *make_step(struct step_reader *steps, const struct step_plan *plan) {
  struct config_reader *reader = steps->reader;
  const struct node *node = plan->node, *use = check_member(node, "use", NODE_STRING);
  const size_t errors = diagnostics_errors(reader->diagnostics);
  if (!use)
    return NULL;
  const char *who = reader_format(reader, "step \"%s\"", plan->id);
  const struct plugin *plugin = check_plugin(reader, steps->registry, use, who, PLUGIN_ANALYSER);
  if (!plugin)
    return NULL;
  who = reader_format(reader, "%s (%s %s)", who, plugin->module->name, plugin->module->version);
  struct step *step = reader_alloc(reader, sizeof *step);
  const struct node *params = apply_settings(steps, plugin, check_member(node, "params", NODE_GROUP), plan);
  step->use = (struct plugin_use){.id = plan->id,
                                  .origin = {node->source->name, node->line},
                                  .kind = PLUGIN_ANALYSER,
                                  .plugin = plugin,
                                  .log = reader->log,
                                  .parameters = check_parameters(reader, plugin, PLUGIN_ANALYSER, params, node, who)};
  step->node = with_params(steps, node, params);
  read_conduct(steps, step, node, reader_format(reader, "step \"%s\"", plan->id));
  const bool good = diagnostics_errors(reader->diagnostics) == errors;
  if (plugin->module->analyser->schema)
    return good && ask_layers(steps, step, node, who) ? step : NULL;
  step->consumes = plugin->module->analyser->consumes;
  step->produces = plugin->module->analyser->produces;
  return step;
}

static struct step_plan *new_plan(struct step_reader *steps, const struct node *node, const char *id) {
  struct step_plan *plan = reader_alloc(steps->reader, sizeof *plan);
  *plan = (struct step_plan){.node = node, .id = id};
  plan->step = make_step(steps, plan);
  return plan;
}

/* A step as it stands in a list or behind "add". */
static struct step_plan *read_step(struct step_reader *steps, const struct node *node) {
  const char *id = check_string(node, "id");
  const char *who = id ? reader_format(steps->reader, "step \"%s\"", id) : "a step";
  if (!check_group(steps->reader, node, who, step_rules))
    return NULL;
  return new_plan(steps, node, check_id(steps->reader, node, "a step"));
}

static void insert(struct step_reader *steps, struct step_list *list, size_t at, struct step_plan *plan) {
  list->plans = reader_grow(steps->reader, list->plans, list->count, sizeof *list->plans);
  memmove(list->plans + at + 1, list->plans + at, (list->count - at) * sizeof *list->plans);
  list->plans[at] = plan;
  list->count++;
}

void steps_read(struct step_reader *steps, const struct node *list, const struct config_overrides *overrides) {
  read_settings(steps, overrides);
  for (size_t i = 0; list && i < list->count; i++) {
    struct step_plan *plan = read_step(steps, list->items[i]);
    if (plan)
      insert(steps, &steps->steps, steps->steps.count, plan);
  }
}

/* ---- patches ---- */

/* A patch being applied. */
struct patch {
  struct step_reader *steps;
  const struct node *node;
  const char *who; /* "patch of corpus "crawl"" */
  struct step_list *list;
};

static size_t plan_index(const struct step_list *list, const char *id) {
  size_t i = 0;
  while (i < list->count && strcmp(list->plans[i]->id, id) != 0)
    i++;
  return i;
}

/* The place of the step that `key` names; the list's count after a report. */
static size_t find_step(const struct patch *patch, const char *key) {
  struct config_reader *reader = patch->steps->reader;
  const struct node *word = check_member(patch->node, key, NODE_STRING);
  const struct step_list *list = patch->list;
  if (!word)
    return list->count;
  const size_t at = plan_index(list, word->text);
  if (at < list->count)
    return at;
  const char **ids = reader_alloc(reader, (list->count + 1) * sizeof *ids);
  for (size_t i = 0; i < list->count; i++)
    ids[i] = list->plans[i]->id;
  reader_error(reader, word, "%s: there is no step \"%s\" to patch", patch->who, word->text);
  check_suggest(reader, word->text, "steps", ids, list->count);
  return at;
}

/* The step in its place made anew from a group with these members. */
static void replace(const struct patch *patch, size_t at, struct node *const *items, size_t count) {
  struct config_reader *reader = patch->steps->reader;
  struct node *node = reader_alloc(reader, sizeof *node);
  *node = *patch->node;
  node->count = count;
  node->items = reader_alloc(reader, (count + 1) * sizeof(struct node *));
  if (count)
    memcpy(node->items, items, count * sizeof *items);
  patch->list->plans[at] = new_plan(patch->steps, node, patch->list->plans[at]->id);
}

static void apply_set(const struct patch *patch, size_t at) {
  struct config_reader *reader = patch->steps->reader;
  const struct node *set = check_member(patch->node, "set", NODE_GROUP);
  const struct step_plan *old = patch->list->plans[at];
  const char *who = reader_format(reader, "%s: \"set\" of step \"%s\"", patch->who, old->id);
  if (!set || !check_group(reader, set, who, set_rules))
    return;
  const struct node *merged = layers_merge(reader, old->node, set);
  replace(patch, at, merged->items, merged->count);
}

/* Another plugin with parameters of its own; when the step runs and what follows a failure stays. */
static void apply_use(const struct patch *patch, size_t at) {
  struct config_reader *reader = patch->steps->reader;
  const struct node *old = patch->list->plans[at]->node;
  struct node **items = reader_alloc(reader, (old->count + patch->node->count + 1) * sizeof(struct node *));
  size_t count = 0;
  for (size_t i = 0; i < old->count; i++)
    if (strcmp(old->items[i]->name, "use") != 0 && strcmp(old->items[i]->name, "params") != 0)
      items[count++] = old->items[i];
  for (size_t i = 0; i < patch->node->count; i++)
    if (strcmp(patch->node->items[i]->name, "step") != 0)
      items[count++] = patch->node->items[i];
  replace(patch, at, items, count);
}

static void apply_disable(const struct patch *patch, size_t at) {
  struct step_list *list = patch->list;
  if (!check_true(patch->node, "disable"))
    return;
  list->count--;
  memmove(list->plans + at, list->plans + at + 1, (list->count - at) * sizeof *list->plans);
}

/* `unused`: an added step has no place yet. */
static void apply_add(const struct patch *patch, size_t unused) {
  (void)unused;
  struct config_reader *reader = patch->steps->reader;
  const struct node *add = check_member(patch->node, "add", NODE_GROUP);
  struct step_plan *plan = add ? read_step(patch->steps, add) : NULL;
  if (!plan)
    return;
  const bool before = node_member(patch->node, "before"), after = node_member(patch->node, "after");
  if (before == after) {
    reader_error(reader, patch->node, "%s: step \"%s\" is added %s", patch->who, plan->id,
                 before ? "both before one step and after another" : "at no place");
    diagnostics_note(reader->diagnostics, "allowed: before = \"...\" or after = \"...\", with the id of a step");
    return;
  }
  const size_t at = find_step(patch, before ? "before" : "after");
  if (plan_index(patch->list, plan->id) < patch->list->count)
    reader_error(reader, add, "%s: there is a step \"%s\" already", patch->who, plan->id);
  else if (at < patch->list->count)
    insert(patch->steps, patch->list, at + after, plan);
}

/* What a patch can do. */
static const struct action {
  const char *name;
  const char *companions[3]; /* the other settings that go with it */
  void (*apply)(const struct patch *, size_t at);
} actions[] = {
    {"set", {"step", NULL}, apply_set},
    {"use", {"step", "params", NULL}, apply_use},
    {"disable", {"step", NULL}, apply_disable},
    {"add", {"before", "after", NULL}, apply_add},
};

/* The one thing that the patch does; NULL after a report. */
static const struct action *find_action(const struct patch *patch) {
  struct config_reader *reader = patch->steps->reader;
  const struct action *found = NULL;
  size_t count = 0;
  for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
    if (node_member(patch->node, actions[i].name)) {
      found = &actions[i];
      count++;
    }
  if (count == 1)
    return found;
  reader_error(reader, patch->node, "%s: a patch does one thing, this one does %s", patch->who,
               count ? "several" : "nothing");
  diagnostics_note(reader->diagnostics,
                   "allowed: step with set, use (and params) or disable; or add with before or after");
  return NULL;
}

/* False, after a report, when a setting has no meaning beside what the patch does. */
static bool check_companions(const struct patch *patch, const struct action *action) {
  bool ok = true;
  for (size_t i = 0; i < patch->node->count; i++) {
    const struct node *member = patch->node->items[i];
    bool goes = strcmp(member->name, action->name) == 0;
    for (const char *const *name = action->companions; *name; name++)
      goes = goes || strcmp(member->name, *name) == 0;
    if (!goes)
      reader_error(patch->steps->reader, member, "%s: \"%s\" does not go with \"%s\"", patch->who, member->name,
                   action->name);
    ok = ok && goes;
  }
  return ok;
}

static void apply_patch(const struct patch *patch) {
  struct config_reader *reader = patch->steps->reader;
  const size_t errors = diagnostics_errors(reader->diagnostics);
  if (!check_group(reader, patch->node, patch->who, patch_rules) || diagnostics_errors(reader->diagnostics) > errors)
    return;
  const struct action *action = find_action(patch);
  if (!action || !check_companions(patch, action))
    return;
  if (action->apply == apply_add)
    apply_add(patch, 0);
  else if (!node_member(patch->node, "step"))
    reader_error(reader, patch->node, "%s: \"step\" is missing: which step is to be patched?", patch->who);
  else {
    const size_t at = find_step(patch, "step");
    if (at < patch->list->count)
      action->apply(patch, at);
  }
}

struct step_list steps_patch(struct step_reader *steps, const struct node *patches, const char *corpus) {
  if (!patches || patches->count == 0)
    return steps->steps;
  struct step_list list = {0};
  for (size_t i = 0; i < steps->steps.count; i++)
    insert(steps, &list, i, steps->steps.plans[i]);
  for (size_t i = 0; i < patches->count; i++) {
    const struct patch patch = {.steps = steps,
                                .node = patches->items[i],
                                .who = reader_format(steps->reader, "patch of corpus \"%s\"", corpus),
                                .list = &list};
    apply_patch(&patch);
  }
  return list;
}

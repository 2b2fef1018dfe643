/* The plugin that a configuration asks for. */
#include <stdlib.h>
#include <string.h>

#include "config_check.h"
#include "host.h"
#include "literal.h"
#include "module.h"

/* Splits "name@N"; false when it has another form.  *major is -1 without "@N". */
static bool split(struct config_reader *reader, const char *word, const char **name, int64_t *major) {
  const size_t length = strcspn(word, "@");
  *name = reader_copy(reader, word, length);
  *major = -1;
  if (word[length] == '@' &&
      (word[length + 1] < '0' || word[length + 1] > '9' || literal_integer(word + length + 1, major) != LITERAL_OK))
    return false;
  return module_name_valid(*name);
}

static const char *kinds_of(struct config_reader *reader, const struct plugin *plugin) {
  const char *text = NULL;
  for (int kind = 0; kind < PLUGIN_KINDS; kind++)
    if (plugin_has(plugin, (enum plugin_kind)kind))
      text = text ? reader_format(reader, "%s and %s", text, plugin_kind_names[kind]) : plugin_kind_names[kind];
  return text ? text : "nothing";
}

static void report_not_found(struct config_reader *reader, struct registry *registry, const struct node *word,
                             const char *who, const char *name, const char *reason) {
  reader_error(reader, word, "%s: %s", who, reason);
  const char *const *names = NULL;
  const size_t count = registry_names(registry, &names);
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0)
      return; /* it is installed and does not load: the reason says all */
  check_suggest(reader, name, "installed", names, count);
}

const struct plugin *check_plugin(struct config_reader *reader, struct registry *registry, const struct node *word,
                                  const char *who, enum plugin_kind kind) {
  const char *name = NULL;
  int64_t major = -1;
  if (!split(reader, word->text, &name, &major)) {
    reader_error(reader, word, "%s: \"%s\" cannot name a plugin", who, word->text);
    diagnostics_note(reader->diagnostics,
                     "allowed: its name, as in \"jsonl\", or name and major version, as in "
                     "\"jsonl@1\"; plugin folders come from --plugins or TEXTAN_PLUGIN_PATH");
    return NULL;
  }
  textan_error error = {.message = "no reason given"};
  const struct plugin *plugin = registry_find(registry, name, &error);
  if (!plugin) {
    report_not_found(reader, registry, word, who, name, error.message);
    return NULL;
  }
  if (!plugin_has(plugin, kind)) {
    reader_error(reader, word, "%s: plugin \"%s\" is no %s, but %s", who, name, plugin_kind_names[kind],
                 kinds_of(reader, plugin));
    return NULL;
  }
  if (major >= 0 && major != strtoll(plugin->module->version, NULL, 10)) {
    reader_error(reader, word, "%s: \"%s\" asks for major version %lld, but %s %s is installed", who, word->text,
                 (long long)major, name, plugin->module->version);
    diagnostics_note(reader->diagnostics, "it lies in %s", plugin->path);
    return NULL;
  }
  return plugin;
}

const textan_host *check_new_host(struct config_reader *reader, struct host_list *list, const struct plugin_use *use) {
  textan_host *host = host_new(use, NULL, NULL);
  textan_host **hosts = host ? realloc(list->hosts, (list->count + 1) * sizeof(textan_host *)) : NULL;
  if (!hosts) {
    host_free(host);
    longjmp(reader->no_memory, 1);
  }
  list->hosts = hosts;
  return hosts[list->count++] = host;
}

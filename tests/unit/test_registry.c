/* Plugin folders: which come first, which are refused, what is found in them.  Uses the plugins of tests/plugins and
 * runs in the build folder. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "registry.h"

static char folder[] = "/tmp/textan-registry-XXXXXX";
static char first[64], second[64], list[160];
static struct registry *registry;
static textan_error error;

static void copy_plugin(const char *name, const char *directory, const char *file) {
  char command[512];
  snprintf(command, sizeof command, "cp tests/plugins/.libs/%s.so '%s/%s'", name, directory, file);
  cr_assert_eq(system(command), 0, "%s", command);
}

static void set_up(void) {
  cr_assert(mkdtemp(folder));
  snprintf(first, sizeof first, "%s/first", folder);
  snprintf(second, sizeof second, "%s/second", folder);
  snprintf(list, sizeof list, "%s:%s", first, second);
  cr_assert_eq(mkdir(first, 0755) | mkdir(second, 0755), 0);
  unsetenv("TEXTAN_PLUGIN_PATH");
}

static void tear_down(void) {
  char command[128];
  registry_free(registry);
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  cr_assert_eq(system(command), 0);
}

TestSuite(registry, .init = set_up, .fini = tear_down);

static void open_registry(const char *folders) {
  cr_assert_eq(registry_new(folders, &registry, &error), TEXTAN_OK, "%s", error.message);
}

static void expect_refusal(const char *folders, const char *reason) {
  cr_expect_eq(registry_new(folders, &registry, &error), TEXTAN_ECONFIG);
  cr_expect(strstr(error.message, reason), "\"%s\" is not in \"%s\"", reason, error.message);
}

static bool has_name(const char *name) {
  const char *const *names;
  const size_t count = registry_names(registry, &names);
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

Test(registry, earlier_folder_hides_later_ones) {
  copy_plugin("outside", first, "outside.so");
  copy_plugin("outside", second, "outside.so");
  copy_plugin("misnamed", second, "misnamed.so");
  open_registry(list);
  cr_assert(has_name("outside") && has_name("misnamed"));
  const struct plugin *plugin = registry_find(registry, "outside", &error);
  cr_assert(plugin, "%s", error.message);
  cr_assert_eq(strncmp(plugin->path, first, strlen(first)), 0, "%s", plugin->path);
  cr_assert_eq(registry_find(registry, "outside", &error), plugin);

  const char *const *hidden;
  registry_load_all(registry);
  bool found = false;
  for (size_t i = 0, count = registry_hidden(registry, &hidden); i < count; i++)
    found |= strncmp(hidden[i], second, strlen(second)) == 0;
  cr_assert(found, "the second one is dropped silently");
}

Test(registry, option_goes_before_the_environment) {
  copy_plugin("outside", first, "outside.so");
  copy_plugin("outside", second, "outside.so");
  setenv("TEXTAN_PLUGIN_PATH", first, 1);
  open_registry(second);
  const struct plugin *plugin = registry_find(registry, "outside", &error);
  cr_assert(plugin && strncmp(plugin->path, second, strlen(second)) == 0);
}

Test(registry, failure_is_told_each_time) {
  copy_plugin("unresolved", first, "unresolved.so");
  open_registry(first);
  for (int i = 0; i < 2; i++) {
    cr_assert_null(registry_find(registry, "unresolved", &error));
    cr_assert(strstr(error.message, "a_function_that_nobody_defines"), "%s", error.message);
    cr_assert(strstr(error.message, first), "%s", error.message);
    error.message[0] = '\0';
  }
  const struct plugin_failure *failures;
  registry_load_all(registry);
  bool listed = false;
  for (size_t i = 0, count = registry_failures(registry, &failures); i < count; i++)
    listed |= strstr(failures[i].path, "/unresolved.so") && strstr(failures[i].reason, "undefined symbol");
  cr_assert(listed);
}

Test(registry, unknown_plugin_is_told_with_the_folders) {
  open_registry(first);
  cr_assert_null(registry_find(registry, "nothing", &error));
  cr_assert_eq(error.status, TEXTAN_ECONFIG);
  cr_assert(strstr(error.message, "no plugin \"nothing\"") && strstr(error.message, first), "%s", error.message);
}

Test(registry, bad_folders_are_refused) {
  char missing[96];
  snprintf(missing, sizeof missing, "%s/missing", folder);
  expect_refusal(missing, "of --plugins cannot be opened: No such file");
  expect_refusal("/proc/version", "is no folder");
  expect_refusal("/::/usr", "has an empty name between its colons");
}

Test(registry, folders_that_others_can_write_are_refused) {
  cr_assert_eq(chmod(second, 0757), 0);
  expect_refusal(list, "can be written by everyone (mode 757)");
  cr_assert_eq(chmod(second, 0755), 0);
  open_registry(list);
  copy_plugin("outside", first, "outside.so");
  char path[96];
  snprintf(path, sizeof path, "%s/outside.so", first);
  cr_assert_eq(chmod(path, 0646), 0);
  registry_free(registry);
  open_registry(first);
  cr_assert_null(registry_find(registry, "outside", &error));
  cr_assert(strstr(error.message, "can be written by everyone"), "%s", error.message);
}

Test(registry, data_lie_beside_the_plugin) {
  copy_plugin("outside", first, "outside.so");
  open_registry(first);
  cr_assert_str_eq(registry_find(registry, "outside", &error)->data_directory, first);
  registry_free(registry);
  char data[96];
  snprintf(data, sizeof data, "%s/outside", first);
  cr_assert_eq(mkdir(data, 0755), 0);
  open_registry(first);
  cr_assert_str_eq(registry_find(registry, "outside", &error)->data_directory, data);
}

Test(registry, names_of_files_must_be_names_of_plugins) {
  copy_plugin("outside", first, "Out-Side.so");
  open_registry(first);
  cr_assert_not(has_name("Out-Side"));
  registry_load_all(registry);
  const struct plugin_failure *failures;
  bool listed = false;
  for (size_t i = 0, count = registry_failures(registry, &failures); i < count; i++)
    listed |= strstr(failures[i].path, "Out-Side") && strstr(failures[i].reason, "is no name for a plugin");
  cr_assert(listed);
}

Test(registry, data_that_others_can_write_are_refused) {
  copy_plugin("outside", first, "outside.so");
  char data[96];
  snprintf(data, sizeof data, "%s/outside", first);
  cr_assert_eq(mkdir(data, 0755), 0);
  cr_assert_eq(chmod(data, 0757), 0);
  open_registry(first);
  cr_assert_null(registry_find(registry, "outside", &error));
  cr_assert(strstr(error.message, "/outside can be written by everyone (mode 757)"), "%s", error.message);
}

Test(registry, links_to_plugins_that_others_can_change_are_refused) {
  char link[96], target[96];
  copy_plugin("outside", second, "outside.so");
  snprintf(link, sizeof link, "%s/outside.so", first);
  snprintf(target, sizeof target, "%s/outside.so", second);
  cr_assert_eq(symlink(target, link), 0);
  open_registry(first);
  cr_assert(registry_find(registry, "outside", &error), "%s", error.message);
  registry_free(registry);
  cr_assert_eq(chmod(second, 0757), 0);
  open_registry(first);
  cr_assert_null(registry_find(registry, "outside", &error));
  cr_assert(strstr(error.message, "/second, which everyone can write"), "%s", error.message);
}

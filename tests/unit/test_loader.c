/* Opening shared objects: good ones give their descriptor, bad ones the true reason.  Uses the plugins of
 * tests/plugins and runs in the build folder. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

static textan_error error;

static textan_status open_plugin(const char *file, const char *name, const textan_module **module) {
  char *path = realpath(file, NULL);
  cr_assert(path, "%s is not there", file);
  const textan_status status = loader_open(path, name, module, &error);
  free(path);
  return status;
}

Test(loader, good_plugin_gives_its_descriptor) {
  const textan_module *module = NULL, *again = NULL;
  cr_assert_eq(open_plugin("tests/plugins/.libs/outside.so", "outside", &module), TEXTAN_OK, "%s", error.message);
  cr_assert_str_eq(module->name, "outside");
  cr_assert_eq(open_plugin("tests/plugins/.libs/outside.so", "outside", &again), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(module, again);
}

Test(loader, reason_is_the_linkers) {
  const textan_module *module = NULL;
  cr_assert_eq(open_plugin("tests/plugins/.libs/unresolved.so", "unresolved", &module), TEXTAN_EDATA);
  cr_assert_str_eq(error.message, "undefined symbol: a_function_that_nobody_defines");
  cr_assert_eq(open_plugin("Makefile", "makefile", &module), TEXTAN_EDATA);
  cr_assert(strstr(error.message, "invalid ELF header"), "%s", error.message);
  cr_assert_eq(loader_open("/nowhere/none.so", "none", &module, &error), TEXTAN_EDATA);
  cr_assert(strstr(error.message, "No such file"), "%s", error.message);
  cr_assert_null(module);
}

Test(loader, entry_function_belongs_to_the_name) {
  const textan_module *module = NULL;
  cr_assert_eq(open_plugin("tests/plugins/.libs/no_entry.so", "no_entry", &module), TEXTAN_EDATA);
  cr_assert(strstr(error.message, "does not define no_entry_LTX_textan_module"), "%s", error.message);
  cr_assert_eq(open_plugin("tests/plugins/.libs/outside.so", "renamed", &module), TEXTAN_EDATA);
  cr_assert(strstr(error.message, "was it renamed?"), "%s", error.message);
}

/* Who may change what is loaded: the file, its folder, the folders above, and links on the way. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin_trust.h"

static char folder[] = "/tmp/textan-trust-XXXXXX";
static textan_error error;

static void shell(const char *command) {
  char line[1024];
  snprintf(line, sizeof line, "cd %s && %s", folder, command);
  cr_assert_eq(system(line), 0, "%s", line);
}

static void set_up(void) {
  cr_assert(mkdtemp(folder));
  shell(
      "mkdir -p a/plugins other && chmod 755 a a/plugins other && echo x >a/plugins/p.so && chmod 644 a/plugins/p.so");
}

static void tear_down(void) {
  char line[64];
  snprintf(line, sizeof line, "rm -r %s", folder);
  cr_assert_eq(system(line), 0);
}

TestSuite(plugin_trust, .init = set_up, .fini = tear_down);

static textan_status check(const char *path) {
  char full[256];
  snprintf(full, sizeof full, "%s/%s", folder, path);
  return plugin_trust_check(full, &error);
}

static void expect_trust(const char *path) {
  cr_expect_eq(check(path), TEXTAN_OK, "%s: %s", path, error.message);
}

static void expect_refusal(const char *path, const char *reason) {
  error.message[0] = '\0';
  cr_expect_eq(check(path), TEXTAN_ECONFIG, "%s is trusted", path);
  cr_expect(strstr(error.message, reason), "\"%s\" is not in \"%s\"", reason, error.message);
}

Test(plugin_trust, ones_own_is_trusted) {
  expect_trust("a/plugins/p.so");
  expect_trust("a/plugins");
  expect_trust("a/plugins/");
  expect_trust("a/./plugins/../plugins//p.so");
  expect_refusal("a/plugins/none.so", "No such file");
  expect_refusal("a/plugins/p.so/x", "Not a directory");
}

Test(plugin_trust, what_others_may_write_is_not) {
  shell("chmod 646 a/plugins/p.so");
  expect_refusal("a/plugins/p.so", "p.so can be written by everyone (mode 646)");
  shell("chmod 644 a/plugins/p.so && chmod 757 a/plugins");
  expect_refusal("a/plugins", "plugins can be written by everyone (mode 757)");
  expect_refusal("a/plugins/p.so", "plugins, which everyone can write (mode 757)");
  shell("chmod 1777 a/plugins");
  expect_refusal("a/plugins", "plugins can be written by everyone");
  expect_refusal("a/plugins/p.so", "plugins can be written by everyone");
}

Test(plugin_trust, folders_above_count) {
  shell("chmod 777 a");
  expect_refusal("a/plugins/p.so", "/a, which everyone can write (mode 777); chmod o-w ");
  expect_refusal("a/plugins", "/a, which everyone can write");
  shell("chmod 1777 a");
  expect_trust("a/plugins/p.so"); /* sticky, as /tmp is: nobody else can rename what is in it */
}

Test(plugin_trust, groups_count_unless_they_are_private) {
  if (geteuid() != 0)
    cr_skip_test("only root can give a folder to another group");
  shell("chgrp 1 a/plugins/p.so && chmod 664 a/plugins/p.so");
  expect_refusal("a/plugins/p.so", "p.so can be written by its group (mode 664)");
  shell("chmod 644 a/plugins/p.so && chgrp 1 a && chmod 775 a");
  expect_refusal("a/plugins/p.so", "/a, which its group can write (mode 775); chmod g-w ");
  shell("chgrp 0 a");
  expect_trust("a/plugins/p.so");
}

Test(plugin_trust, owners_count) {
  if (geteuid() != 0)
    cr_skip_test("only root can give a file to another user");
  shell("chown 65534 a/plugins/p.so");
  expect_refusal("a/plugins/p.so", "p.so belongs to user ");
  shell("chown 0 a/plugins/p.so && chown 65534 a");
  expect_refusal("a/plugins/p.so", "/a belongs to user ");
  expect_refusal("a/plugins", "/a belongs to user ");
}

Test(plugin_trust, links_count_with_where_they_lead) {
  shell("ln -s a/plugins short && ln -s ../a/plugins/p.so other/p.so && ln -s $PWD/short/p.so far && ln -s loop loop");
  expect_trust("short");
  expect_trust("short/p.so");
  expect_trust("other/p.so");
  expect_trust("far");
  expect_refusal("loop", "Too many levels of symbolic links");
  shell("chmod 777 other");
  expect_refusal("other/p.so", "/other, which everyone can write"); /* they may let it lead elsewhere */
  shell("chmod 755 other && chmod 777 a/plugins");
  expect_refusal("other/p.so", "plugins, which everyone can write"); /* where it leads */
  expect_refusal("far", "plugins, which everyone can write");
  shell("chmod 755 a/plugins && ln -s /nowhere gone");
  expect_refusal("gone", "No such file");
}

Test(plugin_trust, links_of_others_are_not_followed) {
  if (geteuid() != 0)
    cr_skip_test("only root can give a link to another user");
  shell("ln -s a/plugins/p.so theirs && chown -h 65534 theirs");
  expect_refusal("theirs", "theirs belongs to user ");
}

Test(plugin_trust, relative_ways_begin_in_the_working_folder) {
  cr_assert_eq(chdir(folder), 0);
  cr_expect_eq(plugin_trust_check("a/plugins", &error), TEXTAN_OK, "%s", error.message);
  cr_expect_eq(plugin_trust_check(".", &error), TEXTAN_OK, "%s", error.message);
  shell("chmod 777 a");
  cr_expect_eq(plugin_trust_check("a/plugins/p.so", &error), TEXTAN_ECONFIG);
  cr_assert_eq(chdir("/"), 0);
}

/* What steps answer reaches a program that embeds textan as a status that there is, with a sentence.  Uses the plugins
 * of tests/plugins and runs in the build folder. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <textan/textan.h>
#include <unistd.h>

static char path[] = "/tmp/textan-answers-XXXXXX";
static textan_run *run;
static textan_worker *worker;
static textan_error error;

static void set_up(void) {
  const int descriptor = mkstemp(path);
  cr_assert_geq(descriptor, 0);
  dprintf(descriptor, "format = 1;\nsteps = ( { id = \"rogue\"; use = \"rogue\"; } );\n");
  close(descriptor);
  const textan_run_options options = {.struct_size = sizeof options,
                                      .plugin_folders = "tests/plugins/.libs:plugins/plain/.libs"};
  cr_assert_eq(textan_run_load(path, &options, &run, &error), TEXTAN_OK, "%s", error.message);
  cr_assert_eq(textan_worker_new(run, NULL, &worker, &error), TEXTAN_OK, "%s", error.message);
}

static void tear_down(void) {
  textan_worker_free(worker);
  textan_run_free(run);
  unlink(path);
}

TestSuite(worker_answers, .init = set_up, .fini = tear_down);

static textan_status analyse(const char *id) {
  error = (textan_error){.message = ""};
  return textan_worker_analyse(worker, id, id, strlen(id), NULL, 0, &error);
}

Test(worker_answers, are_statuses_that_there_are) {
  static const char *const ids[] = {"unknown-status", "end"};
  cr_expect_eq(analyse("good"), TEXTAN_OK, "%s", error.message);
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
    cr_expect_eq(analyse(ids[i]), TEXTAN_EINTERNAL, "%s", ids[i]);
    cr_expect_eq(error.status, TEXTAN_EINTERNAL, "%s", ids[i]);
    cr_expect(strstr(error.message, "the plugin gave no reason"), "%s: %s", ids[i], error.message);
  }
  cr_expect_eq(analyse("empty-message"), TEXTAN_EINPUT, "the plugin's own, though it did not fill in the error");
  cr_expect_eq(error.status, TEXTAN_EINPUT);
  cr_expect_eq(analyse("good"), TEXTAN_OK, "%s", error.message);
}

Test(worker_answers, outlive_their_worker_as_nothing) {
  cr_assert_eq(analyse("good"), TEXTAN_OK);
  const textan_document *document = textan_worker_document(worker);
  cr_expect_str_eq(textan_document_functions()->id(document), "good");
  textan_worker_free(worker);
  worker = NULL;
  cr_expect_str_eq(textan_document_functions()->id(document), "");
}

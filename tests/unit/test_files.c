/* The reader of files: what paths and patterns find, under which names, and what stands in the way. */
#include <sys/stat.h>
#include <unistd.h>

#include "../../plugins/files/inputs.h"
#include "plugin_host.h"

const textan_module *files_LTX_textan_module(void);

static char root[] = "/tmp/textan-files-XXXXXX";
static textan_host *host;

static const char *in_root(const char *name) {
  static char path[8][256];
  static size_t next;
  next = (next + 1) % 8;
  snprintf(path[next], sizeof path[next], "%s/%s", root, name);
  return path[next];
}

static void make(const char *name, const char *contents) {
  FILE *file = fopen(in_root(name), "w");
  cr_assert(file, "%s", name);
  fputs(contents, file);
  fclose(file);
}

static void set_up(void) {
  cr_assert(mkdtemp(root));
  static const char *const folders[] = {"a", "a/sub", "a/sub/deep", "b", ".hidden"};
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
    mkdir(in_root(folders[i]), 0700);
  make("a/1.txt", "one");
  make("a/2.html", "two");
  make("a/sub/3.txt", "three");
  make("a/sub/deep/4.txt", "");
  make("a/.5.txt", "hidden");
  make("b/6.txt", "six");
  make(".hidden/7.txt", "hidden");
  make("b/[8].txt", "eight");
  host = plugin_host_new(files_LTX_textan_module(), "/", NULL, NULL);
}

static void tear_down(void) {
  char command[64];
  snprintf(command, sizeof command, "rm -rf '%s'", root);
  cr_assert_eq(system(command), 0);
  host_free(host);
}

TestSuite(files, .init = set_up, .fini = tear_down);

static textan_inputs wanted(const char *const *names, const char *paths[8]) {
  size_t count = 0;
  for (; names[count]; count++)
    paths[count] = strcmp(names[count], "-") == 0 ? "-" : in_root(names[count]);
  return (textan_inputs){.struct_size = sizeof(textan_inputs), .corpus = "c", .paths = paths, .path_count = count};
}

/* The names of what is found, parted by spaces, or the error. */
static const char *found(const char *const *names, unsigned flags) {
  static char out[2048];
  static textan_error error;
  const char *paths[8];
  const textan_inputs inputs = wanted(names, paths);
  struct inputs list;
  error.message[0] = '\0';
  if (inputs_find(&inputs, flags, &list, &error) != TEXTAN_OK)
    return error.message;
  size_t used = 0;
  for (size_t i = 0; i < list.count; i++)
    used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", i ? " " : "", inputs_name(&list, i));
  inputs_free(&list);
  return out;
}

Test(files, finds_what_paths_name) {
  cr_assert_eq(symlink(root, in_root("a/sub/loop")), 0);
  cr_assert_eq(symlink("../a", in_root("b/link")), 0);
  cr_assert_eq(symlink("gone", in_root("b/broken.txt")), 0);
  cr_assert_eq(mkfifo(in_root("a/pipe.txt"), 0600), 0);
  static const struct {
    const char *names[4];
    const char *found;
  } cases[] = {
      {{"a/1.txt"}, "1.txt"},
      {{"a/*.txt"}, "1.txt"},
      {{"a/.*.txt"}, ".5.txt"},
      {{"a/?.*"}, "1.txt 2.html"},
      {{"**/*.txt"}, "a/1.txt a/sub/3.txt a/sub/deep/4.txt b/6.txt b/[8].txt b/broken.txt"},
      {{"a/**/*.txt"}, "1.txt sub/3.txt sub/deep/4.txt"},
      {{"a/**"}, "1.txt 2.html sub/3.txt sub/deep/4.txt"},
      {{"a/**/deep/*"}, "sub/deep/4.txt"},
      {{"a"}, "1.txt 2.html sub/3.txt sub/deep/4.txt"},
      {{"a/"}, "1.txt 2.html sub/3.txt sub/deep/4.txt"},
      {{"b/link/*.txt"}, "1.txt"},
      {{"b/l*/*.txt"}, "link/1.txt"},
      {{"b/[8].txt"}, "[8].txt"},
      {{"b/[6-7].txt"}, "6.txt"},
      {{"b/6.txt", "a/*.txt", "b/*6*"}, "b/6.txt a/1.txt"},
      {{"a", "a/sub/*.txt"}, "1.txt 2.html sub/3.txt sub/deep/4.txt"},
      {{"-", "a/1.txt"}, "stdin 1.txt"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect_str_eq(found(cases[i].names, INPUTS_FOLDERS | INPUTS_STANDARD_INPUT), cases[i].found);
}

Test(files, names_what_cannot_be_found) {
  mkdir(in_root("empty"), 0700);
  static const struct {
    const char *names[2];
    unsigned flags;
    const char *says;
  } cases[] = {
      {{"none.txt"}, 0, "/none.txt\" does not exist"},
      {{"a/1.txt/x"}, 0, "does not exist"},
      {{"a/*.none"}, 0, "/a/*.none\" matches no file"},
      {{"none/*.txt"}, 0, "/none\" of the pattern"},
      {{"a"}, 0, "is a folder"},
      {{"empty"}, INPUTS_FOLDERS, "holds no file"},
      {{"-"}, 0, "cannot read standard input"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect(strstr(found(cases[i].names, cases[i].flags), cases[i].says), "says: %s",
              found(cases[i].names, cases[i].flags));
}

Test(files, needs_rights_for_folders) {
  if (geteuid() == 0 && seteuid(65534) != 0)
    cr_skip_test("cannot give up the rights of root");
  static const char *const names[] = {"**/*.txt", NULL};
  const char *paths[8];
  const textan_inputs inputs = wanted(names, paths);
  struct inputs list;
  textan_error error = {0};
  if (seteuid(0) == 0) {
    chmod(root, 0755);
    chmod(in_root("a"), 0755);
    cr_assert_eq(seteuid(65534), 0); /* a/sub is root's alone */
  } else {
    chmod(in_root("a/sub"), 0);
  }
  const textan_status status = inputs_find(&inputs, 0, &list, &error);
  if (seteuid(0) != 0)
    chmod(in_root("a/sub"), 0700);
  cr_expect_eq(status, TEXTAN_EIO);
  cr_expect(strstr(error.message, "cannot be read: Permission denied"), "says: %s", error.message);
}

static void *open_reader(const char *name, const char *limit) {
  const struct setting settings[] = {{"max_record", {limit}}, {0}};
  const textan_parameters parameters = {settings};
  const char *const names[] = {name, NULL};
  const char *paths[8];
  const textan_inputs inputs = wanted(names, paths);
  textan_error error = {0};
  void *reader;
  cr_assert_eq(files_LTX_textan_module()->reader->open(host, &parameters, &inputs, &reader, &error), TEXTAN_OK, "%s",
               error.message);
  return reader;
}

Test(files, reads_records_and_goes_on_from_a_cursor) {
  const textan_reader *calls = files_LTX_textan_module()->reader;
  make("b/\xFF.txt", "strange name");
  make("b/9.txt", "longer than ten bytes");
  void *reader = open_reader("b", "12");
  textan_record record;
  textan_error error = {0};
  static const struct {
    textan_status status;
    const char *id, *bytes;
  } expected[] = {{TEXTAN_OK, "6.txt", "six"},
                  {TEXTAN_ELIMIT, "9.txt", ""},
                  {TEXTAN_OK, "[8].txt", "eight"},
                  {TEXTAN_OK, "%FF.txt", "strange name"},
                  {TEXTAN_END, NULL, NULL}};
  char cursors[5][512];
  for (size_t i = 0; i < 5; i++) {
    textan_string cursor;
    cr_assert_eq(calls->cursor(reader, &cursor, &error), TEXTAN_OK);
    snprintf(cursors[i], sizeof cursors[i], "%s", cursor.data);
    cr_expect_eq(calls->next(reader, &record, &error), expected[i].status);
    if (!expected[i].id)
      continue;
    cr_expect_str_eq(record.id, expected[i].id);
    cr_expect_str_eq(record.bytes, expected[i].bytes);
    cr_expect_str_eq(record.media_type, "text/plain");
  }
  for (size_t i = 0; i < 5; i++) {
    const textan_string cursor = {cursors[i], strlen(cursors[i])};
    cr_assert_eq(calls->seek(reader, &cursor, &error), TEXTAN_OK, "%s", error.message);
    cr_expect_eq(calls->next(reader, &record, &error), expected[i].status);
  }
  const textan_string changed = {"1 /elsewhere", 12}, wrong = {"x", 1};
  cr_expect_eq(calls->seek(reader, &changed, &error), TEXTAN_EIO);
  cr_expect_eq(calls->seek(reader, &wrong, &error), TEXTAN_EINPUT);
  calls->close(reader);
}

Test(files, fails_a_document_that_vanished) {
  const textan_reader *calls = files_LTX_textan_module()->reader;
  void *reader = open_reader("a/*", "1000");
  textan_record record;
  textan_error error = {0};
  unlink(in_root("a/1.txt"));
  cr_expect_eq(calls->next(reader, &record, &error), TEXTAN_EINPUT);
  cr_expect_str_eq(record.id, "1.txt");
  cr_expect(strstr(error.message, "cannot be opened: No such file"), "says: %s", error.message);
  cr_expect_eq(calls->next(reader, &record, &error), TEXTAN_OK);
  cr_expect_str_eq(record.media_type, "text/html");
  cr_expect_eq(calls->next(reader, &record, &error), TEXTAN_END);
  calls->close(reader);
}

/* Parameters of every type and their lists: what a run file sets, and the exact words about what is wrong. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config_check.h"
#include "parameters.h"

static const char *const colours[] = {"red", "green", "blue", NULL};

#define ROW(name_, type_, ...)                                                                                         \
  { .name = name_, .type = TEXTAN_PARAMETER_##type_, .summary = "For tests.", __VA_ARGS__ }
#define LIST(name_, type_, ...) ROW(name_, type_, .flags = TEXTAN_PARAMETER_LIST, __VA_ARGS__)

static const textan_parameter rows[] = {
    ROW("flag", BOOLEAN, .fallback = "true"),
    ROW("count", INTEGER, .minimum = "-3", .maximum = "5000000000", .unit = "documents"),
    ROW("share", DECIMAL, .minimum = "0", .maximum = "1"),
    ROW("name", STRING, .flags = 0),
    ROW("colour", CHOICE, .choices = colours),
    ROW("file", PATH, .flags = 0),
    ROW("patience", DURATION, .minimum = "\"10ms\"", .maximum = "\"1h\""),
    ROW("memory", SIZE, .minimum = "512", .maximum = "\"1MiB\"", .unit = "bytes"),
    ROW("fields", TABLE, .flags = TEXTAN_PARAMETER_LIST),
    LIST("flags", BOOLEAN, .fallback = NULL),
    LIST("counts", INTEGER, .maximum = "9"),
    LIST("shares", DECIMAL, .minimum = "0.5"),
    LIST("names", STRING, .fallback = "[ \"a\", \"b\" ]"),
    LIST("colours", CHOICE, .choices = colours),
    LIST("files", PATH, .fallback = NULL),
    LIST("delays", DURATION, .fallback = NULL),
    LIST("sizes", SIZE, .fallback = NULL),
    ROW("old", INTEGER, .flags = TEXTAN_PARAMETER_DEPRECATED),
    {0},
};

static const textan_analyser analyser = {.struct_size = sizeof analyser,
                                         .parameter_size = sizeof(textan_parameter),
                                         .summary = "For tests.",
                                         .parameters = rows};
static const textan_module module = {
    .struct_size = sizeof module, .name = "all", .version = "1.0.0", .analyser = &analyser};
static const struct plugin plugin = {&module, "/plugins/all.so", "/plugins/all"};

/* ---- a reading ---- */

static char folder[] = "/tmp/parameters-XXXXXX";
static struct arena arena;
static struct config_reader reader;
static char *messages;

static void begin(void) {
  cr_assert(mkdtemp(folder));
  char path[64];
  snprintf(path, sizeof path, "%s/list.tsv", folder);
  fclose(fopen(path, "w"));
}

static void end(void) {
  char path[64];
  snprintf(path, sizeof path, "%s/list.tsv", folder);
  cr_assert_eq(unlink(path), 0);
  cr_assert_eq(rmdir(folder), 0);
  arena_free(&arena);
  free(messages);
  messages = NULL;
}

/* The values that the text of a group sets; `messages` gets what is said. */
static const textan_parameters *read_group(const char *text) {
  size_t size = 0;
  static struct source source;
  static const textan_parameters *parameters;
  source = (struct source){"run.cfg", folder, "the file that names it"};
  reader = (struct config_reader){.diagnostics = diagnostics_new(), .arena = &arena};
  free(messages);
  if (setjmp(reader.no_memory))
    cr_assert_fail("no memory");
  const struct node *group = file_read_value(&reader, &source, 1, text);
  cr_assert(group, "%.80s", text);
  parameters = check_parameters(&reader, &plugin, PLUGIN_ANALYSER, group, group, "step \"s\"");
  FILE *stream = open_memstream(&messages, &size);
  if (diagnostics_errors(reader.diagnostics) || diagnostics_warnings(reader.diagnostics))
    diagnostics_print(reader.diagnostics, stream);
  fclose(stream);
  diagnostics_free(reader.diagnostics);
  file_clean_up(&reader);
  return parameters;
}

Test(config_parameters, reads_every_type, .init = begin, .fini = end) {
  const textan_parameters *values = read_group(
      "{ flag = FALSE; count = 4294967297; share = 0.10; name = \"\"; colour = \"blue\"; file = \"list.tsv\"; "
      "patience = \"2min\"; memory = \"64KiB\"; fields = { a = \"1\"; b-c = \"\"; }; }");
  cr_assert_str_eq(messages, "");
  cr_assert_not(parameters_api.boolean(values, "flag"));
  cr_assert_eq(parameters_api.integer(values, "count"), 4294967297, "more than 32 bits");
  cr_assert_eq(parameters_api.decimal(values, "share").mantissa, 1);
  cr_assert_eq(parameters_api.decimal(values, "share").exponent, -1);
  cr_assert_str_eq(parameters_api.string(values, "name"), "");
  cr_assert_str_eq(parameters_api.string(values, "colour"), "blue");
  char path[64];
  snprintf(path, sizeof path, "%s/list.tsv", folder);
  cr_assert_str_eq(parameters_api.string(values, "file"), path);
  cr_assert_eq(parameters_api.duration(values, "patience"), 120000);
  cr_assert_eq(parameters_api.size(values, "memory"), 65536);
  cr_assert_eq(parameters_api.count(values, "fields"), 2);
  cr_assert_str_eq(parameters_api.key_at(values, "fields", 1), "b-c");
  cr_assert_str_eq(parameters_api.string_at(values, "fields", 1), "");
  cr_assert_eq(parameters_api.count(values, "names"), 2, "the default of another one");
  cr_assert_not(parameters_api.is_set(values, "counts"));
}

Test(config_parameters, reads_lists_of_every_type, .init = begin, .fini = end) {
  const textan_parameters *values = read_group(
      "{ flags = [ true, false ]; counts = ( 1, 0x9, -5000000000 ); shares = [ 0.5, 1, 1e3 ]; names = [ ]; "
      "colours = [ \"red\", \"blue\" ]; files = [ \"list.tsv\", \"list.tsv\" ]; "
      "delays = [ \"1s\", \"1ms\" ]; sizes = ( 1, \"1KiB\", 0x10 ); }");
  cr_assert_str_eq(messages, "");
  cr_assert_eq(parameters_api.integer_at(values, "flags", 0), 1);
  cr_assert_eq(parameters_api.integer_at(values, "flags", 1), 0);
  cr_assert_eq(parameters_api.integer_at(values, "counts", 1), 9);
  cr_assert_eq(parameters_api.integer_at(values, "counts", 2), -5000000000);
  cr_assert_eq(parameters_api.decimal_at(values, "shares", 1).mantissa, 1);
  cr_assert_eq(parameters_api.decimal_at(values, "shares", 2).exponent, 3);
  cr_assert(parameters_api.is_set(values, "names"));
  cr_assert_eq(parameters_api.count(values, "names"), 0, "an empty list is not the default");
  cr_assert_str_eq(parameters_api.string_at(values, "colours", 1), "blue");
  cr_assert_eq(parameters_api.count(values, "files"), 2);
  cr_assert_eq(parameters_api.string_at(values, "files", 1)[0], '/');
  cr_assert_eq(parameters_api.integer_at(values, "delays", 0), 1000);
  cr_assert_eq(parameters_api.integer_at(values, "sizes", 1), 1024);
  cr_assert_eq(parameters_api.integer_at(values, "sizes", 2), 16);
}

Test(config_parameters, keep_to_their_limits, .init = begin, .fini = end) {
  read_group("{ count = -3; share = 0; patience = \"10ms\"; memory = 512; counts = [ 9 ]; shares = [ 0.50 ]; }");
  cr_assert_str_eq(messages, "", "limits are allowed");
  read_group("{ count = 5000000000L; share = 1.000; patience = \"60min\"; memory = 1048576; }");
  cr_assert_str_eq(messages, "");
}

Test(config_parameters, says_what_is_wrong, .init = begin, .fini = end) {
  static const char *const table[][2] = {
      {"flag = 1", "parameter \"flag\" wants true or false, not 1"},
      {"flag = \"true\"", "parameter \"flag\" wants true or false, not \"true\"\n  it is written without quotes"},
      {"count = 5000000001",
       "parameter \"count\" wants a whole number from -3 to 5000000000 (documents), not 5000000001"},
      {"count = -4", "parameter \"count\" wants a whole number from -3 to 5000000000 (documents), not -4"},
      {"count = 1.0", "parameter \"count\" wants a whole number from -3 to 5000000000 (documents), not 1.0"},
      {"count = true", "parameter \"count\" wants a whole number from -3 to 5000000000 (documents), not true"},
      {"count = 9223372036854775808",
       "parameter \"count\": 9223372036854775808 has more digits than can be kept exactly"},
      {"count = 18446744073709551617",
       "parameter \"count\": 18446744073709551617 has more digits than can be kept exactly"},
      {"share = 2", "parameter \"share\" wants a number from 0 to 1, not 2"},
      {"share = 1.0000000000000001", "parameter \"share\" wants a number from 0 to 1, not 1.0000000000000001"},
      {"share = \"0.5\"",
       "parameter \"share\" wants a number from 0 to 1, not \"0.5\"\n  it is written without quotes"},
      {"name = 5", "parameter \"name\" wants a string, not 5\n  it is written in quotes"},
      {"name = [ \"a\" ]", "parameter \"name\" wants a string, not a list"},
      {"colour = \"gren\"",
       "parameter \"colour\" wants one of red, green, blue, not \"gren\"\n  did you mean \"green\"?"},
      {"colour = { }", "parameter \"colour\" wants one of red, green, blue, not a group { }"},
      {"file = \"\"", "parameter \"file\" wants a path, not \"\""},
      {"file = \"/none/such\"", "parameter \"file\": file \"/none/such\": No such file or directory"},
      {"patience = \"9ms\"",
       "parameter \"patience\" wants a duration from 10ms to 1h, not \"9ms\"\n"
       "  written as \"500ms\", \"10s\", \"2min\" or \"1h\""},
      {"patience = \"3601s\"",
       "parameter \"patience\" wants a duration from 10ms to 1h, not \"3601s\"\n"
       "  written as \"500ms\", \"10s\", \"2min\" or \"1h\""},
      {"memory = 511",
       "parameter \"memory\" wants a size from 512 to 1MiB (bytes), not 511\n"
       "  written as \"64KiB\", \"10MB\" or \"1GiB\", or as bytes: 512"},
      {"memory = -1",
       "parameter \"memory\" wants a size from 512 to 1MiB (bytes), not -1\n"
       "  written as \"64KiB\", \"10MB\" or \"1GiB\", or as bytes: 512"},
      {"memory = 1e3",
       "parameter \"memory\" wants a size from 512 to 1MiB (bytes), not 1e3\n"
       "  written as \"64KiB\", \"10MB\" or \"1GiB\", or as bytes: 512"},
      {"fields = [ \"a\" ]", "parameter \"fields\" wants a group { } of strings, not a list"},
      {"fields = { a = 1; }", "parameter \"fields\" wants a group { } of strings, not 1\n  it is written in quotes"},
      {"counts = 3",
       "parameter \"counts\" wants a list, each item a whole number of 9 or less, not 3\n"
       "  a list of one is written in brackets too: [ ... ]"},
      {"counts = [ 3, 10 ]", "parameter \"counts\" wants a list, each item a whole number of 9 or less, not 10"},
      {"counts = ( 3, ( 4 ) )", "parameter \"counts\" wants a list, each item a whole number of 9 or less, not a list"},
      {"shares = [ 0.49 ]", "parameter \"shares\" wants a list, each item a number of 0.5 or more, not 0.49"},
      {"colours = [ \"red\", \"blue\", \"red\", \"blue\" ]", "parameter \"colours\" names \"red\" twice"},
      {"old = \"x\"", "parameter \"old\" wants a whole number, not \"x\""},
      {"colors = 1",
       "unknown parameter \"colors\"\n  did you mean \"colours\"?   allowed: flag, count, share, name, "
       "colour, file, patience, memory, fields, flags, counts, shares, names, colours, files, delays, "
       "sizes, old   (textan describe all)"},
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    char text[200], expected[600];
    const bool old = strncmp(table[i][0], "old", 3) == 0;
    snprintf(text, sizeof text, "{ %s; }", table[i][0]);
    snprintf(expected, sizeof expected, "%srun.cfg:1: error: step \"s\": %s\n1 error, %d warning%s; nothing was run\n",
             old ? "run.cfg:1: warning: step \"s\": parameter \"old\" is going away: For tests.\n" : "", table[i][1],
             old, old ? "" : "s");
    read_group(text);
    cr_expect_str_eq(messages, expected, "%s says\n%sand not\n%s", table[i][0], messages, expected);
  }
}

Test(config_parameters, warns_of_what_is_going_away, .init = begin, .fini = end) {
  const textan_parameters *values = read_group("{ old = 3; }");
  cr_assert_str_eq(messages,
                   "run.cfg:1: warning: step \"s\": parameter \"old\" is going away: For tests.\n"
                   "0 errors, 1 warning\n");
  cr_assert_eq(parameters_api.integer(values, "old"), 3, "it still counts");
}

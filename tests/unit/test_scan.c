/* JSON in place: what is valid and what is not, where and why; escapes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "../../plugins/jsonl/scan.h"

/* Walks through everything in the value at hand. */
static bool walk(struct scanner *scanner, int depth) {
  struct scan_value value, name;
  struct scanner probe = *scanner;
  bool first = true;
  if (depth > 20 || !scan_read(&probe, &value)) {
    *scanner = probe;
    return false;
  }
  if (value.kind == SCAN_LIST || value.kind == SCAN_OBJECT) {
    if (!scan_enter(scanner, value.kind))
      return false;
    while (value.kind == SCAN_LIST ? scan_item(scanner, &first) : scan_member(scanner, &first, &name))
      if (!walk(scanner, depth + 1))
        return false;
    return !scanner->expected;
  }
  *scanner = probe;
  return true;
}

/* The text stands at the end of an allocation, so that a sanitizer sees every byte that is read behind it. */
static const char *judge(const char *text, size_t *offset) {
  const size_t size = strlen(text);
  char *bytes = malloc(size + !size);
  memcpy(bytes, text, size);
  struct scanner scanner = scan_begin(bytes, size);
  const bool good = walk(&scanner, 0) && scan_end(&scanner);
  *offset = (size_t)(scanner.at - bytes);
  free(bytes);
  cr_expect_eq(good, scanner.expected == NULL, "%s", text);
  return scanner.expected;
}

Test(scan, takes_what_is_json) {
  static const char *const cases[] = {"0",
                                      "-0.5e+10",
                                      "true",
                                      " null ",
                                      "\"\"",
                                      "[]",
                                      "{}",
                                      "\t[ 1 , 2 ]\r\n",
                                      "{\"a\":{\"b\":[false,\"]}\"]},\"\":1}",
                                      "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\"",
                                      "\"\xC3\xA9\x7F\"",
                                      "[[[[[[]]]]]]"};
  size_t offset;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    cr_expect_null(judge(cases[i], &offset), "%s", cases[i]);
}

Test(scan, says_where_and_what_is_wrong) {
  static const struct {
    const char *text;
    size_t offset;
    const char *expected;
  } cases[] = {{"", 0, "a value"},
               {"[1,]", 3, "a value"},
               {"[1 2]", 3, "a comma or the list's end"},
               {"[1}", 2, "a comma or the list's end"},
               {"[", 1, "a closing bracket"},
               {"{\"a\" 1}", 5, "a colon"},
               {"{\"a\":1 \"b\":2}", 7, "a comma or the object's end"},
               {"{a:1}", 1, "a member's name"},
               {"{\"a\":}", 5, "a value"},
               {"{1:2}", 1, "a member's name"},
               {"01", 2, "a number without leading zeros"},
               {"-", 1, "a digit"},
               {"1.", 2, "a digit"},
               {"1e", 2, "a digit"},
               {".5", 0, "a value"},
               {"tru", 0, "a value"},
               {"nul", 0, "a value"},
               {"\"a", 2, "the string's end"},
               {"\"a\\", 2, "the string's end"},
               {"\"a\nb\"", 2, "an escape for a control character"},
               {"1 2", 2, "nothing more"},
               {"{} ,", 3, "nothing more"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    size_t offset;
    const char *expected = judge(cases[i].text, &offset);
    cr_expect(expected && strcmp(expected, cases[i].expected) == 0, "%s: expected %s", cases[i].text,
              expected ? expected : "nothing else");
    cr_expect_eq(offset, cases[i].offset, "%s: at %zu", cases[i].text, offset);
  }
}

static size_t unescape(const char *json, char *out) {
  struct scanner scanner = scan_begin(json, strlen(json));
  struct scan_value value;
  cr_assert(scan_read(&scanner, &value) && value.kind == SCAN_STRING, "%s", json);
  return scan_unescape(&value, out);
}

Test(scan, reads_escapes) {
  static const struct {
    const char *json, *text; /* NULL: it is wrong */
  } cases[] = {{"\"\"", ""},
               {"\"plain text of more than eight bytes\"", "plain text of more than eight bytes"},
               {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
               {"\"1234567\\n9\"", "1234567\n9"},
               {"\"\\u0041\\u00e9\\u1EC7\\ud83d\\uDE00.\"", "A\u00E9\u1EC7\U0001F600."},
               {"\"\\u0000\"", NULL},
               {"\"\\ud800\"", NULL},
               {"\"\\ud800\\u0041\"", NULL},
               {"\"\\udc00\"", NULL},
               {"\"\\ud800\\udbff\"", NULL},
               {"\"\\u12\"", NULL},
               {"\"\\u12g4\"", NULL},
               {"\"\\x\"", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *out = malloc(strlen(cases[i].json));
    const size_t size = unescape(cases[i].json, out);
    if (cases[i].text)
      cr_expect(size == strlen(cases[i].text) && memcmp(out, cases[i].text, size) == 0, "%s", cases[i].json);
    else
      cr_expect_eq(size, SIZE_MAX, "%s", cases[i].json);
    free(out);
  }
}

Test(scan, knows_strings_and_whole_numbers) {
  static const struct {
    const char *json, *says;
    bool is;
  } strings[] = {{"\"id\"", "id", true},       {"\"id\"", "idx", false}, {"\"idx\"", "id", false},
                 {"\"\\u0069d\"", "id", true}, {"\"\\u0\"", "", false},  {"5", "5", false}};
  for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
    struct scanner scanner = scan_begin(strings[i].json, strlen(strings[i].json));
    struct scan_value value;
    cr_assert(scan_read(&scanner, &value));
    cr_expect_eq(scan_says(&value, strings[i].says), strings[i].is, "%s", strings[i].json);
  }
  static const struct {
    const char *json;
    bool is;
    uint32_t number;
  } numbers[] = {{"0", true, 0},           {"4294967295", true, UINT32_MAX},
                 {"4294967296", false, 0}, {"99999999999", false, 0},
                 {"-1", false, 0},         {"1.0", false, 0},
                 {"1e2", false, 0},        {"\"1\"", false, 0}};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    struct scanner scanner = scan_begin(numbers[i].json, strlen(numbers[i].json));
    struct scan_value value;
    uint32_t number = 0;
    cr_assert(scan_read(&scanner, &value));
    cr_expect_eq(scan_whole(&value, &number), numbers[i].is, "%s", numbers[i].json);
    cr_expect(!numbers[i].is || number == numbers[i].number, "%s", numbers[i].json);
  }
}

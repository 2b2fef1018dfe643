/* Values as they are written in configurations, and the getters that plugins read them with. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <string.h>

#include "literal.h"
#include "parameters.h"

Test(literal, knows_what_a_number_is) {
  static const char *const numbers[] = {"0",     "-12", "+3", "10L", "10LL", "0x1F",
                                        "0XffL", "1.5", ".5", "5.",  "1e6",  "-1.5E-3"};
  static const char *const others[] = {"",    "-",          ".",    "1x", "0x",  "1.2.3", "1e",
                                       "1e+", "2024-01-02", "1.5L", "e5", "0xg", "1 "};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    cr_assert(literal_is_number(numbers[i]), "%s", numbers[i]);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    cr_assert_not(literal_is_number(others[i]), "%s", others[i]);
}

Test(literal, reads_integers_to_the_last_bit) {
  static const struct {
    const char *text;
    enum literal_status status;
    int64_t value;
  } rows[] = {
      {"0", LITERAL_OK, 0},
      {"5000000000", LITERAL_OK, 5000000000},
      {"5000000000L", LITERAL_OK, 5000000000},
      {"0xFFFFFFFF", LITERAL_OK, 4294967295},
      {"9223372036854775807", LITERAL_OK, INT64_MAX},
      {"-9223372036854775808", LITERAL_OK, INT64_MIN},
      {"9223372036854775808", LITERAL_TOO_LARGE, 0},
      {"-9223372036854775809", LITERAL_TOO_LARGE, 0},
      {"99999999999999999999999", LITERAL_TOO_LARGE, 0},
      {"0x8000000000000000", LITERAL_TOO_LARGE, 0},
      {"010", LITERAL_MALFORMED, 0},
      {"1.0", LITERAL_MALFORMED, 0},
      {"1e3", LITERAL_MALFORMED, 0},
      {"ten", LITERAL_MALFORMED, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int64_t value = 0;
    cr_assert_eq(literal_integer(rows[i].text, &value), rows[i].status, "%s", rows[i].text);
    if (rows[i].status == LITERAL_OK)
      cr_assert_eq(value, rows[i].value, "%s", rows[i].text);
  }
}

Test(literal, reads_decimals_exactly) {
  static const struct {
    const char *text;
    enum literal_status status;
    textan_decimal value;
  } rows[] = {
      {"0.1", LITERAL_OK, {1, -1}},
      {"-2.50", LITERAL_OK, {-25, -1}},
      {"12.500000000000000000000000000", LITERAL_OK, {125, -1}},
      {"100", LITERAL_OK, {100, 0}},
      {"10.0", LITERAL_OK, {10, 0}},
      {"0.00", LITERAL_OK, {0, 0}},
      {".5", LITERAL_OK, {5, -1}},
      {"1.5e-3", LITERAL_OK, {15, -4}},
      {"2E+6", LITERAL_OK, {2, 6}},
      {"0x10", LITERAL_OK, {16, 0}},
      {"123456789012345678", LITERAL_OK, {123456789012345678, 0}},
      {"12345678901234567890.5", LITERAL_TOO_LARGE, {0, 0}},
      {"1e1000", LITERAL_TOO_LARGE, {0, 0}},
      {"1e99999999999999999999", LITERAL_TOO_LARGE, {0, 0}},
      {"0,5", LITERAL_MALFORMED, {0, 0}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    textan_decimal value = {0, 0};
    cr_assert_eq(literal_decimal(rows[i].text, &value), rows[i].status, "%s", rows[i].text);
    if (rows[i].status != LITERAL_OK)
      continue;
    cr_assert_eq(value.mantissa, rows[i].value.mantissa, "%s", rows[i].text);
    cr_assert_eq(value.exponent, rows[i].value.exponent, "%s", rows[i].text);
  }
}

Test(literal, compares_decimals) {
  /* In rising order, equal ones in one row. */
  static const char *const rows[][3] = {{"-1e200", NULL},
                                        {"-10", "-1e1"},
                                        {"-9.99"},
                                        {"-0.5", "-.50"},
                                        {"-0.05"},
                                        {"0", "0.000", "0e9"},
                                        {"1e-300"},
                                        {"0.049"},
                                        {"0.05", "5e-2"},
                                        {"0.5"},
                                        {"1", "1.0", "10e-1"},
                                        {"1.000000000001"},
                                        {"9"},
                                        {"10"},
                                        {"123456789012345678"},
                                        {"1e18"}};
  const size_t count = sizeof rows / sizeof rows[0];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++)
      for (size_t k = 0; k < 3 && rows[j][k]; k++) {
        textan_decimal a, b;
        cr_assert_eq(literal_decimal(rows[i][0], &a), LITERAL_OK);
        cr_assert_eq(literal_decimal(rows[j][k], &b), LITERAL_OK);
        const int result = decimal_compare(a, b);
        cr_assert_eq((result > 0) - (result < 0), (i > j) - (i < j), "%s and %s", rows[i][0], rows[j][k]);
      }
}

Test(literal, reads_durations_and_sizes) {
  int64_t value = 0;
  static const struct {
    const char *text;
    int64_t value;
  } durations[] = {{"500ms", 500}, {"0s", 0}, {"10s", 10000}, {"2min", 120000}, {"1h", 3600000}, {"10 s", 10000}},
    sizes[] = {{"512", 512},
               {"512B", 512},
               {"64KiB", 65536},
               {"10MB", 10000000},
               {"1GiB", 1 << 30},
               {"1kB", 1000},
               {"8388607TiB", 8388607LL << 40}};
  static const char *const no_durations[] = {"", "10", "10m", "1.5s", "-1s", "s", "01s", "1s ", "10  s"};
  static const char *const no_sizes[] = {"", "-1", "1.5MB", "10MX", "KiB", "010"};
  for (size_t i = 0; i < sizeof durations / sizeof durations[0]; i++) {
    cr_assert_eq(literal_duration(durations[i].text, &value), LITERAL_OK, "%s", durations[i].text);
    cr_assert_eq(value, durations[i].value, "%s", durations[i].text);
  }
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    cr_assert_eq(literal_size(sizes[i].text, &value), LITERAL_OK, "%s", sizes[i].text);
    cr_assert_eq(value, sizes[i].value, "%s", sizes[i].text);
  }
  for (size_t i = 0; i < sizeof no_durations / sizeof no_durations[0]; i++)
    cr_assert_eq(literal_duration(no_durations[i], &value), LITERAL_MALFORMED, "%s", no_durations[i]);
  for (size_t i = 0; i < sizeof no_sizes / sizeof no_sizes[0]; i++)
    cr_assert_eq(literal_size(no_sizes[i], &value), LITERAL_MALFORMED, "%s", no_sizes[i]);
  cr_assert_eq(literal_size("8388608TiB", &value), LITERAL_TOO_LARGE);
  cr_assert_eq(literal_duration("99999999999999999999h", &value), LITERAL_TOO_LARGE);
}

/* ---- getters ---- */

static const textan_parameter table[] = {
    {.name = "deep", .type = TEXTAN_PARAMETER_BOOLEAN},
    {.name = "name", .type = TEXTAN_PARAMETER_STRING},
    {.name = "unset", .type = TEXTAN_PARAMETER_STRING},
    {.name = "counts", .type = TEXTAN_PARAMETER_INTEGER, .flags = TEXTAN_PARAMETER_LIST},
    {.name = "unset_list", .type = TEXTAN_PARAMETER_DECIMAL, .flags = TEXTAN_PARAMETER_LIST},
    {.name = "fields", .type = TEXTAN_PARAMETER_TABLE},
    {0},
};

static struct parameter_item deep = {.integer = 1}, name = {.string = "x"}, counts[] = {{.integer = 4}, {.integer = 5}},
                             fields[] = {{.key = "a", .string = "b"}};
static struct parameter_value values[] = {{&table[0], true, &deep, 1}, {&table[1], true, &name, 1},
                                          {&table[2], false, NULL, 0}, {&table[3], true, counts, 2},
                                          {&table[4], false, NULL, 0}, {&table[5], true, fields, 1}};
static const textan_parameters parameters = {
    .owner = "step \"x\"", .values = values, .count = sizeof values / sizeof values[0]};

Test(parameters, are_read_by_name_and_type) {
  cr_assert(parameters_api.boolean(&parameters, "deep"));
  cr_assert_str_eq(parameters_api.string(&parameters, "name"), "x");
  cr_assert(parameters_api.is_set(&parameters, "name"));
  cr_assert_not(parameters_api.is_set(&parameters, "unset"));
  cr_assert_null(parameters_api.string(&parameters, "unset"));
  cr_assert_eq(parameters_api.count(&parameters, "counts"), 2);
  cr_assert_eq(parameters_api.integer_at(&parameters, "counts", 1), 5);
  cr_assert_eq(parameters_api.count(&parameters, "unset_list"), 0);
  cr_assert_str_eq(parameters_api.key_at(&parameters, "fields", 0), "a");
  cr_assert_str_eq(parameters_api.string_at(&parameters, "fields", 0), "b");
}

Test(parameters, answer_nothing_to_a_plugin_that_breaks_its_table, .init = cr_redirect_stderr) {
  cr_assert_not(parameters_api.is_set(&parameters, "none"));
  cr_assert_eq(parameters_api.integer(&parameters, "deep"), 0);
  cr_assert_eq(parameters_api.duration(&parameters, "deep"), 0);
  cr_assert_eq(parameters_api.size(&parameters, "none"), 0);
  cr_assert_null(parameters_api.string(&parameters, "counts"));
  cr_assert_eq(parameters_api.integer_at(&parameters, "counts", 2), 0);
  cr_assert_null(parameters_api.string_at(&parameters, "counts", 0));
  cr_assert_eq(parameters_api.decimal_at(&parameters, "unset_list", 0).mantissa, 0);
  cr_assert_eq(parameters_api.decimal(&parameters, "name").mantissa, 0);
  cr_assert_null(parameters_api.key_at(&parameters, "name", 0));
  cr_assert_eq(parameters_api.count(&parameters, "name"), 0);
  fflush(stderr);
  cr_assert_stderr_neq_str("");
}

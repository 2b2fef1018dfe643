/* Hostile: defaults that its own table refuses. */
#include <textan/plugin.h>

static const char *const colours[] = {"red", "blue", NULL};
static const textan_parameter parameters[] = {
    {.name = "most", .type = TEXTAN_PARAMETER_INTEGER, .fallback = "11", .maximum = "10", .summary = "Too many"},
    {.name = "colour",
     .type = TEXTAN_PARAMETER_CHOICE,
     .fallback = "\"green\"",
     .choices = colours,
     .summary = "None of the choices"},
    {.name = "time", .type = TEXTAN_PARAMETER_DURATION, .fallback = "\"soon\"", .summary = "No duration"},
    {.name = "sure", .type = TEXTAN_PARAMETER_BOOLEAN, .fallback = "perhaps;", .summary = "No value at all"},
    {.name = NULL}};

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)model, (void)scratch, (void)document, (void)error;
  return TEXTAN_OK;
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Refuses its own defaults",
    .parameters = parameters,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "bad_defaults",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Refuses its own defaults",
    .analyser = &analyser,
};

TEXTAN_MODULE(bad_defaults, module);

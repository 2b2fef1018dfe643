/* Hostile: calls a function that nobody defines. */
#include <textan/plugin.h>

extern textan_status a_function_that_nobody_defines(void);

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)model, (void)scratch, (void)document, (void)error;
  return a_function_that_nobody_defines();
}

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Calls what is not there",
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "unresolved",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Calls what is not there",
    .analyser = &analyser,
};

TEXTAN_MODULE(unresolved, module);

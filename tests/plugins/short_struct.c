/* Hostile: an analyser that ends before its functions. */
#include <textan/plugin.h>

static const textan_analyser analyser = {.struct_size = 8, .summary = "Too short"};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "short_struct",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Ends before its functions",
    .analyser = &analyser,
};

TEXTAN_MODULE(short_struct, module);

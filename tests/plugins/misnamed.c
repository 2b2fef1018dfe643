/* Hostile: the descriptor names another plugin than the file. */
#include <textan/plugin.h>

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "entities",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Calls itself what it is not",
};

TEXTAN_MODULE(misnamed, module);

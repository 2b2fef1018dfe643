/* Hostile: built for another major version of the ABI. */
#include <textan/plugin.h>

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR + 7,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "wrong_abi",
};

TEXTAN_MODULE(wrong_abi, module);

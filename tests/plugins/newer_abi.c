/* Hostile: built for a newer minor version of the ABI than this host's. */
#include <textan/plugin.h>

static const textan_module module = {
    .struct_size = sizeof module + 64,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR + 1,
    .name = "newer_abi",
};

TEXTAN_MODULE(newer_abi, module);

/* Hostile: its name acts on terminals. */
#include <textan/plugin.h>

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "odd\x1b[2J\nname",
};

TEXTAN_MODULE(odd_name, module);

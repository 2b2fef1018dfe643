/* The module: JSON Lines, read and written. */
#include "jsonl.h"

static const textan_module module = {
    .struct_size = sizeof(textan_module),
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "jsonl",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "JSON Lines: one document a line, in and out.",
    .reader = &jsonl_reader,
    .writer = &jsonl_writer,
};

TEXTAN_MODULE(jsonl, module);

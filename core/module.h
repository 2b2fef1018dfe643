/* Checks what a plugin says about itself, once, so that nothing else has to. */
#ifndef CORE_MODULE_H
#define CORE_MODULE_H

#include <textan/plugin.h>

/* A table that does not end within so many rows has no end. */
enum { MODULE_ROWS_MAX = 256 };

/* A plugin's name, or that of a parameter, layer or feature: [a-z][a-z0-9_]*. */
bool module_name_valid(const char *name);

/* TEXTAN_EDATA: the descriptor, from a file called <name>.so, breaks a rule of plugin.h; the message says which. */
textan_status module_check(const textan_module *module, const char *name, textan_error *error);

/* The same of a table of layers that a plugin answered for its parameters, and of the attributes of its records. */
textan_status module_check_layers(const textan_layer *layers, textan_error *error);
textan_status module_check_attributes(const textan_feature_type *attributes, textan_error *error);

#endif

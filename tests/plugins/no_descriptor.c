/* Hostile: an entry function that returns nothing. */
#include <textan/plugin.h>

TEXTAN_EXPORT const textan_module *no_descriptor_LTX_textan_module(void);

const textan_module *no_descriptor_LTX_textan_module(void) {
  return NULL;
}

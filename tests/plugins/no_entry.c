/* Hostile: a shared object that is no textan plugin. */
#include <textan/plugin.h>

TEXTAN_EXPORT int no_entry_answer(void);

int no_entry_answer(void) {
  return 42;
}

#include "loader.h"

#include <dlfcn.h>
#include <ltdl.h>
#include <string.h>

/* libltdl calls every failure "file not found" and binds functions only when they are called.  So the dynamic linker is
 * asked first: to resolve everything now, and for its own words.  The handle stays open on purpose. */
static textan_status probe(const char *path, textan_error *error) {
  if (dlopen(path, RTLD_NOW | RTLD_LOCAL))
    return TEXTAN_OK;
  const char *reason = dlerror();
  if (!reason)
    return textan_fail(error, TEXTAN_EDATA, "the dynamic linker refuses it without a reason");
  /* The path is named by whoever prints the message. */
  const size_t length = strlen(path);
  if (strncmp(reason, path, length) == 0 && strncmp(reason + length, ": ", 2) == 0)
    reason += length + 2;
  return textan_fail(error, TEXTAN_EDATA, "%s", reason);
}

/* Opened once more through libltdl; NULL when it fails. */
static lt_dlhandle open_module(const char *path) {
  lt_dladvise advice;
  lt_dlhandle handle = NULL;
  if (lt_dladvise_init(&advice))
    return NULL;
  /* Never unloaded: code of a plugin may still be called when the process ends. */
  if (!lt_dladvise_local(&advice) && !lt_dladvise_resident(&advice))
    handle = lt_dlopenadvise(path, advice);
  lt_dladvise_destroy(&advice);
  return handle;
}

textan_status loader_open(const char *path, const char *name, const textan_module **module, textan_error *error) {
  static bool initialised;
  if (!initialised && lt_dlinit())
    return textan_fail(error, TEXTAN_EDATA, "libltdl does not start: %s", lt_dlerror());
  initialised = true;
  if (probe(path, error) != TEXTAN_OK)
    return error ? error->status : TEXTAN_EDATA;
  lt_dlhandle handle = open_module(path);
  if (!handle) {
    const char *reason = lt_dlerror();
    return textan_fail(error, TEXTAN_EDATA, "libltdl cannot open it: %s", reason ? reason : "no reason given");
  }
  char symbol[256];
  const int length = snprintf(symbol, sizeof symbol, "%s_LTX_textan_module", name);
  if (length < 0 || (size_t)length >= sizeof symbol)
    return textan_fail(error, TEXTAN_EDATA, "its name is longer than a plugin's may be");
  const textan_module *(*entry)(void);
  /* POSIX lets a function's address pass through an object pointer; C does not. */
  void *const address = lt_dlsym(handle, symbol);
  if (!address)
    return textan_fail(error, TEXTAN_EDATA, "it does not define %s; is it a textan plugin, and was it renamed?",
                       symbol);
  memcpy(&entry, &address, sizeof entry);
  *module = entry();
  return TEXTAN_OK;
}

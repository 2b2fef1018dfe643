#include "wrap.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <textan/plugin.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { SLOTS = 1 << 18 };

static bool counting;
static size_t asked, failing;
static bool failing_rest;
static void *taken[SLOTS]; /* open addressing; `gone` where one was given back */
static char gone;
static size_t taken_count;

void faults_begin(size_t number, bool rest) {
  memset(taken, 0, sizeof taken);
  taken_count = asked = 0;
  failing = number;
  failing_rest = rest;
  counting = true;
}

size_t faults_end(void) {
  counting = false;
  return asked;
}

size_t faults_left(void) {
  return taken_count;
}

/* ---- what every wrapped function does ---- */

static bool fails(void) {
  if (!counting || (++asked != failing && !(failing_rest && failing && asked > failing)))
    return false;
  errno = ENOMEM;
  return true;
}

static size_t place(const void *p) {
  return (size_t)((uintptr_t)p * 0x9E3779B97F4A7C15u >> 40) % SLOTS;
}

static void *take(void *p) {
  if (!counting || !p)
    return p;
  size_t i = place(p);
  while (taken[i] && taken[i] != &gone)
    i = (i + 1) % SLOTS;
  taken[i] = p;
  taken_count++;
  return p;
}

/* Also behind faults_end: what is given back late is no leak. */
static void give(const void *p) {
  for (size_t i = place(p); p && taken[i]; i = (i + 1) % SLOTS)
    if (taken[i] == p) {
      taken[i] = &gone;
      taken_count--;
      return;
    }
}

/* Declares both sides of a wrapped function. */
#define WRAP(type_, name_, ...)                                                                                        \
  type_ __real_##name_(__VA_ARGS__);                                                                                   \
  type_ __wrap_##name_(__VA_ARGS__);                                                                                   \
  type_ __wrap_##name_(__VA_ARGS__)

/* ---- blocks ---- */

WRAP(void *, malloc, size_t size) {
  return fails() ? NULL : take(__real_malloc(size));
}

WRAP(void *, calloc, size_t count, size_t size) {
  return fails() ? NULL : take(__real_calloc(count, size));
}

WRAP(void *, realloc, void *block, size_t size) {
  if (fails())
    return NULL;
  give(block);
  return take(__real_realloc(block, size));
}

WRAP(void, free, void *block) {
  give(block);
  __real_free(block);
}

WRAP(char *, strdup, const char *text) {
  return fails() ? NULL : take(__real_strdup(text));
}

WRAP(char *, strndup, const char *text, size_t size) {
  return fails() ? NULL : take(__real_strndup(text, size));
}

TEXTAN_PRINTF(2, 3)
int __wrap_asprintf(char **out, const char *format, ...);

WRAP(int, asprintf, char **out, const char *format, ...) {
  va_list arguments;
  if (fails())
    return -1;
  va_start(arguments, format);
  const int length = vasprintf(out, format, arguments);
  va_end(arguments);
  if (length >= 0)
    take(*out);
  return length;
}

WRAP(ssize_t, getline, char **line, size_t *size, FILE *stream) {
  if (fails())
    return -1;
  give(*line);
  const ssize_t length = __real_getline(line, size, stream);
  take(*line);
  return length;
}

WRAP(ssize_t, __getdelim, char **line, size_t *size, int end, FILE *stream) {
  if (fails())
    return -1;
  give(*line);
  const ssize_t length = __real___getdelim(line, size, end, stream);
  take(*line);
  return length;
}

WRAP(char *, realpath, const char *path, char *out) {
  if (out)
    return __real_realpath(path, out);
  return fails() ? NULL : take(__real_realpath(path, NULL));
}

/* ---- mappings, streams, folders ---- */

WRAP(void *, mmap, void *at, size_t size, int protection, int flags, int file, off_t offset) {
  if (fails())
    return MAP_FAILED;
  void *base = __real_mmap(at, size, protection, flags, file, offset);
  if (base != MAP_FAILED)
    take(base);
  return base;
}

WRAP(int, munmap, void *base, size_t size) {
  give(base);
  return __real_munmap(base, size);
}

WRAP(FILE *, fopen, const char *path, const char *mode) {
  return fails() ? NULL : take(__real_fopen(path, mode));
}

WRAP(int, fclose, FILE *stream) {
  give(stream);
  return __real_fclose(stream);
}

WRAP(DIR *, opendir, const char *path) {
  return fails() ? NULL : take(__real_opendir(path));
}

WRAP(int, closedir, DIR *folder) {
  give(folder);
  return __real_closedir(folder);
}

/* ---- PCRE2 ---- */

WRAP(pcre2_code *, pcre2_compile_8, PCRE2_SPTR pattern, PCRE2_SIZE size, uint32_t options, int *error,
     PCRE2_SIZE *offset, pcre2_compile_context *context) {
  if (!fails())
    return take(__real_pcre2_compile_8(pattern, size, options, error, offset, context));
  *error = PCRE2_ERROR_HEAP_FAILED;
  *offset = 0;
  return NULL;
}

WRAP(void, pcre2_code_free_8, pcre2_code *code) {
  give(code);
  __real_pcre2_code_free_8(code);
}

WRAP(pcre2_match_data *, pcre2_match_data_create_8, uint32_t pairs, pcre2_general_context *context) {
  return fails() ? NULL : take(__real_pcre2_match_data_create_8(pairs, context));
}

WRAP(void, pcre2_match_data_free_8, pcre2_match_data *data) {
  give(data);
  __real_pcre2_match_data_free_8(data);
}

WRAP(pcre2_match_context *, pcre2_match_context_create_8, pcre2_general_context *context) {
  return fails() ? NULL : take(__real_pcre2_match_context_create_8(context));
}

WRAP(void, pcre2_match_context_free_8, pcre2_match_context *context) {
  give(context);
  __real_pcre2_match_context_free_8(context);
}

WRAP(pcre2_jit_stack *, pcre2_jit_stack_create_8, PCRE2_SIZE start, PCRE2_SIZE most, pcre2_general_context *context) {
  return fails() ? NULL : take(__real_pcre2_jit_stack_create_8(start, most, context));
}

WRAP(void, pcre2_jit_stack_free_8, pcre2_jit_stack *stack) {
  give(stack);
  __real_pcre2_jit_stack_free_8(stack);
}

WRAP(int, pcre2_match_8, const pcre2_code *code, PCRE2_SPTR text, PCRE2_SIZE size, PCRE2_SIZE from, uint32_t options,
     pcre2_match_data *data, pcre2_match_context *context) {
  return fails() ? PCRE2_ERROR_NOMEMORY : __real_pcre2_match_8(code, text, size, from, options, data, context);
}

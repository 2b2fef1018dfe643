/* Where the words of plugins go that belong to no document: standard error, or a program that embeds textan. */
#ifndef CORE_LOG_H
#define CORE_LOG_H

#include <textan/plugin.h>

struct log {
  /* May be called concurrently; the strings live until it returns. */
  void (*write)(void *context, int level, const char *instance, const char *message);
  void *context;
};

/* One sentence about `instance`, the id of a step, corpus or output.  log: NULL for standard error, which is spared
 * what is below TEXTAN_LOG_INFO.  Any thread. */
void log_write(const struct log *log, int level, const char *instance, const char *message);
TEXTAN_PRINTF(4, 5)
void log_format(const struct log *log, int level, const char *instance, const char *format, ...);

#endif

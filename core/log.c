#include "log.h"

#include "shown.h"

static const char *name_of(int level) {
  switch (level) {
  case TEXTAN_LOG_DEBUG:
    return "debug";
  case TEXTAN_LOG_INFO:
    return "info";
  case TEXTAN_LOG_WARNING:
    return "warning";
  default:
    return "error";
  }
}

void log_write(const struct log *log, int level, const char *instance, const char *message) {
  if (level < TEXTAN_LOG_DEBUG)
    level = TEXTAN_LOG_DEBUG;
  if (level > TEXTAN_LOG_ERROR)
    level = TEXTAN_LOG_ERROR;
  if (log)
    log->write(log->context, level, instance, message);
  else if (level > TEXTAN_LOG_DEBUG)
    shown_print(stderr, "textan: %s: %s: %s", name_of(level), instance, message);
}

void log_format(const struct log *log, int level, const char *instance, const char *format, ...) {
  char message[500]; /* longer ones are cut */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  log_write(log, level, instance, message);
}

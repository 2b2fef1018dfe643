#include "log.h"

#include "shown.h"

void log_write(const struct log *log, int level, const char *instance, const char *message) {
  static const char *const names[] = {"debug", "info", "warning", "error"};
  if (level < TEXTAN_LOG_DEBUG)
    level = TEXTAN_LOG_DEBUG;
  if (level > TEXTAN_LOG_ERROR)
    level = TEXTAN_LOG_ERROR;
  if (log)
    log->write(log->context, level, instance, message);
  else if (level > TEXTAN_LOG_DEBUG)
    shown_print(stderr, "textan: %s: %s: %s", names[level], instance, message);
}

void log_format(const struct log *log, int level, const char *instance, const char *format, ...) {
  char message[500]; /* longer ones are cut */
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  log_write(log, level, instance, message);
}

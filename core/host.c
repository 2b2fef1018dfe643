#include "host.h"

#include <stdlib.h>
#include <string.h>
#include <textan/version.h>

#include "arena.h"
#include "document.h"
#include "log.h"
#include "parameters.h"
#include "utf8.h"

struct host {
  textan_host public; /* first, so that a textan_host is its host */
  struct arena arena; /* for what the plugin wants kept */
  struct lexicon_set *lexicons;
  struct regex_set *patterns;
  const struct log *log;
};

static const struct {
  const char *id;
  const void *table;
} extensions[] = {
    {TEXTAN_WORDS, &words_api}, {TEXTAN_LEXICON, &lexicon_api}, {TEXTAN_REGEX, &regex_api},
    {TEXTAN_VIEWS, &views_api}, {TEXTAN_ARENA, &arena_api},     {TEXTAN_CLOCK, &clock_api},
};

static const void *host_extension(const textan_host *host, const char *id) {
  (void)host;
  if (!id)
    return NULL;
  for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
    if (strcmp(extensions[i].id, id) == 0)
      return extensions[i].table;
  return NULL;
}

static void host_log(const textan_host *host, int level, const char *message) {
  if (message)
    log_write(((const struct host *)(const void *)host)->log, level, host->instance, message);
}

textan_host *host_new(const struct plugin_use *use, struct lexicon_set *lexicons, struct regex_set *patterns) {
  struct host *host = calloc(1, sizeof *host);
  if (!host)
    return NULL;
  host->public = (textan_host){.struct_size = sizeof host->public,
                               .abi_major = TEXTAN_ABI_MAJOR,
                               .abi_minor = TEXTAN_ABI_MINOR,
                               .version = TEXTAN_VERSION,
                               .instance = use->id,
                               .data_directory = use->plugin->data_directory,
                               .parameters = &parameters_api,
                               .document = &document_api,
                               .log = host_log,
                               .extension = host_extension};
  host->lexicons = lexicons;
  host->patterns = patterns;
  host->log = use->log;
  return &host->public;
}

void host_close_error(textan_error *error) {
  char *message = error->message;
  message[sizeof error->message - 1] = '\0';
  const size_t length = strlen(message), full = sizeof error->message - 1;
  size_t bad;
  while (!utf8_valid(message, strlen(message), &bad))
    /* Where the message did not fit, its last character may have been cut. */
    message[bad] = length == full && full - bad < 4 ? '\0' : '?';
  for (char *c = message; *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F)
      *c = ' ';
  if (!message[strspn(message, " ")])
    snprintf(message, sizeof error->message, "the plugin gave no reason");
}

void *host_alloc(const textan_host *host, size_t size) {
  /* Constant to plugins: that memory is taken changes nothing in what they see. */
  return arena_alloc(&((struct host *)(uintptr_t)host)->arena, size);
}

void host_free(textan_host *host) {
  if (host)
    arena_free(&((struct host *)(void *)host)->arena);
  free(host);
}

struct lexicon_set *host_lexicon_set(const textan_host *host) {
  return ((const struct host *)(const void *)host)->lexicons;
}

struct regex_set *host_regex_set(const textan_host *host) {
  return ((const struct host *)(const void *)host)->patterns;
}

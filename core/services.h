/* The host's services that hang on a document, and their state.
 *
 * Model side (lexicons, patterns): made on the main thread through a host handle, immutable afterwards, freed with it.
 * Worker side: one struct services per document handle, reset between documents; memory is kept for reuse. */
#ifndef CORE_SERVICES_H
#define CORE_SERVICES_H

#include <textan/plugin.h>

extern const textan_words_api words_api;
extern const textan_lexicon_api lexicon_api;
extern const textan_regex_api regex_api;

/* Worker side of each service.  *_reset: a new document begins.  All accept NULL where they free. */
struct words_state;
struct words_state *words_state_new(void);
void words_state_reset(struct words_state *state);
void words_state_free(struct words_state *state);

struct lexicon_state;
struct lexicon_state *lexicon_state_new(void);
void lexicon_state_reset(struct lexicon_state *state);
void lexicon_state_free(struct lexicon_state *state);

struct regex_state; /* match data, match context and JIT stack of one worker */
struct regex_state *regex_state_new(void);
void regex_state_free(struct regex_state *state);

/* Model side.  All lexicons of a run are joined in one set, scanned together; the host calls lexicon_set_compile
 * once after the last model_new and before the first document. */
struct lexicon_set;
struct lexicon_set *lexicon_set_new(void);
textan_status lexicon_set_compile(struct lexicon_set *set, textan_error *error);
void lexicon_set_free(struct lexicon_set *set); /* frees the lexicons too */

struct regex_set; /* owns the compiled patterns of a run */
struct regex_set *regex_set_new(void);
/* What one match may take: steps and depth of the matcher, KiB of memory; 0: the default. */
struct regex_limits {
  uint32_t match, depth, heap;
};
void regex_set_limits(struct regex_set *set, const struct regex_limits *limits);
void regex_set_free(struct regex_set *set);

/* How the services find their state (in document.c and host.c). */
struct words_state *document_words_state(const textan_document *document);
struct lexicon_state *document_lexicon_state(const textan_document *document);
struct regex_state *document_regex_state(const textan_document *document);
struct lexicon_set *host_lexicon_set(const textan_host *host);
struct regex_set *host_regex_set(const textan_host *host);
/* Zeroed memory that lives as long as the document's annotations; NULL when memory runs out. */
void *document_alloc(textan_document *document, size_t size);

#endif

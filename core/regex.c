/* The regular expression service: PCRE2 with JIT, under limits. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "services.h"
#include "utf8.h"

enum {
  MATCH_LIMIT = 1000000,  /* steps of the matcher */
  HEAP_LIMIT = 64 * 1024, /* KiB; the library's own default is 20 GB */
  JIT_STACK_START = 32 * 1024,
  JIT_STACK_LIMIT = 1024 * 1024,
  GROUPS_START = 32,
  REASON_SIZE = 200
};

struct textan_regex {
  const struct regex_set *set;
  pcre2_code *code;
  char *name;
  uint32_t groups; /* of the pattern, the whole match among them */
};

struct regex_set {
  struct textan_regex **patterns;
  size_t count, capacity;
  struct regex_limits limits;
};

struct regex_state {
  pcre2_match_context *context;
  pcre2_match_data *data;
  pcre2_jit_stack *stack;
};

/* ---- model side ---- */

struct regex_set *regex_set_new(void) {
  struct regex_set *set = calloc(1, sizeof *set);
  if (set)
    set->limits = (struct regex_limits){MATCH_LIMIT, MATCH_LIMIT, HEAP_LIMIT};
  return set;
}

void regex_set_limits(struct regex_set *set, const struct regex_limits *limits) {
  set->limits = (struct regex_limits){.match = limits->match ? limits->match : MATCH_LIMIT,
                                      .depth = limits->depth ? limits->depth : MATCH_LIMIT,
                                      .heap = limits->heap ? limits->heap : HEAP_LIMIT};
}

static void regex_free(struct textan_regex *regex) {
  if (!regex)
    return;
  pcre2_code_free(regex->code);
  free(regex->name);
  free(regex);
}

void regex_set_free(struct regex_set *set) {
  if (!set)
    return;
  for (size_t i = 0; i < set->count; i++)
    regex_free(set->patterns[i]);
  free(set->patterns);
  free(set);
}

static bool keep(struct regex_set *set, struct textan_regex *regex) {
  if (set->count == set->capacity) {
    const size_t capacity = set->capacity ? set->capacity * 2 : 16;
    struct textan_regex **patterns = realloc(set->patterns, capacity * sizeof(struct textan_regex *));
    if (!patterns)
      return false;
    set->patterns = patterns;
    set->capacity = capacity;
  }
  set->patterns[set->count++] = regex;
  return true;
}

static textan_status no_memory(const char *name, textan_error *error) {
  return textan_fail(error, TEXTAN_EMEMORY, "no memory for the pattern \"%.100s\"", name);
}

static textan_status compile_code(struct textan_regex *regex, const char *pattern, uint32_t flags,
                                  textan_error *error) {
  const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
                           (flags & TEXTAN_REGEX_CASELESS ? PCRE2_CASELESS : 0) |
                           (flags & TEXTAN_REGEX_EXTENDED ? PCRE2_EXTENDED : 0);
  int code;
  PCRE2_SIZE offset;
  regex->code = pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern), options, &code, &offset, NULL);
  if (!regex->code && code == PCRE2_ERROR_HEAP_FAILED)
    return no_memory(regex->name, error);
  if (!regex->code) {
    PCRE2_UCHAR reason[REASON_SIZE];
    pcre2_get_error_message(code, reason, sizeof reason);
    return textan_fail(error, TEXTAN_EDATA, "pattern \"%.100s\" is wrong at its byte %zu: %s", regex->name,
                       (size_t)offset, (const char *)reason);
  }
  pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &regex->groups);
  regex->groups++;
  /* Where the JIT compiler is not available the interpreter matches the same. */
  (void)pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
  return TEXTAN_OK;
}

static textan_status compile(const textan_host *host, const char *name, const char *pattern, uint32_t flags,
                             textan_regex **out, textan_error *error) {
  *out = NULL;
  if (!name || !pattern || !host_regex_set(host))
    return textan_fail(error, TEXTAN_EINTERNAL, "a pattern can only be compiled by model_new, and with a name");
  struct textan_regex *regex = calloc(1, sizeof *regex);
  if (regex) {
    regex->name = strdup(name);
    regex->set = host_regex_set(host);
  }
  if (!regex || !regex->name || !keep(host_regex_set(host), regex)) {
    regex_free(regex);
    return no_memory(name, error);
  }
  const textan_status status = compile_code(regex, pattern, flags, error);
  *out = status == TEXTAN_OK ? regex : NULL;
  return status;
}

/* ---- worker side ---- */

struct regex_state *regex_state_new(void) {
  struct regex_state *state = calloc(1, sizeof *state);
  if (!state)
    return NULL;
  state->context = pcre2_match_context_create(NULL);
  state->data = pcre2_match_data_create(GROUPS_START, NULL);
  state->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_LIMIT, NULL); /* NULL: no JIT */
  if (!state->context || !state->data) {
    regex_state_free(state);
    return NULL;
  }
  if (state->stack)
    pcre2_jit_stack_assign(state->context, NULL, state->stack);
  return state;
}

void regex_state_free(struct regex_state *state) {
  if (!state)
    return;
  pcre2_match_context_free(state->context);
  pcre2_match_data_free(state->data);
  pcre2_jit_stack_free(state->stack);
  free(state);
}

static bool reserve_groups(struct regex_state *state, uint32_t groups) {
  if (pcre2_get_ovector_count(state->data) >= groups)
    return true;
  pcre2_match_data *data = pcre2_match_data_create(groups, NULL);
  if (!data)
    return false;
  pcre2_match_data_free(state->data);
  state->data = data;
  return true;
}

static textan_status give_up(const textan_regex *regex, const textan_document *document, int code,
                             textan_error *error) {
  PCRE2_UCHAR reason[REASON_SIZE] = "";
  pcre2_get_error_message(code, reason, sizeof reason);
  const bool limit = code == PCRE2_ERROR_MATCHLIMIT || code == PCRE2_ERROR_DEPTHLIMIT || code == PCRE2_ERROR_HEAPLIMIT;
  const textan_status status = limit ? TEXTAN_ELIMIT : code == PCRE2_ERROR_NOMEMORY ? TEXTAN_EMEMORY : TEXTAN_EINTERNAL;
  return textan_fail(error, status, "pattern \"%.100s\" gave up on document \"%.100s\": %s", regex->name,
                     document_api.id(document), (const char *)reason);
}

static textan_status match(const textan_regex *regex, textan_document *document, const char *text, size_t size,
                           size_t from, size_t *spans, size_t groups, textan_error *error) {
  struct regex_state *state = document_regex_state(document);
  if (!regex || !state || !text)
    return textan_fail(error, TEXTAN_EINTERNAL, "there is no %s to be matched",
                       !regex  ? "pattern"
                       : state ? "text"
                               : "document");
  if (from > size || (from < size && !utf8_boundary(text[from])))
    return textan_fail(error, TEXTAN_EINTERNAL, "pattern \"%.100s\": byte %zu is no place in a text of %zu bytes",
                       regex->name, from, size);
  if (!reserve_groups(state, regex->groups))
    return textan_fail(error, TEXTAN_EMEMORY, "no memory to match the pattern \"%.100s\"", regex->name);
  pcre2_set_match_limit(state->context, regex->set->limits.match);
  pcre2_set_depth_limit(state->context, regex->set->limits.depth);
  pcre2_set_heap_limit(state->context, regex->set->limits.heap);
  const PCRE2_SPTR subject = (PCRE2_SPTR)text;
  int found = pcre2_match(regex->code, subject, size, from, PCRE2_NO_UTF_CHECK, state->data, state->context);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT) /* the interpreter has the whole heap limit */
    found =
        pcre2_match(regex->code, subject, size, from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, state->data, state->context);
  if (found == PCRE2_ERROR_NOMATCH)
    return TEXTAN_END;
  if (found < 0)
    return give_up(regex, document, found, error);
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(state->data);
  for (size_t group = 0; group < groups; group++) {
    const bool part = group < (size_t)found && offsets[2 * group] != PCRE2_UNSET;
    spans[2 * group] = part ? offsets[2 * group] : SIZE_MAX;
    spans[2 * group + 1] = part ? offsets[2 * group + 1] : SIZE_MAX;
  }
  return TEXTAN_OK;
}

const textan_regex_api regex_api = {.struct_size = sizeof regex_api, .compile = compile, .match = match};

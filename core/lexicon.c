/* The lexicon service: loading lists, and a document's matches, made once for all lists. */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "characters.h"
#include "document.h"
#include "utf8.h"

/* ---- model side ---- */

struct lexicon_set *lexicon_set_new(void) {
  characters_init();
  struct lexicon_set *set = calloc(1, sizeof *set);
  if (set)
    set->automaton = automaton_new();
  if (set && !set->automaton) {
    free(set);
    return NULL;
  }
  return set;
}

void lexicon_set_free(struct lexicon_set *set) {
  if (!set)
    return;
  for (size_t i = 0; i < set->count; i++)
    lexicon_free(set->lexicons[i]);
  automaton_free(set->automaton);
  free(set->lexicons);
  free(set);
}

textan_status lexicon_set_compile(struct lexicon_set *set, textan_error *error) {
  set->compiled = automaton_compile(set->automaton);
  return set->compiled ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the automaton of all lists");
}

static char *resolve(const textan_host *host, const char *path) {
  struct buffer full = {0};
  const bool ok = path[0] == '/' ? buffer_text(&full, path) : buffer_format(&full, "%s/%s", host->data_directory, path);
  if (!ok)
    buffer_free(&full);
  return full.data;
}

/* The list when another plugin or step has loaded it already. */
static struct textan_lexicon *find(const struct lexicon_set *set, const char *path, uint32_t flags) {
  for (size_t i = 0; i < set->count; i++)
    if (set->lexicons[i]->loaded && set->lexicons[i]->flags == flags && strcmp(set->lexicons[i]->path, path) == 0)
      return set->lexicons[i];
  return NULL;
}

/* A new list of the set, which owns path now; NULL: no memory. */
static struct textan_lexicon *add(struct lexicon_set *set, char *path, uint32_t flags) {
  struct textan_lexicon *lexicon = calloc(1, sizeof *lexicon);
  if (lexicon && set->count == set->capacity) {
    const size_t capacity = set->capacity ? set->capacity * 2 : 32;
    struct textan_lexicon **lexicons = realloc(set->lexicons, capacity * sizeof(struct textan_lexicon *));
    if (!lexicons) {
      free(lexicon);
      return NULL;
    }
    set->lexicons = lexicons;
    set->capacity = capacity;
  }
  if (!lexicon)
    return NULL;
  *lexicon = (struct textan_lexicon){.set = set, .path = path, .flags = flags, .index = (uint32_t)set->count};
  return set->lexicons[set->count++] = lexicon;
}

enum { LARGE_ROWS = 10000 }; /* from here on a list has an automaton of its own, which is kept in the cache */

static textan_status load(const textan_host *host, const char *path, size_t columns, uint32_t flags,
                          textan_lexicon **out, textan_error *error) {
  const uint32_t known = TEXTAN_LEXICON_EXACT_CASE | TEXTAN_LEXICON_BARE | TEXTAN_LEXICON_ALL | TEXTAN_LEXICON_TABLE;
  struct lexicon_set *set = host_lexicon_set(host);
  *out = NULL;
  if (!path)
    return textan_fail(error, TEXTAN_EINTERNAL, "a list was to be loaded without a path");
  if (!set)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s: a list can only be loaded by model_new", path);
  if (set->compiled)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s: a list can only be loaded before the first document", path);
  if (flags & ~known)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s: unknown lexicon flags 0x%x", path, flags & ~known);
  char *full = resolve(host, path);
  struct textan_lexicon *lexicon = full ? find(set, full, flags) : NULL;
  if (lexicon) {
    free(full);
    const textan_status status = lexicon_check_columns(lexicon, columns, error);
    *out = status == TEXTAN_OK ? lexicon : NULL;
    return status;
  }
  /* A list that fails stays in the set, unused, so that its number is not given to another. */
  lexicon = full ? add(set, full, flags) : NULL;
  if (!lexicon) {
    free(full);
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", path);
  }
  textan_status status = lexicon_read(lexicon, columns, error);
  const bool large = lexicon->row_count >= LARGE_ROWS && !(flags & TEXTAN_LEXICON_TABLE);
  if (status == TEXTAN_OK && !large)
    status = lexicon_check_rows(lexicon, error);
  if (status == TEXTAN_OK && !(flags & TEXTAN_LEXICON_TABLE))
    status = large ? lexicon_own_automaton(lexicon, error) : lexicon_add_paths(lexicon, set->automaton, error);
  lexicon->loaded = status == TEXTAN_OK;
  *out = lexicon->loaded ? lexicon : NULL;
  return status;
}

static size_t entry_count(const textan_lexicon *lexicon) {
  return lexicon ? lexicon->row_count : 0;
}

static uint32_t line(const textan_lexicon *lexicon, uint32_t entry) {
  return lexicon && entry < lexicon->row_count ? lexicon->rows[entry].line : 0;
}

/* ---- worker side ---- */

struct match_list {
  textan_lexicon_match *list;
  size_t count, capacity;
};

enum { KEEP_MAX = 1024 * 1024 };

struct lexicon_state {
  bool scanned;
  struct match_list *lists; /* one per lexicon */
  size_t list_count;
};

struct lexicon_state *lexicon_state_new(void) {
  return calloc(1, sizeof(struct lexicon_state));
}

void lexicon_state_reset(struct lexicon_state *state) {
  state->scanned = false;
  /* A document of unusual size must not leave its memory behind for the rest of the run. */
  for (size_t i = 0; i < state->list_count; i++)
    if (state->lists[i].capacity > KEEP_MAX) {
      free(state->lists[i].list);
      state->lists[i] = (struct match_list){0};
    }
}

void lexicon_state_free(struct lexicon_state *state) {
  if (!state)
    return;
  for (size_t i = 0; i < state->list_count; i++)
    free(state->lists[i].list);
  free(state->lists);
  free(state);
}

/* What the visits of one scan share. */
struct collecting {
  const struct lexicon_set *set;
  struct lexicon_state *state;
  const struct words *words;
  const char *text;
  const struct textan_lexicon *only; /* the list whose own automaton is scanned; NULL: many */
};

/* The next letter's case: CHARACTER_UPPER, CHARACTER_LOWER or 0; NON at the end. */
enum { NO_LETTER = 1u << 15 };

static unsigned next_case(const char **p, const char *end) {
  while (*p < end && **p != '|' && **p) {
    size_t bytes;
    const struct character character = character_of(utf8_decode((const unsigned char *)*p, &bytes));
    *p += bytes;
    if (character.kind == CHARACTER_LETTER)
      return character.flags & (CHARACTER_UPPER | CHARACTER_LOWER);
  }
  return NO_LETTER;
}

/* Whether the letters of the text have the case of those in the spelling; that they are the same is known already. */
static bool same_case(const char *spelling, const char *text, const char *end) {
  const char *const spelling_end = spelling + strlen(spelling);
  for (;;) {
    const unsigned a = next_case(&spelling, spelling_end), b = next_case(&text, end);
    if (a != b || a == NO_LETTER)
      return a == b;
  }
}

static bool append(struct match_list *matches, const textan_lexicon_match *match) {
  if (matches->count == matches->capacity) {
    const size_t capacity = matches->capacity ? matches->capacity * 2 : 64;
    textan_lexicon_match *list = realloc(matches->list, capacity * sizeof *list);
    if (!list)
      return false;
    matches->list = list;
    matches->capacity = capacity;
  }
  matches->list[matches->count++] = *match;
  return true;
}

/* Whether the list has this entry at this place already, by another spelling. */
static bool is_there(const struct match_list *matches, const textan_lexicon_match *match) {
  for (size_t i = matches->count; i-- > 0;) {
    const textan_lexicon_match *other = &matches->list[i];
    if (other->first_word != match->first_word || other->word_count != match->word_count)
      return false;
    if (other->entry == match->entry)
      return true;
  }
  return false;
}

/* Matches come by first word, shorter ones first.  Of those that overlap the leftmost are kept, of these the longest.
 */
static bool make_room(struct match_list *matches, uint32_t first) {
  if (!matches->count)
    return true;
  const textan_lexicon_match *last = &matches->list[matches->count - 1];
  return last->first_word == first || last->first_word + last->word_count <= first;
}

static bool collect(void *context, const struct final *final, uint32_t first, uint32_t count) {
  const struct collecting *collecting = context;
  const struct textan_lexicon *lexicon =
      collecting->only ? collecting->only : collecting->set->lexicons[final->lexicon];
  struct match_list *matches = &collecting->state->lists[lexicon->index];
  const textan_word *words = collecting->words->list;
  const textan_lexicon_match match = {.begin = words[first].begin,
                                      .end = words[first + count - 1].end,
                                      .first_word = first,
                                      .word_count = count,
                                      .entry = final->entry};
  const bool all = lexicon->flags & TEXTAN_LEXICON_ALL;
  if (!all && !make_room(matches, first))
    return true;
  if (final->spelling && !same_case(lexicon->bytes.data + final->spelling - 1, collecting->text + match.begin,
                                    collecting->text + match.end))
    return true;
  while (!all && matches->count && matches->list[matches->count - 1].first_word == first &&
         matches->list[matches->count - 1].word_count < count)
    matches->count--;
  return is_there(matches, &match) || append(matches, &match);
}

static bool prepare(struct lexicon_state *state, const struct lexicon_set *set) {
  if (state->list_count < set->count) {
    struct match_list *lists = realloc(state->lists, set->count * sizeof *lists);
    if (!lists)
      return false;
    memset(lists + state->list_count, 0, (set->count - state->list_count) * sizeof *lists);
    state->lists = lists;
    state->list_count = set->count;
  }
  for (size_t i = 0; i < state->list_count; i++)
    state->lists[i].count = 0;
  return true;
}

static bool scan(const struct lexicon_set *set, textan_document *document) {
  struct lexicon_state *state = document_lexicon_state(document);
  size_t size;
  const struct words *words = document_words(document);
  if (!words || !prepare(state, set))
    return false;
  struct collecting collecting = {.set = set, .state = state, .words = words, .text = document_text(document, &size)};
  bool good = automaton_is_empty(set->automaton) || automaton_scan(set->automaton, words, collect, &collecting);
  for (size_t i = 0; good && i < set->count; i++)
    if (set->lexicons[i]->automaton) {
      collecting.only = set->lexicons[i];
      good = automaton_scan(set->lexicons[i]->automaton, words, collect, &collecting);
    }
  return good;
}

static textan_status match(const textan_lexicon *lexicon, textan_document *document,
                           const textan_lexicon_match **matches, size_t *count, textan_error *error) {
  struct lexicon_state *state = document_lexicon_state(document);
  *matches = NULL;
  *count = 0;
  if (!lexicon || !state)
    return textan_fail(error, TEXTAN_EINTERNAL, "there is no %s to be matched", lexicon ? "document" : "list");
  if (lexicon->flags & TEXTAN_LEXICON_TABLE)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s: the list was loaded as a table, which is not matched",
                       lexicon->path);
  if (!lexicon->set->compiled)
    return textan_fail(error, TEXTAN_EINTERNAL, "%s: matched before all lists were loaded", lexicon->path);
  if (!state->scanned)
    state->scanned = scan(lexicon->set, document);
  if (!state->scanned)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the matches of the lists");
  *matches = state->lists[lexicon->index].list;
  *count = state->lists[lexicon->index].count;
  return TEXTAN_OK;
}

const textan_lexicon_api lexicon_api = {
    .struct_size = sizeof lexicon_api,
    .load = load,
    .entry_count = entry_count,
    .cell = lexicon_cell,
    .line = line,
    .match = match,
};

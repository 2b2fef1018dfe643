/* The lexicon service: loading lists, and a document's matches, made once for all lists. */
#include "word_list.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "code_points.h"
#include "document.h"

/* ---- model side ---- */

struct lexicon_set *lexicon_set_new(void) {
  characters_init();
  return calloc(1, sizeof(struct lexicon_set));
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
  set->automaton = automaton_new(set->lexicons, set->count);
  return set->automaton ? TEXTAN_OK : textan_fail(error, TEXTAN_EMEMORY, "no memory for the automaton of all lists");
}

static char *resolve(const textan_host *host, const char *path) {
  struct buffer full = {0};
  if (path[0] != '/')
    buffer_format(&full, "%s/%s", host->data_directory, path);
  else
    buffer_text(&full, path);
  return full.data;
}

/* The list when another plugin or step has loaded it already. */
static struct textan_lexicon *find(const struct lexicon_set *set, const char *path, uint32_t flags) {
  for (size_t i = 0; i < set->count; i++)
    if (strcmp(set->lexicons[i]->path, path) == 0 && set->lexicons[i]->flags == flags)
      return set->lexicons[i];
  return NULL;
}

static bool keep(struct lexicon_set *set, struct textan_lexicon *lexicon) {
  if (set->count == set->capacity) {
    const size_t capacity = set->capacity ? set->capacity * 2 : 32;
    struct textan_lexicon **lexicons = realloc(set->lexicons, capacity * sizeof(struct textan_lexicon *));
    if (!lexicons)
      return false;
    set->lexicons = lexicons;
    set->capacity = capacity;
  }
  lexicon->set = set;
  lexicon->index = (uint32_t)set->count;
  set->lexicons[set->count++] = lexicon;
  return true;
}

static textan_status load(const textan_host *host, const char *path, size_t columns, uint32_t flags,
                          textan_lexicon **out, textan_error *error) {
  struct lexicon_set *set = host_lexicon_set(host);
  char *full = resolve(host, path);
  *out = full ? find(set, full, flags) : NULL;
  if (*out) {
    free(full);
    return TEXTAN_OK;
  }
  struct textan_lexicon *lexicon = full ? calloc(1, sizeof *lexicon) : NULL;
  if (!lexicon) {
    free(full);
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the list %s", path);
  }
  lexicon->path = full;
  lexicon->flags = flags;
  textan_status status = lexicon_read(lexicon, columns, error);
  if (status == TEXTAN_OK && !keep(set, lexicon))
    status = textan_fail(error, TEXTAN_EMEMORY, "no memory for the list %s", path);
  if (status == TEXTAN_OK)
    *out = lexicon;
  else
    lexicon_free(lexicon);
  return status;
}

static size_t entry_count(const textan_lexicon *lexicon) {
  return lexicon->row_count;
}

static const char *cell(const textan_lexicon *lexicon, uint32_t entry, size_t column) {
  const struct row *row = &lexicon->rows[entry];
  return column < row->cell_count ? lexicon->bytes.data + lexicon->cells[row->cells + column] : "";
}

static uint32_t line(const textan_lexicon *lexicon, uint32_t entry) {
  return lexicon->rows[entry].line;
}

/* ---- worker side ---- */

struct match_list {
  textan_lexicon_match *list;
  size_t count, capacity;
};

struct lexicon_state {
  bool scanned;
  uint32_t *numbers;
  size_t number_capacity;
  struct match_list *lists; /* one per lexicon */
  size_t list_count;
};

struct lexicon_state *lexicon_state_new(void) {
  return calloc(1, sizeof(struct lexicon_state));
}

void lexicon_state_reset(struct lexicon_state *state) {
  state->scanned = false;
}

void lexicon_state_free(struct lexicon_state *state) {
  if (!state)
    return;
  for (size_t i = 0; i < state->list_count; i++)
    free(state->lists[i].list);
  free(state->lists);
  free(state->numbers);
  free(state);
}

/* What the visits of one scan share. */
struct collecting {
  const struct lexicon_set *set;
  struct lexicon_state *state;
  const struct words *words;
  const char *text;
};

/* True when the words of the match are written in the case of the spelling. */
static bool same_case(const struct collecting *collecting, const struct textan_lexicon *lexicon,
                      const struct final *final, const textan_lexicon_match *match) {
  const char *spelling = lexicon->bytes.data + lexicon->spellings[final->spelling].text;
  const size_t size = strlen(spelling);
  if (size == match->end - match->begin && memcmp(spelling, collecting->text + match->begin, size) == 0)
    return true;
  struct words words = {0};
  bool same = words_split(&words, spelling, size) && words.count == match->word_count;
  struct buffer expected = {0}, found = {0};
  for (size_t i = 0; same && i < words.count; i++) {
    const textan_word *a = &words.list[i], *b = &collecting->words->list[match->first_word + i];
    buffer_clear(&expected);
    buffer_clear(&found);
    same = normal_form(spelling + a->begin, a->end - a->begin, &expected, NULL) &&
           normal_form(collecting->text + b->begin, b->end - b->begin, &found, NULL) && expected.size == found.size &&
           memcmp(expected.data, found.data, found.size) == 0;
  }
  buffer_free(&expected);
  buffer_free(&found);
  words_free(&words);
  return same;
}

static bool append(struct match_list *matches, textan_lexicon_match match) {
  if (matches->count == matches->capacity) {
    const size_t capacity = matches->capacity ? matches->capacity * 2 : 64;
    textan_lexicon_match *list = realloc(matches->list, capacity * sizeof *list);
    if (!list)
      return false;
    matches->list = list;
    matches->capacity = capacity;
  }
  matches->list[matches->count++] = match;
  return true;
}

/* Keeps the match, unless a longer one that began before it covers it; a longer one replaces those that begin with
 * it. */
static bool collect(void *context, const struct final *final, uint32_t first, uint32_t count) {
  const struct collecting *collecting = context;
  const struct textan_lexicon *lexicon = collecting->set->lexicons[final->lexicon];
  struct match_list *matches = &collecting->state->lists[final->lexicon];
  const textan_word *words = collecting->words->list;
  const textan_lexicon_match match = {.begin = words[first].begin,
                                      .end = words[first + count - 1].end,
                                      .first_word = first,
                                      .word_count = count,
                                      .entry = final->entry};
  if ((lexicon->flags & TEXTAN_LEXICON_EXACT_CASE) && !same_case(collecting, lexicon, final, &match))
    return true;
  if (!(lexicon->flags & TEXTAN_LEXICON_ALL) && matches->count) {
    const textan_lexicon_match *last = &matches->list[matches->count - 1];
    if (last->first_word < first && last->first_word + last->word_count > first)
      return true;
    if (last->first_word == first && last->word_count > count)
      return true;
    while (matches->count && matches->list[matches->count - 1].first_word == first &&
           matches->list[matches->count - 1].word_count < count)
      matches->count--;
  }
  return append(matches, match);
}

static bool prepare(struct lexicon_state *state, const struct lexicon_set *set, size_t word_count) {
  if (state->list_count < set->count) {
    struct match_list *lists = realloc(state->lists, set->count * sizeof *lists);
    if (!lists)
      return false;
    memset(lists + state->list_count, 0, (set->count - state->list_count) * sizeof *lists);
    state->lists = lists;
    state->list_count = set->count;
  }
  if (state->number_capacity < word_count + 1) {
    uint32_t *numbers = realloc(state->numbers, (word_count + 1) * 2 * sizeof *numbers);
    if (!numbers)
      return false;
    state->numbers = numbers;
    state->number_capacity = (word_count + 1) * 2;
  }
  for (size_t i = 0; i < state->list_count; i++)
    state->lists[i].count = 0;
  return true;
}

static bool scan(const struct lexicon_set *set, textan_document *document) {
  struct lexicon_state *state = document_lexicon_state(document);
  size_t size;
  const struct words *words = document_words(document);
  if (!words || !prepare(state, set, words->count))
    return false;
  struct collecting collecting = {set, state, words, document_text(document, &size)};
  return automaton_scan(set->automaton, words, state->numbers, collect, &collecting);
}

static textan_status match(const textan_lexicon *lexicon, textan_document *document,
                           const textan_lexicon_match **matches, size_t *count, textan_error *error) {
  struct lexicon_state *state = document_lexicon_state(document);
  if (!lexicon->set->automaton)
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
    .cell = cell,
    .line = line,
    .match = match,
};

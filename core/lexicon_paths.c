/* From the spellings of a word list to paths of the automaton: as written, with letters that a change of case had cut
 * apart joined again ("VietNam" in capitals is one word), without diacritics, and with the file's variants. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "lexicon.h"
#include "normal.h"
#include "words.h"

enum { PATHS_MAX = 1024 }; /* of one spelling */

/* Two ways to write the same part of a word. */
struct pair {
  const char *from, *to;
  size_t from_size, to_size;
};

struct builder {
  struct textan_lexicon *lexicon;
  struct automaton *automaton;
  struct words words; /* of the spelling */
  struct arena arena; /* texts of the spelling's paths */
  struct buffer bare;
  struct final final;
  uint32_t paths; /* of the spelling */
  bool no_memory;

  struct arena pair_arena;
  struct pair *pairs;
  size_t pair_count;
  uint64_t starts[65536 / 64]; /* the first two bytes of all `from` */
};

/* ---- variants ---- */

static const char *copy(struct builder *builder, struct arena *arena, const char *text, size_t size) {
  char *out = arena_alloc(arena, size + 1);
  if (out)
    memcpy(out, text, size);
  builder->no_memory = builder->no_memory || !out;
  return out;
}

static void mark_start(struct builder *builder, const char *from) {
  const unsigned first = (unsigned char)from[0];
  for (unsigned second = 0; second < 256; second++)
    if (!from[1] || (unsigned char)from[1] == second)
      builder->starts[(first << 8 | second) / 64] |= (uint64_t)1 << second % 64;
}

static textan_status add_pair(struct builder *builder, const struct textan_lexicon *list, uint32_t entry,
                              textan_error *error) {
  struct pair pair = {0};
  for (size_t column = 0; column < 2; column++) {
    const char *cell = lexicon_cell(list, entry, column);
    if (!words_split(&builder->words, cell, strlen(cell)))
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for the variants of %s", list->path);
    if (builder->words.count != 1)
      return textan_fail(error, TEXTAN_EDATA, "%s:%u: a variant must be a part of one word, found \"%s\"", list->path,
                         list->rows[entry].line, cell);
    *(column ? &pair.to : &pair.from) =
        copy(builder, &builder->pair_arena, builder->words.folded.data, builder->words.folded.size);
    *(column ? &pair.to_size : &pair.from_size) = builder->words.folded.size;
  }
  if (builder->no_memory)
    return textan_fail(error, TEXTAN_EMEMORY, "no memory for the variants of %s", list->path);
  builder->pairs[builder->pair_count++] = pair;
  builder->pairs[builder->pair_count++] = (struct pair){pair.to, pair.from, pair.to_size, pair.from_size};
  mark_start(builder, pair.from);
  mark_start(builder, pair.to);
  return TEXTAN_OK;
}

/* The file that stands beside the list. */
static char *beside(const char *path, const char *name) {
  const char *slash = name[0] == '/' ? NULL : strrchr(path, '/');
  struct buffer full = {0};
  if (!slash || buffer_append(&full, path, (size_t)(slash - path) + 1))
    buffer_text(&full, name);
  return full.data;
}

bool lexicon_read_variants(const struct textan_lexicon *lexicon, struct buffer *bytes) {
  char *path = beside(lexicon->path, lexicon->variants);
  FILE *file = path ? fopen(path, "rb") : NULL;
  bool good = file != NULL;
  char block[4096];
  for (size_t size; good && (size = fread(block, 1, sizeof block, file)) > 0;)
    good = buffer_append(bytes, block, size);
  if (file)
    fclose(file);
  free(path);
  return good;
}

static textan_status read_variants(struct builder *builder, textan_error *error) {
  struct textan_lexicon *list = calloc(1, sizeof *list);
  if (list)
    list->path = beside(builder->lexicon->path, builder->lexicon->variants);
  textan_status status = TEXTAN_EMEMORY;
  textan_error reason = {TEXTAN_EMEMORY, "no memory for the variants"};
  if (list && list->path)
    status = lexicon_read(list, 2, &reason);
  if (status == TEXTAN_OK)
    status = lexicon_check_rows(list, &reason);
  if (status == TEXTAN_OK) {
    builder->pairs = calloc(list->row_count * 2 + 1, sizeof *builder->pairs);
    status = builder->pairs ? TEXTAN_OK : TEXTAN_EMEMORY;
  }
  for (uint32_t i = 0; status == TEXTAN_OK && i < list->row_count; i++)
    status = add_pair(builder, list, i, &reason);
  lexicon_free(list);
  if (status != TEXTAN_OK)
    return textan_fail(error, status, "%s:%u: %.300s", builder->lexicon->path, builder->lexicon->variants_line,
                       reason.message);
  return TEXTAN_OK;
}

static void add_path(struct builder *builder, const struct path *path) {
  if (builder->paths++ < PATHS_MAX && !automaton_add(builder->automaton, path, &builder->final))
    builder->no_memory = true;
}

static void add_variants(struct builder *builder, struct path *path, uint32_t from);

/* The path with the pair's other way at `at` in word i. */
static void add_variant(struct builder *builder, struct path *path, uint32_t i, uint32_t at, const struct pair *pair) {
  const char *text = path->words[i].text;
  const uint32_t size = path->words[i].size;
  const size_t new_size = size - pair->from_size + pair->to_size;
  char *out = arena_alloc(&builder->arena, new_size + 1);
  if (!out) {
    builder->no_memory = true;
    return;
  }
  memcpy(out, text, at);
  memcpy(out + at, pair->to, pair->to_size);
  memcpy(out + at + pair->to_size, text + at + pair->from_size, size - at - pair->from_size);
  path->words[i].text = out;
  path->words[i].size = (uint32_t)new_size;
  add_variants(builder, path, i + 1);
  path->words[i].text = text;
  path->words[i].size = size;
}

/* Adds the path with all combinations of ways to write its words from `from` on: at most one change in a word. */
static void add_variants(struct builder *builder, struct path *path, uint32_t from) {
  if (builder->paths > PATHS_MAX || builder->no_memory)
    return;
  if (from == path->count || !builder->pair_count) {
    add_path(builder, path);
    return;
  }
  add_variants(builder, path, from + 1);
  const char *text = path->words[from].text;
  const uint32_t size = path->words[from].size;
  for (uint32_t at = 0; at < size; at++) {
    const unsigned start = (unsigned)(unsigned char)text[at] << 8 | (at + 1 < size ? (unsigned char)text[at + 1] : 0);
    if (!(builder->starts[start / 64] >> start % 64 & 1))
      continue;
    for (size_t i = 0; i < builder->pair_count; i++)
      if (size - at >= builder->pairs[i].from_size &&
          memcmp(text + at, builder->pairs[i].from, builder->pairs[i].from_size) == 0)
        add_variant(builder, path, from, at, &builder->pairs[i]);
  }
}

/* ---- the other ways ---- */

/* Words that only a change of case parts, in one.  False: there are none. */
static bool join(struct builder *builder, const struct path *path, struct path *joined) {
  const textan_word *words = builder->words.list;
  *joined = (struct path){0};
  for (uint32_t i = 0; i < path->count; i++) {
    const bool cut =
        path->glued >> i & 1 && words[i].flags & TEXTAN_WORD_TITLE && words[i - 1].flags & TEXTAN_WORD_LETTERS;
    if (!cut) {
      joined->glued |= (path->glued >> i & 1) << joined->count;
      joined->words[joined->count++] = path->words[i];
      continue;
    }
    const uint32_t last = joined->count - 1;
    const uint32_t before = joined->words[last].size, more = path->words[i].size;
    char *out = arena_alloc(&builder->arena, before + more + 1);
    if (!out) {
      builder->no_memory = true;
      return false;
    }
    memcpy(out, joined->words[last].text, before);
    memcpy(out + before, path->words[i].text, more);
    joined->words[last].text = out;
    joined->words[last].size = before + more;
  }
  return joined->count < path->count;
}

static void add_bare(struct builder *builder, const struct path *path) {
  struct path bare = *path;
  for (uint32_t i = 0; i < path->count && !builder->no_memory; i++) {
    buffer_clear(&builder->bare);
    if (!normal_strip(&builder->bare, path->words[i].text, path->words[i].size)) {
      builder->no_memory = true;
      return;
    }
    bare.words[i].size = (uint32_t)builder->bare.size;
    bare.words[i].text = copy(builder, &builder->arena, builder->bare.data, builder->bare.size);
  }
  if (!builder->no_memory)
    add_path(builder, &bare);
}

/* ---- spellings ---- */

static textan_status add_spelling(struct builder *builder, const char *spelling, size_t size, uint32_t line,
                                  textan_error *error) {
  const struct textan_lexicon *lexicon = builder->lexicon;
  struct words *words = &builder->words;
  if (!words_split(words, spelling, size))
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
  if (!words->count)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: an empty spelling in the first column", lexicon->path, line);
  if (words->count > PATH_WORDS_MAX)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: a spelling of %zu words; at most %d are possible", lexicon->path,
                       line, words->count, PATH_WORDS_MAX);
  struct path path = {.count = (uint32_t)words->count}, joined;
  for (uint32_t i = 0; i < path.count; i++) {
    const textan_word *word = &words->list[i];
    path.words[i].text = words->folded.data + word->folded;
    path.words[i].size = word->folded_size;
    /* Letters and digits that are written together stay together; punctuation may have space around it. */
    if (i && word->flags & TEXTAN_WORD_GLUED && !((word[-1].flags | word->flags) & TEXTAN_WORD_PUNCTUATION))
      path.glued |= (uint64_t)1 << i;
  }
  builder->paths = 0;
  add_variants(builder, &path, 0);
  const bool cut = path.glued && join(builder, &path, &joined);
  if (cut)
    add_variants(builder, &joined, 0);
  if (lexicon->flags & TEXTAN_LEXICON_BARE)
    add_bare(builder, &path);
  if (lexicon->flags & TEXTAN_LEXICON_BARE && cut)
    add_bare(builder, &joined);
  arena_reset(&builder->arena);
  if (builder->no_memory)
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
  if (builder->paths > PATHS_MAX)
    return textan_fail(error, TEXTAN_EDATA, "%s:%u: a spelling with more than %d variants", lexicon->path, line,
                       PATHS_MAX);
  return TEXTAN_OK;
}

/* All spellings of a row: those that "|" parts. */
static textan_status add_row(struct builder *builder, uint32_t entry, textan_error *error) {
  const struct textan_lexicon *lexicon = builder->lexicon;
  const char *cell = lexicon_cell(lexicon, entry, 0);
  textan_status status = TEXTAN_OK;
  for (const char *from = cell; from && status == TEXTAN_OK;) {
    const char *bar = strchr(from, '|');
    builder->final.entry = entry;
    builder->final.spelling =
        lexicon->flags & TEXTAN_LEXICON_EXACT_CASE ? (uint32_t)(from - lexicon->bytes.data) + 1 : 0;
    status = add_spelling(builder, from, bar ? (size_t)(bar - from) : strlen(from), lexicon->rows[entry].line, error);
    from = bar ? bar + 1 : NULL;
  }
  return status;
}

textan_status lexicon_add_paths(struct textan_lexicon *lexicon, struct automaton *automaton, textan_error *error) {
  struct builder *builder = calloc(1, sizeof *builder);
  if (!builder)
    return textan_fail(error, TEXTAN_EMEMORY, "%s: no memory for the list", lexicon->path);
  builder->lexicon = lexicon;
  builder->automaton = automaton;
  builder->final.lexicon = lexicon->index;
  textan_status status = lexicon->variants ? read_variants(builder, error) : TEXTAN_OK;
  for (uint32_t i = 0; status == TEXTAN_OK && i < lexicon->row_count; i++)
    status = add_row(builder, i, error);
  words_free(&builder->words);
  arena_free(&builder->arena);
  arena_free(&builder->pair_arena);
  buffer_free(&builder->bare);
  free(builder->pairs);
  free(builder);
  return status;
}

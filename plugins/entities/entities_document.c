/* Reads what the rules need to know of a document: sentence starts, languages, line styles, matches of the word lists.
 */
#include "entities.h"

#include <stdlib.h>

const char *entities_copy(const struct work *work, const char *text) {
  const size_t size = strlen(text) + 1;
  char *copy = work->model->arena->alloc(work->document, size);
  return copy ? memcpy(copy, text, size) : NULL;
}

/* The text of a span with white space made single spaces; NULL: no memory. */
char *entities_span_text(const struct work *work, uint32_t first, uint32_t count) {
  const uint32_t begin = work->words[first].begin, end = work->words[first + count - 1].end;
  char *copy = work->model->arena->alloc(work->document, end - begin + 1);
  size_t size = 0;
  if (!copy)
    return NULL;
  for (uint32_t i = begin; i < end; i++) {
    const char c = work->text[i];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
      copy[size++] = c;
    else if (size && copy[size - 1] != ' ')
      copy[size++] = ' ';
  }
  copy[size] = '\0';
  return copy;
}

static bool marks_reserve(struct scratch *scratch, uint32_t count) {
  if (scratch->mark_capacity < count) {
    free(scratch->marks);
    scratch->mark_capacity = 0;
    scratch->marks = malloc((size_t)count * sizeof *scratch->marks);
    if (!scratch->marks)
      return false;
    scratch->mark_capacity = count;
  }
  memset(scratch->marks, 0, (size_t)count * sizeof *scratch->marks);
  return true;
}

/* Sentences where there are any, otherwise lines. */
static void starts_mark(struct work *work) {
  size_t count;
  const textan_sentence *sentences = work->model->views->sentences(work->document, &count);
  for (uint32_t i = 0; i < work->count; i++)
    work->marks[i].start = (work->words[i].flags & (TEXTAN_WORD_PARAGRAPH | TEXTAN_WORD_LINE)) != 0;
  if (sentences && count) {
    for (uint32_t i = 0; i < work->count; i++)
      work->marks[i].start = (work->words[i].flags & TEXTAN_WORD_PARAGRAPH) != 0;
    for (size_t i = 0; i < count; i++)
      if (sentences[i].first_word < work->count)
        work->marks[sentences[i].first_word].start = true;
  }
  /* A quotation mark or bracket at the start does not change what follows. */
  for (uint32_t i = 0; i + 1 < work->count; i++)
    if (work->marks[i].start && (work->words[i].flags & TEXTAN_WORD_PUNCTUATION))
      work->marks[i + 1].start = true;
}

static uint8_t language_find(const struct work *work, const char *tag) {
  for (size_t i = 0; i < work->model->language_count; i++) {
    const char *code = work->model->languages[i].code;
    const size_t size = strlen(code);
    if (!strncmp(tag, code, size) && (tag[size] == '\0' || tag[size] == '-'))
      return (uint8_t)i;
  }
  return LANGUAGE_OTHER;
}

static void languages_mark(struct work *work) {
  size_t position = 0;
  textan_annotation_view view;
  const bool mixed = work->model->document->next(work->document, "language", &position, &view);
  uint8_t language = language_find(work, work->model->document->language_at(work->document, work->words[0].begin));
  for (uint32_t i = 0; i < work->count; i++) {
    if (mixed && work->marks[i].start)
      language = language_find(work, work->model->document->language_at(work->document, work->words[i].begin));
    work->marks[i].language = language;
  }
}

static enum line_style style_of(const struct work *work, uint32_t first, uint32_t end) {
  uint32_t letters = 0, upper = 0, title = 0, capitals = 0, content = 0;
  for (uint32_t i = first; i < end; i++) {
    const textan_word *word = &work->words[i];
    if (!(word->flags & TEXTAN_WORD_LETTERS))
      continue;
    letters++;
    capitals += entities_capital(work, i);
    upper += (word->flags & TEXTAN_WORD_UPPER) != 0;
    if (word->folded_size >= 4) {
      content++;
      title += entities_capital(work, i);
    }
  }
  if ((letters >= 3 && upper * 5 >= letters * 4) || (letters >= 2 && upper == letters) ||
      (letters == 1 && upper == 1 && work->words[first].folded_size > 5))
    return STYLE_CAPITALS;
  if (letters >= 4 && capitals == 0)
    return STYLE_LOWER;
  if (content >= 4 && title * 5 >= content * 4 && letters <= 24)
    return STYLE_TITLE;
  return STYLE_NORMAL;
}

static void styles_mark(struct work *work) {
  for (uint32_t first = 0; first < work->count;) {
    uint32_t end = first + 1;
    while (end < work->count && !(work->words[end].flags & (TEXTAN_WORD_LINE | TEXTAN_WORD_PARAGRAPH)))
      end++;
    const uint8_t style = (uint8_t)style_of(work, first, end);
    for (uint32_t i = first; i < end; i++)
      work->marks[i].style = style;
    first = end;
  }
}

static bool list_add(struct list *list, const struct match *match) {
  if (list->count == list->capacity) {
    const size_t capacity = list->capacity ? list->capacity * 2 : 256;
    struct match *items = realloc(list->items, capacity * sizeof *items);
    if (!items)
      return false;
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = *match;
  return true;
}

static void match_mark(struct work *work, int rule, const struct match *match, uint32_t index_plus_one) {
  struct mark *mark = &work->marks[match->first];
  switch (rule) {
  case RULES_HEADS:
    mark->head = index_plus_one;
    break;
  case RULES_TITLES:
    mark->title = index_plus_one;
    work->marks[match->first + match->count - 1].title_end = index_plus_one;
    break;
  case RULES_FIELDS:
    mark->field = index_plus_one;
    break;
  case RULES_DATES:
    mark->date = index_plus_one;
    break;
  case RULES_PEOPLE:
    mark->people = index_plus_one;
    break;
  default:
    mark->classes |= work->model->languages[match->language].words[match->entry];
    mark->classes_count = (uint8_t)(match->count < 255 ? match->count : 255);
  }
}

/* Whole texts without diacritics exist; in others a word without them is another word. */
static bool written_bare(const struct work *work) {
  uint32_t marked = 0, letters = 0;
  for (uint32_t i = 0; i < work->count; i++) {
    letters += (work->words[i].flags & TEXTAN_WORD_LETTERS) != 0;
    marked += (work->words[i].flags & TEXTAN_WORD_NON_ASCII) != 0;
  }
  return marked * 20 <= letters;
}

static textan_status rules_mark(struct work *work, uint8_t language, int rule) {
  const textan_lexicon *lexicon = work->model->languages[language].rules[rule];
  const textan_lexicon_match *matches;
  size_t count;
  const textan_status status = work->model->lexicon->match(lexicon, work->document, &matches, &count, work->error);
  if (status != TEXTAN_OK)
    return status;
  struct list *list = &work->scratch->matches[rule];
  for (size_t i = 0; i < count; i++) {
    const struct match match = {matches[i].first_word, matches[i].word_count, matches[i].entry, language};
    const uint8_t here = work->marks[match.first].language;
    if (here != language && (here != LANGUAGE_OTHER || rule == RULES_WORDS) && rule != RULES_PEOPLE)
      continue;
    if (!(work->bare && here == language) &&
        entities_bare(work, work->model->languages[language].spellings[rule][match.entry],
                      work->model->lexicon->cell(lexicon, match.entry, 0), match.first, match.count))
      continue;
    if (!list_add(list, &match))
      return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the matches of a word list");
    match_mark(work, rule, &match, (uint32_t)list->count);
  }
  return TEXTAN_OK;
}

textan_status entities_document_read(struct work *work) {
  textan_status status = TEXTAN_OK;
  if (!marks_reserve(work->scratch, work->count))
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for %u words", work->count);
  work->marks = work->scratch->marks;
  work->scratch->candidate_count = 0;
  starts_mark(work);
  languages_mark(work);
  styles_mark(work);
  work->bare = written_bare(work);
  for (int rule = 0; rule < RULES_COUNT; rule++)
    work->scratch->matches[rule].count = 0;
  for (uint8_t i = 0; i < work->model->language_count; i++)
    for (int rule = 0; rule < RULES_COUNT && status == TEXTAN_OK; rule++)
      status = rules_mark(work, i, rule);
  return status;
}

/* The user's own list of names, which goes before all that was found otherwise: what overlaps one of its names is
 * dropped, and the name takes its place; with type "-" nothing does. */
#include "entities.h"

/* Written as the list has it: with a capital where it begins with one, in capitals where only that counts. */
static bool is_written_so(const struct work *work, const textan_lexicon_match *match, const struct name_row *row) {
  const uint16_t flags = work->words[match->first_word].flags;
  if (row->conditions & NAME_UPPER)
    return (flags & TEXTAN_WORD_UPPER) != 0;
  return row->conditions & NAME_LOWER || !(flags & TEXTAN_WORD_LETTERS) || !(row->conditions & NAME_CAPITALS) ||
         flags & (TEXTAN_WORD_TITLE | TEXTAN_WORD_UPPER);
}

static textan_status role_find(struct work *work, struct candidate *name) {
  const uint32_t first = work->marks[name->first].role_first, end = work->marks[name->first].role_end;
  if (name->type != TYPE_PERSON || !end)
    return TEXTAN_OK;
  name->role = entities_span_text(work, first, end - first);
  return name->role ? TEXTAN_OK : textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a role");
}

/* Marks what the name overlaps as no entity: of the `found` candidates, in text order, from *from on. */
static void overlaps_drop(struct candidate *candidates, size_t found, size_t *from, const textan_lexicon_match *match) {
  while (*from < found && candidates[*from].first + candidates[*from].count <= match->first_word)
    ++*from;
  for (size_t i = *from; i < found && candidates[i].first < match->first_word + match->word_count; i++)
    candidates[i].type = TYPE_NONE;
}

static textan_status name_add(struct work *work, const textan_lexicon_match *match, const struct name_row *row) {
  struct candidate *name = entities_candidate_add(work, match->first_word, match->word_count, row->type, UINT8_MAX);
  if (!name)
    return TEXTAN_EMEMORY;
  name->code = row->code;
  name->country = row->country;
  name->rule = "gazetteer";
  name->score = 1.0f;
  return role_find(work, name);
}

textan_status entities_user_names(struct work *work) {
  const struct name_list *list = &work->model->gazetteer;
  const textan_lexicon_match *matches;
  size_t count, from = 0, added = 0;
  if (!list->lexicon)
    return TEXTAN_OK;
  const size_t found = work->scratch->candidate_count;
  textan_status status = work->model->lexicon->match(list->lexicon, work->document, &matches, &count, work->error);
  for (size_t i = 0; i < count && status == TEXTAN_OK; i++) {
    const struct name_row *row = &list->rows[matches[i].entry];
    const bool again = i && matches[i - 1].first_word == matches[i].first_word; /* another row with the spelling */
    if (again || !is_written_so(work, &matches[i], row))
      continue;
    overlaps_drop(work->scratch->candidates, found, &from, &matches[i]);
    status = name_add(work, &matches[i], row);
    added++;
  }
  if (status != TEXTAN_OK || !added)
    return status;
  size_t kept = 0;
  entities_names_clear(work);
  for (size_t i = 0; i < work->scratch->candidate_count; i++)
    if (i >= found || work->scratch->candidates[i].type != TYPE_NONE)
      work->scratch->candidates[kept++] = work->scratch->candidates[i];
  work->scratch->candidate_count = kept;
  return entities_candidates_resolve(work);
}

/* Persons joined in a document: a mention that is shorter than another one of the same person, or written without its
 * diacritics, gets that other one as its canonical form.
 *
 * Who is called by which part of the name is what people.tsv says of the first word: given name last ("Quang" for "Tran
 * Dai Quang"), or, where persons are called by a surname that stands first, that ("Xi" for "Xi Jinping"); others by
 * either.  Between two persons of one name the one named last before the mention decides. */
#include "entities.h"

#include <stdlib.h>

enum { PARTS = 8, NEAR = 256 /* mentions that are looked at on either side */ };

/* A mention's words that are part of the name, without diacritics and with them. */
struct person {
  struct candidate *mention;
  uint32_t parts[PARTS], exact[PARTS];
  uint32_t count;
  uint32_t marked;        /* words with diacritics */
  bool by_first, by_last; /* what the person may be called by */
};

static void person_read(const struct work *work, struct candidate *mention, struct person *person) {
  *person = (struct person){.mention = mention};
  for (uint32_t i = mention->first; i < mention->first + mention->count && person->count < PARTS; i++) {
    const textan_word *word = &work->words[i];
    if (!(word->flags & TEXTAN_WORD_LETTERS) || (work->marks[i].classes & WORD_SUFFIX))
      continue;
    person->exact[person->count] = word->hash;
    person->parts[person->count++] = work->model->words->bare_hash(work->folded + word->folded, word->folded_size);
    person->marked += (word->flags & TEXTAN_WORD_NON_ASCII) != 0;
  }
  const uint32_t people = entities_people(work, mention->first);
  person->by_first = !(people & PEOPLE_FIRST) || (people & PEOPLE_CALLED);
  person->by_last = !(people & PEOPLE_FIRST) || !(people & PEOPLE_CALLED);
}

/* Diacritics may be missing from a whole mention, but where both have some they tell persons apart ("Hoa", "Hòa"). */
static bool same_part(const struct person *a, uint32_t i, const struct person *b, uint32_t k) {
  return a->marked && b->marked ? a->exact[i] == b->exact[k] : a->parts[i] == b->parts[k];
}

/* The parts stand in the longer name in their order. */
static bool in_order(const struct person *person, const struct person *longer) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < longer->count && found < person->count; i++)
    found += same_part(person, found, longer, i);
  return found == person->count;
}

/* The mention may stand for the person of the longer one. */
static bool stands_for(const struct person *person, const struct person *longer) {
  if (!person->count || !in_order(person, longer))
    return false;
  if (person->count == longer->count)
    return person->marked < longer->marked;
  if (person->count > longer->count)
    return false;
  const uint32_t tail = longer->count - person->count;
  const bool same_first = same_part(person, 0, longer, 0);
  const bool same_last = same_part(person, person->count - 1, longer, longer->count - 1);
  if (person->count == 1)
    return (same_last && longer->by_last) || (same_first && longer->by_first);
  return same_last && (same_first || same_part(person, 0, longer, tail));
}

/* A name that has the mention's words just as they are written. */
static bool is_spelled_so(const struct person *person, const struct person *longer) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < longer->count && found < person->count; i++)
    found += longer->exact[i] == person->exact[found];
  return found == person->count;
}

/* The person that a mention stands for: the last one before it, else the first one behind it, of those that are spelled
 * as it is before others; NULL: only itself. */
static const struct person *full_find(const struct person *persons, size_t count, size_t at) {
  const struct person *other = NULL;
  for (size_t i = at; i > 0 && at - i < NEAR; i--) {
    if (!stands_for(&persons[at], &persons[i - 1]))
      continue;
    if (is_spelled_so(&persons[at], &persons[i - 1]))
      return &persons[i - 1];
    other = other ? other : &persons[i - 1];
  }
  for (size_t i = at + 1; i < count && i - at <= NEAR; i++) {
    if (!stands_for(&persons[at], &persons[i]))
      continue;
    if (is_spelled_so(&persons[at], &persons[i]))
      return &persons[i];
    other = other ? other : &persons[i];
  }
  return other;
}

/* As full_find, and on from there: "Quang" stands for "Dai Quang", and that for "Tran Dai Quang". */
static const struct person *fullest_find(const struct person *persons, size_t count, size_t at) {
  const struct person *full = full_find(persons, count, at), *next = full;
  for (size_t hops = 0; next && hops < PARTS; hops++) {
    full = next;
    next = full_find(persons, count, (size_t)(full - persons));
  }
  return full;
}

/* The persons of the document, in text order; false: no memory. */
static bool persons_read(const struct work *work, struct scratch *scratch) {
  scratch->person_count = 0;
  if (scratch->person_capacity < scratch->candidate_count) {
    struct person *persons = realloc(scratch->persons, scratch->candidate_count * sizeof *persons);
    if (!persons)
      return false;
    scratch->persons = persons;
    scratch->person_capacity = scratch->candidate_count;
  }
  for (size_t i = 0; i < scratch->candidate_count; i++)
    if (scratch->candidates[i].type == TYPE_PERSON)
      person_read(work, &scratch->candidates[i], &scratch->persons[scratch->person_count++]);
  return true;
}

textan_status entities_canonical(struct work *work) {
  struct scratch *scratch = work->scratch;
  if (!persons_read(work, scratch))
    return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for the persons");
  for (size_t i = 0; i < scratch->person_count; i++) {
    const struct person *full = fullest_find(scratch->persons, scratch->person_count, i);
    if (!full)
      continue;
    struct candidate *mention = scratch->persons[i].mention;
    mention->canonical = entities_span_text(work, full->mention->first, full->mention->count);
    if (!mention->canonical)
      return textan_fail(work->error, TEXTAN_EMEMORY, "no memory for a name");
  }
  return TEXTAN_OK;
}

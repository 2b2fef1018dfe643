/* Organisations without a list entry or head noun that their spelling gives away: acronyms ("VFA") and names written
 * together ("VinFast"). */
#include "entities.h"

enum { ACRONYM_MIN = 3, ACRONYM_MAX = 6, REFUSED = 64 };

static bool in_brackets(const struct work *work, uint32_t word) {
  return word > 1 && entities_is(work, word - 1, '(') && entities_is(work, word + 1, ')');
}

static uint32_t letters(const struct work *work, uint32_t word) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < work->words[word].folded_size; i++)
    count += (work->folded[work->words[word].folded + i] & 0xC0) != 0x80;
  return count;
}

static bool is_acronym(const struct work *work, uint32_t word, const struct candidate *bracketed) {
  const textan_word *w = &work->words[word];
  const uint32_t shortest = bracketed ? 2 : ACRONYM_MIN;
  if (!(w->flags & TEXTAN_WORD_UPPER) || work->marks[word].style == STYLE_CAPITALS || letters(work, word) < shortest ||
      letters(work, word) > ACRONYM_MAX || work->marks[word].name ||
      (work->marks[word].classes & (WORD_ACRONYM | WORD_STOP)))
    return false;
  /* A part of a longer string of letters, digits and signs is no name. */
  if (w->flags & TEXTAN_WORD_GLUED && !entities_is(work, word - 1, '(') && !entities_is(work, word - 1, '"'))
    return false;
  return word + 1 == work->count || !(work->words[word + 1].flags & TEXTAN_WORD_GLUED) ||
         ((work->words[word + 1].flags & TEXTAN_WORD_PUNCTUATION) && !entities_is(work, word + 1, '/') &&
          !entities_is(work, word + 1, '-'));
}

/* A place in capitals at the head of a report: "VOI, Kenya —". */
static bool dateline(const struct work *work, uint32_t word) {
  return work->marks[word].start && entities_is(work, word + 1, ',') && word + 2 < work->count &&
         entities_name_at(work, word + 2);
}

/* Two capitalised words without space between, neither of them listed. */
static uint32_t together(const struct work *work, uint32_t word) {
  uint32_t end = word;
  if (work->words[word].folded_size < 3 && !(work->words[word].flags & TEXTAN_WORD_UPPER))
    return 0;
  while (end < work->count && entities_part(work, end) && !(work->words[end].flags & TEXTAN_WORD_NON_ASCII) &&
         !work->marks[end].name && !work->marks[end].title && !entities_people(work, end) &&
         (end == word || (work->words[end].flags & TEXTAN_WORD_GLUED)))
    end++;
  if (end == work->count || !(work->words[end].flags & TEXTAN_WORD_GLUED) ||
      (work->words[end].flags & TEXTAN_WORD_PUNCTUATION))
    return end - word > 1 ? end - word : 0;
  return 0;
}

static textan_status organisation_add(struct work *work, uint32_t word, uint32_t count, const char *rule, float score) {
  struct candidate *candidate = entities_candidate_add(work, word, count, TYPE_ORG, 3);
  if (!candidate)
    return TEXTAN_EMEMORY;
  candidate->rule = rule;
  candidate->score = score;
  return TEXTAN_OK;
}

static bool refused(const uint32_t *hashes, size_t count, uint32_t hash) {
  for (size_t i = 0; i < count; i++)
    if (hashes[i] == hash)
      return true;
  return false;
}

/* A company's name goes on with capitalised words or a place: "Samsung Vietnam", "LG Display". */
static textan_status brands_extend(struct work *work) {
  const size_t count = work->scratch->candidate_count;
  for (size_t i = 0; i < count; i++) {
    const struct candidate brand = work->scratch->candidates[i];
    uint32_t end = brand.first + brand.count;
    if (brand.type != TYPE_ORG || brand.code || brand.country || !brand.rule || !strcmp(brand.rule, "head") ||
        work->marks[brand.first].style != STYLE_NORMAL || !entities_follows(work, end) ||
        (work->words[end].flags & TEXTAN_WORD_GLUED))
      continue;
    const struct candidate *place = entities_name_from(work, end);
    if (place && place->type == TYPE_GPE && !entities_is(work, end + place->count, '-'))
      end += place->count;
    while (!place && end < brand.first + brand.count + 2 && entities_follows(work, end) && entities_part(work, end) &&
           !work->marks[end].name && !work->marks[end].title && !entities_people(work, end) &&
           !(work->words[end].flags & (TEXTAN_WORD_UPPER | TEXTAN_WORD_GLUED | TEXTAN_WORD_NON_ASCII)))
      end++;
    if (end == brand.first + brand.count)
      continue;
    struct candidate *longer = entities_candidate_add(work, brand.first, end - brand.first, TYPE_ORG, 3);
    if (!longer)
      return TEXTAN_EMEMORY;
    longer->rule = "brand";
    longer->score = 0.7f;
  }
  return TEXTAN_OK;
}

textan_status entities_acronyms(struct work *work) {
  uint32_t hashes[REFUSED];
  size_t count = 0;
  textan_status status = TEXTAN_OK;
  /* What stands in brackets behind a common noun abbreviates that noun. */
  for (uint32_t word = 2; word + 1 < work->count && count < REFUSED; word++)
    if ((work->words[word].flags & TEXTAN_WORD_UPPER) && in_brackets(work, word) && !entities_name_at(work, word - 2) &&
        !entities_capital(work, word - 2))
      hashes[count++] = work->words[word].hash;
  for (uint32_t word = 0; word < work->count && status == TEXTAN_OK; word++) {
    if (!entities_capital(work, word))
      continue;
    const struct candidate *before = in_brackets(work, word) ? entities_name_at(work, word - 2) : NULL;
    const bool bracketed = before && before->type == TYPE_ORG;
    const uint32_t joined = together(work, word);
    if (joined)
      status = organisation_add(work, word, joined, "spelling", 0.6f);
    else if (!is_acronym(work, word, bracketed ? before : NULL) || dateline(work, word))
      continue;
    else if (refused(hashes, count, work->words[word].hash))
      work->marks[word].abbreviation = true;
    else
      status = organisation_add(work, word, 1, bracketed ? "bracketed" : "acronym", bracketed ? 0.85f : 0.5f);
    word += joined ? joined - 1 : 0;
  }
  return status == TEXTAN_OK ? brands_extend(work) : status;
}

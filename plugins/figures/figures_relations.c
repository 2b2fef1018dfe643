/* What figures have to do with each other, and where the text names the parties and the time of each. */
#include "figures.h"

enum { NEAR = 6 /* amounts to look over */, REACH = 200 /* entities to look over, to each side */ };

static bool same_sentence(const struct figures_amount *a, const struct figures_amount *b) {
  return a->sentence == b->sentence;
}

static bool is_rate(const struct figures_amount *amount) {
  return amount->unit->kind == UNIT_PERCENT;
}

typedef bool fits_amount(const struct figures_amount *amount, const struct figures_amount *other);

/* Neither the one before a change nor the same in another currency. */
static bool is_main(const struct figures_amount *amount) {
  return !(amount->flags & (AMOUNT_PREVIOUS | AMOUNT_BRACKET));
}

/* The amount it grew or fell to. */
static bool is_new_level(const struct figures_amount *amount, const struct figures_amount *other) {
  return is_main(other) && amount->measure == other->measure && is_rate(amount) == is_rate(other) &&
         amount->unit->kind == other->unit->kind;
}

/* The amount that a rate of change is one of. */
static bool is_changed(const struct figures_amount *amount, const struct figures_amount *other) {
  return is_main(other) && amount->measure == other->measure && !is_rate(other);
}

/* The amount that a share or a part is one of. */
static bool is_whole(const struct figures_amount *amount, const struct figures_amount *other) {
  return is_main(other) && !is_rate(other) && amount->measure == other->measure &&
         (is_rate(amount) || amount->unit->kind == other->unit->kind);
}

/* The nearest amount of the sentence that fits, to the left before to the right; NULL: none. */
static const struct figures_amount *nearest(const struct figures_scratch *scratch, size_t index, fits_amount *good,
                                            bool right_too) {
  const struct figures_amount *amount = &scratch->amounts[index], *told = figures_told_before(scratch->amounts, index);
  if (told && told->id != 0 && good(amount, told))
    return told;
  for (size_t i = index; i > 0 && i + NEAR > index && same_sentence(amount, &scratch->amounts[i - 1]); i--)
    if (scratch->amounts[i - 1].id != 0 && good(amount, &scratch->amounts[i - 1]))
      return &scratch->amounts[i - 1];
  for (size_t i = index + 1;
       right_too && i < scratch->amount_count && i <= index + NEAR && same_sentence(amount, &scratch->amounts[i]); i++)
    if (scratch->amounts[i].id != 0 && good(amount, &scratch->amounts[i]))
      return &scratch->amounts[i];
  return NULL;
}

static textan_status relate(const struct figures_text *text, const char *type, const struct figures_amount *from,
                            const struct figures_amount *to, textan_error *error) {
  return to ? text->model->services.document->relate(text->document, type, from->id, to->id, error) : TEXTAN_OK;
}

static textan_status amounts_relate(const struct figures_text *text, const struct figures_scratch *scratch,
                                    size_t index, textan_error *error) {
  const struct figures_amount *amount = &scratch->amounts[index];
  const bool changes = is_rate(amount) && (amount->change == CHANGE_UP || amount->change == CHANGE_DOWN);
  if (amount->flags & AMOUNT_BRACKET && index > 0 && amount[-1].id != 0 && same_sentence(amount, amount - 1))
    return relate(text, "equivalent_of", amount, amount - 1, error);
  if (amount->flags & AMOUNT_PREVIOUS)
    return relate(text, "previous_of", amount, nearest(scratch, index, is_new_level, true), error);
  if (changes)
    return relate(text, "change_of", amount, nearest(scratch, index, is_changed, true), error);
  if (amount->flags & AMOUNT_PART || (is_rate(amount) && amount->change == CHANGE_SHARE))
    return relate(text, "part_of", amount, nearest(scratch, index, is_whole, false), error);
  return TEXTAN_OK;
}

/* ---- where the text says it ---------------------------------------------------------------------- */

static bool names_state(const struct figures_text *text, const textan_entity *entity, const char *state) {
  const char *named = figures_entity_state(entity);
  const struct figures_bloc *bloc = named ? figures_bloc_find(text->model, state) : NULL;
  return figures_same_state(named, state) || (bloc && strcmp(bloc->seat, named) == 0 && !entity->code);
}

static bool names_time(const struct figures_text *text, const textan_entity *entity, const char *time) {
  (void)text;
  return strcmp(entity->type, "DATE") == 0 && entity->value && strcmp(entity->value, time) == 0;
}

typedef bool fits_entity(const struct figures_text *text, const textan_entity *entity, const char *what);

/* The entity that says it nearest to a word: before it, else behind it in the sentence that ends at `end`, else further
 * on; 0: none. */
static uint32_t entity_that(const struct figures_text *text, uint32_t word, uint32_t end, fits_entity *fits,
                            const char *what) {
  const size_t at = figures_entity_from(text, word);
  size_t before = at, behind = at;
  while (before > 0 && before + REACH > at && !fits(text, &text->entities[before - 1], what))
    before--;
  while (behind < text->entity_count && behind < at + REACH && !fits(text, &text->entities[behind], what))
    behind++;
  const bool left = before > 0 && before + REACH > at;
  const bool right = behind < text->entity_count && behind < at + REACH;
  const bool nearer =
      right && text->entities[behind].first_word < end &&
      (!left || text->entities[behind].first_word - word < word - text->entities[before - 1].first_word);
  if (nearer || (right && !left))
    return text->entities[behind].id;
  return left ? text->entities[before - 1].id : 0;
}

static textan_status evidence_relate(const struct figures_text *text, const struct figures_amount *amount,
                                     textan_error *error) {
  const textan_sentence *sentence = &text->sentences[amount->sentence];
  const uint32_t end = sentence->first_word + sentence->word_count;
  const struct {
    const char *type, *what;
    fits_entity *fits;
  } roles[] = {{"reporter", amount->reporter, names_state},
               {"partner", amount->partner, names_state},
               {"period", amount->period[0] != '\0' ? amount->period : NULL, names_time}};
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < sizeof roles / sizeof *roles; i++) {
    const uint32_t id = roles[i].what ? entity_that(text, amount->first, end, roles[i].fits, roles[i].what) : 0;
    if (id != 0)
      status = text->model->services.document->relate(text->document, roles[i].type, amount->id, id, error);
  }
  return status;
}

textan_status figures_relate(const struct figures_text *text, const struct figures_scratch *scratch,
                             textan_error *error) {
  textan_status status = TEXTAN_OK;
  for (size_t i = 0; status == TEXTAN_OK && i < scratch->amount_count; i++) {
    if (scratch->amounts[i].id == 0)
      continue;
    status = amounts_relate(text, scratch, i, error);
    if (status == TEXTAN_OK)
      status = evidence_relate(text, &scratch->amounts[i], error);
  }
  return status;
}

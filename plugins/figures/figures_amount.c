/* Amounts: [currency] number scale [unit] [per unit], and ranges of two of them.
 *
 * One walk over the words; a number that finds no unit is dropped unless its neighbour lends one. */
#include "figures.h"

#include <stdlib.h>
#include <string.h>

enum { WEIGHT_WORDS = 16 };

/* A unit and the words it covers. */
struct found_unit {
  const struct figures_unit *unit;
  uint32_t first, end;
};

/* One end of a range, or an amount of one number. */
struct reading {
  struct figures_number number;
  struct found_unit before, after;
  uint32_t first, end; /* words, units included */
};

static const struct figures_unit *unit_of(const struct figures_text *text, int list, uint32_t entry) {
  switch (list) {
  case LIST_UNITS:
    return &text->language->units[0][entry];
  case LIST_CURRENCIES:
    return &text->language->units[1][entry];
  case MATCHES_SIGNS:
    return &text->model->sign_units[0][entry];
  default:
    return &text->model->sign_units[1][entry];
  }
}

/* Words near the unit speak of weight: "pounds" are no money then. */
static bool weighed(const struct figures_text *text, uint32_t word) {
  const uint32_t first = word > WEIGHT_WORDS ? word - WEIGHT_WORDS : 0;
  struct figures_cue cue;
  for (uint32_t at = first; at < word + WEIGHT_WORDS && at < text->word_count; at++)
    if (figures_cue_at(text, at, &cue) && cue.flags & CUE_WEIGHT)
      return true;
  return false;
}

static bool unit_shape_fits(const struct figures_text *text, const struct figures_unit *unit,
                            const textan_lexicon_match *match) {
  if (unit->flags & UNIT_LOWER && text->words[match->first_word].flags & (TEXTAN_WORD_UPPER | TEXTAN_WORD_TITLE))
    return false;
  if (unit->flags & UNIT_WEIGHED && !weighed(text, match->first_word))
    return false;
  if (unit->flags & UNIT_SIGN)
    for (uint32_t i = 1; i < match->word_count; i++)
      if (!figures_glued(text, match->first_word + i))
        return false;
  return true;
}

/* Whether the run takes such units at all. */
static bool in_scope(const struct figures_text *text, const struct figures_unit *unit) {
  return !(unit->flags & UNIT_ALL && text->model->trade_only);
}

/* The longest unit that begins at a word and may stand on that side of a number; with UNIT_PRICED as a denominator,
 * which may be any. */
static bool unit_at(const struct figures_text *text, uint32_t word, uint16_t side, struct found_unit *out) {
  static const int lists[] = {MATCHES_CODES, LIST_UNITS, LIST_CURRENCIES, MATCHES_SIGNS};
  uint32_t longest = 0;
  if (word >= text->word_count)
    return false;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    if (!(text->starts[word] & 1u << lists[i]))
      continue;
    const struct figures_matches *matches = &text->matches[lists[i]];
    for (size_t k = figures_match_from(matches, word); k < matches->count && matches->items[k].first_word == word;
         k++) {
      const textan_lexicon_match *match = &matches->items[k];
      const struct figures_unit *unit = unit_of(text, lists[i], match->entry);
      if (match->word_count <= longest || !(unit->flags & side) || !(side & UNIT_PRICED || in_scope(text, unit)) ||
          !unit_shape_fits(text, unit, match) ||
          (lists[i] < LIST_COUNT && !figures_match_counts(text, lists[i], match)))
        continue;
      longest = match->word_count;
      *out = (struct found_unit){unit, word, word + match->word_count};
    }
  }
  return longest > 0;
}

/* "percent of 20": where every amount is asked for. */
static bool percent_of(const struct figures_text *text, uint32_t word, uint32_t floor, struct found_unit *out) {
  struct figures_cue cue;
  uint32_t begin = 0;
  if (text->model->trade_only || word < floor + 2 || !figures_cue_before(text, word, &begin, &cue) ||
      cue.link != LINK_OF)
    return false;
  for (uint32_t size = 1; size <= 2 && begin >= floor + size; size++)
    if (unit_at(text, begin - size, UNIT_AFTER, out) && out->unit->kind == UNIT_PERCENT && out->end == begin)
      return true;
  return false;
}

/* The currency that ends right before a number. */
static bool unit_before(const struct figures_text *text, uint32_t word, uint32_t floor, struct found_unit *out) {
  if (percent_of(text, word, floor, out))
    return true;
  for (uint32_t size = 4; size >= 1; size--) {
    if (word < floor + size)
      continue;
    if (unit_at(text, word - size, UNIT_BEFORE, out) && out->end == word) {
      if (out->unit->flags & UNIT_GLUED && !figures_glued(text, word))
        return false;
      return !(text->words[word].flags & TEXTAN_WORD_LINE);
    }
  }
  return false;
}

/* The digits at a word have a currency of their own behind them. */
static bool has_own_unit(const struct figures_text *text, uint32_t word) {
  struct found_unit unit;
  while (word + 1 < text->word_count && figures_glued(text, word + 1) &&
         text->words[word + 1].flags & (TEXTAN_WORD_DIGITS | TEXTAN_WORD_PUNCTUATION) &&
         !(text->starts[word + 1] & 1u << MATCHES_SIGNS))
    word++;
  return unit_at(text, word + 1, UNIT_AFTER, &unit) && unit.unit->kind == UNIT_MONEY;
}

/* A sign before the next number belongs to that one: "in 2024 USD 5 million"; not so in "10 $ 30 $". */
static bool belongs_to_next(const struct figures_text *text, const struct found_unit *unit,
                            const struct figures_number *number) {
  if (!(unit->unit->flags & UNIT_BEFORE) || unit->end >= text->word_count ||
      !(text->words[unit->end].flags & TEXTAN_WORD_DIGITS))
    return false;
  if (figures_glued(text, unit->end))
    return true;
  return number->plain && !(unit->unit->flags & UNIT_AFTER && has_own_unit(text, unit->end));
}

static bool unit_after(const struct figures_text *text, const struct reading *reading, struct found_unit *out) {
  uint32_t word = figures_after_joint(text, reading->number.end);
  /* "20 (kg)" */
  const bool bracket = !text->model->trade_only && (figures_is(text, word, '(') || figures_is(text, word, '['));
  word += bracket;
  if (word >= text->word_count || text->words[word].flags & TEXTAN_WORD_PARAGRAPH ||
      !unit_at(text, word, UNIT_AFTER, out))
    return false;
  if (bracket && !figures_is(text, out->end, ')') && !figures_is(text, out->end, ']'))
    return false;
  out->end += bracket;
  if (out->unit->flags & UNIT_GLUED && !(figures_glued(text, word) && reading->number.digits))
    return false;
  if (out->unit->flags & UNIT_PRICED)
    return false;
  return !belongs_to_next(text, out, &reading->number);
}

/* "20 VinFast electric cars": a make between the number and the goods. */
static bool item_after(const struct figures_text *text, const struct reading *reading, struct found_unit *out) {
  uint32_t word = reading->number.end;
  for (int names = 0; names < 4; names++, word++) {
    if (names > 0 && unit_at(text, word, UNIT_AFTER, out) && out->unit->kind == UNIT_ITEM)
      return true;
    if (word >= text->word_count || !(text->words[word].flags & TEXTAN_WORD_TITLE) ||
        text->words[word].flags & TEXTAN_WORD_LINE)
      return false;
  }
  return false;
}

/* Digits that touch a letter or another number are part of a name: "G20", "A321", "1A". */
static bool touches_name(const struct figures_text *text, uint32_t word, const struct found_unit *before) {
  if (before->unit || !figures_glued(text, word) || word == 0)
    return false;
  const textan_word *previous = &text->words[word - 1];
  if (previous->flags & (TEXTAN_WORD_LETTERS | TEXTAN_WORD_DIGITS))
    /* Glued words are common after lower case ("rose to1.97billion"), names end in upper case. */
    return previous->flags & TEXTAN_WORD_UPPER || previous->flags & TEXTAN_WORD_DIGITS;
  return figures_is(text, word - 1, '/') || figures_is(text, word - 1, '.') || figures_is(text, word - 1, ',') ||
         (figures_is(text, word - 1, '-') && figures_glued(text, word - 1) && word > 1 &&
          !(text->words[word - 2].flags & TEXTAN_WORD_PUNCTUATION));
}

/* Reads one number with the units beside it. */
static bool reading_read(struct figures_text *text, uint32_t word, uint32_t floor, bool second, struct reading *out) {
  *out = (struct reading){0};
  const bool money = unit_before(text, word, floor, &out->before);
  if (!money)
    out->before.unit = NULL;
  if (!second && touches_name(text, word, &out->before))
    return false;
  if (!figures_number_read(text, word, money, &out->number))
    return false;
  const struct figures_language *foreign = figures_number_foreign(text, out->number.end);
  if (foreign) { /* "US$120 billion" quoted in another language's text: read with the tables of its own */
    text->foreign = foreign;
    return false;
  }
  out->first = money ? out->before.first : word;
  out->end = out->number.end;
  if (unit_after(text, out, &out->after) || item_after(text, out, &out->after)) {
    const bool same_kind = !money || out->after.unit->kind == UNIT_MONEY;
    if (same_kind && figures_number_scale_on(text, out->after.end, &out->number, &out->end))
      out->after.end = out->end; /* "75 USD million" */
    else if (same_kind)
      out->end = out->after.end;
    else
      out->after.unit = NULL;
  } else {
    out->after.unit = NULL;
  }
  return true;
}

static const struct figures_unit *reading_unit(const struct reading *reading) {
  /* The sign before wins over a slip behind ("US$5 billion kip"), a plain "$" over nothing. */
  if (!reading->before.unit)
    return reading->after.unit;
  if (reading->after.unit && reading->before.unit->flags & UNIT_ANY_DOLLAR &&
      !(reading->after.unit->flags & UNIT_ANY_DOLLAR))
    return reading->after.unit;
  return reading->before.unit;
}

static bool looks_like_year(const struct figures_number *number) {
  return number->plain && number->value.exponent == 0 && number->value.mantissa >= 1900 &&
         number->value.mantissa < 2100;
}

/* Before a word, near it, stand words for a change: "fell from 5 dollars to 3 dollars" is no range. */
static bool changes_before(const struct figures_text *text, uint32_t word, uint32_t floor) {
  struct figures_cue cue;
  for (uint32_t back = 1; back <= 12 && word >= floor + back; back++)
    if (figures_cue_at(text, word - back, &cue) && cue.change != CHANGE_NONE)
      return true;
  return false;
}

/* The word behind a range's link, or 0. */
static uint32_t range_link(const struct figures_text *text, const struct reading *low, uint32_t floor, bool *opened) {
  uint32_t begin = low->first;
  struct figures_cue link = {0}, open = {0};
  const uint32_t end = figures_cue_at(text, low->end, &link);
  if (figures_is(text, low->end, '-'))
    return low->end + 1;
  if (end == 0)
    return 0;
  while (begin > floor && figures_cue_before(text, begin, &begin, &open) && open.flags == CUE_SKIP)
    open.flags = 0;
  *opened = (open.flags & (CUE_RANGE_OPEN | CUE_RANGE_BLOCK)) != 0;
  const uint32_t opens = text->model->trade_only ? CUE_RANGE_OPEN : CUE_RANGE_OPEN | CUE_RANGE_BLOCK;
  if (!(link.flags & CUE_RANGE_LINK) && !(link.link == LINK_AND && open.flags & opens))
    return 0;
  if (open.flags & CUE_RANGE_BLOCK && !(open.flags & CUE_RANGE_OPEN) && reading_unit(low) &&
      (text->model->trade_only || low->number.scale != 0 || changes_before(text, begin, floor)))
    return 0;
  return end;
}

/* Makes the two ends alike: scale and unit stand at one of them. */
static bool range_join(struct reading *low, struct reading *high) {
  const struct figures_unit *unit_low = reading_unit(low), *unit_high = reading_unit(high);
  const struct figures_unit *unit = unit_high ? unit_high : unit_low;
  if (!unit || (unit_low && unit_high && strcmp(unit_low->code, unit_high->code) != 0) || looks_like_year(&low->number))
    return false;
  if (low->number.scale == 0 && high->number.scale != 0 && !low->after.unit &&
      !figures_decimal_multiply(low->number.value, 1, high->number.scale, &low->number.value))
    return false;
  high->after.unit = unit;
  high->before.unit = NULL;
  return figures_decimal_compare(low->number.value, high->number.value) < 0;
}

/* A range that begins with `low`: fills *high. */
static bool range_read(struct figures_text *text, struct reading *low, uint32_t floor, uint32_t limit,
                       struct reading *high) {
  bool opened = false;
  const uint32_t link = range_link(text, low, floor, &opened);
  if (link == 0 || link >= limit)
    return false;
  uint32_t at = link;
  struct found_unit sign = {0};
  if (unit_at(text, at, UNIT_BEFORE, &sign) && sign.unit->kind == UNIT_MONEY)
    at = sign.end;
  if (at >= limit || !reading_read(text, at, link, true, high))
    return false;
  if (low->number.digits != high->number.digits && !opened && low->number.value.exponent == 0)
    return false; /* "not up to 7000" */
  struct reading joined = *low;
  if (!range_join(&joined, high))
    return false;
  *low = joined;
  return true;
}

/* "per tonne", "/kg" behind a price. */
static void per_read(const struct figures_text *text, struct figures_amount *amount) {
  struct found_unit unit = {0};
  struct figures_cue cue = {0};
  uint32_t end = figures_cue_at(text, amount->end, &cue);
  if (amount->unit->kind != UNIT_MONEY)
    return;
  if (figures_is(text, amount->end, '/'))
    end = amount->end + 1;
  else if (!(cue.flags & CUE_PER))
    return;
  if (unit_at(text, end, UNIT_AFTER | UNIT_PRICED, &unit) && unit.unit->kind == UNIT_QUANTITY) {
    amount->per = unit.unit;
    amount->end = unit.end;
  }
}

/* A sign of a change directly before the number: "(+61%)". */
static void sign_read(const struct figures_text *text, uint32_t floor, struct figures_amount *amount) {
  const uint32_t word = amount->first;
  if (word <= floor || !figures_glued(text, word) || amount->unit->kind != UNIT_PERCENT)
    return;
  if (word - 1 > floor && figures_glued(text, word - 1) && !(text->words[word - 2].flags & TEXTAN_WORD_PUNCTUATION))
    return;
  const bool plus = figures_is(text, word - 1, '+'), minus = figures_is(text, word - 1, '-');
  if (!plus && !minus)
    return;
  amount->flags |= plus ? AMOUNT_PLUS : AMOUNT_MINUS;
  amount->first--;
  if (minus && !text->model->trade_only) /* in trade news the change says "down" */
    amount->value.mantissa = -amount->value.mantissa;
}

/* "-18 degrees": a minus that touches the number and nothing before it. */
static void minus_read(const struct figures_text *text, uint32_t floor, struct figures_amount *amount) {
  const uint32_t word = amount->first;
  if (text->model->trade_only || amount->unit->kind != UNIT_QUANTITY || word <= floor || !figures_glued(text, word) ||
      !figures_is(text, word - 1, '-') || (word - 1 > 0 && figures_glued(text, word - 1)))
    return;
  amount->value.mantissa = -amount->value.mantissa;
  amount->first--;
}

/* What the words around say that this is no amount. */
static bool rejected(const struct figures_text *text, const struct figures_amount *amount, uint32_t floor) {
  uint32_t begin = 0, at = amount->end;
  struct figures_cue cue;
  if (amount->first > floor && figures_cue_before(text, amount->first, &begin, &cue) && cue.flags & CUE_REJECT_BEFORE)
    return true;
  for (int i = 0; i < 3; i++) {
    const uint32_t end = figures_cue_at(text, at, &cue);
    if (end == 0)
      return false;
    if (cue.flags & CUE_REJECT_AFTER)
      return true;
    if (!(cue.flags & CUE_SKIP) && cue.link != LINK_OF)
      return false;
    at = end;
  }
  return false;
}

static struct figures_amount *amount_new(struct figures_scratch *scratch) {
  if (scratch->amount_count == scratch->amount_room) {
    const size_t room = scratch->amount_room ? 2 * scratch->amount_room : 64;
    struct figures_amount *amounts = realloc(scratch->amounts, room * sizeof *amounts);
    if (!amounts)
      return NULL;
    scratch->amounts = amounts;
    scratch->amount_room = room;
  }
  struct figures_amount *amount = &scratch->amounts[scratch->amount_count++];
  memset(amount, 0, sizeof *amount);
  return amount;
}

/* Nobody counts 18.214 of a thing: the other reading of the separator is meant. */
static void settle_doubt(struct reading *reading, const struct figures_unit *unit) {
  if (reading->number.doubtful && unit->kind == UNIT_ITEM && reading->number.value.exponent < 0)
    reading->number.value = reading->number.other;
}

/* A spelled number without a scale word is an amount only with a clear unit: "two percent", not "two cars". */
static bool spelled_fits(const struct figures_text *text, const struct reading *reading,
                         const struct figures_unit *unit) {
  if (reading->number.digits || reading->number.scale != 0 || unit->kind == UNIT_PERCENT)
    return true;
  return unit->kind != UNIT_ITEM && !text->model->trade_only;
}

/* "an additional billion dollars" is one; "several million" and "tens of millions" are no number. */
static bool vague_allowed(const struct figures_text *text, const struct reading *reading, uint32_t floor) {
  uint32_t begin;
  struct figures_cue cue;
  return !reading->before.unit && reading->first > floor && figures_cue_before(text, reading->first, &begin, &cue) &&
         cue.flags & CUE_SKIP;
}

/* Behind a currency, hundredths of it: "3 dollars 50 cents", "3 dollars and 50." */
static void minor_read(const struct figures_text *text, uint32_t limit, struct figures_amount *amount) {
  static const textan_decimal hundred = {100, 0};
  struct figures_cue cue;
  struct figures_number number;
  struct found_unit unit;
  if (amount->unit->kind != UNIT_MONEY || amount->unit->flags & UNIT_MINOR || amount->per || amount->scale != 0 ||
      amount->flags & AMOUNT_RANGE || amount->value.exponent < 0)
    return;
  const uint32_t behind = figures_cue_at(text, amount->end, &cue);
  const uint32_t word = behind && cue.link == LINK_AND ? behind : amount->end;
  if (word >= limit || !figures_number_read(text, word, false, &number) || number.scale != 0 ||
      number.value.exponent != 0 || figures_decimal_compare(number.value, hundred) >= 0)
    return;
  uint32_t end = number.end;
  if (unit_at(text, end, UNIT_AFTER, &unit) && unit.unit->flags & UNIT_MINOR)
    end = unit.end;
  else if (text->model->trade_only || (number.digits && text->words[word].folded_size != 2) ||
           unit_at(text, end, UNIT_AFTER, &unit) ||
           (end < limit && !(text->words[end].flags & TEXTAN_WORD_PUNCTUATION)))
    return; /* what is counted follows: "3 dollars and 50 books" */
  if (figures_decimal_add(amount->value, (textan_decimal){number.value.mantissa, -2}, &amount->value))
    amount->end = end;
}

/* "K2" and "P5" are roads and bridges, "K2 million" is money. */
static bool looks_like_name(const struct figures_text *text, const struct reading *reading,
                            const struct figures_unit *unit) {
  return unit->code[0] == '-' && reading->before.unit == unit && reading->number.plain &&
         text->words[reading->before.first].folded_size == 1;
}

/* Fills the amount of a reading (and of the end of its range); false: it is none. */
static bool amount_make(const struct figures_text *text, struct reading *low, struct reading *high, uint32_t floor,
                        uint32_t limit, struct figures_amount *amount) {
  const struct reading *last = high ? high : low;
  const struct figures_unit *unit = reading_unit(last);
  if (unit && unit->flags & UNIT_LOCAL &&
      (looks_like_name(text, low, unit) || !(unit = figures_currency_local(text, unit, low->first))))
    return false;
  if (!unit && last->number.tail && text->language->tail_unit.code)
    unit = &text->language->tail_unit;
  if (low->number.vague && !vague_allowed(text, low, floor))
    return false;

  amount->first = low->first;
  amount->end = last->end;
  amount->unit = unit;
  amount->language = text->language;
  amount->scale = last->number.scale;
  amount->score = 0.95f;
  if (!unit)
    return low->number.scale >= 6; /* "5 ty": a neighbour may lend its unit */
  if (!spelled_fits(text, low, unit))
    return false;
  if (unit->kind == UNIT_TIME && text->model->trade_only)
    return false;
  settle_doubt(low, unit);
  if (high)
    settle_doubt(high, unit);
  if (!figures_decimal_multiply(low->number.value, 1, unit->exponent, &amount->value) ||
      (high && !figures_decimal_multiply(high->number.value, 1, unit->exponent, &amount->high)))
    return false;
  if (high)
    amount->flags |= AMOUNT_RANGE;
  if (unit->flags & UNIT_ANY_DOLLAR)
    amount->flags |= AMOUNT_DEFAULTED;
  if (unit->kind == UNIT_ITEM) {
    amount->noun_first = last->number.end;
    amount->noun_end = last->end;
  }
  if (unit->flags & UNIT_OPEN) {
    amount->noun_first = (last->after.unit ? &last->after : &last->before)->first;
    amount->noun_end = (last->after.unit ? &last->after : &last->before)->end;
  }
  per_read(text, amount);
  sign_read(text, floor, amount);
  minus_read(text, floor, amount);
  minor_read(text, limit, amount);
  return !rejected(text, amount, floor);
}

/* Units that a neighbour lends: "5 billion by 2028 and 8 billion by 2030", "3 and 2 billion dollars". */
static void lend_units(struct figures_scratch *scratch, size_t from) {
  size_t kept = from;
  const struct figures_amount *lender = NULL;
  for (size_t i = from; i > 0 && i + 4 > from && !lender; i--)
    if (scratch->amounts[i - 1].unit && scratch->amounts[i - 1].unit->kind == UNIT_MONEY)
      lender = &scratch->amounts[i - 1];
  for (size_t i = from; i < scratch->amount_count; i++) {
    struct figures_amount amount = scratch->amounts[i];
    const struct figures_amount *next = i + 1 < scratch->amount_count ? &scratch->amounts[i + 1] : NULL;
    if (!amount.unit && next && next->unit && next->unit->kind == UNIT_MONEY && next->first <= amount.end + 1)
      lender = next; /* "12 million and 9 million euros" */
    if (!amount.unit && lender && amount.scale >= 6) {
      amount.unit = lender->unit;
      amount.flags |= AMOUNT_INHERITED | (uint16_t)(lender->flags & AMOUNT_DEFAULTED);
      amount.score = 0.6f;
    }
    if (!amount.unit)
      continue;
    scratch->amounts[kept] = amount;
    if (amount.unit->kind == UNIT_MONEY)
      lender = &scratch->amounts[kept];
    kept++;
  }
  scratch->amount_count = kept;
}

/* What comes behind a bare "5 billion" names what is counted: then it is no money. */
static bool counts_something(const struct figures_text *text, uint32_t word) {
  struct figures_cue cue;
  if (word >= text->word_count || text->words[word].flags & (TEXTAN_WORD_PUNCTUATION | TEXTAN_WORD_LINE))
    return false;
  return figures_cue_at(text, word, &cue) == 0 || cue.link == LINK_OF;
}

/* The date that covers a word, if one does; *cursor only grows. */
static const textan_entity *date_at(const struct figures_text *text, uint32_t word, size_t *cursor) {
  const uint32_t begin = text->words[word].begin;
  while (*cursor < text->entity_count && text->entities[*cursor].end <= begin)
    (*cursor)++;
  for (size_t i = *cursor; i < text->entity_count && text->entities[i].begin <= begin; i++)
    if (text->entities[i].end > begin && strcmp(text->entities[i].type, "DATE") == 0)
      return &text->entities[i];
  return NULL;
}

/* The words of a sentence tell amounts off to names in their order. */
static bool tells_off(const struct figures_text *text, uint32_t first, uint32_t end) {
  struct figures_cue cue;
  for (uint32_t word = first; word < end; word++)
    if (figures_cue_at(text, word, &cue) && cue.flags & CUE_RESPECTIVELY)
      return true;
  return false;
}

/* "3 and 2 billion dollars respectively": a bare number takes scale and unit of the next one. */
static void shared_read(struct figures_text *text, struct reading *low, uint32_t first, uint32_t end) {
  struct figures_cue cue;
  struct reading next;
  const uint32_t behind = figures_cue_at(text, low->end, &cue);
  if (!low->number.digits || low->number.scale != 0 || reading_unit(low) || looks_like_year(&low->number) || !behind ||
      cue.link != LINK_AND || behind >= end || !(text->words[behind].flags & TEXTAN_WORD_DIGITS) ||
      !reading_read(text, behind, low->end, true, &next))
    return;
  const struct figures_unit *unit = reading_unit(&next);
  if (!unit || next.before.unit || unit->kind == UNIT_ITEM || unit->kind == UNIT_TIME ||
      (text->model->trade_only && !tells_off(text, first, end)) ||
      !figures_decimal_multiply(low->number.value, 1, next.number.scale, &low->number.value))
    return;
  low->number.scale = next.number.scale;
  low->after.unit = unit;
}

static textan_status amount_read(struct figures_text *text, struct figures_scratch *scratch, uint32_t sentence,
                                 uint32_t *word, uint32_t floor, uint32_t end, textan_error *error) {
  struct reading low, high;
  const uint32_t at = (*word)++;
  if (!reading_read(text, at, floor, false, &low) || low.end > end)
    return TEXTAN_OK;
  const bool range = range_read(text, &low, floor, end, &high);
  if (!range)
    shared_read(text, &low, floor, end);
  struct figures_amount *amount = amount_new(scratch);
  if (!amount)
    return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the amounts of a document");
  if (amount_make(text, &low, range ? &high : NULL, floor, end, amount)) {
    if (!amount->unit) {
      amount->value = low.number.value;
      if (counts_something(text, amount->end)) {
        scratch->amount_count--;
        return TEXTAN_OK;
      }
    }
    amount->sentence = sentence;
    *word = amount->end > at ? amount->end : at + 1;
  } else {
    scratch->amount_count--;
    if (low.end > at + 1 && low.number.end <= end)
      *word = low.number.end;
  }
  return TEXTAN_OK;
}

/* Two bare numbers with a currency behind them are no years: "1000-2000 dong". */
static bool priced_years(const struct figures_text *text, uint32_t word, const textan_entity *date) {
  struct found_unit unit;
  for (; word < text->word_count && text->words[word].begin < date->end; word++)
    if (!(text->words[word].flags & TEXTAN_WORD_DIGITS) && !figures_is(text, word, '-'))
      return false;
  return unit_at(text, word, UNIT_AFTER, &unit) && unit.unit->kind == UNIT_MONEY && !(unit.unit->flags & UNIT_BEFORE);
}

textan_status figures_amounts_read(struct figures_text *text, struct figures_scratch *scratch, uint32_t sentence,
                                   uint32_t first, uint32_t end, textan_error *error) {
  const struct figures_matches *numbers = &text->matches[LIST_NUMBERS];
  size_t cursor = figures_match_from(numbers, first), date = 0;
  const size_t before = scratch->amount_count;
  uint32_t floor = first;
  if (text->entity_count > 0 && first < end) { /* the dates before this sentence are done */
    size_t low = 0, high = text->entity_count;
    while (low < high) {
      const size_t middle = low + (high - low) / 2;
      if (text->entities[middle].begin < text->words[first].begin)
        low = middle + 1;
      else
        high = middle;
    }
    date = low > 8 ? low - 8 : 0;
  }
  for (uint32_t word = first; word < end;) {
    while (cursor < numbers->count && numbers->items[cursor].first_word < word)
      cursor++;
    const bool spelled = cursor < numbers->count && numbers->items[cursor].first_word == word;
    if (!(text->words[word].flags & TEXTAN_WORD_DIGITS) && !spelled) {
      word++;
      continue;
    }
    const textan_entity *in_date = date_at(text, word, &date);
    if (in_date && !spelled && !priced_years(text, word, in_date)) {
      while (word < end && text->words[word].begin < in_date->end)
        word++;
      floor = word;
      continue;
    }
    const size_t count = scratch->amount_count;
    const textan_status status = amount_read(text, scratch, sentence, &word, floor, end, error);
    if (status != TEXTAN_OK)
      return status;
    /* "the first eight months" is a date and no duration. */
    if (scratch->amount_count > count && in_date && scratch->amounts[count].unit &&
        scratch->amounts[count].unit->kind == UNIT_TIME)
      scratch->amount_count--;
    if (scratch->amount_count > count)
      floor = scratch->amounts[scratch->amount_count - 1].end;
  }
  lend_units(scratch, before);
  return TEXTAN_OK;
}

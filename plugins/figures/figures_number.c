/* Numbers: digits with separators, number words, scale words.
 *
 * Digits and separators are read as a pattern first; the language, the shape and what follows decide what a separator
 * means.  Number words are summed as they come.  A number that does not fit or has no clear form is none. */
#include "figures.h"

#include <string.h>

#define GROUPS 12

/* Runs of digits and the separator before each but the first. */
struct pattern {
  uint32_t first, end; /* words */
  uint32_t count;
  uint32_t sizes[GROUPS];
  char separators[GROUPS];
  bool leading_zero;
  bool trailing_zeros; /* the last run ends with "00" */
};

static uint32_t word_size(const struct figures_text *text, uint32_t word) {
  return text->words[word].folded_size;
}

static bool is_digits(const struct figures_text *text, uint32_t word) {
  return word < text->word_count && text->words[word].flags & TEXTAN_WORD_DIGITS;
}

/* The separator word at `word`, when digits follow it: '.' ',' '\'', or ' ' for a space before three digits. */
static char separator_at(const struct figures_text *text, uint32_t word, uint32_t *next) {
  if (word >= text->word_count)
    return 0;
  if (figures_glued(text, word) && is_digits(text, word + 1) && figures_glued(text, word + 1)) {
    static const char separators[] = ".,'";
    for (const char *c = separators; *c != '\0'; c++)
      if (figures_is(text, word, *c)) {
        *next = word + 1;
        return *c;
      }
  }
  if (is_digits(text, word) && !figures_glued(text, word) && word_size(text, word) == 3 &&
      !(text->words[word].flags & TEXTAN_WORD_LINE) && text->words[word].begin == text->words[word - 1].end + 1) {
    *next = word;
    return ' ';
  }
  if (is_digits(text, word) && !figures_glued(text, word) && word_size(text, word) == 3 &&
      !(text->words[word].flags & TEXTAN_WORD_LINE) && text->words[word].begin <= text->words[word - 1].end + 3 &&
      (unsigned char)text->text[text->words[word - 1].end] >= 0x80) { /* a no-break or thin space */
    *next = word;
    return ' ';
  }
  return 0;
}

static void pattern_read(const struct figures_text *text, uint32_t word, struct pattern *out) {
  *out = (struct pattern){.first = word, .count = 1};
  out->sizes[0] = word_size(text, word);
  out->leading_zero = text->folded[text->words[word].folded] == '0';
  uint32_t at = word + 1, last = word, next = 0;
  char c;
  while (out->count < GROUPS && (c = separator_at(text, at, &next)) != 0) {
    if (c == ' ' && (out->sizes[0] > 3 || (out->count > 1 && out->separators[out->count - 1] != ' ')))
      break;
    out->separators[out->count] = c;
    out->sizes[out->count++] = word_size(text, next);
    last = next;
    at = next + 1;
  }
  const char *digits = text->folded + text->words[last].folded;
  const uint32_t size = word_size(text, last);
  out->trailing_zeros = size >= 2 && digits[size - 1] == '0' && digits[size - 2] == '0';
  out->end = at;
}

/* All runs but the first have three digits (or two, with a last one of three: lakh and crore). */
static bool pattern_groups(const struct pattern *p, uint32_t end) {
  if (p->sizes[0] > 3 || p->leading_zero || p->sizes[end - 1] != 3)
    return false;
  bool threes = true, twos = p->sizes[0] <= 2;
  for (uint32_t i = 1; i + 1 < end; i++) {
    threes = threes && p->sizes[i] == 3;
    twos = twos && p->sizes[i] == 2;
  }
  return threes || twos;
}

enum shape { SHAPE_NONE, SHAPE_PLAIN, SHAPE_GROUPS, SHAPE_DECIMAL, SHAPE_BOTH, SHAPE_OPEN };

/* What the pattern says alone; SHAPE_OPEN: one separator before exactly three digits. */
static enum shape pattern_shape(const struct pattern *p) {
  if (p->count == 1)
    return SHAPE_PLAIN;
  const char first = p->separators[1], last = p->separators[p->count - 1];
  for (uint32_t i = 1; i + 1 < p->count; i++)
    if (p->separators[i] != first)
      return SHAPE_NONE;
  if (first != last)
    return pattern_groups(p, p->count - 1) && last != ' ' && last != '\'' ? SHAPE_BOTH : SHAPE_NONE;
  if (first == ' ' || first == '\'' || p->count > 2)
    return pattern_groups(p, p->count) ? SHAPE_GROUPS : SHAPE_NONE;
  if (p->sizes[1] == 3 && p->sizes[0] <= 3 && !p->leading_zero)
    return SHAPE_OPEN;
  return p->sizes[0] > 1 && p->leading_zero ? SHAPE_NONE : SHAPE_DECIMAL;
}

/* Value of the runs when the last `decimals` of them stand behind the decimal separator. */
static bool pattern_value(const struct figures_text *text, const struct pattern *p, bool decimals,
                          textan_decimal *out) {
  int64_t mantissa = 0;
  for (uint32_t word = p->first; word < p->end; word++) {
    if (!is_digits(text, word))
      continue;
    const char *digits = text->folded + text->words[word].folded;
    for (uint32_t i = 0; i < word_size(text, word); i++)
      if (digits[i] < '0' || digits[i] > '9' || __builtin_mul_overflow(mantissa, (int64_t)10, &mantissa) ||
          __builtin_add_overflow(mantissa, (int64_t)(digits[i] - '0'), &mantissa))
        return false;
  }
  *out = (textan_decimal){mantissa, decimals ? -(int32_t)p->sizes[p->count - 1] : 0};
  return true;
}

int figures_number_vote(const struct figures_text *text, uint32_t word) {
  struct pattern p;
  pattern_read(text, word, &p);
  const enum shape shape = pattern_shape(&p);
  char decimal = 0;
  if (shape == SHAPE_DECIMAL || shape == SHAPE_BOTH)
    decimal = p.separators[p.count - 1];
  else if (shape == SHAPE_GROUPS && p.separators[1] == '.')
    decimal = ',';
  else if (shape == SHAPE_GROUPS && p.separators[1] == ',')
    decimal = '.';
  return decimal == 0 ? 0 : decimal == text->language->decimal ? 1 : -1;
}

/* Reads digits; an open pattern is read as the language says, and the other reading is kept. */
static bool digits_read(const struct figures_text *text, uint32_t word, struct figures_number *out) {
  struct pattern p;
  pattern_read(text, word, &p);
  const enum shape shape = pattern_shape(&p);
  /* "12.5.2023", "v1.2", "3-1.000": what touches another number or a letter is none. */
  if (shape == SHAPE_NONE || p.end - p.first > 2 * GROUPS)
    return false;
  const char decimal = text->swapped ? text->language->group : text->language->decimal;
  const bool fraction =
      shape == SHAPE_DECIMAL || shape == SHAPE_BOTH || (shape == SHAPE_OPEN && p.separators[1] == decimal);
  out->first = word;
  out->end = p.end;
  out->digits = true;
  out->plain = shape == SHAPE_PLAIN;
  if (!pattern_value(text, &p, fraction, &out->value))
    return false;
  out->doubtful = shape == SHAPE_OPEN;
  if (out->doubtful && !pattern_value(text, &p, !fraction, &out->other))
    return false;
  /* "387.700 tons": nobody writes a decimal that ends with two zeros. */
  if (out->doubtful && fraction && p.trailing_zeros) {
    const textan_decimal grouped = out->other;
    out->other = out->value;
    out->value = grouped;
  }
  return true;
}

/* "1/2" at a word, with a denominator that decimals can write: adds it to the value. */
static bool fraction_read(const struct figures_text *text, uint32_t word, textan_decimal *value, uint32_t *end) {
  static const int64_t parts_of_100000[] = {[2] = 50000, [4] = 25000, [5] = 20000, [8] = 12500, [10] = 10000,
                                            [16] = 6250, [20] = 5000, [25] = 4000, [32] = 3125};
  int64_t numbers[2] = {0, 0};
  if (!is_digits(text, word) || !figures_is(text, word + 1, '/') || !figures_glued(text, word + 1) ||
      !is_digits(text, word + 2) || !figures_glued(text, word + 2) || word_size(text, word) > 2 ||
      word_size(text, word + 2) > 2 || figures_is(text, word + 3, '/'))
    return false;
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t k = 0; k < word_size(text, word + 2 * i); k++) {
      const char digit = text->folded[text->words[word + 2 * i].folded + k];
      if (digit < '0' || digit > '9')
        return false;
      numbers[i] = numbers[i] * 10 + (digit - '0');
    }
  const int64_t numerator = numbers[0], denominator = numbers[1];
  if (denominator >= (int64_t)(sizeof parts_of_100000 / sizeof *parts_of_100000) || numerator >= denominator ||
      parts_of_100000[denominator] == 0)
    return false;
  *end = word + 3;
  return figures_decimal_add(*value, (textan_decimal){numerator * parts_of_100000[denominator], -5}, value);
}

/* "4e14", "1e-3": an exponent of the number that ends at *end. */
static void exponent_read(const struct figures_text *text, struct figures_number *number) {
  const uint32_t word = number->end;
  const bool minus = figures_is(text, word + 1, '-');
  const uint32_t power = word + 1 + minus;
  if (!figures_is(text, word, 'e') || !figures_glued(text, word) || !figures_glued(text, power) ||
      !is_digits(text, power) || word_size(text, power) > 2)
    return;
  int32_t exponent = 0;
  for (uint32_t i = 0; i < word_size(text, power); i++) {
    const char digit = text->folded[text->words[power].folded + i];
    if (digit < '0' || digit > '9')
      return;
    exponent = exponent * 10 + (digit - '0');
  }
  if (figures_decimal_multiply(number->value, 1, minus ? -exponent : exponent, &number->value)) {
    number->end = power + 1;
    number->plain = number->doubtful = false;
  }
}

/* Behind a number, how far it may be off: "2.5±0.1", "2.5 +/- 0.1". */
static void tolerance_skip(const struct figures_text *text, struct figures_number *number) {
  static const char sign[] = "\xC2\xB1";
  struct figures_number tolerance = {0};
  uint32_t word = number->end;
  if (word >= text->word_count)
    return;
  if (word_size(text, word) == 2 && memcmp(text->folded + text->words[word].folded, sign, 2) == 0)
    word++;
  else if (figures_is(text, word, '+') && figures_is(text, word + 1, '/') && figures_is(text, word + 2, '-'))
    word += 3;
  else
    return;
  if (!is_digits(text, word) || !digits_read(text, word, &tolerance))
    return;
  exponent_read(text, &tolerance);
  number->end = tolerance.end;
}

/* "10 1/2", "1/2": only where every quantity is asked for, since these are mostly dates. */
static void fractions_read(const struct figures_text *text, struct figures_number *number) {
  textan_decimal value = {0, 0};
  if (!number->plain)
    return;
  if (fraction_read(text, number->first, &value, &number->end))
    number->value = value;
  else if (!figures_glued(text, number->end))
    fraction_read(text, number->end, &number->value, &number->end);
}

static const struct figures_numeral *numeral_at(const struct figures_text *text, uint32_t word, uint32_t *end) {
  const textan_lexicon_match *match = figures_match_at(text, LIST_NUMBERS, word);
  if (!match)
    return NULL;
  *end = match->first_word + match->word_count;
  return &text->language->numerals[match->entry];
}

/* State of summing number words: "two hundred and five million three thousand". */
struct sum {
  textan_decimal total, current;
  int32_t last_scale; /* of the last scale added to total */
  int32_t scale;      /* of the scale words that end the number */
  bool started, current_set;
  bool tail;
};

static bool sum_scale(struct sum *sum, const struct figures_numeral *numeral, bool chained) {
  if (chained) { /* "thousand billion", "nghin ty": multiplies what the scale before it made */
    sum->scale += numeral->exponent;
    sum->last_scale = sum->scale;
    return figures_decimal_multiply(sum->total, 1, numeral->exponent, &sum->total);
  }
  textan_decimal part = sum->current_set ? sum->current : (textan_decimal){1, 0};
  if (sum->last_scale != 0 && numeral->exponent >= sum->last_scale)
    return false;
  if (!figures_decimal_multiply(part, 1, numeral->exponent, &part) ||
      !figures_decimal_add(sum->total, part, &sum->total))
    return false;
  sum->scale = sum->last_scale = numeral->exponent;
  sum->current = (textan_decimal){0, 0};
  sum->current_set = false;
  sum->started = true;
  return true;
}

/* Takes one number word; false: it does not continue the number. */
static bool sum_word(struct sum *sum, const struct figures_numeral *numeral) {
  textan_decimal value = {numeral->value, 0};
  switch (numeral->kind) {
  case NUMERAL_ADD:
    if (sum->current_set && (sum->current.exponent != 0 || (numeral->value >= 10 && sum->current.mantissa % 100 != 0) ||
                             sum->current.mantissa % 10 != 0))
      return false;
    sum->current_set = sum->started = true;
    return figures_decimal_add(sum->current, value, &sum->current);
  case NUMERAL_TENS: {
    const int64_t digit = sum->current.mantissa % 10;
    if (!sum->current_set || sum->current.exponent != 0 || digit == 0)
      return false;
    sum->current.mantissa += digit * 9;
    return true;
  }
  case NUMERAL_TIMES:
    if (sum->current_set && (sum->current.mantissa >= 100 || sum->current.mantissa == 0))
      return false;
    if (!sum->current_set)
      sum->current = (textan_decimal){1, 0};
    sum->current_set = sum->started = true;
    return figures_decimal_multiply(sum->current, numeral->value, 0, &sum->current);
  default:
    return false;
  }
}

/* Half: of the scale before it ("ty ruoi", "million and a half"), or of what follows ("half a billion"). */
static bool sum_half(struct sum *sum, int64_t hundredths) {
  textan_decimal half = {hundredths, -2};
  if (sum->current_set) {
    return figures_decimal_add(sum->current, half, &sum->current);
  }
  if (sum->last_scale != 0)
    return figures_decimal_multiply(half, 1, sum->last_scale, &half) &&
           figures_decimal_add(sum->total, half, &sum->total);
  sum->current = half;
  sum->current_set = sum->started = true;
  return true;
}

/* True when a scale word or half stands at `word`: what "a" and "and" may lead to. */
static bool scale_follows(const struct figures_text *text, uint32_t word) {
  uint32_t end;
  const struct figures_numeral *numeral = numeral_at(text, word, &end);
  return numeral && (numeral->kind == NUMERAL_SCALE || numeral->kind == NUMERAL_HALF || numeral->kind == NUMERAL_TIMES);
}

static bool half_follows(const struct figures_text *text, uint32_t word) {
  uint32_t end;
  const struct figures_numeral *numeral = numeral_at(text, word, &end);
  return numeral && numeral->kind == NUMERAL_HALF;
}

static bool scale_allowed(const struct figures_text *text, const struct figures_numeral *numeral, uint32_t word,
                          bool money, bool digits_before) {
  if (numeral->flags & NUMERAL_GLUED && !(figures_glued(text, word) && digits_before))
    return false;
  return money || !(numeral->flags & NUMERAL_MONEY);
}

/* "1 nghin 200 ty": three digits behind a scale, with a larger scale that holds for both. */
static bool larger_tail_read(const textan_decimal *value, const struct figures_numeral *numeral, struct sum *sum) {
  const textan_decimal least = {1, sum->last_scale - 1}, limit = {1, sum->last_scale};
  if (sum->last_scale != 3 || figures_decimal_compare(*value, least) < 0 ||
      figures_decimal_compare(*value, limit) >= 0 || !figures_decimal_add(sum->total, *value, &sum->total))
    return false;
  sum->last_scale = sum->scale = numeral->exponent;
  return figures_decimal_multiply(sum->total, 1, numeral->exponent, &sum->total);
}

/* "1 ty 200 trieu": a lower digit number with its own smaller scale goes on. */
static bool tail_read(const struct figures_text *text, uint32_t word, struct sum *sum, uint32_t *end) {
  if (sum->last_scale == 0 || !is_digits(text, word) || figures_glued(text, word))
    return false;
  struct figures_number part = {0};
  uint32_t after = 0;
  if (!digits_read(text, word, &part) || part.doubtful)
    return false;
  const struct figures_numeral *numeral = numeral_at(text, part.end, &after);
  textan_decimal value, limit = {1, sum->last_scale};
  if (numeral && numeral->kind == NUMERAL_SCALE && !(numeral->flags & (NUMERAL_GLUED | NUMERAL_MONEY))) {
    if (numeral->exponent > sum->last_scale && part.plain) {
      *end = after;
      return larger_tail_read(&part.value, numeral, sum);
    }
    if (numeral->exponent >= sum->last_scale || !figures_decimal_multiply(part.value, 1, numeral->exponent, &value) ||
        figures_decimal_compare(value, limit) >= 0)
      return false;
    sum->last_scale = numeral->exponent;
    *end = after;
  } else if (text->language->tail_unit.code && part.plain && word_size(text, word) == 1 &&
             !(part.end < text->word_count && (text->words[part.end].flags & (TEXTAN_WORD_LETTERS) ||
                                               figures_is(text, part.end, '%') || figures_glued(text, part.end)))) {
    if (!figures_decimal_multiply(part.value, 1, sum->last_scale - 1, &value))
      return false;
    *end = part.end;
    sum->tail = true;
  } else {
    return false;
  }
  return figures_decimal_add(sum->total, value, &sum->total);
}

/* "two point five": spelled decimals, digit by digit. */
static uint32_t point_read(const struct figures_text *text, uint32_t word, struct sum *sum) {
  int32_t exponent = 0;
  uint32_t end = word;
  for (;;) {
    uint32_t after;
    const struct figures_numeral *numeral = numeral_at(text, end, &after);
    textan_decimal digit = {0, 0};
    if (numeral && numeral->kind == NUMERAL_ADD && numeral->value < 10) {
      digit = (textan_decimal){numeral->value, --exponent};
    } else if (exponent == 0 && is_digits(text, end) && word_size(text, end) <= 4) {
      struct figures_number part = {0};
      if (!digits_read(text, end, &part) || !part.plain)
        break;
      exponent = -(int32_t)word_size(text, end);
      digit = (textan_decimal){part.value.mantissa, exponent};
      after = part.end;
    } else {
      break;
    }
    if (exponent < -9 || !figures_decimal_add(sum->current, digit, &sum->current))
      break;
    end = after;
  }
  return end;
}

/* One step of the word machine at `word`; 0: the number ends before it. */
static uint32_t sum_step(const struct figures_text *text, uint32_t word, uint32_t start, bool money, bool digits,
                         bool *chained, struct sum *sum) {
  uint32_t end = 0;
  const struct figures_numeral *numeral = numeral_at(text, word, &end);
  const bool was_chained = *chained;
  *chained = false;
  if (!numeral)
    return tail_read(text, word, sum, &end) ? end : 0;
  switch (numeral->kind) {
  case NUMERAL_ONE:
    if (!sum->started && scale_follows(text, figures_after_joint(text, end)))
      return end;
    /* "half a billion", "two and a half" */
    return sum->started && !was_chained && sum->current_set && scale_follows(text, end) &&
                   (sum->current.exponent < 0 || half_follows(text, end))
               ? end
               : 0;
  case NUMERAL_AND: {
    uint32_t next;
    if (!sum->started || digits)
      return 0;
    const struct figures_numeral *after = numeral_at(text, end, &next);
    if (after && after->kind == NUMERAL_ONE)
      after = numeral_at(text, next, &next);
    return after && (after->kind == NUMERAL_HALF ||
                     (after->kind == NUMERAL_ADD && sum->current_set && sum->current.mantissa % 100 == 0))
               ? end
               : 0;
  }
  case NUMERAL_HALF:
    return sum_half(sum, numeral->value) ? end : 0;
  case NUMERAL_POINT: {
    const uint32_t after = sum->current_set && sum->current.exponent == 0 ? point_read(text, end, sum) : end;
    return after > end ? after : 0;
  }
  case NUMERAL_SCALE:
    if (!scale_allowed(text, numeral, word, money, digits || word == start) ||
        (!sum->started && !(numeral->flags & NUMERAL_BARE)) || !sum_scale(sum, numeral, was_chained))
      return 0;
    *chained = true;
    return end;
  default:
    if (digits && numeral->kind != NUMERAL_TIMES)
      return 0; /* "5 two" */
    if (digits && sum->last_scale == 0)
      return 0;
    return sum_word(sum, numeral) ? end : 0;
  }
}

bool figures_number_read(const struct figures_text *text, uint32_t word, bool money, struct figures_number *out) {
  struct sum sum = {0};
  *out = (struct figures_number){.first = word, .end = word};
  if (is_digits(text, word)) {
    if (!digits_read(text, word, out))
      return false;
    if (!text->model->trade_only) {
      exponent_read(text, out);
      fractions_read(text, out);
      tolerance_skip(text, out);
    }
    sum.current = out->value;
    sum.current_set = sum.started = true;
  }
  uint32_t at = out->end;
  bool chained = false, value_word = out->digits;
  uint32_t first_end = 0;
  const struct figures_numeral *numeral = out->digits ? NULL : numeral_at(text, word, &first_end);
  out->vague = numeral && (numeral->kind == NUMERAL_SCALE || numeral->kind == NUMERAL_TIMES);
  for (uint32_t steps = 0; steps < 24; steps++) {
    const uint32_t next_word = at > word ? figures_after_joint(text, at) : at;
    const struct sum before = sum;
    const uint32_t next = sum_step(text, next_word, word, money, out->digits, &chained, &sum);
    if (next == 0) {
      sum = before;
      break;
    }
    value_word = value_word || sum.started;
    at = next;
  }
  if (!value_word || at == word)
    return false;
  out->end = at;
  out->scale = sum.scale;
  out->tail = sum.tail;

  if (sum.last_scale != 0 || !out->digits)
    out->plain = false;
  if (out->doubtful && sum.last_scale != 0) {
    /* A doubtful number keeps its other reading at the same scale. */
    figures_decimal_multiply(out->other, 1, sum.scale, &out->other);
  }
  return figures_decimal_add(sum.total, sum.current, &out->value);
}

bool figures_number_scale_on(const struct figures_text *text, uint32_t word, struct figures_number *number,
                             uint32_t *end) {
  uint32_t after;
  const struct figures_numeral *numeral = numeral_at(text, word, &after);
  if (number->scale != 0 || !numeral || numeral->kind != NUMERAL_SCALE ||
      numeral->flags & (NUMERAL_GLUED | NUMERAL_MONEY) ||
      !figures_decimal_multiply(number->value, 1, numeral->exponent, &number->value))
    return false;
  number->scale = numeral->exponent;
  *end = after;
  return true;
}

const struct figures_language *figures_number_foreign(const struct figures_text *text, uint32_t word) {
  const struct figures_model *model = text->model;
  const uint32_t at = figures_after_joint(text, word);
  if (at >= text->word_count || !(text->words[at].flags & TEXTAN_WORD_LETTERS))
    return NULL;
  for (size_t i = 0; i < model->language_count; i++) {
    const struct figures_language *language = &model->languages[i];
    if (language == text->language)
      continue;
    struct figures_text other = *text;
    figures_text_speak(&other, language);
    uint32_t end;
    const struct figures_numeral *numeral = numeral_at(&other, at, &end);
    if (numeral && numeral->kind == NUMERAL_SCALE && !(numeral->flags & (NUMERAL_GLUED | NUMERAL_MONEY)))
      return language;
  }
  return NULL;
}

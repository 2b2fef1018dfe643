/* The table of characters, computed at start from utf8proc's properties. */
#include "characters.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <utf8proc.h>

#include "utf8.h"

struct character characters_table[CHARACTERS_TABLE];

struct range {
  uint32_t first, last, form;
};

/* Characters that texts use for one another; `form` stands for all of the range. */
static const struct range one_form[] = {
    {0x0085, 0x0085, '\n'},   {0x00AB, 0x00AB, '"'},   {0x00BB, 0x00BB, '"'},    {0x00D0, 0x00D0, 0x0110},
    {0x00F0, 0x00F0, 0x0111}, {0x0189, 0x0189, 0x110}, {0x0256, 0x0256, 0x0111}, {0x02BC, 0x02BC, '\''},
    {0x2018, 0x201B, '\''},   {0x201C, 0x201F, '"'},   {0x2028, 0x2029, '\n'},   {0x2039, 0x203A, '\''},
    {0x2043, 0x2043, '-'},    {0x2212, 0x2212, '-'},   {0x301D, 0x301F, '"'},    {0xFF02, 0xFF02, '"'},
    {0xFF07, 0xFF07, '\''},
};

/* Scripts that are written without spaces between words. */
static const struct range alone[] = {
    {0x3005, 0x3007, 0}, {0x3021, 0x3029, 0},   {0x3041, 0x3096, 0},   {0x309D, 0x309F, 0}, {0x30A1, 0x30FA, 0},
    {0x30FC, 0x30FF, 0}, {0x31F0, 0x31FF, 0},   {0x3400, 0x4DBF, 0},   {0x4E00, 0x9FFF, 0}, {0xF900, 0xFAFF, 0},
    {0xFF66, 0xFF9D, 0}, {0x1B000, 0x1B16F, 0}, {0x20000, 0x3FFFD, 0},
};

/* Letters that compose with what stands before them: vowels and finals of conjoining Hangul, vowels of Kirat Rai. */
static const struct range composing_letters[] = {
    {0x1161, 0x1175, 0}, {0x11A8, 0x11C2, 0}, {0x16D63, 0x16D63, 0}, {0x16D67, 0x16D6A, 0}};

#define COUNT(array_) (sizeof(array_) / sizeof(array_)[0])

static const struct range *find(const struct range *ranges, size_t count, uint32_t code) {
  for (size_t i = 0; i < count && ranges[i].first <= code; i++)
    if (code <= ranges[i].last)
      return &ranges[i];
  return NULL;
}

static enum character_kind kind_of(uint32_t code, const utf8proc_property_t *property) {
  if (code == '\n' || code == '\v' || code == '\f' || code == '\r' || code == 0x85)
    return CHARACTER_LINE;
  if (code == '\t')
    return CHARACTER_SPACE;
  if (property->ignorable)
    return CHARACTER_DROPPED;
  if (find(alone, COUNT(alone), code))
    return CHARACTER_ALONE;
  if (find(composing_letters, COUNT(composing_letters), code))
    return CHARACTER_MARK;
  if (find(one_form, COUNT(one_form), code) && code != 0x2028 && code != 0x2029)
    return property->category <= UTF8PROC_CATEGORY_LL && property->category ? CHARACTER_LETTER : CHARACTER_OTHER;
  switch (property->category) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return CHARACTER_LETTER;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return CHARACTER_MARK;
  case UTF8PROC_CATEGORY_ND:
    return CHARACTER_DIGIT;
  case UTF8PROC_CATEGORY_ZS:
    return CHARACTER_SPACE;
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return CHARACTER_LINE;
  default:
    return CHARACTER_OTHER;
  }
}

/* The code point in NFC; 0 when that is more than one. */
static uint32_t compose(uint32_t code, const utf8proc_property_t *property) {
  if (property->decomp_seqindex == UINT16_MAX || property->decomp_type || (code >= 0xAC00 && code <= 0xD7A3))
    return code;
  utf8proc_int32_t parts[8];
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
  const utf8proc_ssize_t composed = utf8proc_normalize_utf32(parts, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  return composed == 1 ? (uint32_t)parts[0] : 0;
}

static uint32_t normal(uint32_t code, const utf8proc_property_t *property) {
  const struct range *range = find(one_form, COUNT(one_form), code);
  if (range)
    return range->form;
  if (property->category == UTF8PROC_CATEGORY_PD)
    return '-';
  if (property->category == UTF8PROC_CATEGORY_ZS)
    return ' ';
  return compose(code, property);
}

uint32_t character_normal(uint32_t code) {
  return normal(code, utf8proc_get_property((utf8proc_int32_t)code));
}

uint32_t character_fold(uint32_t code) {
  utf8proc_int32_t folded[8];
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char((utf8proc_int32_t)code, folded, 8, UTF8PROC_CASEFOLD, &boundary);
  /* Where folding makes several letters of one, the lower-case letter stands for it. */
  const uint32_t lower = count == 1 ? (uint32_t)folded[0] : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
  return lower == code ? code : character_normal(lower);
}

static struct character compute(uint32_t code) {
  const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
  struct character character = {.kind = (uint8_t)kind_of(code, property)};
  if (property->category == UTF8PROC_CATEGORY_LL)
    character.flags = CHARACTER_LOWER;
  if (property->category == UTF8PROC_CATEGORY_LU || property->category == UTF8PROC_CATEGORY_LT)
    character.flags = CHARACTER_UPPER;
  const uint32_t form = normal(code, property);
  if (!form && code) {
    character.flags |= CHARACTER_SPLITS;
    return character;
  }
  if (form != code)
    character.flags |= CHARACTER_CHANGES;
  character.folded_size = (uint8_t)utf8_encode(character_fold(form), character.folded);
  return character;
}

static void fill(void) {
  for (uint32_t code = 0; code < CHARACTERS_TABLE; code++)
    characters_table[code] = compute(code);
}

void characters_init(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fill);
}

struct character characters_look_up(uint32_t code) {
  /* The bulk of what lies behind the table needs no computing. */
  const bool han = (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF);
  const bool kana = (code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FA);
  const bool hangul = code >= 0xAC00 && code <= 0xD7A3;
  if (!han && !kana && !hangul)
    return compute(code);
  struct character character = {.kind = hangul ? CHARACTER_LETTER : CHARACTER_ALONE};
  character.folded_size = (uint8_t)utf8_encode(code, character.folded);
  return character;
}

#include "code_points.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct character characters_table[CHARACTERS_TABLE];

/* Characters that texts use for one another; each range is folded to `form`. */
static const struct {
  uint32_t first, last, form;
} one_form[] = {
    {0x00AB, 0x00AB, '"'},  {0x00BB, 0x00BB, '"'}, {0x02B9, 0x02BC, '\''}, {0x2010, 0x2015, '-'},
    {0x2018, 0x201B, '\''}, {0x201C, 0x201F, '"'}, {0x2032, 0x2032, '\''}, {0x2033, 0x2033, '"'},
    {0x2039, 0x203A, '\''}, {0x2043, 0x2043, '-'}, {0x2212, 0x2212, '-'},  {0xFE58, 0xFE58, '-'},
    {0xFE63, 0xFE63, '-'},  {0xFF02, 0xFF02, '"'}, {0xFF07, 0xFF07, '\''}, {0xFF0D, 0xFF0D, '-'},
};

static uint16_t category_flags(utf8proc_category_t category) {
  switch (category) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return CHARACTER_LETTER | CHARACTER_UPPER;
  case UTF8PROC_CATEGORY_LL:
    return CHARACTER_LETTER | CHARACTER_LOWER;
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
    return CHARACTER_LETTER;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return CHARACTER_MARK;
  case UTF8PROC_CATEGORY_ND:
    return CHARACTER_DIGIT;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return CHARACTER_SPACE;
  case UTF8PROC_CATEGORY_CF:
    return CHARACTER_DROPPED;
  default:
    return 0;
  }
}

/* Scripts written without spaces, in which a word list's entry may begin at any character. */
static bool stands_alone(uint32_t code) {
  return (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
}

static bool is_changed_by_nfc(uint32_t code) {
  utf8proc_uint8_t in[8] = {0}, *out = NULL;
  const utf8proc_ssize_t size = utf8proc_encode_char((utf8proc_int32_t)code, in);
  const utf8proc_ssize_t length = utf8proc_map(in, size, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const bool changed = length >= 0 && (length != size || memcmp(in, out, (size_t)size) != 0);
  free(out);
  return changed;
}

static struct character compute(uint32_t code) {
  const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
  struct character character = {.flags = category_flags((utf8proc_category_t)property->category),
                                .folded = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code),
                                .normal = code};
  if (code >= 0x09 && code <= 0x0D)
    character.flags = CHARACTER_SPACE;
  if (code == 0x85)
    character.flags = CHARACTER_SPACE;
  if (stands_alone(code))
    character.flags |= CHARACTER_LETTER | CHARACTER_ALONE;
  if (code == 0x00D0 || code == 0x00F0) { /* eth, typed for the letter d with stroke */
    character.folded = 0x0111;
    character.normal = code == 0x00D0 ? 0x0110 : 0x0111;
  }
  if (character.flags & CHARACTER_SPACE)
    character.folded = character.normal = code == '\n' ? '\n' : ' ';
  for (unsigned i = 0; i < sizeof one_form / sizeof one_form[0]; i++)
    if (code >= one_form[i].first && code <= one_form[i].last) {
      character.folded = character.normal = one_form[i].form;
      character.flags = 0;
    }
  /* Marks with a combining class and the vowels and finals of conjoining Hangul. */
  if (property->combining_class || (code >= 0x1161 && code <= 0x1175) || (code >= 0x11A8 && code <= 0x11C2))
    character.flags |= CHARACTER_COMPOSES;
  if (code >= 0x80 && property->decomp_seqindex != UINT16_MAX && is_changed_by_nfc(code))
    character.flags |= CHARACTER_CHANGES;
  return character;
}

void characters_init(void) {
  if (characters_table['a'].flags)
    return;
  for (uint32_t code = 0; code < CHARACTERS_TABLE; code++)
    characters_table[code] = compute(code);
}

struct character characters_look_up(uint32_t code) {
  /* The bulk of what lies behind the table needs no look-up. */
  if ((code >= 0x3400 && code <= 0x9FFF) || (code >= 0x3041 && code <= 0x3096))
    return (struct character){CHARACTER_LETTER | CHARACTER_ALONE, code, code};
  if (code >= 0xAC00 && code <= 0xD7A3)
    return (struct character){CHARACTER_LETTER, code, code};
  return compute(code);
}

#!/usr/bin/env python3
"""Writes letters-table.h: for each code point of the Basic Multilingual Plane its script and folded letter.

    generate-letters.py > letters-table.h

From the Unicode data of Python's unicodedata (its version is named in the output).  A value is
script << 12 | letter; see letters.h.
"""
import unicodedata

NONE, LATIN, CYRILLIC, ARABIC, DEVANAGARI, ETHIOPIC, HAN, KANA, HANGUL, MARK, ALONE, IGNORED = range(12)
WITH_LETTERS = (LATIN, CYRILLIC, ARABIC, DEVANAGARI, ETHIOPIC)
# Scripts that one of the known languages uses alone; numbers as in letters.h.
ALONE_NUMBERS = {name: 16 + i for i, name in enumerate((
    "GREEK", "HEBREW", "ARMENIAN", "GEORGIAN", "THAI", "BENGALI", "GURMUKHI", "GUJARATI", "TAMIL", "TELUGU",
    "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "LAO", "MYANMAR", "ORIYA"))}
BLOCK = 128


def letter_number(code):
    """Letters that n-grams are made of get numbers below 4096."""
    if code < 0xA00:
        return code
    if 0x1200 <= code < 0x1380:
        return 0xA00 + code - 0x1200
    if 0x1E00 <= code < 0x1F00:
        return 0xC00 + code - 0x1E00
    return None


def fold(character):
    """Lower case and one form of compatibility variants, where that is one character."""
    for form in ("NFKC", "NFC"):
        folded = unicodedata.normalize(form, character)
        if len(folded) == 1:
            character = folded
            break
    else:
        # U+0958 to U+095F: a Devanagari letter and a nukta, which is ignored.
        character = unicodedata.normalize("NFC", character)[0]
    lower = character.lower()
    return lower[0] if lower else character


def script_of(character):
    name = unicodedata.name(character, "")
    for prefix, script in (("LATIN ", LATIN), ("MODIFIER LETTER ", LATIN), ("CYRILLIC ", CYRILLIC), ("ARABIC ", ARABIC),
                           ("DEVANAGARI ", DEVANAGARI), ("ETHIOPIC ", ETHIOPIC), ("CJK ", HAN), ("HIRAGANA ", KANA),
                           ("KATAKANA ", KANA), ("HALFWIDTH KATAKANA", KANA), ("KATAKANA-HIRAGANA", KANA),
                           ("HANGUL ", HANGUL), ("FEMININE ORDINAL", NONE), ("MASCULINE ORDINAL", NONE),
                           ("HALFWIDTH HANGUL", HANGUL)):
        if name.startswith(prefix):
            return script
    return ALONE if name.split(" ")[0] in ALONE_NUMBERS else NONE


def value_of(code):
    character = chr(code)
    category = unicodedata.category(character)
    if code in (0xAD, 0x640, 0x93C, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF):
        return IGNORED << 12
    if 0x300 <= code < 0x370:
        return MARK << 12 | (code - 0x300)
    if category in ("Mn", "Mc"):
        script = script_of(character)
        if script == DEVANAGARI and letter_number(code) is not None:
            return DEVANAGARI << 12 | letter_number(code)
        if script == ALONE:
            return ALONE << 12 | ALONE_NUMBERS[unicodedata.name(character).split(" ")[0]]
        return IGNORED << 12
    if not category.startswith("L"):
        return 0
    folded = fold(character)
    script = script_of(folded)
    if script in WITH_LETTERS:
        number = letter_number(ord(folded))
        return script << 12 | number if number is not None else 0
    if script == ALONE:
        return ALONE << 12 | ALONE_NUMBERS[unicodedata.name(folded).split(" ")[0]]
    return script << 12


def compositions():
    """Letter and mark that are one letter: (letter number, mark, composed letter number)."""
    rows = []
    for code in [*range(0x61, 0x600), *range(0x1E00, 0x1F00)]:
        base = chr(code)
        if value_of(code) >> 12 not in (LATIN, CYRILLIC) or fold(base) != base:
            continue
        for mark in range(0x300, 0x330):
            composed = unicodedata.normalize("NFC", base + chr(mark))
            if len(composed) == 1 and letter_number(ord(composed)) is not None:
                rows.append((letter_number(code), mark - 0x300, letter_number(ord(composed))))
    return sorted(rows)


def rows_of(values, width):
    lines = []
    for i in range(0, len(values), width):
        lines.append("    " + ", ".join(str(v) for v in values[i:i + width]) + ",")
    return "\n".join(lines)


def main():
    blocks, index = [], []
    for first in range(0, 0x10000, BLOCK):
        block = [value_of(c) if not 0xD800 <= c < 0xE000 else 0 for c in range(first, first + BLOCK)]
        if block not in blocks:
            blocks.append(block)
        index.append(blocks.index(block))
    pairs = compositions()
    print("/* letters-table.h - code points to letters; made by generate-letters.py from Unicode "
          + unicodedata.unidata_version + ". */")
    print("/* clang-format off */")
    print(f"static const uint8_t letter_blocks[{len(index)}] = {{\n{rows_of(index, 24)}\n}};")
    print(f"static const uint16_t letter_values[{len(blocks)}][{BLOCK}] = {{")
    for block in blocks:
        print("  {\n" + rows_of(block, 16) + "\n  },")
    print("};")
    print("/* letter << 8 | mark, sorted, and what they compose to. */")
    print(f"static const uint32_t composition_keys[{len(pairs)}] = {{\n{rows_of([l << 8 | m for l, m, _ in pairs], 12)}\n}};")
    print(f"static const uint16_t composition_values[{len(pairs)}] = {{\n{rows_of([c for _, _, c in pairs], 16)}\n}};")


main()

#!/usr/bin/env python3
"""Writes the currency tables of the plugin figures from CLDR and iso-codes.

usage: generate-currencies.py CLDR_MAIN_FOLDER ISO_4217_JSON OUTPUT_FOLDER

Sources: Unicode CLDR 41 (common/main/*.xml; Debian package unicode-cldr-core 41-0.1) and iso-codes 4.15.0
(iso_4217.json; Debian package iso-codes 4.15.0-1).  Other versions are refused, so that the tables can be made again.
Writes common/codes.tsv (ISO 4217 codes) and lang/<code>/currencies.tsv (names) for every language folder there is.
Local forms ("bucks", "Rs") are written by hand in lang/<code>/units.tsv and common/signs.tsv.
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

CLDR_VERSION = "41"
# Codes that are everyday words or names in capitals: only behind a number.
WORDS = {"ALL", "TOP", "TRY", "CUP", "PEN", "GEL", "MOP", "COP", "BAM", "MAD", "AMD", "SOS"}
# Funds, metals and test codes are no money of trade news.
FUNDS = re.compile(r"^X(?!AF|OF|PF|CD|DR)|^(BOV|CHE|CHW|CLF|COU|MXV|USN|USS|UYI|UYW)$")


def check_version(main):
    text = (main / "en.xml").read_text(encoding="utf-8")
    dtd = (main.parent / "dtd" / "ldml.dtd").read_text(encoding="utf-8")
    if f'cldrVersion CDATA #FIXED "{CLDR_VERSION}"' not in dtd or "<ldml>" not in text:
        sys.exit(f"{main}: expected CLDR {CLDR_VERSION}")


def names(main, language, code):
    """All names of a currency in a language, plain and counted."""
    root = tree.parse(main / f"{language}.xml").getroot()
    found = root.find(f"numbers/currencies/currency[@type='{code}']")
    texts = [] if found is None else [e.text.strip() for e in found.findall("displayName") if e.text]
    result = []
    for text in texts:
        text = re.sub(r"\s*\(.*?\)", "", text)
        if text and text.upper() != code and text not in result:
            result.append(text)
    return result


def variants(name):
    """The name as it stands in running text, and with hyphens as an adjective."""
    yield name
    if " " in name:
        yield name.replace(" ", "-")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    cldr, iso, out = (pathlib.Path(a) for a in sys.argv[1:])
    check_version(cldr)
    codes = sorted(c["alpha_3"] for c in json.loads(iso.read_text(encoding="utf-8"))["4217"])
    codes = [c for c in codes if not FUNDS.match(c)]
    head = f"# Made by generate-currencies.py from CLDR {CLDR_VERSION} and iso-codes 4.15.0; do not edit.\n"
    lines = [f"{c}\tmoney\t{c}\t{'after' if c in WORDS else 'before after'}\n" for c in codes]
    (out / "common/codes.tsv").write_text(head + "".join(lines), encoding="utf-8")
    for folder in sorted((out / "lang").iterdir()):
        if not (cldr / f"{folder.name}.xml").exists():
            continue
        taken, lines = set(), []
        for code in codes:
            spellings = []
            for name in names(cldr, folder.name, code):
                for form in variants(name):
                    if form.casefold() not in taken and "|" not in form:
                        taken.add(form.casefold())
                        spellings.append(form)
            if spellings:
                lines.append(f"{'|'.join(spellings)}\tmoney\t{code}\tafter\n")
        (folder / "currencies.tsv").write_text(head + "".join(lines), encoding="utf-8")


main()

#!/usr/bin/env python3
"""Write lang/<code>/countries.tsv from CLDR and iso-codes.

usage: generate-countries.py [--cldr FOLDER] [--iso-codes FOLDER] [LANGUAGE...]

Needs the Debian packages unicode-cldr-core and iso-codes in the versions below (another version is refused, so that
two runs write the same bytes).  Names are facts taken from CLDR's territory names (Unicode-DFS-2016) and from the names
of ISO 3166-1 as iso-codes lists and translates them.  Spellings that neither has are hand-made and stand in
lang/<code>/aliases.tsv.

Also writes tests/country-names/<code>.tsv: a sentence for every name as the sources write it, those of EXCEPTIONS left
out.
"""
import argparse
import gettext
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

VERSIONS = {"unicode-cldr-core": "41-0.1", "iso-codes": "4.15.0-1"}
FOLDER = pathlib.Path(__file__).resolve().parent
TESTS = FOLDER.parent.parent / "tests" / "country-names"
# Codes of CLDR that are reserved or stand for groups, and places without inhabitants, which are LOC and have no code.
NO_COUNTRY = {"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UM", "UN", "XA", "XB", "ZZ", "AQ", "BV", "HM", "GS"}
# Names that do not stand for the state alone; left out.
EXCEPTIONS = {
    ("vi", "Ao"): "also a pond",
    ("vi", "Do Thái"): "the Jewish people",
    ("vi", "Quốc Gia Do Thái"): "the Jewish state, of whatever time",
    ("vi", "Đảo Băng"): "given for Greenland, means Iceland",
    ("vi", "Miền Nam Pháp"): "given for the French Southern Territories, means the south of France",
    ("vi", "Cộng hoà Đô-mi-ni-cạ"): "given for the Dominican Republic beside Đô-mi-ni-cạ for Dominica",
    ("en", "Congo"): "either of the two republics; read as the larger, CD",
    ("en", "Congo (Republic)"): "as Congo",
    ("fr", "Réunion"): "also a meeting; with its article in aliases.tsv",
    ("fr", "Dominique"): "also a given name; in aliases.tsv",
    ("fr", "Maurice"): "also a given name; in aliases.tsv",
    ("fr", "Congo"): "either of the two republics; read as in aliases.tsv",
    ("fr", "Congo (République)"): "as Congo",
    ("fr", "Congo (RDC)"): "as Congo",
    ("fr", "Cocos (Keeling), Îles"): "no name but an entry of an index",
    ("fr", "Malouines, Îles (Falkland)"): "no name but an entry of an index",
    ("fr", "Îles Vierges, États-Unis"): "no name but an entry of an index",
    ("fr", "Saint-Martin (partie française)"): "no name but an entry of an index",
    ("fr", "Saint-Martin (partie néerlandaise)"): "no name but an entry of an index",
    ("fr", "Saint-Siège (état de la cité du Vatican)"): "no name but an entry of an index",
    ("fr", "Saint-Martin"): "either of the two parts of the island",
    ("fr", "Republic of Türkiye"): "not translated",
}
# Languages whose names count only in their own texts: one of them is a word or a given name of another language.
OWN = {"fr"}
# How a form of state is written before the short name, where the official English name begins with the key.
STATE_FORMS = {"vi": {"Republic of": "Cộng hòa", "Kingdom of": "Vương quốc", "Federal Republic of": "Cộng hòa Liên bang"}}
AND = {"en": "and", "vi": "và", "fr": "et"}


def check_versions():
    for package, version in VERSIONS.items():
        found = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
        if found.stdout != version:
            sys.exit(f"generate-countries.py: {package} {version} is needed, {found.stdout or 'none'} is installed")


def spellings(text, language):
    """The ways in which newspapers write one name of CLDR."""
    names = [text]
    if "&" in text:
        names.append(text.replace("&", AND[language]))
    if "’" in text:
        names.append(text.replace("’", "'"))
    if "St. " in text:
        names += [name.replace("St. ", "Saint ") for name in list(names)]
    if re.search(r" \(.*\)$", text):
        names[:] = [re.sub(r" \(.*\)$", "", text)]
    return names


def cldr_names(folder, language):
    """{code: [names]} of one language, the usual name first."""
    path = folder / "main" / f"{language}.xml"
    result = {}
    for item in ElementTree.parse(path).find(".//territories"):
        code = item.get("type")
        if len(code) == 2 and code not in NO_COUNTRY and item.text:
            result.setdefault(code, []).extend(spellings(item.text, language))
    return result


def iso_names(folder, language):
    """{code: [names]} as iso-codes writes them."""
    items = json.loads((folder / "iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    translate = (lambda name: name) if language == "en" else gettext.translation(
        "iso_3166-1", "/usr/share/locale", [language]).gettext
    result = {}
    for item in items:
        for key in ("name", "official_name", "common_name"):
            name = item.get(key)
            if name and (language == "en" or translate(name) != name) and item["alpha_2"] not in NO_COUNTRY:
                result.setdefault(item["alpha_2"], []).append(translate(name))
    return result


def turned(name):
    """The name, and that with what stands behind its comma put before: "Korea, Republic of"."""
    head, comma, tail = name.partition(", ")
    listed = any(f" {word} " in name for word in AND.values())
    space = "" if tail.endswith("'") else " "
    names = [name, f"{tail}{space}{head}"] if comma and not listed else [name]
    return [re.sub("^([Tt]he |l')", "", one) for one in names]


def official_names(folder):
    """{code: (official, [other])} from iso-codes."""
    result = {}
    for item in json.loads((folder / "iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]:
        names = [item[key] for key in ("official_name", "common_name", "name") if key in item]
        names = [name for name in names if "," not in name and "(" not in name]
        result[item["alpha_2"]] = names
    return result


def table(language, cldr, official, iso):
    for code, names in sorted(cldr.items()):
        names = list(names)
        for name in iso.get(code, []):
            names += turned(name)
        for form, prefix in STATE_FORMS.get(language, {}).items():
            if any(name.startswith(form + " ") for name in official.get(code, [])) and not names[0].startswith(prefix):
                names.append(f"{prefix} {names[0]}")
        seen = []
        for name in names:
            if name not in seen and "|" not in name and "\t" not in name and (language, name) not in EXCEPTIONS:
                seen.append(name)
        if not seen:
            continue
        yield ("|".join(seen), "GPE", code) + (("", "own") if language in OWN else ())


SENTENCES = {"en": "The delegation of {} arrived on Monday.", "vi": "Phái đoàn của {} đã đến hôm thứ Hai.",
             "fr": "Les relations avec {} ont évolué lundi."}


def write_test(path, language, cldr_folder, iso):
    """The names as the sources write them: what is expected comes from there, not from what the program once said."""
    names = []
    for item in ElementTree.parse(cldr_folder / "main" / f"{language}.xml").find(".//territories"):
        if item.text and len(item.get("type")) == 2 and item.get("type") not in NO_COUNTRY:
            names.append((item.text, item.get("type")))
    names += [(name, code) for code, list_ in iso.items() for name in list_]
    with path.open("w", encoding="utf-8") as out:
        out.write("# Written by generate-countries.py, which says which names are left out and why; do not edit.\n")
        out.write("# sentence\tname\tcode\n")
        for name, code in sorted(set(names)):
            if (language, name) not in EXCEPTIONS:
                out.write(f"{SENTENCES[language].format(name)}\t{name}\t{code}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cldr", type=pathlib.Path, default=pathlib.Path("/usr/share/unicode/cldr/common"))
    parser.add_argument("--iso-codes", type=pathlib.Path, default=pathlib.Path("/usr/share/iso-codes/json"))
    parser.add_argument("languages", nargs="*", default=["en", "vi", "fr"])
    arguments = parser.parse_args()
    check_versions()
    official = official_names(arguments.iso_codes)
    for language in arguments.languages:
        path = FOLDER / "lang" / language / "countries.tsv"
        with path.open("w", encoding="utf-8") as out:
            out.write("# Generated by generate-countries.py from " +
                      " and ".join(f"{package} {version}" for package, version in VERSIONS.items()) + "; do not edit.\n")
            out.write("# names\ttype\tcode" + ("\tcountry\tconditions\n" if language in OWN else "\n"))
            iso = iso_names(arguments.iso_codes, language)
            for row in table(language, cldr_names(arguments.cldr, language), official, iso):
                out.write("\t".join(row) + "\n")
        write_test(TESTS / f"{language}.tsv", language, arguments.cldr, iso)


main()

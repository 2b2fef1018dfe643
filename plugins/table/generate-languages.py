#!/usr/bin/env python3
"""Write languages.tsv: English names of languages by BCP 47 tag, from CLDR's language names (Unicode-DFS-2016).

usage: generate-languages.py [--cldr FOLDER]

Needs the Debian package unicode-cldr-core in the version below, so that two runs write the same bytes.
"""
import argparse
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

VERSION = "41-0.1"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cldr", type=pathlib.Path, default=pathlib.Path("/usr/share/unicode/cldr/common"))
    folder = parser.parse_args().cldr
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "unicode-cldr-core"], capture_output=True, text=True)
    if found.stdout != VERSION:
        sys.exit(f"generate-languages.py: unicode-cldr-core {VERSION} is needed, {found.stdout or 'none'} is installed")
    names = {}
    for item in ElementTree.parse(folder / "main" / "en.xml").find(".//languages"):
        tag = item.get("type")
        if item.get("alt") is None and "_" not in tag and tag not in ("root", "mul", "mis", "zxx"):
            names[tag] = item.text
    names["und"] = "Unknown"
    with open(pathlib.Path(__file__).resolve().parent / "languages.tsv", "w", encoding="utf-8") as out:
        out.write(f"# BCP 47 tag, English name.  Written by generate-languages.py from CLDR {VERSION}.\n")
        for tag in sorted(names):
            out.write(f"{tag}\t{names[tag]}\n")


main()

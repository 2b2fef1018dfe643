#!/usr/bin/env python3
"""Copies the Vietnamese lines of labelled texts without diacritics, as class "vi-bare".

    strip-vietnamese.py texts.tsv > texts-bare.tsv

Other lines become a lone "-", so that line numbers, and with them the folds of `fit`, agree.
"""
import sys
import unicodedata


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("\u0111", "d").replace("\u0110", "D"))
    return "".join(c for c in text if not unicodedata.combining(c))


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        print("vi-bare\t" + bare(line.rstrip("\n").split("\t", 1)[1]) if line.startswith("vi\t") else "-")

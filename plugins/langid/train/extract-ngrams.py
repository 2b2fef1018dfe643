#!/usr/bin/env python3
"""Turns the lingua project's n-gram tables into the lines that `fit` reads.

    extract-ngrams.py LanguageModels > ngrams.tsv

Each line is: class, n-gram, natural logarithm of its probability among the n-grams of its order.
The tables hold conditional probabilities (last letter given the letters before); the joint one is
their product.  The class "vi-bare" is Vietnamese without diacritics, made by stripping them.
Needs the Python package brotli.
"""
import json
import math
import os
import sys
import unicodedata

import brotli

ORDERS = ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams")
SMALLEST = -14.8  # rarer n-grams only add noise
# Languages that alone use their script, or that are told apart by counting characters, need no n-grams.
BY_SCRIPT = {"bn", "el", "gu", "he", "hy", "ja", "ka", "ko", "pa", "si", "ta", "te", "th", "zh"}
# No text to fit them on.
LEFT_OUT = {"om"}


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("\u0111", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def joint_probabilities(folder):
    """The n-grams of a language with the logarithms of their joint probabilities."""
    joint = {}
    for order in ORDERS:
        path = os.path.join(folder, order + ".json.br")
        if not os.path.exists(path):
            continue
        with open(path, "rb") as file:
            groups = json.loads(brotli.decompress(file.read()))["ngrams"]
        for fraction, ngrams in groups.items():
            numerator, denominator = fraction.split("/")
            conditional = math.log(int(numerator) / int(denominator))
            for ngram in ngrams.split(" "):
                prefix = joint.get(ngram[:-1]) if len(ngram) > 1 else 0.0
                if prefix is not None:
                    joint[ngram] = prefix + conditional
    return joint


def main():
    root = sys.argv[1]
    out = sys.stdout
    for language in sorted(os.listdir(root)):
        if language in BY_SCRIPT or language in LEFT_OUT:
            continue
        joint = joint_probabilities(os.path.join(root, language))
        tables = [(language, joint)]
        if language == "vi":
            stripped = {}
            for ngram, value in joint.items():
                stripped[bare(ngram)] = stripped.get(bare(ngram), 0.0) + math.exp(value)
            tables.append(("vi-bare", {ngram: math.log(p) for ngram, p in stripped.items()}))
        for name, table in tables:
            for ngram in sorted(table):
                if table[ngram] >= SMALLEST:
                    out.write(f"{name}\t{ngram}\t{table[ngram]:.4f}\n")


main()

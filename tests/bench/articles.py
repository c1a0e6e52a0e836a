"""articles.py DOCUMENTS [TERMS] [VOCABULARY] [SEED]: synthetic articles as records with a `words` field, on standard output.

Words are drawn from a Zipf distribution over VOCABULARY (1,000,000) made-up words of the usual lengths; a document has
TERMS (300) distinct ones on average. For what takes a million articles, which nobody has at hand.
"""
import sys

import numpy as np

BLOCK = 500
SYLLABLES = [onset + rhyme for onset in ("b", "c", "d", "đ", "g", "h", "kh", "l", "m", "n")
             for rhyme in ("a", "anh", "âu", "ên", "i", "iệt", "o", "ông", "u", "ương")]


def word(i):
    digits = []
    while True:
        digits.append(SYLLABLES[i % len(SYLLABLES)])
        i //= len(SYLLABLES)
        if i == 0:
            return "_".join(digits)


def main(documents, terms=300, vocabulary=1000000, seed=0):
    rng = np.random.default_rng(seed)
    p = 1.0 / np.arange(1, vocabulary + 1) ** 1.05
    share = np.cumsum(p / p.sum())
    words = np.array([word(i) for i in range(vocabulary)], dtype=object)
    draws = 1.0
    while len(np.unique(np.searchsorted(share, rng.random(int(terms * draws))))) < terms:
        draws += 0.05
    for first in range(0, documents, BLOCK):
        drawn = words[np.searchsorted(share, rng.random((BLOCK, int(terms * draws))))]
        lines = ['{"id":"%d","words":"%s"}\n' % (first + i, " ".join(drawn[i])) for i in range(min(BLOCK, documents - first))]
        sys.stdout.buffer.write("".join(lines).encode())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

#!/usr/bin/env python3
"""Writes reference.tsv: weights of corpus.txt as other programs compute them.

    pip install scikit-learn==1.9.1 gensim==4.4.0
    python3 make_reference.py

Rows: case, document (from 0), term, weight with 17 digits. corpus.txt holds one document a line, words parted by
spaces; it was written for this test. bm25 and pivoted come from the formulas, in plain Python.
"""
import math
import pathlib
from collections import Counter

from gensim.corpora import Dictionary
from gensim.models import TfidfModel
from sklearn.feature_extraction.text import TfidfVectorizer

HERE = pathlib.Path(__file__).parent
TEXTS = (HERE / "corpus.txt").read_text(encoding="utf-8").splitlines()
DOCS = [t.split() for t in TEXTS]
COUNTS = [Counter(d) for d in DOCS]
DF = Counter(term for c in COUNTS for term in c)
N = len(DOCS)
AVGLEN = sum(len(d) for d in DOCS) / N

SKLEARN = {
    "tfidf": {},
    "idf-plain": {"smooth_idf": False},
    "tf-log": {"sublinear_tf": True},
    "min2-max-half": {"min_df": 2, "max_df": 0.5},
    "bigrams": {"ngram_range": (1, 2), "min_df": 2},
}


def sklearn_rows(options):
    model = TfidfVectorizer(token_pattern=r"\S+", lowercase=False, **options)
    matrix = model.fit_transform(TEXTS)
    names = model.get_feature_names_out()
    for d in range(N):
        row = matrix[[d]].tocoo()
        yield from ((d, names[j], w) for j, w in zip(row.col, row.data))


def gensim_rows():
    names = Dictionary(DOCS)
    bags = [names.doc2bow(d) for d in DOCS]
    model = TfidfModel(bags)
    for d, bag in enumerate(bags):
        yield from ((d, names[j], w) for j, w in model[bag])


def bm25(tf, df, length, k1=1.2, b=0.75):
    idf = math.log(1 + (N - df + 0.5) / (df + 0.5))
    return idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / AVGLEN))


def pivoted(tf, df, length, s=0.2):
    return (1 + math.log(1 + math.log(tf))) / ((1 - s) + s * length / AVGLEN) * math.log((N + 1) / df)


def formula_rows(weight):
    for d, counts in enumerate(COUNTS):
        yield from ((d, t, weight(tf, DF[t], len(DOCS[d]))) for t, tf in counts.items())


def main():
    cases = {name: sklearn_rows(options) for name, options in SKLEARN.items()}
    cases |= {"gensim": gensim_rows(), "bm25": formula_rows(bm25), "pivoted": formula_rows(pivoted)}
    with open(HERE / "reference.tsv", "w", encoding="utf-8", newline="\n") as out:
        for case, rows in cases.items():
            for d, term, w in sorted((d, t.encode(), w) for d, t, w in rows):
                out.write(f"{case}\t{d}\t{term.decode()}\t{float(w):.17g}\n")


if __name__ == "__main__":
    main()

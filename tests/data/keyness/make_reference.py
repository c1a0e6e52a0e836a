#!/usr/bin/env python3
"""Writes beta.txt and measures.txt: what SciPy says of the beta distribution and of keyness.

beta.txt      p a b, then the x whose lower tail is p: scipy.stats.beta.ppf
measures.txt  df1 n1 df2 n2 terms, then G2, its p, log ratio, LRC (alpha 0.05 over the terms), simple maths (k = 100)

G2 is the sum over the four cells in decimal arithmetic of 60 digits, p is scipy.stats.chi2.sf, and LRC is Evert's
interval: beta.ppf of the odds that a document with the term lies in the target.
"""
import math
import os
from decimal import Decimal, getcontext

from scipy.stats import beta, chi2

getcontext().prec = 60
HERE = os.path.dirname(os.path.abspath(__file__))
ALPHA = 0.05


def g2(df1, n1, df2, n2):
    total = Decimal(n1 + n2)
    half = Decimal(0)
    for observed, row, column in ((df1, n1, df1 + df2), (n1 - df1, n1, n1 + n2 - df1 - df2),
                                  (df2, n2, df1 + df2), (n2 - df2, n2, n1 + n2 - df1 - df2)):
        if observed:
            half += observed * (Decimal(observed) * total / (Decimal(row) * column)).ln()
    return float(2 * half) * (1 if df1 * n2 >= df2 * n1 else -1)


def lrc(df1, n1, df2, n2, terms):
    level = ALPHA / (2 * terms)
    if df1 * n2 == df2 * n1:
        return 0.0
    if df1 * n2 > df2 * n1:
        x = beta.ppf(level, df1, df2 + 1)
        return max(0.0, math.log2(n2 / n1 * x / (1 - x)))
    x = beta.ppf(level, df2, df1 + 1)
    return -max(0.0, math.log2(n1 / n2 * x / (1 - x)))


def measures(df1, n1, df2, n2, terms):
    statistic = g2(df1, n1, df2, n2)
    ratio = math.log2(((df1 or 0.5) / n1) / ((df2 or 0.5) / n2))
    simple = (df1 / n1 * 1e6 + 100) / (df2 / n2 * 1e6 + 100)
    return statistic, chi2.sf(abs(statistic), 1), ratio, lrc(df1, n1, df2, n2, terms), simple


COUNTS = [
    (10, 100, 10, 1000), (10, 1000, 10, 100), (10, 100, 100, 1000),  # more, less, as often
    (0, 100, 0, 100), (0, 100, 50, 100), (50, 100, 0, 100),  # zeros
    (100, 100, 100, 100), (100, 100, 0, 100), (100, 100, 999, 1000), (0, 7, 88718, 88718),  # in every document
    (1, 1, 0, 1), (1, 1, 1, 1), (1, 1, 0, 88718), (2, 2, 1, 3), (1, 2, 40000, 88718),  # a document or two
    (6, 125, 0, 875), (5, 125, 0, 875), (40, 125, 60, 875), (3, 125, 1, 875),  # a day against a week
    (812, 39628, 900, 88718), (39000, 39628, 88000, 88718), (20, 39628, 0, 88718),
    (1000001, 10000000, 1000000, 10000000), (5000000, 10000000, 5010000, 10000000),  # near, and huge
    (123456789, 4000000000, 123400000, 4000000000), (4000000000, 4294967295, 1, 4294967295),
]


def main():
    with open(os.path.join(HERE, "beta.txt"), "w") as out:
        for p in (0.5, 0.025, 1e-4, 1e-7, 1e-12):
            for a in (1, 2, 3, 10, 15, 16, 100, 10000, 1000000, 100000000):
                for b in (1, 2, 17, 1000, 1000000, 100000000):
                    out.write("%.17g %d %d %.17g\n" % (p, a, b, beta.ppf(p, a, b)))
    with open(os.path.join(HERE, "measures.txt"), "w") as out:
        for counts in COUNTS:
            for terms in (1, 2000):
                values = " ".join("%.17g" % v for v in measures(*counts, terms))
                out.write("%d %d %d %d %d %s\n" % (*counts, terms, values))


main()

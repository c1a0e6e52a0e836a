#!/usr/bin/env python3
"""Makes reference.txt beside it with numpy's dense SVD (made with 1.24.2) of the points in ../cluster/points.txt, as they are and
with the mean of each column subtracted: for each "rank s1 .. s6", then a line of six numbers for each row of U, its columns
with the signs that make the entry largest in magnitude positive."""
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RANK = 6


def points():
    with open(os.path.join(HERE, "../cluster/points.txt"), encoding="utf-8") as lines:
        rows, cols, _ = map(int, next(lines).split())
        x = np.zeros((rows, cols))
        for line in lines:
            r, c, value = line.split()
            x[int(r), int(c)] = float(value)
    return x


def reference(x):
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    u = u[:, :RANK]
    u *= np.sign(u[np.abs(u).argmax(axis=0), range(RANK)])
    return [" ".join([str(RANK)] + [repr(float(v)) for v in s[:RANK]])] + [" ".join(repr(float(v)) for v in r) for r in u]


x = points()
with open(os.path.join(HERE, "reference.txt"), "w", encoding="utf-8") as out:
    out.write("\n".join(reference(x) + reference(x - x.mean(axis=0))) + "\n")

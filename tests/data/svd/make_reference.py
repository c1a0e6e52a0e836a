#!/usr/bin/env python3
"""Makes the references beside it with numpy (made with 1.24.2) from the points in ../cluster/points.txt:

  reference.txt  their dense SVD, as they are and with the mean of each column subtracted: for each "rank s1 .. s6", then a line
                 of six numbers for each row of U
  map.txt        their classical scaling from the matrix of distances sqrt(2 - 2 cosine): "share share", then a line "x y" for
                 each point

Signs are those that make the entry of a column that is largest in magnitude positive."""
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


def signed(u):
    return u * np.sign(u[np.abs(u).argmax(axis=0), range(u.shape[1])])


def numbers(row):
    return " ".join(repr(float(v)) for v in row)


def reference(x):
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    return [f"{RANK} " + numbers(s[:RANK])] + [numbers(r) for r in signed(u[:, :RANK])]


def scaling(x):
    squares = 2 - 2 * np.clip(x @ x.T, 0, 1)
    np.fill_diagonal(squares, 0)
    centre = np.eye(len(x)) - 1 / len(x)
    value, vector = np.linalg.eigh(-centre @ squares @ centre / 2)
    best = value.argsort()[::-1][:2]
    return [numbers(value[best] / value[value > 0].sum())] + [numbers(r) for r in
                                                            signed(vector[:, best] * np.sqrt(value[best]))]


def write(name, lines):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


x = points()
write("reference.txt", reference(x) + reference(x - x.mean(axis=0)))
write("map.txt", scaling(x))

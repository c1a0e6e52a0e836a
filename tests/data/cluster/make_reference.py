#!/usr/bin/env python3
"""Makes the reference numbers beside it, with scikit-learn and scipy (made with 1.9.1 and 1.17.1):

  points.txt      "rows cols entries", then "row col value" of unit rows (seven groups with terms of their own)
  linkage.txt     scipy average linkage by cosine distance: "left right distance size" a line
  complete.txt    the same by complete linkage, and ward.txt by Ward's, which takes the points themselves
  silhouette.txt  "k value" for the cuts of that tree into k clusters, by sklearn's silhouette_score(metric="cosine")
  partitions.txt  for each case a line of names and values, a line of gold and a line of system labels; n first
"""
import os
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn import metrics

rng = np.random.default_rng(20)
HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, lines):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def points(rows=60, cols=80, groups=7):
    x = np.zeros((rows, cols))
    for r in range(rows):
        own = (r * 5 % groups) * 10 + rng.choice(10, 6, replace=False)
        shared = 70 + rng.choice(10, 3, replace=False)
        x[r, own] = rng.uniform(0.5, 2.0, 6)
        x[r, shared] = rng.uniform(0.2, 1.0, 3)
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def bcubed(gold, system):
    same_g = gold[:, None] == gold[None, :]
    same_s = system[:, None] == system[None, :]
    both = (same_g & same_s).sum(axis=1)
    p = (both / same_s.sum(axis=1)).mean()
    r = (both / same_g.sum(axis=1)).mean()
    return p, r, 2 * p * r / (p + r)


def scores(gold, system):
    table = metrics.cluster.contingency_matrix(gold, system)
    h, c, v = metrics.homogeneity_completeness_v_measure(gold, system)
    p, r, f = bcubed(gold, system)
    return [("purity", table.max(axis=0).sum() / len(gold)),
            ("nmi", metrics.normalized_mutual_info_score(gold, system)), ("homogeneity", h), ("completeness", c),
            ("v_measure", v), ("ari", metrics.adjusted_rand_score(gold, system)),
            ("bcubed_precision", p), ("bcubed_recall", r), ("bcubed_f", f)]


def main():
    x = points()
    entries = np.argwhere(x > 0)
    write("points.txt", [f"{x.shape[0]} {x.shape[1]} {len(entries)}"] +
          [f"{r} {c} {float(x[r, c])!r}" for r, c in entries])
    tree = linkage(x, "average", metric="cosine")
    write("linkage.txt", [f"{int(a)} {int(b)} {float(d)!r} {int(s)}" for a, b, d, s in tree])
    for name, other in ("complete", linkage(x, "complete", metric="cosine")), ("ward", linkage(x, "ward")):
        write(name + ".txt", [f"{int(a)} {int(b)} {float(d)!r} {int(s)}" for a, b, d, s in other])
    cuts = {k: fcluster(tree, k, "maxclust") for k in range(2, 13)}
    write("silhouette.txt", [f"{k} {float(metrics.silhouette_score(x, c, metric='cosine'))!r}" for k, c in cuts.items()])
    gold = rng.integers(0, 5, 200)
    noisy = np.where(rng.random(200) < 0.3, rng.integers(0, 8, 200), gold + 10)
    cases = [(gold, noisy), (gold, rng.integers(0, 6, 200)), (gold, gold * 7 + 3), (gold, np.zeros(200, int)),
             (gold, np.arange(200)), (np.zeros(200, int), np.zeros(200, int)), (np.arange(200), np.arange(200))]
    lines = []
    for g, s in cases:
        lines.append(str(len(g)) + " " + " ".join(repr(float(v)) for _, v in scores(g, s)))
        lines += [" ".join(map(str, g)), " ".join(map(str, s))]
    write("partitions.txt", lines)


main()

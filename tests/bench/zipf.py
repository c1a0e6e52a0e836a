"""zipf.py DOCUMENTS FILE [TERMS] [SEED]: a synthetic collection as a binary matrix of TF-IDF weights (rows of length 1).

Words are drawn one by one from a Zipf distribution, a tenth of them from that of the document's topic, so that documents
have TERMS distinct terms on average (280) and share about as many as news articles of that length do. The file is what
kernel.c and kernel_peers.py read: the eight bytes VNCSR1 0 0, rows and columns (uint64), start (uint64), columns
(uint32), values (float64), in the byte order of the machine.
"""
import sys

import numpy as np
import scipy.sparse as sp

VOCABULARY = 80_000
TOPICS = 20
SHARE = 0.1  # of a document's words are drawn from its topic's own


def zipf(n, exponent=1.1):
    p = 1.0 / np.arange(1, n + 1) ** exponent
    return np.cumsum(p / p.sum())


def documents(n, words, rng):
    common = zipf(VOCABULARY)
    own = zipf(VOCABULARY // 10)
    names = [rng.permutation(np.arange(200, VOCABULARY))[: VOCABULARY // 10] for _ in range(TOPICS)]
    for first in range(0, n, 1000):
        for d in range(first, min(n, first + 1000)):
            length = max(20, int(rng.normal(words, words / 4)))
            topical = int(length * SHARE)
            general = np.searchsorted(common, rng.random(length - topical))
            special = names[d % TOPICS][np.searchsorted(own, rng.random(topical))]
            yield np.unique(np.concatenate([general, special]), return_counts=True)


def weights(n, words, seed):
    rng = np.random.default_rng(seed)
    start, col, val = [0], [], []
    for terms, counts in documents(n, words, rng):
        start.append(start[-1] + len(terms))
        col.append(terms.astype(np.uint32))
        val.append(counts.astype(np.float64))
    m = sp.csr_matrix((np.concatenate(val), np.concatenate(col), np.array(start)), shape=(n, VOCABULARY))
    df = np.bincount(m.indices, minlength=VOCABULARY)
    used = np.flatnonzero(df)
    m = m[:, used]
    m = m @ sp.diags(np.log((1 + n) / (1 + df[used])) + 1)
    return sp.diags(1 / np.sqrt(m.multiply(m).sum(axis=1).A1)) @ m


def write(m, path):
    m = m.tocsr()
    m.sort_indices()
    with open(path, "wb") as out:
        out.write(b"VNCSR1\0\0")
        np.array(m.shape, np.uint64).tofile(out)
        m.indptr.astype(np.uint64).tofile(out)
        m.indices.astype(np.uint32).tofile(out)
        m.data.astype(np.float64).tofile(out)


def read(path):
    with open(path, "rb") as f:
        if f.read(8) != b"VNCSR1\0\0":
            raise ValueError(path + " is no matrix")
        rows, cols = (int(x) for x in np.fromfile(f, np.uint64, 2))
        start = np.fromfile(f, np.uint64, rows + 1).astype(np.int64)
        col = np.fromfile(f, np.uint32, start[-1]).astype(np.int32)
        return sp.csr_matrix((np.fromfile(f, np.float64, start[-1]), col, start), shape=(rows, cols))


if __name__ == "__main__":
    terms = float(sys.argv[3]) if len(sys.argv) > 3 else 280
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    matrix = weights(int(sys.argv[1]), terms * 1.8, seed)
    df = np.bincount(matrix.indices)
    write(matrix, sys.argv[2])
    print("%d documents, %.0f terms each, vocabulary %d, %.1f shared terms a pair" % (
        matrix.shape[0], matrix.nnz / matrix.shape[0], matrix.shape[1], (df.astype(float) ** 2).sum() / matrix.shape[0] ** 2))

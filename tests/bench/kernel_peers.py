"""kernel_peers.py PEER MATRIX [NUMBER]: the work of a command of kernel.c by another program, on one core.

Prints user seconds, wall seconds, megabytes beyond what stood before, and a checksum; exit code 77 when the peer is not
installed. The packages are Debian's python3-sklearn, python3-scipy, python3-gensim and python3-fastcluster, and
sparse_dot_topn.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import resource
import sys
import time

try:
    import numpy as np
    import zipf
except ImportError as missing:
    print("kernel_peers:", missing, file=sys.stderr)
    sys.exit(77)


def top_sklearn(x, k):
    from sklearn.neighbors import NearestNeighbors
    yield
    near = NearestNeighbors(n_neighbors=int(k) + 1, metric="cosine", algorithm="brute").fit(x)
    distance, _ = near.kneighbors(x)
    yield (1 - distance[:, 1:]).sum()


def top_gensim(x, k):
    from gensim.similarities import SparseMatrixSimilarity
    yield
    index = SparseMatrixSimilarity(x.astype(np.float32), num_features=x.shape[1], num_best=int(k) + 1)
    total = 0.0
    for first in range(0, x.shape[0], 256):
        for best in index[x[first:first + 256]]:
            total += sum(score for _, score in best[1:])
    yield total


def top_sparse_dot_topn(x, k):
    from sparse_dot_topn import sp_matmul_topn
    yield
    y = sp_matmul_topn(x, x.T.tocsr(), top_n=int(k) + 1)
    yield y.sum() - x.shape[0]


def join_scipy(x, t):
    yield
    total = 0.0
    for first in range(0, x.shape[0], 512):
        block = (x[first:first + 512] @ x.T).tocoo()
        keep = (block.data >= t) & (block.row + first < block.col)
        total += block.data[keep].sum()
    yield total


def matrix_sklearn(x, _):
    from sklearn.metrics.pairwise import cosine_similarity
    yield
    yield cosine_similarity(x, dense_output=False).toarray().sum()


def kmeans_sklearn(x, k):
    from sklearn.cluster import KMeans
    yield
    model = KMeans(n_clusters=int(k), n_init=1, max_iter=20, tol=0, random_state=0).fit(x)
    print("iterations", model.n_iter_, file=sys.stderr)
    yield model.inertia_


def lloyd_sklearn(x, k):
    """Twenty iterations from the partition row % k, with nothing else; a run that settles before is no measure."""
    from sklearn.cluster import KMeans
    k = int(k)
    part = np.arange(x.shape[0]) % k
    start = np.stack([np.asarray(x[part == c].mean(axis=0)).ravel() for c in range(k)])
    if x.nnz == x.shape[0] * x.shape[1]:
        x = x.toarray()
    yield
    model = KMeans(n_clusters=k, init=start, n_init=1, max_iter=20, tol=0, algorithm="lloyd").fit(x)
    if model.n_iter_ != 20:
        sys.exit("settled too early to be measured")
    yield model.inertia_


def average_fastcluster(x, k):
    import fastcluster
    yield
    n = x.shape[0]
    distance = 1 - (x @ x.T).toarray()
    z = fastcluster.linkage(distance[np.triu_indices(n, 1)], "average", preserve_input=False)
    yield z[:, 2].sum()


def average_scipy(x, k):
    from scipy.cluster.hierarchy import linkage
    yield
    n = x.shape[0]
    distance = 1 - (x @ x.T).toarray()
    yield linkage(distance[np.triu_indices(n, 1)], "average")[:, 2].sum()


def silhouette_sklearn(x, k):
    from sklearn.metrics import silhouette_score
    yield
    yield silhouette_score(x, np.arange(x.shape[0]) % int(k), metric="cosine")


def main():
    x = zipf.read(sys.argv[2])
    work = globals()[sys.argv[1]](x, float(sys.argv[3]) if len(sys.argv) > 3 else 10)
    try:
        next(work)
    except ImportError as missing:
        print("kernel_peers:", missing, file=sys.stderr)
        return 77
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.monotonic()
    result = next(work)
    took = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    print("%.3f\t%.3f\t%.0f\t%.9g" % (after.ru_utime - before.ru_utime, took, (after.ru_maxrss - before.ru_maxrss) / 1024, result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

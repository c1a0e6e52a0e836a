"""Weights, similarities and clusters, as vntfidf, vnsim and vnclust compute them."""

import json
import math
import tempfile
import unittest
from pathlib import Path

import vntext
from common import NEWS, WITHOUT_MATRICES, nine, numpy as np, records, rows, run, scipy


def rounded(weights):
    """Weights of nine digits in rows of length 1: what vnsim and vnclust compare."""
    matrix = weights.matrix.copy()
    for row in range(matrix.shape[0]):
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        values = [nine(value) for value in matrix.data[part]]
        exponent = math.frexp(max(values))[1] if values else 0
        values = [math.ldexp(value, -exponent) for value in values]
        squares = 0.0
        for value in values:
            squares += value * value
        matrix.data[part] = [value / math.sqrt(squares) for value in values]
    return vntext.Weights(matrix, weights.terms, weights.df, weights.documents, weights.ids)


@unittest.skipIf(WITHOUT_MATRICES, WITHOUT_MATRICES)
class Matrices(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.articles = list(vntext.read(NEWS))
        cls.weights = rounded(vntext.tfidf(cls.articles))

    def check_weights(self, arguments, **options):
        with tempfile.TemporaryDirectory() as folder:
            matrix, terms = Path(folder, "a.npz"), Path(folder, "terms")
            run("vntfidf", "-o", "npz", "-O", matrix, "--vocabulary", terms, *arguments, NEWS)
            theirs = scipy.sparse.load_npz(matrix)
            table = [line.split("\t") for line in terms.read_text(encoding="utf-8").splitlines()]
        ours = vntext.tfidf(self.articles, **options)
        self.assertEqual(ours.terms, [term for term, *_ in table])
        self.assertEqual([str(count) for count in ours.df], [df for _, df, *_ in table])
        self.assertEqual(ours.matrix.shape, theirs.shape)
        for name in ("indptr", "indices", "data"):
            self.assertTrue(np.array_equal(getattr(ours.matrix, name), getattr(theirs, name)), (arguments, name))
        self.assertEqual(ours.ids, [article.id for article in self.articles])
        self.assertEqual([ours.vocabulary[term] for term in ours.terms], list(range(len(ours.terms))))

    def test_weights_are_those_of_vntfidf_to_the_last_bit(self):
        self.check_weights(())
        self.check_weights(("-S", "bm25", "--min-df", 2, "--max-df", "0.5"), scheme="bm25", min_df=2, max_df=0.5)
        self.check_weights(("-S", "gensim", "--tf", "log"), scheme="gensim", tf="log")
        self.check_weights(("--df", "reference", "--idf", "plain"), df=True, idf="plain")
        self.check_weights(("-g", 2, "--title-weight", 3, "--numbers"),
                           terms=vntext.TermOptions(ngrams=2, title_weight=3, numbers=True))

    def test_threads_change_nothing(self):
        alone, many = vntext.tfidf(self.articles), vntext.tfidf(self.articles, threads=4)
        self.assertEqual((alone.matrix != many.matrix).nnz, 0)
        self.assertEqual(alone.ids, many.ids)

    def test_the_matrix_is_that_of_vnsim(self):
        found = vntext.similarity(self.weights)
        theirs = [[float(cell) for cell in row[1:]] for row in rows("vnsim", "--matrix", NEWS)[1:]]
        self.assertEqual([[nine(score) for score in row] for row in found], theirs)
        self.assertTrue(np.array_equal(found, vntext.similarity(self.weights, threads=3)))

    def test_neighbors_are_those_of_vnsim(self):
        ids = self.weights.ids
        for arguments, options in (("--top", 4), {"top": 4}), (("--min", 0.1), {"min": 0.1, "top": 0, "once": True}):
            theirs = sorted(tuple(row) for row in rows("vnsim", *arguments, NEWS))
            found = vntext.neighbors(self.weights, **options)
            ours = sorted((ids[row], ids[other], f"{score:.9g}") for row, all in enumerate(found) for other, score in all)
            self.assertEqual(ours, theirs)

    def test_why(self):
        a, b = (self.weights.ids.index(str(NEWS / "xa-hoi" / f"sat-lo-pa-lum-{n}.txt")) for n in (1, 3))
        theirs = [row for row in rows("vnsim", "--min", 0.2, "--why", "--terms", 3, NEWS) if row[:2] == [self.weights.ids[a], self.weights.ids[b]]]
        self.assertEqual(" ".join(f"{term}:{score:.9g}" for term, score in vntext.why(self.weights, a, b, terms=3)), theirs[0][3])
        self.assertRaises(IndexError, vntext.why, self.weights, 0, 64)

    def check_clusters(self, arguments, **options):
        weights = rounded(vntext.tfidf(self.articles, terms=options.pop("terms", None)))
        theirs = [int(label) for _, label in rows("vnclust", "-o", "tsv", *arguments, NEWS)]
        found = vntext.cluster(weights, **options)
        self.assertEqual(found.labels.tolist(), theirs)
        summary = rows("vnclust", "--summary", *arguments, NEWS)
        self.assertEqual([[str(size), ", ".join(words), weights.ids[row], f"{cohesion:.9g}"] for size, words, row, cohesion
                          in zip(found.sizes, found.words, found.central, found.cohesion)],
                         [[size, words, name, cohesion] for _, size, words, name, _, cohesion, *_ in summary])
        backwards = vntext.cluster(weights.matrix[::-1], ids=weights.ids[::-1], **options) if "df" not in options else found
        if options.get("method") != "events":
            self.assertEqual(backwards.labels.tolist()[:: -1 if backwards is not found else 1], theirs)

    def test_clusters_are_those_of_vnclust(self):
        self.check_clusters(("-k", 8), k=8)
        self.check_clusters((), threads=2)
        self.check_clusters(("-m", "leiden"), method="leiden")
        self.check_clusters(("-m", "bisect", "-k", 5), method="bisect", k=5)
        self.check_clusters(("-m", "average", "--min", 0.2), method="average", min=0.2)
        self.check_clusters(("-m", "events"), method="events", terms=vntext.TermOptions(title_weight=3))

    def test_phrases_name_clusters_once(self):
        weights = rounded(vntext.tfidf(self.articles, terms=vntext.TermOptions(ngrams=2)))
        theirs = rows("vnclust", "-k", 6, "--summary", text=run("vntfidf", "-g", 2, NEWS))
        self.assertEqual([", ".join(words) for words in vntext.cluster(weights, k=6).words], [row[2] for row in theirs])

    def test_hierarchies_are_those_of_vnclust(self):
        for method in ("average", "complete", "ward"):
            found = vntext.cluster(self.weights, method=method, k=1).linkage
            theirs = [[float(cell) for cell in row] for row in rows("vnclust", "-m", method, "-o", "linkage", NEWS)]
            self.assertEqual([[nine(cell) for cell in row] for row in found], theirs)
        self.assertIsNone(vntext.cluster(self.weights, k=3).linkage)

    def test_labels_without_terms(self):
        found = vntext.cluster(self.weights.matrix, k=3)
        self.assertIsNone(found.words)
        self.assertEqual(sum(found.sizes), 64)
        self.assertGreater(len(vntext.cluster(self.weights).curve), 1)

    def test_matrices_of_others(self):
        x = [[3.0, 4.0, 0.0], [0.0, 0.0, 0.0], [4.0, 3.0, 0.0]]
        for matrix in (np.array(x), scipy.sparse.csc_matrix(x), scipy.sparse.coo_matrix(x)):
            self.assertEqual(vntext.similarity(matrix).round(12).tolist(), [[1, 0, 0.96], [0, 0, 0], [0.96, 0, 1]])
        self.assertEqual(np.array(x).tolist(), x)
        unsorted = scipy.sparse.csr_matrix((np.array([4.0, 3.0, 1.0]), np.array([1, 0, 2]), np.array([0, 2, 3])), shape=(2, 3))
        self.assertEqual(vntext.similarity(unsorted).tolist(), [[1, 0], [0, 1]])
        self.assertEqual(unsorted.indices.tolist(), [1, 0, 2])
        for bad in ([[-1.0]], [[float("nan")]], [[float("inf")]]):
            self.assertRaises(ValueError, vntext.similarity, np.array(bad))

    def test_few_articles(self):
        self.assertEqual(vntext.similarity([]).shape, (0, 0))
        self.assertEqual(vntext.neighbors(["", "trời mưa"]), [[], []])
        self.assertEqual(vntext.cluster(["", ""]).labels.tolist(), [0, 0])
        self.assertEqual(vntext.cluster([]).sizes, [])
        weights = vntext.tfidf([{"title": "Tin", "text": "Trời mưa.", "id": "x"}, ("Tin", "Mưa.")])
        self.assertIsNone(weights.ids)
        self.assertEqual(weights.matrix.shape[0], 2)

    def test_what_a_callback_raises_comes_out(self):
        from vntext import _similar

        def each(row, items, count):
            raise KeyError("mine")

        rows_ = _similar._Rows(each)
        x, kept = _similar.from_scipy(self.weights.matrix)
        from ctypes import byref
        error = _similar.ErrorInfo()
        status = _similar.lib.vn_similar_neighbors(byref(x), None, _similar.NEIGHBORS_FN(rows_), None, byref(error))
        self.assertRaises(KeyError, rows_.check, status, error)
        self.assertTrue(kept)

    def test_what_makes_no_sense_is_told(self):
        self.assertRaises(vntext.ArgumentError, vntext.tfidf, ["a"], scheme="none")
        self.assertRaises(vntext.ArgumentError, vntext.neighbors, self.weights, min=2.0)
        self.assertRaises(vntext.ArgumentError, vntext.cluster, self.weights, method="none")
        self.assertRaises(ValueError, vntext.cluster, self.weights, ids=["a"])
        self.assertRaises(ValueError, vntext.tfidf, ["a"], threads=0)


if __name__ == "__main__":
    unittest.main()

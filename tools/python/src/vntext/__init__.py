"""Vietnamese news into words, weights, keywords, similarities and clusters.

A thin module over libvntext. Words (segment), keywords, document frequencies and duplicates need Python alone; tfidf,
similarity, neighbors and cluster need NumPy and SciPy. Articles are texts, pairs of title and text, Documents as read() makes
them of files, or mappings with ``title`` and ``text``.

Functions may be called from any thread, and the library works without Python's lock. What fails raises Error or one of its
kinds, which are ValueError, OSError or MemoryError as well.
"""

from ._clusters import Clusters, cluster
from ._documents import Article, Document, read
from ._duplicates import Duplicates, duplicates
from ._keywords import Keyword, KeywordExtractor, keyword_methods, keywords
from ._library import VERSION as __version__
from ._library import ArgumentError, DataError, Error, InputOutputError, LimitError, OutOfMemoryError
from ._similar import neighbors, similarity, why
from ._weights import TermOptions, Weights, document_frequencies, tfidf
from ._words import Segmenter, Word, fold, segment

__all__ = [
    "ArgumentError", "Article", "Clusters", "DataError", "Document", "Duplicates", "Error", "InputOutputError", "Keyword",
    "KeywordExtractor", "LimitError", "OutOfMemoryError", "Segmenter", "TermOptions", "Weights", "Word", "__version__",
    "cluster", "document_frequencies", "duplicates", "fold", "keyword_methods", "keywords", "neighbors", "read", "segment",
    "similarity", "tfidf", "why",
]

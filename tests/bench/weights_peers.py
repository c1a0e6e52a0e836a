"""weights_peers.py sklearn|gensim WORDS NPZ: weighs a file of segmented lines, a document each, with a peer.

Prints CPU seconds, wall seconds and peak memory in KB from the file to the matrix and the matrix to NPZ, without the start of
Python and its imports; "have sklearn|gensim" only says whether it is installed, by its exit code.
weights_peers.py compare NPZ NPZ TERMS: the largest difference of two matrices, the columns of the second in any order,
its terms in NPZ.terms.
"""
import resource
import sys
import time


def sklearn(words, npz):
    import scipy.sparse
    from sklearn.feature_extraction.text import TfidfVectorizer
    begun = clock()
    vectorizer = TfidfVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False)
    with open(words, encoding="utf8") as lines:
        matrix = vectorizer.fit_transform(lines)
    scipy.sparse.save_npz(npz, matrix, compressed=False)
    report(begun)
    names(npz, vectorizer.get_feature_names_out())


def gensim(words, npz):
    import scipy.sparse
    from gensim.corpora import Dictionary
    from gensim.matutils import corpus2csc
    from gensim.models import TfidfModel
    begun = clock()
    with open(words, encoding="utf8") as lines:
        dictionary = Dictionary(line.split() for line in lines)
    with open(words, encoding="utf8") as lines:
        counts = [dictionary.doc2bow(line.split()) for line in lines]
    model = TfidfModel(dictionary=dictionary)
    matrix = corpus2csc(model[counts], num_terms=len(dictionary)).T.tocsr()
    scipy.sparse.save_npz(npz, matrix, compressed=False)
    report(begun)
    names(npz, [dictionary[i] for i in range(len(dictionary))])


def names(npz, terms):
    with open(npz + ".terms", "w", encoding="utf8") as out:
        out.writelines(term + "\n" for term in terms)


def clock():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime, time.time()


def report(begun):
    cpu, wall = clock()
    print("%.3f %.3f %d" % (cpu - begun[0], wall - begun[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def compare(ours, theirs, terms):
    import numpy
    import scipy.sparse
    a = scipy.sparse.load_npz(ours)
    b = scipy.sparse.load_npz(theirs)
    column = {line.rstrip("\n"): j for j, line in enumerate(open(theirs + ".terms", encoding="utf8"))}
    order = [column.pop(line.split("\t")[0]) for line in open(terms, encoding="utf8")]
    if column or a.shape != b.shape:
        sys.exit("not the same terms: %s" % list(column)[:5])
    print("%.1e" % abs(a - b[:, order]).max())


if __name__ == "__main__":
    if sys.argv[1] == "have":
        __import__(sys.argv[2])
    else:
        globals()[sys.argv[1]](*sys.argv[2:])

#!/bin/sh
# The array files that programs write are loaded by the programs they are meant for: NumPy, SciPy, scikit-learn. Weights are
# those of TfidfVectorizer, its limits and n-grams too, and of gensim.
set -eu
python=
for each in python3 /usr/bin/python3; do # the system's, which Debian's packages are for, may stand behind another
    [ "$python" ] || ! "$each" -c 'import scipy.io, sklearn.datasets' 2> /dev/null || python=$each
done
[ "$python" ] || { echo "skipped: no Python with SciPy and scikit-learn (Debian packages python3-scipy, python3-sklearn)"; exit 77; }
PATH=$VN_BUILD:$VN_BUILD/tests:$PATH
export LC_ALL=C.UTF-8
vntest-array npy > a.npy
vntest-array bytes > bytes.npy
vntest-array mtx > a.mtx
vntest-array symmetric > s.mtx
vntest-array zip > a.zip
vnsim --matrix -o npy -O sim.npy "$VN_SOURCE/corpus/news/the-thao"
vnsim --matrix -o mtx -O sim.mtx "$VN_SOURCE/corpus/news/the-thao"

# Words only, so that both count the same; a line in four is another label. Phrases end at the ends of lines there, here at
# those of sentences, of which each line is one.
vnseg -f -o lines "$VN_SOURCE/corpus/news" | tr ' ' '\n' | grep -v '[^[:alpha:]_]' | paste -sd ' ' | fold -s -w 600 | sed 's/ $//' > lines
awk '{ printf "{\"id\":\"%d\",\"words\":\"%s\",\"label\":\"%s\"}\n", NR, $0, NR % 4 ? "b" : "a" }' lines > records
printf '%s\n' và của là > stop
for form in npz npy mtx svmlight; do
    vntfidf -s none -o $form --label label --vocabulary $form.terms --rows $form.rows -O weights.$form records
done
vntfidf -s none -i words -o npz -j 2 lines | cmp - weights.npz
vntfidf -s none -i words -o npz --min-df 3 --max-df 0.4 -O limits.npz lines
vntfidf -s stop -i words -o npz --tf log --idf plain --min-df 0.1 --max-df 30 -O stop.npz lines
vntfidf -s none -i words -o npz -g 3 --min-df 2 --vocabulary phrases.terms -O phrases.npz lines
"$python" - << 'END'
import zipfile
import numpy, scipy.io, scipy.sparse, sklearn.datasets
from sklearn.feature_extraction.text import TfidfVectorizer

a = numpy.load("a.npy", mmap_mode="r")
assert a.shape == (2, 3) and a.tolist() == [[1, 0.5, -0.125], [1e-300, 0, 3]]
z = zipfile.ZipFile("a.zip")
assert z.testzip() is None and z.namelist() == ["nothing", "pieces"] and z.getinfo("pieces").file_size > 3000
assert numpy.load("bytes.npy").item() == b"csr"
m = scipy.io.mmread("a.mtx")
assert m.shape == (2, 2000000000) and list(zip(m.row, m.col, m.data)) == [(0, 1, 0.5), (1, 1999999999, -0.125)]
assert scipy.io.mmread("s.mtx").tolist() == [[1, 0.5], [0.5, 1]]
sim = numpy.load("sim.npy", mmap_mode="r")
assert (sim == sim.T).all() and (sim.diagonal() == 1).all() and sim.dtype == "float64"
assert abs(sim - scipy.io.mmread("sim.mtx")).max() < 6e-10 and sim.shape[0] > 5

lines = open("lines", encoding="utf8").read().split("\n")[:-1]
assert len(lines) > 100

def fit(**options):
    vectorizer = TfidfVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, **options)
    return vectorizer.fit_transform(lines), vectorizer

def terms(file):
    return [line.split("\t") for line in open(file, encoding="utf8").read().split("\n")[:-1]]

def check(file, wanted):
    got = scipy.sparse.load_npz(file)
    assert got.has_sorted_indices and got.shape == wanted.shape, (file, got.shape, wanted.shape)
    assert abs(got - wanted).max() <= 1e-12, file

wanted, vectorizer = fit()
check("weights.npz", wanted)
names = list(vectorizer.get_feature_names_out())
for form in "npz", "npy", "mtx", "svmlight":
    t = terms(form + ".terms")
    assert [x[0] for x in t] == names
    assert [int(x[1]) for x in t] == numpy.bincount(wanted.indices).tolist()
    assert numpy.allclose([float(x[2]) for x in t], vectorizer.idf_, rtol=1e-8, atol=0)
    r = terms(form + ".rows")
    assert r == [[str(n + 1), "1" if (n + 1) % 4 else "0", "b" if (n + 1) % 4 else "a"] for n in range(len(lines))]
dense = numpy.load("weights.npy", mmap_mode="r")
assert dense.shape == wanted.shape and abs(dense - wanted.toarray()).max() <= 1e-12
assert abs(scipy.io.mmread("weights.mtx").tocsr() - wanted).max() <= 1e-9
rows, labels = sklearn.datasets.load_svmlight_file("weights.svmlight", n_features=len(names))
assert abs(rows - wanted).max() <= 1e-9 and labels.tolist() == [float((n + 1) % 4 > 0) for n in range(len(lines))]

check("limits.npz", fit(min_df=3, max_df=0.4)[0])
check("stop.npz", fit(stop_words=["và", "của", "là"], sublinear_tf=True, smooth_idf=False, min_df=0.1, max_df=30)[0])
wanted, vectorizer = fit(ngram_range=(1, 3), min_df=2)
check("phrases.npz", wanted)
assert [x[0] for x in terms("phrases.terms")] == list(vectorizer.get_feature_names_out())
END

"$python" -c 'import gensim' 2> /dev/null || { echo "not compared with gensim, which is not installed"; exit 0; }
vntfidf -s none -i words -o npz --scheme gensim --vocabulary gensim.terms -O gensim.npz lines
"$python" - << 'END'
import scipy.sparse
from gensim.corpora import Dictionary
from gensim.models import TfidfModel
lines = [line.split() for line in open("lines", encoding="utf8")]
dictionary = Dictionary(lines)
model = TfidfModel(dictionary=dictionary)
terms = [line.split("\t")[0] for line in open("gensim.terms", encoding="utf8").read().split("\n")[:-1]]
got = scipy.sparse.load_npz("gensim.npz")
for n, line in enumerate(lines):
    wanted = {dictionary[i]: w for i, w in model[dictionary.doc2bow(line)]}
    row = {terms[j]: got[n, j] for j in got[n].indices}
    assert row.keys() == wanted.keys() and all(abs(row[t] - wanted[t]) <= 1e-12 for t in row), n
END

#!/bin/sh
# The array files that programs write are loaded by the programs they are meant for: NumPy, SciPy, scikit-learn.
set -eu
python=
for each in python3 /usr/bin/python3; do # the system's, which Debian's packages are for, may stand behind another
    [ "$python" ] || ! "$each" -c 'import scipy.io, sklearn.datasets' 2> /dev/null || python=$each
done
[ "$python" ] || { echo "skipped: no Python with SciPy and scikit-learn (Debian packages python3-scipy, python3-sklearn)"; exit 77; }
PATH=$VN_BUILD:$VN_BUILD/tests:$PATH
vntest-array npy > a.npy
vntest-array bytes > bytes.npy
vntest-array mtx > a.mtx
vntest-array symmetric > s.mtx
vnsim --matrix -o npy -O sim.npy "$VN_SOURCE/corpus/news/the-thao"
vnsim --matrix -o mtx -O sim.mtx "$VN_SOURCE/corpus/news/the-thao"
"$python" - << 'END'
import numpy, scipy.io
a = numpy.load("a.npy", mmap_mode="r")
assert a.shape == (2, 3) and a.tolist() == [[1, 0.5, -0.125], [1e-300, 0, 3]]
assert numpy.load("bytes.npy").item() == b"csr"
m = scipy.io.mmread("a.mtx")
assert m.shape == (2, 2000000000) and list(zip(m.row, m.col, m.data)) == [(0, 1, 0.5), (1, 1999999999, -0.125)]
assert scipy.io.mmread("s.mtx").tolist() == [[1, 0.5], [0.5, 1]]
sim = numpy.load("sim.npy", mmap_mode="r")
assert (sim == sim.T).all() and (sim.diagonal() == 1).all() and sim.dtype == "float64"
assert abs(sim - scipy.io.mmread("sim.mtx")).max() < 6e-10 and sim.shape[0] > 5
END

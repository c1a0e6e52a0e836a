#!/bin/sh
# k-means and silhouettes beside scikit-learn, one core: tests/bench/kmeans.sh [BUILD [MATRIX [MATRIX]]]
# k-means: k = 20, one run of at most 20 iterations, of the first matrix (else 50,000 synthetic documents), as a user has
# it, that is in latent dimensions with the time to find these, and the exact silhouette of the result by all terms.
# Iterations: 20 of Lloyd and nothing else, both programs from the same partition of the same rows, which neither settles:
# by all terms, and in 50 latent dimensions, which scikit-learn is given as a dense matrix; a twentieth of the time.
# Silhouette: ten clusters of the second matrix (else of 5,000 synthetic documents).
# User seconds, the least of three runs, ratio, and both results: silhouette and inertia, inertias, silhouettes. PYTHON: interpreter with scikit-learn.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
python=${PYTHON:-python3}
kernel=$bin/tests/kernel
if [ ! -x "$kernel" ]; then
    echo "skipped: no $kernel (ninja kernel)"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# matrix N FILE: FILE, or N synthetic documents.
matrix()
{
    if [ "$2" ]; then
        echo "$2"
    else
        "$python" "$here/tests/bench/zipf.py" "$1" "$work/$1.csr" >&2 && echo "$work/$1.csr"
    fi
}

# least COMMAND...: the least first column of three runs, and the last column.
least() { for run in 1 2 3; do "$@"; done | awk -F'\t' 'NF > 1 && (!n++ || $1 < t) { t = $1; r = $NF } END { print t "\t" r }'; }

# beside NAME COMMAND PEER MATRIX NUMBER [ITERATIONS]
beside()
{
    ours=$(least "$kernel" "$2" "$4" "$5")
    if theirs=$(least "$python" "$here/tests/bench/kernel_peers.py" "$3" "$4" "$5" 2> /dev/null) && [ "${theirs%%	*}" ]; then
        printf '%s\t%s\t%s\n' "$1" "$ours" "$theirs" | awk -F'\t' -v n="${6:-1}" '
            { printf "%s: %.4f s, scikit-learn %.4f s, %.1f times; results %s and %s\n", $1, $2 / n, $4 / n, $4 / $2, $3, $5 }'
    else
        printf '%s\t%s\n' "$1" "$ours" | awk -F'\t' -v n="${6:-1}" '{ printf "%s: %.4f s; skipped: scikit-learn\n", $1, $2 / n }'
    fi
}

big=$(matrix 50000 "${2-}")
beside 'k-means, k = 20' kmeans kmeans_sklearn "$big" 20
beside 'one iteration of it, all terms' lloyd lloyd_sklearn "$big" 20 20
"$kernel" latent "$big" 50 > "$work/latent.csr"
beside 'one iteration of it, 50 latent dimensions' lloyd lloyd_sklearn "$work/latent.csr" 20 20
small=$(matrix 5000 "${3-}")
beside 'silhouette of 10 clusters' silhouette silhouette_sklearn "$small" 10

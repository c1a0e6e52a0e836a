#!/bin/sh
# Ten nearest neighbours of every document, and all pairs above a threshold: tests/bench/neighbors.sh [BUILD [DOCUMENTS | MATRIX]]
# Beside scikit-learn, gensim and sparse_dot_topn on one core, in the same run, by each kind of processor that this one can be;
# then the threshold join by both ways and as the library chooses. DOCUMENTS (10000) synthetic ones of 280 terms (zipf.py), or a
# MATRIX that zipf.py or another wrote in its format. PYTHON is the interpreter, PEERS the peers that are run ("top_gensim").
# User seconds, the smallest of three for us, one run for a peer; checksums are the sums of all scores.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../../build}
what=${2:-10000}
python=${PYTHON:-python3}
cmake --build "$build" --target kernel > /dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -r "$what" ]; then
    matrix=$what
else
    matrix=$work/matrix
    "$python" "$here/zipf.py" "$what" "$matrix" || { echo "skipped: no numpy and scipy to make documents"; exit 0; }
fi

# ours COMMAND NUMBER THREADS WAY: seconds, wall, megabytes, checksum of the fastest of three; nothing if it cannot be here.
ours()
{
    way=$4
    [ "$way" != best ] || way=
    for i in 1 2 3; do
        "$build/tests/kernel" "$1" "$matrix" "$2" "$3" $way || return 0
    done | LC_ALL=C sort -n | head -n 1
}

for peer in ${PEERS-top_sparse_dot_topn top_sklearn top_gensim}; do
    if line=$("$python" "$here/kernel_peers.py" "$peer" "$matrix" 10); then
        printf '%s\t%s\n' "$peer" "$line" | tee -a "$work/peers"
    else
        echo "$peer: skipped"
    fi
done
touch "$work/peers"
for way in amx avx512 avx2 sse2 portable; do
    line=$(ours top 10 1 $way)
    [ -n "$line" ] || { echo "$way: skipped, not on this processor"; continue; }
    printf 'ours, %s\t%s' $way "$line"
    echo "$line" | awk -F'\t' 'NR == FNR { s = $1; next } { printf "\t%.1f x %s", $2 / s, $1 } END { print "" }' - "$work/peers"
done
one=$(ours top 10 1 best)
two=$(ours top 10 2 best)
printf '%s\n%s\n' "$one" "$two" | awk -F'\t' '{ w[NR] = $2 } END { printf "two threads: %.2f x one, by the clock\n", w[1] / w[2] }'
for t in 0.5 0.7 0.9; do
    printf 'cosine >= %s:' $t
    for way in amx avx2 portable join best; do
        line=$(ours join $t 1 $way)
        [ -z "$line" ] || echo "$line" | awk -F'\t' -v way=$way '{ printf "\t%s %.3f s", way, $1 }'
    done
    echo
done

#!/bin/sh
# The full matrix and indexes: tests/bench/matrix.sh [BUILD [DATA]]
# 10,000 synthetic documents of 280 terms: the dense matrix by the library and by scikit-learn, one core each: user seconds,
# wall seconds, megabytes beyond the documents, a checksum. Then the programs on real articles: a matrix of 20,000 on disk,
# shares of the work, an index of 100,000 and queries to it. DATA is ../shared/data; without it the first part is all there
# is, and without NumPy the second. BUILD must hold the target kernel.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
python=
for each in python3 /usr/bin/python3; do # Debian's packages are for the system's
    [ "$python" ] || ! "$each" -c 'import scipy' 2> /dev/null || python=$each
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH

if [ "$python" ] && [ -x "$bin/tests/kernel" ]; then
    "$python" "$here/tests/bench/zipf.py" 10000 "$work/z"
    for run in 1 2; do
        printf 'library\t'
        "$bin/tests/kernel" matrix "$work/z"
        printf 'scikit-learn\t'
        "$python" "$here/tests/bench/kernel_peers.py" matrix_sklearn "$work/z" || [ $? -eq 77 ]
    done
else
    echo "skipped: no SciPy, or no $bin/tests/kernel (build the target kernel)"
fi

if [ ! -r "$data/news/vietnews-40k.jsonl.gz" ] || [ ! -x /usr/bin/time ]; then
    echo "skipped: no $data/news/vietnews-40k.jsonl.gz, or no /usr/bin/time"
    exit 0
fi
step()
{
    name=$1
    shift
    /usr/bin/time -f "%U + %S s user and system	%e s	%M KB	$name" "$@"
}

# Fresh ids for three rounds of the articles: in all of them every word occurs, so that lists are as long as they would be.
vnseg -j 2 "$data/news/vietnews-40k.jsonl.gz" > "$work/words"
for round in 1 2 3; do
    awk -v r=$round '{ sub(/^."id": *"/, "{\"id\":\"" r "-"); print }' "$work/words"
done | head -n 100000 > "$work/100k"
head -n 20000 "$work/100k" | vntfidf > "$work/20k"
step "matrix of 20,000, npy" vnsim --matrix -o npy -O "$work/sim.npy" "$work/20k"
ls -l "$work/sim.npy" | awk '{ print $5, "bytes" }'
rm "$work/sim.npy"
step "10 neighbours of 20,000" vnsim -O "$work/wanted" "$work/20k"
for i in 1 2 3 4 5 6 7 8; do
    step "share $i of 8" vnsim --shard $i/8 -O "$work/share.$i" "$work/20k"
done
step "shares together" vnsim --merge -O "$work/merged" "$work"/share.*
cmp "$work/wanted" "$work/merged" && echo "the same bytes"
step "index of 100,000" vnsim --make-index -O "$work/vnx" "$work/100k"
ls -l "$work/vnx" | awk '{ print $5, "bytes" }'
head -n 1001 "$work/100k" | tail -n 1000 > "$work/queries"
head -n 1 "$work/queries" > "$work/query"
for run in 1 2 3; do
    step "open, one query" vnsim --index "$work/vnx" "$work/query" > "$work/answer"
done
step "open, 1,000 queries" vnsim --index "$work/vnx" "$work/queries" > "$work/answer"

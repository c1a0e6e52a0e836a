#!/bin/sh
# Near-duplicates: tests/bench/duplicates.sh [BUILD [DATA [COPIES]]]
# How well the groups of 5,565 real articles are found, in two halves of which the first was tuned on; MinHash beside
# datasketch on the same shingles (PYTHONPATH leads to it); then seconds and memory on 39,628 articles, and on COPIES (3) of
# each with words replaced. 25 make about a million, and need 3 GB for the input and 9 for temporary files.
# DATA is ../shared/data; without it there is nothing to measure.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
copies=${3:-3}
gold=$data/bench/neardup_real.jsonl.gz
if [ ! -r "$gold" ]; then
    echo "skipped: no $gold"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH
for each in python3 /usr/bin/python3; do # the system's may stand behind another
    command -v "$each" >/dev/null && "$each" -c 'import datasketch' 2>/dev/null && python=$each && break
done
helper="${python:-python3} $here/tests/bench/duplicates.py"

echo "pairwise precision and recall	first half	second half	all"
for how in "" "--exact" "--stream"; do
    vndup $how -o tsv "$gold" >"$work/groups"
    $helper score "vndup $how" "$gold" "$work/groups"
done
for how in "" "--exact"; do
    vndup $how --pairs "$gold" >"$work/pairs$how"
    $helper score "vndup $how --pairs" "$gold" "$work/pairs$how"
done
echo "pairs that --exact finds: $(wc -l <"$work/pairs--exact"), without it: $(wc -l <"$work/pairs")"

cmake --build "$bin" --target minhash >/dev/null
$helper pairs "$gold" >"$work/lines"
if [ "${python-}" ]; then
    $helper peer "$gold" "$work/lines" >"$work/peer"
    tail -n 1 "$work/peer"
else
    echo "skipped: no datasketch to compare with"
fi
echo "128 values	µs a document	error of estimates (of independent values)"
"$bin/tests/minhash" 128 "$work/lines" | tee "$work/ours" | awk -F'\t' '{ printf "vn_minhash\t%s\t%s (%s)\n", $1, $2, $3 }'
[ ! -s "$work/peer" ] || head -n 1 "$work/peer" | awk -F'\t' '{
    getline ours <"'"$work/ours"'"
    split(ours, o)
    printf "datasketch update_batch\t%s\t%s\t%.0f times\ndatasketch update\t%s\t\t%.0f times\n", $1, $3, $1 / o[1], $2, $2 / o[1]
}'

# step WHAT COMMAND...: its seconds and peak memory.
step()
{
    what=$1
    shift
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f "$what	%U s user	%e s	%M KB" "$@" 2>&1 >/dev/null
    else
        "$@" >/dev/null
    fi
}
news=$data/news/vietnews-40k.jsonl.gz
gzip -dc "$news" >"$work/news.jsonl"
$helper many "$news" "$copies" >"$work/many.jsonl"
for file in news many; do
    echo "$(wc -l <"$work/$file.jsonl") articles, $(($(wc -c <"$work/$file.jsonl") / 1000000)) MB"
    for how in "-o tsv" "-o tsv -j 2" "--unique" "--exact -o tsv" "--stream -o tsv"; do
        step "vndup $how" vndup $how "$work/$file.jsonl"
    done
done

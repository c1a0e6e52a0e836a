#!/bin/bash
# End to end: tests/bench/chain.sh [BUILD [DATA [ARTICLES...]]]
# A directory of articles through `vnseg -j 2 DIR | vntfidf | vnclust -k 20`, for 100,000 articles unless told otherwise:
# seconds and peak memory of each program, then wall seconds of the pipe. News files are repeated with fresh ids until
# there are enough. DATA is ../shared/data; without it there is nothing to measure.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- 100000
if [ ! -r "$data/news/vietnews-40k.jsonl.gz" ]; then
    echo "skipped: no $data/news/vietnews-40k.jsonl.gz"
    exit 0
fi
if [ ! -x /usr/bin/time ]; then
    echo "skipped: no /usr/bin/time"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH

# articles N: N lines of JSON, ids 0, 1, ...
articles()
{
    local left=$1
    while [ "$left" -gt 0 ]; do
        gzip -cd "$data"/news/vietnews-40k.jsonl.gz "$data"/news/recent-2022-2026.jsonl.gz \
                 "$data"/bench/topic10_2020_5000.jsonl.gz "$data"/bench/topic10_unc_2653.jsonl.gz
        left=$((left - 40000)) # no more than they hold
    done | awk -v n="$1" 'NR > n { exit } { print "{\"id\":\"" NR "\"" substr($0, index($0, ",")) }' || true
}

timed() { /usr/bin/time -o "$work/time.$1" -f "  %U + %S s	%M KB	$1" "$@"; }

for n; do
    rm -rf "$work/news"
    mkdir "$work/news"
    articles "$n" 2> "$work/broken-pipe" | split -l 10000 --additional-suffix=.jsonl - "$work/news/"
    echo "$(cat "$work"/news/* | wc -l) articles, $(du -sm "$work/news" | cut -f 1) MB"
    start=$EPOCHREALTIME
    timed vnseg -j 2 "$work/news" | timed vntfidf | timed vnclust -k 20 -O "$work/clusters"
    cat "$work"/time.*
    echo "  $(echo "$start $EPOCHREALTIME" | awk '{ printf "%.1f", $2 - $1 }') s from articles to clusters; $(wc -l < "$work/clusters") records"
done

#!/bin/sh
# Events, their number unknown: tests/bench/events.sh [BUILD [DATA [PEERS]]]
# B-cubed F of --method events with default options, beside average linkage at the threshold that an oracle picks, on our
# words and (PEERS, see peer.py) on VnCoreNLP's, both weighed by scikit-learn; the stream; then seconds and memory for a year
# of headlines and for about 100,000 articles: those of DATA and their copies without every third sentence.
# DATA is ../shared/data; without it there is nothing to measure. /usr/bin/python3 needs scikit-learn and fastcluster.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
peers=${3:-}
events=$data/bench/event_vnmds.jsonl.gz
if [ ! -r "$events" ]; then
    echo "skipped: no $events"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH

score() { vneval clust -f cluster "$1" - | awk -F'\t' '$1 == "bcubed_f" { printf "%.4f\n", $2 }'; }

clock()
{
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f "%U s user, %e s, %M KB" "$@"
    else
        "$@"
    fi
}

gzip -dc "$events" > "$work/events.jsonl"
printf 'vnclust --method events\t'
vnclust -m events -o tsv "$work/events.jsonl" | score "$work/events.jsonl"
vnseg "$work/events.jsonl" > "$work/words.jsonl"
if /usr/bin/python3 -c 'import sklearn, fastcluster' 2>/dev/null; then
    /usr/bin/python3 "$here/tests/bench/events.py" "$work/words.jsonl" "$peers"
else
    echo "skipped the oracles: no scikit-learn or no fastcluster"
fi
/usr/bin/python3 "$here/tests/bench/events.py" --by-date < "$work/events.jsonl" > "$work/dated.jsonl"
printf 'vnclust --method events --window 3\t'
vnclust -m events --window 3 -o tsv "$work/dated.jsonl" | score "$work/events.jsonl"

vntfidf --title-weight 3 -O "$work/headlines" "$data/news/headlines-2025-26.jsonl.gz"
printf 'headlines, %s: ' "$(wc -l < "$work/headlines")"
clock vnclust -m events -o tsv -O "$work/out" "$work/headlines" 2>&1
for f in "$data"/news/[rv]*.gz "$data"/bench/*.gz; do
    vnseg -j 2 "$f"
done > "$work/all"
/usr/bin/python3 "$here/tests/bench/events.py" --copies < "$work/all" | vntfidf --title-weight 3 -O "$work/weights"
printf 'articles, %s: ' "$(wc -l < "$work/weights")"
clock vnclust -m events -j 2 -o tsv -O "$work/out" "$work/weights" 2>&1

#!/bin/sh
# The whole chain on real articles: tests/bench/clusters.sh [BUILD [DATA]]
# 2,653 articles of ten topics: seconds and memory of each step, then how well ten clusters agree with the topics.
# 628 articles of 199 events: B-cubed F of average linkage at several thresholds (that the best is known is an oracle's).
# DATA is ../shared/data; without it there is nothing to measure.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
bench=${2:-$here/../shared/data}/bench
if [ ! -r "$bench/topic10_unc_2653.jsonl.gz" ]; then
    echo "skipped: no $bench/topic10_unc_2653.jsonl.gz"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH

# step COMMAND...: its seconds and peak memory.
step()
{
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f "%e s	%M KB	$1 $2 $3 $4" "$@"
    else
        "$@"
    fi
}

score() { vneval clust "$@" | awk -F'\t' '$1 ~ /^(nmi|ari|bcubed_f|clusters)$/ { s = s sprintf("%s %.3f\t", $1, $2) } END { print s }'; }

topics=$bench/topic10_unc_2653.jsonl.gz
step vnseg -j 1 -O "$work/words" "$topics"
step vntfidf -j 1 -O "$work/tfidf" "$work/words"
step vnsim --top 10 -O "$work/pairs" "$work/tfidf"
step vnclust -k 10 -O "$work/clusters" "$work/tfidf"
printf 'topics, k-means, k = 10\t'
score "$topics" "$work/clusters"
events=$bench/event_vnmds.jsonl.gz
for min in 0.25 0.3 0.35; do
    printf 'events, average linkage, --min %s\t' $min
    vnclust --method average --min $min -o tsv "$events" | score -f cluster "$events" -
done

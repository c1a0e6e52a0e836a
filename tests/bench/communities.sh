#!/bin/bash
# Communities: tests/bench/communities.sh [BUILD [DATA]]
# How well they agree with topics and events, without a number and with the right one, beside k-means that is told it; then the
# community step alone, seconds and modularity (means over seeds), beside leidenalg, igraph and networkx on the same graph.
# DATA is ../shared/data; without it there is nothing to measure.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
if [ ! -r "$data/bench/topic10_unc_2653.jsonl.gz" ]; then
    echo "skipped: no $data/bench/topic10_unc_2653.jsonl.gz"
    exit 0
fi
cmake --build "$bin" --target communities > /dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$bin:$PATH
python=
for each in python3 /usr/bin/python3; do # the system's, which Debian's packages are for, may stand behind another
    [ "$python" ] || ! "$each" -c 'import igraph' 2> /dev/null || python=$each
done
python=${python:-python3}

# measure SET FIELD OPTION...
measure()
{
    local set=$1 field=$2
    shift 2
    printf '%s\t%s\t' "$set" "$*"
    vnclust "$@" -o tsv "$work/$set" | vneval clust -f "$field" "$data/bench/$set.jsonl.gz" - |
        awk -F'\t' '$1 ~ /^(nmi|ari|bcubed_f|clusters)$/ { s = s sprintf("%s %.3f\t", $1, $2) } END { print s }'
}

# graph SET: its edges as the method counts them, by the square root of the cosine.
graph()
{
    vnclust -m leiden -j 2 -o graphml -O "$work/graphml" "$work/$1"
    sed -n 's/<edge source="n\([0-9]*\)" target="n\([0-9]*\)"><data key="weight">\([^<]*\).*/\1 \2 \3/p' "$work/graphml" |
        awk '{ printf "%d %d %.9g\n", $1, $2, sqrt($3) }' > "$work/list"
    echo "$(grep -c '<node' "$work/graphml") $(wc -l < "$work/list")" | cat - "$work/list" > "$work/edges"
}

means() { awk -v name="$1" '{ s += $1; q += $2; k += $3 } END { printf "  %-10s %8.2f s   modularity %.5f   %.1f communities\n", name, s / NR, q / NR, k / NR }'; }

# compare SET SEEDS PEER...
compare()
{
    local set=$1 seeds=$2
    shift 2
    graph "$set"
    echo "$set: $(head -n 1 "$work/edges") nodes and edges"
    "$bin/tests/communities" "$work/edges" "$seeds" | means ours
    for peer; do
        code=0
        "$python" "$here/tests/bench/communities.py" $peer "$work/edges" "$seeds" > "$work/peer" || code=$?
        case $code in
            0) means $peer < "$work/peer" ;;
            77) echo "  $peer: skipped, not installed" ;;
            *) echo "  $peer: failed" ;;
        esac
    done
}

for set in topic10_unc_2653 topic10_2020_5000; do
    vnseg "$data/bench/$set.jsonl.gz" | vntfidf -O "$work/$set"
    measure $set label -m leiden
    measure $set label -m leiden -k 10
    measure $set label -m kmeans -k 10
done
set=event_vnmds
vnseg "$data/bench/$set.jsonl.gz" | vntfidf -O "$work/$set"
measure $set cluster -m leiden
measure $set cluster -m leiden --neighbors 5 --resolution 30
for set in topic10_unc_2653 topic10_2020_5000; do
    compare $set 5 leidenalg igraph networkx
done
gzip -cd "$data"/news/vietnews-40k.jsonl.gz "$data"/news/recent-2022-2026.jsonl.gz "$data"/bench/topic10_2020_5000.jsonl.gz \
    "$data"/bench/topic10_unc_2653.jsonl.gz | vnseg -i jsonl -j 2 | vntfidf -O "$work/all"
compare all 2 leidenalg igraph # Louvain in Python would take an hour

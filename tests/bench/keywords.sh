#!/bin/sh
# F of each keyword method against the editors' tags of 632 articles: tests/bench/keywords.sh [BUILD [DATA]]
# Over all of them, the even lines and the odd ones. No half is held out: docs/keywords.md tells what tuning saw.
# DATA is ../shared/data; without it there is nothing to measure.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
articles=${2:-$here/../shared/data}/bench/keyphrase_dev.jsonl.gz
if [ ! -r "$articles" ]; then
    echo "skipped: no $articles"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -dc "$articles" >"$work/all"
awk 'NR % 2 == 0' "$work/all" >"$work/even"
awk 'NR % 2' "$work/all" >"$work/odd"

printf 'method\tarticles\tF@5\tF@10\tMAP\n'
for method in tfidf yake textrank rake; do
    for part in all even odd; do
        "$bin/vnkey" --method "$method" -n 15 -O "$work/keys" "$work/$part"
        "$bin/vneval" key "$work/$part" "$work/keys" |
            awk -F'\t' -v m="$method" -v p="$part" '{ v[$1] = 100 * $2 }
                END { printf "%s\t%s\t%.2f\t%.2f\t%.2f\n", m, p, v["f@5"], v["f@10"], v["map"] }'
    done
done

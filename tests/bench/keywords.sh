#!/bin/sh
# Keyword methods against the editors' tags of 632 articles: tests/bench/keywords.sh [BUILD [DATA]]
# As Markdown: F at 5, 10 and 15, MAP and nDCG@10 in percent over all tags, and articles a second on one core, for every
# method of vnkey from raw text, then for the packages that PYTHON (python3) has: yake, rake-nltk and multi-rake on raw text
# and on our words, TF-IDF of scikit-learn and MultipartiteRank by networkx on our words; these without the time to segment
# and to start. What is absent is skipped with a word. Speeds are of user time, the best of three turns.
# The model of rank has seen these tags: what it is worth is the row `rank, cross-validated`, by vntrain key --folds.
# DATA is ../shared/data; without it there is nothing to measure.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
articles=${2:-$here/../shared/data}/bench/keyphrase_dev.jsonl.gz
python=${PYTHON:-python3}
if [ ! -r "$articles" ]; then
    echo "skipped: no $articles"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gzip -dc "$articles" > "$work/all"
for copy in 1 2 3 4 5 6 7 8; do cat "$work/all"; done > "$work/many"
many=$(wc -l < "$work/many")
methods=$("$bin/vnkey" --help | sed -n '/^Methods:/,$ s/^  \([a-z]*\) .*/\1/p')

# row NAME SPEED: scores of $work/NAME.
row()
{
    "$bin/vneval" key "$work/all" "$work/$1" |
        awk -F'\t' -v name="$1" -v speed="$2" '{ v[$1] = 100 * $2 }
            END { printf "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %s |\n", name, v["f@5"], v["f@10"], v["f@15"], v["map"], v["ndcg@10"], speed }'
}

printf '| method | F@5 | F@10 | F@15 | MAP | nDCG@10 | articles/s |\n|---|---|---|---|---|---|---|\n'
if [ -x /usr/bin/time ]; then
    for turn in 1 2 3; do
        for method in $methods; do
            /usr/bin/time -a -o "$work/$method.time" -f %U "$bin/vnkey" -j 1 --method "$method" -n 15 -O /dev/null "$work/many"
        done
    done
else
    echo "skipped: speeds of vnkey (no /usr/bin/time)" >&2
fi
"$bin/vntrain" key -q --folds 5 --rounds 10 "$work/all" |
    awk -F'\t' '$2 == "all" { f5 += $6; f10 += $9; map += $10; n++ }
        END { printf "| rank, cross-validated | %.2f | %.2f | | %.2f | | |\n", 100 * f5 / n, 100 * f10 / n, 100 * map / n }'
for method in $methods; do
    "$bin/vnkey" --method "$method" -n 15 -O "$work/$method" "$work/all"
    speed=
    if [ -r "$work/$method.time" ]; then
        speed=$(sort -n "$work/$method.time" | awk -v n="$many" 'NR == 1 { printf "%.0f", n / $1 }')
    fi
    row "$method" "$speed"
done

"$bin/vnseg" -O "$work/words" "$work/all"
for peer in yake yake-words rake-nltk rake-nltk-words multi-rake multi-rake-words tfidf multipartite; do
    if ! "$python" "$here/tests/bench/keywords_peers.py" have $peer 2> "$work/why"; then
        echo "skipped: $peer ($(tail -n 1 "$work/why"))" >&2
        continue
    fi
    speed=$("$python" "$here/tests/bench/keywords_peers.py" $peer "$work/words" "$here/corpus/stopwords.txt" "$work/peer $peer" 2> "$work/why") &&
        row "peer $peer" "$speed" || echo "skipped: $peer ($(tail -n 1 "$work/why"))" >&2
done

#!/bin/sh
# Keyword methods against the editors' tags of 632 articles: tests/bench/keywords.sh [BUILD [DATA]]
# As Markdown, in percent: F at 5, 10 and 15, MAP and nDCG@10 over all tags, the recall of all that a method proposes; of the
# first ten terms those that cut a word in two, that stand in another of the ten, that are stop words and the like; articles
# a second on one core, for every method of vnkey from raw text. What `rank` learnt from these articles does not count: it
# is scored a fifth of them at a time, by what the others teach.
# Then the packages that PYTHON (python3) has: yake, rake-nltk and multi-rake on raw text and on our words, TF-IDF of
# scikit-learn and MultipartiteRank by networkx on our words; they give fifteen, and their speed is without the time to
# segment and to start. What is absent is skipped with a word.
# At the end by how much the default leads every other method, from where to where that lies (paired bootstrap), and p.
# Speeds are of user time, the best of three turns. DATA is ../shared/data; without it there is nothing to measure.
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
peers='yake yake-words rake-nltk rake-nltk-words multi-rake multi-rake-words tfidf-words multipartite-words'
measured=

# row NAME SPEED: scores of $work/NAME.
row()
{
    "$bin/vneval" key "$work/words" "$work/$1" |
        awk -F'\t' -v name="$1" -v speed="$2" '{ v[$1] = 100 * $2 }
            END { printf "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f | %s |\n", name, v["f@5"],
                         v["f@10"], v["f@15"], v["map"], v["ndcg@10"], v["r@all"], v["cut@10"], v["nested@10"], v["stop@10"],
                         speed }'
    measured="$measured $1"
}

# The keywords of `rank`: a fifth of the articles at a time, by what was learnt from the others.
learnt()
{
    for fold in 0 1 2 3 4; do
        awk -v fold=$fold 'NR % 5 != fold' "$work/all" > "$work/others"
        awk -v fold=$fold 'NR % 5 == fold' "$work/all" > "$work/fold"
        "$bin/vntrain" key -q -O "$work/model" "$work/others"
        "$bin/vnkey" --keyword-model "$work/model" -n 100000 "$work/fold"
    done > "$work/rank"
}

if [ -x /usr/bin/time ]; then
    for turn in 1 2 3; do
        for method in $methods; do
            /usr/bin/time -a -o "$work/$method.time" -f %U "$bin/vnkey" -j 1 --method "$method" -n 15 -O /dev/null "$work/many"
        done
    done
else
    echo "skipped: speeds of vnkey (no /usr/bin/time)" >&2
fi
"$bin/vnseg" -O "$work/words" "$work/all"
printf '| method | F@5 | F@10 | F@15 | MAP | nDCG@10 | recall | cut | nested | stop | articles/s |\n'
printf '|---|---|---|---|---|---|---|---|---|---|---|\n'
for method in $methods; do
    if [ "$method" = rank ]; then
        learnt
    else
        "$bin/vnkey" --method "$method" -n 100000 -O "$work/$method" "$work/all"
    fi
    speed=
    if [ -r "$work/$method.time" ]; then
        speed=$(sort -n "$work/$method.time" | awk -v n="$many" 'NR == 1 { printf "%.0f", n / $1 }')
    fi
    row "$method" "$speed"
done

for peer in $peers; do
    if speed=$("$python" "$here/tests/bench/keywords_peers.py" "$peer" "$work/words" "$here/corpus/stopwords.txt" \
            "$work/peer:$peer" 2> "$work/why"); then
        row "peer:$peer" "$speed"
    else
        echo "skipped: $peer ($(tail -n 1 "$work/why"))" >&2
    fi
done

default=${methods%%[!a-z]*}
printf '\n| %s leads | by F@5 | 95%% | p | by F@10 | 95%% | p |\n|---|---|---|---|---|---|---|\n' "$default"
for other in $measured; do
    if [ "$other" != "$default" ]; then
        "$bin/vneval" key "$work/words" "$work/$default" "$work/$other" | awk -F'\t' -v other="$other" '
            $1 == "f@5" || $1 == "f@10" { cells = cells sprintf(" %.2f | %.2f to %.2f | %.2g |", 100 * $4, 100 * $5, 100 * $6, $7) }
            END { print "| " other " |" cells }'
    fi
done

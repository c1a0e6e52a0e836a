#!/bin/sh
# Do ten clusters agree with ten topics of editors? tests/bench/topics.sh [BUILD [DATA [WORDS]]]
# For each of two sets, as Markdown: NMI and ARI of one run of `vnclust -k 10` with default options (and the mean of seeds 0
# to 4), and of scikit-learn's KMeans with n_init = 10, TF-IDF, min_df = 3 and sublinear_tf, on the words of VnCoreNLP and on
# ours (means of five seeds); then the number of clusters that vnclust chooses itself.
# DATA is ../shared/data. PEERS: folder of VnCoreNLP, see peer.py; its words take minutes and are kept in the folder WORDS
# when that is given. The interpreter PYTHON (python3) needs scikit-learn.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
bench=${2:-$here/../shared/data}/bench
python=${PYTHON:-python3}
if [ ! -r "$bench/topic10_unc_2653.jsonl.gz" ]; then
    echo "skipped: no $bench/topic10_unc_2653.jsonl.gz"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
words=${3:-$work}
PATH=$bin:$PATH

# ours SET: the row of vnclust, and $work/chosen.
ours()
{
    for seed in 0 1 2 3 4; do
        vnclust -k 10 --seed $seed -o tsv "$work/tfidf" | vneval clust "$bench/$1.jsonl.gz" - |
            awk -F'\t' '$1 == "nmi" || $1 == "ari"' > "$work/$seed"
    done
    awk -F'\t' 'FILENAME ~ /0$/ { one[$1] = $2 } { sum[$1] += $2 / 5 }
        END { printf "**vnclust**, one run | %.3f / %.3f\n", one["nmi"], one["ari"]
              printf "**vnclust**, mean of five | %.3f / %.3f\n", sum["nmi"], sum["ari"] }' "$work"/[0-4]
}

# lines SET: its text, a document a line.
lines()
{
    "$python" -c 'import gzip, json, sys
for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
    d = json.loads(line)
    print(" ".join(((d.get("title") or "") + " . " + d["text"]).split()))' "$bench/$1.jsonl.gz"
}

# vncorenlp SET: its words into the folder of words, a document a line; fails when it is not installed.
vncorenlp()
{
    [ -s "$words/$1.vncorenlp" ] && return
    [ "${PEERS-}" ] || return 1
    lines "$1" | "$PEERS/py/bin/python" "$here/tests/bench/peer.py" vncorenlp "$PEERS" --as-is > "$work/words" || return 1
    mv "$work/words" "$words/$1.vncorenlp"
}

for set in topic10_unc_2653 topic10_2020_5000; do
    vnseg "$bench/$set.jsonl.gz" > "$work/records"
    vntfidf "$work/records" > "$work/tfidf"
    printf '%s\n\n| k = 10 | NMI / ARI |\n|---|---|\n' "$set"
    ours $set | sed 's/^/| /; s/$/ |/'
    if ! "$python" -c 'import sklearn' 2> /dev/null; then
        echo "skipped: KMeans (no scikit-learn)" >&2
    else
        if vncorenlp $set; then
            "$python" "$here/tests/bench/topics_peer.py" "VnCoreNLP words" "$bench/$set.jsonl.gz" "$words/$set.vncorenlp"
        else
            echo "skipped: VnCoreNLP words (PEERS names no folder with it)" >&2
        fi
        "$python" -c 'import json, sys
for line in sys.stdin:
    d = json.loads(line)
    print((d.get("title_words", "") + " " + d["words"]).replace("\n", " "))' < "$work/records" > "$work/ours"
        "$python" "$here/tests/bench/topics_peer.py" "our words" "$bench/$set.jsonl.gz" "$work/ours"
    fi
    printf '\nchosen by itself: %s clusters\n\n' \
        "$(vnclust --curve "$work/tfidf" | sort -t "$(printf '\t')" -k 2,2gr | head -n 1 | cut -f 1)"
done

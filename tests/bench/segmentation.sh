#!/bin/bash
# Accuracy and speed of vnseg: tests/bench/segmentation.sh [BUILD [DATA]]
# Accuracy on corpus/segmentation (every fourth line, which the model has not seen) and, where DATA (../shared/data) is
# there, on vtb-dev as raw text and in the spellings that break other segmenters. Speed on one core, in turn with wc -w
# and uconv, three rounds, best of each.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
data=${2:-$here/../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8

# Gold words as a newspaper prints them: marks at their words, no joints.
raw()
{
    sed -E 's/__/\x01/g; s/_/ /g; s/\x01/_/g; s/ ([.,;:!?%)”…])/\1/g; s/ ([.,;:!?%)”…])/\1/g; s/([(“]) /\1/g' |
        awk -F'"' '{ line = $1
                     for (i = 2; i <= NF; i++) {
                         part = $i
                         if (i % 2 == 0) { sub(/^ /, "", part) } else { sub(/ $/, "", line) }
                         line = line "\"" part
                     }
                     print line }'
}

# row NAME GOLD WORDS: precision, recall, F1.
row()
{
    "$bin/vneval" seg "$2" "$3" | awk -F'\t' -v name="$1" 'NR <= 3 { s = s sprintf("\t%.2f", 100 * $2) } END { print name s }'
}

# score NAME GOLD: rows of vnseg and of the peers that are installed (PYTHON: the interpreter that has them).
score()
{
    raw < "$2" > raw.txt
    "$bin/vnseg" -i lines -o lines raw.txt > words.txt
    row "$1" "$2" words.txt
    for peer in pyvi underthesea; do
        if "${PYTHON:-python3}" "$here/tests/bench/peer.py" $peer < raw.txt > peer.txt 2> /dev/null; then
            row "    $peer" "$2" peer.txt
        fi
    done
}

printf 'words\tP\tR\tF1\n'
awk 'NR % 4 == 0' "$here/corpus/segmentation/news.seg" > held.seg
score 'our gold, unseen quarter' held.seg
if [ ! -r "$data/segmentation/vtb-dev.seg" ]; then
    echo "skipped: no $data/segmentation/vtb-dev.seg"
    exit 0
fi
sed 's/LBKT/(/g; s/RBKT/)/g' "$data/segmentation/vtb-dev.seg" > dev.seg
score 'vtb-dev' dev.seg
if command -v uconv > /dev/null; then
    uconv -f utf-8 -t utf-8 -x nfd dev.seg > nfd.seg
    score 'vtb-dev, NFD' nfd.seg
    uconv -f utf-8 -t utf-8 -x upper dev.seg > upper.seg
    score 'vtb-dev, ALL CAPS' upper.seg
    uconv -f utf-8 -t utf-8 -x lower dev.seg > lower.seg
    score 'vtb-dev, lower case' lower.seg
    sed -E 's/(^|[^q])òa\b/\1oà/g; s/óa\b/oá/g; s/ỏa\b/oả/g; s/õa\b/oã/g; s/ọa\b/oạ/g; s/òe\b/oè/g; s/óe\b/oé/g; s/ỏe\b/oẻ/g;
        s/úy\b/uý/g; s/ùy\b/uỳ/g; s/ủy\b/uỷ/g; s/ũy\b/uỹ/g; s/ụy\b/uỵ/g' dev.seg > tone.seg
    score 'vtb-dev, new tone place' tone.seg
else
    echo "skipped: NFD, capitals, lower case, tone place (no uconv: Debian package icu-devtools)"
fi

# News text, a line an article.
if [ -r "$data/news/vietnews-40k.jsonl.gz" ]; then
    { zcat "$data/news/vietnews-40k.jsonl.gz" || true; } 2> /dev/null | head -n 20000 | "$bin/vnview" -o lines -f text > news.txt
    bytes=$(stat -c %s news.txt)
    best()
    {
        local start end
        start=$(date +%s%N)
        "$@" < news.txt > /dev/null
        end=$(date +%s%N)
        echo $(((end - start) / 1000))
    }
    for round in 1 2 3; do
        best "$bin/vnseg" -i lines -o lines >> t.vnseg
        best "$bin/vnseg" -j 2 -i lines -o lines >> t.vnseg2
        best wc -w >> t.wc
        if command -v uconv > /dev/null; then best uconv -f utf-8 -t utf-8 -x nfc >> t.uconv; fi
    done
    printf 'speed\tMB/s\tvnseg is so many times as fast\n'
    base=$(sort -n t.vnseg | head -n 1)
    for name in vnseg vnseg2 wc uconv; do
        [ -r t.$name ] || continue
        sort -n t.$name | head -n 1 | awk -v n=$name -v b="$bytes" -v v="$base" '{ printf "%s\t%.1f\t%.2f\n", n, b / $1, $1 / v }'
    done
else
    echo "skipped: speed (no $data/news)"
fi

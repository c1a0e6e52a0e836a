#!/bin/bash
# How much the confidences of vnseg mean: tests/bench/confidence.sh [BUILD [DATA]]
# Words and sentences of vtb-dev (DATA, ../shared/data), as raw text, by confidence: how many are right; then which share of the
# wrong words a person finds who looks at the least certain ones. Without DATA: the quarter of corpus/segmentation that the model
# has not seen.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=$(cd "${1:-$here/build}" && pwd)
gold=${2:-$here/../shared/data}/segmentation/vtb-dev.seg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8

if [ -r "$gold" ]; then
    sed 's/LBKT/(/g; s/RBKT/)/g' "$gold" > gold.seg
else
    echo "no $gold: every fourth line of corpus/segmentation/news.seg"
    awk 'NR % 4 == 0' "$here/corpus/segmentation/news.seg" > gold.seg
fi
"$here/tests/bench/raw.sh" < gold.seg > raw.txt
"$bin/vnseg" -i lines -o tsv --confidence raw.txt > words.tsv
"$bin/vnseg" -i lines -o sentences --confidence raw.txt | cut -f 1 > sentences.txt

# Where words begin and end, counted in bytes that are not white space: right or wrong for each word and sentence.
LC_ALL=C awk -F '\t' '
    function size(word) { gsub(/__/, "\001", word); gsub(/_/, "", word); return length(word) }
    FILENAME == "gold.seg" {
        n = split($0, word, " ")
        at = 0
        for (i = 1; i <= n; i++) { size_i = size(word[i]); gold[FNR, at, at + size_i] = 1; at += size_i }
        next
    }
    FILENAME == "sentences.txt" { sentence[FNR] = $1; next }
    {
        line = $1; sub(/.*:/, "", line)
        if (line != last) { at = 0; last = line }
        if ($1 FS $3 != key) { if (s) print "s\t" sentence[s] "\t" whole; s++; whole = 1; key = $1 FS $3 }
        end = at + size($6)
        right = (line, at, end) in gold
        whole = whole && right
        at = end
        print "w\t" $7 "\t" right
    }
    END { print "s\t" sentence[s] "\t" whole }' gold.seg sentences.txt words.tsv > judged.tsv

# table KIND EDGE...: a row for each range.
table()
{
    kind=$1
    shift
    awk -F '\t' -v kind="$kind" -v edges="$*" '
        BEGIN { m = split(edges, edge, " ") }
        $1 == kind {
            for (b = 1; b < m - 1 && $2 >= edge[b + 1]; b++) ;
            n[b]++; sum[b] += $2; right[b] += $3; all++
        }
        END {
            for (b = 1; b < m; b++)
                if (n[b])
                    printf "%.2f-%.2f\t%d\t%.1f\t%.1f\t%.1f\n", edge[b], edge[b + 1], n[b], 100 * n[b] / all, 100 * sum[b] / n[b], 100 * right[b] / n[b]
        }' judged.tsv
}
printf 'word confidence\twords\tshare %%\tmean %%\tright %%\n'
table w 0 0.5 0.6 0.7 0.8 0.9 0.95 0.99 1
table w 0 0.9 1
printf 'sentence confidence\tsentences\tshare %%\tmean %%\tright %%\n'
table s 0 0.1 0.25 0.5 0.75 0.9 1
awk -F '\t' '$1 == "w"' judged.tsv | sort -t "$(printf '\t')" -k 2,2n -k 3,3n | awk -F '\t' '
    { wrong[NR] = wrong[NR - 1] + !$3 }
    END {
        print "least certain words\twrong words among them"
        split("1 2 5 10 20", percent, " ")
        for (i = 1; i <= 5; i++) printf "%d %%\t%.1f %%\n", percent[i], 100 * wrong[int(NR * percent[i] / 100)] / wrong[NR]
    }'

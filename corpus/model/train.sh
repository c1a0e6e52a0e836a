#!/bin/sh
# Trains corpus/model/vntext.model: train.sh DATA VOTED, where DATA holds the folders that README.md names, and VOTED is what
# label.sh made of the news. Takes a minute and 1.5 GB of memory; VNTRAIN may name another vntrain than build/vntrain.
set -eu
data=${1:?usage: corpus/model/train.sh DATA VOTED}
voted=${2:?usage: corpus/model/train.sh DATA VOTED}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in vtb-train vtb-extra; do # the treebank writes brackets as words
    sed 's/LBKT/(/g; s/RBKT/)/g' "$data/segmentation/$name.seg" >"$work/$name.seg"
done
awk 'NR % 4' "$here/../segmentation/news.seg" >"$work/news-train.seg" # every fourth line is kept for testing
"${VNTRAIN:-$here/../../build/vntrain}" -q -e 3 --gold-weight 30 --max-bytes 8000000 -O "$here/vntext.model" \
    -w "$data/lexicon/viet74k.txt.gz" -g "$work/vtb-extra.seg" -g "$work/vtb-train.seg" -g "$work/news-train.seg" \
    "$voted" "$data/segmentation/silver-voted.seg.gz" "$data/segmentation/silver-agreed.seg.gz"

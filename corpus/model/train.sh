#!/bin/sh
# Trains corpus/model/vntext.model: train.sh DATA, where DATA holds the files that README.md names.
# Takes a minute and 0.6 GB of memory; VNTRAIN may name another vntrain than build/vntrain.
set -eu
data=${1:?usage: corpus/model/train.sh DATA}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in vtb-train vtb-extra vtb-dev; do # the treebank writes brackets as words
    sed 's/LBKT/(/g; s/RBKT/)/g' "$data/$name.seg" >"$work/$name.seg"
done
awk 'NR % 4' "$here/../segmentation/news.seg" >"$work/news-train.seg" # every fourth line is kept for testing
"${VNTRAIN:-$here/../../build/vntrain}" -O "$here/vntext.model" -d "$work/vtb-dev.seg" \
    -g "$work/vtb-extra.seg" -g "$work/vtb-train.seg" -g "$work/news-train.seg" \
    "$data/silver-voted.seg.gz" "$data/silver-agreed.seg.gz"

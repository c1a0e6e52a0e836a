#!/bin/sh
# What vnclust writes for other programs is read by them: the linkage matrix by scipy, whose cut gives our clusters; the tree by
# a strict parser of Newick (and Biopython, when there); the graph by an XML parser (and networkx and igraph, when there).
set -eu
[ -x "$VN_BUILD/vnclust" ] || { echo "no vnclust yet"; exit 77; }
python=
for each in python3 /usr/bin/python3; do # the system's, which Debian's packages are for, may stand behind another
    [ "$python" ] || ! "$each" -c 'import scipy' 2> /dev/null || python=$each
done
[ "$python" ] || { echo "skipped: no Python with SciPy (Debian package python3-scipy)"; exit 77; }
PATH=$VN_BUILD:$PATH
{
    find "$VN_SOURCE/corpus/news" -name '*.txt' | LC_ALL=C sort -r | xargs vnseg -i text | vntfidf
    cat "$VN_SOURCE/tests/cli/vnclust/odd.jsonl"
} > a.jsonl
for n in 1 4; do tail -n "$n" a.jsonl > "$n.jsonl"; done
cp a.jsonl all.jsonl
for set in 1 4 all; do
    vnclust -m average -o npy --ids $set.ids $set.jsonl > $set.npy
    vnclust -m average -o linkage $set.jsonl > $set.linkage
    vnclust -m average -o newick $set.jsonl > $set.newick
    vnclust -m average -k 7 -o tsv $set.jsonl > $set.tsv
    vnclust -m leiden -o graphml $set.jsonl > $set.graphml
    vnclust -m leiden -o tsv $set.jsonl > $set.leiden
done
"$python" "$VN_SOURCE/tests/checks/trees.py" 1 4 all

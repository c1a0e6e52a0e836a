# Neighbours and pairs, and why; a document without id is named by its place, one without terms has no neighbours.
cp "$SRC/tests/cli/vnsim/articles.jsonl" a.jsonl
vnsim --top 2 a.jsonl
echo "pairs of at least 0.5:"
vnsim --min 0.5 --why --terms 2 a.jsonl
echo "neighbours of at least 0.9:"
vnsim --top 3 --min 0.9 <a.jsonl
echo "identical:"
vnsim --min 1 a.jsonl

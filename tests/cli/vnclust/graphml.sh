# The graph of nearest neighbours, whatever is in ids and titles; with the clusters of any method.
cp "$SRC/tests/cli/vnclust/odd.jsonl" a.jsonl
vnclust -k 2 -o graphml a.jsonl
vnclust -m leiden --neighbors 1 -o graphml a.jsonl >leiden.graphml
vnclust -m average -k 2 --neighbors 1 -o graphml a.jsonl >average.graphml
grep -c '<edge' leiden.graphml average.graphml
printf 'mưa lũ' >"$(printf 'name\377.txt')"
vnclust -o graphml name*.txt | sed -n '/<node/p'
vnclust -o graphml </dev/null | tail -n 3
vnclust --summary -o graphml a.jsonl

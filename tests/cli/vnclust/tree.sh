# The hierarchy as a tree and as scipy's matrix, and the ids of its rows; flat methods say what to do.
cp "$SRC/tests/cli/vnclust/odd.jsonl" a.jsonl
vnclust -m average -o newick a.jsonl
vnclust -m average -o linkage --ids ids.txt a.jsonl
vnclust -m complete -o linkage a.jsonl
vnclust -m ward -o linkage a.jsonl
cat ids.txt
vnclust -m average -o npy a.jsonl | od -A d -t x1 -w8
for n in 0 1 2; do
    head -n $n a.jsonl | vnclust -m average -o newick
    head -n $n a.jsonl | vnclust -m average -o linkage
done
echo '{"id":"a","tfidf":{}}' >one.jsonl
cat one.jsonl one.jsonl one.jsonl | vnclust -m average -o linkage
# Another order of the input numbers the documents anew, and changes nothing else.
vnclust -m average -o newick a.jsonl >tree
sort -r a.jsonl | vnclust -m average -o newick | cmp - tree && echo same
sort -r a.jsonl | vnclust -m average -o linkage
try() { vnclust "$@"; echo "code $?"; }
try -o newick a.jsonl
try -m leiden -o linkage a.jsonl
try -m average -o npy -k 3 a.jsonl
try -m average -o newick --min 0.5 a.jsonl
try -m average -o newick --summary a.jsonl
try -m average -o linkage --curve a.jsonl
try -o tsv --ids ids.txt a.jsonl
try -m average -o newick --ids missing/ids.txt one.jsonl

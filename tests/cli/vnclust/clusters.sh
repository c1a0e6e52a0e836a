# Records and TSV, both methods; the document without terms is the last cluster.
cp "$SRC/tests/cli/vnclust/articles.jsonl" a.jsonl
vnclust -k 3 a.jsonl
for method in kmeans bisect average complete ward leiden; do
    echo "$method:"
    vnclust -m $method -k 3 -o tsv a.jsonl
done
echo "in two dimensions, by all terms:"
vnclust -k 3 --dimensions 2 -o tsv a.jsonl
vnclust -k 3 --dimensions 0 -o tsv a.jsonl
echo "communities:"
vnclust -m leiden -o tsv a.jsonl
vnclust -m leiden --neighbors 2 --resolution 3 -o tsv a.jsonl
vnclust -m leiden --curve a.jsonl
echo "by similarity:"
vnclust -m average --min 0.9 -o tsv a.jsonl
vnclust -m events -o tsv a.jsonl
vnclust -m events --min 0.9 -o tsv a.jsonl
printf '\t100\tvndf1\t0000000000000000\ngiá\t100\nmưa\t1\nxăng\t100\n' >a.df
vnclust -m events --min 0.8 --df a.df -o tsv a.jsonl
vnclust -m events --min 0.8 --df none -o tsv a.jsonl
echo "silhouettes:"
vnclust --curve --max 6 a.jsonl
vnclust -m average --curve --max 6 a.jsonl
vnclust </dev/null && echo nothing

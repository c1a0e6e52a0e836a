# Places of documents in the plane: the same for any order of the input and number of threads; no terms, no place but 0.
cp "$SRC/tests/cli/vnclust/articles.jsonl" a.jsonl
vnclust -k 3 -o map a.jsonl
grep '"id"' a.jsonl >b.jsonl
vnclust -k 3 -o map b.jsonl | LC_ALL=C sort >wanted
sort -r b.jsonl | vnclust -k 3 -j 2 -o map | LC_ALL=C sort | cmp - wanted && echo same
vnclust -o map </dev/null && echo nothing
vnclust -o map --summary a.jsonl

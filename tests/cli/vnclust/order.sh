# Threads and the order of the input change no cluster.
grep '"id"' "$SRC/tests/cli/vnclust/articles.jsonl" >a.jsonl
sort -r a.jsonl >b.jsonl
for options in "-k 3" "--max 6" "-m average" "-m average --min 0.3" "-m leiden" "-m leiden -k 4 --neighbors 3" "-k 2 --seed 7 --restarts 3"; do
    vnclust $options -o tsv a.jsonl | sort >wanted
    vnclust $options -o tsv b.jsonl | sort | cmp - wanted && echo same
    vnclust $options -o tsv -j 2 b.jsonl | sort | cmp - wanted && echo same
done
vnclust -k 3 --summary --stopwords /dev/null a.jsonl >wanted
vnclust -k 3 --summary --stopwords /dev/null -j 2 b.jsonl | cmp - wanted && echo same

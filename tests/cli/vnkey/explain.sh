# The shares of a score add up to it; of features that a term lacks there is none. Only what is asked for is there.
K=$SRC/tests/data/keyword
head -n 1 $K/cli.jsonl | vnkey -n 2 -o tsv --explain --df $K/cli-df.tsv --stopwords $K/cli-stop.txt >rows
cut -f 2 rows
cut -f 4 rows | tr ' ' '\n' | grep -c '=0$'
awk -F'\t' '{ n = split($4, share, " "); sum = 0
    for (i = 1; i <= n; i++) { sub(/.*=/, "", share[i]); sum += share[i] }
    print (n > 20), (sum - $3 < 1e-6 && $3 - sum < 1e-6 ? "adds up" : "does not add up: " sum) }' rows
head -n 1 $K/cli.jsonl | vnkey -n 2 --explain --df $K/cli-df.tsv | grep -c '"shares":{"count":'
head -n 1 $K/cli.jsonl | vnkey -n 2 --df $K/cli-df.tsv | grep -c shares || echo "none unasked"

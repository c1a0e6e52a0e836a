# Each method on words that are given, with a table and a stop list of the test's own.
K=$SRC/tests/data/keyword
for method in rank tfidf kpminer yake first multipartite topicrank positionrank singlerank textrank rake; do
    vnkey --method $method -n 5 --counts --df $K/cli-df.tsv --stopwords $K/cli-stop.txt -o tsv $K/cli.jsonl
    echo "$method: $?"
done

# Other fields pass byte for byte, an old `keywords` is replaced in its place; offsets are bytes of title and text.
K=$SRC/tests/data/keyword
head -n 2 $K/cli.jsonl | vnkey -n 3 --offsets --counts --df $K/cli-df.tsv --stopwords $K/cli-stop.txt
echo "code $?"
head -n 2 $K/cli.jsonl | vnkey -n 3 -o tsv --offsets --counts --df $K/cli-df.tsv --stopwords $K/cli-stop.txt
echo "code $?"

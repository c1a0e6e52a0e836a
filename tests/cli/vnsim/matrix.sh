# The matrix in its three formats: input order, ids quoted in CSV where they need it.
cp "$SRC/tests/cli/vnsim/articles.jsonl" a.jsonl
for format in tsv csv mtx; do
    vnsim --matrix -o $format a.jsonl
done
vnsim --matrix -o csv </dev/null

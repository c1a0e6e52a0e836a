# The matrix in its formats: input order, ids quoted in CSV where they need it.
cp "$SRC/tests/cli/vnsim/articles.jsonl" a.jsonl
for format in tsv csv mtx; do
    vnsim --matrix -o $format a.jsonl
done
vnsim --matrix -o csv </dev/null
echo "NumPy: the head, then the numbers of the table with all their digits:"
vnsim --matrix -o npy -O a.npy a.jsonl
head -c 128 a.npy | tail -c 118 | tr -s ' '
tail -c +129 a.npy | od -A n -v -t f8 -w64 | awk '{ for (i = 1; i <= NF; i++) printf "%.9g%s", $i, i < NF ? "\t" : "\n" }' >numbers
vnsim --matrix a.jsonl | tail -n +2 | cut -f 2- | cmp - numbers && echo same
tail -c +129 a.npy | od -A n -t f8 -N 32
vnsim --matrix -o npy </dev/null | head -c 128 | tail -c 118 | tr -s ' '
echo "what spreadsheets would take for a formula:"
printf '{"id":"%s","tfidf":{"x":1}}\n' '=1+2' '+84' -5 @b 'a=b' '=\"x\",y' 'a;=1' ＝1 '\ta' ' =1' >formula.jsonl
vnsim --matrix -o csv formula.jsonl
vnsim --matrix formula.jsonl | head -n 1
echo "full disk:"
for format in csv npy; do
    vnsim --matrix -o $format a.jsonl >/dev/full
    echo "code $?"
done

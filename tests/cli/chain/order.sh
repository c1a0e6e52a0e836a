# The order of the files changes no row: the same cluster for each id, the same pairs and scores.
find $SRC/corpus/news -type f | sort >files
sort -r files >reversed
awk 'NR % 2' files >mixed && awk 'NR % 2 == 0' files >>mixed
orders() {
    "$@" $(cat files) | LC_ALL=C sort >wanted
    for order in reversed mixed; do "$@" $(cat $order) | LC_ALL=C sort | cmp - wanted || return; done
    [ -s wanted ] && echo "$*"
}
orders vnclust -k 8 -o tsv
orders vnclust -o tsv
orders vnclust -m average -k 8 -o tsv
orders vnclust -m average --min 0.3 -o tsv
orders vnclust -k 8 --summary
orders vnsim --top 3
orders vnsim --top 3 --why
orders vndf
orders vntfidf --df reference
orders vnkey
# A pair has its documents in the order of the input: without that it is the same pair.
pairs() { vnsim --min 0.1 $(cat $1) | awk -F'\t' '{ print ($1 < $2) ? $1 FS $2 FS $3 : $2 FS $1 FS $3 }' | LC_ALL=C sort; }
pairs files >wanted && [ -s wanted ] && pairs reversed | cmp - wanted && pairs mixed | cmp - wanted && echo "vnsim --min"

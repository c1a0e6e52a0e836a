try() {
    vntfidf "$@" </dev/null
    echo "[exit $?]" >&2
}
printf '\t0\tvndf1\t0000000000000000\n' >none.df
printf '\t1\tvndf1\t0000000000000000\nb\t1\na\t1\n' >order.df
try --scheme tf-idf
try --tf ln
try --idf idf
try --min-df 0
try --min-df 1,5
try --max-df 1.5
try --max-df -1
try --df missing.df
try --df none.df
try --df order.df
try -s missing.txt
try missing.jsonl
printf '{"words":["a"]}\n{"words":"a"}\n' >bad.jsonl
try bad.jsonl
try --skip-bad bad.jsonl
echo -- matrices
echo '{"id":"1","words":"bão"}' >record.jsonl
vntfidf --label topic record.jsonl
vntfidf -o svmlight --label topic record.jsonl
echo "exit $?"
vntfidf -o csv record.jsonl
echo "exit $?"
vntfidf -o mtx --vocabulary missing/x record.jsonl
echo "exit $?"
awk 'BEGIN { for (i = 0; i < 33000; i++) print "w" i }' | vntfidf -i words -o npy
echo "exit $?"

# Bad records and bad options.
try() { vnclust "$@"; echo "code $?"; }
echo '{"id":"a","tfidf":{"x":1e999}}' >huge.jsonl && try huge.jsonl
echo '{"id":"a","tfidf":{"x":1}}' >a.jsonl
try -k 0 a.jsonl
try -m magic a.jsonl
try --min 0.3 a.jsonl
try -m average --min 0.3 -k 2 a.jsonl
try --resolution 2 a.jsonl
try --neighbors 5 -m average a.jsonl
try -m leiden --resolution 2 -k 3 a.jsonl
try -m leiden --resolution 0 a.jsonl
try -m events -k 2 a.jsonl
try -m events --curve a.jsonl
try -m events --df missing.df a.jsonl
printf '\t0\tvndf1\t0000000000000000\n' >empty.df && try -m events --df empty.df a.jsonl
try --df none a.jsonl
try --curve -k 2 a.jsonl
try --summary --curve a.jsonl
try --summary --stopwords missing.txt a.jsonl
try -k 5 a.jsonl

# Bad records and bad options.
try() { vnsim "$@"; echo "code $?"; }
echo '{"id":"a","tfidf":[1]}' >array.jsonl && try array.jsonl
echo '{"id":"a","tfidf":{"x":"1"}}' >text.jsonl && try text.jsonl
echo '{"id":"a","tfidf":{"x":-1}}' >negative.jsonl && try negative.jsonl
echo '{"id":"a","tfidf":{"x":1}' >open.jsonl && try open.jsonl
printf '{"id":"a","tfidf":{"x":1}}\n{"id":1,"tfidf":0}\n{"id":"b","tfidf":{"x":2}}\n' >one.jsonl && try --skip-bad one.jsonl
try missing.jsonl
try --top 0 one.jsonl
try --min 2 one.jsonl
try --matrix --top 3 one.jsonl
try -o csv one.jsonl

# Two documents of one id: told once, and both are there.
printf '{"id":"a","tfidf":{"x":1}}\n{"id":"b","tfidf":{"x":1,"y":1}}\n' >one.jsonl
printf '\n{"id":"b","tfidf":{"x":1}}\n{"id":"a","tfidf":{"x":2,"y":1}}\n' >two.jsonl
vnsim --min 0.8 one.jsonl two.jsonl
vnsim --matrix one.jsonl two.jsonl
vnsim --make-index one.jsonl one.jsonl >a.vnx
vnclust --method average --min 0.5 -o tsv one.jsonl one.jsonl

# Threads and the order of the input change no pair. (Every document has an id here.)
grep '"id"' "$SRC/tests/cli/vnsim/articles.jsonl" >a.jsonl
sort -r a.jsonl >b.jsonl
vnsim --top 3 --why a.jsonl >wanted
vnsim --top 3 --why b.jsonl | cmp - wanted && echo same
vnsim --top 3 --why -j 2 b.jsonl | cmp - wanted && echo same
vnsim --min 0.01 a.jsonl >wanted
vnsim --min 0.01 -j 2 b.jsonl | cmp - wanted && echo same
vnsim --matrix a.jsonl >wanted
vnsim --matrix -j 2 a.jsonl | cmp - wanted && echo same

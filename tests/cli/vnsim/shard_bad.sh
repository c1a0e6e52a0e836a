# Shares that do not make a whole.
try() { vnsim "$@"; echo "code $?"; }
vnseg "$SRC/corpus/news/the-thao" | vntfidf >w.jsonl
head -n 5 w.jsonl >five.jsonl
for i in 1 2 3; do vnsim --shard $i/3 --top 3 w.jsonl >s.$i; done
try --merge s.1 s.3
try --merge s.1 s.2 s.2 s.3
vnsim --merge s.1 s.2 s.3 >all && vnsim --top 3 w.jsonl | cmp - all && echo whole
vnsim --shard 3/3 --top 4 w.jsonl >other && try --merge s.1 s.2 other
vnsim --shard 3/3 --top 3 --min 0.1 w.jsonl >other && try --merge s.1 s.2 other
vnsim --shard 3/3 --top 3 --why w.jsonl >other && try --merge s.1 s.2 other
vnsim --shard 3/3 --top 3 five.jsonl >other && try --merge s.1 s.2 other
sed 's/"tfidf":{"/"tfidf":{"x":1,"/' w.jsonl | vnsim --shard 3/3 --top 3 >other && try --merge s.1 s.2 other
vnsim --shard 3/4 --top 3 w.jsonl >other && try --merge s.1 s.2 other
head -n 4 s.3 >other && try --merge s.1 s.2 other | tail -n 1
head -n 1 s.3 >other && try --merge s.1 s.2 other | tail -n 1
sed '3d' s.3 >other && try --merge s.1 s.2 other | tail -n 1
sed '2s/0/1/' s.3 >other && try --merge s.1 s.2 other | tail -n 1
{ cat s.3; echo more; } >other && try --merge s.1 s.2 other | tail -n 1
vnsim --matrix --shard 3/3 w.jsonl >other && try --merge s.1 s.2 other
: >other && try --merge other
try --merge missing
try --merge s.1 s.2 s.3 -O no/such/folder
echo "what would give wrong results:"
try --shard 1/2 "$SRC/corpus/news/the-thao"
try --shard 1/2 --matrix "$SRC/corpus/news/the-thao"
printf '{"id":"a","tfidf":{"x":1}}\n{"id":"a","tfidf":{"x":2}}\n' >twice.jsonl
try --shard 1/1 twice.jsonl
printf '{"id":"a\\tb","tfidf":{"x":1}}\n' | try --shard 1/1
echo "usage:"
for share in 0/2 3/2 1 1/ /2 1/2x -1/2 1/99999; do vnsim --shard=$share w.jsonl; done
try --merge --top 3 s.1 s.2 s.3
try --merge
try --shard 1/2 --make-index w.jsonl

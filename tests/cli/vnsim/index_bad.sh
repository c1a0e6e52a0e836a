# Files that are no index, or no more; and options that do not go together.
try() { vnsim "$@"; echo "code $?"; }
cp -R "$SRC/corpus/news/the-thao" news
echo '{"id":"q","words":"bóng_đá"}' >q.jsonl
vnsim --make-index -O a.vnx news
try --index missing.vnx q.jsonl
try --index q.jsonl q.jsonl
try --index . q.jsonl
: >empty && try --index empty q.jsonl
head -c 1000 a.vnx >short && try --index short q.jsonl
head -c 5000 a.vnx >short && try --index short q.jsonl 2>&1 | sed 's/not [0-9]*/not N/'
size=$(wc -c <a.vnx)
for at in 7 8 100 30000; do
    { head -c "$at" a.vnx && printf '\177' && tail -c +$((at + 2)) a.vnx; } >bad.vnx
    [ "$(wc -c <bad.vnx)" -eq "$size" ] && try --index bad.vnx news | tail -n 1
done
cp a.vnx old.vnx
vnsim --make-index -O a.vnx missing.jsonl
cmp a.vnx old.vnx && echo "the old index is still there"
vnsim --make-index news >/dev/full
echo "code $?"
vnsim --make-index </dev/null >empty.vnx && try --index empty.vnx q.jsonl
try --make-index --top 3 q.jsonl
try --index a.vnx --matrix q.jsonl
try --index a.vnx --query q.jsonl q.jsonl
try --index a.vnx --alias=default q.jsonl

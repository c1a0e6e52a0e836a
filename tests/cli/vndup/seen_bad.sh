# A file of documents that were seen, when it is damaged, or cannot be written; it stays as it was whatever fails.
try() { vndup "$@"; echo "code $?"; }
echo '{"id":"a","text":"một hai ba bốn năm sáu bảy tám"}' >a.jsonl
try --seen a.seen -o tsv a.jsonl
cp a.seen good
echo "other options:"
try --seen a.seen -t 0.6 a.jsonl
try --seen a.seen -k 3 a.jsonl
echo "damage:"
head -c 700 good >a.seen && try --seen a.seen a.jsonl
{ head -c 800 good; printf x; tail -c +802 good; } >a.seen && try --seen a.seen a.jsonl
: >a.seen && try --seen a.seen a.jsonl
echo "no file of ours" >a.seen && try --seen a.seen a.jsonl && cat a.seen
try --seen . a.jsonl
echo "nowhere to write:"
try --seen no/where -o tsv a.jsonl
echo "bad data on the way:"
cp good a.seen
printf '{"id":"b","text":"chín mười"}\n{"id":\n' | try --seen a.seen -o tsv
cmp a.seen good
echo "usage:"
try --stream --pairs a.jsonl
try --seen x --groups a.jsonl
try --seen x -j 2 a.jsonl
try --exact --stream a.jsonl
ls -A

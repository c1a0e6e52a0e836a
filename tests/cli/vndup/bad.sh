# Bad records and bad options.
try() { vndup "$@"; echo "code $?"; }
echo '{"id":"a","text":["x"]}' >array.jsonl && try array.jsonl
echo '{"id":"a","text":"x","date":{"y":2025}}' >date.jsonl && try date.jsonl
printf '{"id":"a","text":"x"}\n{"id":"b","text":{}}\n{"id":"c","text":"X"}\n' >one.jsonl && try --skip-bad -o tsv one.jsonl
try missing.jsonl
try --min 0 one.jsonl
try --min 1.1 one.jsonl
try --shingle 0 one.jsonl
try --shingle 65 one.jsonl
try --pairs --unique one.jsonl
try --groups --pairs one.jsonl
try -o csv one.jsonl
: | try --groups
: | try

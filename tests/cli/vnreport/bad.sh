# Wrong commands end with 2 before anything is read, no article with 1, no place to write to with 3.
tell() { echo "\$ vnreport $*"; vnreport "$@" > said 2>&1; code=$?; sed "s|forms are .*, see|forms are ..., see|" said; echo "= $code"; }
echo '{"id":"a","text":"Mưa lớn ở Huế."}' > a.jsonl
tell a.jsonl
tell -o report.doc a.jsonl
tell -o - a.jsonl
tell -o no/report.tsv a.jsonl
tell -k 2 --min 0.5 -o a.tsv a.jsonl
tell --min 0.5 -o a.tsv a.jsonl
tell -m events -k 2 -o a.tsv a.jsonl
tell --by source -k 2 -o a.tsv a.jsonl
tell -o a.tsv missing.jsonl
: > empty.jsonl
tell -o a.tsv empty.jsonl
echo '{"id":"b","text":"Nắng.","keywords":"nắng"}' > b.jsonl
tell -o a.tsv b.jsonl
echo '{"id":"c","text":"Nắng.","tfidf":{"nắng":1}}' > c.jsonl
tell -o a.tsv a.jsonl c.jsonl
ls *.tsv 2>/dev/null || echo "nothing was written"

# Events of a stream: each record at once, joined to one of the days before.
cp "$SRC/tests/cli/vnclust/stream.jsonl" a.jsonl
vnclust -m events --window 3 -o tsv a.jsonl
echo "a wider window:"
vnclust -m events --window 30 -o tsv a.jsonl
echo "records, and weights that they bring:"
head -n 2 a.jsonl | vntfidf --df reference | vnclust -m events --window 3 | cut -c 1-60
echo '{"id":"a","date":"1/3/2024 8:00","tfidf":{"x":1}}
{"id":"b","date":"2024-02-29","tfidf":{"x":1}}
{"id":"c","date":"2024-03-05","tfidf":{"x":1}}' | vnclust -m events --window 3
try() { vnclust "$@"; echo "code $?"; }
for date in '"2023-02-29"' '"2024-1"' '"hôm qua"' '20240301' '"2024-03-01"'; do
    echo "{\"id\":\"a\",\"date\":$date,\"text\":\"mưa\"}" | try -m events --window 1
done
echo '{"id":"a","text":"mưa"}' | try -m events --window 1
try -m average --window 3 a.jsonl
try -m events --window 3 --summary a.jsonl
try -m events --window 3 --df none a.jsonl

# Keywords of all articles and of groups, whatever their order and the number of threads.
cat > days.jsonl <<'X'
{"id":"a","date":"2026-02-10","sent":"1/3/2026","source":"7","text":"Bão số 3 đổ bộ Quảng Ninh, bão giật cấp 12."}
{"id":"b","date":"Thứ tư, 11/2/2026, 07:00","sent":"2/3/2026","source":7,"text":"Quảng Ninh dọn dẹp sau bão số 3."}
{"id":"c","date":"2026-01-31","sent":"3/3/2026","source":"VTV\tnews","text":"Giá vàng tăng, người dân xếp hàng mua vàng."}
X
echo "all:"
vnkey --all -n 2 days.jsonl
echo "by a field that vnclust gave, a number:"
(cd "$SRC" && vnclust -k 3 corpus/news/the-thao corpus/news/giao-duc corpus/news/suc-khoe) > clusters.jsonl
vnkey --by cluster -n 1 clusters.jsonl | vnview -o tsv -f cluster,documents
vnkey --by cluster -n 2 -o tsv clusters.jsonl | cut -f 1,5,8
sort -r clusters.jsonl | vnkey --by cluster -n 30 -j 3 > other.jsonl
vnkey --by cluster -n 30 clusters.jsonl | cmp - other.jsonl && echo "the same backwards with threads"
echo "dates, by month and by day; a date that is not called so:"
vnkey --by date --period month -n 2 days.jsonl | vnview -o tsv -f date,documents,keywords
vnkey --by date -n 1 -o tsv days.jsonl | cut -f 1-5
vnkey --by sent --period week -n 1 days.jsonl | vnview -o tsv -f sent,documents,keywords
echo "a number is not a string of digits:"
vnkey --by source -n 1 days.jsonl | vnview -o tsv -f source,documents,keywords
vnkey --by source -n 1 -o tsv --method rake days.jsonl | cut -f 1-5
echo "nothing:"
vnkey --all </dev/null
vnkey --by source </dev/null; echo "code $?"
try() { vnkey "$@"; echo "code $?"; }
echo "errors:"
try --by topic days.jsonl
echo '{"id":"x","source":null,"text":"Mưa"}' | try --by source
echo '{"id":"x","source":["a"],"text":"Mưa"}' | try --by source
echo '{"id":"x","date":"hôm nay","text":"Mưa"}' | try --by date
try --all --trend days.jsonl
try --all --window 3 days.jsonl
try --all --period week days.jsonl
try --by keywords days.jsonl
try --all --offsets days.jsonl

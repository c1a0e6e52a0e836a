#!/bin/sh
# The page of a report is well-formed, whole and closed in itself, whatever articles hold; and the same bytes for any number of
# threads, locale and order of the input.
set -eu
[ -x "$VN_BUILD/vnreport" ] || { echo "no vnreport yet"; exit 77; }
command -v python3 > /dev/null || { echo "skipped: no python3"; exit 77; }
PATH=$VN_BUILD:$PATH

# Titles, sources and keywords that try to leave their place; one that names a section's id, one without words.
cat > hostile.jsonl << 'END'
{"id":"1","title":"</script><script>alert(1)</script>","text":"Học sinh đến trường dự lễ khai giảng.","source":"\"><img src=x onerror=alert(1)>","date":"2026-09-05","url":"https://example.org/?a=1&b=\"'><script>"}
{"id":"2","title":"]]> &amp; <!-- \u2028 \u0001 \ufffe {0} %s","text":"Học sinh đến trường dự lễ khai giảng năm học mới.","source":"a & b","date":"2026-09-05","url":"javascript:alert(1)"}
{"id":"3","title":"=1+1","text":"Giá vàng tăng mạnh.","keywords":["<b>vàng</b>","\" onclick=\"x"],"date":"2026-09-06"}
{"id":"groups","title":"groups","text":"Giá vàng giảm mạnh phiên cuối tuần.","date":"2026-09-09"}
{"id":"5","title":"...","text":"..."}
END
find "$VN_SOURCE/corpus/news" -name '*.txt' | LC_ALL=C sort > files
xargs vnreport -o news.html < files
xargs vnreport --lang en -m events -o events.html < files
vnreport -k 2 -o hostile.html hostile.jsonl
head -n 1 hostile.jsonl | vnreport -o one.html
python3 "$VN_SOURCE/tests/checks/page.py" news.html events.html hostile.html one.html

LC_ALL=C sort -r files | LC_ALL=vi_VN.UTF-8 LC_NUMERIC=de_DE.UTF-8 xargs vnreport -j 3 -o again.html
cmp news.html again.html

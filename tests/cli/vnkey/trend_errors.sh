try() { vnkey "$@"; echo "code $?"; }
echo '{"id":"a","text":"Trời nắng"}' | try --trend
echo '{"id":"a","date":"hôm qua","text":"Trời nắng"}' | try --trend
echo '{"id":"a","date":["2026-01-01"],"text":"Trời nắng"}' | try --trend
echo '{"id":"a","date":"2026-01-01","text":"Trời nắng"}' | try --by published --trend
printf '%s\n' '{"id":"a","date":"hôm qua","text":"Trời"}' '{"id":"b","date":"2026-01-01","text":"Trời"}' |
    try --trend --skip-bad --term trời
printf '%s\n' '{"id":"a","date":"2026-01-02","text":"Trời"}' '{"id":"b","date":"2026-01-01","text":"Trời"}' | try --trend --sorted
try --term bão
try --window 3
try --sorted
try --period week
try --trend --term ""
try --trend --offsets -o jsonl

# What shows without gold: terms that cut a word, stand in another or nowhere, say nothing; words are those of the gold file.
cat >gold.jsonl <<'J'
{"id":"a","title":"Học sinh học sinh học","text":"Giá vàng và hai bạc.","keywords":["học sinh"]}
{"id":"b","text":"sinh học","words":"sinh học","keywords":["sinh học"]}
{"id":"c","text":"không có từ khoá"}
J
printf '%s\t%s\n' a '["học sinh","sinh","giá vàng","vàng","và hai","dầu mỏ"]' b '["sinh"]' c '["x"]' >one
printf '%s\t%s\n' a '["học sinh","học"]' >other
vneval key gold.jsonl one | grep -E '^(cut|nested|stop|absent)'
echo "two:"; vneval key gold.jsonl one other | grep -E '^(cut|nested|stop|absent|missing)'
echo "terms of vnkey:"; vnkey -n 10 gold.jsonl | vneval key gold.jsonl - | grep -E '^(cut|nested|stop|absent)'

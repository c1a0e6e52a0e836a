# One line an article: keywords, else words, else text.
cat >a.jsonl <<'END'
{"id":"a","title":"Giá gạo","text":"Giá gạo tăng.\nMưa to.","words":"Giá gạo tăng .\nMưa to .","keywords":[{"term":"giá gạo","score":2},{"term":"mưa"}]}
{"id":"b","keywords":["lũ","bão"]}
{"id":"c"}
END
vnview a.jsonl
vnview -f words a.jsonl
vnview -f text a.jsonl
vnview -o lines -f id,title a.jsonl
sed 's/,"keywords.*]/}/; s/}}/}/' a.jsonl | head -1 | vnview
printf 'Tên\n\nMột.\nHai.\n' | vnview

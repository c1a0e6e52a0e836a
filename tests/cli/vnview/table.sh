# Columns are aligned by what a terminal shows, and cut where it ends.
cat >a.jsonl <<'END'
{"id":"bài-1","title":"Giá gạo tăng mạnh ở đồng bằng","cluster":3,"keywords":[{"term":"giá gạo"},{"term":"đồng bằng"}]}
{"id":"bài-20","title":"Hà Nội","cluster":12,"keywords":[{"term":"漢字"}]}
{"id":"x","title":"漢字 \u001b[31m đỏ","cluster":null}
{"id":"y","title":"\u202eđảo\u2066 chữ","cluster":1}
END
vnview -o table a.jsonl
COLUMNS=40 vnview -o table a.jsonl
COLUMNS=10 vnview -o table -f title a.jsonl
COLUMNS=5 vnview -o table a.jsonl
vnview -o table </dev/null
vnview -o table -O out -f id a.jsonl && cat out

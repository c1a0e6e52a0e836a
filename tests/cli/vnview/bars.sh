# Scores as bars: eighths of a block where the terminal has them, else ASCII.
cat >a.jsonl <<'JSON'
{"id":"a","title":"Giá gạo \u001b[31mtăng","keywords":[{"term":"giá gạo","score":8},{"term":"đồng bằng\u001b]0;x\u0007","score":4.0625},{"term":"không điểm"},{"score":1,"term":"漢字"}],"tfidf":{"x":0.25,"gạo":0.5,"không":"số","y":0.25}}
{"id":"b","keywords":[]}
{"id":"c","title":"âm","keywords":[{"term":"thêm","score":1.5},{"term":"bớt","score":-0.75},{"term":"không","score":0},{"term":"bé","score":1e-9}]}
{"id":"d","title":"nguyên","keywords":[{"term":"hai","score":2},{"term":"ba mươi","score":30}]}
JSON
utf8() { TERM=xterm LC_ALL=C.UTF-8 "$@"; }
export COLUMNS=40
utf8 vnview -o bars a.jsonl
vnview -o bars a.jsonl
LC_ALL=C TERM=xterm vnview -o bars -n 1 a.jsonl
LC_ALL= LANG=vi_VN.utf8 TERM=xterm vnview -o bars -n 1 -f title,keywords a.jsonl
utf8 vnview -o bars -f id,title,tfidf a.jsonl
COLUMNS=12 utf8 vnview -o bars -n 2 a.jsonl
COLUMNS= utf8 vnview -o bars -n 1 a.jsonl
utf8 vnview -o bars --color always -n 2 a.jsonl | head -n 3 | sed 's/\x1b/ESC/g'
utf8 vnview -o bars -f keywords,title a.jsonl; echo "code $?"
# Tables: the column that is all numbers, one with fractions first; a heading where lines share it.
printf 'a\tmưa\t1.5\n\nb\tgió\t3\n' | utf8 vnview -o bars; echo "code $?"
printf 'a\tmưa\t1.5\na\tgió\t3\nb\tnắng\t2\n' | utf8 vnview -o bars
printf '1\t2\t0.5\n1\t3\t0.25\n' | utf8 vnview -o bars
printf '\t8\tvndf1\nmưa\t2\ngió\t4\n' | utf8 vnview -o bars
printf '0\t12\thọc, lớp\n1\t6\tca, bệnh\n' | utf8 vnview -o bars -f 3,2
printf '0\t12\thọc, lớp\n1\t6\tca, bệnh\n' | utf8 vnview -o bars -f 1,3,2
printf 'a\t1\nb\tx\n' | utf8 vnview -o bars; echo "code $?"
printf 'a\t1\nb\tx\n' | utf8 vnview -o bars -f 1,2; echo "code $?"
printf 'a\t1\n' | utf8 vnview -o bars -f 2; echo "code $?"
printf 'a\t1\n' | utf8 vnview -o bars -f 1,two; echo "code $?"
vnkey -n 3 "$SRC/corpus/news/the-gioi/f-16-romania.txt" | utf8 vnview -o bars

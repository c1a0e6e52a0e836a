# The matrix in the order of the tree, whatever the order of the input, the threads and the step that articles come from.
cat > a.jsonl <<'EOF'
{"id":"v1","title":"Giá vàng tăng mạnh","text":"Giá vàng trong nước tăng mạnh sáng nay. Ngân hàng bán vàng miếng cho dân."}
{"id":"b1","title":"Bão đổ bộ Quảng Ninh","text":"Bão đổ bộ vào Quảng Ninh, mưa lớn, học sinh nghỉ học."}
{"id":"v2","title":"Giá vàng lập đỉnh","text":"Giá vàng lập đỉnh mới. Ngân hàng ngừng bán vàng miếng vì hết hàng."}
{"id":"b2","title":"Mưa lớn sau bão","text":"Mưa lớn sau bão ở Quảng Ninh. Học sinh nghỉ học, nước dâng cao."}
{"id":"o","title":"","text":""}
EOF
vnreport -k 2 -f tsv -o - a.jsonl | tee one.tsv
sort a.jsonl > b.jsonl
vnreport -k 2 -j 2 -O two.tsv --output three.csv b.jsonl
cmp one.tsv two.tsv && echo "as in another order"
vnseg a.jsonl | vntfidf | vnkey | vnclust -k 2 | vnreport -o four.tsv --format csv -o five
cmp one.tsv four.tsv && echo "as by steps"
cmp three.csv five && echo "a name that does not tell"
vnseg a.jsonl | vnreport --clusters 2 -o - -f tsv | cmp one.tsv - && echo "as from words"
for method in kmeans bisect average complete ward leiden events; do
    vnreport --method $method --seed 7 -o m.tsv a.jsonl && cut -f 1 m.tsv | paste -s -d ' '
done
vnreport -m average --min 0.1 --stopwords none -f tsv -o - a.jsonl | head -n 2
sed 's/"id":"\(.\)/"source":"\1 \& co","id":"\1/' a.jsonl | vnreport --by source -o by.csv && cut -d , -f 1 by.csv | paste -s -d ' '
vnreport --title T --lang en --pairs 1 --min-score 0.1 --terms 3 --figure tree --period week -o t.csv a.jsonl; echo $?

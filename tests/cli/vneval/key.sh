# Keys are compared, not spelling; each document counts the same; a document that the system lacks counts 0.
cat >gold.jsonl <<'J'
{"id":"a","title":"Sầu riêng","text":"Giá sầu riêng ở Đắk Lắk giảm vì hoà đàm.","keywords":["sầu riêng","Đắk Lắk","hoà đàm","xuất khẩu"]}
{"id":"b","text":"Bão số 3","keywords":["bão"]}
{"id":"c","text":"không có từ khoá"}
{"id":"d","text":"x","keywords":[]}
J
cat >system.jsonl <<'J'
{"id":"b","keywords":[]}
{"id":"a","keywords":[{"term":"Sầu Riêng","score":2},"giá",{"score":1,"term":"HÒA ĐÀM"},"sầu riêng"]}
{"id":"unused","keywords":["x"]}
J
vneval key gold.jsonl system.jsonl
echo "perfect:"; vneval key gold.jsonl gold.jsonl | grep -E 'documents|map|@5|ndcg'
echo "lists of a line each:"; printf 'a\t["sầu riêng","hòa đàm"]\nb\t["bão"]\n' | vneval key gold.jsonl - | grep -E '^[prf]@5'

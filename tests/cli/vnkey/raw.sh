# Boilerplate gives no keywords, but with --raw; words keep their offsets; where the words stand alone, nothing is dropped.
cat >a.txt <<'X'
Chợ nổi đông trở lại

(Bến Sông) - Chợ nổi bên sông Hậu đông trở lại, thuyền dưa hấu neo kín bến. Chợ nổi họp từ năm giờ sáng.
Thuyền dưa hấu neo kín bến. Ảnh: Hoài Nhơn
Tin liên quan
Cá tra được mùa, người nuôi vẫn lo giá
>> Cam sành Tam Bình lên đường sang Nhật
Bích Liên
X
names='Bến Sông|Hoài Nhơn|Cá tra|Cam sành Tam Bình|Bích Liên'
vnkey -n 50 -o tsv a.txt | cut -f 2 | grep -cE "$names"
vnkey -n 50 -o tsv --raw a.txt | cut -f 2 | grep -oE "$names" | LC_ALL=C sort
vnkey -n 50 --offsets a.txt | grep -o '"term":"dưa hấu"[^}]*' | sed 's/"score":[^,]*,//'
vnseg a.txt >words.jsonl
vnkey --method tfidf -n 50 -o tsv words.jsonl >after
vnkey --method tfidf -n 50 -o tsv a.txt | cmp - after
sed 's/"text":"[^"]*",//' words.jsonl >alone.jsonl
vnkey --method tfidf -n 50 -o tsv alone.jsonl | cut -f 2 >alone
vnkey --method tfidf -n 50 -o tsv --raw words.jsonl | cut -f 2 | cmp - alone && echo "words alone are taken as they are"
# Nor does the site behind a headline.
echo '{"id":"t","title":"Chợ nổi đông trở lại | Báo Bến Sông","text":"Chợ nổi bên sông Hậu đông trở lại."}' >title.jsonl
vnkey -n 50 -o tsv title.jsonl | cut -f 2 | grep -c 'Bến Sông'
vnkey -n 50 -o tsv --raw title.jsonl | cut -f 2 | grep 'Bến Sông'
vnseg title.jsonl | vnkey -n 50 -o tsv | cut -f 2 | grep -c 'Bến Sông'

# Several names of one thing are one term, in every tool that has terms; the list is part of the fingerprint.
cat >names.txt <<'END'
# nước
Mỹ = Hoa Kỳ = Hoa_Kỳ
Trung Quốc = TQ
UBND = ủy ban nhân dân
END
cat >news.jsonl <<'END'
{"id":"1","title_words":"TQ nói với Hoa_Kỳ","words":"mỹ_thuật Mỹ , Uỷ_ban nhân_dân"}
{"id":"2","words":"Mỹ và Hoa Kỳ là một ; tq thì không"}
{"id":"3","text":"Ủy ban Nhân dân TP và UBND huyện."}
END
vndf -s none --alias names.txt news.jsonl | sed '1s/[0-9a-f]\{16\}\t.*/FINGERPRINT/'
echo -- phrases
vndf -g 2 --alias names.txt news.jsonl | sed 1d | grep ' '
echo -- weights
vntfidf -S count --alias names.txt news.jsonl | grep -o '"tfidf.*'
echo -- the built-in list
vndf --alias default news.jsonl >default.df
sed 1d default.df
vndf news.jsonl >plain.df
vndf --merge default.df plain.df | sed 's/:[0-9a-f]\{8\}//g'
vndf --merge --alias default plain.df
echo "[exit $?]"
vntfidf --df plain.df --alias default news.jsonl >/dev/null
vntfidf --df default.df --alias default news.jsonl >/dev/null
vntfidf --df default.df news.jsonl >/dev/null
echo -- the tools behind
articles=$SRC/corpus/news/the-gioi
vnseg "$articles" | vntfidf --alias default >w.jsonl
vntfidf --alias default "$articles" | grep -o "\"tfidf.*" >own
grep -o "\"tfidf.*" w.jsonl | cmp - own && echo same
vnsim --alias default "$articles" >pairs
vnsim w.jsonl | cmp - pairs && echo same
vnsim "$articles" | cmp -s - pairs || echo "other than without it"
vnclust --alias default -k 3 -o tsv "$articles" >groups
vnclust -k 3 -o tsv w.jsonl | cmp - groups && echo same
echo -- keywords
cat >key.jsonl <<'END'
{"id":"1","title":"Hoa Kỳ thử tên lửa","text":"Hoa Kỳ thử tên lửa. Mỹ và TQ đàm phán. Ủy ban nhân dân tỉnh họp. TQ im lặng. Hoa Kỳ hài lòng."}
END
vnkey -n 3 -o tsv --counts key.jsonl | cut -f 2,4
vnkey -n 3 --offsets --counts --alias names.txt key.jsonl | grep -o '"keywords.*' | sed 's/"score":[0-9.]*,//g'
for method in yake rake textrank; do
    vnkey -n 4 --method $method --alias names.txt key.jsonl | vnview
done
echo -- refused
printf 'Mỹ = Hoa Kỳ\nMỹ\n' >bad.txt
vndf --alias bad.txt news.jsonl
echo "[exit $?]"
vnkey --alias bad.txt key.jsonl
echo "[exit $?]"
vndf --alias missing.txt news.jsonl
echo "[exit $?]"

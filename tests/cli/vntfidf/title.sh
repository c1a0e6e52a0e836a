# --title-weight: words of the title count more in tf and length, not in df; with a table and in a collection alike; and
# vnsim and vnclust weigh as vntfidf does.
cat >news.jsonl <<'END'
{"id":"1","title_words":"Bão lớn , bão","words":"tan bão"}
{"id":"2","title_words":"Mưa","words":"bão lớn mưa mưa"}
END
vntfidf -S count --title-weight 2.5 news.jsonl
vndf news.jsonl >news.df
for scheme in tfidf gensim count; do
    vntfidf -S $scheme --title-weight 3 news.jsonl >alone
    vntfidf -S $scheme --title-weight 3 --df news.df news.jsonl | cmp - alone && echo "$scheme: same"
done
vntfidf -S bm25 --title-weight 1.7 news.jsonl
echo -- 1 is nothing
vntfidf news.jsonl >plain
vntfidf --title-weight 1 news.jsonl | cmp - plain && echo same
echo -- the tools behind
articles=$SRC/corpus/news/the-thao
vnseg "$articles" | vntfidf --title-weight 4 >w.jsonl
vnsim --title-weight 4 "$articles" >pairs
vnsim w.jsonl | cmp - pairs && echo same
vnsim "$articles" | cmp -s - pairs || echo "other than without it"
vnclust --title-weight 4 -k 3 -o tsv "$articles" >groups
vnclust -k 3 -o tsv w.jsonl | cmp - groups && echo same
echo -- keywords: twice by default
vnkey --method tfidf -o tsv -n 4 "$articles/bao-ngan-ky-luc-1.txt" >keys
vnkey --method tfidf -o tsv -n 4 --title-weight 2 "$articles/bao-ngan-ky-luc-1.txt" | cmp - keys && echo same
vnkey --method tfidf -o tsv -n 4 --title-weight 9 "$articles/bao-ngan-ky-luc-1.txt" | cut -f 2
for wrong in 'vntfidf --title-weight 0.5' 'vntfidf --title-weight x' 'vnkey --method tfidf --title-weight 3 --method yake'; do
    $wrong
    echo "[exit $?]"
done

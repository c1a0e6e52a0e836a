# Fields pass through byte for byte; `tfidf` is added, or replaced in its place; a document without terms gets {}.
cat >news.jsonl <<'END'
{"id":"1", "tfidf":null, "words":"bão lớn bão", "x": [1.0, "\u0111"]}
{"id":"2","title_words":"Bão","words":"lớn dần \"ấy\" #tin"}
{"id":"3","words":"số 5 của và"}
{"id":"4","text":""}
END
for scheme in tfidf gensim bm25 pivoted count; do
    echo "-- $scheme"
    vntfidf -s none -S $scheme news.jsonl
done
echo -- parts
vntfidf -s none --tf log --idf plain -n 1 news.jsonl
echo -- limits
vntfidf -s none --min-df 2 news.jsonl
vntfidf -s none --max-df 0.25 --numbers news.jsonl

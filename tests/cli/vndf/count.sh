# Words come from `words` and `title_words`; case, tone place and the spelling of a join are folded; a document counts
# once; punctuation, numbers and stop words are no terms. The fingerprint depends on the model, so it is hidden.
cat >news.jsonl <<'END'
{"id":"1","title_words":"Bão lớn","words":"Bão đổ_bộ , gió to .\nGió giật cấp 12"}
{"id":"2","words":"BÃO tan , hoà_bình đến"}
{"id":"3","words":"Hòa_bình và của"}
{"id":"4","words":""}
END
vndf news.jsonl | sed '1s/[0-9a-f]\{16\}\t.*/FINGERPRINT/'
echo -- numbers, no stop words
vndf --numbers -s none news.jsonl | sed '1s/[0-9a-f]\{16\}\t.*/FINGERPRINT/'
echo -- phrases, own stop words, at least two documents
printf 'lớn\n# ghi chú\nđổ bộ\n' >stop.txt
vndf -g 3 -s stop.txt --min-df 1 news.jsonl | sed 1d | grep ' '
vndf --min-df 2 news.jsonl | sed 1d
echo -- words of one document, phrases of two
cat >phrases.jsonl <<'END2'
{"id":"1","words":"Giá vàng của Hà_Nội tăng"}
{"id":"2","words":"giá vàng giảm"}
{"id":"3","words":"GIÁ VÀNG giảm mạnh"}
END2
vndf -g 3 --min-phrase-df 2 phrases.jsonl | sed 1d
echo -- the same of merged tables, which were cut at nothing
vndf -g 3 phrases.jsonl >whole.df
vndf -g 3 --min-df 2 --min-phrase-df 3 phrases.jsonl >cut.df
vndf --merge whole.df --min-df 2 --min-phrase-df 3 | cmp - cut.df && sed 1d cut.df
echo -- stop words kept, but at no edge of a phrase
vndf -g 3 --keep-stopwords phrases.jsonl | grep của

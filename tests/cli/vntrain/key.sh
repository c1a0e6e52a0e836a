# A model of keywords from articles with tags: the same bytes in any order, and vnkey uses it.
articles=$SRC/corpus/news
vnseg $articles | head -n 40 >news.jsonl
# Tags in place of an editor's: what tfidf finds.
vnkey --method tfidf -n 4 news.jsonl >tagged.jsonl
vntrain key -O my.key tagged.jsonl; echo "code $?"
head -n 1 my.key; grep -c '^feature' my.key
sort -r tagged.jsonl >other.jsonl
vntrain key -q --model other.key other.jsonl && cmp my.key other.key && echo "in any order"
vnkey --keyword-model my.key -n 4 news.jsonl | vneval key tagged.jsonl - | awk '$1 == "f@5" { print ($2 > 0.5 ? "learnt" : $2) }'
vntrain key -O stiff.key --penalty 1e6 --from my.key tagged.jsonl && awk '$1 == "feature" && $3 * $3 > 0.01' stiff.key
echo "from headlines:"
printf '{"id":"%s","title":"giá vàng","text":"vàng và gạo , mưa , nắng , gió"}\n' $(seq 80) >headlines.jsonl
vntrain key -O h.key --headlines headlines.jsonl tagged.jsonl && grep -E '^term\s(vàng|gạo)\s' h.key
vntrain key -O h2.key --from h.key tagged.jsonl && cmp h.key h2.key && echo "and from a model that has them"
vntrain key -O n.key --from none tagged.jsonl && awk '$1 == "term" && $3 != 0' n.key

# An index: made once, then asked for what is like other documents.
news=$SRC/corpus/news
vnsim --make-index -O news.vnx "$news/the-thao" "$news/xa-hoi"
vnsim --index news.vnx --top 2 --why --terms 2 --titles "$news/xa-hoi/sat-lo-pa-lum-1.txt" | sed "s|$SRC/||g"
echo "the same scores as in the collection, with any number of threads, in pieces and from standard input:"
vnsim --top 50 "$news/the-thao" "$news/xa-hoi" >wanted
vnsim --index news.vnx --top 51 "$news/the-thao" "$news/xa-hoi" | awk -F '\t' '$1 != $2' | sort >got
sort wanted | cmp - got && echo same
vnsim --index news.vnx --top 3 "$news/the-thao" >wanted
vnsim --index news.vnx --top 3 -j 2 --query "$news/the-thao" | cmp - wanted && echo same
vnseg "$news/the-thao" | vntfidf | vnsim --index news.vnx --top 3 | cmp - wanted && echo same
vnsim --top 3 --query "$news/the-thao" -O got "$news/the-thao" "$news/xa-hoi" && cmp got wanted && echo same
vnsim --min 0.2 --index news.vnx "$news/xa-hoi" | awk -F '\t' '$1 < $2' | sort >got
vnsim --min 0.2 "$news/xa-hoi" "$news/the-thao" | awk -F '\t' '$1 ~ /xa-hoi/ && $2 ~ /xa-hoi/' | sort | cmp - got && echo same
echo "the order of the input changes nothing:"
vnsim --make-index "$news/xa-hoi" "$news/the-thao" | cmp - news.vnx && echo same
echo "records that bring their weights:"
vnseg "$news/the-thao" | vntfidf >w.jsonl
vnsim --make-index w.jsonl >w.vnx
vnsim --top 2 --query w.jsonl w.jsonl >wanted
vnsim --index w.vnx --top 2 w.jsonl | cmp - wanted && echo same
vnseg "$news/the-thao" | vnsim --index w.vnx
echo '{"id":"a","tfidf":{"x":1}}' | vnsim --index news.vnx
echo '{"id":"a","words":"xyzzy"}' | vnsim --index news.vnx && echo "nothing is like it"

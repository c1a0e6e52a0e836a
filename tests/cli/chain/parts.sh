# Parts that other machines might do, put together, are the bytes of one run: words, tables, weights, neighbours.
vnseg "$SRC/corpus/news" >words
split -n l/3 words part.
for p in part.a?; do
    vnseg -O "$p.words" -i jsonl "$p" && cmp "$p" "$p.words" && vndf -g 2 -O "$p.df" "$p"
done
vndf --merge -O merged.df part.a?.df && vndf -g 2 words | cmp - merged.df && echo "the table of all documents"
for p in part.a?; do vntfidf -g 2 --df merged.df "$p"; done >weights
vntfidf -g 2 words | cmp - weights && echo "the weights of one run"
for i in 1 2 3; do vnsim --top 3 --shard $i/3 -O share.$i weights; done
vnsim --merge share.? >neighbours && vnsim --top 3 weights | cmp - neighbours && wc -l <neighbours

# From articles or from their weights: the same bytes, with any number of threads.
vnseg "$SRC/corpus/news/the-thao" | vntfidf >w.jsonl
vnsim --top 3 --why w.jsonl >wanted
vnsim --top 3 --why "$SRC/corpus/news/the-thao" | cmp - wanted && echo same
vnsim --top 3 --why -j 2 "$SRC/corpus/news/the-thao" | cmp - wanted && echo same
(head -n 1 w.jsonl; vnseg "$SRC/corpus/news/the-thao") | vnsim

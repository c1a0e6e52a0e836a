# Two threads give the bytes of one, in every tool and format.
news=$SRC/corpus/news
vnseg $news >words
vntfidf words >weights
both() {
    "$@" >one && "$@" -j 2 >two && cmp one two && [ -s one ] && echo "$(echo "$*" | sed "s|$SRC/||")"
}
both vnseg --spans $news
both vnseg -i lines -o lines $SRC/corpus/segmentation/news.txt
both vndf --ngrams 2 words
for scheme in tfidf gensim bm25 pivoted count; do both vntfidf -S $scheme words; done
both vntfidf --df reference --top 5 words
for method in tfidf yake textrank rake kpminer positionrank multipartite; do both vnkey --method $method --counts --offsets words; done
both vnsim --top 3 --why weights
both vnsim --min 0.05 weights
for format in tsv csv mtx; do both vnsim --matrix -o $format weights; done
both vnclust -k 8 weights
both vnclust -o tsv weights
both vnclust -m average --min 0.3 -o tsv weights
both vnclust -k 8 --summary weights
both vnclust --curve weights
both vnclust -m leiden -k 6 -o graphml weights
both vnclust -m average -o npy weights
both vnclust -k 3 -o map weights

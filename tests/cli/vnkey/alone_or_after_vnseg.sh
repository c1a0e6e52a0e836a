# Keywords are the same whether the words come from vnseg or are made here, on any number of threads.
for method in rank tfidf yake textrank rake kpminer positionrank multipartite; do
    vnkey --method $method --counts --offsets $SRC/corpus/news >alone
    vnseg $SRC/corpus/news | vnkey --method $method --counts --offsets >chained
    vnkey --method $method --counts --offsets -j 3 $SRC/corpus/news | cmp - alone && echo "$method: any threads"
    sed 's/.*,"keywords":/"keywords":/' alone >a
    sed 's/.*,"keywords":/"keywords":/' chained >b
    cmp a b && wc -l <a
done

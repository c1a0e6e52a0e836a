# A tool makes what the tools before it would have made: chained or alone, the same bytes.
news=$SRC/corpus/news
vnseg $news >words
vntfidf $news >alone && vntfidf words | vnview -f tfidf >a && vnview -f tfidf alone | cmp - a && echo vntfidf
vntfidf words >weights
vnsim $news >alone && vnsim words | cmp - alone && vnsim weights | cmp - alone && echo vnsim
vnclust -k 8 -o tsv $news >alone && vnclust -k 8 -o tsv words | cmp - alone && vnclust -k 8 -o tsv weights | cmp - alone && echo vnclust
vnkey -o tsv $news >alone && vnkey -o tsv words | cmp - alone && vnkey -o tsv weights | cmp - alone && echo vnkey
vndf $news >alone && vndf words | cmp - alone && echo vndf
# Through pipes from end to end, from one stream of records.
vnseg $news | vntfidf | vnclust -k 8 | vnkey -n 5 >all
vnview -o tsv -f id,cluster all >a && vnclust -k 8 -o tsv $news | cmp - a && echo "clusters and keywords in one record"
vnview -o tsv -f id,keywords all >a && vnkey -n 5 $news | vnview -o tsv -f id,keywords | cmp - a && wc -l <all

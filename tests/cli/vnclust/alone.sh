# From articles or from their weights: the same bytes, with any number of threads, and for files in reversed order.
news=$SRC/corpus/news
vnseg "$news/the-thao" "$news/kinh-doanh" | vntfidf | vnclust -k 2 --summary >wanted
vnclust -k 2 --summary "$news/the-thao" "$news/kinh-doanh" | cmp - wanted && echo same
vnclust -k 2 --summary -j 2 "$news/kinh-doanh" "$news/the-thao" | cmp - wanted && echo same

# cat ARTICLE | vnseg | vnkey -n 10 | vnview is vnkey -n 10 ARTICLE | vnview, for every article.
same=0
for article in $(find $SRC/corpus/news -type f | sort); do
    cat $article | vnseg | vnkey -n 10 | vnview >chained
    vnkey -n 10 $article | vnview >alone
    if cmp chained alone && [ "$(wc -l <alone)" -eq 1 ]; then same=$((same + 1)); else echo "$article differs"; fi
done
[ $same -ge 64 ] && echo "all articles: the same keywords"
for article in the-gioi/f-16-romania kinh-doanh/gia-vang-sjc; do
    vnkey -n 10 $SRC/corpus/news/$article.txt | vnview
done

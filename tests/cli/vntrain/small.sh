# The same data, options and order give the same bytes; what was learnt is there.
seg=$SRC/corpus/segmentation/news.seg
vntrain -q -e 2 -O one $seg >log1; echo "code $?"
vntrain -q -e 2 -O two $seg >log2; echo "code $?"
cmp one two && cmp log1 log2 && cut -f1 log1
gzip -c $seg >seg.gz
vntrain -q --epochs=2 --seed 1 --rate 0.6 --model=three seg.gz >/dev/null && cmp one three && echo "same from gzip"
vntrain -q -e 2 --seed 2 -O four $seg >/dev/null && cmp -s one four || echo "another seed, another model"
echo 'Học sinh đến trường.' | vnseg -m one -o lines
head -n 40 $seg | tr -d '\n' | wc -l # nothing of the text is on standard output

# A model of one's own; one that is damaged anywhere is refused.
vntrain -q -e 1 -O my.model $SRC/corpus/segmentation/news.seg >/dev/null
echo 'Học sinh đến trường.' >a
vnseg -m my.model -o lines a
size=$(wc -c <my.model)
head -c $((size - 1)) my.model >cut
head -c $((size / 2)) my.model >half
head -c 10 my.model >head
: >empty
cp my.model flipped && printf '\125' | dd of=flipped bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
(cat my.model; echo) >longer
for model in cut half head empty flipped longer a nowhere .; do
    vnseg --model $model a; echo "$model: code $?"
done
vnseg -m $SRC/corpus/model/vntext.model a | cmp - - && vnseg -m $SRC/corpus/model/vntext.model a >b && vnseg a | cmp - b && echo same

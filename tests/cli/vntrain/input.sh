# Blank lines, spaces, line ends and literal underscores in the text that is learnt from.
head -n 100 $SRC/corpus/segmentation/news.seg >a
sed 's/$/\r/' a >b
sed 's/ /  /g; s/^/ /; s/$/ \n/' a >c
for file in a b c -; do vntrain -q -e 1 -O model.$file $file <a >/dev/null; echo "code $?"; done
cmp model.a model.b && cmp model.a model.c && cmp model.a model.- && echo same
printf 'tệp a__b . học_sinh\n__ __x\n' >>a
vntrain -q -e 1 -O m a >/dev/null; echo "code $?"
head -n 50 a >part1; tail -n +51 a >part2
vntrain -q -e 1 -O n part1 part2 >/dev/null && cmp m n && echo "parts in order are the whole"

# However a word is spelt it is found, and comes out as it was written: NFC, NFD, both tone places, capitals, other spaces.
printf 'học sinh\nho\314\243c sinh\nHỌC SINH\nHọc\302\240sinh\nhọ\342\200\213c sinh\nhoà bình\nhòa bình\nHoà Bình\nthuỷ thủ\nthủy thủ\n' >a
vnseg -i lines -o lines a >b
cat -v b
# Without spaces and underscores nothing has changed.
sed 's/ //g; s/_//g' b >c
sed 's/ //g; s/\xc2\xa0//g' a >d
cmp c d
vnseg -i lines --spans a | sed 's/.*"words":/"words":/' | cat -v

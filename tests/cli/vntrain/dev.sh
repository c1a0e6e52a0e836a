# Development text: each pass is scored, the best is kept, training ends when it does not get better; it teaches nothing.
head -n 400 $SRC/corpus/segmentation/news.seg >train
tail -n 150 $SRC/corpus/segmentation/news.seg >dev
best() { awk -F'\t' '$1 != "model" && (!n || $5 > f) { f = $5; n = $1 } END { print n }' "$1"; }
vntrain -q -e 40 -p 2 -O early -d dev train >log; echo "code $?"
passes=$(($(wc -l <log) - 1))
[ $passes -lt 40 ] && [ $passes -eq $(($(best log) + 2)) ] && echo "ended two passes after the best"
[ "$(best log)" = "$(awk -F'\t' '$1 == "model" { print $2 }' log)" ] && echo "the best pass makes the model"
vntrain -q -e $(best log) -O plain train >/dev/null && cmp early plain && echo "development text teaches nothing"
vntrain -q -e 12 -p 0 -O long -d dev train | wc -l
# The last row is what vnseg and vneval make of the model.
sed 's/__/\x01/g; s/_/ /g; s/\x01/_/g' dev | vnseg -m early -i lines -o lines >words
vneval seg dev words | awk 'NR < 4 { printf "\t%.4f", $2 }' >scored
tail -n 1 log | cut -f3- | sed 's/^/\t/' | tr -d '\n' | cmp - scored && echo "scored as vneval does"
# Passes are scored in words of the text too: "95%" is one, although the tokenizer parts it.
echo '95% là 4_triệu .' >odd
vntrain -q -e 1 -O m -d odd train | cut -f3-
# Without it, a note; what the characters of a line become is not compared.
vntrain -e 1 -O m train | cut -f1
printf 'một\302\240hai ba\ntốt lắm\n' >nbsp
vntrain -e 1 -O m -d nbsp train | tail -n 1 | cut -f1,2
# Development text without a word is none.
printf '\n  \n' >blank
for file in blank /dev/null; do vntrain -e 1 -O m -d $file train | awk -F'\t' '{ print NF }'; done

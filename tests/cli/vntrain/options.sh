# Gold text counts more, development text is scored, the ceiling of the size holds.
seg=$SRC/corpus/segmentation/news.seg
head -n 200 $seg >train
tail -n 100 $seg >dev
vntrain -e 3 -O a -d dev train | awk -F'\t' '{ print NF, $1, ($5 > 0.5 ? "good" : "bad") }'
vntrain -q -e 3 -O c -g train >/dev/null
vntrain -q -e 3 -O d --gold-weight 1 -g train >/dev/null
vntrain -q -e 3 -O e train >/dev/null
cmp d e && echo "weight 1 is no weight"
cmp -s c e || echo "weight 5 is another"
vntrain -q -e 3 -O small --max-bytes 40000 train >/dev/null; echo "code $?"
[ "$(wc -c <small)" -le 40000 ] && [ "$(wc -c <e)" -gt 40000 ] && echo "within its ceiling"
# Too low for any model: an error, and no file.
vntrain -q -e 1 -O tiny --max-bytes 10 train >/dev/null; echo "code $?"
ls

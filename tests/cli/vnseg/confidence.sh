# Confidences are probabilities of four decimals; which ones they are is the model's affair.
echo 'Học sinh Hà Nội đi 3 km.' >a
vnseg -i lines -c a | sed 's/0\.[0-9]\{4\}/p/g; s/1\.0000/p/g'
for form in lines sentences tabs tsv; do
    vnseg -i lines -o $form -c a | tr '\t' '>' | sed 's/0\.[0-9]\{4\}/p/; s/1\.0000/p/'
done
# Numbers, signs and user words are certain; an empty line too. The words are the same.
vnseg -i lines -o tsv -c a | awk -F '\t' '$6 ~ /^[3.]$/ { print $6, $7 }'
echo 'học sinh hà nội đi' >w
vnseg -i lines -o tsv -c -w w a | cut -f 6,7 | head -n 1
echo | vnseg -i lines -o lines -c | tr '\t' '>'
vnseg -c $SRC/corpus/news | vnseg >again
vnseg $SRC/corpus/news | cmp - again && echo "taken away where they are not asked for"
# A sentence is not more certain than its words, a line not more than its sentences; the same on any number of threads.
vnseg -o tsv -c $SRC/corpus/news >words
vnseg -o sentences -c -j 3 $SRC/corpus/news | cut -f 1 >sentences
awk -F '\t' 'FNR == NR { p[NR] = $1; next }
    { if ($1 FS $2 FS $3 != last) n++; last = $1 FS $2 FS $3; words++
      if (p[n] > $7) wrong++
      if ($7 < 0 || $7 > 1) wrong++
      if ($7 < 1) unsure++ }
    END { print wrong + 0, (unsure > words / 50 && unsure < words) ? "some are unsure" : "as if all were alike" }' sentences words
vnseg -o lines -c $SRC/corpus/news | cut -f 1 | sort | head -n 1 >least
sort sentences | head -n 1 | cmp - least && echo "the least certain sentence is on the least certain line"
LC_ALL=vi_VN.UTF-8 vnseg -o tsv -c $SRC/corpus/news | cmp - words

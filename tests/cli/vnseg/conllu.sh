# CoNLL-U: read by a program of its own, which rebuilds the text byte for byte; the same on any number of threads.
check() { LC_ALL=C awk -f $SRC/tests/cli/conllu.awk "$@"; }
printf 'Học sinh Hà Nội\n\n“Học sinh”  đi tàu\thoả, xe.\nNgày 9/6: a|b. \n' >a.txt
printf '{"id":"số 1/a","text":"Hà Nội mưa."}\n{"id":"trống","text":" "}\n{"id":"b%%","title":"Mưa","text":""}\n' >b.jsonl
vnseg -o conllu a.txt b.jsonl | tee one
check one
vnseg -o conllu --confidence a.txt | check
# FORM is in NFC, whatever the text is in.
printf 'Ha\314\200 No\314\243\314\202i mu\314\233a 😀\314\200.\n' >nfd
vnseg -i lines -o conllu nfd | tee three
check three | cmp - nfd
# Blank lines have no sentence.
sh $SRC/tests/cli/odd.sh | tr -d '\r' >odd
vnseg -i lines -o conllu odd >two && check two | cmp - odd
vnseg -i lines -o conllu -j 3 odd | cmp - two
grep . $SRC/corpus/segmentation/news.txt >news
vnseg -i lines -o conllu news | check 2>/dev/null | cmp - news
echo 'đại học quốc gia' >words
vnseg -i lines -o conllu -w words news | check 2>/dev/null | cmp - news
find $SRC/corpus/news -name '*.txt' | LC_ALL=C sort | while read -r file; do
    vnseg -o conllu "$file" | check 2>/dev/null | tr -d '\n' >back
    tr -d '\n' <"$file" | cmp - back || echo "$file is not rebuilt"
done
# The reader does see faults.
sed 's/SpaceAfter=No/_/' one | check >/dev/null 2>&1; echo "code $?"
sed 's/a.txt-1/a.txt-2/' one | check >/dev/null 2>&1; echo "code $?"
sed 's/	_	_	_	_	_	_	_	/	_	/' one | check >/dev/null 2>&1; echo "code $?"

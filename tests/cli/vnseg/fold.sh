# Keys in place of words: lower case, one tone place, NFC, no punctuation; a sentence without a word leaves no line.
printf 'Tiêu đề: HÀ NỘI!\n\nHoà Bi\314\200nh, “Việt  Nam” 753/QĐ-TTg.\n! ?\nHọc_sinh đi tàu hoả…\n' >a
for form in lines sentences tabs; do
    vnseg -o $form --fold a
    vnseg -i lines -o $form -f a
done | tr '\t' '>'
vnseg -o sentences -f -c a | cut -f 2
vnseg -o tabs -f -j 3 $SRC/corpus/news >one
vnseg -o tabs -f $SRC/corpus/news | cmp - one
for form in jsonl tsv conllu; do
    vnseg -o $form -f a; echo "code $?"
done

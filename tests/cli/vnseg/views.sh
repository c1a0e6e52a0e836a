# The forms that other programs know. A title comes first.
printf 'Học sinh Hà Nội\n\nCông an\t Việt Nam vào_cuộc.\nTrời mưa!' >a.txt
printf '\n \nHà Nội mưa\n' >b
for form in lines sentences tabs tsv; do
    echo "$form"
    vnseg -o $form a.txt
    vnseg -i lines -o $form b
done | tr '\t' '>'
printf '{"id":"x\\ty","text":"Hà Nội"}\n' | vnseg -o tsv | tr '\t' '>'
for form in sentences tabs tsv conllu; do
    vnseg -o $form $SRC/corpus/news >one
    vnseg -o $form -j 3 $SRC/corpus/news | cmp - one
    vnseg -o $form --spans a.txt; echo "code $?"
done
# A line a document, as many as there are; the sentences are those of the records.
yes 'Trời mưa. Đường ngập.' | head -n 700 | vnseg -i lines -o tabs | wc -l
vnseg -o sentences $SRC/corpus/news | wc -l >sentences
vnseg -o tsv $SRC/corpus/news | cut -f 1-3 | uniq | wc -l | cmp - sentences && echo "as many sentences as rows say"

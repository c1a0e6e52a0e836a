# A word list, in plain lines or with underscores: a word that the sentences never show is found.
seg=$SRC/corpus/segmentation/news.seg
vntrain -q -e 2 -O without $seg >/dev/null
{ tr ' ' '\n' <$seg | grep _; echo 'mưa gió'; } >list
vntrain -q -e 2 -O with --words list $seg >/dev/null; echo "code $?"
echo 'Ngày mưa gió lớn.' | vnseg -m without -o lines
echo 'Ngày mưa gió lớn.' | vnseg -m with -o lines
tr _ ' ' <list | gzip >list.gz
vntrain -q -e 2 -O same -w list.gz $seg >/dev/null && cmp with same && echo "spaces are underscores"
vntrain -q -e 2 -O none -w missing $seg; echo "code $?"

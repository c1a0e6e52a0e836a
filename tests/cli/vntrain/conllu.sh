# A treebank teaches what its lines of words do, by its name or by -i; malformed lines are told.
head -n 150 $SRC/corpus/segmentation/news.seg | grep -v __ >a.seg
treebank() {
    awk -v part="$1" '{ print "# sent_id = " NR; print "# text = ..."
           for (i = 1; i <= NF; i++) { form = $i; gsub(/_/, part, form); print i "\t" form "\t_\tX\t_\t_\t0\troot\t_\t_" }
           print "" }' a.seg
}
treebank ' ' >a.conllu
treebank _ | sed 's/$/\r/' | gzip >b.conllu.gz
treebank ' ' | sed '$d' >c.txt # without the blank line at the end
sed '3s/^/1-2\tkhó\t_\t_\t_\t_\t_\t_\t_\t_\n/' a.conllu >d.txt
mkdir dir && head -n 40 a.seg >dir/1.seg && treebank ' ' | awk 'BEGIN { RS = ""; ORS = "\n\n" } NR > 40' >dir/2.conllu
train() { vntrain -q -e 1 -O "$@" >/dev/null; echo "code $?"; }
train m.seg a.seg
train m.name a.conllu
train m.gz b.conllu.gz
train m.option -i conllu c.txt
train m.stdin -i conllu - <d.txt
train m.dir dir
for name in name gz option stdin dir; do cmp m.seg m.$name; done
train m -d a.conllu -g a.conllu a.seg
printf '1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n2\ty\n' >bad.conllu
printf '# text\n1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n3\ty\t_\t_\t_\t_\t_\t_\t_\t_\n' >dir/bad.conllu
printf '1\t\t_\t_\t_\t_\t_\t_\t_\t_\n' >form.conllu
printf '1\tx\377\t_\t_\t_\t_\t_\t_\t_\t_\n' >byte.conllu
for file in bad.conllu dir form.conllu byte.conllu; do train m $file; done
train m -i conllu a.seg
train m -i lines a.conllu # a choice, not an error
train m -i words a.seg

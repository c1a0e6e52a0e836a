# Progress is shown on a terminal that can erase a line, and nowhere else; the rows stay as they are.
cat $SRC/corpus/segmentation/news.seg $SRC/corpus/segmentation/news.seg >train
vntrain -q -e 2 -O plain train >rows
on_terminal() { script -qec "vntrain -e 2 -O model $* train" /dev/null </dev/null | tr -d '\r' >seen; echo "code $?"; }
progress() { grep -c 'pass [12] of 2: [^ ]* *[0-9]* %, [0-9]* sentences/s, [0-9]* s left' seen; }
TERM=xterm on_terminal
[ $(progress) -ge 1 ] && echo "progress is shown"
sed 's/.*\x1b\[K//' seen | grep -v '^vntrain: ' | cmp - rows && echo "and erased"
for term in dumb ''; do TERM=$term on_terminal; progress; grep -v '^vntrain: ' seen | cmp - rows; done
TERM=xterm on_terminal -q; progress; cmp seen rows
TERM=xterm; export TERM
vntrain -e 2 -O model train 2>messages | cmp - rows
cat messages

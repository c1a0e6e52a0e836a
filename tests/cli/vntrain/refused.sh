# Checkpoints that are not of this training are refused with a line, and stay as they are.
head -n 100 $SRC/corpus/segmentation/news.seg >train
tail -n 50 $SRC/corpus/segmentation/news.seg >dev
vntrain -q -e 3 -O model -c state -d dev train >/dev/null
cp state kept; cp model old
try() { vntrain -q -O model -c state -d dev "$@" >log; echo "code $?"; [ -s log ] && echo "something was printed"; }
try -e 2 train
try --seed 2 train
try --rate 0.5 train
try -g train
try train dev
head -n 99 train >fewer; try fewer
sed '1s/ / , /' train >other; try other
vntrain -q -O model -c state train; echo "code $?"
cmp state kept; cmp model old
cut() { head -c $1 kept >state; try train; }
cut 0; cut 20; cut 1000; cut $(($(wc -c <kept) - 1))
change() { { head -c $1 kept; printf '\377'; tail -c +$(($1 + 2)) kept; } >state; try train; }
change 0; change 8; change 40; change 60; change 3000
{ cat kept; echo; } >state; try train
echo Học_sinh >state; try train
rm state; mkdir state; try train; rmdir state
vntrain -q -O model -c no/where train; echo "code $?"
vntrain -q -O model -c - train; echo "code $?"
vntrain -q -O model -c model train; echo "code $?"
cmp model old
ls -A

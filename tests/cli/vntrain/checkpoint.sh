# Ended after a pass and started again, a training ends with the bytes of one that was left alone.
head -n 500 $SRC/corpus/segmentation/news.seg >train
tail -n 100 $SRC/corpus/segmentation/news.seg >dev
vntrain -q -e 5 -O whole -c whole.state -d dev -p 0 train >whole.log; echo "code $?"
# By asking for fewer passes first, without development text too.
vntrain -q -e 2 -O part -c state -d dev -p 0 train >part.log; echo "code $?"
vntrain -e 5 -O model -c state -d dev -p 0 train >rest.log; echo "code $?"
cmp model whole && cmp state whole.state && echo "the same bytes"
head -n 2 part.log | cat - rest.log | cmp - whole.log && echo "the same rows"
vntrain -q -e 3 -O plain train >/dev/null
for passes in 1 2 3; do vntrain -q -e $passes -O model -c plain.state train >/dev/null; done
cmp plain model && echo "the same bytes"
# Nothing is left to be done, or what was done is enough; the ceiling of the file may change.
vntrain -e 5 -O model -c whole.state -d dev -p 0 train | cut -f1 && cmp model whole
vntrain -q -e 5 -O small -c whole.state -d dev -p 0 --max-bytes 60000 train >/dev/null && [ $(wc -c <small) -le 60000 ] && echo small
vntrain -q -e 40 -p 2 -O early -d dev train >early.log
vntrain -q -e $(($(wc -l <early.log) - 2)) -p 2 -O model -c state2 -d dev train >/dev/null
vntrain -q -e 40 -p 2 -O model -c state2 -d dev train >/dev/null
vntrain -q -e 40 -p 2 -O model -c state2 -d dev train | wc -l
cmp model early && echo "patience goes on"
# By a signal: the state of the last finished pass stays, and no half-written file.
for signal in TERM KILL; do
    rm -f killed.state killed
    mkfifo rows
    vntrain -q -e 150 -p 0 -O killed -c killed.state -d dev train >rows &
    { read -r row; read -r row; kill -$signal $!; cat >/dev/null; } <rows
    wait $! 2>/dev/null
    echo "code $?"
    rm rows
    [ -e killed ] && echo "there is a model"
    vntrain -q -e 150 -p 0 -O killed -c killed.state -d dev train >log
    [ $(wc -l <log) -lt 151 ] || echo "began anew"
    [ -e uncut ] || vntrain -q -e 150 -p 0 -O uncut -d dev train >/dev/null
    cmp killed uncut && echo "the same bytes"
    [ $signal = KILL ] || ls -A | grep '^\.'
done

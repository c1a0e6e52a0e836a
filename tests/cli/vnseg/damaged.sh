# A model that is changed or cut anywhere is refused with one line and exit code 1, a small one and a copy of the shipped one.
# Every byte is tried in the unit tests; here it is the program.
vntrain -q -e 1 -O small $SRC/corpus/segmentation/news.seg >/dev/null
cp $SRC/corpus/model/vntext.model large
try() { vnseg -m bad --output out $SRC/corpus/segmentation/news.seg >log 2>&1; echo "code $? with $(wc -l <log) line: $(sed 's/:[^:]*$//' log)"; }
flip() { # flip MODEL COUNT: that many bytes, from the first to the last
    size=$(wc -c <$1)
    cp $1 bad
    for i in $(seq 0 $(($2 - 1))); do
        at=$((i * (size - 1) / ($2 - 1)))
        byte=$(od -An -tu1 -j $at -N 1 $1)
        printf "\\$(printf %o $((byte ^ 16)))" | dd of=bad bs=1 seek=$at conv=notrunc 2>/dev/null
        try
        printf "\\$(printf %o $byte)" | dd of=bad bs=1 seek=$at conv=notrunc 2>/dev/null
    done
    cmp $1 bad
}
cut() { for i in $(seq 1 $2); do head -c $(($(wc -c <$1) * i / ($2 + 1))) $1 >bad; try; done; }
for model in small large; do
    { flip $model 50; cut $model 20; } | sort | uniq -c
    head -c $(($(wc -c <$model) - 1)) $model >bad; try
done
ls

# The same bytes for any number of threads, with errors in their places.
i=0
while [ $i -lt 300 ]; do echo "bài $i"; i=$((i + 1)); done >lines
mkdir d
split -l 3 -a 3 lines d/
printf 'tốt\nbad\n' >d/ab-bad1
printf 'a\0' >d/ac-bad2
for f in 1 2 3 4 5 6 7 8 9 10; do cat lines lines lines lines; done >many
cat many many many many many many many many many many | gzip -1 >many.gz
for options in '-i lines --skip-bad d' '-i lines d' '-i lines many.gz' '-c -i lines many.gz'; do
    for j in 1 2 3 8; do
        vntest-echo -j $j $options >out.$j 2>err.$j
        echo "$? $(cksum <out.$j) $(cksum <err.$j)"
    done
done
cat err.1
vntest-echo -j 4 -i lines --skip-bad d 2>&1 >/dev/null

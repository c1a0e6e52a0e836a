# Counts that pass --memory go to temporary files: the same bytes for any size and any number of threads, nothing left.
for i in $(seq 60); do
    echo "{\"id\":\"$i\",\"words\":\"từ_$((i % 7)) từ_$((i % 11)) của từ_$((i % 5)) , từ_$i một hai\"}"
done >all.jsonl
mkdir tmp
TMPDIR=$PWD/tmp
export TMPDIR
vndf -g 3 all.jsonl >whole.df
wc -l <whole.df
for size in 1 2K 100K 1M 1G; do
    for jobs in 1 2 5; do
        vndf -g 3 --memory $size -j $jobs all.jsonl | cmp - whole.df && echo "$size, $jobs threads: same"
    done
done
vndf -g 3 --memory 1 --min-df 5 --max-df 0.5 all.jsonl | sed 1d
ls tmp
TMPDIR=/nonexistent vndf --memory 1 -O cut.df all.jsonl
echo "[exit $?]"
(ulimit -f 2; vndf -g 3 --memory 1 -O cut.df all.jsonl)
echo "[exit $?]"
ls cut.df 2>/dev/null
for size in 0 -1 1T 1Mb M '' 99999999999G; do
    vndf --memory "$size" all.jsonl
    echo "[exit $?]"
done

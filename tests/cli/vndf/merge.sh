# The merged tables of any split are the table of the whole; the order of documents and the threads do not matter.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    echo "{\"id\":\"$i\",\"words\":\"từ_$((i % 2)) từ_$((i % 3)) từ_$((i % 5)) từ_$i\"}"
done >all.jsonl
vndf all.jsonl >whole.df
for size in 1 5 11; do
    rm -f part.*
    split -l $size all.jsonl part.
    for part in part.*; do
        vndf -O $part.df $part
    done
    vndf --merge part.*.df | cmp - whole.df && echo "parts of $size: same"
done
sort -r all.jsonl | vndf -j 3 | cmp - whole.df && echo "reversed, three threads: same"
vndf --merge --min-df 4 part.*.df | sed 1d
LC_ALL=C sort -c whole.df && sed 1q whole.df | cut -f 1-3

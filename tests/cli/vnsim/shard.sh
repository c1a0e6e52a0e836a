# Shares of the work, put together: the bytes of one run. And what does not belong together is refused.
vnseg "$SRC/corpus/news" | vntfidf >w.jsonl
for options in '--top 3' '--top 2 --why --titles' '--min 0.05' '--top 4 --min 0.1' '--min 0 -j 2'; do
    vnsim $options w.jsonl >wanted
    for n in 1 2 3 7; do
        rm -f s.*
        for i in $(seq $n); do vnsim $options --shard $i/$n w.jsonl >s.$i; done
        vnsim --merge s.* | cmp - wanted && echo "$options, $n shares: same"
    done
done
for format in tsv csv mtx npy; do
    vnsim --matrix -o $format w.jsonl >wanted
    for n in 1 2 3 7 100; do
        for i in $(seq $n); do vnsim --matrix -o $format --shard $i/$n w.jsonl; done | cmp - wanted && echo "$format, $n shares: same"
    done
done
echo "each share may read the input in another order, and shares may be compressed:"
vnsim --top 3 w.jsonl >wanted
for i in 1 2; do
    sort w.jsonl >other.jsonl
    vnsim --shard $i/2 --top 3 other.jsonl | gzip >s.$i.gz
done
vnsim --shard 1/2 --top 3 w.jsonl >s.1
vnsim --merge s.2.gz s.1 -O got && cmp got wanted && echo same
echo "more machines than documents:"
printf '{"id":"%s","tfidf":{"x":1}}\n' a b c >three.jsonl
for i in $(seq 12); do vnsim --shard $i/12 three.jsonl >t.$i; done
vnsim --merge t.*
vnsim --shard 1/1 </dev/null | tee none
vnsim --merge none

# Against a table of the same collection one pass gives what two give, with any number of threads.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    echo "{\"id\":\"$i\",\"words\":\"từ_$((i % 2)) từ_$((i % 3)) từ_$((i % 5)) từ_$i chung\"}"
done >all.jsonl
vndf all.jsonl >all.df
for scheme in tfidf gensim bm25 pivoted; do
    vntfidf -S $scheme all.jsonl >two
    for jobs in 1 2 5; do
        vntfidf -S $scheme -j $jobs --df all.df all.jsonl | cmp - two && echo "$scheme, $jobs threads: same"
    done
done
echo -- tables with more in them
vntfidf all.jsonl >two
vndf -s none --numbers -g 3 all.jsonl >wide.df
vntfidf --df wide.df all.jsonl | cmp - two && echo "wider: same"
vndf -s none all.jsonl >narrow.df
vntfidf -g 2 --df narrow.df all.jsonl >out
vntfidf --df reference all.jsonl >out
echo -- a table made elsewhere
printf '\t9\tvndf1\t0000000000000000\nchung\t9\ntừ_1\t3\n' >other.df
head -n 1 all.jsonl | vntfidf --df other.df --idf plain -S count
head -n 1 all.jsonl | vntfidf --df other.df --min-df 1 2>/dev/null

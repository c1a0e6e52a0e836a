# What is left out: of counts and of sums, by number and by share.
for i in 1 2 3 4 5 6 7 8; do
    w="nước"
    [ $((i % 2)) = 0 ] && w="$w biển_cả sông"
    [ $i -gt 6 ] && w="$w hiếm"
    [ $i = 8 ] && w="$w lẻ"
    echo "{\"id\":\"$i\",\"words\":\"$w\"}"
done >news.jsonl
vndf -g 2 news.jsonl >whole.df
for cut in '--min-df 2' '--min-df 0.5' '--max-df 4' '--max-df 0.5' '--max-df 1.0' '--min-df 2 --max-df 0.9 --min-phrase-df 4'; do
    echo "-- $cut"
    vndf -g 2 $cut news.jsonl >cut.df
    vndf --merge $cut whole.df | cmp - cut.df
    sed -n '1s/.*ngrams:2//p' cut.df
    sed 1d cut.df
done
for wrong in '--min-df 0' '--min-df 1.5' '--max-df x' '--max-df 0.0' '--min-phrase-df 0.5'; do
    vndf $wrong news.jsonl
    echo "[exit $?]"
done

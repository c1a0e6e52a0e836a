# The commonest terms of a table that is counted or merged: what sorting it gives, ties by bytes; a cut and an end that fails.
i=0
while [ $i -lt 40 ]; do
    i=$((i + 1))
    printf 'từ%s ' $(seq $i 40) >>text
    echo >>text
done
printf 'zeta gió\nzeta bão\n' >>text
vndf -i words text >all.df
vndf -i words --top 7 text
sorted() { sed 1d all.df | LC_ALL=C sort -t "$(printf '\t')" -k 2,2nr -k 1,1; }
for n in 1 2 5 16 17 41 1000; do
    vndf -i words --top $n -j 2 text >top
    sorted | head -n $n | cmp - top && vndf --merge --top $n all.df | cmp - top && echo "same $n"
done
vndf -i words --top 3 --max-df 30 text
vndf --merge --top 2 all.df all.df
vndf -i words --top 0 text; echo "code $?"
vndf --merge --top 3 text; echo "code $?"
vndf -i words --top 3 text >/dev/full; echo "code $?"

# A window of days: the new day is added, the old one subtracted; what cannot be subtracted is refused with its place.
for day in 1 2 3 4; do
    for i in 1 2 3; do
        echo "{\"id\":\"$day$i\",\"words\":\"chung ngày_$day từ_$((day * i % 5)) của\"}"
    done >$day.jsonl
    vndf -g 2 $day.jsonl >$day.df
done
vndf -g 2 [123].jsonl >week.df
vndf -g 2 [234].jsonl >next.df
vndf --merge week.df 4.df --minus 1.df | cmp - next.df && echo same
vndf --merge week.df --minus 1.df --minus 2.df | cmp - 3.df && echo same
vndf --merge week.df --minus 1.df --minus 2.df --minus 3.df | cut -f 1-3
echo -- gzip and standard input
gzip -c 4.df >4.df.gz
gzip -c week.df | vndf --merge - 4.df.gz --minus 1.df | cmp - next.df && echo same
gzip -c 1.df | vndf --merge week.df 4.df.gz --minus - | cmp - next.df && echo same
echo -- refused
try() {
    vndf --merge "$@" 2>err
    echo "[exit $?]"
    sed 's/:[0-9a-f]\{8\}//g' err
}
try week.df --minus 4.df
try 1.df --minus week.df
vndf -g 3 1.jsonl >other.df
try week.df --minus other.df
vndf -g 2 -s none --numbers 1.jsonl >other.df
try week.df other.df
echo "ngày 1" >mine.txt
vndf -g 2 -w mine.txt 1.jsonl >other.df
try week.df other.df
echo -- a table that terms were left out of adds up with a warning, and is not subtracted
vndf -g 2 --min-df 2 1.jsonl >cut.df
sed -n '1s/.*\t//p' cut.df | cut -d ' ' -f 4-
try cut.df 2.df -O sum.df
sed -n '1s/.* //p' sum.df
try cut.df --min-df 3 -O sum.df
try week.df --minus cut.df
try sum.df --minus 1.df

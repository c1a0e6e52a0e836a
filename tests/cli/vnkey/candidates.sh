# All that is scored, nested terms too: each list is among the candidates, with its scores; what it cannot go with.
news=$SRC/corpus/news/the-gioi/f-16-romania.txt
vnkey --candidates -o tsv "$news" | cut -f 2- | LC_ALL=C sort >all
grep -oE '^(F-16|Tiêm kích|Tiêm kích F-16|hạ cánh|hạ cánh khẩn cấp)	' all
vnkey -n 30 -o tsv "$news" | cut -f 2- | LC_ALL=C sort >some
LC_ALL=C comm -23 some all | wc -l
[ "$(wc -l <all)" -gt "$(wc -l <some)" ] && echo more
vnkey --candidates -n 3 -o tsv "$news" | cut -f 2- | LC_ALL=C sort | cmp - all && echo "whatever -n"
vnkey --candidates --diversity 0.5 "$news"; echo "code $?"
vnkey --candidates --trend "$news"; echo "code $?"

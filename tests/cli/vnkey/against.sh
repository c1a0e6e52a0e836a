# What sets articles apart: from other articles, from a table, from the built-in table.
awk 'BEGIN {
    for (i = 0; i < 40; i++) {
        printf "{\"id\":\"t%d\",\"text\":\"Giá vàng SJC tăng, %s.\"}\n", i, i % 2 ? "nhà đầu tư mua" : "trời nắng" > "target.jsonl"
        printf "{\"id\":\"r%d\",\"text\":\"Trời nắng, %s.\"}\n", i, i % 4 ? "học sinh đến trường" : "giá xăng giảm" > "rest.jsonl"
    }
}'
echo "against articles:"
vnkey --against rest.jsonl target.jsonl
vnkey --against rest.jsonl -j 3 target.jsonl > threads.tsv
vnkey --against rest.jsonl - < target.jsonl | cmp - threads.tsv && echo "the same with threads, from standard input"
gzip -c rest.jsonl | vnkey --against - target.jsonl | cmp - threads.tsv && echo "and with the others from there"
echo "against their table:"
vndf -g 3 rest.jsonl > rest.df
vnkey --against rest.df target.jsonl | cmp - threads.tsv && echo "the same"
gzip rest.df
vnkey --against rest.df.gz target.jsonl | cmp - threads.tsv && echo "and compressed"
vndf rest.jsonl > words.df
vnkey --against words.df -n 3 target.jsonl
echo "by each measure:"
for measure in g2 ratio simple; do
    vnkey --against rest.jsonl --keyness $measure -n 2 -g 1 target.jsonl
done
vnkey --against rest.jsonl --keyness simple --simple-k 100000 --min-keyness 3 target.jsonl | cut -f 1,10
echo "against the built-in table, what it leaves out counts as the most that it may:"
vnkey --against default -o jsonl -n 2 target.jsonl
echo "nothing:"
vnkey --against rest.jsonl </dev/null; echo "code $?"
try() { vnkey "$@"; echo "code $?"; }
echo "errors:"
vndf -s none rest.jsonl > wide.df && try --against wide.df -g 2 target.jsonl
echo 'học sinh' > words.txt
try --against rest.df.gz -w words.txt target.jsonl
printf '\t5\tvndf1\t00000000000000a1\n\ta\n' > bad.df; try --against bad.df target.jsonl
try --against missing.jsonl target.jsonl
try --against rest.jsonl --by cluster target.jsonl
try --keyness g2 target.jsonl
try --simple-k 1 target.jsonl
try --min-df 3 target.jsonl
try --against rest.jsonl --offsets target.jsonl

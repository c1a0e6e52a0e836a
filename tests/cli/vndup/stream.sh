# Documents as they come: what was there before, in this run or an earlier one.
cp "$SRC/tests/cli/vndup/articles.jsonl" a.jsonl
echo "records:"
vndup --stream a.jsonl | vnview -o tsv -f id,dup,dup_score
echo "in two runs, ids:"
head -n 5 a.jsonl | vndup --seen news.seen -o tsv
tail -n +6 a.jsonl | vndup --seen news.seen -o tsv
echo "what is new:"
vndup --seen whole.seen --unique a.jsonl >new && grep -Fxf new a.jsonl | cmp - new && vnview -o tsv -f id new
vndup --seen whole.seen -u a.jsonl
head -n 5 a.jsonl | vndup --seen parts.seen -u -o tsv >/dev/null && tail -n +6 a.jsonl | sed '4,5s/{/{"id":"x",/' | vndup --seen parts.seen -u -o tsv | wc -l
echo "each is answered before the next has come:"
mkfifo in out
vndup --stream -o tsv <in >out &
exec 3>in 4<out
for n in 1 2 3; do
    sed -n ${n}p a.jsonl >&3
    read -r line <&4 && echo "$line"
done
exec 3>&- 4<&-
wait
ls -A

K=$SRC/tests/data/keyword
vnkey --method guess; echo "code $?"
vnkey --diversity 1.5; echo "code $?"
vnkey -n 0; echo "code $?"
vnkey --method yake --explain; echo "code $?"
sed -n 3p $K/cli.jsonl | vnkey --offsets; echo "code $?"
printf '%s\n' '{"id":1,"words":[]}' '{"id":2,"words":"gạo"}' | vnkey --skip-bad -o tsv --method rake; echo "code $?"
printf 'g\377o\n' | vnkey -i lines; echo "code $?"
printf 'vnkey-model\t1\nfeature\tcount\t1\n' >cut.key
vnkey --keyword-model cut.key $K/cli.jsonl; echo "code $?"
vnkey --keyword-model nowhere.key $K/cli.jsonl; echo "code $?"
vnkey --keyword-model cut.key --method tfidf $K/cli.jsonl; echo "code $?"

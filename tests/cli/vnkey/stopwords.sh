# The built-in list, none, and one that is not there.
printf '%s\n' '{"id":1,"text":"x","words":"của gạo"}' >a.jsonl
vnkey --method rake -o tsv a.jsonl
vnkey --method rake -o tsv --stopwords none a.jsonl
vnkey --stopwords nowhere.txt a.jsonl; echo "code $?"
vnkey --df nowhere.tsv a.jsonl; echo "code $?"
printf 'gạo\t3\n' >bad.tsv
vnkey --df bad.tsv a.jsonl; echo "code $?"

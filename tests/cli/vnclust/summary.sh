# What clusters are about: no label from the stop list, none without a letter.
sed 's/"mưa":/"2024":1,"mưa":/' "$SRC/tests/cli/vnclust/articles.jsonl" >a.jsonl
printf 'người dân\n' >stop.txt
vnclust -k 3 --summary --stopwords stop.txt a.jsonl
vnclust -k 3 --summary --stopwords stop.txt --labels 2 -o jsonl a.jsonl

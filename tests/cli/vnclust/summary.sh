# What clusters are about: no label from the stop list, none without a letter.
sed 's/"mưa":/"2024":1,"mưa":/' "$SRC/tests/cli/vnclust/articles.jsonl" >a.jsonl
printf 'người dân\n' >stop.txt
vnclust -k 3 --summary --stopwords stop.txt a.jsonl
vnclust -k 3 --summary --stopwords stop.txt --labels 2 -o jsonl a.jsonl
# Of a phrase and its word only the better one: "giá vàng" stands in as many documents as "giá".
for i in 1 2 3 4; do
    echo "{\"id\":\"a$i\",\"tfidf\":{\"giá\":1,\"giá vàng\":1,\"vàng miếng\":1}}"
    echo "{\"id\":\"b$i\",\"tfidf\":{\"bóng\":1,\"đội bóng\":1,\"đội_trưởng\":1}}"
done >phrases.jsonl
vnclust -k 2 --summary phrases.jsonl

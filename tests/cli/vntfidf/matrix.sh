# The same weights as matrices for other programs; tests/checks/scipy.sh loads them there.
cat >news.jsonl <<'EOF'
{"id":"a","words":"bão lớn bão","topic":"thời tiết"}
{"id":"b\tc","words":"lớn dần","topic":"\u0111ời sống"}
{"words":"của","topic":"thời tiết"}
{"id":"d","words":"dần dần lớn","topic":""}
EOF
tfidf='vntfidf -s none --max-df 0.8'
$tfidf news.jsonl
echo -- mtx
$tfidf -o mtx --vocabulary terms --rows rows news.jsonl
cat terms rows
echo -- svmlight, labels that are numbered
$tfidf -o svmlight --label topic --rows rows news.jsonl
cat rows
echo -- svmlight, labels that are numbers
sed 's/"topic":"[^"]*"/"topic":-1.5/' news.jsonl | $tfidf -o svmlight --label topic
echo -- npy
$tfidf -o npy news.jsonl | tail -c +129 | od -A n -t f8 -w24 -v
$tfidf -o npy news.jsonl | head -c 128 | tr '\223\001\000' '#1.'
echo -- npz: members, then rows, columns and weights
$tfidf -o npz -O a.npz news.jsonl
LC_ALL=C tr -c '[:print:]' '\n' <a.npz | grep -o '[a-z]*\.npy\|csr$\|(.*)' | head -n 20
od -A n -t f8 -w8 -v -j "$(($(LC_ALL=C grep -abo data.npy a.npz | head -n 1 | cut -d : -f 1) + 8 + 20 + 128))" -N 48 a.npz
echo -- the same bytes with threads, the heaviest term only
for form in jsonl mtx svmlight npy npz; do
    $tfidf -n 1 -o $form news.jsonl >one
    $tfidf -n 1 -o $form -j 3 news.jsonl | cmp - one
done
$tfidf -n 1 news.jsonl
echo -- nothing
for form in mtx svmlight npy npz; do
    printf '' | vntfidf -i words -o $form --rows rows | wc -c
done
cat rows

# Every form of output. Case, composition (NFD), spaces and signs make no difference; a document without text is told by its
# title, one without words is a copy of nothing; without a date it comes after those that have one.
cp "$SRC/tests/cli/vndup/articles.jsonl" a.jsonl
echo "records:"
vndup a.jsonl | vnview -o tsv -f id,dup,dup_score
echo "a record that had such fields, and two without id:"
printf '{"id":1,"dup":"x","text":"Trời mưa","dup_score":0,"z":[1, 2]}\n{"text":"trời mưa"}\n{"text":"TRỜI MƯA"}\n' | vndup
echo "ids:"
vndup -o tsv a.jsonl
echo "first copies, as they were:"
vndup --unique a.jsonl >first && grep -Fxf first a.jsonl | cmp - first && vnview -o tsv -f id first
echo "their ids:"
vndup -u -o tsv a.jsonl
echo "pairs:"
vndup --pairs a.jsonl
echo "groups:"
vndup --groups a.jsonl
echo "shingles of two syllables, nearly the same only:"
vndup -k 2 --pairs --min 0.9 a.jsonl
echo "the same:"
vndup --shingle 1 --pairs -t 1 a.jsonl
echo "words that were segmented before:"
printf '{"id":"t","text":"Học sinh học my_file sinh học."}\n' >t.jsonl
printf '{"id":"w","words":"Học_sinh học my__file sinh_học ."}\n' | vndup --pairs t.jsonl -

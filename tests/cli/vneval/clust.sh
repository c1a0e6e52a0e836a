# Any names of groups; order does not matter; TSV or records on both sides; more documents than the gold has are let go.
cat >gold.jsonl <<'J'
{"id":"a","label":"thể thao","event":1}
{"id":"b","label":"thể thao","event":2}
{"id":"c","label":"kinh tế","event":3}
{"id":"d","label":"kinh tế","event":3}
{"id":"e","label":"kinh tế"}
{"id":"f"}
J
printf 'e\t0\nd\t0\nc\t0\nb\t1\na\t0\nz\t5\n' >system.tsv
vneval clust gold.jsonl system.tsv
echo "by another field:"; vneval clust -f event gold.jsonl system.tsv | grep -E 'documents|groups|ari'
sed 's/\(.*\)\t\(.*\)/{"id":"\1","cluster":\2}/' system.tsv >system.jsonl
vneval clust gold.jsonl system.tsv >a && vneval clust gold.jsonl system.jsonl | cmp - a && echo "records: the same"
sort system.tsv | vneval clust --field=label gold.jsonl - | cmp - a && echo "another order: the same"
echo "renamed:"; printf 'a\tx\nb\tx\nc\ty\nd\ty\ne\ty\n' | vneval clust gold.jsonl - | head -n 3
echo "one group:"; printf 'a\t0\nb\t0\nc\t0\nd\t0\ne\t0\n' | vneval clust gold.jsonl - | grep -E 'nmi|ari|bcubed'

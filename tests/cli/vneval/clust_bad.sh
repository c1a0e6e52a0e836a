# Documents without a cluster, ids twice, nothing to compare, lines that are neither records nor TSV.
printf '{"id":"a","label":"x"}\n{"id":"b","label":"y"}\n' >gold
try() { printf "$1" >system; vneval clust gold system; echo "code $?"; }
try 'a\t0\n'
try 'a\t0\nb\t1\na\t1\n'
try ''
try 'a\t0\nb 1\n'
try '{"id":"a","cluster":0}\n{"id":"b"}\n'
try '{"id":"a","cluster":0}\n{"id":"b",}\n'
try 'a\t0\nb\t\377\n'
try 'a\t0\nb\t1\n' | tail -n 1
vneval clust -f event gold system; echo "code $?"
cat gold gold >twice; vneval clust twice system; echo "code $?"
vneval clust gold nowhere; echo "code $?"
vneval clust nowhere system; echo "code $?"
printf '\033[31m\t1\n\033[31m\t2\n' >red.tsv && vneval clust red.tsv red.tsv; echo "code $?"

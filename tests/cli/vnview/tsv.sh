printf '{"id":1,"title":"Một\\tHai","cluster":3}\n{"id":2,"title":null,"cluster":0}\n' >a.jsonl
vnview -o tsv a.jsonl
vnview -o tsv --header -f cluster,id,none a.jsonl
vnview -o tsv --header </dev/null

# Values of every type as people read them.
cat >a.jsonl <<'END'
{"v":"một\thai\nba"}
{"v":[1,"x",{"term":"t","score":1},{"s":2},null,[3]]}
{"v":{"thấp":0.5,"cao":2.25,"bằng":0.5,"\u00e0":1e-3}}
{"v":-1.50e3}
{"v":true}
{"v":null}
{"v":[]}
{"v":{}}
{"v":"\ud800"}
END
vnview -f v a.jsonl

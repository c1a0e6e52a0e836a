# Values of every type as people read them.
cat >a.jsonl <<'END'
{"v":"một\thai\nba"}
{"v":[1,"x",{"term":"t","score":1},{"s":2},null,[3]]}
{"v":{"thấp":0.5,"cao":2.25,"bằng":0.5,"\u00e0":1e-3}}
{"v":[{"term":"giá vàng","score":1.5,"shares":{"count":0.5,"title":1.25,"once":-0.75,"spread":0.001,"lead":0.004,"idf":0.1,"name":0.4}},{"shares":{"a":0},"term":"đồng"},{"term":"x","shares":[1]}]}
{"v":-1.50e3}
{"v":true}
{"v":null}
{"v":[]}
{"v":{}}
{"v":"\ud800"}
END
vnview -f v a.jsonl

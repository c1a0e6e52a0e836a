# Fields that vnseg does not make pass byte for byte, with their spaces, escapes and order; its own are replaced in place,
# and stay when nothing is there to replace them.
cat >a.jsonl <<'J'
{"id":"a","text":"học sinh"}
{ "x" : [ 1 , 2.50e+1 ,{ } ] ,  "text" : "h\u1ecdc sinh" , "ngày":"\u0039\/6" ,"id":7, "y":null }
{"text":"học sinh","words":"sai","z":"\ud83d\ude00","title_words":"cũ","spans":[]}
	{"id":"tab","text":"học sinh"}  

{"id":"t","title":"Học sinh","text":null}
{"id":"n"}
{"id":"e","text":"","title":""}
{"id":"dup","text":"sai","text":"học sinh"}
J
vnseg a.jsonl; echo "code $?"
vnseg -o lines a.jsonl
vnseg --spans a.jsonl | sed -n 3p
# Done twice changes nothing.
vnseg a.jsonl >once && vnseg once | cmp - once && echo same

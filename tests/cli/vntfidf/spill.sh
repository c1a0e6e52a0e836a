# Records that memory does not hold wait in a file without a name; when that cannot be, one line says so.
yes '{"id":"x","words":"bão lớn","text":"'"$(head -c 40000 /dev/zero | tr '\0' x)"'"}' | head -n 2000 >big.jsonl
mkdir dir
TMPDIR=$PWD/dir vntfidf -s none big.jsonl | md5sum
TMPDIR=$PWD/dir vntfidf -s none -j 2 big.jsonl | md5sum
sed 's/}$/,"tfidf":{"bão":0.707106781,"lớn":0.707106781}}/' big.jsonl | md5sum
ls dir
TMPDIR=$PWD/missing vntfidf -s none big.jsonl 2>&1 | sed "s|$PWD|DIR|"
TMPDIR=$PWD/missing vntfidf -s none big.jsonl 2>/dev/null
echo "exit $?"
(ulimit -f 20000; trap '' XFSZ; TMPDIR=$PWD/dir vntfidf -s none big.jsonl 2>&1 >/dev/null | sed "s|$PWD|DIR|")
TMPDIR=$PWD/missing vntfidf -s none -o mtx big.jsonl | head -n 3

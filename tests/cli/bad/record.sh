# A record that is malformed: file, line and column, exit code 1; those before it were written; --skip-bad goes on.
. $SRC/tests/cli/bad/faults.inc
for bad in '{"id":"b","text":"x"' '{"id":"b","text":[1]}' '["b"]' '{"id":"b","text":"\ud800"}' '{"id":"b" "text":"x"}' \
    '{"id":"b","text":"x"} x' '{"id":{},"text":"x"}'; do
    { cat good.jsonl; echo "$bad"; cat good.jsonl; } | sed '3s/"a"/"c"/' >bad.jsonl
    each bad.jsonl -O result
done
for tool in $documents; do
    $tool --skip-bad bad.jsonl >out 2>err; echo "$? $(tail -n 1 err)"
    [ -s out ] || echo "$tool: nothing"
done
# Fields that tools read: weights, words and keywords of the wrong kind.
echo '{"id":"a","text":"x","words":{}}' >words.jsonl
echo '{"id":"a","text":"x","tfidf":["x"]}' >tfidf.jsonl
echo '{"id":"a","text":"x","tfidf":{"x":"1"}}' >weight.jsonl
for tool in vnkey vntfidf vndf vnsim vnclust; do fault $tool words.jsonl -O result; done
for tool in vnsim vnclust; do fault $tool tfidf.jsonl -O result; fault $tool weight.jsonl -O result; done

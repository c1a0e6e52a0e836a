# One line of megabytes: done, in bounded time, and the text comes out whole; JSON as deep is refused.
. $SRC/tests/cli/bad/faults.inc
{ yes 'Học sinh đến trường' | head -n 200000 | tr '\n' ' '; echo; } >words
{ head -c 5000000 /dev/zero | tr '\0' 'h'; echo; } >letters
{ head -c 1000000 /dev/zero | tr '\0' '_'; echo; } >underscores
{ head -c 500000 /dev/zero | tr '\0' '['; echo; } >brackets
for file in words letters underscores brackets; do
    each $file -i lines -O result
    vnseg -i lines -o lines $file | sed 's/[ _]//g' >a
    sed 's/[ _]//g' $file | cmp a - && wc -l <a
done
fault vneval seg words words
fault vntrain -q -e 1 -O model words
{ printf '{"id":"a","text":"'; tr -d '\n' <letters; echo '"}'; } >long.jsonl
each long.jsonl -O result
{ printf '{"id":"a","text":"x","deep":'; cat brackets; } >deep.jsonl
each deep.jsonl -O result

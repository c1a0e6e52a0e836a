# Bytes that are not UTF-8: file, line and column, or U+FFFD.
printf 'học sinh\nhọc \377 sinh\nhọc sinh\n' >a
vnseg -i lines -o lines a; echo "code $?"
vnseg -i lines -o lines --invalid=error - <a; echo "code $?"
vnseg a; echo "code $?"
vnseg -i lines -o lines --invalid=replace a; echo "code $?"
vnseg -i lines -o lines --skip-bad a; echo "code $?"
vnseg -i lines --invalid replace -s a | sed -n '2s/.*"text":/"text":/p'
vnseg --invalid=ignore a; echo "code $?"
# Cut short, overlong, a surrogate, past U+10FFFF.
for bytes in '\341\273' '\300\200' '\355\240\200' '\364\220\200\200' 'h\303' '\000'; do
    printf "ab${bytes}cd\n" | vnseg -i lines -o lines; echo "code $?"
    printf "ab${bytes}cd\n" | vnseg -i lines -o lines --invalid=replace
done

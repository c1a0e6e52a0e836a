# Spans cut the words out of the text, whatever it holds: checked by a program of its own.
check() { LC_ALL=C awk -v confidence=1 -f $SRC/tests/cli/spans.awk; }
sh $SRC/tests/cli/odd.sh >odd
vnseg -i lines --spans -c odd | check
vnseg -i text --spans -c odd | check
printf 'x\377\376y học\200 sinh\nđi\0học\n' | vnseg -i lines --invalid=replace --spans -c | check
vnseg --spans -c $SRC/corpus/news | check
cat >words <<'END'
giáo dục đại học
đại | học
Bà Rịa - Vũng Tàu
a b	-3
Hà Nội mưa to	20
=Hà Nội
END
vnseg -i lines --spans -c -w words odd | check
vnseg --spans -c -w words -j 3 $SRC/corpus/news | check
# The rows of tsv have the same spans.
vnseg -i lines -o tsv -w words odd | cut -f 4,5 | tr '\t' ',' >rows
vnseg -i lines --spans -w words odd | sed -n 's/.*"spans":\[\[\([0-9].*\)\]\].*/\1/p' | sed 's/\],\[/\n/g' | cmp - rows && echo "rows agree"
# It does see faults.
echo 'Hà Nội' | vnseg -i lines --spans -c >one
for change in 's/,9/,8/' 's/\[0,/[1,/' 's/"words":"Hà_/"words":"Hà /' 's/\[0,9\]//' 's/"confidence":\[/&0.5,/'; do
    sed "$change" one | check >/dev/null; echo "code $?"
done

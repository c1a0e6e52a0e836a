# Records and lines; the title of a text file is apart in a record and first on a line.
printf 'Học sinh đến trường\n\nCông an thành phố Hà Nội.\nHọc sinh nghỉ hè.\n' >a.txt
for form in '' '-o jsonl' '--format=lines' '-olines' '-i lines' '-i lines -o lines' '-i text -o lines'; do
    echo "vnseg $form"
    vnseg $form a.txt
done
vnseg -o lines -O out a.txt && cat out
vnseg -o xml a.txt; echo "code $?"
vnseg -o lines --spans a.txt; echo "code $?"

# Spans are bytes of title and text: each cuts out its word.
printf 'Đường sắt\n\n“Học sinh”  đi tàu hoả.\nNgày 9/6.\n' >a.txt
vnseg --spans a.txt
vnseg -s a.txt | cmp - - && vnseg -s a.txt | sed 's/.*"text":"\([^"]*\)".*"words":"\([^"]*\)","spans":\(.*\)}/\1\n\2\n\3/' >parts
printf '“Học sinh”  đi tàu hoả.\nNgày 9/6.' >text
sed -n '$s/\],\[/\n/g;$s/[][]//g;$p' parts | tr ',' ' ' | while read -r from to; do
    tail -c +$((from + 1)) text | head -c $((to - from)); echo "|"
done

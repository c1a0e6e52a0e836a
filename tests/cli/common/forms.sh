# All ways to write options give the same.
echo một >a
echo hai >./-b
for options in '-n2' '-n 2' '--times 2' '--times=2' '-ilines -n2' '--input=lines --times=2'; do
    vntest-echo $options a
done
vntest-echo a -n 1 --input lines
vntest-echo -- -b
echo ba | vntest-echo -
echo bốn | vntest-echo
vntest-echo -cn2 a

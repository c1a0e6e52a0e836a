# With -i lines -o lines an input line is an output line, whatever it holds, on any number of threads.
printf 'học sinh\n\n   \n\t\nhọc sinh. học sinh! Học sinh?\r\n\302\240\n.\nhọc  sinh\thọc\n{"id":1}\nhọc sinh' >a
vnseg -i lines -o lines a | cat -A
vnseg -i lines -o lines -j 2 a a a a | wc -l
yes "$(cat $SRC/corpus/segmentation/news.txt; echo; echo .)" | head -n 5000 >many
vnseg -i lines -o lines many >one
vnseg -i lines -o lines -j 2 many | cmp - one && wc -l <one

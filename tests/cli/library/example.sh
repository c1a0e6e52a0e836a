# The program of the manual: what it prints, how it fails, and that vntext(3) shows just this program.
article=$SRC/corpus/news/the-gioi/f-16-romania.txt
vntext-example $article | head -n 1
vntext-example $article | tail -n +2 | cut -f 1 >a
vnkey -n 5 -o tsv $article | cut -f 2 | cmp - a && echo "the keywords of vnkey"
vntext-example <$article | tail -n +2 | cut -f 1 | cmp - a && echo "from standard input"
vntext-example nowhere; echo "code $?"
awk '/^\.EX/ { on = 1; next } /^\.EE/ { on = 0 } on { gsub(/\\-/, "-"); gsub(/\\&/, ""); gsub(/\\\(aq/, "\047"); gsub(/\\e/, "\\"); print }' \
    $SRC/docs/man/vntext.3 >page.c
cmp page.c $SRC/docs/example.c && echo "the manual shows it"

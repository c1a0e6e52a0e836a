# gzip is recognised by its bytes; a truncated file is an error behind its whole lines.
printf 'một\nhai\nba\n' | gzip >a
printf 'bốn\n' | gzip >>a
vntest-echo -i lines a; echo "code $?"
head -c -9 a >b
vntest-echo -i lines b; echo "code $?"
vntest-echo -i lines --skip-bad b a; echo "code $?"
vntest-echo b; echo "code $?"
echo rác >>a
vntest-echo -i lines a >out; echo "code $?"; tail -1 out

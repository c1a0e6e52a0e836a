# Bad documents: what came before is written, one line says where, exit code 1.
printf 'một\nha\377i\nba\n' >a
vntest-echo -i lines a; echo "code $?"
vntest-echo -i lines - <a; echo "code $?"
vntest-echo a; echo "code $?"
vntest-echo -i lines --invalid=replace a; echo "code $?"
vntest-echo -i lines --skip-bad a; echo "code $?"
printf 'một\nbad\nbad\n' | vntest-echo -i lines --skip-bad; echo "code $?"
printf 'a\0b' >binary
vntest-echo binary; echo "code $?"
printf '{"id":1,"text":"x"}\n{"id":2,}\n{"id":3}\n' >a.jsonl
vntest-echo a.jsonl; echo "code $?"
vntest-echo --skip-bad a.jsonl; echo "code $?"
vntest-echo a nowhere; echo "code $?"
vntest-echo -i lines --skip-bad a nowhere; echo "code $?"

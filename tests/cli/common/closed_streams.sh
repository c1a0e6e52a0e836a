# A closed stream is an error, not somebody else's file.
echo một >a
vntest-echo a >&-; echo "code $?"
vntest-echo -i jsonl </dev/null >&-; echo "code $?"
vntest-echo --help >&-; echo "code $?"
vntest-echo <&-; echo "code $?"
vntest-echo a 2>&-; echo "code $?"
vntest-echo -O out a >&- && cat out

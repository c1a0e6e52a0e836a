# A signal leaves the old file and nothing beside it.
exec 2>/dev/null # the shell may or may not report the signal
echo cũ >out
mkfifo in
vntest-echo -i lines -O out in &
pid=$!
exec 3<>in # never waits for a reader
echo một >&3
i=0
while [ "$(ls -A | wc -l)" -lt 3 ] && [ $i -lt 1000 ]; do sleep 0.01; i=$((i + 1)); done
kill -TERM $pid
wait $pid
echo "code $?"
exec 3>&-
cat out
ls -A

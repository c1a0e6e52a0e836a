# A signal leaves the old file and nothing beside it.
echo cũ >out
mkfifo in
vntest-echo -i lines -O out in &
pid=$!
exec 3>in
echo một >&3
while [ "$(ls -A | wc -l)" -lt 3 ]; do sleep 0.01; done
kill -TERM $pid
wait $pid
echo "code $?"
exec 3>&-
cat out
ls -A

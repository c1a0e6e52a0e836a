# -O: the file is whole or the old one stays, with its permissions, behind a link too.
echo cũ >out
chmod 640 out
ln -s out link
printf 'một\nbad\n' | vntest-echo -i lines -O out; echo "code $?"
cat out
ls -A
echo mới | vntest-echo -i lines -O link; echo "code $?"
cat out
stat -c '%a %F' out link
vntest-echo -O nowhere/out out; echo "code $?"
ln -s nothing dangling
vntest-echo -O dangling out; echo "code $?"
vntest-echo -i lines out -O out && cat out
umask 027
vntest-echo -i lines out -O new && stat -c %a new
mkfifo pipe
cat pipe & vntest-echo -i lines new -O pipe; wait
ls -A

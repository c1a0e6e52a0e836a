# What could not be written is an error, for a little and for much output.
echo một | vntest-echo >/dev/full; echo "code $?"
head -c 3000000 /dev/zero | tr '\0' 'x' | vntest-echo >/dev/full; echo "code $?"
echo một | vntest-echo -c >/dev/full; echo "code $?"
echo một | vntest-echo -O /dev/full; echo "code $?"
vntest-echo --help >/dev/full; echo "code $?"
vntest-echo --version >/dev/full; echo "code $?"
(ulimit -f 8; yes một | head -c 3000000 | vntest-echo -O limited; echo "code $?"); ls -A

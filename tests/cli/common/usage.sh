# Usage errors: one line, exit code 2.
t() { vntest-echo "$@"; echo "code $?"; }
t --nothing 2>&1
t -x 2>&1
t -cx 2>&1
t -n 2>&1
t -n 0 2>&1
t -n101 2>&1
t --times=ba 2>&1
t --times=-1 2>&1
t --times=99999999999999999999999 2>&1
t -r 0,5 2>&1
t -r nan 2>&1
t --input=xml 2>&1
t --count=yes 2>&1
t -j 0 2>&1
